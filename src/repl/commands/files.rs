//! Commands about files and other programs: `\run`, `\save`, `\to`, `\edit`, `\open`, `\watch`, `\history`.

use super::super::show::Target;
use super::super::{open, scripts};
use super::answer::{last_question, row};
use super::{Failed, Flow, Ran, Shell};
use crate::output::Format;
use crate::shown::Shown;
use std::io::Write;
use std::path::{Path, PathBuf};

/// `\run FILE who=Turkey`: parameters may follow the file.
pub(super) fn run(shell: &mut Shell<'_>, argument: &str, out: &mut dyn Write) -> Ran {
    let mut words = argument.split_whitespace();
    let Some(file) = words.next() else {
        return Err(Failed::usage("\\run FILE: which file?"));
    };
    for word in words {
        let (name, value) = word
            .split_once('=')
            .ok_or_else(|| Failed::usage(format!("{word}: write a parameter as name=value")))?;
        shell.set(name.trim_start_matches('$'), value.trim_matches('"'));
    }
    let file = with_ending(file);
    shell.runnable(&file)?;
    shell.run_file(&file, out)?;
    Ok(Flow::Stay)
}

/// A file, or one whose ending was left out.
fn with_ending(file: &str) -> PathBuf {
    let path = Path::new(file);
    let longer = path.with_extension("dq");
    match !path.exists() && longer.exists() {
        true => longer,
        false => path.to_path_buf(),
    }
}

pub(super) fn save(shell: &mut Shell<'_>, name: &str, out: &mut dyn Write) -> Ran {
    let question = last_question(shell)?;
    if name.is_empty() {
        return Err(Failed::usage("\\save NAME: under which name?"));
    }
    let place = shell.place(&Path::new(name).with_extension("dq"))?;
    let text = format!("{}\n", question.trim());
    shell.write(&place, text.as_bytes())?;
    writeln!(out, "saved as {}", Shown::path(&place.named))?;
    Ok(Flow::Stay)
}

/// `\to FILE`, `\to | PROGRAM`: where the next answer goes.
pub(super) fn to(shell: &mut Shell<'_>, argument: &str, out: &mut dyn Write) -> Ran {
    let target = match (argument, argument.strip_prefix('|')) {
        ("", _) => {
            shell.to = None;
            writeln!(out, "answers go to the screen")?;
            return Ok(Flow::Stay);
        }
        (_, Some(program)) if program.trim().is_empty() => {
            return Err(Failed::usage("\\to | PROGRAM: which program?"));
        }
        (_, Some(_)) if !shell.at_prompt() => {
            return Err(Failed::usage(
                "programs are started only by a person at a terminal; write to a file, or pipe all output of dateline",
            ));
        }
        (_, Some(program)) => Target::Program(program.trim().to_string()),
        (file, None) => {
            let file = Path::new(file.trim_matches('"'));
            if let Some(ending) = Format::ending_of(file)
                && ending != "txt"
                && Format::of_extension(&ending).is_none()
            {
                return Err(Failed::usage(format!(
                    "no format has the ending .{ending}; without an ending it is the format of \\mode, {}",
                    shell.settings.format
                )));
            }
            Target::File(shell.place(file)?)
        }
    };
    let place = Shown::line(argument.trim_start_matches('|'));
    writeln!(out, "the next answer goes to {place}")?;
    shell.to = Some(target);
    Ok(Flow::Stay)
}

pub(super) fn edit(shell: &mut Shell<'_>, file: &str, _: &mut dyn Write) -> Ran {
    if !shell.at_prompt() {
        return Err(Failed::usage("this command needs a person at a terminal"));
    }
    Ok(Flow::Edit {
        text: match file {
            "" => last_question(shell).unwrap_or_default(),
            file => scripts::read(&with_ending(file))?,
        },
        from_file: !file.is_empty(),
    })
}

/// `\force LINE`: the line may overwrite files.
pub(super) fn force(shell: &mut Shell<'_>, line: &str, out: &mut dyn Write) -> Ran {
    if line.is_empty() {
        let usage = "\\force LINE: for instance \\force \\to answer.csv";
        return Err(Failed::usage(usage));
    }
    if !shell.at_prompt() {
        return Err(Failed::usage(
            "\\force is for a person at a terminal; elsewhere --force lets files be overwritten",
        ));
    }
    shell.forced = true;
    let result = shell.run_line(line, out);
    shell.forced = false;
    result
}

pub(super) fn history(_: &mut Shell<'_>, word: &str, _: &mut dyn Write) -> Ran {
    Ok(Flow::History(word.to_string()))
}

pub(super) fn watch(shell: &mut Shell<'_>, seconds: &str, _: &mut dyn Write) -> Ran {
    last_question(shell)?;
    let usage = "\\watch SECONDS: a whole number, for instance \\watch 10";
    match seconds {
        "" => Ok(Flow::Watch(2)),
        text => match text.parse() {
            Ok(seconds @ 1..) => Ok(Flow::Watch(seconds)),
            _ => Err(Failed::usage(usage)),
        },
    }
}

/// The article that a row rests on, with its sentences marked.
pub(super) fn open(shell: &mut Shell<'_>, argument: &str, out: &mut dyn Write) -> Ran {
    let subject = row(shell, argument)?.subject.clone();
    let found = match subject {
        Some(iri) => open::articles(&shell.store, &iri)?,
        None => Vec::new(),
    };
    if found.is_empty() {
        let message = "no article tells of this row; ask for events or documents";
        return Err(Failed::usage(message));
    }
    open::write(&found, shell.settings.paint(), out)?;
    Ok(Flow::Stay)
}
