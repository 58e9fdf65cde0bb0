//! `\same` and `\apart`.

use super::{Failed, Flow, Shell, Thing, chosen, first, id, name, say, source, thing, told};
use crate::fold::fold;
use crate::link::Decision;
use crate::query;
use crate::shown::Shown;
use std::collections::BTreeSet;
use std::io::Write;

/// Accounts of an event that are parted at once, each from each.
const MOST_PARTED: usize = 40;

pub(in crate::repl::commands) fn same(
    shell: &mut Shell<'_>,
    argument: &str,
    out: &mut dyn Write,
) -> Result<Flow, Failed> {
    let rows: Vec<&str> = argument
        .split(|c: char| c.is_whitespace() || c == ',')
        .filter(|word| !word.is_empty())
        .collect();
    if rows.len() < 2 {
        return Err(Failed::usage(
            "\\same ROW ROW: which rows are one? For instance \\same 3 5",
        ));
    }
    let mut events = Vec::new();
    let mut nodes = Vec::new();
    let mut numbers = Vec::new();
    for row in rows {
        let (number, thing) = thing(shell, row)?;
        numbers.push(number.to_string());
        match thing {
            Thing::Event(accounts) => events.push(accounts),
            Thing::Node(iri) => nodes.push(iri),
        }
    }
    let named = numbers.join(" and ");
    if !events.is_empty() && !nodes.is_empty() {
        return Err(Failed::usage(format!(
            "rows {named} are not of one kind: an event is no actor and no place"
        )));
    }
    let one: Vec<String> = match events.is_empty() {
        true => nodes,
        false => events
            .into_iter()
            .filter_map(|e| e.into_iter().next())
            .collect(),
    };
    let ids: Vec<&str> = one.iter().map(|iri| id(shell, iri)).collect();
    let kind = |id: &str| id.split('/').next().unwrap_or_default().to_string();
    if one.iter().collect::<BTreeSet<_>>().len() < one.len() {
        return Err(Failed::usage(format!("rows {named} are one already")));
    }
    let is_event = shell.store.event_of(&one[0]).is_some();
    let says = one.iter().filter(|a| shell.store.is_statement(a)).count();
    if is_event && says > 0 && says < one.len() {
        return Err(Failed::usage(format!(
            "rows {named} are not of one kind: what was said is not what happened"
        )));
    }
    if !is_event && ids.iter().any(|id| kind(id) != kind(ids[0])) {
        return Err(Failed::usage(format!(
            "rows {named} are not of one kind: an actor is no place and no thing"
        )));
    }
    let decisions: Vec<Decision> = ids[1..]
        .iter()
        .map(|other| Decision::Same(ids[0].to_string(), (*other).to_string()))
        .collect();
    let said = match is_event {
        true => format!("rows {named} are one event"),
        false => {
            let names: Vec<String> = one.iter().map(|iri| name(shell, iri).to_string()).collect();
            format!("{} are one", names.join(" and "))
        }
    };
    let flow = say(shell, &said, decisions, out)?;
    let still = |iri: &String| shell.store.label(iri).is_some();
    if !is_event && one.iter().filter(|iri| still(iri)).count() > 1 {
        writeln!(
            out,
            "the articles still tell them apart: what each is part of, or acts for, contradicts the other's"
        )?;
    }
    Ok(flow)
}

pub(in crate::repl::commands) fn apart(
    shell: &mut Shell<'_>,
    argument: &str,
    out: &mut dyn Write,
) -> Result<Flow, Failed> {
    let (row, which) = first(
        argument,
        "\\apart ROW [ACCOUNT]: which row is not one? For instance \\apart 3, or \\apart 3 2 for its second account",
    )?;
    match thing(shell, row)? {
        (number, Thing::Event(accounts)) => {
            let out_of = chosen(shell, number, &accounts, which)?;
            if accounts.len() < 2 {
                return Err(Failed::usage(format!(
                    "row {number} has one account only; \\strike {number} says that it is not so"
                )));
            }
            let pairs: Vec<(&String, &String)> = out_of
                .iter()
                .flat_map(|a| accounts.iter().map(move |b| (a, b)))
                .filter(|(a, b)| a != b)
                .collect();
            if which.is_empty() && accounts.len() > MOST_PARTED {
                return Err(Failed::usage(format!(
                    "row {number} has {}; take out one after the other: \\apart {number} 2",
                    told(accounts.len())
                )));
            }
            let decision = |(a, b): &(&String, &String)| {
                Decision::Apart(id(shell, a).to_string(), id(shell, b).to_string())
            };
            let decisions = pairs.iter().map(decision).collect();
            let said = match which {
                "" => format!(
                    "the {} of row {number} are as many events",
                    told(accounts.len())
                ),
                _ => format!(
                    "the account of {} is none of the event of row {number}",
                    source(shell, &out_of[0])
                ),
            };
            say(shell, &said, decisions, out)
        }
        (number, Thing::Node(iri)) => {
            let wanted = fold(which.trim_matches(query::QUOTES)).replace(' ', "-");
            let is = |iri: &str| {
                let id = id(shell, iri);
                fold(id) == wanted || id.rsplit('/').next().is_some_and(|name| name == wanted)
            };
            let mut pairs = shell.store.joined_ids(&iri);
            pairs.retain(|(a, b)| which.is_empty() || is(a) || is(b));
            let decisions: Vec<Decision> = pairs
                .iter()
                .map(|(a, b)| Decision::Apart(id(shell, a).to_string(), id(shell, b).to_string()))
                .collect();
            let label = name(shell, &iri);
            if decisions.is_empty() {
                let what = if which.is_empty() {
                    "other names"
                } else {
                    which
                };
                return Err(Failed::usage(format!(
                    "row {number} ({label}) was not made one with {what}, so there is nothing to part"
                )));
            }
            let with: BTreeSet<&str> = pairs
                .iter()
                .flat_map(|(a, b)| [id(shell, a), id(shell, b)])
                .filter(|other| *other != id(shell, &iri))
                .collect();
            let with: Vec<&str> = with.into_iter().collect();
            let said = format!("{label} is not {}", Shown::line(&with.join(", nor ")));
            say(shell, &said, decisions, out)
        }
    }
}
