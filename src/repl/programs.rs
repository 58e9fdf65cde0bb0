//! Programs that the shell starts: a pager, an editor, the other end of a pipe.

use std::io::{self, Write};
use std::path::Path;
use std::process::{Command, Stdio};

/// What a shell answers with when there is no such program, or none that can be run.
const NO_PROGRAM: [i32; 2] = [126, 127];

/// Runs a command line with `text` as its input, and waits for it. An error when there is no such program.
pub(super) fn feed(line: &str, text: &[u8]) -> io::Result<()> {
    let mut child = shell(line).stdin(Stdio::piped()).spawn()?;
    if let Some(mut input) = child.stdin.take() {
        match input.write_all(text) {
            // A pager that is left early has seen enough.
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => return Err(error),
            _ => {}
        }
    }
    match child.wait()?.code() {
        Some(code) if NO_PROGRAM.contains(&code) => Err(io::Error::new(
            io::ErrorKind::NotFound,
            "there is no such program",
        )),
        _ => Ok(()),
    }
}

/// Has a text changed by the editor.
pub(super) fn edit(editor: &str, text: &str, folder: &Path) -> io::Result<String> {
    let path = folder.join(format!("dateline-{}.dq", std::process::id()));
    std::fs::write(&path, text)?;
    // The name of the file is an argument of its own, whatever is in it.
    let status = shell(&format!("{editor} \"$1\""))
        .arg("sh")
        .arg(&path)
        .status();
    let changed = std::fs::read_to_string(&path);
    // What is left behind in the folder for such files harms nobody.
    let _ = std::fs::remove_file(&path);
    match status? {
        status if status.success() => changed,
        status => Err(io::Error::other(format!("{editor}: {status}"))),
    }
}

fn shell(line: &str) -> Command {
    let mut command = Command::new("sh");
    command.args(["-c", line]);
    command
}
