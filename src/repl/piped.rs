//! The shell in a pipe: no prompt, no banner, the same lines.

use super::{Failed, Flow, Shell};
use crate::query;
use std::io::{self, BufRead, Write};

/// The longest question that lines are put together to, in bytes.
const LONGEST: usize = 100_000;

/// Runs all lines and gives the exit code of the first that failed, or 0. A failing line does not stop the others.
pub fn piped(
    shell: &mut Shell<'_>,
    input: impl BufRead,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> io::Result<u8> {
    let placed = |(number, line): (usize, io::Result<String>)| {
        line.map_err(|error| {
            let place = format!("standard input, line {}: {error}", number + 1);
            io::Error::new(error.kind(), place)
        })
    };
    let mut lines = input.lines().enumerate().map(placed).peekable();
    while let Some(line) = lines.next() {
        let mut block = crate::mark::unmarked(&line?).to_string();
        if !block.trim_start().starts_with('\\') {
            // As at the terminal, an open parenthesis or a `|` goes on; so does a line that begins with `|`.
            while block.len() < LONGEST
                && (!query::is_complete(&block) || lines.peek().is_some_and(continues))
            {
                let Some(line) = lines.next() else { break };
                block.push('\n');
                block.push_str(&line?);
            }
        }
        if block.trim().is_empty() {
            continue;
        }
        match shell.line(&block, out, err)? {
            Flow::Leave => break,
            Flow::Stay => {}
            Flow::Edit { .. } | Flow::History(_) | Flow::Watch(_) => {
                shell.fail(&Failed::usage("this command needs a terminal"), out, err)?;
            }
        }
        out.flush()?;
    }
    Ok(shell.code())
}

fn continues(line: &io::Result<String>) -> bool {
    line.as_ref()
        .is_ok_and(|line| line.trim_start().starts_with('|'))
}
