//! Who says what.

use super::{Decoder, Solution};
use crate::answer::rows::Value;
use crate::query::ask::literal;
use crate::query::compile::Decode;
use oxigraph::model::Variable;
use std::collections::{BTreeMap, BTreeSet};

impl Decoder<'_> {
    /// Each value with who says so: "eight – Reuters, VOA (Minister)".
    pub(super) fn claims(&mut self, solutions: &[&Solution], decode: &Decode) -> Vec<Value> {
        let Decode::Claim {
            text,
            node,
            days,
            source,
            speaker,
        } = decode
        else {
            return Vec::new();
        };
        let mut said: BTreeMap<String, BTreeMap<String, BTreeSet<String>>> = BTreeMap::new();
        for solution in solutions {
            let value = match (text, node, days) {
                (Some(text), _, _) => self.value(solution, &Decode::Text(text.clone())),
                (_, Some((a, b)), _) => self.value(solution, &Decode::Node(a.clone(), b.clone())),
                (_, _, Some((a, b))) => self.value(solution, &Decode::Days(a.clone(), b.clone())),
                _ => None,
            };
            let Some(value) = value else { continue };
            let told =
                |variable: &Variable| literal(solution.get(variable.as_str())).map(str::to_string);
            let who = told(source).unwrap_or_else(|| "a document without a name".to_string());
            let speakers = said
                .entry(crate::output::text(&value))
                .or_default()
                .entry(who)
                .or_default();
            speakers.extend(told(speaker));
        }
        said.into_iter()
            .map(|(value, sources)| {
                let sources: Vec<String> = sources
                    .into_iter()
                    .map(|(source, speakers)| {
                        let speakers: Vec<String> = speakers.into_iter().collect();
                        match speakers.is_empty() {
                            true => source,
                            false => format!("{source} (quoting {})", speakers.join(", ")),
                        }
                    })
                    .collect();
                Value::Text(format!("{value} – {}", sources.join(", ")))
            })
            .collect()
    }
}
