//! `\open`: articles in full, with the sentences marked that tell of a row.

use super::{Paint, why};
use crate::document::Offsets;
use crate::shown::Shown;
use crate::store::{Source, Store, StoreError};
use std::collections::BTreeSet;
use std::io::{self, Write};

/// An article with the places, in bytes, of sentences that tell of what was asked for.
pub(super) struct Article {
    source: Source,
    text: String,
    offsets: Offsets,
    marked: BTreeSet<(usize, usize)>,
}

/// The articles that tell of an event, or the article itself.
pub(super) fn articles(store: &Store, iri: &str) -> Result<Vec<Article>, StoreError> {
    let mut found: Vec<Article> = Vec::new();
    for evidence in store.evidence(iri)? {
        let iri = &evidence.document.iri;
        let known = found.iter().position(|article| article.source.iri == *iri);
        let at = known.unwrap_or(found.len());
        if known.is_none() {
            found.extend(Article::of(store, evidence.document));
        }
        let Some(article) = found.get_mut(at) else {
            continue;
        };
        for sentence in &evidence.sentences {
            // Passages are counted in characters, as RFC 5147 has it.
            let place = |characters: usize| {
                let found = article.offsets.byte_offset(&article.text, characters);
                found.unwrap_or(article.text.len())
            };
            let begin = place(sentence.begin);
            let end = begin + sentence.text.len();
            if article.text.get(begin..end) == Some(sentence.text.as_str()) {
                article.marked.insert((begin, end));
            }
        }
    }
    if found.is_empty() {
        found.extend(Article::of(store, store.document(iri)));
    }
    Ok(found)
}

impl Article {
    /// An article in which nothing is marked; `None` where the store does not have it.
    fn of(store: &Store, source: Source) -> Option<Article> {
        Some(Article {
            text: store.document_text(&source.iri)?,
            source,
            offsets: Offsets::default(),
            marked: BTreeSet::new(),
        })
    }
}

/// Title, address and text; marked sentences in bold, or between `»` and `«` where there is no bold.
pub(super) fn write(articles: &[Article], paint: Paint, out: &mut dyn Write) -> io::Result<()> {
    for (number, article) in articles.iter().enumerate() {
        if number > 0 {
            writeln!(out, "\n")?;
        }
        writeln!(out, "{}", paint.bold(&why::source(&article.source)))?;
        if let Some(url) = &article.source.url {
            writeln!(out, "{}", Shown::line(url))?;
        }
        writeln!(out)?;
        let mut text = String::new();
        let mut done = 0;
        for &(begin, end) in &article.marked {
            if begin < done {
                continue;
            }
            text.push_str(&Shown::text(&article.text[done..begin]));
            let sentence = Shown::line(&article.text[begin..end]);
            match paint.colour {
                true => text.push_str(&paint.bold(&sentence)),
                false => text.push_str(&format!("»{sentence}«")),
            }
            done = end;
        }
        text.push_str(&Shown::text(&article.text[done..]));
        for line in text.lines() {
            writeln!(out, "{}", line.trim_end())?;
        }
    }
    Ok(())
}
