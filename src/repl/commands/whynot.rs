//! `\whynot`: what was tried in a sentence, and why it did not give what one expected.

use super::{Failed, Flow, Shell};
use crate::diagnostic::Code;
use crate::document::{Document, Metadata, from_text};
use crate::extract::Extractor;
use crate::gazetteer::Gazetteer;
use crate::output::explanation;
use crate::query;
use crate::repl::why;
use crate::shown::Shown;
use crate::text::Reader;
use std::io::Write;

pub(super) fn whynot(
    shell: &mut Shell<'_>,
    words: &str,
    out: &mut dyn Write,
) -> Result<Flow, Failed> {
    let words = words.trim_matches(query::QUOTES);
    if words.is_empty() {
        return Err(Failed::usage(
            "\\whynot WORDS: some words of the sentence, as the article has them",
        ));
    }
    let found: Vec<(String, Document, usize)> = shell
        .store
        .document_texts()
        .filter_map(|(iri, text)| {
            let known = shell.store.document(&iri);
            let metadata = Metadata {
                title: known.title,
                publisher: known.publisher,
                published: known
                    .published
                    .and_then(|p| p.begin.filter(|_| p.begin == p.end)),
                url: known.url,
                source: iri.clone(),
            };
            let document = from_text(text, metadata);
            let at = document.find(words)?;
            Some((iri, document, at))
        })
        .collect();
    let [(iri, document, at), more @ ..] = found.as_slice() else {
        let message = format!(
            "no article has the words “{}”; give some words that follow each other, as they are written",
            Shown::line(words)
        );
        return Err(Failed::usage(message));
    };
    let reader = Reader::embedded().map_err(|error| Failed::new(Code::Store, error))?;
    let gazetteer = Gazetteer::embedded();
    let extractor = Extractor::new(shell.store.ontology(), &gazetteer);
    let analysis = reader.read(document);
    let paint = shell.settings.paint();
    let title = why::source(&shell.store.document(iri));
    let explained = extractor.explain(document, &analysis, *at);
    let explained = explained.filter(|found| found.sentence.span.begin <= *at);
    let Some(explained) = explained else {
        return Err(Failed::usage(format!(
            "{title}: the paragraph with these words is not read: it is a byline, part of the page, a repetition or not in English"
        )));
    };
    writeln!(out, "{}", paint.bold(&title))?;
    let words = Shown::line(explained.sentence.span.of(&document.text));
    writeln!(out, "{words}\n")?;
    explanation(&explained, paint, out)?;
    if !more.is_empty() {
        let articles = if more.len() == 1 {
            "article has"
        } else {
            "articles have"
        };
        writeln!(out, "{} more {articles} these words", more.len())?;
    }
    Ok(Flow::Stay)
}
