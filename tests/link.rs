//! What is linked across articles, on accounts written for the purpose: nothing here depends on how well sentences are read.

#[path = "link/decisions.rs"]
mod decisions;

use dateline::document::{Metadata, from_text};
use dateline::gazetteer::Gazetteer;
use dateline::jsonl;
use dateline::link::{Decisions, Dossier, Graph, link};
use dateline::ontology::Ontology;
use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

static ONTOLOGY: LazyLock<Ontology> = LazyLock::new(|| Ontology::embedded().unwrap());
static GAZETTEER: LazyLock<Gazetteer> = LazyLock::new(Gazetteer::embedded);

fn linked(dossiers: Vec<Dossier>, decisions: &Decisions) -> Graph {
    link(dossiers, decisions, &ONTOLOGY, &GAZETTEER)
}

fn read(lines: &str) -> Vec<Dossier> {
    jsonl::Reader::new(lines.as_bytes(), "made.jsonl", &ONTOLOGY)
        .collect::<Result<_, _>>()
        .unwrap()
}

/// A filler by name: a country, "… forces" of one, `[person, country]`, or a common noun.
fn filler(name: &Value, role: &str) -> Value {
    let slug = |s: &str| s.to_lowercase().replace(' ', "-");
    if role == "place" {
        let name = name.as_str().unwrap();
        // A number, as the gazetteer gives to towns that it knows.
        let number = 100_000 + name.bytes().map(u32::from).sum::<u32>();
        return json!({"name": name, "class": "Place", "id": format!("place/{}-{number}", slug(name))});
    }
    if let Some([person, country]) = name.as_array().map(Vec::as_slice) {
        let person = person.as_str().unwrap();
        let mut filler =
            json!({"name": person, "class": "Person", "id": format!("actor/{}", slug(person))});
        if let Some(country) = country.as_str() {
            filler["partOf"] = json!([{"id": format!("actor/{}", slug(country)), "name": country, "class": "Country", "relation": "actsFor"}]);
        }
        return filler;
    }
    let name = name.as_str().unwrap();
    let id = format!("actor/{}", slug(name));
    if let Some(country) = name.strip_suffix(" forces") {
        return json!({"name": name, "class": "Forces", "id": id, "partOf": [
            {"id": format!("actor/{}", slug(country)), "name": country, "class": "Country", "relation": "partOf"}]});
    }
    let class = match name.starts_with(char::is_uppercase) {
        true => "Country",
        false
            if [
                "people",
                "civilians",
                "villagers",
                "gunmen",
                "rebels",
                "bomber",
                "militants",
            ]
            .contains(&name) =>
        {
            "Group"
        }
        false => {
            return json!({"name": name, "class": "Facility", "id": format!("thing/{}", slug(name))});
        }
    };
    json!({"name": name, "class": class, "id": id})
}

/// The word that names the event, the first of these that is found.
const TRIGGERS: [&str; 18] = [
    "bombed",
    "struck",
    "raid",
    "shelled",
    "shelling",
    "pounded",
    "bombing",
    "bomb went",
    "bomb",
    "ambush",
    "attack",
    "clash",
    "met ",
    "talks",
    "received",
    "deal",
    "agree",
    "shot",
];

