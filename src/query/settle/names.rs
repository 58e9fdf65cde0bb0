//! Names → nodes of the store.

use super::{Included, Settler};
use crate::diagnostic::{Code, Diagnostic, list, nearest};
use crate::fold::fold;
use crate::ontology::Class;
use crate::query::compile::Compiler;
use crate::query::lexer::as_written;
use crate::query::plan::Name;
use crate::query::words::{PLACE, PROVINCE};
use crate::span::Span;
use crate::store::Found;
use oxigraph::model::{Literal, Term};
use std::collections::BTreeSet;

/// How many parts of an actor a note names.
const PARTS_SHOWN: usize = 6;
/// How many outlets are listed.
const OUTLETS_SHOWN: usize = 12;

impl Settler<'_> {
    /// IRIs that a name stands for: the node, and its parts unless `exactly` is said. `range` are the classes that the
    /// role takes; they decide between nodes of the same name.
    pub(super) fn name(
        &mut self,
        name: &Name,
        range: &[String],
    ) -> Result<Vec<String>, Diagnostic> {
        let found = self.resolve(name, range)?;
        let known = self.ask.store.find(&name.text);
        if !name.text.is_empty() && known.iter().all(|known| known.iri != found.iri) {
            self.note(format!("{} stands for {}", name.text, found.label));
        }
        if name.exactly {
            return Ok(vec![found.iri]);
        }
        let ontology = self.ask.store.ontology();
        let mut parts = self.ask.store.parts(&found.iri);
        // The towns of a country attack nobody.
        parts.retain(|part| {
            range.is_empty()
                || *part == found.iri
                || self.ask.store.class_of(part).is_none_or(|class| {
                    range
                        .iter()
                        .any(|r| ontology.is_a(&class, r) || ontology.is_a(r, &class))
                })
        });
        if parts.len() > 1 {
            let labels = parts[1..].iter();
            let labels = labels.map(|iri| {
                let label = self.ask.store.label(iri);
                (label.unwrap_or_else(|| iri.clone()), iri.clone())
            });
            let labels: Vec<(String, String)> = labels.collect();
            self.include(&found.label, labels);
        }
        Ok(parts)
    }

    /// Notes what a name includes. A name that is an actor in one role and a place in another includes what it does in either;
    /// that is said once.
    fn include(&mut self, label: &str, parts: Vec<(String, String)>) {
        let known = self.included.iter().position(|it| it.name == label);
        let at = known.unwrap_or_else(|| {
            self.included.push(Included {
                note: self.notes.len(),
                name: label.to_string(),
                parts: BTreeSet::new(),
            });
            self.notes.push(String::new());
            self.included.len() - 1
        });
        let Included {
            note, parts: all, ..
        } = &mut self.included[at];
        all.extend(parts);
        let shown = all.iter().take(PARTS_SHOWN).map(|(name, _)| name.as_str());
        let shown: Vec<&str> = shown.collect();
        let more = if all.len() > PARTS_SHOWN { ", …" } else { "" };
        self.notes[*note] = format!(
            "{label} includes {}{more} ({})",
            shown.join(", "),
            all.len()
        );
    }

    /// The one node that a name means.
    pub(in crate::query) fn resolve(
        &self,
        name: &Name,
        range: &[String],
    ) -> Result<Found, Diagnostic> {
        let ontology = self.ask.store.ontology();
        // A class behind the name says more than the role does.
        let any = range.is_empty() || name.class.is_some();
        let fits = |f: &Found| any || range.iter().any(|r| ontology.is_a(&f.class, r));
        let mut found = self.of_class(name, self.ask.store.find(&name.text))?;
        if !found.iter().any(fits) {
            let place = range.iter().any(|r| ontology.is_a(r, PLACE));
            let otherwise = self.ask.store.find_otherwise(&name.text, place);
            let mut otherwise = self.of_class(name, otherwise)?;
            otherwise.retain(fits);
            if !otherwise.is_empty() {
                found = otherwise;
            }
        } else {
            found.retain(fits);
        }
        if let Some(widest) = self.widest_place(&found) {
            return Ok(widest);
        }
        // Its own name goes before other spellings and last names.
        let same = |f: &Found| fold(&f.label) == fold(&name.text);
        if found.iter().any(same) {
            found.retain(same);
        }
        match found.as_slice() {
            [] => Err(self.unknown(name)),
            [one] => Ok(one.clone()),
            several => Err(self.ambiguous(name, several)),
        }
    }

    /// Those of the class that is told behind a name.
    fn of_class(&self, name: &Name, mut found: Vec<Found>) -> Result<Vec<Found>, Diagnostic> {
        let ontology = self.ask.store.ontology();
        let Some((class, span)) = &name.class else {
            return Ok(found);
        };
        if class == PROVINCE {
            // It is called after its town; where it has no name of its own, the larger of the two is meant.
            let own = self.ask.store.find(&format!("{} {PROVINCE}", name.text));
            if !own.is_empty() {
                found = own;
            }
            found.retain(|f| ontology.is_a(&f.class, PLACE));
            return Ok(found);
        }
        let named = |c: &&Class| {
            c.all_nouns().any(|n| slug(n) == *class) || c.name.to_lowercase() == *class
        };
        let wanted = ontology.classes.values().find(named).ok_or_else(|| {
            let slugs: Vec<String> = ontology.classes.values().map(|c| slug(&c.label)).collect();
            Code::UnknownNoun
                .at(*span, format!("`{class}` is no class of the ontology"))
                .candidates(nearest(class, slugs.iter().map(String::as_str), 3))
        })?;
        found.retain(|f| ontology.is_a(&f.class, &wanted.name));
        Ok(found)
    }

    /// Of places that lie in one another the one that holds the rest: Kano, the state, has Kano, the city.
    fn widest_place(&self, found: &[Found]) -> Option<Found> {
        let ontology = self.ask.store.ontology();
        if found.len() < 2 || !found.iter().all(|f| ontology.is_a(&f.class, PLACE)) {
            return None;
        }
        let holds_all = |whole: &&Found| {
            let parts = self.ask.store.parts(&whole.iri);
            found.iter().all(|part| parts.contains(&part.iri))
        };
        found.iter().find(holds_all).cloned()
    }

    fn unknown(&self, name: &Name) -> Diagnostic {
        let near = self.ask.store.nearest(&name.text).into_iter();
        let near: Vec<String> = near.map(|f| f.label).collect();
        let what = match &name.class {
            Some((class, _)) => format!("no {class} in the graph is called {}", name.text),
            None => format!("nothing in the graph is called {}", name.text),
        };
        let mut candidates: Vec<String> = Vec::new();
        for label in near.iter().map(|label| as_written(label)) {
            if !candidates.contains(&label) {
                candidates.push(label);
            }
        }
        let mut error = Code::UnknownName.at(name.span, what);
        if crate::query::lexer::is_month(&name.text) {
            error = error.hint(format!("for a time, add the year: in {} 2020", name.text));
        } else if candidates.is_empty() {
            error = error
                .hint("in the shell, Tab behind a preposition lists the names that have answers");
        }
        error.candidates(candidates)
    }

    fn ambiguous(&self, name: &Name, found: &[Found]) -> Diagnostic {
        let ontology = self.ask.store.ontology();
        let mut candidates: Vec<String> = found
            .iter()
            .map(|f| {
                let label = as_written(&f.label);
                let unique = found.iter().filter(|o| o.label == f.label).count() == 1;
                match ontology.classes.get(&f.class) {
                    Some(class) if !unique => format!("{label}#{}", slug(&class.label)),
                    _ => label,
                }
            })
            .collect();
        let counted: Vec<String> = candidates
            .iter()
            .zip(found)
            .map(|(candidate, found)| match found.mentions {
                0 => candidate.clone(),
                1 => format!("{candidate} (named once)"),
                n => format!("{candidate} (named {n} times)"),
            })
            .collect();
        candidates.dedup();
        let mut diagnostic = Code::AmbiguousName
            .at(
                name.span,
                format!(
                    "{} has several meanings: {}",
                    name.text,
                    list(&counted, "and")
                ),
            )
            .hint("write one of them in full, with the class behind `#`");
        diagnostic.candidates = candidates;
        diagnostic
    }

    /// The publishers that names stand for.
    pub(super) fn reporters(
        &mut self,
        names: &[(String, Span)],
    ) -> Result<Vec<Literal>, Diagnostic> {
        let mut literals: Vec<Literal> = Vec::new();
        for (name, span) in names {
            for literal in self.publishers(name, *span)? {
                if !literals.contains(&literal) {
                    literals.push(literal);
                }
            }
        }
        Ok(literals)
    }

    /// The publishers a name stands for: the same without regard to case and accents, else those that contain it.
    fn publishers(&mut self, name: &str, span: Span) -> Result<Vec<Literal>, Diagnostic> {
        let (pattern, publisher) = Compiler::new(self.ask.store).publishers();
        let rows = self.ask.solutions(pattern, span)?;
        let mut all: Vec<Literal> = rows
            .iter()
            .filter_map(|row| match row.get(&publisher) {
                Some(Term::Literal(literal)) => Some(literal.clone()),
                _ => None,
            })
            .collect();
        all.sort_by(|a, b| a.value().cmp(b.value()));
        let key = fold(name);
        let same = all.iter().filter(|l| fold(l.value()) == key).cloned();
        let same: Vec<Literal> = same.collect();
        if !same.is_empty() {
            return Ok(same);
        }
        let words = |text: &str| format!(" {} ", fold(text));
        let inside = all.iter();
        let inside = inside.filter(|l| words(l.value()).contains(&words(name)));
        let inside: Vec<Literal> = inside.cloned().collect();
        if inside.is_empty() {
            let message = format!("no document of the graph was published by {name}");
            let near = nearest(name, all.iter().map(Literal::value), 3);
            let error = Code::UnknownName.at(span, message);
            if near.is_empty() && !all.is_empty() {
                let shown = all.iter().take(OUTLETS_SHOWN).map(Literal::value);
                let more = if all.len() > OUTLETS_SHOWN {
                    " …"
                } else {
                    ""
                };
                let shown = shown.collect::<Vec<_>>().join(", ");
                return Err(error.hint(format!("its outlets are {shown}{more}")));
            }
            return Err(error.candidates(near.iter().map(|name| as_written(name)).collect()));
        }
        let labels: Vec<String> = inside.iter().map(|l| l.value().to_string()).collect();
        self.note(format!("{name} stands for {}", list(&labels, "and")));
        Ok(inside)
    }
}

/// `observation post` → `observation-post`.
fn slug(noun: &str) -> String {
    noun.replace(' ', "-")
}
