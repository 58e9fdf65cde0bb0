//! What the head of a web page says of its article: `<meta>`, JSON-LD, `<time>`, `<title>`.

use super::{Metadata, make, published};
use dom_smoothie::Readability;
use serde_json::Value;

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
    let json: Vec<Value> = page
        .doc
        .select("script[type=\"application/ld+json\"]")
        .iter()
        .filter_map(|script| serde_json::from_str(&script.text()).ok())
        .collect();
    let told = |path: &[&str]| json.iter().find_map(|value| find(value, path, 8));
    let date = |text: Option<String>| text.as_deref().and_then(published::parse);
    metadata.publisher =
        meta(&["og:site_name", "application-name"]).or_else(|| told(&["publisher", "name"]));
    metadata.title = meta(&["og:title", "twitter:title"])
        .or_else(|| told(&["headline"]))
        .or_else(|| text("h1"))
        .or_else(|| text("title"));
    metadata.published = date(meta(&[
        "article:published_time",
        "article:published",
        "og:published_time",
        "datePublished",
        "parsely-pub-date",
    ]))
    .or_else(|| date(told(&["datePublished"])))
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
    .or_else(|| {
        date(attribute(
            "article time[datetime], header time[datetime]",
            "datetime",
        ))
    })
    .or_else(|| {
        date(attribute(
            "time[pubdate], time[itemprop=\"datePublished\"]",
            "datetime",
        ))
    });
    metadata.url = attribute("link[rel=\"canonical\"]", "href")
        .or_else(|| meta(&["og:url"]))
        .filter(|url| url.starts_with("http"));
}

/// The text at `path` in JSON-LD, wherever in the graph it is.
fn find(value: &Value, path: &[&str], depth: usize) -> Option<String> {
    if depth == 0 {
        return None;
    }
    let here = path
        .iter()
        .try_fold(value, |value, key| value.get(key))
        .and_then(Value::as_str);
    let deeper = || match value {
        Value::Array(values) => values.iter().find_map(|value| find(value, path, depth - 1)),
        Value::Object(fields) => fields
            .get("@graph")
            .and_then(|graph| find(graph, path, depth - 1)),
        _ => None,
    };
    here.map(make::one_line)
        .filter(|text| !text.is_empty())
        .or_else(deeper)
}
