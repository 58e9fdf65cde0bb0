//! Messages: EML, mailboxes, and web pages that are saved as one (MHTML).

use super::packed::Limited;
use super::{Body, Bytes, Found, Place, member, page, whole};
use crate::document::input::{Opened, or_error};
use crate::document::kind::{Kind, is_envelope};
use crate::document::sources::{io, is_article};
use crate::document::{DocumentError, Metadata};
use jiff::civil::Date;
use mail_parser::{Message, MessageParser, MimeHeaders, PartType};
use std::borrow::Cow;
use std::io::{BufRead, BufReader, Read};
use std::panic::catch_unwind;

/// Bytes of one message with all that is attached to it.
const MESSAGE: usize = 64 << 20;

/// A file that is one message.
pub fn one(reader: Bytes, place: Place) -> Opened {
    let bytes = whole(reader, &place)?;
    if place.depth == 0 {
        place.budget.takes(bytes.len() as u64);
    }
    documents(&bytes, place)
}

/// A mailbox, a message at a time.
pub fn mailbox(reader: Bytes, place: Place) -> Opened {
    let reader = BufReader::new(Limited::new(reader, 1 << 40, "split the mailbox"));
    let mut messages = Messages {
        reader,
        next: Vec::new(),
        begun: false,
        done: false,
    };
    let mut number = 0;
    let each = std::iter::from_fn(move || {
        let message = messages.read()?;
        number += 1;
        let place = Place {
            name: place.part(number),
            ..place.clone()
        };
        Some(match message {
            Ok(bytes) => {
                place.budget.takes(bytes.len() as u64);
                documents(&bytes, place)
            }
            Err(error) => Err(io(&place.name, &error)),
        })
    });
    Ok(Box::new(each.flat_map(or_error)))
}

/// Messages one behind the other, each with a line "From … Thu Mar  4 10:00:00 2021" in front.
struct Messages<R> {
    reader: R,
    next: Vec<u8>,
    begun: bool,
    done: bool,
}

impl<R: BufRead> Messages<R> {
    fn read(&mut self) -> Option<std::io::Result<Vec<u8>>> {
        if self.done {
            return None;
        }
        let mut message = std::mem::take(&mut self.next);
        let mut blank = true;
        let mut line = Vec::new();
        loop {
            line.clear();
            let size = (&mut self.reader)
                .take(MESSAGE as u64)
                .read_until(b'\n', &mut line);
            match size {
                Err(error) => {
                    self.done = true;
                    return Some(Err(error));
                }
                Ok(0) => {
                    self.done = true;
                    return (!message.is_empty()).then_some(Ok(message));
                }
                Ok(_) => {}
            }
            let start = &line[..line.len().min(300)];
            if line.starts_with(b"From ") && blank && is_envelope(&String::from_utf8_lossy(start)) {
                if std::mem::replace(&mut self.begun, true) && !message.is_empty() {
                    return Some(Ok(message));
                }
                continue;
            }
            blank = line.trim_ascii().is_empty();
            // A line that begins so is marked where it stands in a message.
            let marks = line.iter().take_while(|byte| **byte == b'>').count();
            let quoted = marks > 0 && line[marks..].starts_with(b"From ");
            if message.len() < MESSAGE {
                message.extend_from_slice(if quoted { &line[1..] } else { &line });
            }
        }
    }
}

/// A message, and what is attached to it.
fn documents(bytes: &[u8], place: Place) -> Opened {
    let bytes = closed(bytes);
    let message = catch_unwind(|| {
        let message = MessageParser::default().parse(bytes.as_ref())?;
        Some((found(&message), attached(&message)))
    });
    let (found, attached) = message.ok().flatten().unwrap_or_default();
    if found.is_none() && attached.is_empty() {
        let remedy = "save its text as .txt, or leave it out";
        return Err(place.unfit("it is a message in which there is no text", remedy));
    }
    let own = found.map(|found| page(found, place.clone()));
    let others = attached.into_iter().map(move |(name, bytes)| {
        let place = place.member(&name);
        match is_article(&bytes, &place.ending) {
            Ok(()) => member(bytes, place),
            Err(kind) => {
                let what = kind.map_or("a file of an unknown kind", Kind::name);
                Err(DocumentError::Beside {
                    name: place.name,
                    what: format!("{what}, which is attached and not read"),
                })
            }
        }
    });
    Ok(Box::new(own.into_iter().chain(others).flat_map(or_error)))
}

