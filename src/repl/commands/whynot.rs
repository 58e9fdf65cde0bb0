//! `\whynot`: what was tried in a sentence, and why it did not give what one expected.

use super::{Failed, Flow, Ran, Shell};
use crate::count::counted;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Metadata, from_text, has_words};
use crate::extract::Extractor;
use crate::gazetteer::Gazetteer;
use crate::output::explanation;
use crate::query;
use crate::repl::why;
use crate::shown::{Shown, blanked};
use crate::span::Span;
use crate::text::Reader;
use std::io::Write;

pub(super) fn whynot(shell: &mut Shell<'_>, words: &str, out: &mut dyn Write) -> Ran {
    let words = words.trim_matches(query::QUOTES);
    if words.is_empty() {
        let usage = "\\whynot WORDS: some words of the sentence, as the article has them";
        return Err(Failed::usage(usage));
    }
    let store = shell.store.clone();
    // Only the article that is explained is laid out.
    let searched = shell.stoppable(|session| -> Result<_, Diagnostic> {
        let mut first = None;
        let mut more = 0;
        for (iri, text) in store.document_texts() {
            session.check_budget(Span::new(0, words.len()))?;
            let text = blanked(text);
            if has_words(&text, words) {
                match first {
                    None => first = Some((iri, text)),
                    Some(_) => more += 1,
                }
            }
        }
        Ok((first, more))
    });
    let (first, more) = searched.map_err(|error| shell.failed("<question>", words, &[error]))?;
    let found = first.and_then(|(iri, text)| {
        let known = store.document(&iri);
        let published = known.published;
        let metadata = Metadata {
            author: None,
            title: known.title,
            publisher: known.publisher,
            published: published.and_then(|p| p.begin.filter(|_| p.begin == p.end)),
            url: known.url,
            source: iri.clone(),
        };
        let document = from_text(text, metadata);
        let at = document.find(words)?;
        Some((iri, document, at))
    });
    let Some((iri, document, at)) = found else {
        let message = format!(
            "no article has the words “{}”; give some words that follow each other, as they are written",
            Shown::line(words)
        );
        return Err(Failed::usage(message));
    };
    let reader = Reader::embedded().map_err(|error| Failed::new(Code::Store, error))?;
    let gazetteer = Gazetteer::embedded();
    let extractor = Extractor::new(store.ontology(), &gazetteer);
    let analysis = reader.read(&document);
    let paint = shell.settings.paint();
    let title = why::source(&store.document(&iri));
    let explained = extractor.explain(&document, &analysis, at);
    let explained = explained.filter(|found| found.sentence.span.begin <= at);
    let Some(explained) = explained else {
        return Err(Failed::usage(format!(
            "{title}: the paragraph with these words is not read: it is a byline, part of the page, a repetition or not in English"
        )));
    };
    writeln!(out, "{}", paint.bold(&title))?;
    let words = Shown::line(explained.sentence.span.of(&document.text));
    writeln!(out, "{words}\n")?;
    explanation(&explained, &document.text, paint, out)?;
    if more > 0 {
        let articles = counted(more, "more article has", "more articles have");
        writeln!(out, "{articles} these words")?;
    }
    Ok(Flow::Stay)
}
