//! `/api/why` and `/api/article`: what a row rests on, as data. Places count characters of the article.

use super::graph::{Graph, needed};
use super::http::{Request, Response};
use super::refusal::{Refusal, json as sent};
use super::rows::{days, is_shown, is_told};
use crate::query::Session;
use crate::query::about::noun;
use crate::rdf::vocabulary::DL;
use crate::report::json::interval;
use crate::report::{done, headline};
use crate::store::{Evidence, Joined, Passage, Source, Span};
use oxigraph::model::Term;
use serde_json::{Value as Json, json};

/// Most nodes that are listed behind a count.
const MOST: usize = 500;

impl Graph {
    pub(super) fn why(&self, request: &Request) -> Result<Response, Refusal> {
        let id = needed(request, "id")?;
        let session = self.session();
        let evidence = self.store.evidence(id).map_err(Refusal::store)?;
        if evidence.is_empty() {
            let message = format!("{id} is no event, so no sentence tells it; ask for events");
            return Err(Refusal::plain(404, "untold", message));
        }
        let accounts: Vec<Json> = evidence.iter().map(|told| self.account(told)).collect();
        Ok(sent(&json!({
            "id": id,
            "title": self.title(&session, id),
            "facts": self.facts(&session, id),
            "accounts": accounts,
        })))
    }

    /// What a row of counts was counted from.
    pub(super) fn counted(&self, request: &Request) -> Result<Response, Refusal> {
        let text = needed(request, "q")?;
        let asked = self.ask(text)?;
        let number = needed(request, "row")?;
        let at = number.parse().ok();
        let at = at.and_then(|number: usize| number.checked_sub(1));
        let Some(row) = at.and_then(|at| asked.rows.rows.get(at)) else {
            let message = format!("`row` is the number of a row of the answer, not {number:?}");
            return Err(Refusal::usage(message));
        };
        let _turn = self.questions.take();
        let mut session = self.session().with_definitions(asked.definitions.clone());
        let nodes = session.counted(&asked.query, &asked.rows, row);
        let nodes = nodes.map_err(|error| Refusal::question(text, error))?;
        let nodes = nodes.unwrap_or_default();
        let told = nodes.iter().take(MOST).map(|id| {
            json!({
                "id": id,
                "title": headline(&self.store, id),
                "when": days(&session, id).as_ref().map(interval),
                "told": is_told(&session, id),
            })
        });
        let told: Vec<Json> = told.collect();
        Ok(sent(&json!({"rows": told, "total": nodes.len()})))
    }

    pub(super) fn article(&self, request: &Request) -> Result<Response, Refusal> {
        let id = needed(request, "id")?;
        let Some(words) = self.store.document_text(id) else {
            let message = format!("the graph has no article {id}");
            return Err(Refusal::plain(404, "nothing", message));
        };
        let accounts = self.store.accounts_in(id).into_iter();
        let accounts = accounts.flat_map(|(account, event)| {
            let told = self.store.evidence(&account).unwrap_or_default();
            told.into_iter()
                .map(move |evidence| (event.clone(), evidence))
        });
        let accounts = accounts.map(|(event, evidence)| {
            let mut told = self.account(&evidence);
            told["event"] = json!(event);
            told
        });
        Ok(sent(&json!({
            "article": source(&self.store.document(id)),
            "text": words,
            "accounts": accounts.collect::<Vec<_>>(),
        })))
    }

    /// The name of a node; of an event its kind and days.
    pub(super) fn title(&self, session: &Session<'_>, id: &str) -> String {
        let named = self.store.label(id).filter(|label| !label.is_empty());
        named.unwrap_or_else(|| {
            let kind = noun(&self.store, id);
            match days(session, id) {
                Some(days) => format!("{kind}, {}", crate::output::days(&days)),
                None => kind,
            }
        })
    }

