//! Whatever an article contains, reading it neither fails nor loses its place: offsets slice the text, trees are trees,
//! time grows with length, and the facts around the damage are still found.

use dateline::document::{BlockKind, Document, Metadata, from_bytes, from_text};
use dateline::extract::{Account, Extractor};
use dateline::gazetteer::Gazetteer;
use dateline::ontology::Ontology;
use dateline::span::Span;
use dateline::text::{Analysis, Reader};
use proptest::prelude::*;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

static ONTOLOGY: LazyLock<Ontology> = LazyLock::new(|| Ontology::embedded().unwrap());
static GAZETTEER: LazyLock<Gazetteer> = LazyLock::new(Gazetteer::embedded);
static READER: LazyLock<Reader> = LazyLock::new(|| Reader::embedded().unwrap());

fn all(document: &Document) -> (Analysis, Vec<Account>) {
    let analysis = READER.read(document);
    let accounts = Extractor::new(&ONTOLOGY, &GAZETTEER).extract(document, &analysis);
    (analysis, accounts)
}

fn read(text: &str) -> (Document, Analysis, Vec<Account>) {
    let document = from_text(text.to_string(), Metadata::default());
    let (analysis, accounts) = all(&document);
    (document, analysis, accounts)
}

/// Tokens ascend and slice the text; every sentence is one tree; names, amounts and times are ranges of its tokens.
fn sound_analysis(document: &Document, analysis: &Analysis) {
    let text = document.text.as_str();
    let mut last = 0;
    for sentence in &analysis.sentences {
        let count = sentence.tokens.len();
        assert!(count > 0, "an empty sentence in {text:?}");
        for token in &sentence.tokens {
            assert!(token.span.begin >= last && token.span.end > token.span.begin);
            assert_eq!(
                text.get(token.span.begin..token.span.end),
                Some(token.form.as_str())
            );
            last = token.span.end;
        }
        let (first, end) = (&sentence.tokens[0], &sentence.tokens[count - 1]);
        assert_eq!(sentence.span, Span::new(first.span.begin, end.span.end));
        let roots = sentence.tokens.iter().filter(|token| token.head.is_none());
        assert_eq!(roots.count(), 1, "roots of {:?}", sentence.span.of(text));
        for mut at in 0..count {
            // From any word one comes to the root in fewer steps than there are words.
            for _ in 0..count {
                at = sentence.tokens[at].head.unwrap_or(at);
                assert!(at < count);
            }
            assert!(sentence.tokens[at].head.is_none(), "a cycle in {text:?}");
        }
        let ranges = [
            sentence.names.iter().map(|n| &n.tokens).collect::<Vec<_>>(),
            sentence.quantities.iter().map(|q| &q.tokens).collect(),
            sentence.times.iter().map(|t| &t.tokens).collect(),
        ];
        for ranges in ranges {
            let mut free = 0;
            for range in ranges {
                assert!(range.start >= free && range.end > range.start && range.end <= count);
                free = range.end;
            }
        }
    }
}

/// All offsets of accounts, in scalar values, slice the words that the account gives for them.
fn sound_accounts(document: &Document, accounts: &[Account]) {
    let slice = |begin: usize, end: usize| {
        let bytes = document.byte_offset(begin)?..document.byte_offset(end)?;
        document.text.get(bytes)
    };
    for account in accounts {
        let passages = std::iter::once(&account.evidence).chain(&account.also);
        let mut words: Vec<(&str, usize, usize)> = passages
            .map(|p| (p.text.as_str(), p.begin, p.end))
            .collect();
        words.extend(
            account
                .roles
                .values()
                .flatten()
                .map(|f| (f.text.as_str(), f.begin, f.end)),
        );
        words.extend(
            account
                .quantities
                .iter()
                .map(|q| (q.text.as_str(), q.begin, q.end)),
        );
        if let Some(content) = &account.content {
            if content.parts.is_empty() {
                words.push((content.text.as_str(), content.begin, content.end));
            } else {
                let parts: Option<Vec<&str>> =
                    content.parts.iter().map(|&(b, e)| slice(b, e)).collect();
                assert_eq!(parts.map(|p| p.join(" … ")), Some(content.text.clone()));
            }
        }
        if let Some(date) = &account.date
            && let (Some(text), Some((begin, end))) = (&date.text, date.at)
        {
            words.push((text, begin, end));
        }
        for (text, begin, end) in words {
            assert_eq!(slice(begin, end), Some(text), "{account:#?}");
        }
        // Nothing names a statement that is only a quotation: its trigger is empty.
        assert!(slice(account.trigger.0, account.trigger.1).is_some());
    }
}

