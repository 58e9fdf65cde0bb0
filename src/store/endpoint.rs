//! A SPARQL 1.1 endpoint elsewhere: questions are sent there, and only read.

mod failures;

use super::apart::apart;
use super::{Budget, StoreError};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use failures::{is_broken, is_refused};
use oxigraph::sparql::results::{
    QueryResultsFormat, QueryResultsParser, ReaderQueryResultsParserOutput,
};
use oxigraph::sparql::{QueryResults, QuerySolution, QuerySolutionIter};
use std::io;
use std::time::{Duration, Instant};
use ureq::Agent;

/// How often a server that cannot be reached, or is busy, is asked again.
const TRIES: u32 = 3;
/// The longest answer that is read, in bytes.
const LONGEST: u64 = 256 << 20;
/// How long to wait for a connection.
const CONNECT: Duration = Duration::from_secs(10);

/// Where questions go.
#[derive(Clone)]
pub struct Endpoint {
    url: String,
    /// The graph that takes the place of the default graph.
    default_graph: Option<String>,
    /// For the header `Authorization`.
    authorization: Option<String>,
    timeout: Duration,
    agent: Agent,
}

impl std::fmt::Debug for Endpoint {
    /// Without the password.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Endpoint")
            .field("url", &self.url)
            .field("default_graph", &self.default_graph)
            .field("timeout", &self.timeout)
            .finish_non_exhaustive()
    }
}

/// What a server answered.
#[derive(Debug)]
struct Reply {
    status: u16,
    body: Vec<u8>,
    /// How many rows it gives at most, where it says so.
    most_rows: Option<usize>,
    /// Where else it says the answer is.
    elsewhere: Option<String>,
}

impl Endpoint {
    /// An endpoint by its address, `http://host:port/path` or `https://…`.
    pub fn new(url: &str) -> Result<Endpoint, StoreError> {
        let host = url
            .strip_prefix("http://")
            .or_else(|| url.strip_prefix("https://"))
            .map(|rest| rest.split('/').next().unwrap_or_default());
        let wrong = |reason: &str| StoreError::Endpoint {
            url: url.to_string(),
            reason: reason.to_string(),
        };
        match host {
            None => return Err(wrong("an endpoint is given as http://host:port/path")),
            Some("") => return Err(wrong("there is no host in it")),
            Some(host) if host.contains('@') => {
                return Err(StoreError::Endpoint {
                    url: url.rsplit('@').next().unwrap_or_default().to_string(),
                    reason: "a password in an address is seen by others; set DATELINE_USER and DATELINE_PASSWORD"
                        .to_string(),
                });
            }
            Some(_) if url.contains(char::is_whitespace) => {
                return Err(wrong("there is a blank in it"));
            }
            Some(_) => {}
        }
        let timeout = Duration::from_secs(60);
        Ok(Endpoint {
            url: url.to_string(),
            default_graph: None,
            authorization: None,
            timeout,
            agent: agent(),
        })
    }

    /// Whether what is sent, a password too, can be read by whoever is on the way: plain http to another machine.
    pub fn is_open(&self) -> bool {
        let Some(rest) = self.url.strip_prefix("http://") else {
            return false;
        };
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let host = match host.strip_prefix('[') {
            Some(address) => address.split(']').next().unwrap_or_default(),
            None => host.split(':').next().unwrap_or_default(),
        };
        let here = host.parse::<std::net::IpAddr>();
        !(host.eq_ignore_ascii_case("localhost") || here.is_ok_and(|here| here.is_loopback()))
    }

    /// Says who asks, as HTTP Basic has it.
    #[must_use]
    pub fn with_password(mut self, user: &str, password: &str) -> Endpoint {
        let both = BASE64_STANDARD.encode(format!("{user}:{password}"));
        self.authorization = Some(format!("Basic {both}"));
        self
    }

    /// The named graph that holds what is elsewhere in the default graph, for servers that have none of their own.
    #[must_use]
    pub fn with_default_graph(mut self, iri: &str) -> Endpoint {
        self.default_graph = Some(iri.to_string());
        self
    }

    /// As the server has it, whatever stands for its default graph: with a default graph chosen, Virtuoso does not find
    /// what is in a named one.
    pub(super) fn with_all_graphs(&self) -> Endpoint {
        Endpoint {
            default_graph: None,
            ..self.clone()
        }
    }

    /// How long to wait for all answers that a question needs.
    #[must_use]
    pub fn with_timeout(mut self, timeout: Duration) -> Endpoint {
        self.timeout = timeout;
        self
    }

