//! Lists of articles in JSON as services give them: NewsAPI's, GDELT's, a channel of Telegram, posts of X.

use super::{Place, posts};
use crate::document::input::Opened;
use serde_json::{Map, Value};

type Object = Map<String, Value>;

/// The documents of a JSON value that wraps its articles; `None` for one that is an article itself, or a plain list.
pub fn read(value: &Value, place: &Place) -> Option<Opened> {
    let object = value.as_object()?;
    let posts = || posts::wrapped(object, place).map(Ok);
    if let Some(documents) = posts::telegram(object, place).or_else(posts) {
        return Some(documents);
    }
    let list = [
        "articles",
        "news",
        "results",
        "items",
        "data",
        "docs",
        "documents",
    ]
    .iter()
    .find_map(|name| object.get(*name)?.as_array())?;
    if object.contains_key("text") || !list.iter().all(Value::is_object) {
        return None;
    }
    let texts = list.iter().filter_map(Value::as_object);
    let has_text = |item: &Object| place.columns.field(item, super::Role::Text).is_some();
    if !list.is_empty() && !texts.clone().any(has_text) {
        let addresses = texts.clone().any(|item| item.contains_key("url"));
        return Some(Err(match addresses {
            true => place.unfit(
                "it is a list of articles with their addresses and without their text, as GDELT gives it",
                "fetch the pages and give them as .html",
            ),
            false => place.unfit(
                "it is a list of articles in JSON without a field of text",
                "say which field holds it: --map text=FIELD",
            ),
        }));
    }
    if list.is_empty() {
        let reason = "it is a list of articles in JSON with nothing in it";
        return Some(Err(place.unfit(reason, "leave it out")));
    }
    let list = list.clone();
    let place = place.clone();
    let documents = list.into_iter().enumerate().map(move |(at, item)| {
        let empty = Object::new();
        let fields = item.as_object().unwrap_or(&empty);
        crate::document::jsonl::document(fields, &place.name, at + 1, &place.columns)
    });
    Some(Ok(Box::new(documents)))
}

/// NewsAPI cuts the text and says how much is missing: "… for a third da… [+1204 chars]". The last whole sentence is kept.
pub fn uncut(text: &str) -> &str {
    let Some((kept, mark)) = text.rsplit_once("[+") else {
        return text;
    };
    let number = mark.trim_end().strip_suffix(" chars]");
    if number.is_none_or(|number| number.parse::<u64>().is_err()) {
        return text;
    }
    let kept = kept.trim_end().trim_end_matches('…');
    let end = kept
        .rfind(['.', '!', '?', '”', '"'])
        .map(|at| at + kept[at..].chars().next().map_or(1, char::len_utf8));
    end.map_or(kept, |end| &kept[..end])
}
