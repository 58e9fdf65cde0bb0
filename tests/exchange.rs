//! Files for other tools: graphs, entities, tables, calendars.

mod common;

use common::{Folder, dateline, store, succeeds};
use serde_json::Value as Json;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Read;

const ATTACKS: &str = "attacks on Turkey | show date, place, killed";

fn asked(format: &str) -> String {
    succeeds(&["query", store(), ATTACKS, "--format", format])
}

fn exported(format: &str) -> String {
    succeeds(&["export", store(), "--format", format])
}

/// The elements of a name with their attributes, after XML has been read as XML.
fn elements(xml: &str, name: &str) -> Vec<BTreeMap<String, String>> {
    use quick_xml::XmlVersion;
    use quick_xml::events::Event;
    let mut reader = quick_xml::Reader::from_str(xml);
    let mut found = Vec::new();
    loop {
        match reader
            .read_event()
            .unwrap_or_else(|error| panic!("{error}: {xml}"))
        {
            Event::Eof => return found,
            Event::Start(element) | Event::Empty(element)
                if element.local_name().as_ref() == name =>
            {
                let attributes = element.attributes().map(|attribute| {
                    let attribute = attribute.unwrap();
                    let value = attribute.normalized_value(XmlVersion::Implicit1_0).unwrap();
                    let key = attribute.key.as_ref().to_string();
                    (key, value.into_owned())
                });
                found.push(attributes.collect());
            }
            _ => {}
        }
    }
}

#[test]
fn graphs_of_actors_and_of_everything() {
    for (format, node, kinds) in [("graphml", "node", "key"), ("gexf", "node", "attribute")] {
        let actors = asked(format);
        let nodes = elements(&actors, node);
        assert!(nodes.len() > 3, "{actors}");
        let ids: BTreeSet<&String> = nodes.iter().map(|node| &node["id"]).collect();
        assert_eq!(ids.len(), nodes.len());
        for edge in elements(&actors, "edge") {
            assert!(
                ids.contains(&edge["source"]) && ids.contains(&edge["target"]),
                "{edge:?}"
            );
        }
        let types: Vec<String> = elements(&actors, kinds)
            .into_iter()
            .filter_map(|kind| kind.get("attr.type").or(kind.get("type")).cloned())
            .collect();
        assert!(types.contains(&"long".to_string()) && types.contains(&"string".to_string()));
        let all = exported(format);
        assert!(elements(&all, node).len() > 3 * nodes.len(), "{all}");
        assert!(
            all.contains("acts for") && all.contains("perpetrator") && all.contains(">source<")
                || format == "gexf"
        );
        // What `| graph` shows has the events themselves.
        let shown = succeeds(&[
            "query",
            store(),
            "attacks on Turkey | graph",
            "--format",
            format,
        ]);
        assert!(shown.contains("shelling 2020-02-03"), "{shown}");
    }
    // A direction, a kind and a weight.
    let gexf = asked("gexf");
    let edges = elements(&gexf, "edge");
    let shelled = edges
        .iter()
        .find(|edge| edge["label"] == "shelling")
        .unwrap();
    assert_eq!(
        (shelled["type"].as_str(), shelled["weight"].as_str()),
        ("directed", "1")
    );
    // A label is text, even where it looks like a year.
    assert!(asked("graphml").contains("attr.name=\"label\" attr.type=\"string\""));
}

