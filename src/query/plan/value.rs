//! Values behind prepositions.

use super::{Name, Path, Scope, Source, Value};
use crate::diagnostic::{Code, Diagnostic};
use crate::query::ast::{Item, ItemKind, Nested, OperandKind, Values, Word};
use crate::query::words::name_hint;
use crate::span::Span;

impl Scope<'_> {
    pub fn values(&self, paths: &[Path], values: &Values) -> Result<Vec<Value>, Diagnostic> {
        values
            .items
            .iter()
            .map(|item| self.value(paths, item))
            .collect()
    }

    fn value(&self, paths: &[Path], item: &Item) -> Result<Value, Diagnostic> {
        let span = item.span;
        let value = match &item.kind {
            ItemKind::Name { text, class, .. } => name(text, class, item.exactly, span),
            ItemKind::Param(param) => match self.param(param, span)? {
                OperandKind::Name { text, class } => name(&text, &class, item.exactly, span),
                OperandKind::Text(text) => name(&text, &None, item.exactly, span),
                OperandKind::Field(field) if field.path.len() == 1 => {
                    match self.ontology.class_of_noun(&field.path[0].text) {
                        Some(class) => Value::Any(class.name.clone()),
                        None => Value::Source(Source::Plan(Box::new(
                            self.defined(&field.path[0].text, span)?,
                        ))),
                    }
                }
                _ => {
                    return Err(Code::Mismatch.at(span, format!("`${param}` is no name")));
                }
            },
            ItemKind::Any { class, .. } => {
                self.class_plan(class, span)?;
                Value::Any(class.clone())
            }
            ItemKind::Word(word) => {
                let plan = self.defined(word, span).map_err(|error| match error.code {
                    Code::UnknownNoun => error.hint(name_hint(word)),
                    _ => error,
                })?;
                Value::Source(Source::Plan(Box::new(plan)))
            }
            ItemKind::Nested(nested) => Value::Source(self.source(nested)?),
        };
        self.fits(paths, &value, span)?;
        Ok(value)
    }

    /// Refuses `in (attacks …)`: no place is an attack.
    fn fits(&self, paths: &[Path], value: &Value, span: Span) -> Result<(), Diagnostic> {
        let class = match value {
            Value::Any(class) => class,
            Value::Source(Source::Plan(plan)) if plan.group.is_none() => &plan.class,
            Value::Source(Source::Plan(_)) => {
                return Err(Code::Mismatch.at(span, "a table of counts cannot be a value here"));
            }
            _ => return Ok(()),
        };
        let ranges: Vec<&String> = paths.iter().flat_map(|p| &p.last().range).collect();
        let ontology = self.ontology;
        let fits = ranges
            .iter()
            .any(|r| ontology.is_a(class, r) || ontology.is_a(r, class));
        if fits || ranges.is_empty() {
            return Ok(());
        }
        let wanted: Vec<String> = ranges.iter().map(|r| self.plural(r)).collect();
        let message = format!(
            "{} cannot stand here; {} can",
            self.plural(class),
            crate::diagnostic::list(&wanted, "and")
        );
        Err(Code::Mismatch
            .at(span, message)
            .hint("to join two sets with `and`, `or` or `except`, put each in parentheses"))
    }

    pub(super) fn source(&self, nested: &Nested) -> Result<Source, Diagnostic> {
        match nested {
            Nested::Query(query) => Ok(Source::Plan(Box::new(self.plan(query)?))),
            Nested::The(word) => self.the(word),
        }
    }

    /// `the attack`, inside `each`: the row that is at hand; `the name` elsewhere: what a `let` stands for.
    fn the(&self, word: &Word) -> Result<Source, Diagnostic> {
        let class = self.ontology.class_of_noun(&word.text);
        match (class, self.outer) {
            (Some(class), Some(outer))
                if self.ontology.is_a(outer, &class.name)
                    || self.ontology.is_a(&class.name, outer) =>
            {
                Ok(Source::Outer(word.span))
            }
            (Some(_), Some(outer)) => Err(Code::Mismatch.at(
                word.span,
                format!(
                    "the rows outside are {}, not {}",
                    self.plural(outer),
                    word.text
                ),
            )),
            (Some(_), None) => Err(Code::Mismatch.at(
                word.span,
                format!("`the {}` means a row only inside `each ( … )`", word.text),
            )),
            (None, _) => Ok(Source::Plan(Box::new(self.defined(&word.text, word.span)?))),
        }
    }

    pub(super) fn param(&self, name: &str, span: Span) -> Result<OperandKind, Diagnostic> {
        self.params.get(name).cloned().ok_or_else(|| {
            let hint = format!(
                "set it (`--set {name}=…`), or give it a default: `param ${name}: actor = \"…\"`"
            );
            Code::UnknownParameter
                .at(span, format!("the parameter `${name}` has no value"))
                .hint(hint)
        })
    }
}

pub(super) fn name(text: &str, class: &Option<Word>, exactly: bool, span: Span) -> Value {
    Value::Name(Name {
        text: text.to_string(),
        class: class.as_ref().map(|w| (w.text.clone(), w.span)),
        exactly,
        span,
    })
}
