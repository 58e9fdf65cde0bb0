//! `/api/query`, `/api/export`, `/api/facets`, `/api/columns`, `/api/complete`.

use super::graph::{Graph, needed};
use super::http::{Request, Response};
use super::kept::Asked;
use super::refusal::{Refusal, json as sent, letters};
use super::rows;
use crate::exchange;
use crate::output::{About, Format, Style, text};
use crate::query::ast::StageKind;
use crate::query::{self, Answer, Rows, TokenKind, Value};
use serde_json::{Value as Json, json};
use std::cmp::Ordering;

/// Rows that are given unless another number is asked for, and at most.
const ROWS: usize = 100;
const MOST_ROWS: usize = 5_000;

impl Graph {
    pub(super) fn query(&self, request: &Request) -> Result<Response, Refusal> {
        let asked = self.ask(needed(request, "q")?)?;
        let number = |name: &str, usual: usize| match request.param(name) {
            Some(given) => given
                .parse()
                .map_err(|_| Refusal::usage(format!("`{name}` is a whole number, not {given:?}"))),
            None => Ok(usual),
        };
        let (offset, limit) = (number("offset", 0)?, number("limit", ROWS)?.min(MOST_ROWS));
        let session = self.session().with_definitions(asked.definitions.clone());
        let order = self.order(request, &asked.rows)?;
        let numbers: Vec<usize> = order.into_iter().skip(offset).take(limit).collect();
        let shown = numbers
            .iter()
            .map(|number| asked.rows.rows[*number].clone());
        let mut page = Rows {
            rows: shown.collect(),
            ..Rows::default()
        };
        session.locate(&mut page);
        let told = page.rows.iter().zip(&page.spots).zip(&numbers);
        let told = told.map(|((row, spots), number)| {
            let mut told = rows::row(&session, row, spots);
            told["number"] = json!(number + 1);
            told
        });
        let told: Vec<Json> = told.collect();
        let columns = asked.rows.columns.iter().map(|column| {
            let role = session.role_of(&asked.query, &column.name);
            json!({"name": column.name, "numeric": column.numeric, "role": role})
        });
        let columns: Vec<Json> = columns.collect();
        let emptied = asked.emptied.as_ref().map(|emptied| {
            let changes = emptied.changes.iter();
            let changes =
                changes.map(|change| json!({"change": change.change, "answers": change.answers}));
            json!({"changes": changes.collect::<Vec<_>>(), "nearest": emptied.nearest})
        });
        let narrowed = session.narrowings(&asked.query).into_iter();
        let narrowed = narrowed.map(|(part, question)| json!({"part": part, "question": question}));
        Ok(sent(&json!({
            "view": view(&asked),
            "columns": columns,
            "rows": told,
            "total": asked.rows.rows.len(),
            "cut": asked.rows.cut,
            "offset": offset,
            "limit": limit,
            "notes": asked.rows.notes,
            "counted": counts(&asked),
            "emptied": emptied,
            "narrowed": narrowed.collect::<Vec<_>>(),
            "milliseconds": asked.took.as_secs_f64() * 1e3,
        })))
    }

    /// The numbers of the rows in the order that is asked for: that of the question, or by a column.
    fn order(&self, request: &Request, rows: &Rows) -> Result<Vec<usize>, Refusal> {
        let mut order: Vec<usize> = (0..rows.rows.len()).collect();
        let Some(name) = request.param("sort") else {
            return Ok(order);
        };
        let column = rows.columns.iter().position(|column| column.name == name);
        let Some(column) = column else {
            let message = format!("`sort` names a column of the answer, and {name:?} is none");
            return Err(Refusal::usage(message));
        };
        let down = request.param("desc").is_some_and(|value| value != "0");
        let first = |number: &usize| rows.rows[*number].cells.get(column)?.values.first();
        order.sort_by(|a, b| match (first(a), first(b)) {
            (Some(a), Some(b)) if down => compare(b, a),
            (Some(a), Some(b)) => compare(a, b),
            // What is not known comes last either way.
            (a, b) => a.is_none().cmp(&b.is_none()),
        });
        Ok(order)
    }

    pub(super) fn export(&self, request: &Request) -> Result<Response, Refusal> {
        let question = needed(request, "q")?;
        let asked = self.ask(question)?;
        let format = request.param("format").unwrap_or("csv").parse();
        let format: Format = format.map_err(|error| Refusal::usage(format!("{error}")))?;
        if format.is_picture() && matches!(asked.answer, Answer::Rows(_)) {
            return Err(Refusal::usage(format!(
                "a table cannot be drawn as {format}; end the question with `| graph` or `| timeline`"
            )));
        }
        let mut body = Vec::new();
        let (session, how) = (self.session(), (format, Style::default()));
        exchange::write_answer(&session, Some(question), &asked.answer, how, &mut body)
            .map_err(Refusal::store)?;
        let About { kind, ending, .. } = *format.about();
        // Never shown as a page of its own.
        let file = format!("attachment; filename=\"answer.{ending}\"");
        Ok(Response {
            headers: vec![("Content-Disposition", file)],
            ..Response::new(kind, body)
        })
    }

