//! `dateline man`: the manual page, from the same definitions as the help.

use super::terminal;
use anyhow::Result;
use clap::CommandFactory;
use dateline::repl::COMMANDS;
use std::io::Write;

/// Prints the manual page.
pub fn run() -> Result<()> {
    let command = super::Cli::command();
    terminal::stdout().write_all(page(command).as_bytes())?;
    Ok(())
}

/// The page in the language of man(7).
fn page(mut command: clap::Command) -> String {
    command.build();
    let about = |command: &clap::Command| {
        let about = command.get_about().map(ToString::to_string);
        about.unwrap_or_default()
    };
    let item = |name: &str, help: &str| format!(".TP\n.B {}\n{}\n", escaped(name), escaped(help));
    let mut out = String::from(".TH DATELINE 1\n.SH NAME\n");
    let told = about(&command);
    let told = escaped(told.trim_end_matches('.'));
    out.push_str(&format!("dateline \\- {told}\n"));
    out.push_str(".SH SYNOPSIS\n.B dateline\n.I COMMAND\n[\n.I OPTIONS\n]\n.SH COMMANDS\n");
    for sub in command.get_subcommands().filter(|c| c.get_name() != "help") {
        let mut usage = sub.clone().render_usage().to_string();
        usage = usage.trim_start_matches("Usage: ").replace('\n', " ");
        let usage = usage.split_whitespace().collect::<Vec<_>>().join(" ");
        let (name_of_sub, about, usage) = (sub.get_name(), escaped(&about(sub)), escaped(&usage));
        out.push_str(&format!(
            ".SS {name_of_sub}\n{about}\n.PP\n.nf\n{usage}\n.fi\n"
        ));
        for argument in sub.get_arguments().filter(|a| a.get_id() != "help") {
            let help = argument.get_help().map(ToString::to_string);
            out.push_str(&item(&name(argument), &help.unwrap_or_default()));
        }
    }
    out.push_str(".SH COMMANDS OF THE SHELL\n");
    for command in COMMANDS {
        out.push_str(&item(&command.call(), command.summary));
    }
    out.push_str(".SH FILES\n.TP\n.I ~/.config/dateline/config\nlines that every session of the shell begins with\n");
    out.push_str(".TP\n.I ~/.local/share/dateline/history\nlines typed before\n");
    let codes = super::EXIT_CODES.trim_start_matches("Exit codes: ");
    out.push_str(&format!(".SH EXIT STATUS\n{}\n", escaped(codes)));
    out
}

/// `-f, --format FORMAT`, or the name of what stands without a flag.
fn name(argument: &clap::Arg) -> String {
    let flags = [
        argument.get_short().map(|c| format!("-{c}")),
        argument.get_long().map(|l| format!("--{l}")),
    ];
    let flags: Vec<String> = flags.into_iter().flatten().collect();
    let takes = argument.get_action().takes_values();
    let values = argument.get_value_names().unwrap_or_default().iter();
    let values = values.map(ToString::to_string).filter(|_| takes);
    let flags = Some(flags.join(", ")).filter(|flags| !flags.is_empty());
    flags
        .into_iter()
        .chain(values)
        .collect::<Vec<_>>()
        .join(" ")
}

/// What man(7) would take for its own written otherwise.
fn escaped(text: &str) -> String {
    let text = text.replace('\\', "\\e").replace('-', "\\-");
    match text.starts_with(['.', '\'']) {
        true => format!("\\&{text}"),
        false => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_has_its_section() {
        let page = page(super::super::Cli::command());
        for word in [
            "build",
            "repl",
            "check",
            "completions",
            "\\ewhy ROW",
            "exit",
        ] {
            assert!(page.to_lowercase().contains(&word.to_lowercase()), "{word}");
        }
        assert!(page.lines().all(|line| !line.starts_with('\'')));
    }
}
