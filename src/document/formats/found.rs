//! An article as a format holds it, on its way to a [`Document`].

use crate::document::charset::clean;
use crate::document::{BlockKind, Document, DocumentError, Metadata, html, make, published};
use jiff::civil::Date;

/// The words of an article.
pub enum Body {
    /// Plain text, whose paragraphs have to be found.
    Text(String),
    /// A web page, or a piece of one.
    Page(String),
    /// Paragraphs, with what the markup says of each.
    Paragraphs(Vec<(String, Option<BlockKind>)>),
}

/// An article and what its format says of it.
pub struct Found {
    /// Headline.
    pub title: Option<String>,
    /// Outlet.
    pub publisher: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// Day of publication.
    pub published: Option<Date>,
    /// Address on the web.
    pub url: Option<String>,
    /// Its words.
    pub body: Body,
}

impl Found {
    /// An article of which nothing but its text is known.
    pub fn text(text: String) -> Found {
        Found::of(Body::Text(text))
    }

    /// An article of which nothing but its words are known.
    pub fn of(body: Body) -> Found {
        Found {
            title: None,
            publisher: None,
            author: None,
            published: None,
            url: None,
            body,
        }
    }

    /// Takes the day from a field, if there is one in it.
    pub fn dated(mut self, field: Option<&str>) -> Found {
        self.published = self.published.or_else(|| published::parse(field?));
        self
    }

    /// Its document, which messages call `name`; an error when there are no words.
    pub fn document(self, name: String) -> Result<Document, DocumentError> {
        let line = |value: Option<String>| {
            value
                .map(|text| make::one_line(&clean(text)))
                .filter(|text| !text.is_empty())
        };
        let metadata = Metadata {
            title: line(self.title),
            publisher: line(self.publisher),
            author: line(self.author),
            published: self.published,
            url: line(self.url),
            source: name.clone(),
        };
        let document = match self.body {
            Body::Text(text) => make::titled(clean(text), metadata),
            Body::Page(page) => html::with(clean(page), metadata),
            Body::Paragraphs(pieces) => {
                let pieces = pieces
                    .into_iter()
                    .map(|(text, kind)| (make::one_line(&clean(text)), kind))
                    .filter(|(text, _)| !text.is_empty());
                make::of_paragraphs(pieces.collect(), metadata)
            }
        };
        match document.text.trim().is_empty() {
            true => Err(DocumentError::Empty { name }),
            false => Ok(document),
        }
    }
}
