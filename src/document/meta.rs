//! What the head of a web page says of its article: `<meta>`, JSON-LD, `<time>`, `<title>`.

use super::items::similar;
use super::ld::Linked;
use super::make::MARKS;
use super::phrases::{Folded, Part, fold, is_word, skeleton};
use super::{Metadata, dates, make, published, shape, times};
use dom_smoothie::Readability;
use jiff::civil::Date;
use rustc_hash::FxHashMap;

/// Names of fields that tell the day of publication, and no other.
const ISSUED: &[&str] = &[
    "article:published_time",
    "article:published",
    "og:published_time",
    "og:article:published_time",
    "datepublished",
    "rnews:datepublished",
    "parsely-pub-date",
    "publisheddate",
    "originalpublicationdate",
    "bt:pubdate",
    "dc.date.issued",
    "dcterms.issued",
    "cxenseparse:recs:publishtime",
];

/// Names of fields that may tell another day.
const DATES: &[&str] = &[
    "date",
    "pubdate",
    "pdate",
    "publishdate",
    "publish-date",
    "publication_date",
    "publish_date",
    "dc.date",
    "dcterms.date",
    "dcterms.created",
    "dc.date.created",
    "sailthru.date",
    "datecreated",
];

/// Bytes of a page among which the comment of who saved it stands.
const COMMENT: usize = 4096;

/// The fields of the head, by their names in small letters; of several of one name the first.
struct Fields(FxHashMap<String, String>);

impl Fields {
    fn of(page: &Readability) -> Fields {
        let mut fields = FxHashMap::default();
        for node in page.doc.select("meta").nodes() {
            let Some(content) = node.attr("content") else {
                continue;
            };
            let content = make::one_line(&content);
            if content.is_empty() {
                continue;
            }
            for key in ["property", "name", "itemprop"] {
                if let Some(name) = node.attr(key) {
                    fields
                        .entry(name.trim().to_ascii_lowercase())
                        .or_insert_with(|| content.clone());
                }
            }
        }
        Fields(fields)
    }

    fn first(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| self.0.get(*name)).cloned()
    }
}

/// Title, outlet, author, date and address from the head of the page; gives the words of the article, where it has them.
pub fn head(page: &Readability, metadata: &mut Metadata) -> Option<String> {
    let fields = Fields::of(page);
    let text = |selector: &str| {
        Some(make::one_line(&page.doc.select(selector).first().text()))
            .filter(|text| !text.is_empty())
    };
    let attribute = |selector: &str, name: &str| {
        page.doc
            .select(selector)
            .attr(name)
            .map(|text| text.trim().to_owned())
    };
    metadata.url = attribute("link[rel=\"canonical\"]", "href")
        .or_else(|| fields.first(&["og:url"]))
        .filter(|url| url.starts_with("http"));
    let scripts = page.doc.select("script[type=\"application/ld+json\"]");
    let scripts: Vec<String> = scripts.iter().map(|s| s.text().to_string()).collect();
    let shown = fields.first(&["og:title", "twitter:title"]);
    let known = shown.clone().or_else(|| text("h1"));
    let linked = Linked::new(&scripts, known.as_deref(), metadata.url.as_deref());
    let headings = page.doc.select("h1, h2").iter().take(8);
    let headings = headings.map(|heading| make::one_line(&heading.text()));
    let headings: Vec<String> = headings.collect();
    let window = text("title");
    let told = linked.text("headline");
    // What is written for those who share a page differs from what stands on it.
    let stands = |title: &String| {
        headings
            .iter()
            .any(|h| similar(&skeleton(h), &skeleton(title)))
    };
    let title = match (&shown, &told) {
        (Some(shown), Some(told)) if stands(told) && !stands(shown) => Some(told.clone()),
        _ => shown.or(told),
    };
    let title = title
        .or_else(|| text("[itemprop=\"headline\"]"))
        .or_else(|| longest(window.as_deref(), &headings))
        .or_else(|| text("h1"))
        .or_else(|| window.clone());
    // An address is no name: what the article's own data call the outlet is better.
    let site = fields.first(&["og:site_name", "application-name"]);
    let beside = named_beside(window.as_deref(), &headings);
    let named = |site: &Option<String>| site.clone().filter(|site| !is_address(site));
    metadata.publisher = named(&site)
        .or_else(|| linked.publisher())
        .or_else(|| attribute("[itemprop=\"publisher\"] [itemprop=\"name\"]", "content"))
        .or_else(|| fields.first(&["dc.publisher", "dcterms.publisher", "publisher"]))
        .filter(|publisher| !publisher.contains("://"))
        .or_else(|| named(&beside))
        .or_else(|| owner(page).filter(|name| site.iter().all(|site| is_of(site, name))))
        .or(site)
        .or(beside);
    metadata.url = metadata.url.take().or_else(|| linked.address());
    metadata.title = title.map(|title| heading_of(title, &headings));
    metadata.author = author(&fields, &linked)
        .or_else(|| text("[itemprop=\"author\"] [itemprop=\"name\"], [rel=\"author\"]"));
    let date = |text: Option<String>| -> Option<Date> { published::parse(text.as_deref()?) };
    // `<time>` is looked at below, with what stands around it.
    let property = || {
        let property = page
            .doc
            .select("[itemprop=\"datePublished\"]:not(time):not(meta)")
            .first();
        property
            .attr("content")
            .or_else(|| property.attr("datetime"))
            .map(|day| day.to_string())
    };
    metadata.published = date(fields.first(ISSUED))
        .or_else(|| date(property()))
        .or_else(|| date(linked.text("datePublished")))
        .or_else(|| date(fields.first(DATES)))
        .or_else(|| times::published(page));
    linked.body().map(str::to_owned)
}

