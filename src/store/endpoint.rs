//! A SPARQL 1.1 endpoint elsewhere: questions are sent there, and only read.
//!
//! The protocol is spoken in the open (`http`); where it must be secret, a proxy on this machine does that.

use super::StoreError;
use oxigraph::sparql::QueryResults;
use oxigraph::sparql::results::{
    QueryResultsFormat, QueryResultsParser, ReaderQueryResultsParserOutput,
};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{TcpStream, ToSocketAddrs};
use std::time::Duration;

/// How often a server that cannot be reached, or is busy, is asked again.
const TRIES: u32 = 3;
/// The longest answer that is read.
const LONGEST: u64 = 1 << 30;

/// Where questions go.
#[derive(Debug, Clone)]
pub struct Endpoint {
    /// As given.
    url: String,
    /// Host and port.
    address: String,
    /// What stands behind the host.
    path: String,
    /// For the header `Authorization`.
    authorization: Option<String>,
    timeout: Duration,
}

impl Endpoint {
    /// An endpoint by its address, `http://host:port/path`.
    pub fn new(url: &str) -> Result<Endpoint, StoreError> {
        let wrong = |reason: &str| StoreError::Endpoint {
            url: url.to_string(),
            reason: reason.to_string(),
        };
        let Some(rest) = url.strip_prefix("http://") else {
            return Err(wrong(match url.starts_with("https://") {
                true => {
                    "https is not spoken; start a proxy on this machine and give its http address"
                }
                false => "an endpoint is given as http://host:port/path",
            }));
        };
        let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        if authority.is_empty() || url.contains(char::is_whitespace) {
            return Err(wrong("there is no host in it"));
        }
        let address = match authority.rsplit_once(':') {
            Some((_, port)) if port.parse::<u16>().is_ok() => authority.to_string(),
            _ => format!("{authority}:80"),
        };
        Ok(Endpoint {
            url: url.to_string(),
            address,
            path: if path.is_empty() { "/" } else { path }.to_string(),
            authorization: None,
            timeout: Duration::from_secs(60),
        })
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

    /// How long to wait for an answer.
    #[must_use]
    pub fn with_timeout(mut self, timeout: Duration) -> Endpoint {
        self.timeout = timeout;
        self
    }

    /// As given.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Sends a SELECT or ASK query.
    pub fn query(&self, sparql: &str) -> Result<QueryResults<'static>, StoreError> {
        let mut tried = 0;
        let body = loop {
            tried += 1;
            match self.send(sparql) {
                Ok(Reply { status: 200, body }) => break body,
                Ok(Reply {
                    status: 502..=504, ..
                }) if tried < TRIES => {}
                Ok(reply) => return Err(self.refused(&reply)),
                Err(error) if tried < TRIES && error.kind() == io::ErrorKind::ConnectionRefused => {
                }
                Err(error) => return Err(self.failed(&error)),
            }
            std::thread::sleep(Duration::from_millis(200) * tried);
        };
        let unread = |error: &dyn std::fmt::Display| {
            self.wrong(format!("its answer cannot be read: {error}"))
        };
        let parser = QueryResultsParser::from_format(QueryResultsFormat::Json);
        match parser.for_reader(io::Cursor::new(body)) {
            Ok(ReaderQueryResultsParserOutput::Solutions(solutions)) => {
                Ok(QueryResults::Solutions(solutions.into()))
            }
            Ok(ReaderQueryResultsParserOutput::Boolean(value)) => Ok(QueryResults::Boolean(value)),
            Err(error) => Err(unread(&error)),
        }
    }

    fn wrong(&self, reason: String) -> StoreError {
        StoreError::Endpoint {
            url: self.url.clone(),
            reason,
        }
    }

    fn failed(&self, error: &io::Error) -> StoreError {
        self.wrong(match error.kind() {
            io::ErrorKind::ConnectionRefused => {
                "nothing listens there; is the server running?".to_string()
            }
            io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock => {
                format!("no answer within {} s", self.timeout.as_secs())
            }
            _ => error.to_string(),
        })
    }

