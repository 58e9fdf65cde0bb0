//! Numbers that are not exact: "dozens", "more than 20", "up to 50".
//!
//! The number that a node has is the least that is meant; its words and the greatest that may be meant stand beside it. A
//! condition holds of such a number only if it holds of every number that may be meant.

use super::algebra::*;
use super::compiler::Compiler;
use super::conditions::{all_are, operator};
use super::shape::Decode;
use crate::query::ast::Comparison;
use crate::query::plan::{Hop, Kind, Path};
use oxigraph::model::Variable;
use spargebra::algebra::{Expression, GraphPattern};

/// The property that holds the words, beside that of the number.
const WORDS: &str = "Told";
/// The property that holds the greatest number that may be meant.
const GREATEST: &str = "ToldMax";

impl Compiler<'_> {
    /// Whether some node of the graph has words instead of an exact number.
    pub(super) fn may_be_vague(&self, hop: &Hop) -> bool {
        let words = self.beside(hop, WORDS);
        hop.kind == Kind::Quantity && self.store.has_any(words.as_str())
    }

    /// How the number of a hop from `at` is shown, with what the pattern needs for it.
    pub(super) fn shown_number(
        &mut self,
        pattern: GraphPattern,
        at: &Variable,
        hop: &Hop,
        number: Variable,
    ) -> (GraphPattern, Decode) {
        if !self.may_be_vague(hop) {
            return (pattern, Decode::Number(number));
        }
        let (words, greatest, pattern) = self.beside_number(pattern, at, hop);
        let decode = Decode::Told {
            number,
            words,
            greatest,
        };
        (pattern, decode)
    }

    fn beside_number(
        &mut self,
        pattern: GraphPattern,
        at: &Variable,
        hop: &Hop,
    ) -> (Variable, Variable, GraphPattern) {
        let [(words, said), (greatest, most)] = self.both_beside(at, hop, [WORDS, GREATEST]);
        let pattern = optional(optional(pattern, said), most);
        (words, greatest, pattern)
    }

    /// The words of a number, where it is not exact.
    pub(super) fn number_words(
        &mut self,
        pattern: GraphPattern,
        at: &Variable,
        hop: &Hop,
    ) -> (Variable, GraphPattern) {
        let words = self.var(&format!("{}Told", hop.role));
        let said = triple(at.clone(), self.beside(hop, WORDS), words.clone());
        (words, optional(pattern, said))
    }

    /// The greatest number that may be meant: the number itself where it is exact, nothing where there is none.
    pub(super) fn greatest(
        &mut self,
        pattern: GraphPattern,
        at: &Variable,
        hop: &Hop,
        number: &Variable,
    ) -> (Variable, GraphPattern) {
        let (words, told, pattern) = self.beside_number(pattern, at, hop);
        let greatest = self.var(&format!("{}Greatest", hop.role));
        // What is not bound makes IF an error, and that leaves the variable unbound.
        let either = choose(bound(&words), v(&told), v(number));
        let pattern = bind(pattern, &greatest, either);
        (greatest, pattern)
    }

    /// Least and greatest number at the end of a path; one variable for both where all are exact.
    fn interval(&mut self, s: &Variable, path: &Path) -> (Variable, Variable, GraphPattern) {
        let hop = path.last().clone();
        if !self.may_be_vague(&hop) {
            let (number, pattern) = self.hops(s, path);
            return (number.clone(), number, pattern);
        }
        let (at, number, pattern) = self.number_at(s, path);
        let (greatest, pattern) = self.greatest(pattern, &at, &hop, &number);
        (number, greatest, pattern)
    }

    /// The node that has the number at the end of a path, and the number.
    pub(super) fn number_at(
        &mut self,
        s: &Variable,
        path: &Path,
    ) -> (Variable, Variable, GraphPattern) {
        let hop = path.last().clone();
        let (at, before) = self.before_last(s, path);
        let number = self.var(&hop.role);
        let pattern = join(before, self.hop(&at, &hop, number.clone()));
        (at, number, pattern)
    }

    /// A number compared with a constant.
    pub(super) fn compare_number(
        &mut self,
        s: &Variable,
        path: &Path,
        comparison: Comparison,
        n: Expression,
    ) -> GraphPattern {
        // The least number says it all where only more is asked for.
        let more = matches!(comparison, Comparison::Greater | Comparison::GreaterOrEqual);
        if more || !self.may_be_vague(path.last()) {
            let (value, pattern) = self.hops(s, path);
            return filter(pattern, operator(comparison, v(&value), n));
        }
        let (low, high, pattern) = self.interval(s, path);
        filter(pattern, all_are(comparison, &low, &high, n))
    }

    /// Two numbers compared with each other.
    pub(super) fn compare_numbers(
        &mut self,
        s: &Variable,
        left: &Path,
        comparison: Comparison,
        right: &Path,
    ) -> GraphPattern {
        let (low, high, first) = self.interval(s, left);
        let (other_low, other_high, second) = self.interval(s, right);
        let pattern = join(first, second);
        if low == high && other_low == other_high {
            return filter(pattern, operator(comparison, v(&low), v(&other_low)));
        }
        let test = match comparison {
            Comparison::Less | Comparison::LessOrEqual => {
                surely(operator(comparison, v(&high), v(&other_low)))
            }
            Comparison::Greater | Comparison::GreaterOrEqual => {
                surely(operator(comparison, v(&low), v(&other_high)))
            }
            Comparison::NotEqual => or(
                surely(less(v(&high), v(&other_low))),
                surely(less(v(&other_high), v(&low))),
            ),
            Comparison::Equal | Comparison::Like => surely(and(
                equal(v(&low), v(&other_high)),
                equal(v(&high), v(&other_low)),
            )),
        };
        filter(pattern, test)
    }
}
