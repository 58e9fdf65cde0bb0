//! The front of the module: a document in, its sentences with everything known about them out.

use super::agree::agree;
use super::encoder::vectors::Vectors;
use super::encoder::{Encoder, ModelError, Reading};
use super::eyes::shown;
use super::irregular;
use super::names::tidy;
use super::numbers::quantities;
use super::sentences::{sentences, shorten};
use super::tags::Upos;
use super::times::{TimeContext, times};
use super::tokenize::tokenize;
use super::{Analysis, Meaning, Name, NameKind, Sentence, Token};
use crate::document::{Block, BlockKind, Document, Published};
use crate::span::Span;
use std::ops::Range;

/// Reads documents. One will do for all threads.
pub struct Reader {
    encoder: Encoder,
}

/// A sentence before it is read.
struct Cut {
    block: BlockKind,
    paragraph: usize,
    /// Of its tokens.
    spans: Vec<Span>,
}

impl Reader {
    /// The reader with the weights that ship in the binary.
    pub fn embedded() -> Result<Reader, ModelError> {
        Encoder::embedded().map(Reader::new)
    }

    /// A reader with other weights.
    pub fn new(encoder: Encoder) -> Reader {
        Reader { encoder }
    }

    /// How alike words are used.
    pub fn vectors(&self) -> Vectors<'_> {
        self.encoder.vectors()
    }

    /// Reads the blocks of a document that are read for facts.
    pub fn read(&self, document: &Document) -> Analysis {
        let text = document.text.as_str();
        let mut cuts = Vec::new();
        for (paragraph, block) in document.read_blocks() {
            let spans = tokenize(text, block.span);
            for range in cut(text, block, &spans) {
                cuts.push(Cut {
                    block: block.kind,
                    paragraph,
                    spans: spans[range].to_vec(),
                });
            }
        }
        self.sentences(text, document.published.as_ref(), cuts)
    }

    /// Reads sentences that are cut already, as in a treebank: the document that their tokens make, divided by
    /// spaces, a paragraph a sentence, and its analysis. Sentences without tokens are left out.
    pub fn read_tokens<W: AsRef<str>>(
        &self,
        sentences: &[Vec<W>],
        published: Option<Published>,
    ) -> (Document, Analysis) {
        let mut document = Document {
            published,
            ..Document::default()
        };
        let mut cut = Vec::new();
        for sentence in sentences.iter().filter(|sentence| !sentence.is_empty()) {
            if !document.text.is_empty() {
                document.text.push('\n');
            }
            let mut spans = Vec::with_capacity(sentence.len());
            for word in sentence {
                if !spans.is_empty() {
                    document.text.push(' ');
                }
                let begin = document.text.len();
                document.text.push_str(word.as_ref());
                spans.push(Span::new(begin, document.text.len()));
            }
            let span = spans[0].cover(spans[spans.len() - 1]);
            document.blocks.push(Block {
                span,
                kind: BlockKind::Body,
            });
            cut.push(spans);
        }
        let cuts = cut.into_iter().enumerate().map(|(paragraph, spans)| Cut {
            block: BlockKind::Body,
            paragraph,
            spans,
        });
        let analysis = self.sentences(&document.text, published.as_ref(), cuts.collect());
        (document, analysis)
    }

    /// Reads the sentences of a document; each has at least one token.
    fn sentences(&self, text: &str, published: Option<&Published>, cuts: Vec<Cut>) -> Analysis {
        let forms: Vec<Vec<&str>> = cuts
            .iter()
            .map(|cut| cut.spans.iter().map(|span| span.of(text)).collect())
            .collect();
        let shown: Vec<Vec<String>> = forms.iter().map(|forms| shown(forms)).collect();
        let shown: Vec<Vec<&str>> = shown
            .iter()
            .map(|words| words.iter().map(String::as_str).collect())
            .collect();
        let readings = self.encoder.read_all(&shown);
        let mut context = TimeContext::default();
        let read = cuts.into_iter().zip(forms).zip(readings.sentences);
        let mut sentences: Vec<Sentence> = read
            .map(|((cut, forms), reading)| sentence(cut, &forms, reading, published, &mut context))
            .collect();
        for linked in readings.links {
            sentences[linked.event.0].meaning.links.push(linked);
        }
        agree(&mut sentences);
        Analysis {
            sentences,
            attributions: readings.attributions,
        }
    }
}