/// Lines of a document with one account.
fn lines(id: &str, made: &Value) -> String {
    let text = made["text"].as_str().unwrap();
    let mut document = json!({"type": "document", "id": id, "text": text, "publisher": id});
    if let Some(day) = made["published"].as_str() {
        document["published"] = json!(day);
    }
    let begin = TRIGGERS.iter().find_map(|word| text.find(word));
    let trigger = begin.map_or([0, 0], |byte| {
        let begin = text[..byte].chars().count();
        let word = text[byte..].chars().take_while(|c| c.is_alphabetic());
        [begin, begin + word.count()]
    });
    let mut account = json!({
        "type": "account", "kind": made["kind"], "evidence": {"begin": 0, "end": text.chars().count()},
        "trigger": trigger, "roles": {}, "quantities": [],
    });
    for role in [
        "perpetrator",
        "target",
        "place",
        "party",
        "participant",
        "weapon",
    ] {
        if let Some(names) = made[role].as_array() {
            account["roles"][role] = names.iter().map(|n| filler(n, role)).collect();
        }
    }
    if let Some(numbers) = made["numbers"].as_object() {
        account["quantities"] = numbers
            .iter()
            .map(|(of, n)| json!({"of": of, "min": n, "max": n}))
            .collect();
    }
    account["date"] = match made["date"].as_str() {
        None => Value::Null,
        Some(year) if year.len() == 4 => {
            json!({"begin": format!("{year}-01-01"), "end": format!("{year}-12-31"), "text": year})
        }
        Some(day) if day.starts_with("20") => json!({"begin": day, "end": day, "text": day}),
        Some(words) => json!({"begin": null, "end": null, "text": words}),
    };
    if account["date"].is_null() {
        account.as_object_mut().unwrap().remove("date");
    }
    format!("{document}\n{account}\n")
}

#[test]
fn look_alikes_stay_apart_and_tellings_of_one_event_come_together() {
    let pairs = fs::read_to_string("tests/link/look-alikes.jsonl").unwrap();
    let (mut merged, mut apart) = (Vec::new(), Vec::new());
    let (mut negative, mut positive) = (0, 0);
    for (number, line) in pairs.lines().enumerate() {
        let pair: Value = serde_json::from_str(line).unwrap();
        let both = lines("outlet-a", &pair["a"]) + &lines("outlet-b", &pair["b"]);
        let graph = linked(read(&both), &Decisions::default());
        let one = graph.events.len() == 1;
        let why = format!("{number}: {} {:?}", pair["why"], graph.links.first());
        match pair["same"].as_bool().unwrap() {
            true => {
                positive += 1;
                if !one {
                    apart.push(why);
                }
            }
            false => {
                negative += 1;
                if one {
                    merged.push(why);
                }
            }
        }
    }
    assert_eq!((negative, positive), (62, 32));
    // No more than 2 % of look-alikes, and most of what is one.
    assert!(merged.len() <= 1, "merged: {merged:#?}");
    assert!(apart.len() <= 3, "left apart: {apart:#?}");
}

/// Articles and how they came about: `origin` says which are of one origin.
#[test]
fn copies_and_rewrites_are_found() {
    let (mut right, mut found, mut wanted) = (0, 0, 0);
    let stories = fs::read_to_string("tests/link/copies.jsonl").unwrap();
    let stories: Vec<Value> = stories
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let dossiers: Vec<Dossier> = stories
        .iter()
        .map(|story| {
            let metadata = Metadata {
                published: story["published"].as_str().map(|d| d.parse().unwrap()),
                source: story["id"].as_str().unwrap().to_string(),
                ..Metadata::default()
            };
            let text = story["text"].as_str().unwrap().to_string();
            Dossier {
                document: from_text(text, metadata),
                accounts: Vec::new(),
            }
        })
        .collect();
    let ids: Vec<String> = dossiers.iter().map(|d| d.document.id.clone()).collect();
    let graph = linked(dossiers, &Decisions::default());
    let origin = |id: &String| graph.copies.get(id).unwrap_or(id).clone();
    let mut errors = Vec::new();
    for i in 0..ids.len() {
        for j in i + 1..ids.len() {
            let gold = stories[i]["origin"] == stories[j]["origin"];
            let told = origin(&ids[i]) == origin(&ids[j]);
            wanted += usize::from(gold);
            found += usize::from(told);
            right += usize::from(gold && told);
            if gold != told {
                errors.push(format!("{} {} {gold}", stories[i]["id"], stories[j]["id"]));
            }
        }
    }
    let f1 = 2.0 * right as f64 / (found + wanted) as f64;
    assert!(f1 >= 0.95, "F1 {f1:.3}: {errors:#?}");
}

