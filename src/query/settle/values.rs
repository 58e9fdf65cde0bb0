//! Values behind prepositions.

use super::{Outer, Settler};
use crate::diagnostic::{Code, Diagnostic, list, nearest};
use crate::ontology::Modality;
use crate::query::ask::literal;
use crate::query::compile::Compiler;
use crate::query::lexer::in_quotes;
use crate::query::plan::{Kind, Path, Source, Value};
use crate::query::settled::{Filter, Wanted};
use crate::query::words::{MODALITY, below};

/// As many known words are listed where none is near.
const MOST_LISTED: usize = 12;

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
            Value::Name(name) if path.is_of_documents() => {
                self.told(path, &name.text)?;
                Wanted::Named(name.text.clone())
            }
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
            Value::Text(words) => {
                self.told(path, words)?;
                Wanted::Named(words.clone())
            }
            Value::Any(class) => Wanted::Any(class.clone()),
            Value::Source(Source::Plan(plan)) => Wanted::Answer(Box::new(self.set(plan)?)),
        }))
    }

    /// An error where the graph knows other words that a path leads to, and not these: nothing could ever be equal to them.
    pub(super) fn told(&self, path: &Path, words: &str) -> Result<(), Diagnostic> {
        let found = |words: Option<&str>| -> Result<Vec<String>, Diagnostic> {
            let (pattern, name) = Compiler::new(self.ask.store).names_at(path, words);
            let rows = self.ask.solutions(pattern, path.span)?;
            let names = rows.iter().filter_map(|row| literal(row.get(&name)));
            Ok(names.map(str::to_string).collect())
        };
        let mut known: Vec<String> = match path.last().role == MODALITY {
            true => Modality::ALL.map(|it| it.name().to_string()).to_vec(),
            false if !found(Some(words))?.is_empty() => return Ok(()),
            false => found(None)?,
        };
        if known.is_empty() || known.contains(&words.to_lowercase()) {
            return Ok(());
        }
        known.sort();
        let near = nearest(words, known.iter().map(String::as_str), 3);
        let message = format!("no {} in the graph is “{words}”", path.words);
        let error = Code::UnknownName.at(path.span, message);
        Err(match near.is_empty() {
            true if known.len() <= MOST_LISTED => {
                error.hint(format!("there are {}", list(&known, "and")))
            }
            _ => error.candidates(near.iter().map(|name| in_quotes(name)).collect()),
        })
    }
}
