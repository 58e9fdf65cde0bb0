//! A small graph made by hand, for tests.

use crate::document::{Block, BlockKind, Document, Published, PublishedFrom};
use crate::extract::Account;
use crate::extract::account::{
    Attribution, Content, Counted, Dated, Filler, Modality, PartRelation, Passage, Whole,
};
use crate::link::{Dossier, Event, Graph, Merged, Node};
use crate::ontology::Ontology;
use crate::span::Span;
use crate::time::Interval;
use jiff::civil::date;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// Where the nodes of the sample live.
pub(crate) const BASE: &str = "https://w3id.org/dateline/";

const TEXT: &str = "Clashes in Vârska\n\n\
    Ruritanian troops shelled Vârska on Monday, killing at least 8 people, Minister Jörg al-Österli said. \
    “We will answer,” he told Borduria.";

/// The ontology that ships.
pub(crate) fn ontology() -> Ontology {
    static ONTOLOGY: LazyLock<Ontology> = LazyLock::new(|| Ontology::embedded().unwrap());
    ONTOLOGY.clone()
}

/// Begin and end of words in the text, in scalar values.
fn at(words: &str) -> (usize, usize) {
    let begin = TEXT[..TEXT.find(words).unwrap()].chars().count();
    (begin, begin + words.chars().count())
}

fn passage(words: &str) -> Passage {
    let (begin, end) = at(words);
    Passage {
        text: words.to_string(),
        begin,
        end,
    }
}

fn filler(id: &str, name: &str, class: &str, words: &str) -> Filler {
    let (begin, end) = at(words);
    Filler {
        id: id.to_string(),
        name: name.to_string(),
        class: class.to_string(),
        text: words.to_string(),
        begin,
        end,
        part_of: Vec::new(),
        aliases: Vec::new(),
        confidence: None,
    }
}

/// A document with an attack that a minister tells of, and a threat of his.
pub(crate) fn dossier() -> Dossier {
    let document = "document/00000000000000a1".to_string();
    let heading = "Clashes in Vârska";
    let sentence = "Ruritanian troops shelled Vârska on Monday, killing at least 8 people, Minister Jörg al-Österli said.";
    let (begin, end) = at("at least 8 people");
    let mut troops = filler(
        "actor/ruritania/forces",
        "Ruritanian forces",
        "Forces",
        "Ruritanian troops",
    );
    troops.part_of = vec![Whole {
        id: "actor/ruritania".to_string(),
        name: "Ruritania".to_string(),
        class: "Country".to_string(),
        relation: PartRelation::PartOf,
        office: None,
    }];
    troops.aliases = vec!["Ruritanian troops".to_string()];
    let attack = Account {
        id: format!("{document}/account/1"),
        document: document.clone(),
        kind: "Attack".to_string(),
        kinds: ontology()
            .lineage("Attack")
            .into_iter()
            .map(str::to_string)
            .collect(),
        roles: BTreeMap::from([
            ("perpetrator".to_string(), vec![troops]),
            (
                "place".to_string(),
                vec![filler("place/varska", "Vârska", "Place", "Vârska on")]
                    .into_iter()
                    .map(|mut f| {
                        f.text = "Vârska".to_string();
                        f.end = f.begin + 6;
                        f
                    })
                    .collect(),
            ),
        ]),
        date: Some(Dated {
            interval: Interval::day(date(2020, 2, 3)),
            text: Some("Monday".to_string()),
            at: Some(at("Monday")),
            note: None,
            presumed: false,
            confidence: None,
        }),
        quantities: vec![Counted {
            of: "killed".to_string(),
            min: 8,
            max: None,
            text: "at least 8 people".to_string(),
            begin,
            end,
            confidence: None,
        }],
        content: None,
        modality: Modality::Asserted,
        attributed_to: vec![Attribution {
            id: "actor/osterli".to_string(),
            name: "Jörg al-Österli".to_string(),
        }],
        statement: None,
        evidence: passage(sentence),
        also: vec![passage(heading)],
        trigger: at("shelled"),
        triggers: Vec::new(),
        found_by: "attack.verb".to_string(),
        confidence: None,
    };
    let words = "We will answer,";
    let (begin, end) = at(words);
    let statement = Account {
        id: format!("{document}/account/2"),
        document: document.clone(),
        kind: "Statement".to_string(),
        kinds: ontology()
            .lineage("Statement")
            .into_iter()
            .map(str::to_string)
            .collect(),
        roles: BTreeMap::from([(
            "speaker".to_string(),
            vec![filler("actor/osterli", "Jörg al-Österli", "Person", "he")],
        )]),
        date: None,
        quantities: Vec::new(),
        content: Some(Content {
            text: words.to_string(),
            begin,
            end,
            direct: true,
            parts: Vec::new(),
            cue: Vec::new(),
            source: Vec::new(),
        }),
        modality: Modality::Threatened,
        attributed_to: Vec::new(),
        statement: Some(format!("{document}/account/1")),
        evidence: passage("“We will answer,” he told Borduria."),
        also: Vec::new(),
        trigger: at("told"),
        triggers: Vec::new(),
        found_by: "statement.say".to_string(),
        confidence: None,
    };
    Dossier {
        document: Document {
            id: document,
            source: "sample.txt".to_string(),
            text: TEXT.to_string(),
            title: Some(heading.to_string()),
            publisher: Some("Daily \"Courier\"".to_string()),
            published: Some(Published {
                date: Interval::days(date(2020, 2, 3), date(2020, 2, 9)),
                from: PublishedFrom::Inferred,
                evidence: None,
                reason: "told with the accounts",
            }),
            url: None,
            language: Some("en".to_string()),
            sha256: "a1".repeat(32),
            dateline: Some(Span::new(11, 18)),
            blocks: vec![
                Block {
                    span: Span::new(0, heading.len()),
                    kind: BlockKind::Heading,
                },
                Block {
                    span: Span::new(heading.len() + 2, TEXT.len()),
                    kind: BlockKind::Body,
                },
            ],
            ..Document::default()
        },
        accounts: vec![attack, statement],
    }
}

