//! `within 50 km of …`. SPARQL 1.1 has no sines, so the distances are worked out here and the places put in as values.

use super::Compiler;
use super::algebra::*;
use crate::diagnostic::{Code, Diagnostic};
use crate::globe::{Point, kilometres};
use crate::query::ast::Distance;
use crate::query::format;
use crate::query::plan::{Path, Source, Value};
use crate::query::words::PLACE;
use crate::rdf::vocabulary::GEO;
use crate::span::Span;
use oxigraph::model::{Literal, Term, Variable};
use oxigraph::sparql::QuerySolution;
use spargebra::algebra::GraphPattern;

/// How many places a note names.
const PLACES_SHOWN: usize = 6;

/// Where a place is: a point, and how many kilometres it reaches from there.
#[derive(Debug, Clone, Copy)]
struct Located {
    point: Point,
    radius: f64,
}

impl Compiler<'_> {
    /// `s`, or what one of the paths leads to, lies wholly within a distance of one of the centres.
    pub(super) fn around(
        &mut self,
        s: &Variable,
        paths: &[Path],
        distance: Distance,
        centres: &[Value],
    ) -> Result<GraphPattern, Diagnostic> {
        let places = self.places_around(distance, centres)?;
        if paths.is_empty() {
            return Ok(table(values(s, &places)));
        }
        let parts = paths.iter().map(|path| self.one_of(s, path, &places));
        Ok(union(parts.collect()))
    }

    fn places_around(
        &mut self,
        distance: Distance,
        centres: &[Value],
    ) -> Result<Vec<String>, Diagnostic> {
        let located = self.located(crate::span::Span::default())?;
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
                    let of = self.subject(class);
                    let all = triple(of.clone(), rdf_type(), iri(self.class_iri(class)));
                    let rows = self.select(distinct(all, vec![of.clone()]), Span::default())?;
                    let nodes = rows.iter().filter_map(|row| super::node(row, &of));
                    points.extend(nodes.filter_map(|iri| find(&iri)));
                    let ontology = self.store.ontology();
                    let label = ontology.classes.get(class).map(|c| &c.label);
                    names.push(format!("any {}", label.unwrap_or(class)));
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
            let parts = self.store.parts(&iri);
            found.extend(parts.into_iter().filter(|part| {
                let class = self.store.class_of(part);
                find(part).is_none()
                    && class.is_some_and(|class| self.store.ontology().is_a(&class, PLACE))
            }));
        }
        found.sort();
        found.dedup();
        self.tell(distance, &names, &found);
        Ok(found)
    }

    /// Every place that has coordinates, by its IRI.
    fn located(&mut self, span: Span) -> Result<Vec<(String, Located)>, Diagnostic> {
        let place = self.var("place");
        let [lat, long, radius] = ["lat", "long", "radius"].map(|name| self.var(name));
        let point = join(
            triple(place.clone(), iri(format!("{GEO}lat")), lat.clone()),
            triple(place.clone(), iri(format!("{GEO}long")), long.clone()),
        );
        let pattern = optional(point, triple(place.clone(), dl("radius"), radius.clone()));
        let variables = vec![place.clone(), lat.clone(), long.clone(), radius.clone()];
        let rows = self.select(distinct(pattern, variables), span)?;
        let mut found: Vec<(String, Located)> = rows
            .iter()
            .filter_map(|row| {
                let located = Located {
                    point: (number(row, &lat)?, number(row, &long)?),
                    radius: number(row, &radius).unwrap_or(0.0),
                };
                Some((super::node(row, &place)?, located))
            })
            .collect();
        found.sort_by(|a, b| a.0.cmp(&b.0));
        Ok(found)
    }

    fn nowhere(&self, label: &str, class: &str, span: Span) -> Diagnostic {
        if !self.store.ontology().is_a(class, PLACE) {
            let message = format!("{label} is no place");
            return Diagnostic::new(Code::Mismatch, span, message)
                .hint("behind `within … of` stands a place");
        }
        let message = format!("the graph does not know where {label} is: it has no coordinates");
        Diagnostic::new(Code::Mismatch, span, message)
            .hint("measure from a larger place near it, or ask for what is in it with `in`")
    }

    fn tell(&mut self, distance: Distance, names: &[String], found: &[String]) {
        let centre = crate::diagnostic::list(names, "or");
        let distance = format::distance(distance);
        let mut labels: Vec<String> = found
            .iter()
            .map(|iri| self.store.label(iri).unwrap_or_else(|| iri.clone()))
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
    match row.get(variable)? {
        Term::Literal(literal) => Literal::value(literal).parse().ok(),
        _ => None,
    }
}
