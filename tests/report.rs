//! What is handed over: reports and briefs as pages, Markdown, text and JSON.

mod common;

use common::{dateline, store, succeeds};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Read;
use std::path::PathBuf;

const SCRIPT: &str = "\
# Attacks on Turkey <b>x</b>

# What *happened*, and [where](https://example.org/a?b=1&c=2).
attacks on Turkey | show date, perpetrator, place, killed, sources | sort date

# ## What was said
statements about Turkey | show date, speaker, quote

attacks | show date, place, killed | timeline;

attacks on Turkey | graph;

assert attacks on Turkey is not empty;
";

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

fn script(folder: &tempfile::TempDir, text: &str) -> PathBuf {
    let path = folder.path().join("report.dq");
    fs::write(&path, text).unwrap();
    path
}

/// The values of an attribute in their order.
fn values<'p>(page: &'p str, attribute: &str) -> Vec<&'p str> {
    let begin = format!(" {attribute}=\"");
    let parts = page.split(&begin).skip(1);
    parts.map(|part| &part[..part.find('"').unwrap()]).collect()
}

#[test]
fn a_report_is_one_page_that_loads_nothing() {
    let folder = folder();
    let path = script(&folder, SCRIPT);
    let page = folder.path().join("report.html");
    let (path, page) = (path.to_str().unwrap(), page.to_str().unwrap());
    assert_eq!(succeeds(&["run", store(), path, "-o", page]), "");
    let html = fs::read_to_string(page).unwrap();
    assert!(
        html.contains("content=\"default-src 'none'; style-src 'sha256-"),
        "{html}"
    );
    for loads in [
        "<script", "<link", "<img", " src=", "url(", "@import", " style=", " on",
    ] {
        let text = html.replace(" on ", " ").replace("with whom", "");
        let found = match loads {
            " on" => values(&text, "onclick").len() + values(&text, "onload").len(),
            _ => text.matches(loads).count(),
        };
        assert_eq!(found, 0, "{loads}");
    }
    assert!(html.contains("<h1>Attacks on Turkey &lt;b&gt;x&lt;/b&gt;</h1>"));
    assert!(html.contains(
        "What <em>happened</em>, and <a href=\"https://example.org/a?b=1&amp;c=2\">where</a>."
    ));
    assert!(html.contains("<h2>What was said</h2>"));
    assert!(
        html.contains("<th scope=\"col\" class=\"num\">killed</th>"),
        "{html}"
    );
    // Timeline, network of the answer, map, network of all.
    assert!(html.contains("<figure class=\"timeline\">"));
    assert_eq!(
        html.matches("<svg viewBox=\"0 0 720 440\"").count(),
        1,
        "a map"
    );
    assert_eq!(html.matches("role=\"img\"").count(), 3);
    let ids = values(&html, "id");
    let unique: BTreeSet<&&str> = ids.iter().collect();
    assert_eq!(unique.len(), ids.len(), "{ids:?}");
    for named in values(&html, "aria-labelledby") {
        for id in named.split(' ') {
            assert!(ids.contains(&id), "{id}");
        }
    }
    let leads = values(&html, "href");
    let inside: Vec<&str> = leads
        .iter()
        .filter_map(|href| href.strip_prefix('#'))
        .collect();
    assert!(inside.len() > 20, "{inside:?}");
    for id in inside {
        assert!(ids.contains(&id), "#{id}");
    }
    // A footnote names the article and has the exact words.
    assert!(html.contains("Syrian government forces killed six Turkish personnel on Monday when their artillery hit a convoy in Idlib."));
    assert!(html.contains(
        "<cite>Frontline Briefs, 2020-02-04, “Turkish retaliation hits Syrian army”</cite>"
    ));
    assert!(html.contains(">direct speech") && html.contains(">reported speech"));
    // The same again, byte for byte; and nothing is overwritten.
    let again = succeeds(&["run", store(), path, "--format", "html"]);
    assert!(again == html);
    let run = dateline(&["run", store(), path, "-o", page]);
    assert_eq!(run.code, 5, "{}", run.err);
    assert!(run.err.contains("--force"), "{}", run.err);
}

/// The files of a Word document, each of which has to be XML.
fn parts(path: &str) -> BTreeMap<String, String> {
    let mut zip = zip::ZipArchive::new(fs::File::open(path).unwrap()).unwrap();
    let mut parts = BTreeMap::new();
    for at in 0..zip.len() {
        let mut file = zip.by_index(at).unwrap();
        let name = file.name().unwrap().to_string();
        let mut text = String::new();
        file.read_to_string(&mut text).unwrap();
        let mut reader = quick_xml::Reader::from_str(&text);
        loop {
            match reader.read_event() {
                Ok(quick_xml::events::Event::Eof) => break,
                Ok(_) => {}
                Err(error) => panic!("{name}: {error}"),
            }
        }
        parts.insert(name, text);
    }
    parts
}

