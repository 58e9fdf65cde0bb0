//! [`Compiler`]: names of variables, and what is known of them.

use crate::query::words::{EVENT, PROSPECT};
use crate::store::Store;
use oxigraph::model::Variable;
use std::collections::BTreeMap;

/// Builds the algebra of one question.
pub(crate) struct Compiler<'a> {
    pub(super) store: &'a Store,
    /// The variable that says which row outside a node belongs to, where `each` asks about all at once.
    pub(super) outer: Option<Variable>,
    used: BTreeMap<String, usize>,
    /// Whether the pattern being built stands inside EXISTS.
    pub(super) inside: bool,
    /// Classes of the nodes that variables stand for.
    subjects: BTreeMap<String, String>,
    /// Numbers and times that were asked for: of which node, by which role, in which variables.
    pub(super) bound: Vec<(Variable, String, Vec<Variable>)>,
    /// Of these, and of what is made of them, those that a condition lets through only if they are known.
    pub(super) sure: Vec<Variable>,
    /// What class the nodes of a variable are known to have outside of the pattern being built.
    pub(super) given: Option<(Variable, String)>,
}

impl<'a> Compiler<'a> {
    pub fn new(store: &'a Store) -> Compiler<'a> {
        Compiler {
            store,
            outer: None,
            used: BTreeMap::new(),
            inside: false,
            subjects: BTreeMap::new(),
            bound: Vec::new(),
            sure: Vec::new(),
            given: None,
        }
    }

    /// A new variable, named after what it holds.
    pub(super) fn var(&mut self, name: &str) -> Variable {
        let mut clean: String = String::new();
        let mut upper = false;
        for c in name.chars() {
            if c.is_ascii_alphanumeric() {
                clean.push(if upper { c.to_ascii_uppercase() } else { c });
                upper = false;
            } else {
                upper = !clean.is_empty();
            }
        }
        if !clean.starts_with(|c: char| c.is_ascii_alphabetic()) {
            clean.insert(0, 'x');
        }
        let count = self.used.entry(clean.clone()).or_insert(0);
        *count += 1;
        Variable::new_unchecked(match *count {
            1 => clean,
            n => format!("{clean}_{n}"),
        })
    }

    /// The variable of the nodes of a class.
    pub(super) fn subject(&mut self, class: &str) -> Variable {
        let label = self
            .store
            .ontology()
            .classes
            .get(class)
            .map_or_else(|| class.to_lowercase(), |c| c.label.clone());
        let s = self.var(&label);
        self.subjects
            .insert(s.as_str().to_string(), class.to_string());
        s
    }

    /// Whether the nodes of a variable may be of a class, or of one above or below it.
    pub(super) fn may_be(&self, s: &Variable, class: &str) -> bool {
        let ontology = self.store.ontology();
        self.subjects.get(s.as_str()).is_none_or(|of| {
            let of = if of == PROSPECT { EVENT } else { of };
            ontology.is_a(of, class) || ontology.is_a(class, of)
        })
    }

    /// Builds a pattern that will stand inside EXISTS.
    pub(super) fn within_exists<T>(&mut self, build: impl FnOnce(&mut Self) -> T) -> T {
        let before = std::mem::replace(&mut self.inside, true);
        let built = build(self);
        self.inside = before;
        built
    }

    pub(super) fn class_iri(&self, class: &str) -> String {
        self.store.ontology().class_iri(class)
    }
}
