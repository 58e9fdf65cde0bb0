//! Commands that change how the shell works, and `\quit`.

use super::correct::date;
use super::{Failed, Flow, Ran, Shell, unknown};
use crate::output::Format;
use crate::shown::Shown;
use std::io::Write;

pub(super) fn mode(shell: &mut Shell<'_>, name: &str, out: &mut dyn Write) -> Ran {
    if name.is_empty() {
        writeln!(out, "{}", shell.settings.format)?;
    } else {
        let format = name.parse::<Format>().map_err(|_| {
            let none = format!("no format {name:?}");
            let listed = format!("; it is one of {}", Format::NAMES.join(", "));
            unknown((name, none), Format::NAMES.into_iter(), "", &listed)
        });
        shell.settings.format = format?;
    }
    Ok(Flow::Stay)
}

pub(super) fn timing(shell: &mut Shell<'_>, word: &str, out: &mut dyn Write) -> Ran {
    switch("timing", word, &mut shell.settings.timing)?;
    let state = if shell.settings.timing { "on" } else { "off" };
    writeln!(out, "timing is {state}")?;
    Ok(Flow::Stay)
}

/// Turns something on or off, or without a word the other way.
fn switch(name: &str, word: &str, on: &mut bool) -> Result<(), Failed> {
    *on = match word {
        "" => !*on,
        "on" => true,
        "off" => false,
        other => return Err(Failed::usage(format!("\\{name} on or off, not {other}"))),
    };
    Ok(())
}

pub(super) fn set(shell: &mut Shell<'_>, argument: &str, out: &mut dyn Write) -> Ran {
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

pub(super) fn params(shell: &mut Shell<'_>, _: &str, out: &mut dyn Write) -> Ran {
    for (name, value) in shell.params() {
        writeln!(out, "${name} = {}", Shown::line(&value))?;
    }
    Ok(Flow::Stay)
}

pub(super) fn pager(shell: &mut Shell<'_>, word: &str, out: &mut dyn Write) -> Ran {
    switch("pager", word, &mut shell.settings.paged)?;
    let state = match (shell.settings.paged, shell.settings.pager.as_str()) {
        (true, "") => "on, but no program is set in $PAGER",
        (true, _) => "on",
        (false, _) => "off",
    };
    writeln!(out, "the pager is {state}")?;
    Ok(Flow::Stay)
}

pub(super) fn quit(_: &mut Shell<'_>, _: &str, _: &mut dyn Write) -> Ran {
    Ok(Flow::Leave)
}
