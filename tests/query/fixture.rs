//! A small graph made by hand: every fact in it is invented for the tests.

use dateline::document::{Document, Published, PublishedFrom};
use dateline::extract::Account;
use dateline::extract::account::{
    Attribution, Content, Counted, Dated, Filler, Modality, PartRelation, Passage,
};
use dateline::link::{Dossier, Event, Graph, Merged, Node};
use dateline::ontology::Ontology;
use dateline::store::Store;
use dateline::time::Interval;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// The ontology that ships, read once for each test program.
pub static ONTOLOGY: LazyLock<Ontology> =
    LazyLock::new(|| Ontology::embedded().expect("the ontology loads"));

/// Where the nodes live.
pub const BASE: &str = "https://w3id.org/dateline/";

/// (id, class, label, what it belongs to, other spelling)
const NODES: &[(&str, &str, &str, &str, &str)] = &[
    (
        "actor/syria",
        "Country",
        "Syria",
        "",
        "Syrian Arab Republic",
    ),
    (
        "actor/syria/forces",
        "Forces",
        "Syrian army",
        "actor/syria",
        "",
    ),
    ("actor/turkey", "Country", "Turkey", "", "Türkiye"),
    (
        "actor/turkey/forces",
        "Forces",
        "Turkish troops",
        "actor/turkey",
        "",
    ),
    (
        "actor/erdogan",
        "Person",
        "Recep Tayyip Erdoğan",
        "actor/turkey",
        "Erdogan",
    ),
    ("actor/akar", "Person", "Hulusi Akar", "actor/turkey", ""),
    ("actor/russia", "Country", "Russia", "", ""),
    (
        "actor/putin",
        "Person",
        "Vladimir Putin",
        "actor/russia",
        "",
    ),
    ("actor/iran", "Country", "Iran", "", ""),
    ("actor/fsa", "Organisation", "Free Syrian Army", "", "FSA"),
    ("actor/boe", "Organisation", "Bank of England", "", ""),
    ("actor/georgia", "Country", "Georgia", "", ""),
    ("actor/georgia-party", "Organisation", "Georgia", "", ""),
    ("actor/rebels", "Group", "rebels", "", ""),
    ("place/idlib", "Place", "Idlib", "actor/syria", ""),
    ("place/saraqib", "Place", "Saraqib", "place/idlib", ""),
    ("place/moscow", "Place", "Moscow", "actor/russia", ""),
    ("place/tell", "Place", "Tell", "actor/syria", ""),
    ("place/mill", "Place", "Mill", "place/saraqib", ""),
    ("thing/mortar", "Thing", "mortar", "", ""),
    ("thing/posts", "Thing", "observation posts", "", ""),
];

/// (publisher, title, published)
const DOCUMENTS: &[(&str, &str, &str)] = &[
    ("Reuters", "Troops killed in Saraqib", "2020-02-03"),
    ("Al Masdar News", "Army advances", "2020-02-04"),
    ("Reuters", "Talks in Moscow", "2020-03-06"),
    ("", "An undated note", ""),
];

/// (document, sentence, words for the killed, least, most, who is quoted)
type Told = (
    usize,
    &'static str,
    &'static str,
    u64,
    Option<u64>,
    &'static str,
);

/// An event of the fixture.
#[derive(Default)]
struct Made {
    id: &'static str,
    class: &'static str,
    date: (&'static str, &'static str),
    roles: &'static [(&'static str, &'static [&'static str])],
    content: &'static str,
    disputed: bool,
    modality: Option<Modality>,
    told: &'static [Told],
    /// Best, lowest, highest.
    killed: Option<(u64, u64, Option<u64>)>,
}

