//! `\nouns`, `\fields` and `\help NOUN`: what the ontology lets one ask, with how much of it there is.

use super::Paint;
use crate::ontology::{Class, Ontology, Role, RoleKind};
use crate::query::{EVENT, WITH};
use crate::shown::Shown;
use crate::store::Statistics;
use std::io::{self, Write};
use unicode_width::UnicodeWidthStr;

/// Lines of two columns.
pub(super) fn columns(
    lines: &[(String, String)],
    paint: Paint,
    out: &mut dyn Write,
) -> io::Result<()> {
    let widths = lines.iter().map(|(left, _)| left.width());
    let widest = widths.max().unwrap_or(0);
    for (left, right) in lines {
        let gap = " ".repeat(widest - left.width());
        let line = format!("  {}{gap}  {}", paint.noun(left), Shown::text(right));
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}

/// The classes as a tree of nouns, with the number of nodes of each.
pub(super) fn nouns(
    ontology: &Ontology,
    counts: &Statistics,
    paint: Paint,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut lines = Vec::new();
    for class in ontology.classes.values() {
        // A class of another vocabulary may have the same local name.
        let above = |p: &String| *p != class.name && ontology.classes.contains_key(p);
        if !class.parents.iter().any(above) {
            branch(ontology, counts, class, 0, &mut lines);
        }
    }
    columns(&lines, paint, out)
}

fn branch(
    ontology: &Ontology,
    counts: &Statistics,
    class: &Class,
    depth: usize,
    lines: &mut Vec<(String, String)>,
) {
    // A class may stand under several others, but a circle must not hang us.
    if depth > 16 {
        return;
    }
    let count = counts.classes.get(&class.name).copied().unwrap_or_default();
    let others: Vec<&str> = class.nouns.iter().map(String::as_str).collect();
    let mut right = match count {
        0 => "–".to_string(),
        n => n.to_string(),
    };
    if !others.is_empty() {
        right = format!("{right:<6} also {}", others.join(", "));
    }
    lines.push((format!("{}{}", "  ".repeat(depth), class.plural), right));
    for below in ontology.classes.values() {
        if below.name != class.name && below.parents.contains(&class.name) {
            branch(ontology, counts, below, depth + 1, lines);
        }
    }
}

/// What one can ask about nodes of a class.
pub(super) fn fields(
    ontology: &Ontology,
    class: &Class,
    paint: Paint,
    out: &mut dyn Write,
) -> io::Result<()> {
    let roles: Vec<&Role> = ontology.roles_of(&class.name).collect();
    let mut lines: Vec<(String, String)> = roles
        .iter()
        .map(|role| (role.label.clone(), describe(ontology, role)))
        .collect();
    let with = |role: &&Role| role.prepositions.iter().any(|p| p == WITH);
    let own = roles.iter().any(with);
    if ontology.is_a(&class.name, EVENT) && !own {
        let any = "whoever took part, whatever part that was; after “with”";
        lines.push(("(any role)".to_string(), any.to_string()));
    }
    columns(&lines, paint, out)
}

fn describe(ontology: &Ontology, role: &Role) -> String {
    let range = || {
        let classes = role.range.iter();
        let classes = classes.filter_map(|class| ontology.classes.get(class));
        let nouns: Vec<&str> = classes.map(|class| class.label.as_str()).collect();
        nouns.join(" or ")
    };
    let mut parts = vec![match role.kind {
        RoleKind::Node if role.range.is_empty() => "anything".to_string(),
        RoleKind::Node => range(),
        RoleKind::Quantity => "number".to_string(),
        RoleKind::Time => "date".to_string(),
        RoleKind::Text => "words".to_string(),
        RoleKind::Field if range().is_empty() => "value".to_string(),
        RoleKind::Field => range(),
    }];
    if !role.prepositions.is_empty() {
        parts.push(format!("after “{}”", role.prepositions.join("”, “")));
    }
    if !role.words.is_empty() {
        parts.push(format!("also {}", role.words.join(", ")));
    }
    parts.join("; ")
}

/// A noun: what it is and what one can ask about it.
pub(super) fn noun(
    ontology: &Ontology,
    class: &Class,
    paint: Paint,
    out: &mut dyn Write,
) -> io::Result<()> {
    let nouns: Vec<&str> = class.all_nouns().collect();
    writeln!(out, "{}", paint.bold(&nouns.join(", ")))?;
    if let Some(comment) = &class.comment {
        writeln!(out, "{}", Shown::line(comment))?;
    }
    let above = ontology.lineage(&class.name).into_iter().skip(1);
    let above = above.filter_map(|name| ontology.classes.get(name));
    let above: Vec<&str> = above.map(|class| class.plural.as_str()).collect();
    if !above.is_empty() {
        writeln!(out, "They are {}.", Shown::line(&above.join(" and ")))?;
    }
    writeln!(out, "Fields:")?;
    fields(ontology, class, paint, out)
}
