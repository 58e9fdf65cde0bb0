//! The `<time>` elements of a page: which of them is the day on which its article came out.

use super::make;
use super::page::BESIDE;
use super::phrases::is_aside;
use super::published::{self, Rank};
use dom_smoothie::Readability;
use jiff::civil::Date;

/// A paragraph of more words mentions a day; it does not date the article.
const LABEL: usize = 16;
/// Elements that tell a day by what they are or how they are named; a named one has so many bytes at most.
const TIMES: &str = "time, [class*=\"date\"], [class*=\"publish\"], [class*=\"posted\"], [class*=\"time\"], [class*=\"meta\"], [class*=\"source\"]";
const LONGEST: usize = 200;
/// So many elements are looked at: what stands around each is read.
const MOST: usize = 500;

/// The words of an element with spaces between those of the elements in it: a day may be written twice, for the eye and the ear.
macro_rules! spaced {
    ($node:expr) => {{
        let texts = $node.descendants_it().filter(|node| node.is_text());
        let texts: Vec<String> = texts.map(|node| node.text().to_string()).collect();
        make::one_line(&texts.join(" "))
    }};
}

/// The day on which the article of `page` came out, as far as its `<time>` elements tell: one that says so, else one in the
/// article's own head, else the day of the last change.
pub fn published(page: &Readability) -> Option<Date> {
    let ids = |selector: &str| -> Vec<_> {
        let found = page.doc.select(selector);
        found.nodes().iter().map(|node| node.id).collect()
    };
    let mut own = ids("article:has(h1), main:has(h1), header:has(h1)");
    if own.is_empty() {
        own = ids("article").into_iter().take(1).collect();
    }
    // What stands with the headline is the article's, too; some pages write that smaller.
    let mut headings = page.doc.select("h1");
    if headings.is_empty() {
        headings = page.doc.select("h2");
    }
    for heading in headings.nodes().iter().take(2) {
        let around = heading.ancestors_it(Some(2));
        own.extend(
            around
                .filter(|above| !above.has_name("body"))
                .map(|above| above.id),
        );
    }
    let others: Vec<_> = ids("article")
        .into_iter()
        .filter(|article| !own.contains(article))
        .collect();
    let mut best: Option<(Rank, bool, Date)> = None;
    for time in page.doc.select(TIMES).nodes().iter().take(MOST) {
        let words = spaced!(time);
        if words.len() > LONGEST && !time.has_name("time") {
            continue;
        }
        let written = time.attr("datetime").and_then(|day| published::parse(&day));
        let Some(date) = written.or_else(|| published::parse(&words)) else {
            continue;
        };
        let mut names = time.attr("class").unwrap_or_default().to_string();
        let (mut within, mut foreign) = (false, false);
        for (depth, above) in time.ancestors_it(Some(64)).enumerate() {
            let name = above.node_name().unwrap_or_default();
            let name: &str = &name;
            let whole = ["html", "body", "main", "article"].contains(&name);
            let named = |key: &str| above.attr(key).is_some_and(|names| is_aside(&names));
            within |= own.contains(&above.id);
            foreign |= others.contains(&above.id) || BESIDE.contains(&name) || name == "a";
            foreign |= !whole && (named("class") || named("id"));
            foreign |= depth < 3
                && ["p", "li", "blockquote", "td"].contains(&name)
                && above.text().split_whitespace().count() > LABEL;
            if depth < 2 && !whole {
                names.push(' ');
                names.push_str(&above.attr("class").unwrap_or_default());
            }
        }
        let property = time.attr("itemprop").unwrap_or_default();
        let around = time.parent().map(|parent| spaced!(parent));
        let around = around.unwrap_or_default();
        let before = match words.trim() {
            "" => "",
            words => around.split_once(words).map_or("", |(before, _)| before),
        };
        let rank = match () {
            () if time.has_attr("pubdate") => Rank::Issued,
            () if !property.is_empty() => Rank::of_names(&property),
            () => Rank::of_label(before).or(|| Rank::of_names(&names)),
        };
        if foreign || rank == Rank::Plain && !within {
            continue;
        }
        if best.is_none_or(|(known, inside, _)| (rank, !within) < (known, !inside)) {
            best = Some((rank, within, date));
        }
    }
    best.map(|(.., date)| date)
}
