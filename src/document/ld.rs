//! JSON-LD of a page: the object that is its article.

use super::items::similar;
use super::make;
use super::phrases::skeleton;
use rustc_hash::FxHashMap;
use serde_json::{Map, Value};

/// Objects lie no deeper than this.
const DEEPEST: usize = 8;

/// The objects of a page, those that are its article first.
pub struct Linked {
    objects: Vec<Map<String, Value>>,
    /// How many of them speak for the article.
    telling: usize,
    /// Names by `@id`.
    names: FxHashMap<String, String>,
}

/// What an object is, for its article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Article,
    Unknown,
    Page,
    Other,
}

impl Linked {
    /// Of the text of the scripts. Where there are several articles, the page's own has its `title` or `url`.
    pub fn new(scripts: &[String], title: Option<&str>, url: Option<&str>) -> Linked {
        let mut objects = Vec::new();
        for script in scripts {
            // Some pages put it in a comment or CDATA.
            let begin = script.find(['{', '[']).unwrap_or(script.len());
            let begin = match script[begin..].starts_with("[CDATA[") {
                true => begin + "[CDATA[".len(),
                false => begin,
            };
            let end = script
                .rfind(['}', ']'])
                .map_or(begin, |at| at + 1)
                .max(begin);
            let bare = script[begin..end].trim_end_matches("]]");
            for text in [&script[begin..end], bare] {
                if let Ok(value) = serde_json::from_str::<Value>(text) {
                    gather(value, DEEPEST, &mut objects);
                    break;
                }
            }
        }
        let title = title.map(skeleton);
        let own = |object: &Map<String, Value>| {
            let of = |key: &str| object.get(key).and_then(Value::as_str);
            let titled = of("headline").zip(title.as_ref());
            let titled = titled.is_some_and(|(a, b)| similar(&skeleton(a), b));
            titled || url.is_some() && [of("url"), of("@id"), of("mainEntityOfPage")].contains(&url)
        };
        objects.sort_by_key(|object| (part(object), !own(object)));
        let telling = objects.iter().filter(|o| part(o) < Part::Other).count();
        let mut names = FxHashMap::default();
        for object in &objects {
            let id = object.get("@id").and_then(Value::as_str);
            if let Some((id, name)) = id.zip(object.get("name").and_then(line)) {
                names.entry(id.to_owned()).or_insert(name);
            }
        }
        Linked {
            objects,
            telling,
            names,
        }
    }

    /// The text under `key` of the article, or else of its page.
    pub fn text(&self, key: &str) -> Option<String> {
        let mut objects = self.objects[..self.telling].iter();
        objects.find_map(|object| line(object.get(key)?))
    }

    /// The words of the article, where they are told whole.
    pub fn body(&self) -> Option<&str> {
        let article = self.objects[..self.telling].first()?;
        article.get("articleBody")?.as_str()
    }

    /// The outlet.
    pub fn publisher(&self) -> Option<String> {
        let mut objects = self.objects[..self.telling].iter();
        objects.find_map(|object| self.name(object.get("publisher")?, DEEPEST))
    }

    /// The address of the article, or of its page.
    pub fn address(&self) -> Option<String> {
        let of = |types: fn(&Map<String, Value>) -> bool| {
            let objects = self.objects[..self.telling].iter();
            let mut objects = objects.filter(move |object| types(object));
            objects.find_map(|object| {
                let mut keys = ["url", "mainEntityOfPage", "@id"].iter();
                keys.find_map(|key| line(object.get(*key)?).filter(|url| url.starts_with("http")))
            })
        };
        // That of a site is no article's.
        let is_page = |object: &Map<String, Value>| {
            object.get("@type").and_then(Value::as_str) == Some("WebPage")
        };
        of(|object| part(object) == Part::Article).or_else(|| of(is_page))
    }

    /// Who wrote the article, several with commas between them.
    pub fn author(&self) -> Option<String> {
        let mut objects = self.objects[..self.telling].iter();
        objects.find_map(|object| match object.get("author")? {
            Value::Array(values) => {
                let names = values.iter().filter_map(|value| self.name(value, DEEPEST));
                let names: Vec<String> = names.collect();
                (!names.is_empty()).then(|| names.join(", "))
            }
            one => self.name(one, DEEPEST),
        })
    }

    /// The name of a body that is written out, listed, or stands elsewhere under its `@id`.
    fn name(&self, value: &Value, depth: usize) -> Option<String> {
        if depth == 0 {
            return None;
        }
        match value {
            Value::String(_) => line(value),
            Value::Array(values) => values.iter().find_map(|value| self.name(value, depth - 1)),
            Value::Object(fields) => fields.get("name").and_then(line).or_else(|| {
                let id = fields.get("@id")?.as_str()?;
                self.names.get(id).cloned()
            }),
            _ => None,
        }
    }
}

/// The objects of `value`, however it lists them.
fn gather(value: Value, depth: usize, objects: &mut Vec<Map<String, Value>>) {
    if depth == 0 {
        return;
    }
    match value {
        Value::Array(values) => {
            for value in values {
                gather(value, depth - 1, objects);
            }
        }
        Value::Object(mut fields) => {
            for key in ["@graph", "mainEntity"] {
                if let Some(inner) = fields.remove(key) {
                    gather(inner, depth - 1, objects);
                }
            }
            if let Some(Value::Object(page)) = fields.get("mainEntityOfPage")
                && let Some(id) = page.get("@id").or_else(|| page.get("url")).cloned()
            {
                fields.insert("mainEntityOfPage".to_owned(), id);
            }
            objects.push(fields);
        }
        _ => {}
    }
}

fn part(object: &Map<String, Value>) -> Part {
    let name = |value: &Value| match value
        .as_str()
        .map(|name| name.rsplit(['/', ':', '#']).next())
    {
        Some(Some(name)) if name.ends_with("Article") || name.ends_with("Posting") => Part::Article,
        Some(Some("Report" | "OpinionNewsArticle")) => Part::Article,
        Some(Some("CreativeWork" | "WebContent")) => Part::Unknown,
        Some(Some(name)) if name.ends_with("Page") || name == "WebSite" => Part::Page,
        _ => Part::Other,
    };
    match object.get("@type") {
        None => Part::Unknown,
        Some(Value::Array(names)) => names.iter().map(name).min().unwrap_or(Part::Unknown),
        Some(one) => name(one),
    }
}

fn line(value: &Value) -> Option<String> {
    let text = make::one_line(value.as_str()?);
    (!text.is_empty()).then_some(text)
}
