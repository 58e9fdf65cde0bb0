//! `within 50 km of …`. SPARQL 1.1 has no sines, so the distances are worked out here and the places put in as values.

use super::Settler;
use crate::diagnostic::{Code, Diagnostic};
use crate::globe::{Point, kilometres};
use crate::query::ask::{literal, node};
use crate::query::ast::Distance;
use crate::query::compile::Compiler;
use crate::query::format;
use crate::query::plan::{Path, Source, Value};
use crate::query::settled::{Filter, Wanted};
use crate::query::words::PLACE;
use crate::span::Span;
use oxigraph::model::Variable;
use oxigraph::sparql::QuerySolution;

/// How many places a note names.
const PLACES_SHOWN: usize = 6;

/// Where a place is: a point, and how many kilometres it reaches from there.
#[derive(Debug, Clone, Copy)]
struct Located {
    point: Point,
    radius: f64,
}

impl Settler<'_> {
    /// It, or what one of the paths leads to, lies wholly within a distance of one of the centres.
    pub(super) fn around(
        &mut self,
        paths: &[Path],
        distance: Distance,
        centres: &[Value],
    ) -> Result<Filter, Diagnostic> {
        let places = self.places_around(distance, centres)?;
        Ok(match paths {
            [] => Filter::Among(places),
            _ => Filter::Value(
                paths
                    .iter()
                    .map(|path| (path.clone(), Wanted::Nodes(places.clone())))
                    .collect(),
            ),
        })
    }

    fn places_around(
        &mut self,
        distance: Distance,
        centres: &[Value],
    ) -> Result<Vec<String>, Diagnostic> {
        let located = self.located(Span::default())?;
        let find = |iri: &str| {
            let at = located.binary_search_by(|(known, _)| known.as_str().cmp(iri));
            at.ok().map(|at| located[at].1)
        };
        let mut points: Vec<Located> = Vec::new();
        let mut names: Vec<String> = Vec::new();
        for value in centres {
            match value {
                Value::Name(name) => {
                    let found = self.resolve(name, &[PLACE.to_string()])?;
                    let point = find(&found.iri)
                        .ok_or_else(|| self.nowhere(&found.label, &found.class, name.span))?;
                    if point.radius > distance.kilometres() {
                        self.note(format!(
                            "{} is {} km wide; measured from its middle",
                            found.label,
                            (2.0 * point.radius).round()
                        ));
                    }
                    points.push(point);
                    names.push(found.label);
                }
                Value::Any(class) => {
                    let nodes = self.all_of(class, Span::default())?;
                    points.extend(nodes.iter().filter_map(|iri| find(iri)));
                    names.push(format!("any {}", self.ask.store.ontology().noun(class)));
                }
                Value::Source(Source::Plan(plan)) => {
                    let found = self.iris(plan)?;
                    points.extend(found.iter().filter_map(|iri| find(iri)));
                    names.push("one of these".to_string());
                }
                _ => {}
            }
        }
        let limit = distance.kilometres();
        let near = |place: &Located| {
            let reach =
                |point: &Located| kilometres(point.point, place.point) + place.radius <= limit;
            points.iter().any(reach)
        };
        let inside = located.iter().filter(|(_, place)| near(place));
        let mut found: Vec<String> = inside.map(|(iri, _)| iri.clone()).collect();
        // What lies in such a place and has no point of its own is there too.
        for iri in found.clone() {
            let parts = self.ask.store.parts(&iri);
            found.extend(parts.into_iter().filter(|part| {
                let class = self.ask.store.class_of(part);
                find(part).is_none()
                    && class.is_some_and(|class| self.ask.store.ontology().is_a(&class, PLACE))
            }));
        }
        found.sort();
        found.dedup();
        self.tell(distance, &names, &found);
        Ok(found)
    }

    /// Every place that has coordinates, by its IRI.
    fn located(&self, span: Span) -> Result<Vec<(String, Located)>, Diagnostic> {
        let (pattern, [place, lat, long, radius]) = Compiler::new(self.ask.store).points();
        let rows = self.ask.solutions(pattern, span)?;
        let mut found: Vec<(String, Located)> = rows
            .iter()
            .filter_map(|row| {
                let located = Located {
                    point: (number(row, &lat)?, number(row, &long)?),
                    radius: number(row, &radius).unwrap_or(0.0),
                };
                Some((node(row, &place)?, located))
            })
            .collect();
        found.sort_by(|a, b| a.0.cmp(&b.0));
        Ok(found)
    }

    fn nowhere(&self, label: &str, class: &str, span: Span) -> Diagnostic {
        if !self.ask.store.ontology().is_a(class, PLACE) {
            let message = format!("{label} is no place");
            return Code::Mismatch
                .at(span, message)
                .hint("behind `within … of` stands a place");
        }
        let message = format!("the graph does not know where {label} is: it has no coordinates");
        Code::Mismatch
            .at(span, message)
            .hint("measure from a larger place near it, or ask for what is in it with `in`")
    }

    fn tell(&mut self, distance: Distance, names: &[String], found: &[String]) {
        let centre = crate::diagnostic::list(names, "or");
        let distance = format::distance(distance);
        let mut labels: Vec<String> = found
            .iter()
            .map(|iri| self.ask.store.label(iri).unwrap_or_else(|| iri.clone()))
            .collect();
        labels.sort();
        let count = labels.len();
        let more = if count > PLACES_SHOWN { ", …" } else { "" };
        labels.truncate(PLACES_SHOWN);
        self.note(match count {
            0 => format!("no place of the graph lies within {distance} of {centre}"),
            _ => format!(
                "within {distance} of {centre}: {}{more} ({count})",
                labels.join(", ")
            ),
        });
    }
}

fn number(row: &QuerySolution, variable: &Variable) -> Option<f64> {
    literal(row.get(variable))?.parse().ok()
}
