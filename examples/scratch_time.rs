//! Scratch.
#![allow(clippy::print_stdout, missing_docs)]
#[path = "../tests/query/fixture.rs"]
mod fixture;
use oxigraph::sparql::QueryResults;
use std::time::{Duration, Instant};
fn main() {
    let mut args: Vec<String> = std::env::args().skip(1).collect();
    let path = "/tmp/w3-fixture.dateline";
    let _ = path;
    let store = fixture::copies(450);
    if args.first().is_some_and(|a| a == "-") {
        // Commands from standard input, so that the fixture is made once.
        args.clear();
        for line in std::io::stdin().lines() { 
            let line = line.unwrap();
            if line.starts_with("compile") {
                let qs: Vec<&str> = include_str!("../tests/query/questions.dq").lines().filter(|l| !l.is_empty() && !l.starts_with('#')).collect();
                for n in line.split_whitespace().skip(1) {
                    let k: usize = n.parse().unwrap();
                    let mut session = dateline::query::Session::new(&store);
                    session.set("who", "Syria");
                    session.set("from", "2020-01-01");
                    let query = dateline::query::parse_query(qs[k - 1], store.ontology()).unwrap();
                    match session.sparql(&query) { Ok(s) => std::fs::write(format!("/tmp/w3/q/{k:02}c.rq"), s).unwrap(), Err(_) => println!("{k}: none") }
                }
                println!("done");
                continue;
            }
            time(&store, line.split_whitespace().map(str::to_string).collect());
            println!("done");
        }
        return;
    }
    time(&store, args);
}
fn time(store: &dateline::store::Store, files: Vec<String>) {
    let texts: Vec<(String, String)> = files.iter().filter_map(|f| Some((f.clone(), std::fs::read_to_string(f).ok()?))).collect();
    let mut least = vec![Duration::MAX; texts.len()];
    let mut rows = vec![0; texts.len()];
    let begun = Instant::now();
    let mut turns = 0;
    while turns < 5 || begun.elapsed() < Duration::from_millis(700 * texts.len() as u64) {
        for (n, (_, text)) in texts.iter().enumerate() {
            let t = Instant::now();
            match store.sparql(text, None) { Ok(QueryResults::Solutions(s)) => rows[n] = s.flatten().count(), Ok(_) => {}, Err(e) => { println!("{} {e}", texts[n].0); return; } }
            least[n] = least[n].min(t.elapsed());
        }
        turns += 1;
    }
    for (n, (f, _)) in texts.iter().enumerate() { println!("{:>8.2} ms {:>6} rows {}", least[n].as_secs_f64() * 1e3, rows[n], f); }
}
