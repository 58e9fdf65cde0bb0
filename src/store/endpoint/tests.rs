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
        said("HTTP/1.1 400 Bad\r\nContent-Length: 6\r\n\r\nsyntax").contains("status 400: syntax")
    );
    assert!(said("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nabcd").contains("cannot be read"));
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
