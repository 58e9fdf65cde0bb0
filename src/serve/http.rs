//! As much of HTTP/1.1 as a page on one's own machine needs: one request a connection, its size and its time limited.

use percent_encoding::percent_decode_str;
use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::time::{Duration, Instant};

/// Longest head of a request, in bytes.
const HEAD: usize = 32 << 10;
/// Most header lines.
const LINES: usize = 100;
/// Longest body.
const BODY: usize = 1 << 20;
/// How long a request may take to come in, and an answer to go out.
const TIME: Duration = Duration::from_secs(15);
/// What is read of a request that was refused, so that the refusal arrives.
const REST: usize = 256 << 10;
/// And for how long.
const PATIENCE: Duration = Duration::from_secs(2);

/// What is asked for.
#[derive(Debug, Clone, Default)]
pub(super) struct Request {
    pub method: String,
    /// Decoded, without the query.
    pub path: String,
    /// The path and query as they came.
    pub target: String,
    /// What stands behind the `?`, decoded, in order.
    pub query: Vec<(String, String)>,
    headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Request {
    /// A header by its name in small letters.
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }

    /// How often a header is given.
    pub fn times(&self, name: &str) -> usize {
        let named = self.headers.iter().filter(|(known, _)| known == name);
        named.count()
    }

    /// The type of the body in small letters, without what is said of it.
    pub fn kind(&self) -> String {
        let kind = self.header("content-type").unwrap_or_default();
        let kind = kind.split(';').next().unwrap_or_default();
        kind.trim().to_ascii_lowercase()
    }

    /// A value of the query.
    pub fn param(&self, name: &str) -> Option<&str> {
        param(&self.query, name)
    }
}

/// The first value of a name in a form.
pub(super) fn param<'f>(form: &'f [(String, String)], name: &str) -> Option<&'f str> {
    let found = form.iter().find(|(known, _)| known == name);
    found.map(|(_, value)| value.as_str())
}

