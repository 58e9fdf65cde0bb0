//! Field words → [`Path`]s.

use super::scope::unsupported;
use super::{Column, Hop, Kind, Path, Scope};
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::ontology::{Ontology, Role};
use crate::query::ast::{Facet, Field, Word};
use crate::query::words::{ACTOR, below, roles_of};
use crate::span::Span;

impl Scope<'_> {
    /// The role of a class, or else of a class below it, that a word names.
    fn role(&self, class: &str, word: &str) -> Option<&Role> {
        let named = |role: &&Role| role.all_words().any(|w| w == word);
        roles_of(self.ontology, class)
            .into_iter()
            .find(named)
            .or_else(|| {
                below(self.ontology, class)
                    .into_iter()
                    .find_map(|c| roles_of(self.ontology, c).into_iter().find(named))
            })
    }

    /// Whether a class has a field, without an error.
    pub(super) fn has_field(&self, class: &str, word: &str) -> bool {
        self.role(class, word).is_some()
    }

    pub(super) fn path(&self, class: &str, field: &Field) -> Result<Path, Diagnostic> {
        let mut steps: Vec<Hop> = Vec::new();
        let mut classes = vec![class.to_string()];
        for word in &field.path {
            if let Some(last) = steps.last()
                && last.kind != Kind::Node
            {
                let message = format!(
                    "`{}` has no fields of its own",
                    field.path[steps.len() - 1].text
                );
                return Err(Code::Mismatch.at(word.span, message));
            }
            let Some(role) = classes.iter().find_map(|c| self.role(c, &word.text)) else {
                return Err(self.unknown_field(&classes, word));
            };
            let hop = Hop::of(role);
            classes = hop.range.clone();
            steps.push(hop);
        }
        if steps.is_empty() {
            return Err(Code::Syntax.at(field.span, "expected a field"));
        }
        let words: Vec<&str> = field.path.iter().map(|w| w.text.as_str()).collect();
        let path = Path {
            span: field.span,
            facet: field.facet,
            steps,
            words: words.join("."),
        };
        if path.facet != Facet::Best && path.steps.len() > 1 {
            let what = "facets (`range of`, `sources of` …) of a field behind a dot";
            return Err(unsupported(field.span, what));
        }
        Ok(path)
    }

    fn unknown_field(&self, classes: &[String], word: &Word) -> Diagnostic {
        let mut words: Vec<&str> = Vec::new();
        for class in classes {
            for class in below(self.ontology, class) {
                for role in roles_of(self.ontology, class) {
                    if !words.contains(&role.label.as_str()) {
                        words.push(&role.label);
                    }
                }
            }
        }
        let who: Vec<String> = classes.iter().map(|c| self.plural(c)).collect();
        let all = classes.iter().flat_map(|c| roles_of(self.ontology, c));
        let all: Vec<&str> = all.flat_map(|r| r.all_words()).collect();
        words.sort_unstable();
        let mut diagnostic = Code::UnknownField
            .at(
                word.span,
                format!(
                    "{} have no field `{}`",
                    crate::diagnostic::list(&who, "and"),
                    word.text
                ),
            )
            .candidates(match word.text.as_str() {
                "who" | "whom" => self.actors_of(classes),
                _ => nearest(&word.text, all, 3),
            });
        if !words.is_empty() {
            diagnostic
                .hints
                .push(format!("the fields are {}", words.join(", ")));
        }
        diagnostic.found = Some(format!("`{}`", word.text));
        diagnostic
    }

    /// Fields that say who.
    fn actors_of(&self, classes: &[String]) -> Vec<String> {
        classes
            .iter()
            .flat_map(|class| roles_of(self.ontology, class))
            .filter(|role| role.range.iter().any(|range| range == ACTOR))
            .map(|role| role.label.clone())
            .collect()
    }

    /// The path of the role of a class that holds its date.
    pub(super) fn time_path(&self, class: &str, span: Span) -> Result<Path, Diagnostic> {
        let role = time_role(self.ontology, class).ok_or_else(|| {
            let message = format!("{} have no date", self.plural(class));
            Code::Mismatch.at(span, message)
        })?;
        Ok(Path::of(role, span))
    }

    /// What is shown when nothing is asked for: the columns of the nearest class that lists some, and the roles of
    /// the classes between.
    pub(super) fn default_columns(&self, class: &str, span: Span) -> Vec<Column> {
        let lineage = self.ontology.lineage(class);
        let listed = lineage.iter().position(|c| {
            self.ontology
                .classes
                .get(*c)
                .is_some_and(|c| !c.columns.is_empty())
        });
        let mut columns: Vec<Column> = Vec::new();
        if let Some(at) = listed {
            for word in &self.ontology.classes[lineage[at]].columns {
                if let Some(role) = self.role(class, word) {
                    columns.push(Column {
                        name: word.clone(),
                        path: Path::of(role, span),
                    });
                }
            }
        }
        let own = &lineage[..listed.unwrap_or(lineage.len())];
        for role in roles_of(self.ontology, class) {
            let is_own = role.domain.iter().any(|d| own.contains(&d.as_str()));
            if is_own && !columns.iter().any(|c| c.path.last().role == role.name) {
                // Sources stay last.
                let at = columns
                    .iter()
                    .position(|c| c.path.last().role == "source")
                    .unwrap_or(columns.len());
                columns.insert(at, Column::of(role, span));
            }
        }
        columns
    }

    /// Every field of a class.
    pub(super) fn all_columns(&self, class: &str, span: Span) -> Vec<Column> {
        let mut columns = self.default_columns(class, span);
        for role in roles_of(self.ontology, class) {
            if !columns.iter().any(|c| c.path.last().role == role.name) {
                columns.push(Column::of(role, span));
            }
        }
        columns
    }
}

/// The date of a class as a column.
pub(crate) fn date_column(ontology: &Ontology, class: &str, span: Span) -> Option<Column> {
    time_role(ontology, class).map(|role| Column::of(role, span))
}

/// The role of a class that holds its date.
pub(crate) fn time_role<'o>(ontology: &'o Ontology, class: &str) -> Option<&'o Role> {
    let mut roles = roles_of(ontology, class).into_iter();
    roles.find(|role| Kind::of(role) == Kind::Time)
}
