//! Which column of a table, or which field of an object, holds what of an article.

use super::Found;
use crate::document::Metadata;
use serde_json::{Map, Value};
use std::str::FromStr;

/// What of an article a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Its words.
    Text,
    /// Its headline.
    Title,
    /// Its day of publication.
    Published,
    /// Its outlet.
    Publisher,
    /// Who wrote it.
    Author,
    /// Its address.
    Url,
}

/// The roles, with the name that `--map` takes and the names that columns have, the surest first; the last four of the text
/// count where there is nothing more.
const ROLES: &[(Role, &str, &str)] = &[
    (
        Role::Text,
        "text",
        "text body content fulltext articletext articlebody bodytext maintext contents \
         contenttext story article fullarticle abstract description summary snippet",
    ),
    (
        Role::Title,
        "title",
        "title headline articletitle documenttitle heading hd subject",
    ),
    (
        Role::Published,
        "published",
        "published date publishedat publicationdate publisheddate datepublished pubdate \
         publishdate publishedon publishedtime articledate dateofpublication entrydate datetime \
         createdat datecreated loaddate pd timestamp time",
    ),
    (
        Role::Publisher,
        "publisher",
        "publisher source outlet publication publicationtitle newspaper sourcename medianame \
         media medium pubtitle sitename sn site domain",
    ),
    (
        Role::Author,
        "author",
        "author authors byline creator writer reporter by",
    ),
    (
        Role::Url,
        "url",
        "url link weburl articleurl permalink documenturl address uri href",
    ),
];

/// How a name is compared: letters and digits only, in small letters.
fn bare(name: &str) -> String {
    name.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// What the user says of columns; what nobody says is known by their usual names.
///
/// ```
/// use dateline::document::Columns;
///
/// let columns: Columns = "text=Body,published=Date".parse().unwrap();
/// assert!("words=Body".parse::<Columns>().is_err());
/// # drop(columns);
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Columns(Vec<(Role, String)>);

impl FromStr for Columns {
    type Err = String;

    fn from_str(text: &str) -> Result<Columns, String> {
        let mut columns = Vec::new();
        for pair in text.split(',').filter(|pair| !pair.trim().is_empty()) {
            let (role, column) = pair
                .split_once('=')
                .map(|(role, column)| (role.trim(), column.trim()))
                .filter(|(_, column)| !column.is_empty())
                .ok_or_else(|| format!("“{pair}” is not ROLE=COLUMN, such as text=Body"))?;
            let known = ROLES
                .iter()
                .find(|(_, name, _)| role.eq_ignore_ascii_case(name));
            let Some((role, ..)) = known else {
                let names: Vec<&str> = ROLES.iter().map(|(_, name, _)| *name).collect();
                return Err(format!("“{role}” is none of {}", names.join(", ")));
            };
            columns.push((*role, column.to_owned()));
        }
        Ok(Columns(columns))
    }
}

impl Columns {
    fn said(&self, role: Role) -> Option<&str> {
        let said = self.0.iter().rev().find(|(of, _)| *of == role);
        said.map(|(_, column)| column.as_str())
    }

    /// Whether the user has said which column it is.
    pub(in crate::document) fn says(&self, role: Role) -> bool {
        self.said(role).is_some()
    }

    /// Which of the columns `names` holds what; an error names a column that was said and is not there.
    pub(super) fn layout(&self, names: &[String]) -> Result<Layout, String> {
        let bare: Vec<String> = names.iter().map(|name| bare(name)).collect();
        let mut layout = Layout::default();
        for (role, _, usual) in ROLES {
            let place = match self.said(*role) {
                Some(said) => {
                    let exact = names.iter().position(|name| name.trim() == said);
                    let place = exact.or_else(|| bare.iter().position(|b| *b == self::bare(said)));
                    Some(place.ok_or_else(|| said.to_owned())?)
                }
                None => usual
                    .split(' ')
                    .find_map(|usual| bare.iter().position(|name| name == usual)),
            };
            layout.0[*role as usize] = place;
        }
        Ok(layout)
    }

    /// The value of `role` among the fields of an object, and the name of the field. `usual` fields are looked for where
    /// nothing was said.
    pub(in crate::document) fn field<'v>(
        &self,
        fields: &'v Map<String, Value>,
        role: Role,
    ) -> Option<(&'v str, &'v Value)> {
        let there = |(_, value): &(&'v str, &'v Value)| !value.is_null();
        if let Some(said) = self.said(role) {
            let (name, value) = fields.get_key_value(said)?;
            return Some((name.as_str(), value)).filter(there);
        }
        let (.., usual) = ROLES.iter().find(|(of, ..)| *of == role)?;
        let names: Vec<String> = fields.keys().map(|name| bare(name)).collect();
        usual.split(' ').find_map(|usual| {
            let found = names.iter().zip(fields).find(|(name, _)| *name == usual);
            let (_, (name, value)) = found?;
            Some((name.as_str(), value)).filter(there)
        })
    }

    /// The field that must hold the words, as messages name it.
    pub(in crate::document) fn text_field(&self) -> &str {
        self.said(Role::Text).unwrap_or("text")
    }
}

/// Which column holds what, by number from 0.
#[derive(Debug, Default)]
pub(super) struct Layout([Option<usize>; ROLES.len()]);

impl Layout {
    fn has(&self, role: Role) -> bool {
        self.0[role as usize].is_some()
    }

    /// Whether any column is known by its name.
    pub fn any(&self) -> bool {
        self.has(Role::Text) || self.has(Role::Title) || self.has(Role::Url)
    }

    /// Whether the words of articles are there.
    pub fn has_text(&self) -> bool {
        self.has(Role::Text)
    }

    /// Whether there are addresses and no words.
    pub fn only_addresses(&self) -> bool {
        !self.has(Role::Text) && self.has(Role::Url)
    }

    fn value<'r>(&self, row: &'r [String], role: Role) -> Option<&'r str> {
        let value = row.get(self.0[role as usize]?)?.trim();
        (!value.is_empty()).then_some(value)
    }

    /// The date of a row as it is written.
    pub fn date<'r>(&self, row: &'r [String]) -> Option<&'r str> {
        self.value(row, Role::Published)
    }

    /// The article in a row, without its date.
    pub fn found(&self, row: &[String]) -> Found {
        let of = |role| self.value(row, role).map(str::to_owned);
        let (publisher, mut url) = (of(Role::Publisher), of(Role::Url));
        // "source" is the outlet in one table and the address in the next.
        let (address, publisher): (Vec<_>, Vec<_>) = publisher
            .into_iter()
            .partition(|value| value.contains("://"));
        url = url.or_else(|| address.into_iter().next());
        Found::text(of(Role::Text).unwrap_or_default()).with(Metadata {
            title: of(Role::Title),
            publisher: publisher.into_iter().next(),
            author: of(Role::Author),
            url: url.filter(|url| url.contains("://")),
            ..Metadata::default()
        })
    }
}
