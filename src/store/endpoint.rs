//! A SPARQL 1.1 endpoint elsewhere: questions are sent there, and only read.

use super::apart::apart;
use super::{Budget, StoreError};
use oxigraph::sparql::results::{
    QueryResultsFormat, QueryResultsParser, ReaderQueryResultsParserOutput,
};
use oxigraph::sparql::{QueryResults, QuerySolution, QuerySolutionIter};
use std::io;
use std::time::{Duration, Instant};
use ureq::{Agent, Timeout};

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
        self.authorization = Some(format!(
            "Basic {}",
            base64(format!("{user}:{password}").as_bytes())
        ));
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

    /// How long that is.
    pub fn timeout(&self) -> Duration {
        self.timeout
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
        let most_rows = response
            .headers()
            .get("X-SPARQL-MaxRows")
            .and_then(|value| value.to_str().ok()?.trim().parse().ok());
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

    fn late(&self) -> StoreError {
        let seconds = self.timeout.as_secs_f64();
        self.wrong(format!(
            "no answer within {seconds} s; DATELINE_TIMEOUT gives it more"
        ))
    }

    fn wrong(&self, reason: String) -> StoreError {
        StoreError::Endpoint {
            url: self.url.clone(),
            reason,
        }
    }

    fn failed(&self, error: &ureq::Error) -> StoreError {
        self.wrong(match error {
            error if is_refused(error) => {
                "nothing listens there; is the server running?".to_string()
            }
            ureq::Error::HostNotFound => "there is no such host".to_string(),
            ureq::Error::Timeout(Timeout::Connect | Timeout::Resolve) => {
                format!("no connection within {} s", CONNECT.as_secs())
            }
            ureq::Error::Timeout(_) => return self.late(),
            ureq::Error::BodyExceedsLimit(_) => {
                format!(
                    "its answer is longer than {} MiB; ask for less",
                    LONGEST >> 20
                )
            }
            error => error.to_string(),
        })
    }

    fn refused(&self, reply: &Reply) -> StoreError {
        let said = String::from_utf8_lossy(&reply.body);
        let said: String = said
            .lines()
            .next()
            .unwrap_or_default()
            .chars()
            .filter(|c| !c.is_control())
            .take(200)
            .collect();
        self.wrong(match reply.status {
            401 | 403 => "it wants a user and a password: set DATELINE_USER and DATELINE_PASSWORD"
                .to_string(),
            404 => "there is no endpoint at this path".to_string(),
            300..=399 => match &reply.elsewhere {
                Some(other) => {
                    let other: String = other
                        .chars()
                        .filter(|c| !c.is_control())
                        .take(200)
                        .collect();
                    format!("it sends the question elsewhere; ask there: {other}")
                }
                None => format!("it answers with status {}", reply.status),
            },
            status => format!("it answers with status {status}: {said}"),
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

fn is_refused(error: &ureq::Error) -> bool {
    match error {
        ureq::Error::Io(error) => error.kind() == io::ErrorKind::ConnectionRefused,
        ureq::Error::ConnectionFailed => true,
        _ => false,
    }
}

/// Whether the connection ended before the answer did. Nothing was changed by asking, so it may be asked again.
fn is_broken(error: &ureq::Error) -> bool {
    matches!(error, ureq::Error::Io(error) if matches!(
        error.kind(),
        io::ErrorKind::ConnectionReset
            | io::ErrorKind::ConnectionAborted
            | io::ErrorKind::BrokenPipe
            | io::ErrorKind::UnexpectedEof
    ))
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let bits = chunk
            .iter()
            .fold(0u32, |bits, byte| bits << 8 | u32::from(*byte))
            << (8 * (3 - chunk.len()));
        for place in 0..4 {
            out.push(match place <= chunk.len() {
                true => char::from(LETTERS[(bits >> (18 - 6 * place) & 63) as usize]),
                false => '=',
            });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use oxigraph::sparql::CancellationToken;
    use std::io::{Read, Write};
    use std::net::TcpListener;

    /// A server that gives each connection one of the replies; it hands back what it was sent.
    fn server(replies: Vec<&'static str>) -> (String, std::thread::JoinHandle<Vec<String>>) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/sparql", listener.local_addr().unwrap());
        let served = std::thread::spawn(move || {
            replies
                .into_iter()
                .map(|reply| {
                    let (mut stream, _) = listener.accept().unwrap();
                    let mut asked = vec![0; 4096];
                    let mut length = 0;
                    while !asked[..length].ends_with(b"query=ASK+%7B%7D") {
                        length += stream.read(&mut asked[length..]).unwrap();
                    }
                    stream.write_all(reply.as_bytes()).unwrap();
                    String::from_utf8_lossy(&asked[..length]).into_owned()
                })
                .collect()
        });
        (url, served)
    }

    const YES: &str = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n\
        13\r\n{\"head\":{},\"boolean\r\n8\r\n\":true}\n\r\n0\r\n\r\n";

    #[test]
    fn asks_and_asks_again() {
        let busy = "HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n";
        let (url, served) = server(vec![busy, YES]);
        let endpoint = Endpoint::new(&url).unwrap().with_password("me", "secret");
        assert!(matches!(
            endpoint.query("ASK {}", None),
            Ok(QueryResults::Boolean(true))
        ));
        let asked = served.join().unwrap();
        assert!(asked[1].starts_with("POST /sparql HTTP/1.1\r\n"));
        assert!(asked[1].contains("Basic bWU6c2VjcmV0\r\n"));
    }

    #[test]
    fn says_what_is_wrong() {
        let said = |reply: &'static str| {
            let (url, _served) = server(vec![reply]);
            Endpoint::new(&url)
                .unwrap()
                .query("ASK {}", None)
                .err()
                .unwrap()
                .to_string()
        };
        assert!(said("HTTP/1.1 401 No\r\nContent-Length: 0\r\n\r\n").contains("DATELINE_PASSWORD"));
        assert!(
            said("HTTP/1.1 400 Bad\r\nContent-Length: 6\r\n\r\nsyntax")
                .contains("status 400: syntax")
        );
        assert!(
            said("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nabcd").contains("cannot be read")
        );
        for url in ["ftp://here/", "here", "http:///x", "https://a b/"] {
            assert!(
                matches!(Endpoint::new(url), Err(StoreError::Endpoint { .. })),
                "{url}"
            );
        }
    }

    #[test]
    fn an_answer_that_was_cut_is_an_error() {
        let reply = "HTTP/1.1 200 OK\r\nX-SPARQL-MaxRows: 1\r\nContent-Length: 51\r\n\r\n\
            {\"head\":{\"vars\":[\"a\"]},\"results\":{\"bindings\":[{}]}}";
        let (url, _served) = server(vec![reply]);
        let error = Endpoint::new(&url).unwrap().query("ASK {}", None);
        assert!(error.err().unwrap().to_string().contains("1 rows"));
    }

    #[test]
    fn an_answer_that_does_not_come_is_given_up() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/sparql", listener.local_addr().unwrap());
        let endpoint = Endpoint::new(&url).unwrap();
        let token = CancellationToken::new();
        let budget = Budget::default().with_token(token.clone());
        let stop = std::thread::spawn(move || {
            std::thread::sleep(Duration::from_millis(100));
            token.cancel();
        });
        let begun = std::time::Instant::now();
        let answer = endpoint.query("ASK {}", Some(&budget));
        assert!(matches!(answer, Err(StoreError::Cancelled)));
        assert!(begun.elapsed() < Duration::from_secs(5));
        stop.join().unwrap();
        let hasty = endpoint.with_timeout(Duration::from_millis(200));
        let error = hasty.query("ASK {}", None).err().unwrap().to_string();
        assert!(error.contains("no answer within 0.2 s"), "{error}");
    }
}
