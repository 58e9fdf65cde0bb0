//! The ontology's words as the query language uses them.

use crate::ontology::{Ontology, Role};
use crate::text::irregular::lemma_of;

/// Class of what nobody says happened; it has the roles of every event.
pub(crate) const PROSPECT: &str = "Prospect";
/// Class above all events.
pub(crate) const EVENT: &str = "Event";
/// Class of all that is said.
pub(crate) const STATEMENT: &str = "Statement";
/// Class of whoever acts.
pub(crate) const ACTOR: &str = "Actor";
/// Class of articles.
pub(crate) const DOCUMENT: &str = "Document";

/// Field of whether something is told as fact.
pub(crate) const MODALITY: &str = "modality";

/// Class of where something can be.
pub(crate) const PLACE: &str = "Place";

/// Behind a name, or before it, the province and not the town of that name.
pub(crate) const PROVINCE: &str = "province";

/// Puts whoever took part behind it, where it is no role of its own.
pub(crate) const WITH: &str = "with";

/// Begins a distance in time, in space, or along a path.
pub(crate) const WITHIN: &str = "within";

/// Whether the values of a role are places and nothing else.
pub(crate) fn holds_places(role: &Role) -> bool {
    matches!(role.range.as_slice(), [range] if range == PLACE)
}

/// The classes below `class`, itself first.
pub(crate) fn below<'o>(ontology: &'o Ontology, class: &str) -> Vec<&'o str> {
    let found = ontology.classes.keys().filter(|c| ontology.is_a(c, class));
    let mut found: Vec<&str> = found.map(String::as_str).collect();
    found.sort_by_key(|c| (*c != class, *c));
    found
}

/// The roles and fields of a class, nearest class first, then by name. A prospect has those of all events.
pub(crate) fn roles_of<'o>(ontology: &'o Ontology, class: &str) -> Vec<&'o Role> {
    let mut lineage = ontology.lineage(class);
    if class == PROSPECT {
        lineage.extend(below(ontology, EVENT));
    }
    let roles = ontology.roles.values();
    let roles = roles.filter(|role| role.domain.iter().any(|d| lineage.contains(&d.as_str())));
    let mut roles: Vec<&Role> = roles.collect();
    roles.sort_by_key(|role| {
        (
            lineage
                .iter()
                .position(|c| role.domain.iter().any(|d| d == c)),
            &role.name,
        )
    });
    roles
}

/// Those of the roles of a class and of the classes below it, each once.
pub(crate) fn roles_below<'o>(
    ontology: &'o Ontology,
    class: &str,
    keep: impl Fn(&Role) -> bool,
) -> Vec<&'o Role> {
    let mut found: Vec<&Role> = Vec::new();
    for class in below(ontology, class) {
        for role in roles_of(ontology, class) {
            if keep(role) && !found.iter().any(|known| known.name == role.name) {
                found.push(role);
            }
        }
    }
    found
}

/// Those of the roles of a class; where it has none, of the classes below it: events of any kind have the parts of all kinds.
pub(crate) fn own_or_below<'o>(
    ontology: &'o Ontology,
    class: &str,
    keep: impl Fn(&Role) -> bool,
) -> Vec<&'o Role> {
    let mut own = roles_of(ontology, class);
    own.retain(|role| keep(role));
    match own.is_empty() {
        true => roles_below(ontology, class, keep),
        false => own,
    }
}

/// What cures a word that was to be a name.
pub(crate) fn name_hint(word: &str) -> String {
    format!("names begin with a capital letter or stand in quotes: \"{word}\"")
}

/// The role of a class that a field word names.
pub(crate) fn role_of_word<'o>(
    ontology: &'o Ontology,
    class: &str,
    word: &str,
) -> Option<&'o Role> {
    roles_of(ontology, class)
        .into_iter()
        .find(|role| role.all_words().any(|w| w == word))
}

/// What a form may be of, the likeliest first: "bombed" of "bomb", "denied" of "deny", "hit" of itself.
pub(crate) fn lemmas(form: &str) -> impl Iterator<Item = String> {
    let mut all: Vec<String> = lemma_of(form).into_iter().map(str::to_string).collect();
    all.push(form.to_string());
    for (ending, instead) in [
        ("ied", "y"),
        ("ies", "y"),
        ("ed", "e"),
        ("ed", ""),
        ("es", "e"),
        ("es", ""),
        ("s", ""),
        ("ing", ""),
        ("ing", "e"),
    ] {
        if let Some(stem) = form.strip_suffix(ending) {
            all.push(format!("{stem}{instead}"));
            let mut letters = stem.chars().rev();
            // "shelled" is of "shell", "stopped" of "stop".
            if instead.is_empty() && letters.next() == letters.next() {
                all.push(
                    stem[..stem.len() - stem.chars().next_back().map_or(0, char::len_utf8)]
                        .to_string(),
                );
            }
        }
    }
    all.into_iter()
}
