//! A dependency tree as lines of text, a word a line in the order of the sentence.

use super::Paint;
use crate::shown::Shown;
use crate::text::Sentence;
use std::io::{self, Write};
use unicode_width::UnicodeWidthStr;

/// Draws the tree of a sentence. `notes` has a few words for each token, or none.
pub fn tree(
    sentence: &Sentence,
    notes: &[String],
    paint: Paint,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut drawing = Drawing {
        sentence,
        below: vec![Vec::new(); sentence.tokens.len()],
        lines: Vec::new(),
    };
    let mut roots = Vec::new();
    for (at, token) in sentence.tokens.iter().enumerate() {
        match token.head {
            Some(head) => drawing.below[head].push(at),
            None => roots.push(at),
        }
    }
    for root in roots {
        drawing.draw(root, "", "", "");
    }
    let width = |line: &(String, usize)| {
        line.0.width() + Shown::line(&sentence.tokens[line.1].form).width()
    };
    let widest = drawing.lines.iter().map(width).max().unwrap_or(0);
    for line in &drawing.lines {
        let (branch, at) = (&line.0, line.1);
        let token = &sentence.tokens[at];
        let relation = token.relation.to_string();
        let note = notes.get(at).map_or("", String::as_str);
        let plain = format!(
            "{:pad$}  {:5} {relation:12}",
            "",
            token.upos.to_string(),
            pad = widest - width(line)
        );
        let word = Shown::line(&token.form);
        let line = format!(
            "{}{word}{}  {}",
            paint.dim(branch),
            paint.dim(&plain),
            paint.role(note)
        );
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}

struct Drawing<'s> {
    sentence: &'s Sentence,
    below: Vec<Vec<usize>>,
    /// The branches in front of each word, and its token.
    lines: Vec<(String, usize)>,
}

impl Drawing<'_> {
    /// Draws a word between its left and its right dependents. `above`, `here` and `under` stand in front of the lines
    /// before the word, its own and those after it.
    fn draw(&mut self, at: usize, above: &str, here: &str, under: &str) {
        debug_assert!(at < self.sentence.tokens.len());
        let dependents = std::mem::take(&mut self.below[at]);
        let (left, right): (Vec<usize>, Vec<usize>) = dependents.into_iter().partition(|&c| c < at);
        for (index, child) in left.into_iter().enumerate() {
            let (before, own) = if index == 0 {
                ("   ", "┌─ ")
            } else {
                ("│  ", "├─ ")
            };
            let [before, own, after] = [before, own, "│  "].map(|part| format!("{above}{part}"));
            self.draw(child, &before, &own, &after);
        }
        self.lines.push((here.to_string(), at));
        let last = right.len();
        for (index, child) in right.into_iter().enumerate() {
            let (own, after) = if index + 1 == last {
                ("└─ ", "   ")
            } else {
                ("├─ ", "│  ")
            };
            let [before, own, after] = ["│  ", own, after].map(|part| format!("{under}{part}"));
            self.draw(child, &before, &own, &after);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::tree;
    use crate::document::BlockKind;
    use crate::output::Paint;
    use crate::span::Span;
    use crate::text::tests::bare;
    use crate::text::{Relation, Sentence};

    #[test]
    fn a_word_a_line_in_text_order() {
        let text = "The old army shelled a town";
        let mut tokens = bare(text);
        let heads = [Some(2), Some(2), Some(3), None, Some(5), Some(3)];
        for (token, head) in tokens.iter_mut().zip(heads) {
            token.head = head;
            token.relation = if head.is_none() {
                Relation::Root
            } else {
                Relation::Dep
            };
        }
        let sentence = Sentence {
            span: Span::new(0, text.len()),
            block: BlockKind::Body,
            paragraph: 0,
            tokens,
            names: Vec::new(),
            quantities: Vec::new(),
            times: Vec::new(),
            meaning: crate::text::Meaning::default(),
        };
        let mut out = Vec::new();
        tree(&sentence, &[], Paint::default(), &mut out).unwrap();
        let wanted = [
            "   ┌─ The  X     dep",
            "   ├─ old  X     dep",
            "┌─ army    X     dep",
            "shelled    X     root",
            "│  ┌─ a    X     dep",
            "└─ town    X     dep",
        ];
        let found = String::from_utf8(out).unwrap();
        assert_eq!(found.trim_end(), wanted.join("\n"));
    }
}