/// A named actor or place as a filler, and its name.
fn named(made: &Value) -> (Value, String) {
    let slug = |s: &str| dateline::extract::slug(s);
    let actor = |name: &str, class: &str| json!({"name": name, "class": class, "id": format!("actor/{}", slug(name))});
    let text = |key: &str| made[key].as_str();
    let whole = |name: &str, relation: &str| {
        let acronym = name.chars().all(char::is_uppercase);
        let class = if acronym { "Organisation" } else { "Country" };
        json!({"id": format!("actor/{}", slug(name)), "name": name, "class": class, "relation": relation})
    };
    let (mut filler, name) = if let Some(name) = text("person") {
        (actor(name, "Person"), name)
    } else if let Some(name) = text("org") {
        (actor(name, "Organisation"), name)
    } else if let Some(name) = text("country") {
        (actor(name, "Country"), name)
    } else {
        let name = text("place").unwrap();
        let number = made["number"].as_u64();
        let number = number.map(|n| format!("-{n}")).unwrap_or_default();
        let id = format!("place/{}{number}", slug(name));
        (json!({"name": name, "class": "Place", "id": id}), name)
    };
    if let Some(office) = text("office") {
        filler["partOf"] = json!([whole(text("of").unwrap(), "actsFor")]);
        filler["partOf"][0]["office"] = json!(office);
    } else if let Some(of) = text("of") {
        filler["partOf"] = json!([whole(of, "partOf")]);
    } else if let Some(country) = text("in") {
        filler["partOf"] = json!([whole(country, "within")]);
    }
    if !made["aliases"].is_null() {
        filler["aliases"] = made["aliases"].clone();
    }
    (filler, name.to_string())
}

