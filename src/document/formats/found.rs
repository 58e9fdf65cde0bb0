//! An article as a format holds it, on its way to a [`Document`].

use crate::document::charset::clean;
use crate::document::{BlockKind, Document, DocumentError, Metadata, html, make, published};

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
    /// All but its words; as it is written there, and without a source.
    pub metadata: Metadata,
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
            metadata: Metadata::default(),
            body,
        }
    }

    /// The same with what is known of it.
    pub fn with(self, metadata: Metadata) -> Found {
        Found { metadata, ..self }
    }

    /// Takes the day from a field, if there is one in it.
    pub fn dated(mut self, field: Option<&str>) -> Found {
        let known = &mut self.metadata.published;
        *known = known.or_else(|| published::parse(field?));
        self
    }

    /// Its document, which messages call `name`; an error when there are no words.
    pub fn document(self, name: String) -> Result<Document, DocumentError> {
        let line = |value: Option<String>| {
            value
                .map(|text| make::one_line(&clean(text)))
                .filter(|text| !text.is_empty())
        };
        let told = self.metadata;
        let metadata = Metadata {
            title: line(told.title),
            publisher: line(told.publisher),
            author: line(told.author),
            published: told.published,
            url: line(told.url),
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
