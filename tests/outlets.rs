//! How much of web pages is read rightly: pages in the layouts of forty-six outlets (`tests/outlets/layouts`), each with three
//! articles (`tests/outlets/articles.json`). The marks are those of real sites: metadata in several vocabularies or none,
//! menus, notices on cookies, newsletters and links amid the text. Names and words are made up.
//!
//! Written down before it was first run: of the titles 95 % are right, of the days 95 %, of the outlets 90 %, and the F1 of
//! the words of the text is 0.95 on average. Title, standfirst and captions count neither for nor against the text.
//! The first run on the first twenty layouts gave 95.0, 90.0, 100.0 and 0.958. Six more were made when those were read
//! rightly; before anything was changed for them, 12 of their 18 titles, 12 days and 15 outlets were right. Then another twelve:
//! before anything was changed for these, 36 of their 36 titles, 33 days and 30 outlets were right, and the F1 was 0.936. Then
//! another eight: 24 of their 24 titles, 22 days and 18 outlets were right, and the F1 was 0.877.
//!
//! `cargo test --release --test outlets -- --nocapture` prints what is wrong and the figures.

#![allow(
    clippy::print_stdout,
    reason = "the figures are for whoever runs it by hand"
)]

use dateline::document::{BlockKind, Document, Source, read};
use jiff::civil::Date;
use serde_json::Value;
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// Names of the outlets, one a layout.
const OUTLETS: &[&str] = &[
    "Lowland Broadcasting",
    "The Valley Guardian",
    "Coastwire",
    "United Wire",
    "Delta Cable News",
    "Gulf Horizon",
    "The Orvan Times",
    "Hill Country Post",
    "Middle Valley Monitor",
    "Norvest",
    "The Times of Lestria",
    "The Daily Lantern",
    "The Arn Independent",
    "Radio Free Valley",
    "Welle Nord",
    "Canal 24",
    "Anadar Agency",
    "Notes from the River",
    "The Kelm Examiner",
    "AidWeb",
    "The Hill Gazette",
    "Dusk",
    "River Station 9",
    "World Body News",
    "Upriver",
    "The Frontline",
    "Valley Public Radio",
    "Daybreak",
    "Lowland News Agency",
    "The Kelm Times",
    "River Eye",
    "Sea News",
    "North Coast Broadcasting",
    "Gulf Horizon Live",
    "Le Courrier",
    "Eastern Wire",
    "Harbour Morning Post",
    "Overlook",
    "The Kelm Journal",
    "Harrow's Weekly",
    "Valley Rights Watch",
    "The Middle Gulf",
    "Eastern News Agency",
    "The Orvan Telegraph",
    "Highland Media Network",
    "Lagoon Times",
];

/// Articles that every layout is tried with.
const EACH: usize = 3;

struct Page {
    name: String,
    html: String,
    outlet: String,
    article: Value,
    crosshead: bool,
}

#[derive(Default)]
struct Score {
    right: HashMap<&'static str, usize>,
    f1: Vec<f64>,
}

#[test]
fn layouts_of_outlets() {
    let pages = pages();
    assert!(pages.len() >= 60, "{}", pages.len());
    let folder = tempfile::tempdir().unwrap();
    let mut score = Score::default();
    for page in &pages {
        let path = folder.path().join(format!("{}.html", page.name));
        std::fs::write(&path, &page.html).unwrap();
        let document = read(&Source::Path(path)).next().unwrap().unwrap();
        score.add(page, &document);
    }
    let all = pages.len() as f64;
    let share = |what: &str| score.right.get(what).copied().unwrap_or_default() as f64 / all;
    let f1 = score.f1.iter().sum::<f64>() / all;
    let (title, day, outlet) = (share("title"), share("day"), share("outlet"));
    println!(
        "{} pages: title {title:.3}, day {day:.3}, outlet {outlet:.3}, F1 of the text {f1:.3}",
        pages.len()
    );
    assert!(title >= 0.95, "title {title}");
    assert!(day >= 0.95, "day {day}");
    assert!(outlet >= 0.90, "outlet {outlet}");
    assert!(f1 >= 0.95, "F1 of the text {f1}");
}

