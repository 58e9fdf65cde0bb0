//! The same questions of an embedded store and of a SPARQL endpoint give the same rows.
//!
//! The endpoint here is a few lines of HTTP around a store of its own. `DATELINE_ENDPOINT=http://…` asks another server
//! instead, which holds the fixture (`tests/endpoint.sh` starts some), its default graph perhaps under the name that
//! `DATELINE_DEFAULT_GRAPH` gives. What `DATELINE_CANNOT` has the beginnings of, separated by `;`, is not asked of it.

#[path = "query/fixture.rs"]
mod fixture;

use dateline::exchange::rdf::{Options, export};
use dateline::query::{Session, parse};
use dateline::rdf::write::Format;
use dateline::store::{Endpoint, Store, results};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};

const QUESTIONS: &str = include_str!("query/questions.dq");

/// Serves the fixture and gives its address.
fn served() -> String {
    if let Ok(url) = std::env::var("DATELINE_ENDPOINT") {
        return url;
    }
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/sparql", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        let store = fixture::store();
        for stream in listener.incoming().flatten() {
            let _ = answer(&store, stream);
        }
    });
    url
}

fn answer(store: &Store, mut stream: TcpStream) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut length = 0;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("Content-Length")
        {
            length = value.trim().parse().unwrap();
        }
        if line.trim().is_empty() {
            break;
        }
    }
    let mut query = vec![0; length];
    reader.read_exact(&mut query)?;
    let query = form_field(&String::from_utf8(query).unwrap());
    let mut body = Vec::new();
    let status = match results::write(store, &query, results::Format::Json, &mut body, None) {
        Ok(()) => "200 OK",
        Err(error) => {
            body = error.to_string().into_bytes();
            "400 Bad Request"
        }
    };
    write!(
        stream,
        "HTTP/1.1 {status}\r\nContent-Length: {}\r\n\r\n",
        body.len()
    )?;
    stream.write_all(&body)
}

/// The query of a form, `query=SELECT+%3Fa…`.
fn form_field(form: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = form.strip_prefix("query=").unwrap().bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let code: Vec<u8> = rest.by_ref().take(2).collect();
                u8::from_str_radix(std::str::from_utf8(&code).unwrap(), 16).unwrap()
            }
            byte => byte,
        });
    }
    String::from_utf8(bytes).unwrap()
}

/// The fixture as the server has it.
fn connected(here: &Store) -> Store {
    let mut endpoint = Endpoint::new(&served()).unwrap();
    if let Ok(graph) = std::env::var("DATELINE_DEFAULT_GRAPH") {
        endpoint = endpoint.with_default_graph(&graph);
    }
    Store::connect(endpoint, here.ontology().clone(), fixture::BASE.to_string()).unwrap()
}

#[test]
fn the_same_rows() {
    let here = fixture::store();
    let there = connected(&here);
    let cannot = std::env::var("DATELINE_CANNOT").unwrap_or_default();
    let cannot: Vec<&str> = cannot
        .split(';')
        .filter(|begin| !begin.is_empty())
        .collect();
    let mut different = Vec::new();
    for question in QUESTIONS
        .lines()
        .filter(|l| !l.is_empty() && !l.starts_with('#'))
        .filter(|l| !cannot.iter().any(|begin| l.starts_with(begin)))
    {
        let script = parse(question, here.ontology()).unwrap();
        let ask = |store: &Store| {
            let mut session = Session::new(store);
            session.set("who", "Syria");
            session.set("from", "2020-01-01");
            session.run(&script.statements[0])
        };
        let (here, there) = (ask(&here), ask(&there));
        if here != there {
            different.push(format!("{question}\n{here:?}\n{there:?}"));
        }
    }
    assert!(different.is_empty(), "{}", different.join("\n\n"));
}

#[test]
fn evidence_is_fetched() {
    let here = fixture::store();
    let there = connected(&here);
    let event = format!("{}event/a1", fixture::BASE);
    let fetched = there.evidence(&event).unwrap();
    assert_eq!(here.evidence(&event).unwrap(), fetched);
    assert!(!fetched.is_empty());
}

/// `tests/endpoint.sh` names a file in DATELINE_FIXTURE, for another server to load.
#[test]
fn the_fixture_is_exported_for_another_server() {
    let folder = tempfile::tempdir().unwrap();
    let path = std::env::var_os("DATELINE_FIXTURE")
        .map_or_else(|| folder.path().join("fixture.nq"), Into::into);
    let store = fixture::store();
    let file = std::fs::File::create(&path).unwrap();
    export(&store, Format::NQuads, &Options::default(), file).unwrap();
    let lines = std::fs::read_to_string(&path).unwrap().lines().count();
    // Labels of what has none, and what the file is, come beside them.
    assert!(lines > store.statistics().quads, "{lines}");
}
