//! What the head of a web page says of its article: `<meta>`, JSON-LD, `<time>`, `<title>`.

use super::ld::Linked;
use super::{Metadata, make, published, times};
use dom_smoothie::Readability;
use jiff::civil::Date;

/// Title, outlet, date and address from the head of the page.
pub fn head(page: &Readability, metadata: &mut Metadata) {
    let meta = |names: &[&str]| {
        let found = names.iter().find_map(|name| {
            let of = |key: &str| {
                page.doc
                    .select(&format!("meta[{key}=\"{name}\"]"))
                    .attr("content")
            };
            of("property")
                .or_else(|| of("name"))
                .or_else(|| of("itemprop"))
        });
        found
            .map(|text| make::one_line(&text))
            .filter(|text| !text.is_empty())
    };
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
        .or_else(|| meta(&["og:url"]))
        .filter(|url| url.starts_with("http"));
    let scripts = page.doc.select("script[type=\"application/ld+json\"]");
    let scripts: Vec<String> = scripts.iter().map(|s| s.text().to_string()).collect();
    let shown = meta(&["og:title", "twitter:title"]);
    let known = shown.clone().or_else(|| text("h1"));
    let linked = Linked::new(&scripts, known.as_deref(), metadata.url.as_deref());
    let date = |text: Option<String>| -> Option<Date> { published::parse(text.as_deref()?) };
    metadata.publisher = meta(&["og:site_name", "application-name"]).or_else(|| linked.publisher());
    metadata.title = shown
        .or_else(|| linked.text("headline"))
        .or_else(|| text("h1"))
        .or_else(|| text("title"));
    metadata.published = date(meta(&[
        "article:published_time",
        "article:published",
        "og:published_time",
        "datePublished",
        "parsely-pub-date",
    ]))
    .or_else(|| date(linked.text("datePublished")))
    .or_else(|| {
        date(meta(&[
            "date",
            "pubdate",
            "publishdate",
            "publish-date",
            "DC.date.issued",
            "dc.date",
            "sailthru.date",
            "dateCreated",
        ]))
    })
    .or_else(|| times::published(page));
}