impl Score {
    fn add(&mut self, page: &Page, document: &Document) {
        let word = |key: &str| page.article[key].as_str().unwrap();
        let day = document.published.as_ref().and_then(|p| p.day());
        let day = day.map(|day| day.to_string());
        let mut check = |what: &'static str, found: Option<&str>, wanted: &str| {
            if found.is_some_and(|found| found.eq_ignore_ascii_case(wanted)) {
                *self.right.entry(what).or_default() += 1;
            } else {
                println!("{}: {what} is {found:?}, not {wanted:?}", page.name);
            }
        };
        check("title", document.title.as_deref(), word("title"));
        check("day", day.as_deref(), word("date"));
        check("outlet", document.publisher.as_deref(), &page.outlet);
        let mut wanted: Vec<&str> = paragraphs(&page.article);
        if page.crosshead {
            wanted.push(word("crosshead"));
        }
        let beside = [word("title"), word("standfirst"), word("caption")];
        let blocks = document
            .blocks
            .iter()
            .filter(|block| matches!(block.kind, BlockKind::Body | BlockKind::Heading));
        let found: Vec<&str> = blocks
            .map(|block| block.span.of(&document.text))
            .filter(|text| !beside.contains(text))
            .collect();
        let f1 = f1(&found, &wanted);
        if f1 < 0.97 {
            println!("{}: F1 {f1:.3}", page.name);
            for text in &found {
                if !wanted.iter().any(|w| w == text) {
                    println!("    too much or changed: {text}");
                }
            }
            for text in &wanted {
                if !found.iter().any(|f| f.contains(text)) {
                    println!("    missing: {text}");
                }
            }
        }
        self.f1.push(f1);
    }
}

fn f1(found: &[&str], wanted: &[&str]) -> f64 {
    let count = |texts: &[&str]| {
        let mut words: HashMap<String, usize> = HashMap::new();
        for word in texts.iter().flat_map(|text| text.split_whitespace()) {
            let word = word.trim_matches(|c: char| !c.is_alphanumeric());
            *words.entry(word.to_lowercase()).or_default() += 1;
        }
        words
    };
    let (found, wanted) = (count(found), count(wanted));
    let both: usize = found
        .iter()
        .map(|(word, n)| (*n).min(wanted.get(word).copied().unwrap_or_default()))
        .sum();
    let sum = |words: &HashMap<String, usize>| words.values().sum::<usize>();
    2.0 * both as f64 / (sum(&found) + sum(&wanted)).max(1) as f64
}

fn paragraphs(article: &Value) -> Vec<&str> {
    let list = article["paragraphs"].as_array().unwrap();
    list.iter().map(|p| p.as_str().unwrap()).collect()
}