#[test]
fn a_report_is_a_word_document_whose_footnotes_lead_to_the_words() {
    let folder = folder();
    let path = script(&folder, SCRIPT);
    let written = folder.path().join("report.docx");
    let (path, written) = (path.to_str().unwrap(), written.to_str().unwrap());
    let run = dateline(&["run", store(), path, "--format", "docx"]);
    assert_eq!((run.code, run.out.as_str()), (2, ""), "{}", run.err);
    assert!(run.err.contains("-o answer.docx"), "{}", run.err);
    succeeds(&["run", store(), path, "-o", written]);
    let parts = parts(written);
    let (document, notes) = (&parts["word/document.xml"], &parts["word/endnotes.xml"]);
    for part in [
        "<w:pStyle w:val=\"Title\"/></w:pPr><w:r><w:t xml:space=\"preserve\">Attacks on Turkey &lt;b&gt;x&lt;/b&gt;</w:t>",
        "<w:pStyle w:val=\"Heading1\"/></w:pPr><w:r><w:t xml:space=\"preserve\">What was said</w:t>",
        "<w:rPr><w:i/></w:rPr><w:t xml:space=\"preserve\">happened</w:t>",
        "HYPERLINK &quot;https://example.org/a?b=1&amp;c=2&quot;",
        "<w:tblHeader/>",
        "Where: ",
        "Who with whom",
    ] {
        assert!(document.contains(part), "{part}\n{document}");
    }
    // Every footnote is there once, in the order in which the text comes to it; later marks are fields that name its place.
    let ids = values(document, "w:id");
    let referred: Vec<&str> = document
        .split("<w:endnoteReference w:id=\"")
        .skip(1)
        .map(|part| &part[..part.find('"').unwrap()])
        .collect();
    let order: Vec<String> = (1..=referred.len()).map(|n| n.to_string()).collect();
    assert!(referred.len() > 5 && referred == order, "{referred:?}");
    assert_eq!(ids.len(), 3 * referred.len());
    let all = notes.matches("<w:endnoteRef/>").count();
    assert_eq!(all, referred.len());
    for field in document.split("NOTEREF _Ref").skip(1) {
        let number = &field[..field.find(' ').unwrap()];
        assert!(referred.contains(&number), "{number}");
        let shown =
            format!("\"EndnoteReference\"/></w:rPr><w:t xml:space=\"preserve\">{number}</w:t>");
        assert!(field.contains(&shown), "{number}");
    }
    assert!(notes.contains("Frontline Briefs, 2020-02-04, “Turkish retaliation hits Syrian army”"));
    assert!(notes.contains("Syrian government forces killed six Turkish personnel on Monday when their artillery hit a convoy in Idlib."));
    assert!(notes.contains("(direct speech") && notes.contains("(reported speech"));
    assert!(parts["word/footer.xml"].contains("Made by dateline"));
    // It is read as an article is.
    let read = dateline::document::read(&dateline::document::Source::Path(written.into()));
    let document = read.into_iter().next().unwrap().unwrap();
    assert!(
        document.text.contains("What happened, and where."),
        "{}",
        document.text
    );
    let again = folder.path().join("again.docx");
    succeeds(&["run", store(), path, "-o", again.to_str().unwrap()]);
    assert!(fs::read(written).unwrap() == fs::read(&again).unwrap());
    let brief = folder.path().join("brief.docx");
    let brief = brief.to_str().unwrap();
    let run = dateline(&["brief", store(), "Turkey", "--format", "docx"]);
    assert_eq!(run.code, 2, "{}", run.err);
    succeeds(&["brief", store(), "Turkey", "-o", brief]);
    assert!(self::parts(brief)["word/document.xml"].contains("What was said by it"));
}

#[test]
fn a_script_that_is_used_is_part_of_the_report() {
    let folder = folder();
    let path = script(&folder, "# Both\nuse \"other.dq\";\n\nhits | count\n");
    fs::write(
        folder.path().join("other.dq"),
        "# The other\nlet hits = attacks on Turkey\n\nhits | show date, killed\n",
    )
    .unwrap();
    let path = path.to_str().unwrap();
    let told = succeeds(&["run", store(), path, "--format", "markdown"]);
    assert!(told.starts_with("# Both\n\nThe other\n"), "{told}");
    assert!(
        told.contains("| date | killed |") && told.contains("| count |"),
        "{told}"
    );
    let exports = script(&folder, "attacks | count\n\nexport attacks as csv;\n");
    let run = dateline(&[
        "run",
        store(),
        exports.to_str().unwrap(),
        "--format",
        "html",
    ]);
    assert_eq!((run.code, run.out.as_str()), (2, ""), "{}", run.err);
    assert!(run.err.contains("has to name a file"), "{}", run.err);
}

