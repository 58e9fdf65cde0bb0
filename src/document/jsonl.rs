//! JSON Lines: one article a line, read one at a time.

use super::charset::clean;
use super::formats::{Columns, Place, Role};
use super::input::{Documents, or_error};
use super::kind::is_post;
use super::limit::LIMIT;
use super::{Document, DocumentError, Metadata, formats, make, published};
use crate::mark::unmarked_bytes;
use serde_json::{Map, Value};
use std::io::BufRead;

/// Articles of a JSON Lines source, a line at a time.
pub struct Lines<R> {
    reader: R,
    place: Place,
    line: usize,
    /// What a line wraps around several articles.
    wrapped: Option<Documents>,
    /// Nothing but articles may come; set by the first object.
    begun: bool,
    done: bool,
}

impl<R: BufRead> Lines<R> {
    /// Articles of `reader`.
    pub fn new(reader: R, place: Place) -> Lines<R> {
        Lines {
            reader,
            place,
            wrapped: None,
            line: 0,
            begun: false,
            done: false,
        }
    }

    fn read(&mut self) -> Option<Result<Document, DocumentError>> {
        if let Some(documents) = &mut self.wrapped {
            match documents.next() {
                Some(document) => return Some(document),
                None => self.wrapped = None,
            }
        }
        loop {
            let mut bytes = Vec::new();
            let read = std::io::Read::take(&mut self.reader, LIMIT as u64 + 1)
                .read_until(b'\n', &mut bytes);
            self.line += 1;
            match read {
                Err(error) => {
                    self.done = true;
                    return Some(Err(DocumentError::Io {
                        name: self.place.name.clone(),
                        reason: match self.line {
                            1 => error.to_string(),
                            line => format!("line {line}: {error}; the lines before were read"),
                        },
                    }));
                }
                Ok(0) if !self.begun => {
                    self.done = true;
                    return Some(Err(DocumentError::Empty {
                        name: self.place.name.clone(),
                    }));
                }
                Ok(0) => return None,
                Ok(size) if size > LIMIT => {
                    self.done = true;
                    let name = format!("{}, line {}", self.place.name, self.line);
                    return Some(Err(DocumentError::TooLarge { name, limit: LIMIT }));
                }
                Ok(_) => {}
            }
            let bytes = unmarked_bytes(&bytes).trim_ascii();
            if bytes.is_empty() {
                continue;
            }
            let value =
                serde_json::from_slice::<Value>(bytes).map_err(|error| self.error(&what(&error)));
            self.begun = true;
            if let Ok(value) = &value
                && let Some(documents) = formats::objects(value, &self.place)
            {
                self.wrapped = Some(or_error(documents));
                return self.read();
            }
            let place = &self.place;
            return Some(value.and_then(|value| match value {
                Value::Object(fields) => document(&fields, &place.name, self.line, &place.columns),
                _ => Err(self.error("not an object")),
            }));
        }
    }

    fn error(&self, reason: &str) -> DocumentError {
        DocumentError::Line {
            name: self.place.name.clone(),
            line: self.line,
            reason: reason.to_owned(),
        }
    }
}

impl<R: BufRead> Iterator for Lines<R> {
    type Item = Result<Document, DocumentError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        let next = self.read();
        self.done |= next.is_none();
        next
    }
}

/// A parser's complaint without its own line number, which is always 1 here, and without words of the article.
fn what(error: &serde_json::Error) -> String {
    let kind = match error.is_eof() {
        true => "the object is not closed",
        false => "not valid JSON",
    };
    format!("{kind} at column {}", error.column())
}

/// The article in `fields`, by their usual names or by those of `columns`.
pub fn document(
    fields: &Map<String, Value>,
    name: &str,
    line: usize,
    columns: &Columns,
) -> Result<Document, DocumentError> {
    let fail = |reason: &str| DocumentError::Line {
        name: name.to_owned(),
        line,
        reason: reason.to_owned(),
    };
    let field = |role: Role| {
        let (_, value) = columns.field(fields, role)?;
        let text = make::one_line(&clean(formats::line(value)?));
        (!text.is_empty()).then_some(text)
    };
    if is_post(fields) {
        return formats::post(fields, &format!("{name}#{line}"));
    }
    let words = columns.text_field();
    let text = match columns.field(fields, Role::Text) {
        Some((_, Value::String(text))) => clean(formats::uncut(text).to_owned()),
        Some((key, _)) => return Err(fail(&format!("the field \"{key}\" is not a string"))),
        None => return Err(fail(&format!("there is no field \"{words}\""))),
    };
    if text.trim().is_empty() {
        return Err(fail(&format!("the field \"{words}\" is empty")));
    }
    let date = match columns.field(fields, Role::Published) {
        None => None,
        Some((_, Value::Number(number))) => published::parse(&number.to_string()),
        Some((_, Value::String(date))) if date.trim().is_empty() => None,
        Some((key, date)) => {
            let parsed = date.as_str().and_then(published::parse);
            // A field that nobody called the day of publication may be something else.
            let meant = key == "published" || columns.says(Role::Published);
            if parsed.is_none() && meant {
                let reason = format!("the field \"{key}\" is not a date such as 2020-02-06");
                return Err(fail(&reason));
            }
            parsed
        }
    };
    let url = field(Role::Url);
    let id = fields.get("id").and_then(formats::line);
    let metadata = Metadata {
        title: field(Role::Title),
        publisher: field(Role::Publisher),
        author: field(Role::Author),
        published: date,
        source: url
            .clone()
            .unwrap_or_else(|| id.unwrap_or_else(|| format!("{name}#{line}"))),
        url,
    };
    Ok(make::titled(text, metadata))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(text: &str) -> Vec<Result<Document, DocumentError>> {
        let place = Place::new("a.jsonl".to_owned(), None, Default::default());
        Lines::new(text.as_bytes(), place).collect()
    }

    #[test]
    fn a_bad_line_is_its_own_error() {
        let read = run(
            "{\"text\": \"Guns fell silent.\", \"title\": \"Quiet\", \"x\": 1}\n\n{\"text\": \n{\"title\": \"b\"}\n{\"text\": \"More.\", \"published\": \"2021-03-04\"}",
        );
        assert_eq!(read.len(), 4);
        assert_eq!(read[0].as_ref().unwrap().title.as_deref(), Some("Quiet"));
        let error = read[1].as_ref().unwrap_err().to_string();
        assert!(
            error.contains("line 3") && !error.contains("line 1"),
            "{error}"
        );
        let error = read[2].as_ref().unwrap_err().to_string();
        assert!(error.contains("\"text\""), "{error}");
        let day = read[3].as_ref().unwrap().published.unwrap().day();
        assert_eq!(day.unwrap().to_string(), "2021-03-04");
    }

    #[test]
    fn nothing_is_an_error() {
        let name = "a.jsonl".to_owned();
        assert_eq!(run("\n\n"), [Err(DocumentError::Empty { name })]);
    }
}
