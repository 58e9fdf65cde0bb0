//! WARC: the pages that a crawler has fetched.

use super::{Body, Bytes, Found, Place, page, unfit};
use crate::document::charset::decode;
use crate::document::input::{self, Opened, or_error};
use crate::document::{DocumentError, Metadata};
use flate2::read::{GzDecoder, ZlibDecoder};
use std::io::{BufRead, Read};

/// Bytes of a page; what is larger is no article.
const PAGE: u64 = 32 << 20;
/// Lines in front of a record or a page, and bytes of one.
const LINES: usize = 200;
const LINE: u64 = 64 << 10;

/// The pages of an archive, one at a time. Pictures, scripts and what else was fetched are counted at its end.
pub fn read(reader: Bytes, place: Place) -> Opened {
    let mut records = Records {
        reader,
        place,
        others: 0,
        pages: 0,
        done: false,
    };
    let documents = std::iter::from_fn(move || records.next());
    Ok(Box::new(documents.flat_map(or_error)))
}

struct Records {
    reader: Bytes,
    place: Place,
    /// Records that are no pages.
    others: usize,
    pages: usize,
    done: bool,
}

type Fields = Vec<(String, String)>;

impl Records {
    fn next(&mut self) -> Option<Opened> {
        while !self.done {
            match self.record() {
                Ok(Some(found)) => {
                    self.pages += 1;
                    let name = found.metadata.url.clone();
                    let name = name.unwrap_or_else(|| self.place.part(self.pages));
                    let place = Place {
                        name,
                        ..self.place.clone()
                    };
                    return Some(page(found, place));
                }
                Ok(None) => {}
                Err(error) => {
                    // What follows a broken record cannot be found.
                    self.done = matches!(
                        error,
                        DocumentError::Io { .. } | DocumentError::Unfit { .. }
                    );
                    return Some(Err(error));
                }
            }
        }
        let others = std::mem::take(&mut self.others);
        let (one, many) = ("record that is no page", "records that are no pages");
        (others > 0).then(|| {
            Err(DocumentError::Beside {
                name: self.place.name.clone(),
                what: crate::count::counted(others, one, many),
            })
        })
    }

    /// The page of the next record, if it is one.
    fn record(&mut self) -> Result<Option<Found>, DocumentError> {
        let name = self.place.name.clone();
        let before = match self.pages {
            0 => "",
            _ => "; the pages before were read",
        };
        let failed = |error: std::io::Error| DocumentError::Io {
            name: name.clone(),
            reason: format!("{error}{before}"),
        };
        let broken = || {
            unfit(
                &name,
                "it is a web archive (WARC) that is cut off or damaged",
                "fetch it again; the pages before were read",
            )
        };
        let mut line = String::new();
        // Two empty lines part records.
        loop {
            line.clear();
            if self.line(&mut line).map_err(failed)? == 0 {
                self.done = true;
                return Ok(None);
            }
            if !line.trim().is_empty() {
                break;
            }
        }
        if !line.starts_with("WARC/") {
            return Err(broken());
        }
        let fields = self.fields().map_err(failed)?.ok_or_else(broken)?;
        let size: u64 = value(&fields, "content-length")
            .and_then(|size| size.parse().ok())
            .ok_or_else(broken)?;
        let kind = value(&fields, "warc-type").unwrap_or_default();
        if !matches!(kind, "response" | "resource") || size > PAGE {
            self.others += usize::from(matches!(kind, "response" | "resource"));
            let passed = std::io::copy(&mut (&mut self.reader).take(size), &mut std::io::sink());
            return match passed.map_err(failed)? == size {
                true => Ok(None),
                false => Err(broken()),
            };
        }
        let mut block = Vec::new();
        (&mut self.reader)
            .take(size)
            .read_to_end(&mut block)
            .map_err(failed)?;
        if (block.len() as u64) < size {
            return Err(broken());
        }
        let declared = value(&fields, "content-type").unwrap_or_default();
        let http = declared.starts_with("application/http");
        let page = match http {
            true => response(&block),
            false => declared.contains("html").then_some(block),
        };
        let Some(page) = page else {
            self.others += 1;
            return Ok(None);
        };
        let address = value(&fields, "warc-target-uri").unwrap_or_default();
        let address = address.trim_matches(['<', '>']);
        let encoding = input::declared(&page);
        let text = decode(&page, address, encoding.as_deref())?;
        Ok(Some(Found::of(Body::Page(text)).with(Metadata {
            url: address.starts_with("http").then(|| address.to_owned()),
            ..Metadata::default()
        })))
    }