fn made() -> Vec<Made> {
    vec![
        Made {
            id: "event/a1",
            class: "Attack",
            date: ("2020-02-03", "2020-02-03"),
            roles: &[
                ("perpetrator", &["actor/syria/forces"]),
                ("target", &["actor/turkey/forces"]),
                ("place", &["place/saraqib"]),
            ],
            disputed: true,
            told: &[
                (
                    0,
                    "The army shelled troops in Saraqib, killing eight.",
                    "eight",
                    8,
                    Some(8),
                    "",
                ),
                (
                    1,
                    "More than 20 soldiers died in the shelling, Akar said.",
                    "more than 20",
                    21,
                    None,
                    "actor/akar",
                ),
            ],
            killed: Some((8, 8, None)),
            ..Made::default()
        },
        Made {
            id: "event/a2",
            class: "Attack",
            date: ("2020-02-27", "2020-02-27"),
            roles: &[
                ("perpetrator", &["actor/syria"]),
                ("target", &["actor/turkey"]),
                ("place", &["place/idlib"]),
                ("weapon", &["thing/mortar"]),
            ],
            told: &[(
                2,
                "Thirty-three were killed in Idlib on 27 February.",
                "thirty-three",
                33,
                Some(33),
                "",
            )],
            killed: Some((33, 33, Some(33))),
            ..Made::default()
        },
        Made {
            id: "event/a3",
            class: "Attack",
            date: ("", ""),
            roles: &[
                ("perpetrator", &["actor/rebels"]),
                ("target", &["actor/syria/forces"]),
            ],
            told: &[(3, "Rebels fired on the army.", "", 0, None, "")],
            ..Made::default()
        },
        Made {
            id: "event/a4",
            class: "Attack",
            date: ("2020-01-10", "2020-01-20"),
            roles: &[
                ("perpetrator", &["actor/iran", "actor/syria"]),
                ("target", &["actor/rebels"]),
                ("place", &["place/idlib"]),
            ],
            told: &[(
                2,
                "In January the rebels were hit; two died.",
                "two",
                2,
                Some(2),
                "",
            )],
            killed: Some((2, 2, Some(2))),
            ..Made::default()
        },
        Made {
            id: "event/a5",
            class: "Attack",
            date: ("2020-02-05", "2020-02-05"),
            roles: &[
                ("perpetrator", &["actor/syria/forces"]),
                ("target", &["actor/syria"]),
            ],
            told: &[(
                1,
                "Mutineers of the army attacked a barracks.",
                "",
                0,
                None,
                "",
            )],
            ..Made::default()
        },
        Made {
            id: "event/s1",
            class: "Statement",
            date: ("2020-02-28", "2020-02-28"),
            roles: &[
                ("speaker", &["actor/erdogan"]),
                ("addressee", &["actor/russia"]),
                ("about", &["event/a2"]),
            ],
            content: "This crosses a red line",
            told: &[(2, "\"This crosses a red line,\" he said.", "", 0, None, "")],
            ..Made::default()
        },
        Made {
            id: "event/s2",
            class: "Statement",
            date: ("2020-02-04", "2020-02-04"),
            roles: &[("speaker", &["actor/akar"]), ("about", &["event/a1"])],
            content: "More than 20 soldiers died",
            told: &[(1, "More than 20 soldiers died, Akar said.", "", 0, None, "")],
            ..Made::default()
        },
        Made {
            id: "event/s3",
            class: "Statement",
            date: ("2020-03-05", "2020-03-05"),
            roles: &[
                ("speaker", &["actor/putin"]),
                ("addressee", &["actor/erdogan"]),
            ],
            content: "We agreed on a ceasefire",
            told: &[(2, "Putin said they had agreed.", "", 0, None, "")],
            ..Made::default()
        },
        Made {
            id: "event/g1",
            class: "Agreement",
            date: ("2020-03-05", "2020-03-05"),
            roles: &[
                ("party", &["actor/turkey", "actor/russia"]),
                ("place", &["place/moscow"]),
                ("provision", &["thing/posts"]),
            ],
            told: &[(2, "Turkey and Russia agreed in Moscow.", "", 0, None, "")],
            ..Made::default()
        },
        Made {
            id: "event/p1",
            class: "Attack",
            date: ("", ""),
            roles: &[
                ("perpetrator", &["actor/turkey"]),
                ("target", &["actor/syria"]),
            ],
            modality: Some(Modality::Threatened),
            told: &[(2, "Turkey threatened to strike Syria.", "", 0, None, "")],
            ..Made::default()
        },
    ]
}

