//! `dateline ontology check`.

use super::failure::{ASSERTION, Failure};
use super::{terminal, text_file};
use anyhow::Result;
use dateline::document::{Metadata, from_text};
use dateline::extract::Extractor;
use dateline::extract::explain::Outcome;
use dateline::gazetteer::Gazetteer;
use dateline::ontology::check::{Problem, check, example_line, own_frames};
use dateline::ontology::{Frame, Ontology};
use dateline::output::{failure, passed_words};
use dateline::shown::Shown;
use dateline::text::Reader;
use std::io::{BufWriter, Write};
use std::path::PathBuf;

/// Arguments of `ontology`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Say what is wrong with Turtle for --ontology, and try the examples of its frames
    Check {
        /// Turtle with further classes, roles and frames
        #[arg(required = true, value_name = "EXTRA.ttl")]
        files: Vec<PathBuf>,
    },
}

/// Checks each file, as an addition to the ontology that ships.
pub fn run(args: Args) -> Result<()> {
    let Command::Check { files } = args.command;
    let mut out = BufWriter::new(terminal::stdout());
    let mut wrong = false;
    for path in files {
        let name = String::from(Shown::path(&path));
        let turtle = text_file::read(&path)?;
        let mut problems = check(&name, &turtle);
        let mut tried = 0;
        if !problems.iter().any(|problem| problem.fatal) {
            let (count, missed) = examples(&name, &turtle)?;
            tried = count;
            problems.extend(missed);
            problems.sort();
        }
        for problem in &problems {
            let kind = if problem.fatal { "error" } else { "warning" };
            let (file, line) = (Shown::line(&problem.file), problem.line);
            let (message, remedy) = (Shown::text(&problem.message), Shown::text(&problem.remedy));
            writeln!(out, "{file}:{line}: {kind}: {message}")?;
            writeln!(out, "  help: {remedy}")?;
        }
        let errors = problems.iter().filter(|problem| problem.fatal).count();
        let name = Shown::line(&name);
        wrong |= errors > 0;
        match errors {
            0 => writeln!(out, "{name}: all right; {tried} examples tried")?,
            1 => writeln!(out, "{name}: 1 error")?,
            errors => writeln!(out, "{name}: {errors} errors")?,
        }
    }
    out.flush()?;
    match wrong {
        true => Err(Failure::said(ASSERTION)),
        false => Ok(()),
    }
}

/// Tries the examples of the frames of a file: how many there are, and which do not give what they should.
fn examples(name: &str, turtle: &str) -> Result<(usize, Vec<Problem>)> {
    let ontology = Ontology::with_extra(&[(name, turtle)])?;
    let own = own_frames(name, turtle);
    let gazetteer = Gazetteer::embedded();
    let trial = Trial {
        extractor: Extractor::new(&ontology, &gazetteer),
        reader: Reader::embedded()?,
    };
    let mut wrong = Vec::new();
    let mut tried = 0;
    let frames = ontology.lexicon.frames.iter();
    for frame in frames.filter(|frame| own.contains_key(&frame.name)) {
        let examples = frame.examples.iter().map(|text| (text, true));
        let all = examples.chain(frame.counter_examples.iter().map(|text| (text, false)));
        for (text, wanted) in all {
            tried += 1;
            let (found, reason) = trial.run(frame, text);
            if found == wanted {
                continue;
            }
            let forbid = "forbid it with dl:unless, or ask for more with dl:when or dl:required";
            let (does, remedy) = match wanted {
                true => ("does not find its example", reason),
                false => ("finds its counter-example", forbid.to_string()),
            };
            wrong.push(Problem {
                file: name.to_string(),
                line: example_line(turtle, &frame.name, text),
                fatal: true,
                message: format!("{} {does}: {text}", frame.name),
                remedy,
            });
        }
    }
    Ok((tried, wrong))
}

struct Trial<'a> {
    extractor: Extractor<'a>,
    reader: Reader,
}

impl Trial<'_> {
    /// Whether a frame finds something in a text, and if not, why.
    fn run(&self, frame: &Frame, text: &str) -> (bool, String) {
        let document = from_text(text.to_string(), Metadata::default());
        let analysis = self.reader.read(&document);
        let accounts = self.extractor.extract(&document, &analysis);
        let by = |found: &str| found.split('+').any(|f| f == frame.name);
        if accounts.iter().any(|account| by(&account.found_by)) {
            return (true, String::new());
        }
        let mut reasons = Vec::new();
        for sentence in &analysis.sentences {
            let begin = sentence.span.begin;
            let explained = self.extractor.explain(&document, &analysis, begin);
            for word in explained.iter().flat_map(|e| &e.words) {
                let token = &sentence.tokens[word.token];
                let named = frame.nouns.iter().any(|noun| {
                    noun.rsplit(' ').next() == Some(token.lemma.to_lowercase().as_str())
                });
                if let Err(passed) = word.tried
                    && named
                {
                    reasons.push(format!("“{}” {}", token.form, passed_words(passed)));
                }
                let tried = word.tried.iter().flatten();
                for tried in tried.filter(|tried| tried.frame == frame.name) {
                    let form = &sentence.tokens[word.token].form;
                    let reason = match &tried.outcome {
                        Outcome::Found(_) => "fits, but was told by another frame".to_string(),
                        _ => failure(tried).unwrap_or_default(),
                    };
                    reasons.push(format!("on “{form}” it {reason}"));
                }
            }
        }
        if reasons.is_empty() {
            reasons.push(
                "it was not tried, since no word of the sentence is one of its verbs or nouns in that part of speech; \
                 see the sentence with `dateline parse`"
                    .to_string(),
            );
        }
        (false, reasons.join("; "))
    }
}