/// A sentence with everything known about it.
fn sentence(
    cut: Cut,
    forms: &[&str],
    mut reading: Reading,
    published: Option<&Published>,
    context: &mut TimeContext,
) -> Sentence {
    let spans = cut.spans;
    for (at, lemma) in reading.lemmas.iter_mut().enumerate() {
        if reading.upos[at] == Upos::Verb {
            let past = reading.features[at].split('|').any(|f| f == "Tense=Past");
            *lemma = irregular::mended(forms[at], std::mem::take(lemma), past);
        }
    }
    let tokens: Vec<Token> = (0..spans.len())
        .map(|at| Token {
            span: spans[at],
            form: forms[at].to_owned(),
            lemma: std::mem::take(&mut reading.lemmas[at]),
            upos: reading.upos[at],
            features: reading.features[at].clone(),
            head: reading.heads[at].checked_sub(1),
            relation: reading.relations[at],
        })
        .collect();
    let times = times(&tokens, published, context);
    let (nationalities, names): (Vec<Name>, Vec<Name>) = reading
        .names
        .iter()
        .map(|name| Name {
            tokens: name.begin..name.end,
            kind: name.kind,
        })
        .partition(|name| name.kind == NameKind::Nationality);
    Sentence {
        span: spans
            .iter()
            .skip(1)
            .fold(spans[0], |all, span| all.cover(*span)),
        block: cut.block,
        paragraph: cut.paragraph,
        names: tidy(names, &tokens, &times),
        quantities: quantities(&tokens, &times),
        times,
        tokens,
        meaning: Meaning {
            mentions: reading.mentions,
            sure: reading.sure,
            violence: reading.violence,
            episodes: reading.episodes,
            agreements: reading.agreements,
            links: Vec::new(),
            nationalities,
            predicates: reading.predicates,
        },
    }
}

/// The sentences of a block; a heading is one.
fn cut(text: &str, block: &Block, spans: &[Span]) -> Vec<Range<usize>> {
    if block.kind != BlockKind::Heading {
        return sentences(text, spans);
    }
    let mut found = Vec::new();
    if !spans.is_empty() {
        shorten(text, spans, 0..spans.len(), &mut found);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::Reader;
    use crate::document::{Block, BlockKind, Document};
    use crate::span::Span;

    #[test]
    fn a_document_is_read_whole() {
        let text = "Storm Hits Port. Ships Sink\n\nAt least 12 ships sank on Monday.\n“We fled,” said Ann Dale of Lima. Menu";
        let (body, menu) = (
            text.find("At least").unwrap_or(0),
            text.find("Menu").unwrap_or(0),
        );
        let blocks = [
            (0, body - 2, BlockKind::Heading),
            (body, menu - 1, BlockKind::Body),
            (menu, text.len(), BlockKind::Chrome),
        ];
        let blocks = blocks.map(|(begin, end, kind)| Block {
            span: Span::new(begin, end),
            kind,
        });
        let document = Document {
            text: text.to_owned(),
            blocks: blocks.to_vec(),
            ..Document::default()
        };
        let reader = Reader::embedded().expect("the weights that ship are sound");
        let analysis = reader.read(&document);
        let sentences: Vec<&str> = analysis
            .sentences
            .iter()
            .map(|sentence| sentence.span.of(text))
            .collect();
        assert_eq!(
            sentences,
            [
                "Storm Hits Port. Ships Sink",
                "At least 12 ships sank on Monday.",
                "“We fled,” said Ann Dale of Lima."
            ]
        );
        let second = &analysis.sentences[1];
        assert_eq!(
            (second.quantities[0].min, second.quantities[0].max),
            (12, None)
        );
        assert_eq!(second.times[0].value, "XXXX-WXX-1");
        assert!(
            second
                .tokens
                .iter()
                .filter(|token| token.head.is_none())
                .count()
                == 1
        );
        let names: Vec<_> = analysis.sentences[2]
            .names
            .iter()
            .map(|name| name.tokens.len())
            .collect();
        assert_eq!(names, [2, 1]);
        let (made, again) = reader.read_tokens(&[vec!["It", "rained", "."]], None);
        assert_eq!(
            (made.text.as_str(), again.sentences[0].tokens.len()),
            ("It rained .", 3)
        );
    }
}
