//! The graph, or what an answer tells, in the formats of other tools.
//!
//! ```text
//! store ─whole→ PropertyGraph ─graphml, gexf, neo4j→ file
//! store ─events→ Event… ─ftm, acled, ics→ file
//! ```

mod acled;
mod country;
mod dispatch;
mod event;
mod formats;
mod ftm;
mod gexf;
mod graph;
mod graphml;
mod ics;
mod neo4j;
pub mod rdf;

use crate::answer::Answer;
use crate::answer::rows::Rows;
use crate::ontology::NAMESPACE;
use crate::output::Format;
use crate::query::about::is_event;
use crate::report::actors::{Actors, events_of};
use crate::store::{Store, StoreError};
use graph::PropertyGraph;
use rdf::Options;
use std::collections::BTreeSet;
use std::io::Write;

pub use dispatch::write_answer;
pub use formats::{About, GraphFormat, reference};

/// Writes all of a graph. `options` are for RDF; what other formats take from an article is never its text unless they say so.
pub fn export(
    store: &Store,
    format: GraphFormat,
    options: &Options,
    out: &mut dyn Write,
) -> Result<(), StoreError> {
    match format {
        GraphFormat::Rdf(format) => {
            rdf::export(store, format, options, &mut *out)?;
        }
        GraphFormat::GraphMl => graphml::write(&PropertyGraph::whole(store), out)?,
        GraphFormat::Gexf => gexf::write(&PropertyGraph::whole(store), out)?,
        GraphFormat::Neo4j => neo4j::write(&PropertyGraph::whole(store), out)?,
        GraphFormat::Ftm => ftm::write(store, &ftm::All::of(store), options.text, out)?,
        GraphFormat::Acled => acled::write(store, &all_events(store), out)?,
        GraphFormat::Ics => ics::write(store, &all_events(store), out)?,
    }
    store.sound()
}

/// What of a graph is not told in a format although it looks as if it were, in words.
pub fn left_out(store: &Store, format: GraphFormat) -> Option<String> {
    match format {
        GraphFormat::Acled => acled::left_out(store, &all_events(store)),
        _ => None,
    }
}

/// Writes what an answer tells, in a format that needs more than its rows; false when it is none of these.
pub fn answer(
    store: &Store,
    answer: &Answer,
    format: Format,
    out: &mut dyn Write,
) -> Result<bool, StoreError> {
    let rows = match answer {
        Answer::Rows(_) | Answer::Timeline(_) | Answer::Graph(_) => crate::output::rows_of(answer),
        _ => return Ok(false),
    };
    match format {
        Format::GraphMl | Format::Gexf => {
            let graph = match answer {
                Answer::Graph(network) => PropertyGraph::network(store, network),
                _ => PropertyGraph::actors(store, &Actors::of(store, &events(store, &rows))),
            };
            match format {
                Format::GraphMl => graphml::write(&graph, out)?,
                _ => gexf::write(&graph, out)?,
            }
        }
        Format::Ftm => {
            let about = ftm::All::about(store, &events(store, &rows));
            ftm::write(store, &about, false, out)?;
        }
        Format::Acled => acled::write(store, &events(store, &rows), out)?,
        Format::Ics => ics::write(store, &events(store, &rows), out)?,
        _ => return Ok(false),
    }
    store.sound()?;
    Ok(true)
}

/// The events of the rows, or of the actors in them.
fn events(store: &Store, rows: &Rows) -> BTreeSet<String> {
    let subjects = rows.rows.iter().filter_map(|row| row.subject.clone());
    events_of(store, subjects)
}

/// All events, and what is only planned, threatened or doubtful.
fn all_events(store: &Store) -> BTreeSet<String> {
    let nodes = nodes(store).into_iter();
    let events = nodes.filter(|node| is_event(store, node));
    events.collect()
}

/// All nodes of the fused view that have a kind, sorted.
fn nodes(store: &Store) -> BTreeSet<String> {
    let property = format!("{NAMESPACE}kind");
    let kinds = store.links(&property);
    kinds.filter_map(|(node, _)| store.iri(node)).collect()
}