fn pages() -> Vec<Page> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/outlets");
    let articles = std::fs::read_to_string(root.join("articles.json")).unwrap();
    let articles: Vec<Value> = serde_json::from_str(&articles).unwrap();
    let mut layouts: Vec<PathBuf> = std::fs::read_dir(root.join("layouts"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    layouts.sort();
    assert_eq!(layouts.len(), OUTLETS.len());
    let mut pages = Vec::new();
    for (at, (path, outlet)) in layouts.iter().zip(OUTLETS).enumerate() {
        let layout = std::fs::read_to_string(path).unwrap();
        for turn in 0..EACH {
            let article = &articles[(at + turn * 2) % articles.len()];
            let name = path.file_stem().unwrap().to_string_lossy();
            pages.push(Page {
                name: format!("{name}-{turn}"),
                html: filled(&layout, article, outlet),
                outlet: (*outlet).to_string(),
                article: article.clone(),
                crosshead: layout.contains("{{crosshead}}"),
            });
        }
    }
    pages
}

/// A layout with an article in it: `{{name}}` stands for a word of it, `{{name OPEN|CLOSE}}` for paragraphs, each between
/// these.
fn filled(layout: &str, article: &Value, outlet: &str) -> String {
    let word = |key: &str| article[key].as_str().unwrap().to_string();
    let date: Date = word("date").parse().unwrap();
    let next = date.tomorrow().unwrap();
    let (title, place) = (word("title"), word("place"));
    let slug: String = outlet.to_lowercase().replace(' ', "");
    let initials: String = outlet.split(' ').filter_map(|w| w.chars().next()).collect();
    let written = |format: &str| date.strftime(format).to_string();
    let author = word("author");
    let placename = format!("{}{}", &place[..1], place[1..].to_lowercase());
    let all: Vec<String> = paragraphs(article)
        .iter()
        .map(|p| (*p).to_string())
        .collect();
    let mut html = String::new();
    let mut rest = layout;
    while let Some((before, after)) = rest.split_once("{{") {
        html.push_str(before);
        let (inner, after) = after.split_once("}}").unwrap();
        rest = after;
        let (name, frame) = inner.split_once(' ').unwrap_or((inner, ""));
        let (open, close) = frame.split_once('|').unwrap_or((frame, ""));
        let framed = |texts: &[String]| -> String {
            texts
                .iter()
                .map(|text| format!("{open}{text}{close}\n"))
                .collect()
        };
        let first = |start: String| framed(&[format!("{start}{}", all[0])]);
        html.push_str(&match name {
            "each" => framed(&all),
            "first" => framed(&all[..1]),
            "rest" => framed(&all[1..]),
            "half1" => framed(&all[..3]),
            "half1r" => framed(&all[1..3]),
            "half2" => framed(&all[3..]),
            "wire" => first(format!("{place}, {} ({outlet}) - ", written("%B %-d"))),
            "apwire" => first(format!("{place}, Lestria ({initials}) — ")),
            "stdateline" => first(format!("{} ({place}) – ", written("%B %-d, %Y"))),
            "xinhua" => first(format!("{place}, {} ({outlet}) -- ", written("%b. %-d"))),
            "tass" => first(format!(
                "{place}, {}. /{}/. ",
                written("%B %-d"),
                outlet.to_uppercase()
            )),
            "place1" => framed(std::slice::from_ref(&place)),
            "breaks" => format!("{place}: {}", all.join(open)),
            "outlet" => outlet.to_string(),
            "upper" => outlet.to_uppercase(),
            "lower" => "valley".to_string(),
            "slug" => slug.clone(),
            "initials" => initials.clone(),
            "url" => format!(
                "https://www.{slug}.example/world/{}",
                title.to_lowercase().replace(' ', "-")
            ),
            "placename" => placename.clone(),
            "authorslug" => author.to_lowercase().replace(' ', "-"),
            "iso" => written("%Y-%m-%dT09:12:00.000Z"),
            "later" => next.strftime("%Y-%m-%dT07:40:00.000Z").to_string(),
            "spaced" => written("%Y-%m-%d 09:12:00Z"),
            "compact" => written("%Y%m%d"),
            "days" => "3 days".to_string(),
            "long" => written("%B %-d, %Y"),
            "daymonthlong" => written("%-d %B %Y"),
            "weekdaylong" => written("%A"),
            "ymd" => written("%Y-%m-%d"),
            "daymonth" => written("%-d %b %Y"),
            "weekday" => written("%a"),
            "wd3" => written("%a"),
            "mdy" => written("%b %-d, %Y"),
            "dmy" => written("%d/%m/%Y"),
            "dmylater" => next.strftime("%d/%m/%Y").to_string(),
            "dmydash" => written("%d-%m-%Y"),
            "escaped" => all.join("\\n\\n"),
            "dmydots" => written("%d.%m.%Y"),
            "dmyshort" => written("%-d %b %Y").to_uppercase(),
            "slashdate" => written("%m/%d/%Y"),
            "mon" => written("%b"),
            "dd" => written("%d"),
            "yyyy" => written("%Y"),
            name => word(name),
        });
    }
    html.push_str(rest);
    html
}
