//! `dateline completions`.

use super::terminal;
use anyhow::Result;
use clap::CommandFactory;
use clap_complete::Shell;
use std::io::Write;

/// Arguments of `completions`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The shell
    shell: Shell,
}

/// Prints the completions of a shell.
pub fn run(args: Args) -> Result<()> {
    // Into memory first: the generator panics when standard output is closed.
    let mut script = Vec::new();
    let mut command = super::Cli::command();
    clap_complete::generate(args.shell, &mut command, "dateline", &mut script);
    terminal::stdout().write_all(&script)?;
    Ok(())
}
