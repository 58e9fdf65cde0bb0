//! How long linking takes: accounts of made-up strikes and of what was said on them, told by one to five articles each in
//! varied words. Speakers go by full name or surname, and some deny.
//!
//! ```text
//! cargo run --release --example link_speed -- 1000 10000 100000
//! ```

#![allow(
    clippy::print_stdout,
    reason = "a benchmark prints what it has measured"
)]

#[path = "../../tests/hostile/dice.rs"]
mod dice;

use anyhow::{Context, Result};
use dateline::gazetteer::Gazetteer;
use dateline::jsonl;
use dateline::link::{Decisions, Dossier, link};
use dateline::ontology::Ontology;
use dice::Dice;
use serde_json::json;
use std::time::Instant;

/// Accounts in an article.
const ACCOUNTS: usize = 10;

fn main() -> Result<()> {
    let (ontology, gazetteer) = (Ontology::embedded()?, Gazetteer::embedded());
    let sizes: Vec<String> = std::env::args().skip(1).collect();
    for size in sizes {
        let size: usize = size
            .parse()
            .with_context(|| format!("not a number: {size}"))?;
        let dossiers = dossiers(size, &ontology)?;
        let started = Instant::now();
        let graph = link(dossiers, &Decisions::default(), &ontology, &gazetteer);
        let seconds = started.elapsed().as_secs_f64();
        let (events, links) = (graph.events.len(), graph.links.len());
        println!(
            "{size} accounts: {seconds:.2} s, {events} events, {links} links, {}",
            peak()
        );
    }
    Ok(())
}

/// Peak memory of the process, where the system tells.
fn peak() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM"));
    line.map(|line| line.replace('\t', " ")).unwrap_or_default()
}

const KINDS: [(&str, &str); 6] = [
    ("Airstrike", "bombed"),
    ("Shelling", "shelled"),
    ("Ambush", "ambushed soldiers near"),
    ("Bombing", "set off a bomb in"),
    ("Raid", "raided"),
    ("Clash", "fought for"),
];

const GIVEN: [&str; 8] = ["Bor", "Cal", "Dim", "Fad", "Gor", "Kam", "Lem", "Nad"];

/// One of many surnames, of three syllables.
fn family_name(number: usize) -> String {
    let syllables = [
        "ba", "ko", "ri", "nu", "ted", "lam", "vis", "gor", "pel", "shu",
    ];
    let mut name: String = [number / 100, number / 10 % 10, number % 10]
        .map(|n| syllables[n])
        .concat();
    name[..1].make_ascii_uppercase();
    name
}

/// What somebody said.
struct Speech {
    name: String,
    side: usize,
    denies: bool,
    words: String,
}

impl Speech {
    fn verb(&self) -> &str {
        if self.denies { "denied" } else { "said" }
    }

    fn text(&self) -> String {
        format!("{} {} that {}.", self.name, self.verb(), self.words)
    }

    fn account(&self, begin: usize, day: &str) -> serde_json::Value {
        let id = self.name.to_lowercase().replace(' ', "-");
        let side = json!({"id": format!("actor/side{}", self.side), "name": format!("Side{}", self.side), "class": "Country", "relation": "actsFor", "office": "spokesman"});
        let speaker = json!({"id": format!("actor/{id}"), "name": self.name, "class": "Person", "partOf": [side]});
        let kind = if self.denies { "Denial" } else { "Remark" };
        json!({
            "type": "account", "kind": kind, "evidence": {"begin": begin, "end": begin + self.text().len()},
            "date": {"begin": day, "end": day}, "roles": {"speaker": [speaker]},
            "content": {"text": self.words, "begin": 0, "end": 1, "direct": false},
        })
    }
}

fn dossiers(size: usize, ontology: &Ontology) -> Result<Vec<Dossier>> {
    let mut dice = Dice(7);
    let articles = size.div_ceil(ACCOUNTS);
    let mut texts = vec![Vec::new(); articles];
    let mut speeches: Vec<Vec<(Speech, usize)>> = (0..articles).map(|_| Vec::new()).collect();
    let mut told = 0;
    while told < size {
        let (kind, verb) = KINDS[dice.below(KINDS.len())];
        let (place, doer, sufferer) = (dice.below(800), dice.below(30), 30 + dice.below(30));
        let (killed, day, hour) = (1 + dice.below(40), dice.below(1400), dice.below(100_000));
        let (given, family, denies) = (dice.below(40), dice.below(900), dice.below(8) == 0);
        for _ in 0..=dice.below(5) {
            let article = dice.below(articles);
            if dice.below(3) == 0 {
                let name = match dice.below(2) {
                    0 => format!("{}{}", GIVEN[given % 8], "aeiou".repeat(given / 8 + 1)),
                    _ => String::new(),
                };
                let name = format!("{name} {}", family_name(family));
                let speech = Speech {
                    name: name.trim().to_string(),
                    side: doer,
                    denies,
                    words: match dice.below(2) {
                        0 => format!(
                            "its guns were silent in town {place} at hour {hour}, and who says else is misled"
                        ),
                        _ => format!("guns of its army were silent at hour {hour} in town {place}"),
                    },
                };
                speeches[article].push((speech, day));
                told += 1;
                continue;
            }
            let toll = killed + dice.below(2);
            let text = match dice.below(3) {
                0 => format!(
                    "Side{doer} {verb} Town{place} and killed {toll} people of Side{sufferer}, witness{hour} said."
                ),
                1 => format!(
                    "{toll} died as Side{doer} {verb} Town{place}, held by Side{sufferer}, according to monitor{hour}."
                ),
                _ => format!(
                    "In Town{place}, {toll} of Side{sufferer} were buried after Side{doer} {verb} it, office{hour} wrote."
                ),
            };
            texts[article].push((kind, place, doer, sufferer, toll, day, text));
            told += 1;
        }
    }
    let first = jiff::civil::date(2018, 1, 1);
    let mut lines = String::new();
    for (number, accounts) in texts.iter().enumerate() {
        let said = speeches[number].iter().map(|(speech, _)| speech.text());
        let text: Vec<String> = accounts.iter().map(|a| a.6.clone()).chain(said).collect();
        let document =
            json!({"type": "document", "id": format!("document/{number}"), "text": text.join(" ")});
        lines += &format!("{document}\n");
        let mut begin = 0;
        for (kind, place, doer, sufferer, toll, day, text) in accounts {
            let day = first.saturating_add(jiff::Span::new().days(*day as i64));
            let country = |n: &usize| json!([{"id": format!("actor/side{n}"), "name": format!("Side{n}"), "class": "Country"}]);
            let account = json!({
                "type": "account", "kind": kind, "evidence": {"begin": begin, "end": begin + text.len()},
                "date": {"begin": day, "end": day},
                "roles": {
                    "perpetrator": country(doer), "target": country(sufferer),
                    "place": [{"id": format!("place/town-{}", 10_000 + place), "name": format!("Town{place}"), "class": "Place"}],
                },
                "quantities": [{"of": "killed", "min": toll, "max": toll}],
            });
            lines += &format!("{account}\n");
            begin += text.len() + 1;
        }
        for (speech, day) in &speeches[number] {
            let day = first.saturating_add(jiff::Span::new().days(*day as i64));
            lines += &format!("{}\n", speech.account(begin, &day.to_string()));
            begin += speech.text().len() + 1;
        }
    }
    let reader = jsonl::Reader::new(lines.as_bytes(), "made", ontology);
    Ok(reader.collect::<Result<_, _>>()?)
}
