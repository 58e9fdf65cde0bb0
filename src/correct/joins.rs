//! What is one, and what is not.

use super::{Correction, CorrectionError, Subject, Thing, article, chosen, id, name, told};
use crate::fold::fold;
use crate::link::Decision;
use crate::query::unquoted;
use crate::shown::Shown;
use crate::store::Store;
use std::collections::BTreeSet;

/// Accounts of an event that are parted at once, each from each.
const MOST_PARTED: usize = 40;

/// Several are one event, or one actor or place. `called` is what they are called together: `rows 3 and 5`.
pub fn same(
    store: &Store,
    subjects: &[Subject],
    called: &str,
) -> Result<Correction, CorrectionError> {
    if subjects.len() < 2 {
        return Err(CorrectionError::Few);
    }
    let unlike = |why| Err(CorrectionError::Unlike(called.to_string(), why));
    let (mut events, mut nodes) = (Vec::new(), Vec::new());
    for subject in subjects {
        match &subject.thing {
            Thing::Event(accounts) => events.push(accounts),
            Thing::Node(iri) => nodes.push(iri.clone()),
        }
    }
    if !events.is_empty() && !nodes.is_empty() {
        return unlike("an event is no actor and no place");
    }
    let is_event = !events.is_empty();
    let first = events.iter().filter_map(|accounts| accounts.first());
    let one: Vec<String> = first.chain(&nodes).cloned().collect();
    let ids: Vec<&str> = one.iter().map(|iri| id(store, iri)).collect();
    let kind = |id: &str| id.split('/').next().unwrap_or_default().to_string();
    if one.iter().collect::<BTreeSet<_>>().len() < one.len() {
        return Err(CorrectionError::One(called.to_string()));
    }
    let says = one.iter().filter(|a| store.is_statement(a)).count();
    if is_event && says > 0 && says < one.len() {
        return unlike("what was said is not what happened");
    }
    if !is_event && ids.iter().any(|id| kind(id) != kind(ids[0])) {
        return unlike("an actor is no place and no thing");
    }
    // Of an event each account is tied, so that none of them goes its own way when the accounts are linked again.
    let told = events.iter().flat_map(|accounts| accounts.iter());
    let rest: Vec<&str> = match is_event {
        true => told.map(|iri| id(store, iri)).skip(1).collect(),
        false => ids[1..].to_vec(),
    };
    let same = |other: &&str| Decision::Same(ids[0].to_string(), other.to_string());
    let mut decisions: Vec<Decision> = rest.iter().map(same).collect();
    // What was parted before, telling by telling, is to be one again as a whole.
    for (a, b) in store.decisions()?.apart {
        let among = |known: &str| {
            let is = |account: &String| id(store, account) == known;
            events.iter().position(|accounts| accounts.iter().any(is))
        };
        let places = among(&a).zip(among(&b));
        if places.is_some_and(|(one, other)| one != other) {
            decisions.push(Decision::Same(a, b));
        }
    }
    let class = |iri: &String| {
        let class = store.kind(iri)?;
        Some(store.ontology().classes.get(&class)?.label.clone())
    };
    let unlike = nodes.iter().map(class).collect::<BTreeSet<_>>().len() > 1;
    let names = nodes.iter().map(|iri| match class(iri).filter(|_| unlike) {
        Some(class) => format!("{} ({class})", name(store, iri)),
        None => name(store, iri).to_string(),
    });
    let names: Vec<String> = names.collect();
    Ok(Correction {
        said: match is_event {
            true => format!("{called} are one event"),
            false => format!("{} are one", names.join(" and ")),
        },
        decisions,
        joined: nodes,
        accounts: events.into_iter().flatten().cloned().collect(),
    })
}

/// Why actors or places that were to be one are not: what the articles tell of them contradicts it.
pub fn still_apart(store: &Store, correction: &Correction) -> Option<&'static str> {
    let still = |iri: &&String| store.label(iri).is_some();
    (correction.joined.iter().filter(still).count() > 1).then_some(
        "the articles still tell them apart: what each is part of, or acts for, contradicts the other's",
    )
}

/// An event's accounts tell of several events, or `which` of them of another; an actor or place is not what it was made one with.
pub fn apart(store: &Store, subject: &Subject, which: &str) -> Result<Correction, CorrectionError> {
    let called = &subject.called;
    let iri = match &subject.thing {
        Thing::Event(accounts) => return parted(store, subject, accounts, which),
        Thing::Node(iri) => iri,
    };
    let wanted = fold(&unquoted(which)).replace(' ', "-");
    let is = |iri: &str| {
        let id = id(store, iri);
        iri == which
            || fold(id) == wanted
            || id.rsplit('/').next().is_some_and(|name| name == wanted)
    };
    let mut pairs = store.joined_ids(iri);
    pairs.retain(|(a, b)| which.is_empty() || is(a) || is(b));
    let label = name(store, iri);
    if pairs.is_empty() {
        let with = match which {
            "" => "other names",
            which => which,
        };
        return Err(CorrectionError::Unjoined {
            called: match &subject.beside {
                Some(_) => format!("{called} ({label})"),
                None => called.clone(),
            },
            with: with.to_string(),
        });
    }
    let decisions = pairs
        .iter()
        .map(|(a, b)| Decision::Apart(id(store, a).to_string(), id(store, b).to_string()));
    let with = pairs.iter().flat_map(|(a, b)| [id(store, a), id(store, b)]);
    let with: BTreeSet<&str> = with.filter(|other| *other != id(store, iri)).collect();
    let with: Vec<&str> = with.into_iter().collect();
    Ok(Correction {
        said: format!("{label} is not {}", Shown::line(&with.join(", nor "))),
        decisions: decisions.collect(),
        joined: vec![iri.clone()],
        accounts: Vec::new(),
    })
}

fn parted(
    store: &Store,
    subject: &Subject,
    accounts: &[String],
    which: &str,
) -> Result<Correction, CorrectionError> {
    let called = &subject.called;
    let out_of = chosen(store, subject, accounts, which)?;
    if accounts.len() < 2 {
        return Err(CorrectionError::Single(called.clone()));
    }
    if which.is_empty() && accounts.len() > MOST_PARTED {
        return Err(CorrectionError::Many {
            called: called.clone(),
            accounts: accounts.len(),
        });
    }
    let pairs = out_of
        .iter()
        .flat_map(|a| accounts.iter().map(move |b| (a, b)))
        .filter(|(a, b)| a != b);
    let decision = |(a, b): (&String, &String)| {
        Decision::Apart(id(store, a).to_string(), id(store, b).to_string())
    };
    Ok(Correction {
        decisions: pairs.map(decision).collect(),
        said: match which {
            "" => {
                let accounts = told(accounts.len());
                format!("the {accounts} of {called} are as many events")
            }
            _ => {
                let article = article(store, &out_of[0]);
                format!("the account of {article} is none of the event of {called}")
            }
        },
        joined: Vec::new(),
        accounts: accounts.to_vec(),
    })
}