/// What articles are made of, sound and damaged.
const PIECES: &[&str] = &[
    "Ten soldiers were killed in shelling near Herat on Monday, the defence ministry said",
    "The envoy of Norway said talks in Oslo “would go on",
    "\"We will strike back,\" General Adam Roe told reporters",
    "REBELS SHELL PORT CITY, KILL AT LEAST 20",
    "Foreign Minister Ann Dale, who met Mr. Roe in Lima in 2019, signed a truce with the rebels",
    "“It goes on and on",
    "” he added",
    "He said she said they said that it was said",
    "\n\n",
    "\n",
    ". ",
    ", ",
    "... ",
    "\"",
    "'",
    "“",
    "”",
    "’s ",
    " - ",
    "—",
    "(",
    ")",
    "🔥💥👩‍👩‍👧 ",
    "\u{200f}قال المتحدث\u{200e} ",
    "\u{202b}الجيش\u{202c} ",
    "\u{200b}",
    "\u{feff}",
    "\u{0}",
    "\u{7}",
    "\u{1b}[31m",
    "e\u{301}\u{301}\u{301}",
    "https://example.org/a?b=1 ",
    "@someone #tag ",
    "3.5 million ",
    "on Monday ",
    "in 2019-20 ",
    "between 30 and 40 people ",
    "and ",
    "of the ",
    "killed ",
    "attack ",
    "Les deux ministres ont signé mercredi un accord qui ouvre trois points de passage. ",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_mixture_is_read_soundly(choice in proptest::collection::vec(0..PIECES.len(), 0..24)) {
        let text: String = choice.iter().map(|&at| PIECES[at]).collect();
        let (document, analysis, accounts) = read(&text);
        sound_analysis(&document, &analysis);
        sound_accounts(&document, &accounts);
    }

    #[test]
    fn any_text_is_read_soundly(text in "(\\PC|[ \n.\"“”'’a-zA-Z0-9,:-]){0,160}") {
        let (document, analysis, accounts) = read(&text);
        sound_analysis(&document, &analysis);
        sound_accounts(&document, &accounts);
    }

    #[test]
    fn any_cut_through_an_article_is_read_soundly(begin in 0..ARTICLE.len(), length in 0..600usize) {
        let begin = ARTICLE.floor_char_boundary(begin);
        let end = ARTICLE.floor_char_boundary((begin + length).min(ARTICLE.len()));
        let (document, analysis, accounts) = read(&ARTICLE[begin..end]);
        sound_analysis(&document, &analysis);
        sound_accounts(&document, &accounts);
    }
}

const ARTICLE: &str = "ARMY AND REBELS TRADE FIRE AS TRUCE ENDS\n\nPORTO VELHO — Rebel rockets hit a market in the \
    eastern district of Sarha on Tuesday, killing at least 14 people and wounding dozens more, doctors said.\n\n“We heard \
    three blasts, one after another,” said Amal Karim, 42, a baker. “Nobody knew where to run.”\n\nThe army’s spokesman, \
    Col. Idris Bello, accused the rebels of “breaking every promise they made” in the 12 May truce, which Norway had \
    brokered. The rebels denied it. “It was the army that shelled first,” their office said in a statement.\n\nTalks \
    between the two sides, due to start in Oslo next week, may now be put off, a diplomat said.";

fn attack(accounts: &[Account]) -> &Account {
    accounts
        .iter()
        .find(|a| a.kinds.iter().any(|k| k == "Attack"))
        .unwrap_or_else(|| panic!("no attack in {accounts:#?}"))
}

