//! Posts of networks: each is an article of its account.

use super::{Body, Bytes, Found, Place, text, unfit};
use crate::count::counted;
use crate::document::input::{Documents, Opened};
use crate::document::kind::is_post;
use crate::document::{BlockKind, Document, DocumentError, Metadata, published};
use jiff::civil::Date;
use rustc_hash::FxHashMap;
use serde_json::{Map, Value};
use std::path::Path;
use std::sync::Arc;

type Object = Map<String, Value>;

/// Who may have written a post that does not say it.
#[derive(Default)]
struct Accounts {
    /// Names by ids, as these are written in JSON.
    names: FxHashMap<String, String>,
    /// Whose archive it is.
    owner: Option<Arc<Account>>,
}

/// The owner of an archive of X.
#[derive(Debug)]
pub struct Account {
    name: String,
    handle: Option<String>,
}

/// The file of such an archive that tells its owner.
pub const ACCOUNT: &str = "account.js";

impl Account {
    /// The one that the bytes of that file tell.
    pub fn of(bytes: &[u8]) -> Option<Account> {
        let list = listed(std::str::from_utf8(bytes).ok()?)?;
        let fields = list.first()?.get("account")?;
        let word = |name: &str| super::words::line(fields.get(name)?);
        let handle = word("username");
        Some(Account {
            name: word("accountDisplayName").or_else(|| handle.clone())?,
            handle,
        })
    }

    /// The one beside a file.
    fn beside(path: &Path) -> Option<Arc<Account>> {
        let bytes = std::fs::read(path.with_file_name(ACCOUNT)).ok()?;
        Account::of(&bytes).map(Arc::new)
    }
}

/// The list in JavaScript that sets a variable to one.
fn listed(script: &str) -> Option<Vec<Value>> {
    let (_, list) = script.split_once('=')?;
    serde_json::from_str(list.trim().trim_end_matches(';')).ok()
}

/// `tweets.js` of the archive that X gives to the owner of an account.
pub fn script(reader: Bytes, place: Place) -> Opened {
    let text = text(reader, &place)?;
    let beside = || Account::beside(place.path.as_deref()?);
    let accounts = Accounts {
        owner: place.account.clone().or_else(beside),
        ..Accounts::default()
    };
    match listed(&text) {
        Some(posts) => Ok(several(posts, accounts, &place)),
        None => {
            let reason = "it is a file of posts that is cut off or damaged";
            Err(place.unfit(reason, "fetch it again"))
        }
    }
}

/// What the programming interface of X gives: a list of posts in an object, and who wrote them beside it.
pub fn wrapped(object: &Object, place: &Place) -> Option<Documents> {
    if object.contains_key("text") || object.contains_key("full_text") {
        return None;
    }
    let list = ["data", "statuses", "tweets"]
        .iter()
        .find_map(|name| object.get(*name)?.as_array())?;
    let first = list.first().and_then(Value::as_object)?;
    let users = object
        .get("includes")
        .and_then(|i| i.get("users")?.as_array());
    let mut accounts = Accounts::default();
    for user in users.into_iter().flatten() {
        if let Some((id, name)) = user.get("id").zip(account(user)) {
            accounts.names.entry(id.to_string()).or_insert(name);
        }
    }
    (is_post(first) || users.is_some()).then(|| several(list.clone(), accounts, place))
}

fn several(posts: Vec<Value>, accounts: Accounts, place: &Place) -> Documents {
    let name = place.name.clone();
    Box::new(posts.into_iter().enumerate().map(move |(at, post)| {
        let part = format!("{name}#{}", at + 1);
        let inner = post.get("tweet").unwrap_or(&post);
        match inner.as_object() {
            Some(fields) => document(fields, &accounts, &part),
            None => Err(unfit(&part, "it is no post", "leave it out")),
        }
    }))
}

/// One post as X hands it out.
pub fn post(fields: &Object, part: &str) -> Result<Document, DocumentError> {
    let inner = fields.get("tweet").and_then(Value::as_object);
    document(inner.unwrap_or(fields), &Accounts::default(), part)
}

/// The name of an account.
fn account(user: &Value) -> Option<String> {
    ["name", "screen_name", "username", "display_name"]
        .iter()
        .find_map(|name| super::words::line(user.get(*name)?))
}

