//! `where` → [`Filter`]s.

use super::scope::unsupported;
use super::value::name;
use super::{Constant, Filter, Kind, Path, Scope, Value};
use crate::diagnostic::{Code, Diagnostic};
use crate::query::ast::{Comparison, Condition, Facet, Field, Operand, OperandKind};
use crate::span::Span;
use crate::time::Interval;

/// Most parts of a pattern with `*` between them.
const MOST_PARTS: usize = 20;

impl Scope<'_> {
    pub(super) fn condition(
        &self,
        class: &str,
        condition: &Condition,
    ) -> Result<Filter, Diagnostic> {
        let all = |parts: &[Condition]| -> Result<Vec<Filter>, Diagnostic> {
            parts.iter().map(|c| self.condition(class, c)).collect()
        };
        let negate = |filter: Filter, not: bool| match not {
            true => Filter::Not(Box::new(filter)),
            false => filter,
        };
        Ok(match condition {
            Condition::And(parts) => Filter::All(all(parts)?),
            Condition::Or(parts) => Filter::Any(all(parts)?),
            Condition::Not(inner) => Filter::Not(Box::new(self.condition(class, inner)?)),
            Condition::Known { field, not } => {
                negate(Filter::Known(self.path(class, field)?), *not)
            }
            Condition::Disputed { field, not } => {
                negate(Filter::Disputed(Some(self.disputable(class, field)?)), *not)
            }
            Condition::In(field, operands) => {
                let mut parts = Vec::new();
                for operand in operands {
                    parts.push(self.compare(class, field, Comparison::Equal, operand)?);
                }
                Filter::Any(parts)
            }
            Condition::Compare(field, comparison, operand) => {
                self.compare(class, field, *comparison, operand)?
            }
        })
    }

    pub(super) fn disputable(&self, class: &str, field: &Field) -> Result<Path, Diagnostic> {
        let path = self.path(class, field)?;
        if path.steps.len() > 1 {
            let what = "`disputed` of a field behind a dot";
            return Err(unsupported(field.span, what));
        }
        Ok(path)
    }

    fn compare(
        &self,
        class: &str,
        field: &Field,
        comparison: Comparison,
        operand: &Operand,
    ) -> Result<Filter, Diagnostic> {
        let path = self.path(class, field)?;
        let value = match &operand.kind {
            OperandKind::Param(name) => self.param(name, operand.span)?,
            other => other.clone(),
        };
        if matches!(path.facet, Facet::Sources | Facet::Quotes) {
            let what = "comparing `sources of` or `quotes of` a field";
            return Err(unsupported(field.span, what));
        }
        if path.facet != Facet::Best && path.kind() != Kind::Quantity {
            let what = "`all of` and `range of` in a comparison with a field that is no number";
            return Err(unsupported(field.span, what));
        }
        // `killed = dozens`
        if let (Kind::Quantity, OperandKind::Field(other)) = (path.kind(), &value)
            && !self.has_field(class, &other.path[0].text)
        {
            return Err(mismatch(&path, operand.span, "a number").hint(
                "what is told in words is compared by all that it may mean, dozens by 24 to 99: `>= 24`",
            ));
        }
        if let OperandKind::Field(other) = &value
            && (path.kind() != Kind::Class || other.path.len() > 1)
        {
            return self.fields(class, path, comparison, other);
        }
        match path.kind() {
            Kind::Quantity => match value {
                OperandKind::Number(n) if comparison != Comparison::Like => {
                    Ok(Filter::Compare(path, comparison, Constant::Number(n)))
                }
                _ => Err(mismatch(&path, operand.span, "a number")),
            },
            Kind::Time => {
                let days = self.days_of(&value, operand.span)?;
                time(path, comparison, days, operand.span)
            }
            Kind::Text => match value {
                OperandKind::Text(text) | OperandKind::Name { text, .. } => {
                    let text = pattern(text, operand.span)?;
                    let path = path.at(operand.span);
                    Ok(Filter::Compare(path, comparison, Constant::Text(text)))
                }
                OperandKind::Number(n) => Ok(Filter::Compare(
                    path,
                    comparison,
                    Constant::Text(n.to_string()),
                )),
                _ => Err(mismatch(&path, operand.span, "words in quotes")),
            },
            Kind::Class => self.kind(path, comparison, &value, operand.span),
            Kind::Node => node(path, comparison, value, operand.span),
        }
    }

    fn fields(
        &self,
        class: &str,
        left: Path,
        comparison: Comparison,
        other: &Field,
    ) -> Result<Filter, Diagnostic> {
        if !self.has_field(class, &other.path[0].text) && left.kind() == Kind::Node {
            // `target = forces`: any of the class.
            if let Some(noun) = self.ontology.class_of_noun(&other.path[0].text)
                && other.path.len() == 1
            {
                return equal(left, comparison, Value::Any(noun.name.clone()), other.span);
            }
        }
        let right = self.path(class, other)?;
        let order = !matches!(comparison, Comparison::Equal | Comparison::NotEqual);
        let comparable = left.kind() == right.kind()
            && comparison != Comparison::Like
            && (!order || matches!(left.kind(), Kind::Quantity | Kind::Time));
        if !comparable || left.facet != Facet::Best || right.facet != Facet::Best {
            let message = format!(
                "`{}` and `{}` cannot be compared like this",
                left.words, right.words
            );
            return Err(Code::Mismatch.at(left.span.cover(right.span), message));
        }
        Ok(Filter::Fields(left, comparison, right))
    }

    /// `kind = airstrike`.
    fn kind(
        &self,
        path: Path,
        comparison: Comparison,
        value: &OperandKind,
        span: Span,
    ) -> Result<Filter, Diagnostic> {
        let noun = match value {
            OperandKind::Field(field) => field.path[0].text.clone(),
            OperandKind::Text(text) | OperandKind::Name { text, .. } => text.clone(),
            _ => return Err(mismatch(&path, span, "a noun")),
        };
        match self.ontology.class_of_noun(&noun) {
            Some(class) => equal(path, comparison, Value::Kind(class.name.clone()), span),
            None => Err(Code::UnknownNoun
                .at(span, format!("`{noun}` is no noun of the ontology"))
                .candidates(crate::diagnostic::nearest(
                    &noun,
                    self.ontology.classes.values().map(|c| c.label.as_str()),
                    3,
                ))),
        }
    }
}

