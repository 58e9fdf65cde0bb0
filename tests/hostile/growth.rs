//! Twice the text takes about twice the time, whatever the text is.

use super::articles::{KINDS, article};
use dateline::document::{Document, Metadata, from_text};
use dateline::extract::Extractor;
use dateline::gazetteer::Gazetteer;
use dateline::ontology::Ontology;
use dateline::span::Span;
use dateline::text::sentences::sentences;
use dateline::text::tokenize::tokenize;
use dateline::text::{Analysis, Reader};
use std::sync::LazyLock;
use std::time::{Duration, Instant};

static ONTOLOGY: LazyLock<Ontology> = LazyLock::new(|| Ontology::embedded().unwrap());
static GAZETTEER: LazyLock<Gazetteer> = LazyLock::new(Gazetteer::embedded);
static READER: LazyLock<Reader> = LazyLock::new(|| Reader::embedded().unwrap());

/// Time that this thread has worked, where the system tells it: other tests run beside this one.
fn worked(start: Instant) -> Duration {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.and_then(|told| told.split(' ').next()?.parse().ok());
    nanoseconds.map_or_else(|| start.elapsed(), Duration::from_nanos)
}

fn time(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    let before = worked(start);
    work();
    worked(start).saturating_sub(before)
}

/// A read document several times over in one, so that reading, which is slow and even, need not be done again.
fn repeated(document: &Document, analysis: &Analysis, times: usize) -> (Document, Analysis) {
    let mut long = document.clone();
    let mut all = analysis.clone();
    for n in 1..times {
        long.text.push_str("\n\n");
        let by = long.text.len();
        long.text.push_str(&document.text);
        let moved = |span: Span| Span::new(span.begin + by, span.end + by);
        long.blocks.extend(document.blocks.iter().map(|block| {
            let mut block = *block;
            block.span = moved(block.span);
            block
        }));
        all.sentences
            .extend(analysis.sentences.iter().map(|sentence| {
                let mut sentence = sentence.clone();
                sentence.span = moved(sentence.span);
                sentence.paragraph += n * document.blocks.len();
                for token in &mut sentence.tokens {
                    token.span = moved(token.span);
                }
                sentence
            }));
    }
    long.offsets = Default::default();
    (long, all)
}

/// The same with all in one paragraph.
fn in_one_paragraph(document: &mut Document, analysis: &mut Analysis) {
    let ends = document.blocks.first().zip(document.blocks.last());
    let Some((first, last)) = ends.map(|(first, last)| (*first, *last)) else {
        return;
    };
    document.blocks = vec![first];
    document.blocks[0].span = first.span.cover(last.span);
    for sentence in &mut analysis.sentences {
        sentence.paragraph = 0;
        sentence.block = first.kind;
    }
}

/// Asserts that the time for twice as much is at most three times the time for once; the floor is for what is too short
/// to measure.
fn assert_even(what: &str, mut run: impl FnMut(usize) -> Duration) {
    let floor = Duration::from_millis(150);
    let mut measured = Vec::new();
    for _ in 0..3 {
        let (once, twice) = (run(1), run(2));
        if twice <= once * 3 + floor {
            return;
        }
        measured.push((once, twice));
    }
    panic!("{what}: {measured:?}");
}

/// Times finding what articles of a kind tell, `copies` and twice as many of them in one.
fn extraction_is_even(kind: &str, length: usize, copies: usize) {
    let text = article(kind, length).unwrap();
    let document = from_text(text, Metadata::default());
    let analysis = READER.read(&document);
    let extractor = Extractor::new(&ONTOLOGY, &GAZETTEER);
    let mut inputs: Vec<(Document, Analysis)> = Vec::new();
    for one_paragraph in [false, true] {
        for times in [copies, 2 * copies] {
            let (mut document, mut analysis) = repeated(&document, &analysis, times);
            if one_paragraph {
                in_one_paragraph(&mut document, &mut analysis);
            }
            inputs.push((document, analysis));
        }
    }
    for pair in inputs.chunks(2) {
        assert_even(kind, |times| {
            let (document, analysis) = &pair[times - 1];
            time(|| drop(extractor.extract(document, analysis)))
        });
    }
}

#[test]
fn thousands_of_events_in_one_article_take_time_in_proportion() {
    extraction_is_even("events", 100, 15);
}

#[test]
fn one_event_told_in_thousands_of_sentences_takes_time_in_proportion() {
    extraction_is_even("one-event", 60, 20);
}

#[test]
fn thousands_of_pronouns_take_time_in_proportion() {
    extraction_is_even("pronouns", 60, 20);
    extraction_is_even("governments", 60, 20);
}

#[test]
fn thousands_of_people_take_time_in_proportion() {
    extraction_is_even("names", 60, 20);
    extraction_is_even("officials", 60, 20);
    extraction_is_even("one-official", 60, 20);
}

#[test]
fn thousands_of_quotations_take_time_in_proportion() {
    extraction_is_even("quotations", 60, 20);
    extraction_is_even("one-speaker", 60, 20);
    extraction_is_even("marks", 300, 20);
}

#[test]
fn a_line_without_full_stops_takes_time_in_proportion() {
    extraction_is_even("no-full-stop", 1000, 8);
    extraction_is_even("list", 300, 8);
}

#[test]
fn reading_takes_time_in_proportion_whatever_is_read() {
    for kind in ["long-names", "names", "list", "no-full-stop", "dates"] {
        let texts = [60, 120].map(|n| article(kind, n).unwrap());
        assert_even(kind, |times| {
            time(|| {
                let document = from_text(texts[times - 1].clone(), Metadata::default());
                drop(READER.read(&document));
            })
        });
    }
}

#[test]
fn cutting_into_sentences_takes_time_in_proportion_whatever_is_cut() {
    for kind in KINDS {
        let texts = [10_000, 20_000].map(|n| article(kind, n).unwrap());
        assert_even(kind, |times| {
            let text = &texts[times - 1];
            time(|| drop(sentences(text, &tokenize(text, Span::new(0, text.len())))))
        });
    }
}

#[test]
fn finding_the_paragraphs_of_a_long_text_takes_time_in_proportion() {
    for kind in [
        "headlines",
        "one-word",
        "marks",
        "list",
        "events",
        "related",
        "dates",
    ] {
        let texts = [2_000, 4_000].map(|n| article(kind, n).unwrap());
        assert_even(kind, |times| {
            time(|| drop(from_text(texts[times - 1].clone(), Metadata::default())))
        });
    }
}

#[test]
fn explaining_every_sentence_takes_time_in_proportion() {
    let text = article("events", 60).unwrap();
    let document = from_text(text, Metadata::default());
    let analysis = READER.read(&document);
    let extractor = Extractor::new(&ONTOLOGY, &GAZETTEER);
    let inputs = [5, 10].map(|times| repeated(&document, &analysis, times));
    assert_even("explain", |times| {
        let (document, analysis) = &inputs[times - 1];
        let bytes: Vec<usize> = analysis.sentences.iter().map(|s| s.span.begin).collect();
        let mut explained = 0;
        let spent = time(|| {
            let each = |_| {
                explained += 1;
                Ok::<(), ()>(())
            };
            extractor
                .explain_each(document, analysis, &bytes, each)
                .unwrap();
        });
        assert_eq!(explained, bytes.len());
        spent
    });
}
