//! What a question asks of the answer, as stages.

use super::{Asked, English, word};
use crate::query::words::{EVENT, own_or_below};

/// How many of several are shown then.
const SOME: usize = 5;

impl English<'_> {
    /// The stage that answers what was asked.
    pub(super) fn stage(&self) -> Option<String> {
        let verb = self.reading.as_ref();
        let counted = || {
            let named = (0..self.tokens.len()).find_map(|at| self.field(at));
            // "How many people were killed", not "how many attacks killed more than 10".
            let things = self.ontology.class_of_noun(word(self.tokens.get(2)));
            let things = things.is_some_and(|class| self.ontology.is_a(&class.name, EVENT));
            named
                .or(verb.and_then(|verb| verb.counts))
                .filter(|_| !things)
        };
        match self.asked {
            Asked::Things | Asked::TakingPart => None,
            Asked::Timeline => Some("timeline".to_string()),
            Asked::Ordered(order) => {
                let several = (0..self.tokens.len()).any(|at| self.is(at, &self.noun));
                Some(format!(
                    "{order} | first {}",
                    if several { SOME } else { 1 }
                ))
            }
            Asked::Who => {
                let whom = (1..self.tokens.len()).any(|at| self.is(at, "whom"));
                let (doer, done) = verb.map_or((None, None), |verb| (verb.doer, verb.done));
                Some(match (verb.is_some_and(|verb| verb.passive), whom) {
                    (_, true) => format!("show date, {}, {}", doer?, done?),
                    (true, _) => format!("show date, {}", done?),
                    (false, _) => format!("show date, {}", doer?),
                })
            }
            Asked::When => Some("show date".to_string()),
            Asked::Where => Some("show date, place".to_string()),
            Asked::Number => Some(match counted() {
                Some(field) => format!("sum {field}"),
                None => "count".to_string(),
            }),
            Asked::Outlets => Some("show date, sources".to_string()),
            Asked::Difference => {
                let field = (0..self.tokens.len()).find_map(|at| {
                    let wanted = word(self.tokens.get(at));
                    let named = own_or_below(self.ontology, &self.class, |role| {
                        role.all_words().any(|w| w == wanted)
                    });
                    named
                        .first()
                        .map(|role| role.label.as_str())
                        .or(self.field(at))
                });
                Some(match field {
                    Some(field) => {
                        format!("disputed {field} | show date, place, sources of {field}")
                    }
                    None => "disputed".to_string(),
                })
            }
        }
    }
}
