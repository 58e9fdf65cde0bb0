//! Which columns an answer has and could have.

use super::Session;
use crate::query::ast::{Query, Set, StageKind};
use crate::query::format;
use crate::query::words::{role_of_word, roles_of};

impl Session<'_> {
    /// The field words that a question could show, those of the nearest class first; none where its rows are no nodes.
    pub fn fields(&self, query: &Query) -> Vec<String> {
        let (Some(class), false) = (class(query), counts(query)) else {
            return Vec::new();
        };
        let roles = roles_of(self.store.ontology(), class).into_iter();
        let mut fields: Vec<String> = Vec::new();
        for role in roles {
            if !fields.contains(&role.label) {
                fields.push(role.label.clone());
            }
        }
        fields
    }

    /// Local name of the role that a column shows, whatever it shows of it: `range of killed` is `killed`.
    pub fn role_of(&self, query: &Query, column: &str) -> Option<String> {
        let word = column.rsplit(" of ").next().unwrap_or(column);
        let role = role_of_word(self.store.ontology(), class(query)?, word)?;
        Some(role.name.clone())
    }

    /// The question with other columns; `None` where its rows are no nodes.
    pub fn with_columns(&self, query: &Query, columns: &[&str]) -> Option<String> {
        if counts(query) || class(query).is_none() {
            return None;
        }
        let mut query = query.clone();
        let shows = |kind: &StageKind| matches!(kind, StageKind::Show(_) | StageKind::ShowAll);
        query.stages.retain(|stage| !shows(&stage.kind));
        // What is drawn must stay behind what is shown.
        let at = query
            .stages
            .iter()
            .position(|s| matches!(s.kind, StageKind::Timeline | StageKind::Graph));
        let drawn = query.stages.split_off(at.unwrap_or(query.stages.len()));
        let mut text = format::query_line(&query);
        if !columns.is_empty() {
            text.push_str(&format!(" | show {}", columns.join(", ")));
        }
        for stage in &drawn {
            text.push_str(&format!(" | {}", format::stage(stage)));
        }
        Some(text)
    }
}

fn class(query: &Query) -> Option<&str> {
    match &query.first {
        Set::Phrase(phrase) => phrase.class.as_deref(),
        _ => None,
    }
}

/// Whether the rows of a question are counts.
fn counts(query: &Query) -> bool {
    query
        .stages
        .iter()
        .any(|s| matches!(s.kind, StageKind::Aggregate { .. }))
}
