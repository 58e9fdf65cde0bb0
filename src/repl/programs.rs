//! Programs that the shell starts: a pager, an editor, the other end of a pipe.

use std::fs::OpenOptions;
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
        Some(code) if NO_PROGRAM.contains(&code) => {
            let message = "there is no such program";
            Err(io::Error::new(io::ErrorKind::NotFound, message))
        }
        _ => Ok(()),
    }
}

/// Has a text changed by the editor, in a folder that nobody else can look into: what it keeps beside the file is
/// private too.
pub(super) fn edit(editor: &str, text: &str, folder: &Path) -> io::Result<String> {
    let mut builder = tempfile::Builder::new();
    builder.prefix("dateline-");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o700));
    let folder = builder.tempdir_in(folder)?;
    let path = folder.path().join("question.dq");
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(&path)?.write_all(text.as_bytes())?;
    // The name of the file is an argument of its own, whatever is in it.
    let status = shell(&format!("{editor} \"$1\""))
        .arg("sh")
        .arg(&path)
        .status()?;
    match status.success() {
        true => std::fs::read_to_string(&path),
        false => Err(io::Error::other(format!("{editor}: {status}"))),
    }
}

fn shell(line: &str) -> Command {
    let mut command = Command::new("sh");
    command.args(["-c", line]);
    command
}
