//! A calendar of events, RFC 5545: all-day entries. An event without both ends, or of more than a month, is in no calendar.

use super::event::Event;
use crate::output::markdown::is_web;
use crate::query::about::degrees;
use crate::report::source;
use crate::shown::Shown;
use crate::store::Store;
use jiff::civil::Date;
use std::collections::BTreeSet;
use std::io::{self, Write};

/// Most days among which an event may have been.
const LONGEST: i32 = 31;
/// Bytes of a line.
const LINE: usize = 75;

/// Writes the calendar.
pub(super) fn write(
    store: &Store,
    events: &BTreeSet<String>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut calendar = Calendar { out };
    calendar.line("BEGIN:VCALENDAR")?;
    calendar.line("VERSION:2.0")?;
    let version = env!("CARGO_PKG_VERSION");
    calendar.line(&format!("PRODID:-//dateline//dateline {version}//EN"))?;
    calendar.line("CALSCALE:GREGORIAN")?;
    // When an entry was made has to be told; the day of the newest article is the same every time.
    let stamp = store.newest().unwrap_or(Date::constant(1970, 1, 1));
    for event in events.iter().filter_map(|event| Event::of(store, event)) {
        calendar.event(store, &event, stamp)?;
    }
    calendar.line("END:VCALENDAR")
}

struct Calendar<'c> {
    out: &'c mut dyn Write,
}

impl Calendar<'_> {
    fn event(&mut self, store: &Store, event: &Event, stamp: Date) -> io::Result<()> {
        let days = event.days.unwrap_or_default();
        let (Some(begin), Some(end)) = (days.begin, days.end) else {
            return Ok(());
        };
        // The end of an entry is the day after its last one.
        let Ok(after) = end.tomorrow() else {
            return Ok(());
        };
        if (end - begin).get_days() >= LONGEST {
            return Ok(());
        }
        let among = match begin == end {
            true => "",
            false => " (on one of these days)",
        };
        let not = match event.happened() {
            true => String::new(),
            false => format!("[{}] ", event.modality),
        };
        self.line("BEGIN:VEVENT")?;
        self.field("UID", &event.iri)?;
        self.line(&format!("DTSTAMP:{}T000000Z", basic(stamp)))?;
        self.line(&format!("DTSTART;VALUE=DATE:{}", basic(begin)))?;
        self.line(&format!("DTEND;VALUE=DATE:{}", basic(after)))?;
        self.field("SUMMARY", &format!("{not}{}{among}", event.title))?;
        let places = event.places().into_iter();
        let places: Vec<String> = places.filter_map(|p| store.label(p)).collect();
        if !places.is_empty() {
            self.field("LOCATION", &places.join("; "))?;
        }
        if let [place] = event.places().as_slice()
            && let Some((latitude, longitude)) = degrees(store, place)
        {
            self.line(&format!("GEO:{latitude};{longitude}"))?;
        }
        self.field("CATEGORIES", &event.noun)?;
        let mut told: Vec<String> = Vec::new();
        let mut url = None;
        for document in event.sources.iter().map(|iri| store.document(iri)) {
            told.push(source(&document).to_string());
            url = url.or(document.url.filter(|url| is_web(url)));
        }
        if !told.is_empty() {
            let told: Vec<String> = told.iter().map(|source| escaped(source)).collect();
            self.line(&format!("DESCRIPTION:{}", told.join("\\n")))?;
        }
        if let Some(url) = url {
            self.line(&format!("URL:{}", Shown::line(&url)))?;
        }
        self.line("TRANSP:TRANSPARENT")?;
        self.line("END:VEVENT")
    }

    fn field(&mut self, name: &str, text: &str) -> io::Result<()> {
        self.line(&format!("{name}:{}", escaped(text)))
    }

    /// A line of the file, folded: what goes on begins with a blank.
    fn line(&mut self, line: &str) -> io::Result<()> {
        let mut used = 0;
        for c in line.chars() {
            if used + c.len_utf8() > LINE {
                write!(self.out, "\r\n ")?;
                used = 1;
            }
            write!(self.out, "{c}")?;
            used += c.len_utf8();
        }
        write!(self.out, "\r\n")
    }
}

/// Words on one line, as a value has them.
fn escaped(text: &str) -> String {
    let text = Shown::line(text);
    text.replace('\\', "\\\\")
        .replace(';', "\\;")
        .replace(',', "\\,")
}

fn basic(day: Date) -> String {
    day.strftime("%Y%m%d").to_string()
}
