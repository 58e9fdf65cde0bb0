//! What rustyline asks while a line is typed.

use super::complete::{Candidate, Words};
use super::shell::is_command;
use super::{Paint, Shell};
use crate::query::{self, TokenKind};
use crate::shown::Shown;
use rustyline::completion::{Completer, Pair};
use rustyline::highlight::{CmdKind, Highlighter};
use rustyline::hint::HistoryHinter;
use rustyline::validate::{ValidationContext, ValidationResult, Validator};
use rustyline::{Context, Helper, Hinter};
use std::borrow::Cow;

/// The longest line that is coloured, in bytes: it is painted anew at every key.
const LONGEST_PAINTED: usize = 4_000;

/// Completion, colours, hints and the decision whether Enter ends the question.
#[derive(Helper, Hinter)]
pub(super) struct ShellHelper {
    words: Words,
    paint: Paint,
    #[rustyline(Hinter)]
    hinter: HistoryHinter,
}

impl ShellHelper {
    /// Takes over what was defined in the shell.
    pub fn define(&self, shell: &Shell<'_>) {
        self.words.define(shell.definitions());
    }

    pub fn new(shell: &Shell<'_>) -> ShellHelper {
        ShellHelper {
            words: Words::new(&shell.store),
            paint: shell.settings.paint(),
            hinter: HistoryHinter::new(),
        }
    }
}

impl Completer for ShellHelper {
    type Candidate = Pair;

    fn complete(
        &self,
        line: &str,
        pos: usize,
        _: &Context<'_>,
    ) -> rustyline::Result<(usize, Vec<Pair>)> {
        let (start, candidates) = self.words.complete(line, pos);
        let pair = |candidate: Candidate| Pair {
            display: Shown::line(&candidate.display()).into(),
            replacement: Shown::text(&candidate.text).into(),
        };
        Ok((start, candidates.into_iter().map(pair).collect()))
    }
}

impl Highlighter for ShellHelper {
    fn highlight<'l>(&self, line: &'l str, _: usize) -> Cow<'l, str> {
        let long = line.len() > LONGEST_PAINTED;
        if !self.paint.colour || long || line.trim_start().starts_with('\\') {
            return Cow::Borrowed(line);
        }
        let mut painted = String::with_capacity(line.len() * 2);
        let mut done = 0;
        for (span, kind) in query::highlight(line, self.words.ontology()) {
            if span.begin < done {
                continue;
            }
            let text = span.of(line);
            painted.push_str(&line[done..span.begin]);
            painted.push_str(&match kind {
                TokenKind::Noun => self.paint.noun(text),
                TokenKind::Keyword | TokenKind::Preposition => self.paint.keyword(text),
                TokenKind::Field | TokenKind::Param => self.paint.role(text),
                TokenKind::Name | TokenKind::Text => self.paint.name(text),
                TokenKind::Number | TokenKind::Date => self.paint.number(text),
                TokenKind::Comment => self.paint.dim(text),
                _ => Shown::text(text),
            });
            done = span.end;
        }
        painted.push_str(&line[done..]);
        Cow::Owned(painted)
    }

    fn highlight_hint<'h>(&self, hint: &'h str) -> Cow<'h, str> {
        Cow::Owned(self.paint.dim(hint).into())
    }

    fn highlight_char(&self, _: &str, _: usize, _: CmdKind) -> bool {
        // One letter may turn a word into a noun: paint again.
        self.paint.colour
    }
}

impl Validator for ShellHelper {
    fn validate(&self, context: &mut ValidationContext<'_>) -> rustyline::Result<ValidationResult> {
        let input = context.input();
        let last = input.rsplit('\n').next().unwrap_or(input);
        let complete = is_command(input) || is_command(last) || query::is_complete(input);
        Ok(match complete {
            true => ValidationResult::Valid(None),
            false => ValidationResult::Incomplete,
        })
    }
}
