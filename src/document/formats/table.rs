//! Tables: an article a row, its parts in columns that are known by their names.

use super::columns::Layout;
use super::packed::Limited;
use super::{Bytes, Place, unfit, whole};
use crate::document::charset::{clean, decode};
use crate::document::input::Opened;
use crate::document::kind::{SAMPLE, delimiter};
use crate::document::sources::io;
use crate::document::{Document, DocumentError, published};
use jiff::civil::Date;
use std::io::{BufRead, BufReader, Cursor, Read};

/// Bytes of a table: what stands between two quotation marks is one value, however much it is.
const LARGEST: u64 = 1 << 30;
/// Among so many rows the one with the names of the columns is looked for, and the order of day and month.
const LOOKED_AT: usize = 200;
const HEAD: usize = 20;
/// So many columns are named in an error.
const NAMED: usize = 12;

const PICK: &str = "say which column holds the text: --map text=COLUMN";
const FETCH: &str =
    "fetch the pages and give them as .html, or say which column holds the text: --map text=COLUMN";

/// The articles of a file of values with commas, semicolons or tabs between them, a row at a time.
pub fn read(mut reader: Bytes, place: Place) -> Opened {
    let start = reader.fill_buf().map_err(|error| io(&place.name, &error))?;
    let start = &start[..start.len().min(SAMPLE)];
    // Only what is UTF-8 can be read row by row; the last letter of the sample may be cut.
    let utf8 = std::str::from_utf8(start).map_or_else(|e| e.error_len().is_none(), |_| true);
    let (text, reader): (String, Bytes) = if utf8 {
        let text = String::from_utf8_lossy(start).into_owned();
        (text, reader)
    } else {
        let bytes = whole(&mut reader, &place)?;
        let text = clean(decode(&bytes, &place.name, None)?);
        (
            text[..text.floor_char_boundary(SAMPLE)].to_owned(),
            Box::new(Cursor::new(text.into_bytes())),
        )
    };
    let (mark, skipped) = delimiter(&text, &place.ending);
    let mut reader = BufReader::new(Limited::new(reader, LARGEST, "split the table"));
    let mut head = reader.by_ref().take(skipped as u64);
    let read = std::io::copy(&mut head, &mut std::io::sink());
    read.map_err(|error| io(&place.name, &error))?;
    let records = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(mark)
        .from_reader(reader)
        .into_byte_records();
    let name = place.name.clone();
    let mut failed = false;
    let rows = records.map_while(move |record| {
        if failed {
            return None;
        }
        Some(match record {
            Ok(record) => Ok(record
                .iter()
                .map(|value| String::from_utf8_lossy(value).into_owned())
                .collect()),
            Err(error) => {
                failed = true;
                Err(match error.into_kind() {
                    csv::ErrorKind::Io(error) => io(&name, &error),
                    _ => unfit(&name, "a row of it cannot be read", "mend the table"),
                })
            }
        })
    });
    articles(rows, place, "a table (CSV or TSV)")
}

/// A row as it is read: its values.
type Row = Result<Vec<String>, DocumentError>;

/// The articles of `rows`. `kind` is what messages call the table.
pub fn articles(
    rows: impl Iterator<Item = Row> + Send + 'static,
    place: Place,
    kind: &str,
) -> Opened {
    let mut rows = rows;
    let mut first = Vec::new();
    while first.len() < LOOKED_AT
        && let Some(row) = rows.next()
    {
        let broken = row.is_err();
        first.push(row);
        if broken {
            break;
        }
    }
    let table = match Table::new(&first, place, kind) {
        Ok(table) => table,
        Err(error) => {
            // A file that cannot be read to its first row says why.
            let broken = first.into_iter().find_map(Result::err);
            return Err(broken.unwrap_or(error));
        }
    };
    let rows = first.into_iter().chain(rows).enumerate();
    let rows = rows.skip(table.header + 1);
    Ok(Box::new(rows.filter_map(move |(at, row)| match row {
        Ok(row) => table.article(at + 1, &row),
        Err(error) => Some(Err(error)),
    })))
}

/// What is known of a table before its first article is read.
struct Table {
    place: Place,
    names: Vec<String>,
    layout: Layout,
    /// The row with the names, from 0.
    header: usize,
    /// Whether "03/04/2021" is the third of April, where other rows tell.
    day_first: Option<bool>,
}