#[test]
fn entities_refer_to_each_other() {
    let lines = exported("ftm");
    let entities: Vec<Json> = lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let ids: BTreeSet<&str> = entities.iter().map(|e| e["id"].as_str().unwrap()).collect();
    let addresses: BTreeSet<&str> = entities
        .iter()
        .filter(|e| e["schema"] == "Address")
        .map(|e| e["id"].as_str().unwrap())
        .collect();
    let of = |schema: &'static str| entities.iter().filter(move |e| e["schema"] == schema);
    for entity in &entities {
        let id = entity["id"].as_str().unwrap();
        assert!(
            id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'),
            "{id}"
        );
        for property in [
            "proof",
            "involved",
            "addressEntity",
            "subject",
            "object",
            "member",
            "organization",
        ] {
            for value in entity["properties"][property]
                .as_array()
                .into_iter()
                .flatten()
            {
                let known = match property {
                    "addressEntity" => &addresses,
                    _ => &ids,
                };
                assert!(known.contains(value.as_str().unwrap()), "{entity}");
            }
        }
    }
    let turkey = of("PublicBody")
        .find(|e| e["properties"]["name"][0] == "Turkey")
        .unwrap();
    assert_eq!(turkey["properties"]["country"][0], "tr");
    let article = of("Article")
        .find(|e| e["properties"]["title"][0] == "Washington backs Ankara")
        .unwrap();
    assert_eq!(article["properties"]["publisher"][0], "Frontline Briefs");
    assert!(
        article["properties"]["bodyText"][0]
            .as_str()
            .unwrap()
            .contains("NATO")
    );
    let without = succeeds(&["export", store(), "--format", "ftm", "--without-text"]);
    assert!(!without.contains("bodyText"));
    // Who did it to whom has a direction.
    let link = of("UnknownLink")
        .find(|e| e["properties"]["role"][0] == "shelling")
        .unwrap();
    assert!(link["properties"]["subject"] != link["properties"]["object"]);
    // Of an answer only what belongs to it.
    let some = asked("ftm");
    assert!(some.lines().count() < lines.lines().count() / 2, "{some}");
    assert!(!some.contains("bodyText"));
}

#[test]
fn tables_for_neo4j() {
    let folder = Folder::new();
    let path = folder.name("graph.zip");
    let run = dateline(&["export", store(), "--format", "neo4j"]);
    assert_eq!((run.code, run.out.as_str()), (2, ""), "{}", run.err);
    assert!(run.err.contains("-o graph.zip"), "{}", run.err);
    assert_eq!(
        succeeds(&["export", store(), "--format", "neo4j", "-o", &path]),
        ""
    );
    let mut zip = zip::ZipArchive::new(fs::File::open(&path).unwrap()).unwrap();
    let mut table = |name: &str| {
        let mut text = String::new();
        zip.by_name(name)
            .unwrap()
            .read_to_string(&mut text)
            .unwrap();
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let header: Vec<String> = reader
            .headers()
            .unwrap()
            .iter()
            .map(str::to_string)
            .collect();
        let rows: Vec<Vec<String>> = reader
            .records()
            .map(|row| row.unwrap().iter().map(str::to_string).collect())
            .collect();
        (header, rows)
    };
    let (header, nodes) = table("nodes.csv");
    assert_eq!(header[..3], ["id:ID", "label", ":LABEL"]);
    assert!(
        header.contains(&"killed:long".to_string()) && header.contains(&"begin:date".to_string())
    );
    let ids: BTreeSet<&String> = nodes.iter().map(|row| &row[0]).collect();
    assert_eq!(ids.len(), nodes.len());
    assert!(
        nodes.iter().any(|row| row[2] == "Shelling;Attack;Event"),
        "{nodes:?}"
    );
    let (header, edges) = table("relationships.csv");
    assert_eq!(header, [":START_ID", ":END_ID", ":TYPE", "weight:long"]);
    assert!(
        edges
            .iter()
            .all(|row| ids.contains(&row[0]) && ids.contains(&row[1]))
    );
    assert!(
        edges.iter().any(|row| row[2] == "PERPETRATOR")
            && edges.iter().any(|row| row[2] == "ACTS_FOR")
    );
}