    fn line(&mut self, line: &mut String) -> std::io::Result<usize> {
        let mut bytes = Vec::new();
        let size = (&mut self.reader)
            .take(LINE)
            .read_until(b'\n', &mut bytes)?;
        line.push_str(&String::from_utf8_lossy(&bytes));
        Ok(size)
    }

    /// The fields up to the next empty line; `None` where it does not come.
    fn fields(&mut self) -> std::io::Result<Option<Fields>> {
        let mut fields = Fields::new();
        for _ in 0..LINES {
            let mut line = String::new();
            if self.line(&mut line)? == 0 {
                return Ok(None);
            }
            if line.trim().is_empty() {
                return Ok(Some(fields));
            }
            fields.extend(field(&line));
        }
        Ok(None)
    }
}

fn field(line: &str) -> Option<(String, String)> {
    let (name, value) = line.split_once(':')?;
    Some((name.trim().to_ascii_lowercase(), value.trim().to_owned()))
}

fn value<'f>(fields: &'f Fields, name: &str) -> Option<&'f str> {
    let found = fields.iter().find(|(known, _)| known == name);
    found.map(|(_, value)| value.as_str())
}

/// The page in an answer of a web server, if it is one that was found there.
fn response(block: &[u8]) -> Option<Vec<u8>> {
    let mut rest = block;
    let mut fields = Fields::new();
    let mut status = String::new();
    for number in 0..LINES {
        let end = rest.iter().position(|byte| *byte == b'\n')?;
        let line = String::from_utf8_lossy(&rest[..end]).into_owned();
        rest = &rest[end + 1..];
        match () {
            () if number == 0 => status = line,
            () if line.trim().is_empty() => break,
            () => fields.extend(field(&line)),
        }
    }
    let found = status.split_whitespace().nth(1) == Some("200");
    let kind = value(&fields, "content-type").unwrap_or("text/html");
    if !found || !kind.contains("html") {
        return None;
    }
    let mut page = rest.to_vec();
    if value(&fields, "transfer-encoding").is_some_and(|how| how.contains("chunked")) {
        page = unchunked(&page).unwrap_or(page);
    }
    let packed = value(&fields, "content-encoding").unwrap_or_default();
    match packed {
        "gzip" | "x-gzip" => unpacked(GzDecoder::new(page.as_slice())),
        "deflate" => unpacked(ZlibDecoder::new(page.as_slice())),
        "" | "identity" => Some(page),
        _ => None,
    }
}

fn unpacked(decoder: impl Read) -> Option<Vec<u8>> {
    let mut page = Vec::new();
    // What came before the end of a page that was cut off is read.
    let whole = decoder.take(PAGE).read_to_end(&mut page);
    (whole.is_ok() || !page.is_empty()).then_some(page)
}

/// A body that was sent in pieces, each with its size in front.
fn unchunked(mut rest: &[u8]) -> Option<Vec<u8>> {
    let mut page = Vec::new();
    loop {
        let end = rest.iter().take(64).position(|byte| *byte == b'\n')?;
        let size = std::str::from_utf8(&rest[..end]).ok()?;
        let size = usize::from_str_radix(size.split(';').next()?.trim(), 16).ok()?;
        rest = &rest[end + 1..];
        if size == 0 {
            return Some(page);
        }
        page.extend_from_slice(rest.get(..size)?);
        let behind = rest.get(size..)?;
        rest = behind
            .strip_prefix(b"\r\n")
            .or_else(|| behind.strip_prefix(b"\n"))?;
    }
}