fn document(fields: &Object, accounts: &Accounts, part: &str) -> Result<Document, DocumentError> {
    let word = |name: &str| fields.get(name).and_then(Value::as_str);
    let text = word("full_text")
        .or_else(|| word("text"))
        .or_else(|| word("content"));
    let Some(text) = text.filter(|text| !text.trim().is_empty()) else {
        return Err(unfit(part, "the post has no text", "leave it out"));
    };
    let by = fields.get("user").or_else(|| fields.get("account"));
    let owner = accounts.owner.as_ref();
    let author = by.and_then(account).or_else(|| {
        let id = fields.get("author_id").map(Value::to_string);
        let named = id.and_then(|id| accounts.names.get(&id).cloned());
        named.or_else(|| Some(owner?.name.clone()))
    });
    let date = fields.get("created_at").or_else(|| fields.get("date"));
    let own = || {
        let (handle, id) = owner?.handle.as_ref().zip(word("id_str"))?;
        Some(format!("https://x.com/{handle}/status/{id}"))
    };
    let url = word("url").or_else(|| word("link")).map(str::to_owned);
    Found::of(said(&unescaped(text)))
        .with(Metadata {
            publisher: author.clone(),
            author,
            published: date.and_then(Value::as_str).and_then(day),
            url: url.filter(|url| url.starts_with("http")).or_else(own),
            ..Metadata::default()
        })
        .document(part.to_owned())
}

/// "Thu Mar 04 10:00:00 +0000 2021", or a date as anywhere.
fn day(written: &str) -> Option<Date> {
    let words: Vec<&str> = written.split_whitespace().collect();
    match words.as_slice() {
        [_, month, day, _, _, year] => published::parse(&format!("{month} {day}, {year}")),
        _ => published::parse(written),
    }
}

/// The words of a post, which has no headline: its lines are paragraphs.
pub fn said(text: &str) -> Body {
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    Body::Paragraphs(
        lines
            .map(|line| (line.to_owned(), Some(BlockKind::Body)))
            .collect(),
    )
}

/// X writes three characters as HTML does.
fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
}

/// An export of Telegram: a chat or a channel, or all of an account.
pub fn telegram(object: &Object, place: &Place) -> Option<Opened> {
    let chats: Vec<Value> = match object.get("chats").and_then(|chats| chats.get("list")) {
        Some(Value::Array(chats)) => chats.clone(),
        _ => vec![Value::Object(object.clone())],
    };
    let is_chat = |chat: &Value| {
        let messages = chat.get("messages").and_then(Value::as_array);
        messages.is_some_and(|messages| {
            messages
                .iter()
                .all(|message| message.get("id").is_some() && message.get("date").is_some())
        })
    };
    if chats.is_empty() || !chats.iter().all(is_chat) {
        return None;
    }
    let mut documents: Vec<Result<Document, DocumentError>> = Vec::new();
    let mut others = 0;
    for chat in &chats {
        let outlet = chat.get("name").and_then(super::words::line);
        let messages = chat.get("messages").and_then(Value::as_array);
        for message in messages.into_iter().flatten() {
            let word = |name: &str| message.get(name).and_then(super::words::line);
            let text = message.get("text").map(words).unwrap_or_default();
            // Who joined, what was pinned, a picture without words.
            if message.get("type").is_some_and(|kind| kind != "message") || text.trim().is_empty() {
                others += 1;
                continue;
            }
            let number = message.get("id").map(Value::to_string).unwrap_or_default();
            let date = word("date");
            let found = Found::of(said(&text)).with(Metadata {
                publisher: outlet.clone().or_else(|| word("from")),
                author: word("from"),
                ..Metadata::default()
            });
            documents.push(found.dated(date.as_deref()).document(place.part(number)));
        }
    }
    if documents.is_empty() {
        let reason = "it is an export of Telegram in which no message has a text";
        return Some(Err(place.unfit(reason, "leave it out")));
    }
    if others > 0 {
        documents.push(Err(DocumentError::Beside {
            name: place.name.clone(),
            what: counted(others, "message without a text", "messages without a text"),
        }));
    }
    Some(Ok(Box::new(documents.into_iter())))
}

/// The text of a message of Telegram: words, and pieces that are links or set in bold.
fn words(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(pieces) => pieces.iter().map(words).collect(),
        Value::Object(piece) => piece.get("text").map(words).unwrap_or_default(),
        _ => String::new(),
    }
}