#[test]
fn events_in_the_columns_of_acled() {
    let text = exported("acled");
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header = reader.headers().unwrap().clone();
    assert_eq!(header.len(), 31);
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let at = |name: &str| header.iter().position(|column| column == name).unwrap();
    let shelled = rows
        .iter()
        .find(|row| &row[at("event_date")] == "2020-02-03" && &row[at("fatalities")] == "8")
        .unwrap();
    for (column, value) in [
        ("time_precision", "1"),
        ("year", "2020"),
        ("event_type", "Explosions/Remote violence"),
        ("sub_event_type", "Shelling/artillery/missile attack"),
        ("actor1", "Syrian forces"),
        ("country", "Syria"),
        ("iso", "760"),
        // Only ACLED's coders say.
        ("interaction", ""),
        ("region", ""),
    ] {
        assert_eq!(&shelled[at(column)], value, "{column}: {shelled:?}");
    }
    assert!(shelled[at("notes")].contains("Syrian government forces killed six Turkish personnel"));
    // What was only said, planned or doubted is no row.
    let kinds: BTreeSet<&str> = rows.iter().map(|row| &row[at("event_type")]).collect();
    assert!(kinds.iter().all(|kind| !kind.is_empty()), "{kinds:?}");
    assert!(
        rows.iter()
            .all(|row| !row[at("notes")].contains("Remark by"))
    );
}

#[test]
fn a_calendar_of_days() {
    let text = asked("ics");
    assert!(
        text.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
            && text.ends_with("END:VCALENDAR\r\n")
    );
    assert!(text.lines().all(|line| line.len() <= 75), "{text}");
    let unfolded = text.replace("\r\n ", "");
    let entry = unfolded
        .split("BEGIN:VEVENT")
        .find(|entry| entry.contains("20200203"))
        .unwrap();
    for line in [
        "DTSTART;VALUE=DATE:20200203\r\n",
        "DTEND;VALUE=DATE:20200204\r\n",
        "CATEGORIES:shelling\r\n",
        "near Saraqeb\\; Idlib\r\n",
    ] {
        assert!(entry.contains(line), "{line}: {entry}");
    }
    // Those without a day are in no calendar.
    assert_eq!(unfolded.matches("BEGIN:VEVENT").count(), 2, "{unfolded}");
}

#[test]
fn a_workbook_has_numbers_and_no_formulas() {
    use calamine::{Data, Reader, Xlsx};
    let folder = Folder::new();
    let path = folder.name("answer.xlsx");
    let question = "attacks | show killed, place, date | sort by date";
    let run = dateline(&["query", store(), question, "--format", "xlsx"]);
    assert_eq!((run.code, run.out.as_str()), (2, ""), "{}", run.err);
    assert!(run.err.contains("-o answer.xlsx"), "{}", run.err);
    succeeds(&["query", store(), question, "-o", &path]);
    let mut book: Xlsx<_> = calamine::open_workbook(&path).unwrap();
    let sheet = book.worksheet_range("answer").unwrap();
    let rows: Vec<&[Data]> = sheet.rows().collect();
    let header: Vec<String> = rows[0].iter().map(ToString::to_string).collect();
    assert_eq!(
        header,
        [
            "killed",
            "killed low",
            "killed high",
            "place",
            "date",
            "disputed",
            "id"
        ]
    );
    let there = |row: &&&[Data]| row[4] == "2020-02-05" && row[3] == "Idlib; near Saraqeb";
    assert!(rows.iter().any(|row| there(&row)), "{rows:?}");
    let eight = |row: &&&[Data]| row[4] == "2020-02-03" && row[0] == Data::Float(8.0);
    let eight = rows.iter().find(eight).expect("a row");
    assert_eq!(eight[5], "killed", "{rows:?}");
    // What is told in words has its bounds as numbers.
    let vague = rows.iter().find(|row| row[0] == "at least three").unwrap();
    assert_eq!((&vague[1], &vague[2]), (&Data::Float(3.0), &Data::Empty));
    assert!(book.worksheet_formula("answer").unwrap().is_empty());
    // Two answers are no workbook.
    let script = folder.write("two.dq", "attacks | count\n\nstatements | count\n");
    let two = folder.path("two.xlsx");
    let run = dateline(&["run", store(), &script, "-o", two.to_str().unwrap()]);
    assert_eq!(run.code, 2, "{}", run.err);
    assert!(
        run.err.contains("holds one answer") && !two.exists(),
        "{}",
        run.err
    );
}

