//! [`Shell`]: the state between questions, and how one is answered.

use super::commands::{self, COMMANDS};
use super::correct::Stood;
use super::show::Target;
use super::{Failed, Flow, Settings, Stopper};
use crate::correct::Corrections;
use crate::diagnostic::{Code, Diagnostic};
use crate::query::ast::{Query, Script, Statement};
use crate::query::{self, Answer, Definitions, Emptied, Rows, Session, Step, TokenKind};
use crate::store::{Budget, Held, Store};
use oxigraph::sparql::CancellationToken;
use std::io::{self, Write};
use std::path::PathBuf;

/// The last answer.
pub(super) struct Last {
    /// Its question as written.
    pub question: String,
    /// Its rows; of a network the edges.
    pub rows: Rows,
    /// All of it.
    pub answer: Answer,
    /// What each row stood for when the answer was given; noted before the graph changes under it.
    pub stood: Option<Vec<Stood>>,
}

/// A store that is questioned.
pub struct Shell<'s> {
    pub(super) store: Held<'s>,
    /// How answers look.
    pub settings: Settings,
    pub(super) last: Option<Last>,
    /// Where the next answer goes instead of to the screen.
    pub(super) to: Option<Target>,
    pub(super) session: Session<'s>,
    stopper: Stopper,
    code: u8,
    /// Corrections of this session, for `\\undo`.
    pub(super) corrections: Corrections,
    /// The row that `\\why` showed last, from 1.
    pub(super) looked_at: Option<usize>,
    /// Whether the graph has changed since the names in it were read for completion.
    pub(super) changed: bool,
    /// Files under way, each used by the one before it.
    pub(super) files: Vec<PathBuf>,
    /// How many files the one that runs has used.
    pub(super) used: usize,
    /// Whether the line that runs may overwrite files.
    pub(super) forced: bool,
    /// Whether only assertions count, and nothing is written.
    pub(super) checking: bool,
    /// Whether something has been written since the text began, so that answers are set apart.
    pub(super) written: bool,
}