#[test]
fn damage_costs_no_fact_beside_it() {
    let fact = "An airstrike killed 12 people in the town of Sarha on Monday";
    for damaged in [
        // no full stop at the end of a paragraph, nor between sentences on lines of their own
        format!("The envoy left the city\n\n{fact}\n\nNobody claimed it"),
        // quotation marks that nobody closes
        format!("“We were asleep when it began, said Ann Dale.\n\n{fact}.\n\nThe envoy left."),
        format!("\"It goes on, said Ann Dale. She left.\n\n{fact}."),
        // emoji, marks of direction and of nothing, control characters
        format!("🔥💥 {fact} 😢🙏🏽"),
        format!("\u{200f}{fact}.\u{200e}"),
        format!("\u{200f}\u{202b}الجيش\u{202c}\u{200e} {fact}."),
        fact.replace(" killed", "\u{200b} killed\u{200b}"),
        fact.replace("people in", "people\u{7} in"),
        fact.replace(' ', "\u{a0}"),
        // other languages around it
        format!(
            "{fact}, officials said, and the road to the town was closed.\n\nLes deux ministres ont signé mercredi un \
             accord qui ouvre trois points de passage à la frontière, selon des responsables.\n\nThe envoys left."
        ),
    ] {
        let (document, analysis, accounts) = {
            let document = from_bytes(damaged.as_bytes(), "a.txt").unwrap();
            let (analysis, accounts) = all(&document);
            (document, analysis, accounts)
        };
        sound_analysis(&document, &analysis);
        sound_accounts(&document, &accounts);
        let found = attack(&accounts);
        let killed = found.quantities.iter().find(|q| q.of == "killed");
        assert_eq!(
            killed.map(|q| (q.min, q.max)),
            Some((12, Some(12))),
            "{damaged:?} {found:#?}"
        );
    }
}

#[test]
fn a_headline_in_capitals_is_read() {
    let (.., accounts) = read(
        "AIRSTRIKE KILLS 12 CIVILIANS IN YEMEN MARKET\n\nThe market was full, a doctor who saw it said, and it burned all night.",
    );
    let killed = attack(&accounts)
        .quantities
        .iter()
        .find(|q| q.of == "killed");
    assert_eq!(killed.map(|q| q.min), Some(12), "{accounts:#?}");
}

#[test]
fn an_unclosed_quotation_does_not_swallow_the_next_paragraph() {
    let (.., accounts) = read(
        "“We will not leave the valley, and nobody will make us leave it, the mayor said.\n\nRebels shelled the airport on Monday, killing six soldiers.",
    );
    assert!(attack(&accounts).attributed_to.is_empty(), "{accounts:#?}");
}

#[test]
fn an_article_in_another_language_gives_nothing() {
    let text = "El ejército bombardeó el lunes un mercado en la ciudad de Sarha y mató a doce personas, según el portavoz \
        del ministerio de Defensa, que habló con la prensa en la capital del país.\n\nLos rebeldes respondieron con \
        cohetes contra la base aérea, y dos soldados murieron, según la misma fuente.";
    let (document, analysis, accounts) = read(text);
    assert_eq!(document.language.as_deref(), Some("es"));
    assert!(
        document.blocks.iter().all(|b| b.kind == BlockKind::Foreign),
        "{:?}",
        document.blocks
    );
    assert!(analysis.sentences.is_empty() && accounts.is_empty());
}

/// The time of the fastest of a few runs: other work on the machine only ever makes it longer.
fn time(text: &str) -> Duration {
    let document = from_text(text.to_string(), Metadata::default());
    let run = || {
        let begun = Instant::now();
        let (_, accounts) = all(&document);
        std::hint::black_box(accounts);
        begun.elapsed()
    };
    (0..2).map(|_| run()).min().unwrap_or_default()
}

#[test]
fn time_grows_with_length() {
    time("One came.");
    let sentences = "Rebels shelled a base near Herat on Monday, killing six soldiers. The army said it would strike back. \
        “We want peace,” said its chief, Adam Roe, who met the envoy. ";
    for unit in [
        sentences.to_string(),
        sentences.replace(['.', ',', '“', '”'], ""),
        format!("{sentences}\n\n"),
        "killed ".to_string(),
        "Roe ".to_string(),
        "“he said ".to_string(),
        "and the ".to_string(),
    ] {
        let size = 2_500;
        let (small, large) = (
            unit.repeat(size / unit.len()),
            unit.repeat(4 * size / unit.len()),
        );
        let (small, large) = (time(&small), time(&large));
        // Four times the text: sixteen times the time would be quadratic.
        assert!(large < small * 9, "{unit:?}: {small:?} and {large:?}");
    }
}
