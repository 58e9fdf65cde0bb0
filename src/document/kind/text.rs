//! Kinds of text by their first lines.

use super::Kind;
use serde_json::{Map, Value};

/// Lines of a message in front of its words are looked for among so many.
const HEAD: usize = 60;

/// Days and months as the first line of a message in a mailbox has them.
const DAYS: &[&str] = &["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const MONTHS: &[&str] = &[
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// What only messages have in front.
const MAIL: &[&str] = &[
    "message-id",
    "received",
    "return-path",
    "mime-version",
    "delivered-to",
    "dkim-signature",
    "x-mailer",
    "x-received",
    "content-transfer-encoding",
    "in-reply-to",
];

/// Fields of a post that no article has.
const POST: &[&str] = &[
    "full_text",
    "id_str",
    "retweeted_status",
    "edit_history_tweet_ids",
    "public_metrics",
    "in_reply_to_user_id",
    "in_reply_to_status_id",
    "favorite_count",
    "retweet_count",
    "tweet_id",
    "tweet",
    "reblogs_count",
    "conversation_id",
];

/// Fields that every article of Factiva has where their names are shown.
const FACTIVA: &[&str] = &["HD", "WC", "PD", "SN", "TD"];

/// Fields of an article of ProQuest; the first has its words.
const PROQUEST: &[&str] = &[
    "full text:",
    "publication title:",
    "proquest document id:",
    "publication info:",
];

/// What pages of messages are known by: those that Telegram saves, and those that it shows on the web.
const CHAT: &[&str] = &[
    "class=\"page_body chat_page\"",
    "class=\"tgme_widget_message",
];

/// The kind of what starts with `text`.
pub fn of(text: &str) -> Option<Kind> {
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    match () {
        () if text.starts_with("WARC/") || text.starts_with("filedesc://") => Some(Kind::Warc),
        () if text.starts_with("{\\rtf") => Some(Kind::Rtf),
        () if is_calendar(text) => Some(Kind::Calendar),
        () if is_latex(text) => Some(Kind::Latex),
        () if is_subtitles(text) => Some(Kind::Subtitles),
        () if text.starts_with('<') => markup(text),
        () if is_script_of_posts(text) => Some(Kind::Posts),
        () if is_mbox(text) => Some(Kind::Mbox),
        () => mail(text).or_else(|| export(text)),
    }
}

/// Whether an object is a post of a network, as it is handed out.
pub fn is_post(fields: &Map<String, Value>) -> bool {
    let by = fields.get("user").and_then(Value::as_object);
    let account = by.is_some_and(|user| user.contains_key("screen_name"));
    let list = |key: &str| match fields.get(key) {
        Some(Value::Array(values)) => values.first().and_then(Value::as_object),
        _ => None,
    };
    let inner = ["data", "statuses", "tweets"].into_iter().find_map(list);
    account
        || POST.iter().any(|key| fields.contains_key(*key))
        || !fields.contains_key("text") && inner.is_some_and(is_post)
}

/// "window.YTD.tweets.part0 = [": others of the archive tell of posts without their words.
fn is_script_of_posts(text: &str) -> bool {
    let name = text.strip_prefix("window.YTD.").unwrap_or_default();
    ["tweet.", "tweets."]
        .iter()
        .any(|posts| name.starts_with(posts))
}

fn is_calendar(text: &str) -> bool {
    let first = text.lines().next().unwrap_or_default();
    first.trim_end().eq_ignore_ascii_case("BEGIN:VCALENDAR")
}

/// The first command, behind comments: `\documentclass{article}`, `\documentclass[11pt]{article}`.
fn is_latex(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim_start);
    let first = lines.find(|line| !line.is_empty() && !line.starts_with('%'));
    let rest = first.and_then(|line| {
        line.strip_prefix("\\documentclass")
            .or_else(|| line.strip_prefix("\\documentstyle"))
    });
    rest.is_some_and(|rest| rest.trim_start().starts_with(['{', '[']))
}

