//! `/api/about` and `/api/examples`: what the graph holds, and questions to begin with, which have answers in it.

use super::graph::Graph;
use super::http::Response;
use super::refusal::{Refusal, json as sent};
use crate::query;
use serde_json::json;

impl Graph {
    pub(super) fn about(&self, edits: bool) -> Result<Response, Refusal> {
        let counts = self.store.statistics();
        let class = |name: &str| counts.classes.get(name).copied().unwrap_or_default();
        let newest = self.store.newest().map(|day| day.to_string());
        Ok(sent(&json!({
            "documents": counts.documents,
            "accounts": counts.accounts,
            "events": class("Event"),
            "actors": class("Actor"),
            "places": class("Place"),
            "newest": newest,
            "edit": edits,
            "decisions": self.store.decisions().map_err(Refusal::store)?.len(),
            "version": env!("CARGO_PKG_VERSION"),
        })))
    }

    pub(super) fn begin(&self) -> Result<Response, Refusal> {
        let examples = self.examples.get_or_init(|| self.examples());
        Ok(sent(&json!({"examples": examples})))
    }

    /// Questions with the names that stand in the graph most often.
    pub(super) fn examples(&self) -> Vec<String> {
        // Names have a kind and a number beside them; words of the grammar have not.
        let named = |line: &str, but: &str| {
            let (_, candidates) = self.words.complete(line, line.len());
            let mut names = candidates
                .into_iter()
                .filter(|name| name.note.contains(", "));
            names.find(|name| name.text != but).map(|name| name.text)
        };
        let first = |line: &str| named(line, "");
        let mut questions = Vec::new();
        if let Some(by) = first("attacks by ") {
            let on = named(&format!("attacks by {by} on "), &by);
            let on = on.map(|on| format!(" on {on}")).unwrap_or_default();
            let columns = "show date, place, killed, sources";
            questions.push(format!("attacks by {by}{on} | {columns}"));
        }
        let attacks = [
            "attacks | disputed killed | show date, place, range of killed, sources",
            "attacks | count, sum killed by perpetrator | sort count desc",
        ];
        questions.extend(attacks.map(str::to_string));
        questions.extend(first("statements by ").map(|by| format!("statements by {by}")));
        if let Some(one) = first("agreements between ") {
            let other = named(&format!("agreements between {one} and "), &one);
            questions.extend(other.map(|other| format!("agreements between {one} and {other}")));
        }
        questions.push("events | timeline".to_string());
        questions.extend(first("attacks in ").map(|place| format!("attacks in {place}")));
        questions.retain(|question| {
            let query = query::parse_query(question, self.store.ontology());
            let about = query.map(|query| self.session().about(&query));
            matches!(about, Ok(Ok(nodes)) if !nodes.is_empty())
        });
        questions
    }
}
