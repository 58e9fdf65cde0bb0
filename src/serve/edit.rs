//! `/api/correct` and `/api/decisions`: what a person corrects on the page is decided as in the shell.

use super::Server;
use super::graph::Graph;
use super::http::{Request, Response};
use super::refusal::{Refusal, json as sent};
use crate::correct::{self, Correction, CorrectionError, Corrections, Subject, Taken};
use serde::Deserialize;
use serde_json::{Value as Json, json};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

/// The only address that changes something.
pub(super) const PATH: &str = "/api/correct";

/// The file of the graph, and what was corrected in it since the server began. One correction after the other.
#[derive(Debug)]
pub(super) struct Editing {
    store: PathBuf,
    corrections: Mutex<Corrections>,
}

impl Editing {
    pub fn new(store: PathBuf) -> Editing {
        Editing {
            store,
            corrections: Mutex::default(),
        }
    }
}

/// What is to be corrected.
#[derive(Debug, Deserialize)]
#[serde(tag = "do", rename_all = "lowercase", deny_unknown_fields)]
enum Wanted {
    Same { ids: Vec<String> },
    Apart { id: String, which: Option<String> },
    Strike { id: String, which: Option<String> },
    Confirm { id: String, which: Option<String> },
    Note { id: String, text: String },
    Date { id: String, date: String },
    Undo {},
}

impl Server {
    /// Decides what the body says, and asks the graph that this gives from then on.
    pub(super) fn correct(&self, request: &Request) -> Result<Response, Refusal> {
        if request.method != "POST" {
            return Err(Refusal::plain(405, "method", "corrections come by POST"));
        }
        let Some(editing) = &self.editing else {
            let message = "this page only reads; `dateline serve STORE --edit` corrects the graph";
            return Err(Refusal::plain(403, "read-only", message));
        };
        if !self.guard.edits(request) {
            let message =
                "whoever corrects needs the token; open the address that the server printed";
            return Err(Refusal::plain(401, "refused", message));
        }
        // A form of a foreign page cannot say so without asking first.
        if request.kind() != "application/json" {
            let message = "a correction is sent as application/json";
            return Err(Refusal::plain(415, "usage", message));
        }
        let wanted = serde_json::from_slice(&request.body).map_err(|error| {
            Refusal::usage(format!(
                "this is no correction ({error}); one is {{\"do\": \"strike\", \"id\": \"…\"}}"
            ))
        })?;
        let mut corrections = editing
            .corrections
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let graph = self.graph();
        let wanted = self.correction(&graph, wanted)?;
        let undone = wanted.is_none();
        let (correction, taken) = match wanted {
            Some(correction) => {
                let taken = corrections.take(&editing.store, &correction);
                (correction, taken)
            }
            None => (Correction::default(), corrections.undo(&editing.store)),
        };
        let Taken {
            store,
            noticed,
            said,
            new,
        } = taken.map_err(refused)?;
        let left = correction.left(&store);
        let still_apart = correct::still_apart(&store, &correction);
        let noticed = noticed.iter().map(|it| it.told(&editing.store).to_string());
        let mut notes: Vec<String> = noticed.collect();
        notes.extend(still_apart.map(str::to_string));
        let answer = json!({
            "said": said,
            "undone": undone,
            "new": new,
            "id": left,
            "undo": corrections.last(),
            "notes": notes,
        });
        let (questions, pool) = (graph.questions.clone(), graph.pool.clone());
        let graph = Graph::new(store, graph.limits, questions, pool);
        *self.graph.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(graph);
        Ok(sent(&answer))
    }

    /// What is to be decided; `None` where the last correction is to be taken back.
    fn correction(&self, graph: &Graph, wanted: Wanted) -> Result<Option<Correction>, Refusal> {
        let store = &graph.store;
        let called = |id: &str| match store.facts(id).is_empty() {
            true => format!("“{id}”"),
            false => format!("“{}”", graph.title(&graph.session(), id)),
        };
        let subject = |id: &str| Subject::new(store, id, called(id), None).map_err(refused);
        let which = |which: &Option<String>| which.clone().unwrap_or_default();
        let correction = match &wanted {
            Wanted::Undo {} => return Ok(None),
            Wanted::Same { ids } => {
                let subjects = ids.iter().map(|id| subject(id));
                let subjects: Vec<Subject> = subjects.collect::<Result<_, _>>()?;
                let called: Vec<&str> = subjects.iter().map(|s| s.called.as_str()).collect();
                correct::same(store, &subjects, &called.join(" and "))
            }
            Wanted::Apart { id, which: one } => correct::apart(store, &subject(id)?, &which(one)),
            Wanted::Strike { id, which: one } => correct::strike(store, &subject(id)?, &which(one)),
            Wanted::Confirm { id, which: one } => {
                correct::confirm(store, &subject(id)?, &which(one))
            }
            Wanted::Note { id, text } => correct::note(store, &subject(id)?, text),
            Wanted::Date { id, date } => correct::date(store, &subject(id)?, date.trim()),
        };
        correction.map(Some).map_err(refused)
    }

    /// What is decided, whoever decided it, and what would be taken back first.
    pub(super) fn decisions(&self, graph: &Graph) -> Result<Response, Refusal> {
        let decided = correct::decided(&graph.store).map_err(Refusal::store)?;
        let decided = decided.iter();
        let decided = decided.map(|one| json!({"said": one.said, "of": one.of}));
        let decided: Vec<Json> = decided.collect();
        let undo = self.editing.as_ref().and_then(|editing| {
            let corrections = editing.corrections.lock();
            let corrections = corrections.unwrap_or_else(PoisonError::into_inner);
            corrections.last().map(str::to_string)
        });
        Ok(sent(&json!({"decisions": decided, "undo": undo})))
    }
}

/// A correction that is not taken: its words are the whole of it.
fn refused(error: CorrectionError) -> Refusal {
    match error {
        CorrectionError::Store(error) => Refusal::store(error),
        CorrectionError::Busy(_) => Refusal::plain(503, "busy", error.to_string()),
        CorrectionError::Gone(_) => Refusal::plain(404, "nothing", error.to_string()),
        _ => Refusal::plain(400, "unfit", error.to_string()),
    }
}