    fn refused(&self, reply: &Reply) -> StoreError {
        let said = String::from_utf8_lossy(&reply.body);
        let said: String = said
            .lines()
            .next()
            .unwrap_or_default()
            .chars()
            .take(200)
            .collect();
        self.wrong(match reply.status {
            401 | 403 => "it wants a user and a password: set DATELINE_USER and DATELINE_PASSWORD"
                .to_string(),
            404 => "there is no endpoint at this path".to_string(),
            status => format!("it answers with status {status}: {said}"),
        })
    }

    /// One request, one connection.
    fn send(&self, sparql: &str) -> io::Result<Reply> {
        let address = self.address.to_socket_addrs()?.next();
        let address = address.ok_or_else(|| io::Error::other("the host is not known"))?;
        let mut stream =
            TcpStream::connect_timeout(&address, self.timeout.min(Duration::from_secs(10)))?;
        stream.set_read_timeout(Some(self.timeout))?;
        stream.set_write_timeout(Some(self.timeout))?;
        let authorization = self.authorization.as_ref();
        let authorization = authorization
            .map(|a| format!("Authorization: {a}\r\n"))
            .unwrap_or_default();
        let head = format!(
            "POST {} HTTP/1.1\r\nHost: {}\r\nContent-Type: application/sparql-query\r\n\
             Accept: application/sparql-results+json\r\nUser-Agent: dateline/{}\r\n{authorization}\
             Content-Length: {}\r\nConnection: close\r\n\r\n",
            self.path,
            self.address,
            env!("CARGO_PKG_VERSION"),
            sparql.len()
        );
        stream.write_all(head.as_bytes())?;
        stream.write_all(sparql.as_bytes())?;
        reply(BufReader::new(stream.take(LONGEST)))
    }
}

#[derive(Debug)]
struct Reply {
    status: u16,
    body: Vec<u8>,
}

/// Reads a reply of HTTP/1.1.
fn reply(mut from: impl BufRead) -> io::Result<Reply> {
    let broken =
        |what: &str| io::Error::new(io::ErrorKind::InvalidData, format!("no HTTP: {what}"));
    let mut line = String::new();
    from.read_line(&mut line)?;
    let status = line
        .split_whitespace()
        .nth(1)
        .and_then(|code| code.parse().ok());
    let status = status.ok_or_else(|| broken("a status is missing"))?;
    let (mut length, mut chunked) = (None, false);
    loop {
        line.clear();
        if from.read_line(&mut line)? == 0 || line.trim_end().is_empty() {
            break;
        }
        let Some((name, value)) = line.split_once(':') else {
            continue;
        };
        match name.to_ascii_lowercase().as_str() {
            "content-length" => length = value.trim().parse::<u64>().ok(),
            "transfer-encoding" => chunked = value.trim().eq_ignore_ascii_case("chunked"),
            _ => {}
        }
    }
    let mut body = Vec::new();
    match (chunked, length) {
        (true, _) => loop {
            line.clear();
            from.read_line(&mut line)?;
            let size = line.trim().split(';').next().unwrap_or_default();
            let size = u64::from_str_radix(size, 16).map_err(|_| broken("a chunk has no size"))?;
            if size == 0 {
                break;
            }
            if from.by_ref().take(size).read_to_end(&mut body)? < size as usize {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            line.clear();
            from.read_line(&mut line)?;
        },
        (false, Some(length)) => {
            if from.take(length).read_to_end(&mut body)? < length as usize {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
        }
        (false, None) => drop(from.read_to_end(&mut body)?),
    }
    Ok(Reply { status, body })
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
                    while !asked[..length].ends_with(b"ASK {}") {
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
            endpoint.query("ASK {}"),
            Ok(QueryResults::Boolean(true))
        ));
        let asked = served.join().unwrap();
        assert!(asked[1].starts_with("POST /sparql HTTP/1.1\r\n"));
        assert!(asked[1].contains("Authorization: Basic bWU6c2VjcmV0\r\n"));
    }

    #[test]
    fn says_what_is_wrong() {
        let said = |reply: &'static str| {
            let (url, _served) = server(vec![reply]);
            Endpoint::new(&url)
                .unwrap()
                .query("ASK {}")
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
        assert!(said("what?\r\n").contains("no HTTP"));
        for url in ["https://here/", "here", "http:///x"] {
            assert!(
                matches!(Endpoint::new(url), Err(StoreError::Endpoint { .. })),
                "{url}"
            );
        }
    }
}
