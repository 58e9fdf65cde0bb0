//! An [`Analysis`] in CoNLL-U. In its last column `TokenRange` counts Unicode scalar values of the document, `NE` marks names,
//! and what is meant follows: `Mention` at heads of phrases, `Role` at arguments (predicate and role, `4:ARG0`), `Happened` at
//! predicates (from −3 to 3), `Violence` (from 0.5 to 1), `Said` at cues, sources and contents, with the number of the
//! attribution.

use super::{Analysis, Attribution, Meaning, Sentence};
use crate::document::Document;
use std::collections::BTreeMap;
use std::fmt::Write;

/// All sentences, each with an empty line after it.
pub fn conllu(document: &Document, analysis: &Analysis) -> String {
    let mut out = String::new();
    let said = said(analysis);
    for (number, sentence) in analysis.sentences.iter().enumerate() {
        let said = said.get(&number).map(Vec::as_slice).unwrap_or_default();
        // writing to a string cannot fail
        _ = write_sentence(&mut out, document, sentence, (number, said));
    }
    out
}

/// By sentence, each token that is part of an attribution with what it is there.
fn said(analysis: &Analysis) -> BTreeMap<usize, Vec<(usize, String)>> {
    let mut by_sentence: BTreeMap<usize, Vec<(usize, String)>> = BTreeMap::new();
    for (number, attribution) in analysis.attributions.iter().enumerate() {
        let Attribution {
            cue,
            source,
            content,
            ..
        } = attribution;
        for (part, words) in [("cue", cue), ("source", source), ("content", content)] {
            for (sentence, token) in words {
                let tokens = by_sentence.entry(*sentence).or_default();
                tokens.push((*token, format!("{}:{part}", number + 1)));
            }
        }
    }
    by_sentence
}

fn write_sentence(
    out: &mut String,
    document: &Document,
    sentence: &Sentence,
    (number, said): (usize, &[(usize, String)]),
) -> std::fmt::Result {
    let id = if document.id.is_empty() {
        &document.source
    } else {
        &document.id
    };
    if number == 0 {
        writeln!(out, "# newdoc id = {}", one_line(id))?;
    }
    writeln!(out, "# sent_id = {}-{}", one_line(id), number + 1)?;
    writeln!(
        out,
        "# text = {}",
        one_line(sentence.span.of(&document.text))
    )?;
    for (at, token) in sentence.tokens.iter().enumerate() {
        let head = token.head.map_or(0, |head| head + 1);
        let features = if token.features.is_empty() {
            "_"
        } else {
            &token.features
        };
        writeln!(
            out,
            "{}\t{}\t{}\t{}\t_\t{features}\t{head}\t{}\t_\t{}",
            at + 1,
            one_line(&token.form),
            one_line(&token.lemma),
            token.upos,
            token.relation,
            misc(document, sentence, at, said),
        )?;
    }
    out.push('\n');
    Ok(())
}

fn misc(document: &Document, sentence: &Sentence, at: usize, said: &[(usize, String)]) -> String {
    let token = &sentence.tokens[at];
    let mut fields = Vec::new();
    let mut names = sentence.names.iter().chain(&sentence.meaning.nationalities);
    if let Some(name) = names.find(|name| name.tokens.contains(&at)) {
        let side = if name.tokens.start == at { "B" } else { "I" };
        fields.push(format!("NE={side}-{}", name.kind));
    }
    let follows = document
        .text
        .get(token.span.end..)
        .is_some_and(|rest| !rest.is_empty() && !rest.starts_with(char::is_whitespace));
    if follows {
        fields.push("SpaceAfter=No".to_owned());
    }
    let (begin, end) = (
        document.char_offset(token.span.begin),
        document.char_offset(token.span.end),
    );
    fields.push(format!("TokenRange={begin}:{end}"));
    fields.extend(meaning(&sentence.meaning, at));
    let parts: Vec<&str> = said
        .iter()
        .filter(|(token, _)| *token == at)
        .map(|(_, part)| part.as_str())
        .collect();
    if !parts.is_empty() {
        fields.push(format!("Said={}", parts.join(",")));
    }
    fields.join("|")
}

/// What a token means.
fn meaning(meaning: &Meaning, at: usize) -> Vec<String> {
    let mut fields = Vec::new();
    if let Some(kind) = meaning.kind(at) {
        fields.push(format!("Mention={kind}"));
    }
    let mut roles = Vec::new();
    for predicate in &meaning.predicates {
        if predicate.word == at {
            let sure = meaning.sure.get(at).copied().unwrap_or_default();
            fields.push(format!("Happened={sure:.1}"));
        }
        let mine = predicate.arguments.iter().filter(|(word, ..)| *word == at);
        roles.extend(mine.map(|(_, role, _)| format!("{}:{role}", predicate.word + 1)));
    }
    if !roles.is_empty() {
        fields.push(format!("Role={}", roles.join(",")));
    }
    if let Some(likely) = meaning.violence(at) {
        fields.push(format!("Violence={likely:.2}"));
        let episode = meaning.episodes.get(at).copied().unwrap_or_default();
        fields.push(format!("Episode={episode:.2}"));
    }
    fields
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::conllu;
    use crate::document::{BlockKind, Document};
    use crate::span::Span;
    use crate::text::tests::bare;
    use crate::text::{Analysis, Name, NameKind, Sentence};

    #[test]
    fn a_token_is_a_line() {
        let text = "Zoë’s here.";
        let document = Document {
            id: "d".to_owned(),
            text: text.to_owned(),
            ..Document::default()
        };
        let sentence = Sentence {
            span: Span::new(0, text.len()),
            block: BlockKind::Body,
            paragraph: 0,
            tokens: bare(text),
            names: vec![Name {
                tokens: 0..1,
                kind: NameKind::Person,
            }],
            quantities: Vec::new(),
            times: Vec::new(),
            meaning: crate::text::Meaning::default(),
        };
        let shown = conllu(
            &document,
            &Analysis {
                sentences: vec![sentence],
                ..Analysis::default()
            },
        );
        let wanted = "# newdoc id = d\n# sent_id = d-1\n# text = Zoë’s here.\n\
            1\tZoë\tzoë\tX\t_\t_\t0\tdep\t_\tNE=B-PER|SpaceAfter=No|TokenRange=0:3\n\
            2\t’s\t’s\tX\t_\t_\t0\tdep\t_\tTokenRange=3:5\n\
            3\there\there\tX\t_\t_\t0\tdep\t_\tSpaceAfter=No|TokenRange=6:10\n\
            4\t.\t.\tX\t_\t_\t0\tdep\t_\tTokenRange=10:11\n\n";
        assert_eq!(shown, wanted);
    }
}
