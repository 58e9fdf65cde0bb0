//! `treebank --raw`: from raw text to trees, scored as in the CoNLL 2018 shared task. The text is rebuilt from `# text`:
//! a space between sentences, a new block at `# newpar` and `# newdoc`.

use dateline::document::{Block, BlockKind, Document};
use dateline::span::Span;
use dateline::text::Reader;
use std::collections::BTreeMap;
use std::fmt;

/// Counted in the treebank, in ours, and in both.
#[derive(Clone, Copy, Default)]
struct Matches {
    gold: usize,
    found: usize,
    matched: usize,
}

/// Agreement with a treebank; words are compared when they have the same place in the text.
#[derive(Default)]
pub struct RawScores {
    tokens: Matches,
    sentences: Matches,
    right: BTreeMap<&'static str, usize>,
}

/// A word of the treebank; the head by its place in the text, `None` for the root.
struct Word {
    upos: String,
    lemma: String,
    head: Option<Span>,
    relation: String,
}

/// The text between two breaks, with what the treebank says of it.
#[derive(Default)]
struct Passage {
    text: String,
    words: BTreeMap<Span, Word>,
    sentences: Vec<Span>,
}

/// Scores the documents of a treebank in CoNLL-U whose name begins with `only`.
pub fn score(reader: &Reader, treebank: &str, only: &str) -> RawScores {
    let mut scores = RawScores::default();
    let mut passage = Passage::default();
    let mut document = "";
    for sentence in treebank.split("\n\n") {
        let comment = |start: &str| sentence.lines().any(|line| line.starts_with(start));
        let breaks = comment("# newdoc") || comment("# newpar =") || comment("# newpar id");
        if breaks || sentence.lines().any(|line| line == "# newpar") {
            std::mem::take(&mut passage).score(reader, &mut scores);
        }
        let named = sentence
            .lines()
            .find_map(|l| l.strip_prefix("# newdoc id = "));
        document = named.unwrap_or(document);
        if document.starts_with(only) {
            passage.push(sentence);
        }
    }
    passage.score(reader, &mut scores);
    scores
}

/// Without the subtype, and the tense-free name of the relation.
fn base(relation: &str) -> &str {
    relation.split(':').next().unwrap_or_default()
}

impl Passage {
    fn push(&mut self, sentence: &str) {
        let Some(text) = sentence.lines().find_map(|l| l.strip_prefix("# text = ")) else {
            return;
        };
        if !self.text.is_empty() {
            self.text.push(' ');
        }
        let begin = self.text.len();
        self.text.push_str(text);
        let (mut at, mut inside, mut written_end) = (begin, 0, begin);
        let mut rows: Vec<(usize, Span, Vec<&str>)> = Vec::new();
        for line in sentence.lines().filter(|line| !line.starts_with('#')) {
            let columns: Vec<&str> = line.split('\t').collect();
            if columns.len() < 8 || columns[0].contains('.') {
                continue;
            }
            at += self.text[at..].len() - self.text[at..].trim_start().len();
            let form = columns[1];
            if let Some((_, last)) = columns[0].split_once('-') {
                inside = last.parse().unwrap_or(0);
                written_end = at + form.len();
                continue;
            }
            let number = columns[0].parse().unwrap_or(0);
            if self.text[at..].starts_with(form) {
                rows.push((number, Span::new(at, at + form.len()), columns));
                at += form.len();
            }
            // a written word that is not its parts put together ends where it is written to end
            if number == inside {
                at = at.max(written_end);
            }
        }
        let places: BTreeMap<usize, Span> = rows.iter().map(|(n, span, _)| (*n, *span)).collect();
        for (_, span, columns) in rows {
            let head = columns[6].parse::<usize>().unwrap_or(0);
            let word = Word {
                upos: columns[3].to_owned(),
                lemma: columns[2].replace('’', "'"),
                head: places.get(&head).copied(),
                relation: columns[7].to_owned(),
            };
            self.words.insert(span, word);
        }
        self.sentences.push(Span::new(begin, at));
    }

    fn score(self, reader: &Reader, scores: &mut RawScores) {
        let block = Block {
            span: Span::new(0, self.text.len()),
            kind: BlockKind::Body,
        };
        let document = Document {
            text: self.text,
            blocks: vec![block],
            ..Document::default()
        };
        let analysis = reader.read(&document);
        scores.tokens.gold += self.words.len();
        scores.sentences.gold += self.sentences.len();
        scores.sentences.found += analysis.sentences.len();
        for sentence in &analysis.sentences {
            scores.sentences.matched += usize::from(self.sentences.contains(&sentence.span));
            scores.tokens.found += sentence.tokens.len();
            for token in &sentence.tokens {
                let Some(gold) = self.words.get(&token.span) else {
                    continue;
                };
                scores.tokens.matched += 1;
                let head = token.head.map(|head| sentence.tokens[head].span) == gold.head;
                let relation = base(&token.relation.to_string()) == base(&gold.relation);
                for (what, right) in [
                    ("UPOS", token.upos.to_string() == gold.upos),
                    ("lemmas", token.lemma.replace('’', "'") == gold.lemma),
                    ("UAS", head),
                    ("LAS", head && relation),
                ] {
                    *scores.right.entry(what).or_default() += usize::from(right);
                }
            }
        }
    }
}

impl fmt::Display for Matches {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let percent = |of: usize| 100.0 * self.matched as f64 / of.max(1) as f64;
        let f1 = 200.0 * self.matched as f64 / (self.gold + self.found).max(1) as f64;
        let (precision, recall) = (percent(self.found), percent(self.gold));
        write!(
            f,
            "precision {precision:6.2}  recall {recall:6.2}  F1 {f1:6.2}"
        )
    }
}

impl fmt::Display for RawScores {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let of = |matched| Matches {
            matched,
            ..self.tokens
        };
        writeln!(f, "{:<10} {}", "tokens", self.tokens)?;
        writeln!(f, "{:<10} {}", "sentences", self.sentences)?;
        for what in ["UPOS", "lemmas", "UAS", "LAS"] {
            let right = self.right.get(what).copied().unwrap_or(0);
            writeln!(f, "{what:<10} {}", of(right))?;
        }
        Ok(())
    }
}