/// The same, linked, with what a gazetteer would add.
pub(crate) fn graph() -> Graph {
    let strings = |list: &[&str]| list.iter().map(|s| s.to_string()).collect::<BTreeSet<_>>();
    let node = |id: &str, class: &str, label: &str, wholes: &[(PartRelation, &str)]| Node {
        id: id.to_string(),
        class: class.to_string(),
        label: label.to_string(),
        wholes: wholes.iter().map(|(r, w)| (*r, w.to_string())).collect(),
        ..Node::default()
    };
    let ruritania = "actor/ruritania";
    let mut varska = node(
        "place/varska",
        "Place",
        "Vârska",
        &[(PartRelation::Within, ruritania)],
    );
    varska.exact_match = ["https://sws.geonames.org/1/".to_string()].into();
    varska.coordinates = Some((58.5, -0.25));
    let mut osterli = node(
        "actor/osterli",
        "Person",
        "Jörg al-Österli",
        &[(PartRelation::ActsFor, ruritania)],
    );
    osterli.offices = strings(&["minister"]);
    let mut country = node(ruritania, "Country", "Ruritania", &[]);
    country.aliases = strings(&["Republic of Ruritania", "Ruritania"]);
    let nodes = [
        country,
        node(
            "actor/ruritania/forces",
            "Forces",
            "Ruritanian forces",
            &[(PartRelation::PartOf, ruritania)],
        ),
        node(
            "actor/ruritania/forces/navy",
            "Forces",
            "Ruritanian navy",
            &[(PartRelation::PartOf, "actor/ruritania/forces")],
        ),
        osterli,
        varska,
    ];
    let dossier = dossier();
    let event = |id: &str, account: &Account| Event {
        id: id.to_string(),
        class: account.kind.clone(),
        modality: account.modality,
        roles: account
            .roles
            .iter()
            .map(|(role, fillers)| (role.clone(), fillers.iter().map(|f| f.id.clone()).collect()))
            .collect(),
        quantities: account
            .quantities
            .iter()
            .map(|c| (c.of.clone(), Merged::of(c)))
            .collect(),
        confidence: Merged::percent(account.confidence.into_iter()),
        date: account.date.as_ref().map(|d| d.interval),
        content: account.content.as_ref().map(|c| (c.text.clone(), c.direct)),
        disputed: account.quantities.iter().map(|c| c.of.clone()).collect(),
        accounts: vec![account.id.clone()],
        documents: vec![account.document.clone()],
        origins: vec![account.document.clone()],
    };
    let events = [
        event("event/1", &dossier.accounts[0]),
        event("event/2", &dossier.accounts[1]),
    ];
    Graph {
        nodes: nodes.into_iter().map(|n| (n.id.clone(), n)).collect(),
        events: events.into_iter().map(|e| (e.id.clone(), e)).collect(),
        dossiers: vec![dossier],
        ..Graph::default()
    }
}
