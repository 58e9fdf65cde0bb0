//! The patterns of what names, times and places are settled with.

use super::algebra::*;
use super::compiler::Compiler;
use super::conditions::matches;
use super::select::*;
use crate::query::ast::Comparison;
use crate::query::plan::{Hop, Kind, Path, time_role};
use crate::query::settled::Settled;
use crate::query::words::DOCUMENT;
use crate::rdf::vocabulary::{GEO, SCHEMA};
use oxigraph::model::Variable;
use spargebra::algebra::GraphPattern;

impl Compiler<'_> {
    /// The nodes of a question, each once, and their variable.
    pub fn set_of(&mut self, asked: &Settled) -> (GraphPattern, Variable) {
        let s = self.subject(&asked.class);
        let pattern = self.relation(asked, &s).pattern;
        (distinct(pattern, vec![s.clone()]), s)
    }

    /// The nodes of a class, each once, and their variable.
    pub fn all_of(&mut self, class: &str) -> (GraphPattern, Variable) {
        let s = self.subject(class);
        let all = triple(s.clone(), rdf_type(), iri(self.class_iri(class)));
        (distinct(all, vec![s.clone()]), s)
    }

    /// The days of the nodes of a question, and the variables of the first and the last; of a class without times none.
    pub fn days_of(&mut self, asked: &Settled) -> Option<(GraphPattern, Variable, Variable)> {
        let hop = Hop::of(time_role(self.store.ontology(), &asked.class)?);
        let s = self.subject(&asked.class);
        let base = self.nodes(asked, &s);
        let (begin, end, pattern) = self.times(base, &s, &hop);
        let days = distinct(pattern, vec![begin.clone(), end.clone()]);
        Some((days, begin, end))
    }

    /// The last days on which documents were published, and their variable.
    pub fn publication_days(&mut self) -> Option<(GraphPattern, Variable)> {
        let hop = self.published()?;
        let document = self.var("document");
        let base = triple(document.clone(), rdf_type(), dl(DOCUMENT));
        let (_, end, pattern) = self.times(base, &document, &hop);
        Some((project(pattern, vec![end.clone()]), end))
    }

    /// All publishers, and their variable.
    pub fn publishers(&mut self) -> (GraphPattern, Variable) {
        let (document, publisher) = (self.var("document"), self.var("publisher"));
        let property = iri(format!("{SCHEMA}publisher"));
        let pattern = join(
            triple(document.clone(), rdf_type(), dl(DOCUMENT)),
            triple(document, property, publisher.clone()),
        );
        (distinct(pattern, vec![publisher.clone()]), publisher)
    }

    /// The words that a path leads to from anywhere, or the names of the nodes there, and their variable; only `words`, once, if
    /// these are asked for.
    pub fn names_at(&mut self, path: &Path, words: Option<&str>) -> (GraphPattern, Variable) {
        let s = self.var("any");
        let mut name = self.var("word");
        let test = |name: &Variable| match words {
            Some(words) => matches(Comparison::Equal, v(name), words),
            None => truth(true),
        };
        let pattern = match path.kind() {
            Kind::Node => self.named(&s, path, |found| {
                name = found.clone();
                test(found)
            }),
            _ => {
                let (found, pattern) = self.hops(&s, path);
                name = found;
                filter(pattern, test(&name))
            }
        };
        let pattern = distinct(pattern, vec![name.clone()]);
        match words {
            Some(_) => {
                let one = GraphPattern::Slice {
                    inner: Box::new(pattern),
                    start: 0,
                    length: Some(1),
                };
                (one, name)
            }
            None => (pattern, name),
        }
    }

    /// Every place that has coordinates: variables of the place, its latitude, its longitude and its radius.
    pub fn points(&mut self) -> (GraphPattern, [Variable; 4]) {
        let variables = ["place", "lat", "long", "radius"].map(|name| self.var(name));
        let [place, lat, long, radius] = variables.clone();
        let point = join(
            triple(place.clone(), iri(format!("{GEO}lat")), lat),
            triple(place.clone(), iri(format!("{GEO}long")), long),
        );
        let pattern = optional(point, triple(place, dl("radius"), radius));
        (distinct(pattern, variables.to_vec()), variables)
    }
}
