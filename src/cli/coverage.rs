//! `dateline coverage`.

use super::ontology;
use super::terminal;
use anyhow::Result;
use dateline::document::{self, Document, DocumentError};
use dateline::extract::Extractor;
use dateline::extract::explain::Silent;
use dateline::gazetteer::Gazetteer;
use dateline::output::Paint;
use dateline::pipeline::in_order;
use dateline::shown::Shown;
use dateline::text::Reader;
use std::io::{self, BufWriter, Write};
use std::ops::ControlFlow;

/// Arguments of `coverage`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Articles, folders, patterns, or `-` for standard input
    #[arg(required = true)]
    inputs: Vec<String>,
    #[command(flatten)]
    options: ontology::Options,
}

/// Lists the sentences with a cue, an event word, a weapon or a toll that gave no account.
pub fn run(args: Args) -> Result<()> {
    let ontology = args.options.load()?;
    let gazetteer = Gazetteer::embedded();
    let extractor = Extractor::new(&ontology, &gazetteer);
    let reader = Reader::embedded()?;
    let paint = terminal::paint();
    let mut out = BufWriter::new(terminal::stdout());
    let (mut silent, mut all) = (0, 0);
    let mut long: Vec<(String, usize)> = Vec::new();
    let mut result: Result<()> = Ok(());
    let sources = document::sources(&args.inputs);
    let documents = sources.into_iter().flat_map(super::graph::documents);
    let work = |document: Result<Document, DocumentError>| {
        let document = document?;
        let analysis = reader.read(&document);
        let found = extractor.silent(&document, &analysis);
        Ok::<_, DocumentError>((document, analysis.sentences.len(), found))
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    in_order(documents, threads, work, |read| {
        result = match read {
            Ok((document, sentences, found)) => {
                silent += found.len();
                all += sentences;
                let unread = document.beyond();
                if unread > 0 {
                    long.push((document.source.clone(), unread));
                }
                write(&document, &found, paint, &mut out).map_err(Into::into)
            }
            Err(error) => Err(error.into()),
        };
        match result {
            Ok(()) => ControlFlow::Continue(()),
            Err(_) => ControlFlow::Break(()),
        }
    });
    result?;
    writeln!(
        out,
        "{silent} of {all} sentences have a cue, an event word, a weapon or a toll and gave no account"
    )?;
    for (source, unread) in long {
        let unread = super::graph::thousands(unread);
        writeln!(
            out,
            "{source}: {unread} characters are not read: the article is too long"
        )?;
    }
    out.flush()?;
    Ok(())
}

/// A line a sentence, as compilers write them: `file:line:column: signs: words`.
fn write(
    document: &Document,
    found: &[Silent],
    paint: Paint,
    out: &mut impl Write,
) -> io::Result<()> {
    // The sentences are in text order: each goes on counting lines where the one before it stopped.
    let (mut line, mut begin, mut counted) = (1, 0, 0);
    for silent in found {
        for (at, _) in document.text[counted..silent.span.begin].match_indices('\n') {
            line += 1;
            begin = counted + at + 1;
        }
        counted = silent.span.begin;
        let column = document.char_offset(counted) - document.char_offset(begin) + 1;
        let signs: Vec<String> = silent
            .signs
            .iter()
            .map(|sign| format!("{} “{}”", sign.kind.name(), Shown::line(&sign.text)))
            .collect();
        let source = Shown::line(&document.source);
        let place = format!("{source}:{line}:{column}:");
        let words = Shown::line(silent.span.of(&document.text));
        let signs = paint.number(&signs.join(", "));
        writeln!(out, "{} {signs}: {words}", paint.dim(&place))?;
    }
    Ok(())
}
