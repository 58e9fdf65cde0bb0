//! The shell: questions and commands in, answers out. It writes only to what it is given.

mod brief;
mod commands;
mod complete;
mod correct;
mod count;
mod failed;
mod helper;
mod interactive;
mod open;
mod piped;
mod programs;
mod reference;
mod rights;
mod run;
mod scripts;
mod shell;
mod show;
mod state;
mod story;
mod topics;
mod why;
mod words;

pub use crate::output::Paint;
pub use commands::{Argument, COMMANDS, Command};
pub use complete::{Candidate, Words};
pub use failed::Failed;
pub use interactive::interactive;
pub use piped::piped;
pub use reference::reference;
pub use rights::Writing;
pub use run::Checked;
pub use scripts::read as read_script;
pub use shell::Shell;
pub use state::{Correcting, Flow, Settings, Stopper};