#[test]
fn rdf_says_what_it_is_and_its_classes_are_found_by_others() {
    let articles = succeeds(&[
        "sparql",
        store(),
        "SELECT (COUNT(?x) AS ?n) { ?x a schema:NewsArticle }",
        "--format",
        "csv",
    ]);
    assert_eq!(articles.trim(), "n\r\n9");
    let turtle = exported("turtle");
    for part in [
        "dl:Airstrike a owl:Class",
        "rdfs:subClassOf dl:Attack",
        "schema:NewsArticle",
        "schema:Dataset",
        "schema:version \"dateline ",
    ] {
        assert!(turtle.contains(part), "{part}");
    }
    let without = succeeds(&[
        "export",
        store(),
        "--format",
        "turtle",
        "--without-text",
        "--licence",
        "https://creativecommons.org/licenses/by/4.0/",
    ]);
    assert!(turtle.contains("nif:isString") && !without.contains("nif:isString"));
    assert!(
        without.contains("schema:license <")
            && without.contains("creativecommons.org/licenses/by/4.0/>")
    );
    let context: Json = serde_json::from_str(&exported("jsonld")).unwrap();
    assert_eq!(context["@context"]["schema"], "https://schema.org/");
    let nodes = context["@graph"].as_array().unwrap();
    let turkey = nodes
        .iter()
        .find(|node| node["rdfs:label"] == "Turkey")
        .unwrap();
    assert!(
        turkey["@type"]
            .as_array()
            .unwrap()
            .contains(&"prov:Agent".into()),
        "{turkey}"
    );
}

#[test]
fn formats_are_listed_where_they_are_asked_for() {
    let help = succeeds(&["query", "--help"]);
    for name in ["geojson", "graphml", "acled", "xlsx", "FollowTheMoney"] {
        assert!(help.contains(name), "{name}: {help}");
    }
    let help = succeeds(&["export", "--help"]);
    for name in ["turtle", "neo4j", "gexf", "ics"] {
        assert!(help.contains(name), "{name}: {help}");
    }
    let completions = succeeds(&["completions", "fish"]);
    assert!(completions.contains("graphml") && completions.contains("neo4j"));
    let run = dateline(&["export", store(), "--format", "docx"]);
    assert_eq!(run.code, 2, "{}", run.err);
    assert!(run.err.contains("turtle"), "{}", run.err);
}

#[test]
fn nodes_carry_what_other_catalogues_call_them() {
    let folder = Folder::new();
    let file = |name: &str| folder.name(name);
    let (article, words, graph) = (file("a.txt"), file("own.ttl"), file("a.dateline"));
    fs::write(
        &article,
        "Raid on Hama\n\nHAMA, Syria, Feb 8, 2020 - The Turkish army attacked Hama on Friday, NATO said.\n",
    )
    .unwrap();
    fs::write(
        &words,
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n\
         <https://w3id.org/dateline/actor/turkey> skos:exactMatch <https://example.org/states/7> .\n",
    )
    .unwrap();
    succeeds(&["ontology", "check", &words]);
    succeeds(&["build", &article, "--ontology", &words, "-o", &graph]);
    let csv = succeeds(&[
        "sparql",
        &graph,
        "SELECT ?same WHERE { [] skos:exactMatch ?same }",
        "--format",
        "csv",
    ]);
    for known in [
        "http://www.wikidata.org/entity/Q43",
        "https://sws.geonames.org/298795/",
        "https://example.org/states/7",
        "http://www.wikidata.org/entity/Q7184",
    ] {
        assert!(csv.contains(known), "{known}: {csv}");
    }
    let ftm = succeeds(&["export", &graph, "--format", "ftm"]);
    assert!(ftm.contains(r#""wikidataId":["Q43"]"#), "{ftm}");
    let turtle = succeeds(&["export", &graph, "--format", "turtle"]);
    assert!(
        turtle.contains(r#"skos:notation "SY""#) || turtle.contains(r#""SYR""#),
        "{turtle}"
    );
    let brief = succeeds(&["brief", &graph, "Turkey"]);
    assert!(
        brief.contains("Wikidata") && brief.contains("TUR"),
        "{brief}"
    );
}