/// The files that come with a message, by their names.
fn attached(message: &Message) -> Vec<(String, Vec<u8>)> {
    if is_saved(message) {
        return Vec::new();
    }
    let files = message.attachments().enumerate();
    let files = files.map(|(at, part)| {
        let kind = part.content_type().map(|kind| kind.ctype());
        let ending = if kind == Some("message") { ".eml" } else { "" };
        let name = part.attachment_name().map(str::to_owned);
        let name = name.unwrap_or_else(|| format!("attachment {}{ending}", at + 1));
        (name, part.contents().to_vec())
    });
    // Pictures are what a message looks like.
    let picture = |bytes: &[u8]| Kind::of_bytes(bytes) == Some(Kind::Picture);
    let files = files.filter(|(_, bytes)| !bytes.is_empty() && !picture(bytes));
    files.collect()
}

/// Whether it is a page that a browser saved.
fn is_saved(message: &Message) -> bool {
    let sender = message.from().and_then(|from| from.first());
    let name = sender.and_then(|sender| sender.name());
    address(message).is_some() || name.is_some_and(|name| name.starts_with("Saved by"))
}

/// Where a page that is saved was found.
fn address(message: &Message) -> Option<String> {
    let mut names = ["Snapshot-Content-Location", "Content-Location"].iter();
    let address = names.find_map(|name| message.header(*name)?.as_text());
    let address = address.map(|address| address.trim().to_owned());
    address.filter(|address| address.starts_with("http"))
}

/// The message with those in it left closed, be they attached, sent on or in a digest: each is read for itself, and one in
/// another a thousand times over would take more of the stack than there is.
fn closed(bytes: &[u8]) -> Cow<'_, [u8]> {
    const HEADER: &[u8] = b"content-type:";
    const KINDS: [&[u8]; 3] = [b"rfc822", b"global", b"digest"];
    let find = |line: &[u8], word: &[u8]| {
        let mut windows = line.windows(word.len());
        windows.position(|window| window.eq_ignore_ascii_case(word))
    };
    let mut closed = Cow::Borrowed(bytes);
    let mut name: Vec<u8> = Vec::new();
    let (mut start, mut inside) = (0, false);
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        // A header goes on in lines that begin with a blank.
        let goes_on = inside && matches!(line.first(), Some(b' ' | b'\t'));
        // Blanks in its name do not count.
        name.clear();
        name.extend(line.iter().filter(|byte| !byte.is_ascii_whitespace()));
        inside = goes_on || find(&name, HEADER).is_some();
        if inside {
            for kind in KINDS {
                let mut from = 0;
                while let Some(at) = find(&line[from..], kind) {
                    let word = start + from + at;
                    closed.to_mut()[word..word + kind.len()].fill(b'x');
                    from += at + kind.len();
                }
            }
        }
        start += line.len();
    }
    closed
}

fn found(message: &Message) -> Option<Found> {
    let sender = message.from().and_then(|from| from.first());
    let name = sender.and_then(|sender| sender.name().map(str::to_owned));
    let subject = message.subject().map(|subject| bare(subject).to_owned());
    let date = message.date().and_then(|date| {
        Date::new(
            i16::try_from(date.year).ok()?,
            i8::try_from(date.month).ok()?,
            i8::try_from(date.day).ok()?,
        )
        .ok()
    });
    if is_saved(message) {
        // The page says for itself what it is; the message says only when it was saved.
        let page = message.parts.iter().find_map(|part| match &part.body {
            PartType::Html(page) => Some(page.to_string()),
            _ => None,
        })?;
        return Some(Found::of(Body::Page(page)).with(Metadata {
            url: address(message),
            ..Metadata::default()
        }));
    }
    // What is attached is read for itself.
    let parts = message.parts.iter().enumerate();
    let own = parts.filter(|(at, _)| !message.attachments.iter().any(|part| *part as usize == *at));
    let own: Vec<_> = own.map(|(_, part)| part).collect();
    let text = own.iter().find_map(|part| match &part.body {
        PartType::Text(text) if !text.trim().is_empty() => Some(Body::Text(text.to_string())),
        _ => None,
    });
    let page = own.iter().find_map(|part| match &part.body {
        PartType::Html(page) if !page.trim().is_empty() => Some(Body::Page(page.to_string())),
        _ => None,
    });
    let body = text.or(page)?;
    Some(Found::of(body).with(Metadata {
        title: subject,
        publisher: name,
        published: date,
        ..Metadata::default()
    }))
}

/// A subject without what says that the message was answered or sent on.
fn bare(subject: &str) -> &str {
    let mut subject = subject.trim();
    loop {
        let lower = subject.get(..5).unwrap_or(subject).to_ascii_lowercase();
        let mark = ["re:", "fw:", "fwd:"]
            .into_iter()
            .find(|mark| lower.starts_with(mark));
        match mark {
            Some(mark) => subject = subject[mark.len()..].trim_start(),
            None => return subject,
        }
    }
}