/// The address in the comment with which a program begins a page that it saves: "saved from url=(0031)https://…".
pub fn saved(html: &str) -> Option<String> {
    let head = &html[..html.floor_char_boundary(COMMENT)];
    let comments = head.split("<!--").skip(1);
    let mut comments = comments.filter_map(|comment| comment.split_once("-->"));
    let (comment, _) = comments.find(|(comment, _)| comment.contains("saved"))?;
    let address = &comment[comment.find("http")?..];
    address.split_whitespace().next().map(str::to_owned)
}

fn is_address(name: &str) -> bool {
    name.contains("://") || !name.contains(' ') && shape::domain(name).is_some() || {
        let host = name.rsplit_once('.').filter(|_| !name.contains(' '));
        host.is_some_and(|(_, end)| end.len() >= 2 && end.chars().all(|c| c.is_ascii_alphabetic()))
    }
}

/// Whether an address begins with a name: "DAYBREAK.COM" and "Daybreak".
fn is_of(address: &str, name: &str) -> bool {
    let letters = |text: &str| skeleton(text).replace(' ', "");
    letters(address).starts_with(&letters(name))
}

/// Letters of a line that says whose the page is, and words of a name.
const OWNED: usize = 2000;
const NAMED: usize = 5;
/// So many elements are looked at: all of each is read.
const FEET: usize = 20;

/// Whose the page is by its own foot: "© 1992-2024 Valley Post. All rights reserved.", "Valley Post © 2024".
fn owner(page: &Readability) -> Option<String> {
    let lines = page
        .doc
        .select("footer, [class*=\"foot\"], [id*=\"foot\"], [class*=\"copy\"]");
    lines.nodes().iter().rev().take(FEET).find_map(|node| {
        // What stands in elements of its own is no part of the name.
        let texts = node.descendants_it().filter(|node| node.is_text());
        let texts: Vec<String> = texts.map(|node| node.text().to_string()).collect();
        let text = texts.join("\n");
        let text = &text[..text.floor_char_boundary(OWNED)];
        let (before, behind) = text.split_once('©')?;
        let before = before.trim_end().lines().next_back().unwrap_or_default();
        let behind = behind.trim_start_matches(|c: char| !c.is_alphabetic());
        holder(behind).or_else(|| holder(before))
    })
}

/// The name that a line begins with.
fn holder(line: &str) -> Option<String> {
    let end = line
        .find(['\n', '.', ',', '|', '·', '-', '–', '(', '©'])
        .unwrap_or(line.len());
    let name = line[..end].trim();
    let fits = (1..=NAMED).contains(&name.split_whitespace().count());
    let named = name
        .split_whitespace()
        .all(|word| word.starts_with(char::is_uppercase) || is_word(word, Part::Placed));
    (fits && named && !Folded::new(name).has(Part::Footer)).then(|| name.to_owned())
}

