//! The signs that a time dates an event.

use super::aside::{days_between, is_set_apart};
use super::phrase::position;
use super::scene::Scene;
use crate::document::BlockKind;
use crate::extract::dated::YEAR;
use crate::extract::events::Candidate;
use crate::extract::mentions::Mentions;
use crate::extract::tree::Tree;
use crate::extract::weights::Sign;
use crate::text::{MentionKind, Relation, Time, Upos};
use crate::time::Interval;
use jiff::ToSpan;
use std::borrow::Cow;
use std::collections::BTreeSet;

/// The sign of a time that a frame is dated by.
pub const DATES_ITS_FRAME: Sign = ("its frame takes it for", Cow::Borrowed("time"));

/// The word that a time stands with, if it is none of those of a telling.
fn another(telling: &Candidate, s: usize, time: &Time, mentions: &Mentions) -> Option<usize> {
    let tree = &mentions.trees[s];
    let above = tree.top(&time.tokens).and_then(|head| tree.head(head));
    above.filter(|above| s != telling.sentence || !telling.stands_at(Some(*above)))
}

fn is_noun(tree: &Tree, t: usize) -> bool {
    matches!(tree.upos(t), Upos::Noun | Upos::Propn)
}

/// Whether a time is that of another event or part of a name: "despite the January ceasefire", "July 9 Road".
pub fn dates_another(telling: &Candidate, s: usize, time: &Time, mentions: &Mentions) -> bool {
    let tree = &mentions.trees[s];
    // "killed in the 1999 war", "since May, when nine were killed"
    let year = time
        .interval
        .is_some_and(|interval| interval.length() >= Some(YEAR));
    let own = telling.time.filter(|_| s == telling.sentence);
    let then = || {
        let above = tree.head(telling.trigger);
        above.is_some_and(|above| time.tokens.contains(&above))
    };
    if own.is_some_and(|(dated, _)| time.interval == Some(dated)) && (year || then()) {
        return false;
    }
    another(telling, s, time, mentions).is_some_and(|above| {
        if s == telling.sentence && is_set_apart(s, telling.trigger, above, mentions) {
            return true;
        }
        if s == telling.sentence && is_of_somebody(telling, tree, above) {
            return true;
        }
        let event = tree.sentence.meaning.kind(above) == Some(MentionKind::Event);
        is_noun(tree, above) && (event || time.tokens.end <= above)
    })
}

/// "The guard, who was hired in May, killed two": whether a verb only says something of a noun that tells of nothing.
fn is_of_somebody(telling: &Candidate, tree: &Tree, verb: usize) -> bool {
    let clause = tree.relation(verb) == Relation::AclRelcl;
    let tells = |t: usize| tree.ancestors(t).any(|above| above == verb);
    let noun = tree
        .head(verb)
        .filter(|_| clause && tree.upos(verb) == Upos::Verb);
    noun.is_some_and(|noun| {
        let event = tree.sentence.meaning.kind(noun) == Some(MentionKind::Event);
        !event && !telling.stands_at(Some(noun)) && !telling.triggers().any(tells)
    })
}

/// Whether a time is that of somebody's saying something: "police said Tuesday".
fn dates_saying(telling: &Candidate, s: usize, time: &Time, mentions: &Mentions) -> bool {
    let tree = &mentions.trees[s];
    another(telling, s, time, mentions)
        .is_some_and(|above| !is_noun(tree, above) && mentions.ontology.says(&tree.verb(above)))
}

/// When something happened that is dated by time number `n` of sentence `s`: of what is only said on a day, on that day or
/// the one before.
pub fn told(tellings: &[Candidate], s: usize, n: usize, mentions: &Mentions) -> Option<Interval> {
    let time = &mentions.trees[s].sentence.times[n];
    let interval = time.interval?;
    let said = tellings
        .iter()
        .all(|telling| dates_saying(telling, s, time, mentions));
    let begin = match interval.begin {
        Some(day) if said && interval.length() == Some(1) => day.yesterday().ok(),
        begin => begin,
    };
    Some(Interval { begin, ..interval })
}

/// Dates what is told to have been so many days before or after another event from that one's day: "A bomb went off on Monday, two
/// days after gunmen had killed a judge." `groups` are the tellings of each event.
pub fn count_days(events: &mut [Candidate], groups: &[Vec<Candidate>], mentions: &Mentions) {
    // The time of a neighbour is no better than what is counted from that one's day.
    let own = |n: usize, event: &Candidate| {
        let mut tellings = groups[n].iter().filter_map(|telling| telling.time);
        event
            .time
            .filter(|(_, words)| tellings.any(|(_, own)| own == *words))
    };
    let day = |n: usize, event: &Candidate| {
        let (interval, _) = own(n, event).filter(|(interval, _)| interval.length() == Some(1))?;
        interval.begin
    };
    let counted = |n: usize, m: usize| {
        let pairs = groups[n]
            .iter()
            .flat_map(|x| groups[m].iter().map(move |y| (x, y)));
        let mut pairs = pairs.filter(|(x, y)| x.sentence == y.sentence);
        pairs.find_map(|(x, y)| {
            let below = days_between(x.sentence, x.trigger, y.trigger, mentions);
            let above = days_between(x.sentence, y.trigger, x.trigger, mentions);
            below.map(|(days, words)| (-days, words)).or(above)
        })
    };
    for n in 0..groups.len() {
        if own(n, &events[n]).is_some() {
            continue;
        }
        let others = (0..groups.len()).filter(|&m| m != n);
        let found = others.filter_map(|m| Some((day(m, &events[m])?, counted(n, m)?, m)));
        let Some((from, (days, words), m)) = found.into_iter().next() else {
            continue;
        };
        if let Ok(day) = from.checked_add(days.days()) {
            events[n].time = Some((Interval::day(day), words));
            events[n].time_odds = events[m].time_odds;
        }
    }
}