/// The store of the fixture.
#[allow(dead_code, reason = "each test uses a part of it")]
pub fn store() -> Store {
    copies(1)
}

/// The fixture so many times over: the same actors, with events and documents of their own and other days.
#[allow(dead_code, reason = "each test uses a part of it")]
pub fn copies(count: usize) -> Store {
    Store::from_graph(&graph(&ONTOLOGY, count), &ONTOLOGY, BASE).expect("the graph loads")
}

/// An id in a copy of the fixture; only events and documents are copied.
fn copied(id: &str, copy: usize) -> String {
    match copy > 0 && (id.starts_with("event/") || id.starts_with("document/")) {
        true => format!("{id}-{copy}"),
        false => id.to_string(),
    }
}

/// A day in a copy of the fixture.
fn shifted(day: Option<Date>, copy: usize) -> Option<Date> {
    let span = jiff::Span::new().days((copy % 1000) as i64);
    day.map(|day| day.checked_sub(span).expect("a day"))
}

fn day(text: &str) -> Option<Date> {
    (!text.is_empty()).then(|| text.parse().expect("a day"))
}

fn graph(ontology: &Ontology, copies: usize) -> Graph {
    let mut graph = Graph {
        nodes: NODES.iter().map(node).map(|n| (n.id.clone(), n)).collect(),
        ..Graph::default()
    };
    let events = made();
    for copy in 0..copies {
        add(&mut graph, &events, ontology, copy);
    }
    graph
}

fn add(graph: &mut Graph, events: &[Made], ontology: &Ontology, copy: usize) {
    let mut texts = vec![String::new(); DOCUMENTS.len()];
    let mut accounts: Vec<Vec<Account>> = vec![Vec::new(); DOCUMENTS.len()];
    for event in events {
        let mut ids = BTreeSet::new();
        let mut documents = BTreeSet::new();
        for telling in event.told {
            let document = telling.0;
            let begin = texts[document].chars().count();
            texts[document].push_str(telling.1);
            texts[document].push(' ');
            let place = copied(&format!("document/{document}"), copy);
            let id = format!("{place}/account/{}", accounts[document].len() + 1);
            accounts[document].push(account(event, telling, (&id, begin), ontology, copy));
            ids.insert(id);
            documents.insert(place);
        }
        graph
            .events
            .insert(copied(event.id, copy), linked(event, ids, documents, copy));
    }
    for (number, (publisher, title, published)) in DOCUMENTS.iter().enumerate() {
        let id = copied(&format!("document/{number}"), copy);
        graph.dossiers.push(Dossier {
            document: Document {
                source: format!("{number}.txt"),
                text: std::mem::take(&mut texts[number]),
                title: Some(title.to_string()),
                publisher: (!publisher.is_empty()).then(|| publisher.to_string()),
                published: shifted(day(published), copy).map(|d| Published {
                    date: Interval::day(d),
                    from: PublishedFrom::Metadata,
                    evidence: None,
                    reason: "made",
                }),
                sha256: format!("{number}").repeat(64),
                id,
                ..Document::default()
            },
            accounts: std::mem::take(&mut accounts[number]),
        });
    }
}

/// Where places are, and how many kilometres they reach from there.
const LOCATED: &[(&str, f64, f64, Option<f64>)] = &[
    ("place/idlib", 35.86, 36.63, Some(60.0)),
    ("place/saraqib", 35.86, 36.81, None),
    ("place/moscow", 55.75, 37.62, None),
];

fn node(made: &(&str, &str, &str, &str, &str)) -> Node {
    let (id, class, label, whole, alias) = *made;
    let relation = match class {
        "Place" => PartRelation::Within,
        "Person" => PartRelation::ActsFor,
        _ => PartRelation::PartOf,
    };
    let located = LOCATED.iter().find(|l| l.0 == id);
    Node {
        id: id.to_string(),
        class: class.to_string(),
        label: label.to_string(),
        aliases: (!alias.is_empty())
            .then(|| alias.to_string())
            .into_iter()
            .collect(),
        wholes: (!whole.is_empty())
            .then(|| (relation, whole.to_string()))
            .into_iter()
            .collect(),
        coordinates: located.map(|l| (l.1, l.2)),
        radius: located.and_then(|l| l.3),
        ..Node::default()
    }
}

