//! Commands that change how the shell works, and `\quit`.

use super::correct::date;
use super::{Failed, Flow, Shell};
use crate::output::Format;
use crate::shown::Shown;
use std::io::Write;

pub(super) fn mode(shell: &mut Shell<'_>, name: &str, out: &mut dyn Write) -> Result<Flow, Failed> {
    if name.is_empty() {
        writeln!(out, "{}", shell.settings.format)?;
    } else {
        shell.settings.format = name
            .parse::<Format>()
            .map_err(|error| Failed::usage(error.to_string()))?;
    }
    Ok(Flow::Stay)
}

pub(super) fn timing(
    shell: &mut Shell<'_>,
    word: &str,
    out: &mut dyn Write,
) -> Result<Flow, Failed> {
    shell.settings.timing = match word {
        "" => !shell.settings.timing,
        "on" => true,
        "off" => false,
        other => return Err(Failed::usage(format!("\\timing on or off, not {other}"))),
    };
    let state = if shell.settings.timing { "on" } else { "off" };
    writeln!(out, "timing is {state}")?;
    Ok(Flow::Stay)
}

pub(super) fn set(
    shell: &mut Shell<'_>,
    argument: &str,
    out: &mut dyn Write,
) -> Result<Flow, Failed> {
    if let Some(dated) = date(shell, argument, out) {
        return dated;
    }
    let (name, value) = argument
        .split_once(|c: char| c == '=' || c.is_whitespace())
        .ok_or_else(|| Failed::usage("\\set $NAME VALUE: for instance \\set $since 2020-02-01"))?;
    let value = value.trim().trim_start_matches('=').trim();
    shell.set(name.trim_start_matches('$'), value.trim_matches('"'));
    Ok(Flow::Stay)
}

pub(super) fn params(shell: &mut Shell<'_>, _: &str, out: &mut dyn Write) -> Result<Flow, Failed> {
    for (name, value) in shell.params() {
        writeln!(out, "${name} = {}", Shown::line(&value))?;
    }
    Ok(Flow::Stay)
}

pub(super) fn pager(
    shell: &mut Shell<'_>,
    word: &str,
    out: &mut dyn Write,
) -> Result<Flow, Failed> {
    shell.settings.paged = match word {
        "" => !shell.settings.paged,
        "on" => true,
        "off" => false,
        other => return Err(Failed::usage(format!("\\pager on or off, not {other}"))),
    };
    let state = match (shell.settings.paged, shell.settings.pager.as_str()) {
        (true, "") => "on, but no program is set in $PAGER",
        (true, _) => "on",
        (false, _) => "off",
    };
    writeln!(out, "the pager is {state}")?;
    Ok(Flow::Stay)
}

pub(super) fn quit(_: &mut Shell<'_>, _: &str, _: &mut dyn Write) -> Result<Flow, Failed> {
    Ok(Flow::Leave)
}