/// The day on which the article came out and the one before: when what is news in it mostly happened.
pub fn published(mentions: &Mentions) -> Option<Interval> {
    let day = mentions.document.published.as_ref()?.day()?;
    Some(Interval {
        begin: day.yesterday().ok(),
        end: Some(day),
    })
}

/// What is seen of an event that may have happened just before the article that tells it.
pub fn of_article(tellings: &[Candidate], scene: &Scene, mentions: &Mentions) -> BTreeSet<Sign> {
    let mut signs: BTreeSet<Sign> = BTreeSet::new();
    let mut see = |kind: String| {
        signs.insert(("the article's day", Cow::Owned(kind)));
    };
    see(String::new());
    let first = tellings.iter().map(|telling| telling.sentence).min();
    see(match first {
        Some(0..=1) => "told at the beginning",
        Some(2..=4) => "told early",
        Some(5..=9) => "told later",
        _ => "told late",
    }
    .to_string());
    see(match tellings.len() {
        1 => "told once",
        2..=3 => "told a few times",
        _ => "told often",
    }
    .to_string());
    for telling in tellings {
        let tree = &mentions.trees[telling.sentence];
        let word = telling.trigger;
        let form = match () {
            () if tree.is_perfect(word, "Tense=Past") => "past perfect",
            () if tree.is_perfect(word, "Tense=Pres") => "perfect",
            () if tree.upos(word) != Upos::Verb => "a noun",
            () if tree.has(word, "Tense=Past") => "past",
            () => "another form",
        };
        see(format!("beside {form}"));
        see(format!("beside {}", telling.class));
        if scene.of(telling.sentence).old {
            see("beside a time long ago".to_string());
        }
        if tree.sentence.block == BlockKind::Heading {
            see("beside the headline".to_string());
        }
        let dated = tree
            .sentence
            .times
            .iter()
            .any(|time| time.interval.is_some());
        see(if dated {
            "beside a time"
        } else {
            "beside no time"
        }
        .to_string());
        if telling.time.is_some() {
            see("beside a time of its own".to_string());
        }
    }
    signs
}

/// What time number `n` of sentence `s` shows for one telling.
pub fn seen(telling: &Candidate, s: usize, n: usize, mentions: &Mentions) -> Vec<Sign> {
    let tree = &mentions.trees[s];
    let time = &tree.sentence.times[n];
    let place = position(telling, s, mentions);
    let long = match time.interval.and_then(|interval| interval.length()) {
        Some(1) => "a day",
        Some(2..=7) => "days",
        Some(8..=31) => "a month",
        Some(32..=366) => "a year",
        _ => "open",
    };
    let mut signs: Vec<Sign> = vec![
        ("always", Cow::Borrowed("")),
        ("its length", Cow::Borrowed(long)),
        ("where it stands", Cow::Owned(format!("time {place}"))),
    ];
    if dates_saying(telling, s, time, mentions) {
        signs.push(("it dates", Cow::Borrowed("what is said")));
    }
    let interval = time.interval;
    if let Some((dated, _)) = telling.time
        && s == telling.sentence
        && Some(dated) == interval
    {
        signs.push(DATES_ITS_FRAME);
    }
    if let Some(published) = mentions.document.published.as_ref().and_then(|p| p.day())
        && let Some(begin) = interval.and_then(|interval| interval.begin)
    {
        let when = if begin > published {
            "after the article"
        } else {
            "before the article"
        };
        signs.push(("it lies", Cow::Borrowed(when)));
    }
    if s == telling.sentence {
        let above = tree.top(&time.tokens).and_then(|head| tree.head(head));
        let hangs = match above {
            Some(above) if telling.stands_at(Some(above)) => "on its word",
            Some(above) if tree.ancestors(above).any(|a| telling.stands_at(Some(a))) => {
                "below its word"
            }
            Some(above)
                if telling
                    .triggers()
                    .any(|t| tree.ancestors(t).any(|a| a == above)) =>
            {
                "above its word"
            }
            _ => "elsewhere",
        };
        signs.push(("it hangs", Cow::Borrowed(hangs)));
        for predicate in &tree.sentence.meaning.predicates {
            if telling.stands_at(Some(predicate.word)) {
                for (head, role, _) in &predicate.arguments {
                    if time.tokens.contains(head) {
                        signs.push(("PropBank's role", Cow::Borrowed(role.as_str())));
                    }
                }
            }
        }
        let known = tree
            .sentence
            .times
            .iter()
            .filter(|other| other.interval.is_some());
        let among = match (known.count(), n) {
            (1, _) => "this",
            (_, 0) => "this first",
            _ => "others",
        };
        signs.push(("times of the sentence", Cow::Borrowed(among)));
    }
    signs
}
