//! `dateline coverage`.

use super::tally::{Tally, counted, left_out};
use super::{graph, ontology, terminal};
use anyhow::Result;
use dateline::document::{Document, DocumentError, LeftOut, Reason};
use dateline::extract::Extractor;
use dateline::extract::explain::Silent;
use dateline::gazetteer::Gazetteer;
use dateline::link::repeats::Repeat;
use dateline::output::Paint;
use dateline::pipeline::{Unread, in_order};
use dateline::shown::Shown;
use dateline::text::Reader;
use std::collections::BTreeMap;
use std::io::{self, BufWriter, Write};
use std::ops::ControlFlow;

/// Paragraphs of fewer words that are left out are counted and not shown: menus have hundreds.
const SHOWN: usize = 6;
/// Words of one that is shown.
const WORDS: usize = 16;

/// Arguments of `coverage`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Articles, folders, patterns, or `-` for standard input
    #[arg(required = true)]
    inputs: Vec<String>,
    #[command(flatten)]
    options: ontology::Options,
}

/// What all articles came to.
#[derive(Default)]
struct Counts {
    sentences: usize,
    silent: usize,
    paragraphs: usize,
    left_out: BTreeMap<Reason, usize>,
}

/// Lists the sentences with a cue, an event word, a weapon or a toll that gave no account, and what was not read at all.
pub fn run(args: Args) -> Result<()> {
    let ontology = args.options.load()?;
    let gazetteer = Gazetteer::embedded();
    let extractor = Extractor::new(&ontology, &gazetteer);
    let reader = Reader::embedded()?;
    let paint = terminal::paint();
    let mut out = BufWriter::new(terminal::stdout());
    let mut counts = Counts::default();
    let mut tally = Tally::default();
    // By id, where each document was found.
    let mut known: BTreeMap<String, String> = BTreeMap::new();
    let mut result: Result<()> = Ok(());
    let documents = graph::documents(&args.inputs, &args.options.map.reading())?;
    let work = |document: Result<Document, DocumentError>| {
        let document = document?;
        let analysis = reader.read(&document);
        let found = extractor.silent(&document, &analysis);
        Ok::<_, DocumentError>((document, analysis.sentences.len(), found))
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    in_order(documents, threads, work, |read| {
        match read {
            Ok((document, sentences, found)) => {
                tally.took(&document);
                let place = document.source.clone();
                if let Some(kept) = known.get(&document.id) {
                    let kept = kept.clone();
                    tally.repeats(vec![Repeat { place, kept }]);
                } else {
                    known.insert(document.id.clone(), place);
                }
                counts.add(&document, sentences, &found);
                result = write(&document, &found, paint, &mut out).map_err(Into::into);
            }
            Err(error) => tally.unread(Unread::Document(error)),
        }
        match result {
            Ok(()) => ControlFlow::Continue(()),
            Err(_) => ControlFlow::Break(()),
        }
    });
    result?;
    counts.write(&mut out)?;
    out.flush()?;
    tally.report(args.options.strict)
}

impl Counts {
    fn add(&mut self, document: &Document, sentences: usize, found: &[Silent]) {
        self.sentences += sentences;
        self.silent += found.len();
        self.paragraphs += document.blocks.len() + document.outside.len();
        for (reason, count) in left_out(document) {
            *self.left_out.entry(reason).or_default() += count;
        }
    }

    fn write(&self, out: &mut impl Write) -> io::Result<()> {
        let all: usize = self.left_out.values().sum();
        if all > 0 {
            let reasons = self.left_out.iter();
            let reasons = reasons.map(|(reason, count)| format!("{count} {reason}"));
            let reasons = reasons.collect::<Vec<_>>().join(", ");
            let paragraphs = counted(self.paragraphs, "paragraph", "paragraphs");
            writeln!(out, "{all} of {paragraphs} not read: {reasons}")?;
        }
        writeln!(
            out,
            "{} of {} sentences have a cue, an event word, a weapon or a toll and gave no account",
            self.silent, self.sentences
        )
    }
}

/// A line a sentence, as compilers write them: `file:line:column: signs: words`; the paragraphs that were left out likewise.
fn write(
    document: &Document,
    found: &[Silent],
    paint: Paint,
    out: &mut impl Write,
) -> io::Result<()> {
    let source = Shown::line(&document.source);
    let lines = Lines::of(document);
    for silent in found {
        let signs = silent.signs.iter();
        let signs = signs.map(|sign| format!("{} “{}”", sign.kind.name(), Shown::line(&sign.text)));
        let signs: Vec<String> = signs.collect();
        let place = format!("{source}:{}:", lines.place(document, silent.span.begin));
        let words = Shown::line(silent.span.of(&document.text));
        let signs = paint.number(&signs.join(", "));
        writeln!(out, "{} {signs}: {words}", paint.dim(&place))?;
    }
    for left in document.left_out() {
        let LeftOut { reason, text, .. } = left;
        if text.split_whitespace().nth(SHOWN - 1).is_none() {
            continue;
        }
        let place = match left.begin {
            Some(begin) => format!("{source}:{}:", lines.place(document, begin)),
            None => format!("{source}:"),
        };
        let mut words: Vec<&str> = text.split_whitespace().take(WORDS + 1).collect();
        if words.len() > WORDS {
            words[WORDS] = "…";
        }
        let reason = paint.number(&format!("not read, {reason}"));
        let words = Shown::line(&words.join(" "));
        writeln!(out, "{} {reason}: {words}", paint.dim(&place))?;
    }
    Ok(())
}

/// The bytes at which the lines of a document begin.
struct Lines(Vec<usize>);

impl Lines {
    fn of(document: &Document) -> Lines {
        let ends = document.text.match_indices('\n');
        let begins = std::iter::once(0).chain(ends.map(|(at, _)| at + 1));
        Lines(begins.collect())
    }

    /// Line and column of a byte, from 1.
    fn place(&self, document: &Document, byte: usize) -> String {
        let line = self.0.partition_point(|begin| *begin <= byte);
        let column = document.char_offset(byte) - document.char_offset(self.0[line - 1]) + 1;
        format!("{line}:{column}")
    }
}