fn is_subtitles(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim);
    let first = lines.next().unwrap_or_default();
    let second = lines.next().unwrap_or_default();
    let time = |line: &str| {
        line.contains("-->") && line.starts_with(|c: char| c.is_ascii_digit()) && line.contains(':')
    };
    let number = !first.is_empty() && first.bytes().all(|byte| byte.is_ascii_digit());
    first == "WEBVTT"
        || first.starts_with("WEBVTT ")
        || first == "[Script Info]"
        || number && time(second)
        || time(first)
}

/// Feeds and other XML; pages and their pieces are none of it.
fn markup(text: &str) -> Option<Kind> {
    let declared = text.starts_with("<?xml");
    let mut rest = text;
    loop {
        rest = rest.trim_start();
        let end = match () {
            () if rest.starts_with("<?") => rest.find("?>").map(|at| at + 2),
            () if rest.starts_with("<!--") => rest.find("-->").map(|at| at + 3),
            () if rest.starts_with("<!") => rest.find('>').map(|at| at + 1),
            () => break,
        };
        rest = &rest[end.unwrap_or(rest.len())..];
    }
    let name = rest.strip_prefix('<')?;
    let end = name.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/'));
    let name = &name[..end.unwrap_or(name.len())];
    match name {
        "rss" | "feed" | "rdf:RDF" | "atom:feed" => Some(Kind::Feed),
        "nitf" | "newsItem" | "newsMessage" | "NewsML" | "newsml" => Some(Kind::News),
        "svg" if rest.contains("http://www.w3.org/2000/svg") => Some(Kind::Picture),
        _ if CHAT.iter().any(|mark| rest.contains(mark)) => Some(Kind::Chat),
        _ if is_factiva_page(rest) => Some(Kind::Factiva),
        _ if name.eq_ignore_ascii_case("html") => None,
        _ if declared && !name.is_empty() => Some(Kind::Xml),
        "TEI" | "urlset" | "sitemapindex" => Some(Kind::Xml),
        _ => None,
    }
}

/// "From ana@valley.example Thu Mar  4 10:00:00 2021" and the head of a message. Where the time of the day is missing or
/// written otherwise, the head must be one of mail.
fn is_mbox(text: &str) -> bool {
    let Some((first, rest)) = text.split_once('\n') else {
        return false;
    };
    if !is_envelope(first) {
        return false;
    }
    let head = fields(rest).0;
    let of_mail = |name: &str| matches!(name, "from" | "subject") || MAIL.contains(&name);
    match has_clock(first) {
        true => !head.is_empty(),
        false => head.iter().any(|(name, _)| of_mail(name)),
    }
}

/// Whether a line can stand in front of a message in a mailbox.
pub fn is_envelope(line: &str) -> bool {
    let Some(envelope) = line.strip_prefix("From ") else {
        return false;
    };
    if has_clock(line) {
        return true;
    }
    let words: Vec<&str> = envelope.split_whitespace().collect();
    let [_sender, day, month, number, ..] = words.as_slice() else {
        return false;
    };
    DAYS.contains(day) && MONTHS.contains(month) && number.bytes().all(|byte| byte.is_ascii_digit())
}

fn has_clock(line: &str) -> bool {
    let clock = |word: &str| word.len() == 8 && word.matches(':').count() == 2;
    line.split_whitespace().any(clock)
}

/// The names of the fields in front of the first blank line, in small letters, each with its value; empty where other lines
/// stand among them.
fn fields(text: &str) -> (Vec<(String, &str)>, bool) {
    let mut found: Vec<(String, &str)> = Vec::new();
    for line in text.lines().take(HEAD) {
        if line.trim().is_empty() {
            return (found, true);
        }
        if line.starts_with([' ', '\t']) && !found.is_empty() {
            continue;
        }
        let Some((name, value)) = line.split_once(':') else {
            return (Vec::new(), false);
        };
        let word = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        if name.is_empty() || !name.chars().all(word) {
            return (Vec::new(), false);
        }
        found.push((name.to_ascii_lowercase(), value.trim()));
    }
    (found, false)
}