#[test]
fn names_come_together_and_namesakes_stay_apart() {
    let mut wrong = Vec::new();
    let cases = fs::read_to_string("tests/link/names.jsonl").unwrap();
    for line in cases.lines() {
        let case: Value = serde_json::from_str(line).unwrap();
        let mut lines = String::new();
        for (number, made) in case["documents"].as_array().unwrap().iter().enumerate() {
            let id = format!("document/{number}");
            lines += &format!(
                "{}\n",
                json!({"type": "document", "id": id, "text": "x", "published": made["day"]})
            );
            for name in made["names"].as_array().unwrap() {
                let (filler, _) = named(name);
                let role = if filler["class"] == "Place" {
                    "place"
                } else {
                    "agent"
                };
                let account = json!({"type": "account", "kind": "Support", "evidence": {"begin": 0, "end": 1}, "roles": {role: [filler]}});
                lines += &format!("{account}\n");
            }
        }
        let before = read(&lines);
        let mut decisions = Decisions::default();
        for (key, say) in [
            (
                "saidSame",
                Decisions::same as fn(&mut Decisions, &str, &str),
            ),
            ("saidApart", Decisions::apart),
        ] {
            for pair in case[key].as_array().into_iter().flatten() {
                say(
                    &mut decisions,
                    pair[0].as_str().unwrap(),
                    pair[1].as_str().unwrap(),
                );
            }
        }
        let graph = linked(before.clone(), &decisions);
        // What each name of each document has become.
        let mut became = std::collections::BTreeMap::new();
        let pairs = before.iter().zip(&graph.dossiers).enumerate();
        for (number, (before, after)) in pairs {
            for (x, y) in before.accounts.iter().zip(&after.accounts) {
                for (x, y) in x.roles.values().flatten().zip(y.roles.values().flatten()) {
                    became.insert(format!("{number} {}", x.name), y.id.clone());
                    for (x, y) in x.part_of.iter().zip(&y.part_of) {
                        became.insert(format!("{number} {}", x.name), y.id.clone());
                    }
                }
            }
        }
        for (key, same) in [("one", true), ("apart", false)] {
            for pair in case[key].as_array().into_iter().flatten() {
                let id = |at: usize| &became[pair[at].as_str().unwrap()];
                if (id(0) == id(1)) != same {
                    wrong.push(format!("{}: {pair} {} {}", case["why"], id(0), id(1)));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// The lines of a document with several accounts; each tells which statement it is `in`.
fn told(made: &Value) -> String {
    let id = made["id"].as_str().unwrap();
    let accounts = made["accounts"].as_array().unwrap();
    let texts: Vec<&str> = accounts
        .iter()
        .map(|a| a["text"].as_str().unwrap())
        .collect();
    let text = texts.join(" ");
    let mut document = json!({"type": "document", "id": id, "text": text, "publisher": id, "published": made["day"]});
    if made["headline"] == true {
        let end = texts[0].len();
        document["blocks"] = json!([{"kind": "heading", "begin": 0, "end": end}, {"kind": "body", "begin": end + 1, "end": text.len()}]);
    }
    let (mut lines, mut begin) = (format!("{document}\n"), 0);
    for (number, (account, text)) in accounts.iter().zip(&texts).enumerate() {
        let at = |words: &str| {
            let place = begin + text.find(words).unwrap();
            (place, place + words.len())
        };
        let mut line = json!({
            "type": "account", "id": format!("{id}/account/{}", number + 1), "kind": account["kind"],
            "evidence": {"begin": begin, "end": begin + text.len()}, "roles": {},
            "trigger": at(account["trigger"].as_str().unwrap()),
        });
        for role in ["perpetrator", "target", "place", "speaker", "addressee"] {
            if let Some(names) = account[role].as_array() {
                line["roles"][role] = names.iter().map(|n| filler(n, role)).collect();
            }
        }
        if let Some(words) = account["content"].as_str() {
            let (begin, end) = at(words);
            line["content"] = json!({"text": words, "begin": begin, "end": end, "direct": account["direct"] == true});
        }
        if let Some(day) = account["date"].as_str() {
            line["date"] = json!({"begin": day, "end": day, "text": day});
        }
        if let Some(numbers) = account["numbers"].as_object() {
            let counted = numbers
                .iter()
                .map(|(of, n)| json!({"of": of, "min": n, "max": n}));
            line["quantities"] = counted.collect();
        }
        if let Some(modality) = account["modality"].as_str() {
            line["modality"] = json!(modality);
        }
        if let Some(statement) = account["in"].as_u64() {
            line["statement"] = json!(format!("{id}/account/{statement}"));
        }
        if let Some(name) = account["attributed"].as_str() {
            let filler = filler(&json!(name), "speaker");
            line["attributedTo"] = json!([{"id": filler["id"], "name": name}]);
        }
        lines += &format!("{line}\n");
        begin += text.len() + 1;
    }
    lines
}

#[test]
fn statements_answer_what_they_deny_claim_and_blame() {
    let mut wrong = Vec::new();
    let cases = fs::read_to_string("tests/link/answers.jsonl").unwrap();
    for line in cases.lines() {
        let case: Value = serde_json::from_str(line).unwrap();
        let lines: String = case["documents"]
            .as_array()
            .unwrap()
            .iter()
            .map(told)
            .collect();
        let graph = linked(read(&lines), &Decisions::default());
        let short = |id: &str| id.replace("account/", "");
        let found: Value = graph
            .threads
            .iter()
            .map(|t| match t.answer.name() {
                "denies" => json!([short(&t.statement), short(&t.told)]),
                other => json!([short(&t.statement), other, short(&t.told)]),
            })
            .collect();
        if found != case["threads"] {
            wrong.push(format!("{}: {found}", case["why"]));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// A clash names both sides; who struck whom is what the others tell.
#[test]
fn who_fights_on_both_sides_did_what_others_say() {
    let day = "2021-07-01";
    let told_by = [
        json!({"id": "a", "day": "2021-07-02", "accounts": [{
            "kind": "Shelling", "text": "Norland shelled troops of Sudmark at Ibar on Thursday, killing 14 soldiers.", "trigger": "shelled", "date": day,
            "perpetrator": ["Norland"], "target": ["Sudmark"], "place": ["Ibar"], "numbers": {"killed": 14}}]}),
        json!({"id": "b", "day": "2021-07-02", "accounts": [{
            "kind": "Clash", "text": "Norland and Sudmark clashed at Ibar on Thursday and 14 soldiers were killed.", "trigger": "clashed", "date": day,
            "perpetrator": ["Norland", "Sudmark"], "place": ["Ibar"], "numbers": {"killed": 14}}]}),
    ];
    let perpetrators = |of: &[Value]| -> Vec<Vec<String>> {
        let lines: String = of.iter().map(told).collect();
        let graph = linked(read(&lines), &Decisions::default());
        let events = graph.events.values();
        events
            .map(|event| event.roles["perpetrator"].to_vec())
            .collect()
    };
    let [norland, sudmark] = ["Norland", "Sudmark"].map(|name| {
        let id = filler(&json!(name), "perpetrator")["id"].clone();
        id.as_str().unwrap().to_string()
    });
    assert_eq!(perpetrators(&told_by), [vec![norland.clone()]]);
    assert_eq!(perpetrators(&told_by[1..]), [vec![norland, sudmark]]);
}

/// A case: `accounts.jsonl`, sometimes `decisions.ttl`, and `expected.txt`.
#[test]
fn cases() {
    let mut folders: Vec<_> = fs::read_dir("tests/link")
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .collect();
    folders.sort();
    assert!(!folders.is_empty());
    for folder in folders {
        let accounts = fs::read_to_string(folder.join("accounts.jsonl")).unwrap();
        let lines: String = accounts
            .lines()
            .filter(|l| !l.trim().is_empty())
            .map(|line| {
                let made: Value = serde_json::from_str(line).unwrap();
                match made["accounts"].is_array() {
                    true => told(&made),
                    false => lines(made["id"].as_str().unwrap(), &made),
                }
            })
            .collect();
        let decisions = fs::read_to_string(folder.join("decisions.ttl")).unwrap_or_default();
        let decisions = Decisions::from_turtle(&decisions, BASE).unwrap();
        let shown = show(&linked(read(&lines), &decisions));
        check(&folder.join("expected.txt"), &shown);
    }
}

const BASE: &str = "https://example.org/";

/// Compares with the file, or writes it where `UPDATE` is set.
fn check(path: &Path, shown: &str) {
    if std::env::var_os("UPDATE").is_some() {
        fs::write(path, shown).unwrap();
    }
    let expected = fs::read_to_string(path).unwrap_or_default();
    assert_eq!(shown, expected, "{}", path.display());
}

/// Events with their documents, values and disputes, then the links with their reasons.
fn show(graph: &Graph) -> String {
    let mut events: Vec<String> = graph
        .events
        .values()
        .map(|event| {
            let list = |ids: &[String]| ids.join(", ");
            let day = event.date.and_then(|d| d.begin).map(|d| d.to_string());
            let mut line = format!(
                "{} {}: told by {}; origins {}",
                event.class,
                day.unwrap_or("–".to_string()),
                list(&event.documents),
                list(&event.origins),
            );
            for (of, merged) in &event.quantities {
                line += &format!("; {of} {} ({}–{:?})", merged.best, merged.min, merged.max);
            }
            if !event.disputed.is_empty() {
                let disputed: Vec<String> = event.disputed.iter().cloned().collect();
                line += &format!("; disputed {}", list(&disputed));
            }
            line
        })
        .collect();
    events.sort();
    for link in &graph.links {
        let verb = if link.accepted { "one" } else { "apart" };
        let reasons = link.reasons.join("; ");
        events.push(format!(
            "{verb} {:.2} {} {}: {reasons}",
            link.score, link.a, link.b
        ));
    }
    events.join("\n") + "\n"
}