    fn account(&self, account: &Evidence) -> Json {
        let ontology = self.store.ontology();
        let class = ontology.classes.get(&account.kind);
        let label = |name: &str| {
            let role = ontology.roles.get(name);
            role.map_or(name.to_string(), |role| role.label.clone())
        };
        let span = |span: &Span| {
            json!({
                "begin": span.passage.begin,
                "end": span.passage.end,
                "text": span.passage.text,
                "role": span.role,
                "label": label(&span.role),
                "id": span.node,
                "name": span.label,
            })
        };
        let answers = account.answers.iter().map(|(does, tie)| tied(does, tie));
        let answered = account.answered_in.iter();
        let answered = answered.map(|(does, tie)| tied(done(does), tie));
        let renamed = account.renamed.iter().map(|renamed| {
            json!({"words": renamed.words, "name": renamed.label, "score": renamed.score, "reasons": renamed.reasons})
        });
        json!({
            "account": account.account,
            "kind": class.map_or(&account.kind, |class| &class.label),
            "article": source(&account.document),
            "sentences": account.sentences.iter().map(passage).collect::<Vec<_>>(),
            "spans": account.spans.iter().map(span).collect::<Vec<_>>(),
            "trigger": account.trigger.as_ref().map(passage),
            "found by": account.found_by,
            "according to": account.attributed_to,
            "modality": account.modality,
            "confidence": account.confidence,
            "one with": account.joined.iter().map(|tie| tied("one with", tie)).collect::<Vec<_>>(),
            "answers": answers.chain(answered).collect::<Vec<_>>(),
            "renamed": renamed.collect::<Vec<_>>(),
            "confirmed": account.confirmed,
            "dated": account.dated.as_ref().map(interval),
            "notes": account.notes,
        })
    }

    /// What is said of a node under the words of the question language.
    pub(super) fn facts(&self, session: &Session<'_>, id: &str) -> Vec<Json> {
        let ontology = self.store.ontology();
        let facts = self.store.facts(id);
        let said = |property: String| facts.iter().filter(move |(known, _)| *known == property);
        let disputes = self.store.linked(id, &format!("{DL}disputes"));
        let mut told = Vec::new();
        if let Some(days) = days(session, id) {
            let values = [json!({"text": interval(&days)["text"]})];
            told.push(json!({"name": "date", "values": values}));
        }
        for role in ontology.roles.values() {
            let mut values: Vec<Json> = Vec::new();
            let words = said(format!("{}Told", role.property)).next();
            let words = words.map(|(_, term)| words_of(term));
            for (_, term) in said(role.property.clone()) {
                let value = crate::store::results::value(&self.store, term);
                let mut told = json!({"text": crate::output::text(&value)});
                if let crate::query::Value::Node { iri, .. } = &value
                    && is_shown(session, iri)
                {
                    told["id"] = json!(iri);
                    if told["text"] == "" || self.store.label(iri).is_none() {
                        told["text"] = json!(self.title(session, iri));
                    }
                } else if let Some(words) = &words {
                    told["text"] = json!(words);
                }
                if !values.contains(&told) {
                    values.push(told);
                }
            }
            let known = |fact: &Json| fact["name"] == role.label.as_str();
            if !values.is_empty() && !told.iter().any(known) {
                let mut fact = json!({"name": role.label, "role": role.name, "values": values});
                if disputes.contains(&role.property) {
                    fact["disputed"] = json!(true);
                }
                told.push(fact);
            }
        }
        told
    }
}

fn words_of(term: &Term) -> String {
    match term {
        Term::Literal(literal) => literal.value().to_string(),
        other => other.to_string(),
    }
}

fn passage(passage: &Passage) -> Json {
    json!({"begin": passage.begin, "end": passage.end, "text": passage.text})
}

/// An article without its text.
pub(super) fn source(source: &Source) -> Json {
    // Only what a browser opens as a page; an address may come from anybody.
    let web = |url: &&String| url.starts_with("https://") || url.starts_with("http://");
    let url = source.url.as_ref().filter(web);
    json!({
        "id": source.iri,
        "title": source.title,
        "outlet": source.publisher,
        "published": source.published.as_ref().map(interval),
        "url": url,
    })
}

fn tied(how: &str, tie: &Joined) -> Json {
    json!({
        "how": how,
        "account": tie.account,
        "article": source(&tie.document),
        "score": tie.score,
        "reasons": tie.reasons,
    })
}