fn mail(text: &str) -> Option<Kind> {
    let (fields, _) = fields(text);
    let value = |key: &str| fields.iter().find(|(name, _)| name == key).map(|(_, v)| *v);
    let own = fields.iter().any(|(name, _)| MAIL.contains(&name.as_str()));
    let from = value("from");
    let addressed = from.is_some_and(|from| from.contains('@'))
        && value("subject").is_some()
        && (value("to").is_some() || value("date").is_some() || value("sent").is_some());
    if fields.len() < 2 || !own && !addressed {
        return None;
    }
    let saved = from.is_some_and(|from| from.starts_with("<Saved by"))
        || value("snapshot-content-location").is_some()
        || value("content-type").is_some_and(|kind| kind.starts_with("multipart/related"));
    Some(if saved { Kind::Mhtml } else { Kind::Mail })
}

/// Exports of the archives of the press: lines that stand between their articles.
fn export(text: &str) -> Option<Kind> {
    let (mut between, mut marks, mut factiva) = (false, 0u32, 0);
    let mut proquest = 0u32;
    let mut codes: Vec<&str> = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let lower: String = line.chars().take(40).flat_map(char::to_lowercase).collect();
        let mark = match () {
            () if is_count(&lower) => 1,
            () if lower.starts_with("load-date:") => 2,
            () if lower == "end of document" => 4,
            () if length(&lower) => 8,
            () if lower.starts_with("publication-type:") || lower.starts_with("pub-type:") => 16,
            () if lower.starts_with("journal-code:") => 32,
            () => 0,
        };
        between |= (1..8).contains(&mark);
        marks |= mark;
        factiva += usize::from(is_factiva(
            line.strip_prefix("AN ").unwrap_or(line).trim_start(),
        ));
        let code = line.split([' ', '\t']).next().unwrap_or_default();
        if FACTIVA.contains(&code) && !codes.contains(&code) {
            codes.push(code);
        }
        proquest |= PROQUEST
            .iter()
            .position(|name| lower.starts_with(name))
            .map_or(0, |at| 1 << at);
    }
    match () {
        () if proquest & 1 == 1 && proquest.count_ones() >= 2 => Some(Kind::ProQuest),
        () if between && marks.count_ones() >= 2 => Some(Kind::Nexis),
        () if factiva > 0 || codes.len() == FACTIVA.len() => Some(Kind::Factiva),
        () => None,
    }
}

/// What stands between the documents of an export, in lower case: "2 of 40 documents", "document 2 of 40".
pub(in crate::document) fn is_count(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    let number = |word: &str| word.parse::<u32>().is_ok();
    match words.as_slice() {
        ["document", a, "of", b] | [a, "of", b, "documents"] => number(a) && number(b),
        _ => false,
    }
}

/// "length: 512 words".
fn length(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    matches!(words.as_slice(), ["length:", number, "words"] if number.parse::<u32>().is_ok())
}

/// Whether a page has an article as Factiva marks it, with its language: `class="article enArticle"`.
fn is_factiva_page(page: &str) -> bool {
    let names = page.split("class=").skip(1);
    names.into_iter().any(|names| {
        let language = names
            .trim_start_matches(['"', '\''])
            .strip_prefix("article ");
        language.is_some_and(|name| name.get(2..).is_some_and(|n| n.starts_with("Article")))
    })
}

/// "Document VALPST0020210304eh340001x", the number under each article.
pub fn is_factiva(line: &str) -> bool {
    let Some(number) = line.strip_prefix("Document ") else {
        return false;
    };
    let letters = number.chars().take_while(char::is_ascii_uppercase).count();
    let dated = number[letters..]
        .chars()
        .take_while(char::is_ascii_digit)
        .count();
    (3..=8).contains(&letters)
        && dated >= 10
        && number.len() >= 20
        && number.chars().all(|c| c.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests;
