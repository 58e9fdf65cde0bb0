//! What fills a role: these nodes, anything of a class, or what they are part of.

use super::algebra::*;
use super::compiler::Compiler;
use super::select::*;
use crate::ontology::Role;
use crate::query::plan::{Kind, Path};
use crate::query::words::{ACTOR, own_or_below};
use oxigraph::model::{NamedNode, Variable};
use spargebra::algebra::{GraphPattern, PropertyPathExpression};
use spargebra::term::GroundTerm;

impl Compiler<'_> {
    /// A constant where there is one node, a table of values where there are more.
    pub(super) fn one_of(&mut self, s: &Variable, path: &Path, iris: &[String]) -> GraphPattern {
        if let [one] = iris {
            return self.hops_to(s, path, iri(one.clone()));
        }
        let (value, pattern) = self.hops(s, path);
        join(table(values(&value, iris)), pattern)
    }

    /// For each row outside its nodes.
    pub(super) fn for_rows(
        &mut self,
        s: &Variable,
        path: &Path,
        rows: &[(String, String)],
    ) -> GraphPattern {
        let (value, pattern) = self.hops(s, path);
        let Some(outer) = self.outer.clone() else {
            return filter(pattern, truth(false));
        };
        let term = |text: &str| Some(GroundTerm::NamedNode(iri(text)));
        let terms = rows.iter().map(|(row, part)| vec![term(row), term(part)]);
        let pairs = rows_of(vec![outer, value], terms);
        join(table(pairs), pattern)
    }

    /// The filler is of the class, or part of something that is.
    pub(super) fn of_class(&mut self, filler: &Variable, class: &str) -> GraphPattern {
        let class_iri = iri(self.class_iri(class));
        match self.closure_for(class) {
            Some(properties) => {
                let whole = self.var("whole");
                let up = path(filler.clone(), closure(&properties), whole.clone());
                filter(up, exists(triple(whole, rdf_type(), class_iri)))
            }
            None => triple(filler.clone(), rdf_type(), class_iri),
        }
    }

    /// What leads from parts to wholes of a class, where the class is one that has parts.
    fn closure_for(&self, class: &str) -> Option<Vec<NamedNode>> {
        let ontology = self.store.ontology();
        match (ontology.is_a(class, "Actor"), ontology.is_a(class, "Place")) {
            (true, true) => Some(wholes()),
            (true, false) => Some(vec![dl("partOf")]),
            (false, true) => Some(vec![dl("within")]),
            (false, false) => None,
        }
    }

    /// From a filler to what it is part of or lies in, where the class is one that has parts.
    pub(super) fn up(&mut self, filler: &Variable, class: &str) -> (Variable, GraphPattern) {
        let Some(properties) = self.closure_for(class) else {
            return (filler.clone(), empty());
        };
        let whole = self.subject(class);
        let up = path(filler.clone(), closure(&properties), whole.clone());
        (whole, up)
    }

    /// From an event of a class to who takes part in it. Being where it happened is not taking part, for what can act.
    pub(super) fn participants(&self, class: &str) -> PropertyPathExpression {
        let ontology = self.store.ontology();
        let acts = |role: &Role| {
            let mut range = role.range.iter();
            Kind::of(role) == Kind::Node && range.any(|r| ontology.is_a(r, ACTOR))
        };
        let roles = own_or_below(ontology, class, acts).into_iter();
        let roles: Vec<_> = roles.map(|role| iri(role.property.clone())).collect();
        alternatives(&roles)
    }
}

/// What a place or an actor may belong to.
pub(super) fn wholes() -> Vec<NamedNode> {
    vec![dl("partOf"), dl("within")]
}
