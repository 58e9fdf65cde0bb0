//! Where a command writes.

use super::failure::Failure;
use super::terminal;
use anyhow::{Context, Result};
use dateline::files::{AtomicFile, Existing};
use dateline::output::Format;
use dateline::shown::Shown;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

/// A file instead of standard output.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct Output {
    /// The file to write; standard output when left out
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

impl Output {
    /// The ending of the file.
    pub fn ending(&self) -> Option<String> {
        Format::ending_of(self.output.as_ref()?)
    }

    /// The format that is asked for, else that of the file's ending; `text` where there is no file, or one of text.
    pub fn format<F>(
        &self,
        asked: Option<F>,
        of: impl Fn(&str) -> Option<F>,
        text: F,
    ) -> Result<F> {
        let ending = self.ending();
        match (asked, ending.as_deref()) {
            (Some(format), _) => Ok(format),
            (None, None | Some("txt")) => Ok(text),
            (None, Some(ending)) => of(ending).ok_or_else(|| {
                let no = format!(
                    "no format has the ending .{ending}; name one with --format, --help lists them"
                );
                Failure::usage(no)
            }),
        }
    }

    /// Whether a file is named.
    pub fn is_file(&self) -> bool {
        self.output.is_some()
    }

    /// Writes all of it or, where that fails, nothing; never over what is read.
    pub fn write(
        &self,
        force: bool,
        read: &[&Path],
        write: impl FnOnce(&mut dyn Write) -> Result<()>,
    ) -> Result<()> {
        let Some(path) = &self.output else {
            let mut out = BufWriter::new(terminal::stdout());
            // What was written before it failed is shown before the error.
            let result = write(&mut out);
            out.flush()?;
            return result;
        };
        let mut out = AtomicFile::create(path, Existing::replaced_if(force), read)?;
        write(&mut out)?;
        out.flush()
            .with_context(|| format!("{}: cannot be written", Shown::path(path)))?;
        Ok(out.commit()?)
    }
}

/// An error where what is no text would go to standard output.
pub fn text_or_file(format: Format, output: &Output) -> Result<()> {
    match format.is_binary() && !output.is_file() {
        true => Err(Failure::usage(format!(
            "{format} is no text, so it goes to a file: -o answer.{format}"
        ))),
        false => Ok(()),
    }
}