impl Table {
    fn new(first: &[Row], place: Place, kind: &str) -> Result<Table, DocumentError> {
        let read = || first.iter().map_while(|row| row.as_ref().ok());
        let is_empty = |row: &[String]| row.iter().all(|value| value.trim().is_empty());
        let laid = |row: &Vec<String>| place.columns.layout(row);
        let named = read()
            .take(HEAD)
            .position(|row| laid(row).is_ok_and(|layout| layout.has_text()));
        let filled = || read().position(|row| !is_empty(row));
        let Some(header) = named.or_else(filled) else {
            let name = place.name;
            return Err(DocumentError::Empty { name });
        };
        let names = read().nth(header).into_iter().flatten();
        let names = names.map(|name| name.trim().trim_start_matches('\u{feff}').to_owned());
        let names: Vec<String> = names.collect();
        let shown = || {
            let mut shown: Vec<&str> = names.iter().map(String::as_str).take(NAMED).collect();
            if names.len() > NAMED {
                shown.push("…");
            }
            shown.join(", ")
        };
        let layout = place.columns.layout(&names).map_err(|said| {
            let reason = format!(
                "it is {kind} that has no column “{said}”; it has {}",
                shown()
            );
            place.unfit(reason, "correct --map")
        })?;
        if !layout.has_text() {
            let named = layout.any();
            return Err(match layout.only_addresses() {
                true => place.unfit(
                    format!("it is {kind} with addresses of articles and without their text"),
                    FETCH,
                ),
                false if named => place.unfit(
                    format!("it is {kind} without a column of text; it has {}", shown()),
                    PICK,
                ),
                false => place.unfit(
                    format!(
                        "it is {kind} in which no column is known to hold the text; its first row is {}",
                        shown()
                    ),
                    PICK,
                ),
            });
        }
        let dates = || read().skip(header + 1).filter_map(|row| layout.date(row));
        let orders: Vec<bool> = dates().filter_map(order).collect();
        let day_first = match orders.first() {
            Some(order) if orders.iter().all(|other| other == order) => Some(*order),
            _ => None,
        };
        Ok(Table {
            place,
            names,
            layout,
            header,
            day_first,
        })
    }

    /// The article of a row; `None` for one that is empty.
    fn article(&self, number: usize, row: &[String]) -> Option<Result<Document, DocumentError>> {
        let width = row.len();
        let filled = row.iter().rposition(|value| !value.trim().is_empty())? + 1;
        let name = || format!("{}, row {number}", self.place.name);
        let columns = self.names.len();
        if filled > columns || width < columns {
            let reason = format!(
                "it has {} where the first row names {columns} columns",
                crate::count::counted(width, "value", "values"),
            );
            let remedy =
                "mend the row; a comma or a quotation mark in a value may lack its quotation marks";
            return Some(Err(unfit(&name(), reason, remedy)));
        }
        let mut found = self.layout.found(row);
        if matches!(&found.body, super::Body::Text(text) if text.is_empty()) {
            return Some(Err(unfit(
                &name(),
                "its text is empty",
                "fill it in, or leave the row out",
            )));
        }
        if let Some(written) = self.layout.date(row) {
            match self.date(written) {
                Ok(date) => found.metadata.published = Some(date),
                Err(reason) => {
                    let reason = format!("“{written}” {reason}");
                    return Some(Err(unfit(
                        &name(),
                        reason,
                        "write it as year, month and day",
                    )));
                }
            }
        }
        let source = found.metadata.url.clone();
        let part = source.unwrap_or_else(|| self.place.part(number));
        Some(found.document(part).map_err(|error| match error {
            DocumentError::Empty { .. } => DocumentError::Empty { name: name() },
            error => error,
        }))
    }

    fn date(&self, written: &str) -> Result<Date, &'static str> {
        let none = "is not a date such as 2020-02-06";
        let Some((a, b, year, dotted)) = triple(written) else {
            return published::parse(written).ok_or(none);
        };
        let day_first = match () {
            () if a > 12 || dotted => true,
            () if b > 12 => false,
            () if a == b => true,
            () => self
                .day_first
                .ok_or("can be read in two ways, and no other row tells which")?,
        };
        let (day, month) = if day_first { (a, b) } else { (b, a) };
        Date::new(year, month, day).map_err(|_| none)
    }
}

/// Whether the day stands in front of the month, where only one reading is possible.
fn order(written: &str) -> Option<bool> {
    let (a, b, _, dotted) = triple(written)?;
    match () {
        () if dotted => None,
        () if a > 12 => Some(true),
        () if b > 12 => Some(false),
        () => None,
    }
}

/// The numbers of "3/4/2021 10:00", "03-04-21" and "3.4.2021", and whether dots stand between them.
fn triple(written: &str) -> Option<(i8, i8, i16, bool)> {
    let first = written.split([' ', ',', 'T']).next()?;
    let mark = ['/', '-', '.']
        .into_iter()
        .find(|mark| first.contains(*mark))?;
    let parts: Vec<&str> = first.split(mark).collect();
    let [a, b, year] = parts.as_slice() else {
        return None;
    };
    let small = |part: &str| part.parse::<i8>().ok().filter(|n| (1..=31).contains(n));
    let (a, b) = (small(a)?, small(b)?);
    let year = match (year.len(), year.parse::<i16>().ok()?) {
        (4, year) => year,
        (2, year) if year < 70 => 2000 + year,
        (2, year) => 1900 + year,
        _ => return None,
    };
    Some((a, b, year, mark == '.'))
}
