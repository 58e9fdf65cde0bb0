//! A question said back in plain English, so that one sees how it was understood.

use super::ast::{
    Aggregate, Comparison, Condition, Direction, Facet, Field, Item, ItemKind, Key, Modifier,
    ModifierKind, Moment, Nested, Phrase, Query, Relation, Set, SetOperator, Stage, StageKind,
    Time, TimeKind, Values,
};
use super::format;
use super::plan::field_name;
use super::words::roles_of;
use crate::diagnostic::list;
use crate::ontology::Ontology;

/// The question in sentences.
pub fn plain(query: &Query, ontology: &Ontology) -> String {
    let plain = Plain { ontology };
    let mut sentences = vec![capital(&plain.set(query))];
    sentences.extend(query.stages.iter().map(|s| capital(&plain.stage(s))));
    sentences.join(". ") + "."
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}

struct Plain<'o> {
    ontology: &'o Ontology,
}

impl Plain<'_> {
    fn set(&self, query: &Query) -> String {
        let mut text = match &query.first {
            Set::Phrase(phrase) => self.phrase(phrase),
            Set::Nested(query) => self.nested_query(query),
            Set::Sparql(_) => "what this SPARQL query gives".to_string(),
            Set::Path(path) => {
                let which = if path.shortest {
                    "the shortest path"
                } else {
                    "all paths"
                };
                let mut text = format!(
                    "{which} from {} to {}",
                    self.values(&path.from),
                    self.values(&path.to)
                );
                if let Some(via) = &path.via {
                    text.push_str(&format!(" by way of {}", self.values(via)));
                }
                for modifier in &path.modifiers {
                    text.push_str(&format!(", {}", self.modifier(modifier, None)));
                }
                text
            }
        };
        for (operator, other) in &query.rest {
            let word = match operator {
                SetOperator::And => "that are also",
                SetOperator::Or => "together with",
                SetOperator::Except => "except",
            };
            text.push_str(&format!(", {word} {}", self.nested_query(other)));
        }
        text
    }

    fn phrase(&self, phrase: &Phrase) -> String {
        let class = phrase.class.as_deref();
        let noun = class
            .and_then(|c| self.ontology.classes.get(c))
            .map_or(phrase.head.text.as_str(), |c| c.plural.as_str());
        let mut text = match phrase.number {
            Some(number) => format!("the first {number} {noun}"),
            None => noun.to_string(),
        };
        let clauses = phrase.modifiers.iter().map(|m| self.modifier(m, class));
        let clauses: Vec<String> = clauses.collect();
        if !clauses.is_empty() {
            text.push_str(&format!(" {}", clauses.join(", and ")));
        }
        text
    }

    fn nested_query(&self, query: &Query) -> String {
        let mut text = self.set(query);
        for stage in &query.stages {
            text.push_str(&format!(" ({})", self.stage(stage)));
        }
        text
    }

    fn nested(&self, nested: &Nested) -> String {
        match nested {
            Nested::Query(query) => format!("one of the {}", self.nested_query(query)),
            Nested::The(word) => format!("the {}", word.text),
        }
    }

    fn modifier(&self, modifier: &Modifier, class: Option<&str>) -> String {
        let text = match &modifier.kind {
            ModifierKind::Preposition { word, values } => {
                let roles: Vec<String> = class
                    .map(|class| roles_of(self.ontology, class))
                    .unwrap_or_default()
                    .iter()
                    .filter(|role| role.prepositions.contains(&word.text))
                    .map(|role| role.label.clone())
                    .collect();
                match roles.is_empty() {
                    true => format!("{} {}", word.text, self.values(values)),
                    false => format!("whose {} is {}", list(&roles, "or"), self.values(values)),
                }
            }
            ModifierKind::Time(time) => format!("that happened {}", self.time(time)),
            ModifierKind::ReportedBy(values) => format!("that {} tells of", self.whole(values)),
            ModifierKind::Reported(time) => match &time.kind {
                TimeKind::Since(_) | TimeKind::After(_) => {
                    format!("that were first reported {}", self.time(time))
                }
                _ => format!("that were reported {}", self.time(time)),
            },
            ModifierKind::FirstReportedBy(values) => {
                let outlets = self.whole(values);
                format!("that {outlets} told of first, or on the first day")
            }
            ModifierKind::FirstReported(time) => {
                format!("that were first reported {}", self.time(time))
            }
            ModifierKind::AtLeast(n, field) => {
                let field = field_name(field);
                format!("with at least {n} different values of {field}")
            }
            ModifierKind::CoOccurring(values) => {
                format!("that take part in events with {}", self.values(values))
            }
            ModifierKind::Mentioning(words) => {
                format!("whose sentences contain “{}”", words.text)
            }
            ModifierKind::With(field) => format!("whose {} is known", field_name(field)),
            ModifierKind::Without(field) => format!("whose {} nobody tells", field_name(field)),
            ModifierKind::Between(a, b) => {
                let [a, b] = [a, b].map(|values| self.values(values));
                format!("in which {a} and {b} both take part")
            }
            ModifierKind::Near(duration, nested) => {
                let duration = format::duration(*duration);
                format!("at most {duration} before or after {}", self.nested(nested))
            }
            ModifierKind::Around(distance, values) => {
                let distance = format::distance(*distance);
                format!("in a place at most {distance} from {}", self.whole(values))
            }
            ModifierKind::Steps(n) => format!("through at most {n} events"),
            ModifierKind::Where(condition) => format!("where {}", self.condition(condition)),
        };
        match modifier.not {
            true => format!("leaving out those {text}"),
            false => text,
        }
    }

    fn values(&self, values: &Values) -> String {
        let items: Vec<String> = values.items.iter().map(|item| self.item(item)).collect();
        list(&items, "or")
    }

    /// The same of what has no parts that would matter.
    fn whole(&self, values: &Values) -> String {
        self.values(values).replace(" or any part of it", "")
    }

    fn item(&self, item: &Item) -> String {
        match &item.kind {
            ItemKind::Name { text, .. } if item.exactly => format!("{text} itself"),
            ItemKind::Name { text, .. } => format!("{text} or any part of it"),
            ItemKind::Param(name) => format!("the value of ${name}"),
            ItemKind::Any { class, noun } => {
                let label = self.ontology.classes.get(class).map_or(noun, |c| &c.label);
                format!("any {label}")
            }
            ItemKind::Word(word) => format!("one of {word}"),
            ItemKind::Nested(nested) => self.nested(nested),
        }
    }

    fn time(&self, time: &Time) -> String {
        let moment = |m: &Moment| match m {
            Moment::Date(days, _) => crate::output::days(days),
            Moment::Param(word) => format!("the value of ${}", word.text),
        };
        match &time.kind {
            TimeKind::Since(m) => format!("on {} or later", moment(m)),
            TimeKind::After(m) => format!("after {}", moment(m)),
            TimeKind::Before(m) => format!("before {}", moment(m)),
            TimeKind::Until(m) => format!("on {} or earlier", moment(m)),
            TimeKind::In(m) => format!("in {}", moment(m)),
            TimeKind::Between(a, b) => format!("from {} to {}", moment(a), moment(b)),
            TimeKind::Last(d) => {
                let duration = format::duration(*d);
                format!("in the last {duration} before the newest document")
            }
            TimeKind::Relative(relation, nested) => {
                let word = match relation {
                    Relation::Before => "before",
                    Relation::After => "after",
                    Relation::During => "at the same time as",
                };
                format!("{word} at least {}", self.nested(nested))
            }
        }
    }

    fn condition(&self, condition: &Condition) -> String {
        let join = |parts: &[Condition], word: &str| {
            let parts: Vec<String> = parts.iter().map(|c| self.condition(c)).collect();
            parts.join(word)
        };
        match condition {
            Condition::And(parts) => join(parts, " and "),
            Condition::Or(parts) => format!("either {}", join(parts, " or ")),
            Condition::Not(inner) => format!("it is not so that {}", self.condition(inner)),
            Condition::Compare(of, comparison, operand) => {
                let word = match comparison {
                    Comparison::Equal => "is",
                    Comparison::NotEqual => "is not",
                    Comparison::Less => "is less than",
                    Comparison::LessOrEqual => "is at most",
                    Comparison::Greater => "is more than",
                    Comparison::GreaterOrEqual => "is at least",
                    Comparison::Like => "contains",
                };
                format!("{} {word} {}", field(of), format::operand(operand))
            }
            Condition::In(of, operands) => {
                let values: Vec<String> = operands.iter().map(format::operand).collect();
                format!("{} is {}", field(of), list(&values, "or"))
            }
            Condition::Known { field: of, not } => {
                format!("{} is {}known", field(of), if *not { "not " } else { "" })
            }
            Condition::Disputed { field: of, not } => {
                let do_not = if *not { "do not " } else { "" };
                format!("sources {do_not}differ on {}", field(of))
            }
        }
    }

    fn stage(&self, stage: &Stage) -> String {
        match &stage.kind {
            StageKind::ShowAll => "all fields are shown".to_string(),
            StageKind::Show(columns) => {
                let columns: Vec<String> = columns.iter().map(|c| field(&c.field)).collect();
                format!("shown: {}", list(&columns, "and"))
            }
            StageKind::Where(condition) => format!("only where {}", self.condition(condition)),
            StageKind::Aggregate { aggregates, by } => {
                let what: Vec<String> = aggregates.iter().map(aggregate).collect();
                let what = list(&what, "and");
                match by.is_empty() {
                    true => what,
                    false => {
                        let keys: Vec<String> = by.iter().map(key).collect();
                        format!("for each {}: {what}", list(&keys, "and"))
                    }
                }
            }
            StageKind::Sort(keys) => {
                let keys: Vec<String> = keys
                    .iter()
                    .map(|(k, direction)| match direction {
                        Direction::Ascending => key(k),
                        Direction::Descending => format!("{} from the greatest down", key(k)),
                    })
                    .collect();
                format!("sorted by {}", keys.join(", then "))
            }
            StageKind::First(n) => format!("only the first {n}"),
            StageKind::Last(n) => format!("only the last {n}"),
            StageKind::Top(n, k) => format!("only the {n} with the greatest {}", key(k)),
            StageKind::Disputed(fields) if fields.is_empty() => {
                "only those on which sources differ".to_string()
            }
            StageKind::Disputed(fields) => {
                let fields: Vec<String> = fields.iter().map(field).collect();
                format!("only those where sources differ on {}", list(&fields, "or"))
            }
            StageKind::Timeline => "shown along time".to_string(),
            StageKind::Graph => "shown as nodes and edges".to_string(),
            StageKind::Each { query, name } => {
                format!("with each, as {}: {}", name.text, self.nested_query(query))
            }
        }
    }
}

fn field(field: &Field) -> String {
    let words: Vec<&str> = field.path.iter().map(|w| w.text.as_str()).collect();
    let words = words.join("’s ");
    match field.facet {
        Facet::Best => words,
        Facet::All => format!("every claimed {words}"),
        Facet::Range => format!("lowest to highest {words}"),
        Facet::Sources => format!("who says which {words}"),
        Facet::Quotes => format!("the sentences that tell {words}"),
    }
}

fn aggregate(aggregate: &Aggregate) -> String {
    match (&aggregate.field, aggregate.function.word()) {
        (None, _) => "how many".to_string(),
        (Some(of), "count") => format!("how many different {}", field(of)),
        (Some(of), "list") => format!("all {}", field(of)),
        (Some(of), "min") => format!("the least {}", field(of)),
        (Some(of), "max") => format!("the greatest {}", field(of)),
        (Some(of), word) => format!("the {word} of {}", field(of)),
    }
}

fn key(key: &Key) -> String {
    match key {
        Key::Period(period, _) => period.name().to_string(),
        Key::Field(of) => field(of),
        Key::Aggregate(a) => aggregate(a),
    }
}
