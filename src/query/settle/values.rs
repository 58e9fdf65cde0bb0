//! Values behind prepositions.

use super::{Outer, Settler};
use crate::diagnostic::Diagnostic;
use crate::query::plan::{Kind, Path, Source, Value};
use crate::query::settled::{Filter, Wanted};
use crate::query::words::below;

impl Settler<'_> {
    /// One of the paths leads to one of the values. Names go together into one table of nodes.
    pub(super) fn value(&mut self, paths: &[Path], values: &[Value]) -> Result<Filter, Diagnostic> {
        let mut parts = Vec::new();
        for path in paths {
            let mut nodes: Option<Vec<String>> = None;
            for value in values {
                match self.wanted(path, value)? {
                    Some(Wanted::Nodes(more)) => {
                        let nodes = nodes.get_or_insert_default();
                        for iri in more {
                            if !nodes.contains(&iri) {
                                nodes.push(iri);
                            }
                        }
                    }
                    Some(wanted) => parts.push((path.clone(), wanted)),
                    None => {}
                }
            }
            parts.extend(nodes.map(|nodes| (path.clone(), Wanted::Nodes(nodes))));
        }
        Ok(Filter::Value(parts))
    }

    fn wanted(&mut self, path: &Path, value: &Value) -> Result<Option<Wanted>, Diagnostic> {
        Ok(Some(match value {
            Value::Name(name) if path.kind() == Kind::Text => Wanted::Text(name.text.clone()),
            // Outlets and headlines are no names of nodes.
            Value::Name(name) if path.is_of_documents() => Wanted::Named(name.text.clone()),
            Value::Name(name) => Wanted::Nodes(self.name(name, &path.last().range)?),
            Value::Kind(class) => {
                let ontology = self.ask.store.ontology();
                let below = below(ontology, class).into_iter();
                Wanted::Nodes(below.map(|class| ontology.class_iri(class)).collect())
            }
            Value::Source(Source::Outer(_)) => match &self.outer {
                Outer::Nothing => Wanted::Nodes(Vec::new()),
                Outer::Row(row) => Wanted::Nodes(self.ask.store.parts(row)),
                Outer::Rows(rows) => {
                    let parts = rows.iter().flat_map(|row| {
                        let parts = self.ask.store.parts(row).into_iter();
                        parts.map(|part| (row.clone(), part))
                    });
                    Wanted::Outer(parts.collect())
                }
            },
            Value::Text(words) => Wanted::Named(words.clone()),
            Value::Any(class) => Wanted::Any(class.clone()),
            Value::Source(Source::Plan(plan)) => Wanted::Answer(Box::new(self.set(plan)?)),
        }))
    }
}