#[test]
fn a_brief_is_found_by_name() {
    let text = succeeds(&["brief", store(), "erdoğan"]);
    for part in [
        "Recep Tayyip Erdogan\n",
        "kind         person",
        "What happened\n  2018-09-17  Signing between",
        "What was said by it\n",
        "What was said to it and about it\n",
        "“If the regime",
        "(direct speech)",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    // Where nothing says how wide lines may be, tables are no wider than prose.
    assert!(
        text.lines().all(|line| line.chars().count() <= 100),
        "{text}"
    );
    let run = dateline(&["brief", store(), "Erdogann"]);
    assert_eq!(run.code, 4, "{}", run.err);
    assert!(run.err.contains("did you mean"), "{}", run.err);
    // What belongs to it counts, unless it is left out.
    let own = succeeds(&["brief", store(), "Turkey", "--exactly"]);
    let all = succeeds(&["brief", store(), "Turkey"]);
    assert!(all.lines().count() > own.lines().count() + 10);
    assert!(all.contains("Where sources differ"), "{all}");
    let html = succeeds(&["brief", store(), "Turkey", "--format", "html"]);
    assert!(html.contains("<h1>Turkey</h1>") && html.contains("<svg viewBox"));
    let told = succeeds(&["brief", store(), "Turkey", "--format", "markdown"]);
    assert!(told.starts_with("# Turkey\n\n- kind: country\n"), "{told}");
}

#[test]
fn a_brief_on_an_event_tells_how_each_article_tells_it() {
    let rows = succeeds(&[
        "query",
        store(),
        "attacks where killed = 8",
        "--format",
        "json",
    ]);
    let rows: serde_json::Value = serde_json::from_str(&rows).unwrap();
    let id = rows[0]["id"].as_str().unwrap();
    let short = id.strip_prefix("https://w3id.org/dateline/").unwrap();
    let brief = succeeds(&["brief", store(), short, "--format", "json"]);
    let brief: serde_json::Value = serde_json::from_str(&brief).unwrap();
    let blocks = brief["blocks"].as_array().unwrap();
    let heading = |text: &str| {
        let at = blocks.iter().position(|block| block["text"] == text);
        &blocks[at.unwrap_or_else(|| panic!("{text}: {brief}")) + 1]
    };
    let telling = heading("How it is told")["rows"].as_array().unwrap();
    assert!(telling.len() > 3, "{brief}");
    let differ = heading("Where sources differ")["rows"].to_string();
    assert!(
        differ.contains("six Turkish personnel – Harbour Gazette"),
        "{differ}"
    );
    let note = &brief["notes"][0];
    let (begin, end) = (&note["quotes"][0]["begin"], &note["quotes"][0]["end"]);
    let words = note["quotes"][0]["text"].as_str().unwrap();
    let length = end.as_u64().unwrap() - begin.as_u64().unwrap();
    assert_eq!(length, words.chars().count() as u64);
    let run = dateline(&["brief", store(), "event/none"]);
    assert_eq!(run.code, 4, "{}", run.err);
    assert!(run.err.contains("has this id"), "{}", run.err);
}

#[test]
fn a_brief_finds_an_event_by_words_and_offers_those_that_they_may_mean() {
    let title = "Airstrike by Russia on civilians in Sarmin, killed 9";
    let brief = succeeds(&["brief", store(), "the airstrike by Russia in Sarmin"]);
    assert!(brief.starts_with(title), "{brief}");
    assert!(brief.contains("How it is told"), "{brief}");
    assert_eq!(succeeds(&["brief", store(), title]), brief);
    // Names without their quotation marks.
    let convoy = succeeds(&[
        "brief",
        store(),
        "shelling by Syrian forces on Turkish convoy",
    ]);
    assert!(convoy.starts_with("Shelling by Syrian forces"), "{convoy}");

    let several = dateline(&["brief", store(), "Attack in Idlib on 3 February 2020"]);
    assert_eq!((several.code, several.out.as_str()), (4, ""));
    let offered: Vec<&str> = several
        .err
        .lines()
        .filter(|l| l.starts_with("  event/"))
        .collect();
    assert_eq!(offered.len(), 3, "{}", several.err);
    let id = offered[0].split_whitespace().next().unwrap();
    assert!(succeeds(&["brief", store(), id]).contains("kind"));

    let none = dateline(&["brief", store(), "attack in Idlib on 9 February 2020"]);
    assert_eq!(none.code, 4, "{}", none.err);
    assert!(
        none.err.contains("did you mean one of these") && none.err.contains("\n  event/"),
        "{}",
        none.err
    );
    // Words that are no question: events that are told in them.
    let school = dateline(&["brief", store(), "bombing of a school in Ariha"]);
    assert_eq!(school.code, 4, "{}", school.err);
    let offered: Vec<&str> = school.err.lines().skip(1).collect();
    assert!(
        matches!(offered.as_slice(), [one] if one.contains("Bombing by Syrian forces on people, school in Ariha")),
        "{}",
        school.err
    );
    let unknown = dateline(&["brief", store(), "attack in Idlub"]);
    assert_eq!(unknown.code, 4, "{}", unknown.err);
    assert!(
        unknown.err.contains("did you mean Idlib?"),
        "{}",
        unknown.err
    );
}