    /// As given.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Sends a SELECT or ASK query, and waits for its answer or until the budget is spent. An answer that the server has
    /// cut is an error. The time that the question has taken so far counts.
    pub fn query(
        &self,
        sparql: &str,
        budget: Option<&Budget>,
    ) -> Result<QueryResults<'static>, StoreError> {
        let (endpoint, sparql) = (self.clone(), sparql.to_string());
        let left = match budget {
            Some(budget) => self.timeout.saturating_sub(budget.elapsed()),
            None => self.timeout,
        };
        let until = Instant::now() + left;
        let reply = apart(budget, move || endpoint.ask(&sparql, until))?;
        let unread = |error: &dyn std::fmt::Display| {
            self.wrong(format!("its answer cannot be read: {error}"))
        };
        let parser = QueryResultsParser::from_format(QueryResultsFormat::Json);
        match parser.for_reader(io::Cursor::new(reply.body)) {
            Ok(ReaderQueryResultsParserOutput::Solutions(solutions)) => {
                let Some(most) = reply.most_rows else {
                    return Ok(QueryResults::Solutions(solutions.into()));
                };
                let variables = solutions.variables().to_vec().into();
                let rows: Result<Vec<QuerySolution>, _> = solutions.collect();
                let rows = rows.map_err(|error| unread(&error))?;
                if rows.len() >= most {
                    return Err(self.wrong(format!(
                        "it gives no more than {most} rows of an answer; ask for less, or raise its limit \
                         (ResultSetMaxRows of Virtuoso)"
                    )));
                }
                let rows = rows.into_iter().map(Ok);
                Ok(QueryResults::Solutions(QuerySolutionIter::new(
                    variables, rows,
                )))
            }
            Ok(ReaderQueryResultsParserOutput::Boolean(value)) => Ok(QueryResults::Boolean(value)),
            Err(error) => Err(unread(&error)),
        }
    }

    /// Asks, and asks again where that may help.
    fn ask(&self, sparql: &str, until: Instant) -> Result<Reply, StoreError> {
        let mut tried = 0;
        loop {
            tried += 1;
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Err(self.late());
            }
            match self.send(sparql, left) {
                Ok(reply) if reply.status == 200 => return Ok(reply),
                Ok(Reply {
                    status: 502..=504, ..
                }) if tried < TRIES => {}
                Ok(reply) => return Err(self.refused(&reply)),
                Err(error) if tried < TRIES && (is_refused(&error) || is_broken(&error)) => {}
                Err(error) => return Err(self.failed(&error)),
            }
            let left = until.saturating_duration_since(Instant::now());
            std::thread::sleep(left.min(Duration::from_millis(200) * tried));
        }
    }

    /// One request. The query is a field of a form: every server reads that.
    fn send(&self, sparql: &str, left: Duration) -> Result<Reply, ureq::Error> {
        let mut request = self
            .agent
            .post(&self.url)
            .config()
            .timeout_global(Some(left))
            .timeout_connect(Some(CONNECT.min(left)))
            .build()
            .header("Accept", "application/sparql-results+json");
        if let Some(authorization) = &self.authorization {
            request = request.header("Authorization", authorization);
        }
        let graph = self.default_graph.as_deref();
        let fields = [("query", sparql)]
            .into_iter()
            .chain(graph.map(|graph| ("default-graph-uri", graph)));
        let response = request.send_form(fields)?;
        let status = response.status().as_u16();
        let most_rows = response.headers().get("X-SPARQL-MaxRows");
        let most_rows = most_rows.and_then(|value| value.to_str().ok()?.trim().parse().ok());
        let elsewhere = response.headers().get("Location");
        let elsewhere = elsewhere.and_then(|value| Some(value.to_str().ok()?.to_string()));
        let body = response.into_body().into_with_config().limit(LONGEST);
        Ok(Reply {
            status,
            body: body.read_to_vec()?,
            most_rows,
            elsewhere,
        })
    }
}

fn agent() -> Agent {
    Agent::config_builder()
        .http_status_as_error(false)
        // Most of them would lose the question, and all would give the password to another server.
        .max_redirects(0)
        .max_redirects_will_error(false)
        // A connection that is kept may be closed by the server just when the next question comes.
        .max_idle_connections(0)
        .user_agent(concat!("dateline/", env!("CARGO_PKG_VERSION")))
        .build()
        .into()
}

#[cfg(test)]
mod tests;