impl<'s> Shell<'s> {
    /// Nothing asked yet.
    pub fn new(store: &'s Store, settings: Settings) -> Shell<'s> {
        Shell {
            store: Held::from(store),
            settings,
            last: None,
            to: None,
            session: Session::new(store),
            stopper: Stopper::default(),
            code: 0,
            corrections: Corrections::default(),
            looked_at: None,
            changed: false,
            files: Vec::new(),
            used: 0,
            forced: false,
            checking: false,
            written: false,
        }
    }

    /// Stops questions from another thread.
    pub fn stopper(&self) -> Stopper {
        self.stopper.clone()
    }

    /// The exit code of the first line that failed, or 0.
    pub fn code(&self) -> u8 {
        self.code
    }

    /// Gives a parameter a value.
    pub fn set(&mut self, name: &str, value: &str) {
        self.session.set(name, value);
    }

    /// What was defined.
    pub(super) fn definitions(&self) -> &Definitions {
        self.session.definitions()
    }

    /// Parameters and their values.
    pub(super) fn params(&self) -> Vec<(String, String)> {
        let params = self.session.params().iter();
        params.map(|(n, v)| (n.clone(), v.clone())).collect()
    }

    /// Runs a line as typed: a command, or one or more statements. What fails is told to `err`.
    pub fn line(
        &mut self,
        line: &str,
        out: &mut dyn Write,
        err: &mut dyn Write,
    ) -> io::Result<Flow> {
        match self.run_line(line, out).map_err(Failed::into_output_error) {
            Ok(flow) => Ok(flow),
            Err(Ok(error)) => Err(error),
            Err(Err(failed)) => {
                self.fail(&failed, out, err)?;
                Ok(Flow::Stay)
            }
        }
    }

    /// Runs a line and gives what failed.
    pub(super) fn run_line(&mut self, line: &str, out: &mut dyn Write) -> Result<Flow, Failed> {
        // A command gives up what was not ended before it.
        let line = match line.rsplit_once('\n') {
            Some((before, last)) if is_command(last) && !is_command(before) => last,
            _ => line,
        };
        let bare = self.bare(line);
        let line = bare.as_deref().unwrap_or(line);
        match is_command(line) {
            true => {
                let flow = commands::dispatch(self, line, out)?;
                self.store.sound()?;
                Ok(flow)
            }
            false => {
                // "why 1"
                let (word, rest) = commands::first_word(line.trim());
                let number = rest.trim().starts_with(|c: char| c.is_ascii_digit());
                if number && COMMANDS.iter().any(|command| command.name == word) {
                    let line = line.trim();
                    return Err(Failed::usage(format!("commands begin with \\: \\{line}")));
                }
                self.run_text("<question>", line, out).map(|()| Flow::Stay)
            }
        }
    }

    /// What somebody who does not know the shell yet types to leave, or to learn of it, as a command.
    fn bare(&self, line: &str) -> Option<String> {
        let asks = line.trim() == "?";
        let line = line.trim().trim_end_matches([';', '.', '!', '?']);
        let (word, rest) = commands::first_word(line.trim_end());
        let defined = self.definitions().names().any(|name| name == word);
        match word {
            _ if defined => None,
            "quit" | "exit" if rest.is_empty() => Some("\\quit".to_string()),
            "" if rest.is_empty() && asks => Some("\\help".to_string()),
            "help" => Some(format!("\\help {rest}")),
            _ => None,
        }
    }

    /// Tells what failed; the first failure decides the exit code.
    pub(super) fn fail(
        &mut self,
        failed: &Failed,
        out: &mut dyn Write,
        err: &mut dyn Write,
    ) -> io::Result<()> {
        out.flush()?;
        let style = self.settings.style;
        match style.width.filter(|_| style.screen.is_some()) {
            Some(width) => write!(err, "{}", failed.within(usize::from(width)))?,
            None => write!(err, "{failed}")?,
        }
        if self.code == 0 {
            self.code = failed.code;
        }
        Ok(())
    }

    /// The parts of a question, and how many answers each leaves.
    pub(super) fn steps(&mut self, query: &Query) -> Vec<Step> {
        self.stoppable(|session| session.narrowed(query))
    }

    /// Whether a question has answers, before anything is counted or shown.
    pub(super) fn has_answers(&mut self, question: &str) -> bool {
        query::parse_query(question, self.store.ontology()).is_ok_and(|query| {
            self.stoppable(|session| session.nodes(&query))
                .is_ok_and(|nodes| !nodes.is_empty())
        })
    }

    /// Lets Ctrl-C stop what a session does.
    pub(super) fn stoppable<T>(&mut self, run: impl FnOnce(&mut Session<'s>) -> T) -> T {
        // A token that has been used stays so: each run has its own.
        let token = CancellationToken::new();
        let budget = Budget::new(self.settings.limits).with_token(token.clone());
        self.session.set_budget(budget);
        self.stopper.set(Some(token));
        let result = run(&mut self.session);
        // What it has used of it does not count for the next.
        self.session.set_budget(Budget::new(self.settings.limits));
        self.stopper.set(None);
        result
    }

    /// What is wrong with a statement before it is run.
    pub(super) fn check_statement(&mut self, statement: &Statement) -> Result<(), Diagnostic> {
        self.stoppable(|session| session.check_statement(statement))
    }

    /// Why a question has no answer.
    pub(super) fn why_empty(&mut self, query: &Query) -> Option<Emptied> {
        self.stoppable(|session| session.why_empty(query))
    }

    /// Parameters that a text mentions, without the `$`.
    pub fn params_of<'t>(&self, text: &'t str) -> Vec<&'t str> {
        query::highlight(text, self.store.ontology())
            .into_iter()
            .filter(|(_, kind)| *kind == TokenKind::Param)
            .map(|(span, _)| span.of(text).trim_start_matches('$'))
            .collect()
    }

    pub(super) fn parse(&self, name: &str, text: &str) -> Result<Script, Failed> {
        query::parse(text, self.store.ontology()).map_err(|errors| self.failed(name, text, &errors))
    }

    pub(super) fn run_statement(&mut self, statement: &Statement) -> Result<Answer, Diagnostic> {
        self.stoppable(|session| session.run(statement))
    }

    pub(super) fn failed(&self, name: &str, text: &str, errors: &[Diagnostic]) -> Failed {
        match errors {
            // Whoever stopped it knows where.
            [error] if error.code == Code::Cancelled => Failed::stopped(),
            _ => {
                let errors = errors.iter().cloned();
                let errors = errors.map(|error| self.session.offer_name(text, error));
                let errors: Vec<Diagnostic> = errors.collect();
                Failed::text(name, text, &errors, self.settings.colour_errors)
            }
        }
    }
}

/// Whether a line is a command of the shell.
pub(super) fn is_command(line: &str) -> bool {
    line.trim_start().starts_with('\\')
}
