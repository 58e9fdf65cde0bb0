//! `dateline explain`.

use super::failure::Failure;
use super::{ontology, terminal, text_file};
use anyhow::Result;
use dateline::document::{BlockKind, Document};
use dateline::extract::Extractor;
use dateline::gazetteer::Gazetteer;
use dateline::output::explanation;
use dateline::shown::Shown;
use dateline::text::Reader;
use std::io::{BufWriter, Write};
use std::path::PathBuf;

/// Arguments of `explain`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// An article, or `-` for standard input
    file: PathBuf,
    /// A place in the article, in characters from its beginning, as `extract` gives it; all sentences without it
    #[arg(long, value_name = "OFFSET")]
    at: Option<usize>,
    /// Words of the sentence, instead of its place
    #[arg(long, value_name = "WORDS", conflicts_with = "at")]
    words: Option<String>,
    #[command(flatten)]
    options: ontology::Options,
}

/// Prints for a sentence its tree, the frames that were tried on its words and where each failed.
pub fn run(args: Args) -> Result<()> {
    let source = text_file::source(args.file.clone());
    let ontology = args.options.load()?;
    let gazetteer = Gazetteer::embedded();
    let extractor = Extractor::new(&ontology, &gazetteer);
    let reader = Reader::embedded()?;
    let paint = terminal::paint();
    let mut out = BufWriter::new(terminal::stdout());
    let mut explained = false;
    let mut missed = None;
    for document in args.options.map.reading().read(&source) {
        let document = match document {
            Err(error) if error.is_note() => continue,
            document => document?,
        };
        let bytes = match wanted(&args, &document) {
            Ok(bytes) => bytes,
            Err(reason) => {
                missed.get_or_insert(reason);
                continue;
            }
        };
        let analysis = reader.read(&document);
        let begins = analysis.sentences.iter();
        let begins = begins.map(|sentence| sentence.span.begin);
        let bytes = bytes.unwrap_or_else(|| begins.collect());
        extractor.explain_each(&document, &analysis, &bytes, |found| {
            if explained {
                writeln!(out)?;
            }
            explained = true;
            let words = Shown::line(found.sentence.span.of(&document.text));
            writeln!(out, "{}\n", paint.bold(&words))?;
            explanation(&found, &document.text, paint, &mut out)
        })?;
        if explained && (args.at.is_some() || args.words.is_some()) {
            break;
        }
    }
    out.flush()?;
    if explained {
        return Ok(());
    }
    let reason = missed.unwrap_or_else(|| "no sentence to explain".to_string());
    Err(Failure::usage(format!("{}: {reason}", source.name())))
}

/// Bytes of the sentences that the arguments name; `None` stands for all.
fn wanted(args: &Args, document: &Document) -> Result<Option<Vec<usize>>, String> {
    let byte = match (args.at, &args.words) {
        (Some(at), _) => document.byte_offset(at).ok_or_else(|| {
            let length = document.char_offset(document.text.len());
            format!("offset {at} is past the end of the text, which has {length} characters")
        })?,
        (None, Some(words)) => document
            .find(words)
            .ok_or_else(|| format!("the words “{words}” are nowhere in the text"))?,
        (None, None) => return Ok(None),
    };
    let block = document.blocks.iter().find(|block| byte < block.span.end);
    match block.map(|block| block.kind) {
        None => Err("nothing is read there: it is behind the last paragraph".to_string()),
        Some(kind) if kind.is_read() => Ok(Some(vec![byte])),
        Some(kind) => {
            let why = unread(kind);
            Err(format!("nothing is read there: the paragraph {why}"))
        }
    }
}

fn unread(kind: BlockKind) -> &'static str {
    match kind {
        BlockKind::Byline => "is a byline, read for author, place and date only",
        BlockKind::Chrome => "belongs to the page, not to the article",
        BlockKind::Repeat => "repeats an earlier one",
        BlockKind::Foreign => "is in another language than English",
        BlockKind::Beyond => "lies behind the first megabyte, and no more of an article is read",
        BlockKind::Heading | BlockKind::Body | BlockKind::Caption => "is read",
    }
}
