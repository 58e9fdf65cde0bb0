//! Questions, answered once: pages, pictures and files of one answer come from the same rows.

use super::graph::Graph;
use super::kept::Asked;
use super::refusal::Refusal;
use crate::diagnostic::{Code, Diagnostic};
use crate::output;
use crate::query::ast::{Query, StatementKind};
use crate::query::{self, Answer, Session};
use crate::store::Held;
use std::sync::Arc;
use std::time::Instant;

impl Graph {
    /// A session of its own for every request.
    pub(super) fn session(&self) -> Session<'static> {
        let mut session = Session::new(Held::Shared(Arc::clone(&self.store)));
        session.set_budget(self.budget());
        session
    }

    /// The answer of a text: of its last question, with what is defined before it.
    pub(super) fn ask(&self, text: &str) -> Result<Arc<Asked>, Refusal> {
        if let Some(asked) = self.answers.find(text) {
            return Ok(asked);
        }
        let _turn = self.questions.take();
        let mut session = self.session();
        let wrong = |session: &Session<'_>, errors: Vec<Diagnostic>| {
            let errors = errors.into_iter();
            let errors = errors.map(|error| session.offer_name(text, error));
            Refusal::Question {
                text: text.to_string(),
                errors: errors.collect(),
            }
        };
        let script = query::parse(text, self.store.ontology());
        let script = script.map_err(|errors| wrong(&session, errors))?;
        let begun = Instant::now();
        let mut last: Option<(Answer, Query)> = None;
        for statement in &script.statements {
            let refused = |what: &str| {
                let message = format!("`{what}` reads or writes files, which the page does not");
                Code::Usage.at(statement.span, message)
            };
            let error = match &statement.kind {
                StatementKind::Export { .. } => {
                    Some(refused("export").hint("the buttons above an answer give it as a file"))
                }
                StatementKind::Use { .. } => {
                    Some(refused("use").hint("write the definitions before the question"))
                }
                _ => None,
            };
            if let Some(error) = error {
                return Err(wrong(&session, vec![error]));
            }
            let answer = session
                .run(statement)
                .map_err(|error| wrong(&session, vec![error]))?;
            if let StatementKind::Query(query) = &statement.kind {
                last = Some((answer, query.clone()));
            }
        }
        let Some((answer, query)) = last else {
            let message = "nothing is asked: a question stands behind definitions and assertions";
            let error = Code::Syntax.at(crate::span::Span::new(text.len(), text.len()), message);
            return Err(wrong(&session, vec![error]));
        };
        let rows = output::rows_of(&answer);
        let took = begun.elapsed();
        session.set_budget(self.budget());
        let emptied = match rows.rows.is_empty() {
            true => session.why_empty(&query),
            false => None,
        };
        let definitions = session.definitions().clone();
        let asked = Arc::new(Asked {
            answer,
            rows,
            query,
            definitions,
            emptied,
            took,
        });
        self.answers.keep(text, &asked);
        Ok(asked)
    }
}
