//! Where the rows of an answer are.

use super::Session;
use crate::answer::rows::{Row, Rows, Spot, Value};
use crate::globe::kilometres;
use crate::ontology::{NAMESPACE, Role};
use crate::query::about::is_a;
use crate::query::words::{EVENT, PLACE, holds_places, roles_of};
use crate::rdf::vocabulary::GEO;
use oxigraph::model::Term;
use std::collections::BTreeMap;

/// How far up a place without coordinates is looked for in what it lies in.
const HIGHEST: usize = 8;

impl Session<'_> {
    /// Looks up where each row is: an event in its places, a place in itself, a row that is about nothing of its own in
    /// the places of its cells. A place that holds another of the row is left out.
    pub fn locate(&self, rows: &mut Rows) {
        let roles = roles_of(self.store.ontology(), EVENT);
        let roles: Vec<&Role> = roles.into_iter().filter(|r| holds_places(r)).collect();
        let mut known: BTreeMap<String, Option<Spot>> = BTreeMap::new();
        let spots = rows.rows.iter().map(|row| {
            let places = self.places(row, &roles);
            let spots = places.into_iter().filter_map(|place| {
                let found = known.entry(place.clone());
                found.or_insert_with(|| self.spot(&place)).clone()
            });
            narrowest(spots.collect())
        });
        rows.spots = spots.collect();
    }

    /// Where a place is; where it has no coordinates, where what it lies in is.
    pub fn spot(&self, place: &str) -> Option<Spot> {
        let number = |node: &str, property: &str| match self.store.object(node, property)? {
            Term::Literal(literal) => literal.value().parse::<f64>().ok(),
            _ => None,
        };
        let mut at = place.to_string();
        for _ in 0..HIGHEST {
            let degrees = ["lat", "long"].map(|name| number(&at, &format!("{GEO}{name}")));
            if let [Some(latitude), Some(longitude)] = degrees {
                return Some(Spot {
                    iri: place.to_string(),
                    label: self.store.label(place).unwrap_or_default(),
                    latitude,
                    longitude,
                    radius: number(&at, &format!("{NAMESPACE}radius")).unwrap_or_default(),
                });
            }
            let wider = self.store.linked(&at, &format!("{NAMESPACE}within"));
            at = wider.into_iter().next()?;
        }
        None
    }

    fn places(&self, row: &Row, roles: &[&Role]) -> Vec<String> {
        if let Some(subject) = &row.subject {
            if is_a(&self.store, subject, PLACE) {
                return vec![subject.clone()];
            }
            let places = roles
                .iter()
                .flat_map(|r| self.store.linked(subject, &r.property));
            return places.collect();
        }
        let nodes = row.cells.iter().flat_map(|cell| &cell.values);
        let nodes = nodes.filter_map(|value| match value {
            Value::Node { iri, .. } => Some(iri.clone()),
            _ => None,
        });
        nodes.filter(|iri| is_a(&self.store, iri, PLACE)).collect()
    }
}

/// The spots that hold none of the others, each once.
fn narrowest(mut spots: Vec<Spot>) -> Vec<Spot> {
    spots.sort_by(|a, b| a.radius.total_cmp(&b.radius).then(a.iri.cmp(&b.iri)));
    let mut kept: Vec<Spot> = Vec::new();
    for spot in spots {
        let holds = |inner: &Spot| {
            let (a, b) = (
                (spot.latitude, spot.longitude),
                (inner.latitude, inner.longitude),
            );
            kilometres(a, b) <= spot.radius
        };
        if !kept.iter().any(holds) {
            kept.push(spot);
        }
    }
    kept
}