fn roles(made: &Made, copy: usize) -> BTreeMap<String, Vec<String>> {
    made.roles
        .iter()
        .map(|(role, ids)| {
            (
                role.to_string(),
                ids.iter().map(|i| copied(i, copy)).collect(),
            )
        })
        .collect()
}

fn interval(made: &Made, copy: usize) -> Option<Interval> {
    let interval = Interval {
        begin: shifted(day(made.date.0), copy),
        end: shifted(day(made.date.1), copy),
    };
    (interval != Interval::default()).then_some(interval)
}

fn linked(
    made: &Made,
    accounts: BTreeSet<String>,
    documents: BTreeSet<String>,
    copy: usize,
) -> Event {
    Event {
        id: copied(made.id, copy),
        class: made.class.to_string(),
        modality: made.modality.unwrap_or(Modality::Asserted),
        roles: roles(made, copy),
        quantities: made
            .killed
            .map(|(best, min, max)| {
                (
                    "killed".to_string(),
                    Merged {
                        best,
                        vague: None,
                        min,
                        max,
                    },
                )
            })
            .into_iter()
            .collect(),
        confidence: None,
        date: interval(made, copy),
        content: (!made.content.is_empty()).then(|| (made.content.to_string(), true)),
        disputed: made
            .disputed
            .then(|| "killed".to_string())
            .into_iter()
            .collect(),
        accounts: accounts.into_iter().collect(),
        origins: documents.iter().cloned().collect(),
        documents: documents.into_iter().collect(),
    }
}

fn account(
    made: &Made,
    told: &Told,
    (id, begin): (&str, usize),
    ontology: &Ontology,
    copy: usize,
) -> Account {
    let (document, sentence, killed, min, max, speaker) = *told;
    let end = begin + sentence.chars().count();
    let filler = |id: &String| {
        let label = NODES.iter().find(|n| n.0 == *id);
        Filler {
            id: id.clone(),
            name: label.map_or(id.as_str(), |n| n.2).to_string(),
            class: label.map_or("Attack", |n| n.1).to_string(),
            text: sentence.to_string(),
            begin,
            end,
            part_of: Vec::new(),
            aliases: Vec::new(),
            confidence: None,
        }
    };
    Account {
        id: id.to_string(),
        document: copied(&format!("document/{document}"), copy),
        kind: made.class.to_string(),
        kinds: ontology
            .lineage(made.class)
            .into_iter()
            .map(str::to_string)
            .collect(),
        roles: roles(made, copy)
            .iter()
            .map(|(role, ids)| (role.clone(), ids.iter().map(filler).collect()))
            .collect(),
        date: interval(made, copy).map(|interval| Dated {
            interval,
            text: None,
            at: None,
            note: None,
            presumed: false,
            confidence: None,
        }),
        quantities: (!killed.is_empty())
            .then(|| Counted {
                of: "killed".to_string(),
                min,
                max,
                text: killed.to_string(),
                begin,
                end,
                confidence: None,
            })
            .into_iter()
            .collect(),
        content: (!made.content.is_empty()).then(|| Content {
            text: made.content.to_string(),
            begin,
            end,
            direct: true,
            parts: Vec::new(),
            cue: Vec::new(),
            source: Vec::new(),
        }),
        modality: made.modality.unwrap_or(Modality::Asserted),
        attributed_to: (!speaker.is_empty())
            .then(|| Attribution {
                id: speaker.to_string(),
                name: speaker.to_string(),
            })
            .into_iter()
            .collect(),
        statement: None,
        evidence: Passage {
            text: sentence.to_string(),
            begin,
            end,
        },
        also: Vec::new(),
        trigger: (begin, end),
        triggers: Vec::new(),
        found_by: "made".to_string(),
        confidence: None,
    }
}