/// The outlet in the title of the window, "Guns fall silent - Valley Post" or "Valley Post - Guns fall silent", where the page
/// has the headline for itself.
fn named_beside(window: Option<&str>, headings: &[String]) -> Option<String> {
    let window = window?;
    let is_heading = |words: &str| {
        let words = skeleton(words);
        words.contains(' ') && headings.iter().any(|heading| skeleton(heading) == words)
    };
    MARKS.iter().find_map(|mark| {
        let behind = window.rsplit_once(mark);
        let before = window.split_once(mark);
        // Between them may stand the section.
        let first = before.is_some_and(|(first, _)| is_heading(first));
        let name = match (first, behind, before) {
            (true, Some((_, name)), _) => name,
            (_, _, Some((name, rest))) if is_heading(rest) => name,
            _ => return None,
        };
        let fits = (1..=6).contains(&name.split_whitespace().count());
        fits.then(|| name.trim().to_owned())
    })
}

/// Of the headings that the title of the window has, the longest: the name of the site may be one, too.
fn longest(window: Option<&str>, headings: &[String]) -> Option<String> {
    let window = window?;
    let within = headings
        .iter()
        .filter(|h| h.as_str() == window || beside(window, h));
    within.max_by_key(|heading| heading.len()).cloned()
}

/// Whether a title is a headline with something in front of it or behind it.
fn beside(title: &str, heading: &str) -> bool {
    let behind = title.strip_prefix(heading);
    let before = title.strip_suffix(heading);
    MARKS.iter().any(|mark| {
        behind.is_some_and(|rest| rest.starts_with(mark))
            || before.is_some_and(|rest| rest.ends_with(mark))
    })
}

/// The headline as the page shows it, where the head has it with the outlet or the section behind it.
fn heading_of(title: String, headings: &[String]) -> String {
    let words = skeleton(&title);
    let own = headings.iter().find(|heading| {
        let shown = skeleton(heading);
        shown.split(' ').nth(2).is_some() && (similar(&shown, &words) || beside(&title, heading))
    });
    own.cloned().unwrap_or(title)
}

/// The address itself of a page that an archive of the web kept under one with its own behind it.
pub fn original(url: String) -> String {
    let own = ["/http://", "/https://"]
        .iter()
        .find_map(|own| url.find(own));
    match own {
        Some(at) => url[at + 1..].to_owned(),
        None => url,
    }
}

/// Words of a line that names the author, and of a name.
const BYLINE: usize = 16;
const NAMES: usize = 6;

/// The author in a line of the page: "By Ana Roe | August 26, 2024", "By ANA ROE in Orvan".
pub fn signed(text: &str) -> Option<String> {
    let (before, behind) = text.split_once("By ").or_else(|| text.split_once("BY "))?;
    let stamped = before.trim().is_empty() || dates::first(before).is_some();
    if !stamped || text.split_whitespace().count() > BYLINE || text.ends_with(['.', '?', '!']) {
        return None;
    }
    let dated = dates::scan(behind, 0).into_iter();
    let mut dated = dated.filter(|date| date.day.is_some());
    let end = dated.next().map_or(behind.len(), |date| date.span.begin);
    let mut words = Vec::new();
    for word in behind[..end].split_whitespace() {
        let bare = word.trim_end_matches(',');
        let named =
            bare.starts_with(char::is_uppercase) && !bare.contains(|c: char| c.is_ascii_digit());
        // "Ana Roe and Ivo Lind", not "Ana Roe in Orvan".
        if !named && bare != "and" && bare != "de" && bare != "al" && bare != "van" {
            break;
        }
        words.push(word);
    }
    let name = words.join(" ");
    let name = name.trim_end_matches([',', ' ']);
    let name = name.strip_suffix(" and").unwrap_or(name);
    let count = name.split_whitespace().count();
    ((2..=NAMES).contains(&count) && !is_word(&fold(name), Part::Byline)).then(|| name.to_owned())
}

/// Who wrote the article: a name, not an address or an account.
fn author(fields: &Fields, linked: &Linked) -> Option<String> {
    let is_name = |name: &String| {
        let name = name.to_lowercase();
        !name.contains("://") && !name.starts_with('@') && name != "admin"
    };
    let said = [
        "author",
        "byl",
        "article:author",
        "parsely-author",
        "dc.creator",
        "articleauthor",
    ];
    let said = said
        .iter()
        .find_map(|name| fields.first(&[name]).filter(is_name));
    let said = said.or_else(|| linked.author().filter(is_name))?;
    Some(without_by(&said).to_owned())
}

/// A line that names the author, without the word in front of the name.
pub fn without_by(line: &str) -> &str {
    let mut words = ["By ", "BY ", "by "].iter();
    words.find_map(|by| line.strip_prefix(by)).unwrap_or(line)
}
