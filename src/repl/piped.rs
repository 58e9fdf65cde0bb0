//! The shell in a pipe: no prompt, no banner, the same lines.

use super::shell::is_command;
use super::{Failed, Flow, Shell};
use crate::query;
use std::io::{self, BufRead, Read, Write};

/// The longest question that lines are put together to, in bytes.
const LONGEST: usize = 100_000;
/// The longest line, in bytes.
const LONGEST_LINE: usize = 1 << 20;

/// Runs all lines and gives the exit code of the first that failed, or 0. A failing line does not stop the others.
pub fn piped(
    shell: &mut Shell<'_>,
    mut input: impl BufRead,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> io::Result<u8> {
    let placed = |(number, line): (usize, io::Result<String>)| {
        line.map_err(|error| {
            let place = format!("standard input, line {}: {error}", number + 1);
            io::Error::new(error.kind(), place)
        })
    };
    let lines = std::iter::from_fn(|| next_line(&mut input).transpose());
    let mut lines = lines.enumerate().map(placed).peekable();
    while let Some(line) = lines.next() {
        let mut block = crate::mark::unmarked(&line?).to_string();
        if !is_command(&block) {
            // As at the terminal, an open parenthesis or a `|` goes on; so does a line that begins with `|`.
            while block.len() < LONGEST
                && (!query::is_complete(&block) || lines.peek().is_some_and(continues))
            {
                let Some(line) = lines.next() else { break };
                let line = line?;
                block.push('\n');
                block.push_str(&line);
                if is_command(&line) {
                    break;
                }
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

/// The next line, without its end; an error when it is longer than any question, or no text.
fn next_line(input: &mut impl BufRead) -> io::Result<Option<String>> {
    let mut bytes = Vec::new();
    let most = LONGEST_LINE as u64 + 1;
    input.take(most).read_until(b'\n', &mut bytes)?;
    if bytes.is_empty() {
        return Ok(None);
    }
    if bytes.pop_if(|last| *last == b'\n').is_some() {
        bytes.pop_if(|last| *last == b'\r');
    }
    if bytes.len() > LONGEST_LINE {
        return Err(io::Error::other("longer than 1 MB, which no question is"));
    }
    let line = String::from_utf8(bytes);
    let line = line.map_err(|_| io::Error::other("not a text in UTF-8"))?;
    Ok(Some(line))
}

fn continues(line: &io::Result<String>) -> bool {
    let begins = |line: &String| line.trim_start().starts_with('|');
    line.as_ref().is_ok_and(begins)
}
