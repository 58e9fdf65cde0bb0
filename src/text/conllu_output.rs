//! An [`Analysis`] in CoNLL-U: `TokenRange` counts Unicode scalar values of the document, `NE` marks names.

use super::{Analysis, Sentence, Token};
use crate::document::Document;
use std::fmt::Write;

/// All sentences, each with an empty line after it.
pub fn conllu(document: &Document, analysis: &Analysis) -> String {
    let mut out = String::new();
    for (number, sentence) in analysis.sentences.iter().enumerate() {
        // writing to a string cannot fail
        _ = write_sentence(&mut out, document, sentence, number);
    }
    out
}

fn write_sentence(
    out: &mut String,
    document: &Document,
    sentence: &Sentence,
    number: usize,
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
            misc(document, sentence, at, token),
        )?;
    }
    out.push('\n');
    Ok(())
}

fn misc(document: &Document, sentence: &Sentence, at: usize, token: &Token) -> String {
    let mut fields = Vec::new();
    if let Some(name) = sentence.names.iter().find(|name| name.tokens.contains(&at)) {
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
    fields.join("|")
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
        };
        let shown = conllu(
            &document,
            &Analysis {
                sentences: vec![sentence],
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
