//! `dateline parse`.

use super::tally::Tally;
use super::{columns, terminal, text_file};
use anyhow::{Context, Result};
use dateline::document::Source;
use dateline::pipeline::Unread;
use dateline::text::Reader;
use dateline::text::conllu;
use dateline::text::conllu_output::conllu;
use dateline::text::encoder::Encoder;
use std::io::{BufWriter, Write};
use std::path::PathBuf;

/// Arguments of `parse`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// A text, or `-` for standard input
    file: PathBuf,
    /// The file is CoNLL-U: keep its sentences and words, and tag and parse them anew
    #[arg(long)]
    tokens: bool,
    #[command(flatten)]
    map: columns::Map,
}

/// Prints sentences, words and trees as CoNLL-U.
pub fn run(args: Args) -> Result<()> {
    let mut out = BufWriter::new(terminal::stdout());
    let source = text_file::source(args.file);
    if args.tokens {
        again(&source, &mut out)?;
        return Ok(out.flush()?);
    }
    let reader = Reader::embedded()?;
    let mut tally = Tally::default();
    for document in args.map.reading().read(&source) {
        match document {
            Ok(document) => {
                tally.took(&document);
                let analysis = reader.read(&document);
                write!(out, "{}", conllu(&document, &analysis))?;
            }
            Err(error) => tally.unread(Unread::from(error)),
        }
    }
    out.flush()?;
    tally.report(false)
}

/// Reads the words of CoNLL-U anew, for comparison with the trees of the file.
fn again(source: &Source, out: &mut impl Write) -> Result<()> {
    let name = source.name();
    let text = match source {
        Source::Stdin => text_file::standard_input()?,
        Source::Path(path) => text_file::read(path)?,
    };
    let encoder = Encoder::embedded()?;
    for mut sentence in conllu::read(&text).context(name)? {
        let words: Vec<&str> = sentence.words.iter().map(|w| w.form.as_str()).collect();
        let reading = encoder.read(&words);
        for (at, word) in sentence.words.iter_mut().enumerate() {
            word.lemma.clone_from(&reading.lemmas[at]);
            word.upos = reading.upos[at].to_string();
            word.features = or_none(&reading.features[at]);
            word.head = reading.heads[at];
            word.relation = reading.relations[at].to_string();
        }
        write!(out, "{sentence}")?;
    }
    Ok(())
}

fn or_none(text: &str) -> String {
    if text.is_empty() { "_" } else { text }.to_string()
}