/// What is sent back.
#[derive(Debug, Clone, Default)]
pub(super) struct Response {
    pub status: u16,
    pub kind: &'static str,
    pub headers: Vec<(&'static str, String)>,
    pub body: Vec<u8>,
}

impl Response {
    /// What was asked for.
    pub fn new(kind: &'static str, body: Vec<u8>) -> Response {
        Response {
            status: 200,
            kind,
            headers: Vec::new(),
            body,
        }
    }
}

/// A request that cannot be read: its status, and why in a sentence.
#[derive(Debug)]
pub(super) struct Unread(pub u16, pub &'static str);

/// Reads a request. `None` when the other side has closed without asking anything, as browsers do that connect ahead.
pub(super) fn read(stream: &mut TcpStream) -> Result<Option<Request>, Unread> {
    let by = Instant::now() + TIME;
    let mut bytes = Vec::with_capacity(2 << 10);
    let (mut request, end) = loop {
        let found = head(&bytes)?;
        let read = found.as_ref().map_or(bytes.len(), |(_, end)| *end);
        if read > HEAD {
            return Err(Unread(431, "the head of the request is too long"));
        }
        if let Some(found) = found {
            break found;
        }
        match more(stream, &mut bytes, by) {
            Ok(0) if bytes.is_empty() => return Ok(None),
            Ok(0) => return Err(Unread(400, "the request ends in its head")),
            Ok(_) => {}
            Err(_) if bytes.is_empty() => return Ok(None),
            Err(_) => return Err(Unread(408, "the request did not come in time")),
        }
    };
    if request.header("transfer-encoding").is_some() {
        return Err(Unread(411, "a body needs a Content-Length"));
    }
    let name = "content-length";
    let length = match (request.times(name), request.header(name)) {
        (0, _) => 0,
        (1, Some(digits)) if digits.bytes().all(|b| b.is_ascii_digit()) => {
            digits.parse().unwrap_or(usize::MAX)
        }
        _ => return Err(Unread(400, "the Content-Length is no number")),
    };
    if length > BODY {
        return Err(Unread(413, "the body is longer than a megabyte"));
    }
    let expected = request.header("expect").unwrap_or_default();
    if expected.eq_ignore_ascii_case("100-continue") {
        let _ = stream.write_all(b"HTTP/1.1 100 Continue\r\n\r\n");
    }
    let mut body = bytes.split_off(end);
    while body.len() < length {
        match more(stream, &mut body, by) {
            Ok(0) => return Err(Unread(400, "the request ends in its body")),
            Ok(_) => {}
            Err(_) => return Err(Unread(408, "the request did not come in time")),
        }
    }
    body.truncate(length);
    request.body = body;
    Ok(Some(request))
}

/// Reads what there is, until a certain moment.
fn more(stream: &mut TcpStream, bytes: &mut Vec<u8>, by: Instant) -> io::Result<usize> {
    let left = by.saturating_duration_since(Instant::now());
    if left.is_zero() {
        return Err(io::ErrorKind::TimedOut.into());
    }
    stream.set_read_timeout(Some(left))?;
    let mut part = [0; 8 << 10];
    let read = stream.read(&mut part)?;
    bytes.extend_from_slice(&part[..read]);
    Ok(read)
}

/// The request that a head tells of and where the head ends; `None` where more of it must come.
fn head(bytes: &[u8]) -> Result<Option<(Request, usize)>, Unread> {
    let mut lines = [httparse::EMPTY_HEADER; LINES];
    let mut parsed = httparse::Request::new(&mut lines);
    let end = match parsed.parse(bytes) {
        Ok(httparse::Status::Complete(end)) => end,
        Ok(httparse::Status::Partial) => return Ok(None),
        Err(httparse::Error::TooManyHeaders) => return Err(Unread(431, "too many header lines")),
        Err(_) => return Err(Unread(400, "this is no request of HTTP/1.1")),
    };
    let target = parsed.path.unwrap_or("/").to_string();
    // A proxy's form of a request has a host of its own, which nobody has looked at.
    if !target.starts_with('/') {
        return Err(Unread(400, "the address must begin with a slash"));
    }
    let (path, query) = target.split_once('?').unwrap_or((&target, ""));
    let headers = parsed.headers.iter().map(|line| {
        let value = String::from_utf8_lossy(line.value).trim().to_string();
        (line.name.to_ascii_lowercase(), value)
    });
    let request = Request {
        method: parsed.method.unwrap_or_default().to_string(),
        path: decoded(path, false),
        query: form(query),
        headers: headers.collect(),
        target: target.clone(),
        body: Vec::new(),
    };
    Ok(Some((request, end)))
}

/// `a=1&b=2%20c` → names and values.
pub(super) fn form(text: &str) -> Vec<(String, String)> {
    let pairs = text.split('&').filter(|pair| !pair.is_empty());
    let pairs = pairs.map(|pair| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        (decoded(name, true), decoded(value, true))
    });
    pairs.collect()
}

/// Text without percent signs; in a form `+` is a blank. What is no UTF-8 is replaced.
fn decoded(text: &str, plus: bool) -> String {
    let text = match plus {
        true => text.replace('+', " "),
        false => text.to_string(),
    };
    percent_decode_str(&text).decode_utf8_lossy().into_owned()
}

/// Sends an answer, and closes.
pub(super) fn write(
    stream: &mut TcpStream,
    response: &Response,
    with_body: bool,
) -> io::Result<()> {
    let mut head = format!(
        "HTTP/1.1 {} {}\r\n",
        response.status,
        reason(response.status)
    );
    let length = response.body.len();
    head.push_str(&format!(
        "Content-Type: {}\r\nContent-Length: {length}\r\n",
        response.kind
    ));
    for (name, value) in &response.headers {
        // A value from outside must not begin a line of its own.
        let value: String = value.chars().filter(|c| !c.is_control()).collect();
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    head.push_str("Connection: close\r\n\r\n");
    let by = Instant::now() + TIME;
    send(stream, head.as_bytes(), by)?;
    if with_body {
        send(stream, &response.body, by)?;
    }
    stream.flush()?;
    // Were something left unread, closing would take the answer back before it is read.
    stream.shutdown(Shutdown::Write)?;
    stream.set_read_timeout(Some(Duration::from_millis(500)))?;
    let mut part = [0; 8 << 10];
    let mut left = REST;
    let by = Instant::now() + PATIENCE;
    while let Ok(read @ 1..) = stream.read(&mut part) {
        left = left.saturating_sub(read);
        if left == 0 || Instant::now() > by {
            break;
        }
    }
    Ok(())
}

/// Sends bytes until some time, however slowly the other side takes them.
fn send(stream: &mut TcpStream, mut bytes: &[u8], by: Instant) -> io::Result<()> {
    while !bytes.is_empty() {
        let left = by.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(io::ErrorKind::TimedOut.into());
        }
        stream.set_write_timeout(Some(left))?;
        match stream.write(bytes) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(sent) => bytes = &bytes[sent..],
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        303 => "See Other",
        400 => "Bad Request",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        406 => "Not Acceptable",
        408 => "Request Timeout",
        411 => "Length Required",
        413 => "Content Too Large",
        415 => "Unsupported Media Type",
        421 => "Misdirected Request",
        431 => "Request Header Fields Too Large",
        500 => "Internal Server Error",
        503 => "Service Unavailable",
        504 => "Gateway Timeout",
        _ => "Answer",
    }
}

#[cfg(test)]
mod tests {
    use super::{form, head};

    #[test]
    fn forms_are_decoded() {
        let pairs = form("q=attacks+by%20%C5%BDarko&empty=&odd=%zz%4&flag");
        let pair = |name: &str, value: &str| (name.to_string(), value.to_string());
        let expected = [
            ("q", "attacks by Žarko"),
            ("empty", ""),
            ("odd", "%zz%4"),
            ("flag", ""),
        ];
        assert_eq!(pairs, expected.map(|(name, value)| pair(name, value)));
    }

    #[test]
    fn heads_are_read_or_refused() {
        let whole = b"GET /api/query?q=a%26b HTTP/1.1\r\nHost: localhost:1\r\nX: 1\r\n\r\nrest";
        let (request, end) = head(whole).unwrap().unwrap();
        let found = (request.path.as_str(), end);
        assert_eq!(found, ("/api/query", whole.len() - 4));
        assert_eq!(request.param("q"), Some("a&b"));
        assert_eq!(request.header("host"), Some("localhost:1"));
        assert!(head(&whole[..20]).unwrap().is_none());
        for bad in [
            "GET http://else.where/ HTTP/1.1\r\n\r\n",
            "\u{1}\r\n\r\n",
            "GET / HTTP/1.1\r\n bad\r\n\r\n",
        ] {
            assert!(head(bad.as_bytes()).is_err(), "{bad:?}");
        }
    }
}
