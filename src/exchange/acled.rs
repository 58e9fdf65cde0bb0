//! Events in the columns of ACLED's files, so that they can be laid beside them. What is not known, or what only ACLED's coders
//! decide (regions, kinds of actors, tags), is left empty.

use super::country::{country, way_up};
use super::event::{Event, Number};
use crate::diagnostic::list;
use crate::output::delimited::harmless;
use crate::query::STATEMENT;
use crate::query::about::{degrees, is_a, text};
use crate::report::country_number;
use crate::store::Store;
use crate::time::Interval;
use std::collections::BTreeSet;
use std::io::{self, Write};

const COLUMNS: [&str; 31] = [
    "event_id_cnty",
    "event_date",
    "year",
    "time_precision",
    "disorder_type",
    "event_type",
    "sub_event_type",
    "actor1",
    "assoc_actor_1",
    "inter1",
    "actor2",
    "assoc_actor_2",
    "inter2",
    "interaction",
    "civilian_targeting",
    "iso",
    "region",
    "country",
    "admin1",
    "admin2",
    "admin3",
    "location",
    "latitude",
    "longitude",
    "geo_precision",
    "source",
    "source_scale",
    "notes",
    "fatalities",
    "tags",
    "timestamp",
];

/// What classes are in the terms of ACLED, as far as that is beyond doubt; an attack of no nearer kind may be a battle there,
/// or violence against civilians.
const KINDS: &[Kind] = &[
    ("Airstrike", POLITICAL, REMOTE, "Air/drone strike"),
    (
        "Shelling",
        POLITICAL,
        REMOTE,
        "Shelling/artillery/missile attack",
    ),
    ("Bombing", POLITICAL, REMOTE, ""),
    ("Clash", POLITICAL, "Battles", "Armed clash"),
    (
        "Kidnapping",
        POLITICAL,
        "Violence against civilians",
        "Abduction/forced disappearance",
    ),
    ("Protest", "Demonstrations", "Protests", ""),
    (
        "Agreement",
        STRATEGIC,
        "Strategic developments",
        "Agreement",
    ),
];

const POLITICAL: &str = "Political violence";
const STRATEGIC: &str = "Strategic developments";
const REMOTE: &str = "Explosions/Remote violence";

/// Writes a row for each event of a kind that ACLED has, of those that somebody says happened.
pub(super) fn write(
    store: &Store,
    events: &BTreeSet<String>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(COLUMNS)?;
    for event in events.iter().filter_map(|event| Event::of(store, event)) {
        if let (Some((_, disorder, kind, below)), true) = (kind(store, &event), event.happened()) {
            let record = record(store, &event, [disorder, kind, below]);
            writer.write_record(record.map(|cell| harmless(&cell)))?;
        }
    }
    writer.flush()
}

type Kind = (&'static str, &'static str, &'static str, &'static str);

/// What an event is in the terms of ACLED.
fn kind(store: &Store, event: &Event) -> Option<&'static Kind> {
    let is = |class: &str| store.ontology().is_a(&event.class, class);
    KINDS.iter().find(|(class, ..)| is(class))
}

/// How many events are no rows, and why; nothing where all are.
pub(super) fn left_out(store: &Store, events: &BTreeSet<String>) -> Option<String> {
    let events: Vec<Event> = events.iter().filter_map(|e| Event::of(store, e)).collect();
    let untold = events.iter().filter(|event| !event.happened()).count();
    let of_no_kind = |event: &&Event| event.happened() && kind(store, event).is_none();
    let other = events.iter().filter(of_no_kind);
    let is_said = |event: &&Event| store.ontology().is_a(&event.class, STATEMENT);
    let (said, other): (Vec<&Event>, Vec<&Event>) = other.partition(is_said);
    let (said, other) = (said.len(), other.len());
    let why = [
        (untold, "planned, threatened, denied or doubtful"),
        (said, "statements"),
        (
            other,
            "of a kind that ACLED does not have, or its coders have to tell",
        ),
    ];
    let why: Vec<String> = why
        .into_iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, why)| format!("{number} {why}"))
        .collect();
    (!why.is_empty()).then(|| {
        let (gone, all) = (untold + said + other, events.len());
        format!("{gone} of {all} events are left out: {}", why.join(", "))
    })
}

