//! Files of questions: which may be read, and their text.

use super::{Failed, Shell};
use crate::diagnostic::Code;
use crate::files::{folder, text};
use crate::mark::unmarked;
use crate::query::ast::Statement;
use crate::shown::Shown;
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// Longest file of questions, in bytes.
const LONGEST: u64 = 1 << 20;
/// Most files that one script uses, each time counted: files that use others twice would have no end.
const MOST_USED: usize = 200;

impl Shell<'_> {
    /// The file of a `use` of a text.
    pub(super) fn used_by(
        &mut self,
        statement: &Statement,
        file: &str,
        (name, text): (&str, &str),
    ) -> Result<PathBuf, Failed> {
        self.used_file(file).map_err(|reason| {
            let error = Code::Store.at(statement.span, reason);
            self.failed(name, text, &[error])
        })
    }

    /// The file that `use` names: a script in the folder of the first one that runs, or beneath it. Links do not lead
    /// out, so that a script from elsewhere reads nothing but what came with it.
    fn used_file(&mut self, name: &str) -> Result<PathBuf, String> {
        self.used += 1;
        if self.used > MOST_USED {
            return Err(format!("more than {MOST_USED} files are used"));
        }
        let limit = match self.files.first() {
            Some(first) => folder(first),
            None => Path::new("."),
        };
        let refused = || {
            format!(
                "`use` reads files that end in .dq, in the folder of the script or beneath it; {name} is none of them"
            )
        };
        let path = self.files.last().map_or(Path::new(""), |file| folder(file));
        let path = path.join(name);
        if !is_script(&path) {
            return Err(refused());
        }
        let (Ok(limit), Ok(real)) = (fs::canonicalize(limit), fs::canonicalize(&path)) else {
            return Err(format!("{name}: there is no such file"));
        };
        if !real.starts_with(limit) || !is_script(&real) || !real.is_file() {
            return Err(refused());
        }
        Ok(path)
    }

    /// Whether a file may be run: a person names any, a script only scripts.
    pub(super) fn runnable(&self, path: &Path) -> Result<(), Failed> {
        let real = fs::canonicalize(path).unwrap_or_default();
        if self.at_prompt() || (is_script(path) && is_script(&real) && real.is_file()) {
            return Ok(());
        }
        let path = Shown::path(path);
        let message = format!("{path}: only a person at a terminal runs what does not end in .dq");
        Err(Failed::new(Code::Store, message))
    }
}

fn is_script(path: &Path) -> bool {
    path.extension() == Some(OsStr::new("dq"))
}

/// The text of a file of questions; `-` is standard input. An error when it is longer than any script, or no text.
pub fn read(path: &Path) -> Result<String, Failed> {
    let text = match path == Path::new("-") {
        true => script(io::stdin().lock()),
        false => File::open(path).and_then(script),
    };
    text.map_err(|error| Failed::file(path, &error))
}

/// All of a script, without the mark that some editors begin it with.
fn script(from: impl Read) -> io::Result<String> {
    Ok(unmarked(&text(from, LONGEST)?).to_string())
}