    pub(super) fn facets(&self, request: &Request) -> Result<Response, Refusal> {
        let text = needed(request, "q")?;
        let asked = self.ask(text)?;
        let _turn = self.questions.take();
        let session = self.session().with_definitions(asked.definitions.clone());
        let facets = session.facets(&asked.query);
        let facets = facets.map_err(|error| Refusal::question(text, error))?;
        let facets = facets.into_iter().map(|facet| {
            let values = facet.values.into_iter().map(|value| {
                json!({"label": value.label, "count": value.count, "question": value.question})
            });
            json!({"name": facet.name, "values": values.collect::<Vec<_>>(), "more": facet.more})
        });
        Ok(sent(&json!({"facets": facets.collect::<Vec<_>>()})))
    }

    /// The fields that could be columns; with `show` the question that has these.
    pub(super) fn columns(&self, request: &Request) -> Result<Response, Refusal> {
        let asked = self.ask(needed(request, "q")?)?;
        let session = self.session().with_definitions(asked.definitions.clone());
        let fields = session.fields(&asked.query);
        let Some(show) = request.param("show") else {
            return Ok(sent(&json!({"fields": fields})));
        };
        let columns = show.split(',').map(str::trim);
        let columns: Vec<&str> = columns.filter(|column| !column.is_empty()).collect();
        let question = session.with_columns(&asked.query, &columns);
        Ok(sent(&json!({"fields": fields, "question": question})))
    }

    /// What could be typed at a place, and what each stretch of the text is. Places count characters.
    pub(super) fn complete(&self, request: &Request) -> Result<Response, Refusal> {
        let line = request.param("q").unwrap_or_default();
        let at = request.param("at").and_then(|at| at.parse().ok());
        let byte = line.char_indices().nth(at.unwrap_or(usize::MAX));
        let byte = byte.map_or(line.len(), |(byte, _)| byte);
        let ontology = self.store.ontology();
        let tokens = query::highlight(line, ontology).into_iter();
        let tokens = tokens.map(|(span, kind)| {
            let [begin, end] = [span.begin, span.end].map(|at| letters(line, at));
            json!([begin, end, color(kind)])
        });
        let tokens: Vec<Json> = tokens.collect();
        // Commands are the shell's, and files nobody's business.
        let files = query::expected(line, byte, ontology).files;
        let (begin, candidates) = match line.starts_with('\\') || files {
            true => (byte, Vec::new()),
            false => self.words.complete(line, byte),
        };
        let candidates = candidates.into_iter().map(|candidate| {
            // Tab of the shell needs quotation marks where one of several names has them; here none are lost.
            let text = match candidate.text.starts_with('"') {
                true => query::as_written(&query::unquoted(&candidate.text)),
                false => candidate.text,
            };
            json!({"text": text, "note": candidate.note})
        });
        Ok(sent(&json!({
            "begin": letters(line, begin),
            "end": letters(line, byte),
            "candidates": candidates.collect::<Vec<_>>(),
            "tokens": tokens,
            "complete": query::is_complete(line),
        })))
    }
}

/// Whether rows were counted from others, which can be shown.
fn counts(asked: &Asked) -> bool {
    let mut stages = asked.query.stages.iter();
    stages.any(|stage| matches!(stage.kind, StageKind::Aggregate { .. }))
}

/// The view that the question asks for.
fn view(asked: &Asked) -> &'static str {
    match asked.answer {
        Answer::Timeline(_) => "timeline",
        Answer::Graph(_) => "network",
        _ => "table",
    }
}

/// Numbers by size, days by date, all else by its words.
fn compare(a: &Value, b: &Value) -> Ordering {
    match (a, b) {
        (Value::Date(a), Value::Date(b)) => (a.begin, a.end).cmp(&(b.begin, b.end)),
        _ => match (a.bounds(), b.bounds()) {
            (Some((a, _)), Some((b, _))) => a.total_cmp(&b),
            (None, None) => text(a).to_lowercase().cmp(&text(b).to_lowercase()),
            (a, b) => a.is_none().cmp(&b.is_none()),
        },
    }
}

/// The name of a colour.
fn color(kind: TokenKind) -> &'static str {
    match kind {
        TokenKind::Noun => "noun",
        TokenKind::Keyword | TokenKind::Preposition => "keyword",
        TokenKind::Field | TokenKind::Param => "field",
        TokenKind::Name | TokenKind::Text => "name",
        TokenKind::Number | TokenKind::Date => "number",
        TokenKind::Comment => "comment",
        _ => "plain",
    }
}
