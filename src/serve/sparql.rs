//! `/sparql`: queries of the SPARQL 1.1 protocol. Updates and other servers are refused.

use super::graph::Graph;
use super::http::{Request, Response, form, param};
use super::refusal::Refusal;
use crate::store::StoreError;
use crate::store::results::{self, Format};
use spargebra::Query;

/// Media types that can be asked for, with the format; the first of each kind of answer is the usual one.
const TABLES: [(&str, Format); 8] = [
    ("application/sparql-results+json", Format::Json),
    ("application/json", Format::Json),
    ("application/sparql-results+xml", Format::Xml),
    ("application/xml", Format::Xml),
    ("text/xml", Format::Xml),
    ("text/csv", Format::Csv),
    ("text/tab-separated-values", Format::Tsv),
    ("text/tsv", Format::Tsv),
];
const TRIPLES: [(&str, Format); 3] = [
    ("text/turtle", Format::Turtle),
    ("application/n-triples", Format::NTriples),
    ("text/plain", Format::NTriples),
];

impl Graph {
    pub(super) fn sparql(&self, request: &Request) -> Result<Response, Refusal> {
        let query = query(request)?;
        let parsed = self.store.parse(&query).map_err(|error| wrong(&error))?;
        if names_service(&parsed) {
            let message = "SERVICE asks other servers, which this one does not";
            return Err(Refusal::plain(400, "service", message));
        }
        let known: &[(&str, Format)] = match parsed {
            Query::Select { .. } | Query::Ask { .. } => &TABLES,
            _ => &TRIPLES,
        };
        let accept = request.header("accept").unwrap_or("*/*");
        let Some((kind, format)) = accepted(accept, known) else {
            let kinds: Vec<&str> = known.iter().map(|(kind, _)| *kind).collect();
            let kinds = kinds.join(", ");
            let message =
                format!("Accept names no format that holds this answer; there are {kinds}");
            return Err(Refusal::plain(406, "format", message));
        };
        let _turn = self.questions.take();
        let mut body = Vec::new();
        let budget = self.budget();
        results::write(&self.store, &query, format, &mut body, Some(&budget))
            .map_err(|error| wrong(&error))?;
        Ok(Response::new(kind, body))
    }
}

/// The query of a request, as the protocol sends it: in the address, in a form, or as the body.
fn query(request: &Request) -> Result<String, Refusal> {
    let no_update = || Refusal::plain(403, "update", "the graph is read only: updates are refused");
    let body = || {
        let text = String::from_utf8(request.body.clone());
        text.map_err(|_| Refusal::plain(400, "request", "the body is no UTF-8"))
    };
    let mut pairs = request.query.clone();
    match (request.method.as_str(), request.kind().as_str()) {
        ("GET" | "HEAD", _) => {}
        ("POST", "application/x-www-form-urlencoded") => pairs.extend(form(&body()?)),
        ("POST", "application/sparql-query") => pairs.push(("query".to_string(), body()?)),
        ("POST", "application/sparql-update") => return Err(no_update()),
        ("POST", _) => {
            let message = "POST has a form with `query`, or a body of application/sparql-query";
            return Err(Refusal::plain(415, "request", message));
        }
        _ => return Err(Refusal::plain(405, "method", "queries come by GET or POST")),
    }
    if param(&pairs, "update").is_some() {
        return Err(no_update());
    }
    let graphs = ["default-graph-uri", "named-graph-uri"];
    if pairs
        .iter()
        .any(|(name, _)| graphs.contains(&name.as_str()))
    {
        let message = "the graphs are those of the store; name them in the query, with GRAPH";
        return Err(Refusal::plain(400, "dataset", message));
    }
    match pairs.iter().filter(|(name, _)| name == "query").count() {
        1 => Ok(param(&pairs, "query").unwrap_or_default().to_string()),
        0 => Err(Refusal::usage("/sparql needs `query`")),
        _ => Err(Refusal::usage("one `query` is answered at a time")),
    }
}

/// Whether a query asks another server, silently perhaps.
fn names_service(query: &Query) -> bool {
    // As it is printed, the keyword stands alone and in capitals; only a string may hold it as well.
    let printed = query.to_string();
    let mut outside = String::with_capacity(printed.len());
    let (mut inside, mut escaped) = (false, false);
    for letter in printed.chars() {
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => inside = !inside,
            _ if !inside => outside.push(letter),
            _ => {}
        }
    }
    outside.split_whitespace().any(|word| word == "SERVICE")
}

/// The format that is wanted most of those that there are.
fn accepted(header: &str, known: &[(&'static str, Format)]) -> Option<(&'static str, Format)> {
    let mut best: Option<(f64, (&'static str, Format))> = None;
    for range in header.split(',') {
        let mut parts = range.split(';').map(str::trim);
        let kind = parts.next().unwrap_or_default().to_ascii_lowercase();
        let weight = parts.find_map(|part| part.strip_prefix("q=")?.parse().ok());
        let weight = weight.unwrap_or(1.0);
        let fits = |name: &str| match kind.strip_suffix('*') {
            Some("*/") => true,
            Some(begin) => name.starts_with(begin),
            None => name == kind,
        };
        let found = known.iter().find(|(name, _)| fits(name));
        if let Some(found) = found.filter(|_| weight > 0.0)
            && best.is_none_or(|(before, _)| weight > before)
        {
            best = Some((weight, *found));
        }
    }
    best.map(|(_, found)| found)
}

fn wrong(error: &StoreError) -> Refusal {
    let status = match error {
        StoreError::Limit(_) | StoreError::Cancelled => 503,
        StoreError::Syntax { .. }
        | StoreError::TooLarge { .. }
        | StoreError::Format { .. }
        | StoreError::Evaluation(_) => 400,
        _ => 500,
    };
    let code = if status == 503 { "limit" } else { "sparql" };
    Refusal::plain(status, code, error.to_string())
}

#[cfg(test)]
mod tests {
    use super::{TABLES, accepted};

    #[test]
    fn the_format_that_is_wanted_most_is_chosen() {
        for (header, kind) in [
            ("*/*", Some("application/sparql-results+json")),
            (
                "text/html,application/xml;q=0.9,*/*;q=0.8",
                Some("application/xml"),
            ),
            (
                "text/csv;q=0.5, application/sparql-results+xml",
                Some("application/sparql-results+xml"),
            ),
            ("text/*", Some("text/xml")),
            ("image/png", None),
            ("text/csv;q=0", None),
        ] {
            let found = accepted(header, &TABLES).map(|(kind, _)| kind);
            assert_eq!(found, kind, "{header}");
        }
    }
}