fn node(
    path: Path,
    comparison: Comparison,
    value: OperandKind,
    span: Span,
) -> Result<Filter, Diagnostic> {
    match (value, comparison) {
        (OperandKind::Name { text, class }, Comparison::Equal | Comparison::NotEqual) => {
            equal(path, comparison, name(&text, &class, false, span), span)
        }
        (OperandKind::Text(text) | OperandKind::Name { text, .. }, Comparison::Like) => {
            let text = pattern(text, span)?;
            Ok(Filter::Compare(path, comparison, Constant::Text(text)))
        }
        (OperandKind::Text(text), _) => equal(path.at(span), comparison, Value::Text(text), span),
        _ => Err(mismatch(&path, span, "a name")),
    }
}

/// Words for `like`. Each `*` may be anything, so that a text is tried for as long as there are many of them.
pub(super) fn pattern(words: String, span: Span) -> Result<String, Diagnostic> {
    let parts = words.split('*').filter(|part| !part.is_empty()).count();
    match parts > MOST_PARTS {
        true => Err(Code::TooLarge
            .at(
                span,
                format!("this pattern has more than {MOST_PARTS} parts between its `*`"),
            )
            .hint("fewer words find the same texts")),
        false => Ok(words),
    }
}

/// `=` and `!=`; what is unknown is neither equal nor different.
fn equal(
    path: Path,
    comparison: Comparison,
    value: Value,
    span: Span,
) -> Result<Filter, Diagnostic> {
    let same = Filter::Value(vec![path.clone()], vec![value]);
    match comparison {
        Comparison::Equal => Ok(same),
        Comparison::NotEqual => Ok(Filter::All(vec![
            Filter::Has(path),
            Filter::Not(Box::new(same)),
        ])),
        _ => Err(Code::Mismatch.at(
            span,
            format!("`{}` can only be compared with `=` or `!=`", path.words),
        )),
    }
}

/// A comparison with a date: intervals match if they can.
fn time(
    path: Path,
    comparison: Comparison,
    days: Interval,
    span: Span,
) -> Result<Filter, Diagnostic> {
    let yesterday = days.begin.and_then(|d| d.yesterday().ok());
    let tomorrow = days.end.and_then(|d| d.tomorrow().ok());
    let window = |begin, end| Filter::Within(path.clone(), Interval { begin, end });
    Ok(match comparison {
        Comparison::Equal => window(days.begin, days.end),
        Comparison::NotEqual => Filter::All(vec![
            Filter::Has(path.clone()),
            Filter::Not(Box::new(window(days.begin, days.end))),
        ]),
        Comparison::Less => window(None, yesterday),
        Comparison::LessOrEqual => window(None, days.end),
        Comparison::Greater => window(tomorrow, None),
        Comparison::GreaterOrEqual => window(days.begin, None),
        Comparison::Like => return Err(mismatch(&path, span, "`=`, `<` or `>`")),
    })
}

fn mismatch(path: &Path, span: Span, wanted: &str) -> Diagnostic {
    Code::Mismatch.at(span, format!("`{}` is compared with {wanted}", path.words))
}

impl Scope<'_> {
    /// The path that `top`, `sort` and `by` mean.
    pub(super) fn key_path(&self, class: &str, field: &Field) -> Result<Path, Diagnostic> {
        let path = self.path(class, field)?;
        match path.facet {
            Facet::Best => Ok(path),
            _ => Err(unsupported(
                field.span,
                "sorting or grouping by a facet (`range of`, `sources of` …)",
            )),
        }
    }
}