fn record(store: &Store, event: &Event, [disorder, kind, below]: [&str; 3]) -> [String; 31] {
    let mut row = COLUMNS.map(|_| String::new());
    let mut set = |column: &str, value: String| {
        if let Some(at) = COLUMNS.iter().position(|known| *known == column) {
            row[at] = value;
        }
    };
    let own = event.iri.strip_prefix(store.base());
    set("event_id_cnty", own.unwrap_or(&event.iri).to_string());
    if let Some((day, precision)) = event.days.as_ref().and_then(day) {
        set("event_date", day);
        set("time_precision", precision.to_string());
    }
    if let Some(Interval {
        begin: Some(begin),
        end: Some(end),
    }) = event.days
        && begin.year() == end.year()
    {
        set("year", begin.year().to_string());
    }
    set("disorder_type", disorder.to_string());
    set("event_type", kind.to_string());
    set("sub_event_type", below.to_string());
    // Two sides of an agreement or of a clash have no order.
    let mut sides = [event.agents(), event.patients()];
    if sides[0].is_empty() {
        let mut parties = event.parties();
        let others = parties.split_off(parties.len().min(1));
        sides = match others.is_empty() {
            true => [parties, event.patients()],
            false => [parties, others],
        };
    }
    for (side, number) in sides.iter().zip(["1", "2"]) {
        let actors = side.iter().filter(|iri| is_a(store, iri, "Actor"));
        let mut names = actors.filter_map(|iri| store.label(iri));
        set(&format!("actor{number}"), names.next().unwrap_or_default());
        let others: Vec<String> = names.collect();
        set(&format!("assoc_actor_{number}"), others.join("; "));
    }
    // The narrowest place: the one with the most above it.
    let places = event.places().into_iter();
    let place = places.max_by_key(|place| way_up(store, place).len());
    if let Some(place) = place {
        self::place(store, place, &mut set);
    }
    let documents = event.sources.iter().map(|iri| store.document(iri));
    let mut outlets: Vec<String> = documents.filter_map(|d| d.publisher).collect();
    outlets.dedup();
    set("source", outlets.join("; "));
    set("notes", notes(store, event));
    // "Up to 200" is not one.
    let least = |killed: &Number| {
        let exact = killed.words.is_none();
        killed.best.filter(|best| *best > 1 || exact)
    };
    if let Some(killed) = event.numbers.get("killed").and_then(least) {
        set("fatalities", killed.to_string());
    }
    row
}

/// A day with how exact it is: 1 the day itself, 2 a week, 3 a month. Of more days none is given.
fn day(days: &Interval) -> Option<(String, u8)> {
    let (begin, end) = (days.begin?, days.end?);
    let precision = match (end - begin).get_days() {
        0 => 1,
        1..=6 => 2,
        7..=30 => 3,
        _ => return None,
    };
    Some((begin.to_string(), precision))
}

fn place(store: &Store, place: &str, set: &mut impl FnMut(&str, String)) {
    set("location", store.label(place).unwrap_or_default());
    if let Some((latitude, longitude)) = degrees(store, place) {
        set("latitude", latitude);
        set("longitude", longitude);
        // 1 the place itself, 2 near it, 3 a wider area.
        let radius = text(store, place, "radius").and_then(|radius| radius.parse::<f64>().ok());
        let precision = match radius.unwrap_or_default() {
            radius if radius <= 0.0 => "1",
            radius if radius <= 25.0 => "2",
            _ => "3",
        };
        set("geo_precision", precision.to_string());
    }
    let Some(country) = country(store, place) else {
        return;
    };
    let name = store.label(&country).unwrap_or_default();
    let number = country_number(&name).unwrap_or_default();
    set("iso", number.trim_start_matches('0').to_string());
    set("country", name);
    // What lies directly in the country is its largest division, unless it is the place itself.
    let way = way_up(store, place);
    let above = way.iter().position(|node| *node == country);
    let above = above.filter(|at| *at > 1);
    if let Some(division) = above.and_then(|at| way.get(at - 1)) {
        set("admin1", store.label(division).unwrap_or_default());
    }
}

/// What happened in a line, and the words of the first sentence that tells it.
fn notes(store: &Store, event: &Event) -> String {
    let evidence = store.evidence(&event.iri).unwrap_or_default();
    let mut sentences = evidence.iter().flat_map(|account| &account.sentences);
    let told = match sentences.next() {
        Some(sentence) => format!("{}. “{}”", event.title, sentence.text),
        None => event.title.clone(),
    };
    match event.disputed.is_empty() {
        true => told,
        false => format!("{told} Sources differ on {}.", list(&event.disputed, "and")),
    }
}
