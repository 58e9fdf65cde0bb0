//! `dateline repl`.

use super::failure::{CANCELLED, Failure};
use super::writes::Writes;
use super::{graph, limits, ontology, remote, terminal};
use anyhow::Result;
use dateline::output::{self, Screen};
use dateline::repl::{self, Correcting, Settings, Shell};
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};

/// Arguments of `repl`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// A graph that `build` wrote, or articles, folders and patterns to read now
    #[arg(required_unless_present = "endpoint", value_name = "STORE|INPUTS")]
    inputs: Vec<String>,
    #[command(flatten)]
    remote: remote::Remote,
    #[command(flatten)]
    writes: Writes,
    #[command(flatten)]
    limits: limits::Options,
    #[command(flatten)]
    options: ontology::Options,
}

/// Asks questions at a terminal, or runs those that come in by a pipe.
pub fn run(mut args: Args) -> Result<()> {
    args.remote.put_first(&mut args.inputs);
    let terminal = std::io::stdin().is_terminal() && terminal::is_terminal();
    let mut style = terminal::style();
    style.numbered = true;
    style.screen = terminal.then(Screen::default);
    let settings = Settings {
        style,
        interactive: terminal,
        typed: terminal,
        pager: terminal::pager(),
        paged: true,
        editor: terminal::editor(),
        correcting: correcting(&args.inputs),
        scratch: std::env::temp_dir(),
        size: terminal.then_some(terminal::size as fn() -> _),
        ..terminal::settings(args.limits.asked())
    };
    let settings = args.writes.settings(settings, &args.inputs)?;
    let store = graph::open_or_build(&args.inputs, &args.options, &args.remote)?;
    let mut shell = Shell::new(&store, settings);
    let (mut out, mut err) = (terminal::stdout(), terminal::stderr());
    if terminal {
        // The handler lives as long as the process; a second one is never set.
        let stop = shell.stopper();
        let _ = ctrlc::set_handler(move || {
            // A question that does not stop is left with the program at the second Ctrl-C. At a prompt the editor
            // gets the key itself; where it cannot (`TERM=dumb`), the line is given up by the terminal.
            if stop.runs() && !stop.stop() {
                std::process::exit(i32::from(CANCELLED));
            }
        });
        let counts = store.statistics();
        let [documents, accounts] = [counts.documents, counts.accounts].map(terminal::thousands);
        let greeting = format!(
            "{documents} articles, {accounts} accounts. \\help shows how to ask, \\quit leaves."
        );
        let width = terminal::size().map_or(usize::MAX, |(width, _)| usize::from(width));
        for line in output::fold(&greeting, width, 0) {
            writeln!(out, "{line}")?;
        }
        let (config, history) = (config().unwrap_or_default(), history());
        let history = history.as_deref();
        return Ok(repl::interactive(
            &mut shell, &config, history, &mut out, &mut err,
        )?);
    }
    match repl::piped(&mut shell, std::io::stdin().lock(), &mut out, &mut err)? {
        0 => Ok(()),
        code => Err(Failure::said(code)),
    }
}

/// Where corrections of what is asked are kept.
fn correcting(inputs: &[String]) -> Correcting {
    match inputs {
        [only] if remote::is_address(only) => Correcting::Elsewhere,
        [only] if graph::is_snapshot(Path::new(only)) => Correcting::In(PathBuf::from(only)),
        _ => Correcting::Unsaved,
    }
}

/// Commands and definitions that every session at a terminal begins with.
fn config() -> Option<String> {
    let folder = folder("XDG_CONFIG_HOME", ".config")?;
    std::fs::read_to_string(folder.join("config")).ok()
}

/// Where lines are kept, in a folder that is there; `None` when it cannot be made.
fn history() -> Option<PathBuf> {
    let folder = folder("XDG_DATA_HOME", ".local/share")?;
    std::fs::create_dir_all(&folder).ok()?;
    Some(folder.join("history"))
}

/// The program's own folder, in the one that a variable names or else beneath the home.
fn folder(variable: &str, usual: &str) -> Option<PathBuf> {
    let set = |name| std::env::var_os(name).map(PathBuf::from);
    let folder = set(variable).filter(|path| path.is_absolute());
    let folder = folder.or_else(|| Some(set("HOME")?.join(usual)))?;
    Some(folder.join("dateline"))
}
