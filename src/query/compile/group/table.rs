//! Conditions on columns of counts.

use crate::query::ast::Comparison;
use crate::query::compile::algebra::*;
use crate::query::compile::compiler::Compiler;
use crate::query::compile::conditions::{all_are, matches, operator};
use crate::query::compile::shape::GroupDecode;
use crate::query::plan::{Constant, TableFilter};
use oxigraph::model::Variable;
use spargebra::algebra::Expression;

impl Compiler<'_> {
    pub(super) fn table_test(
        &self,
        condition: &TableFilter,
        columns: &[(String, GroupDecode)],
        sortable: &[Variable],
    ) -> Expression {
        let all = |parts: &[TableFilter]| -> Vec<Expression> {
            parts
                .iter()
                .map(|p| self.table_test(p, columns, sortable))
                .collect()
        };
        match condition {
            TableFilter::Not(inner) => not(self.table_test(inner, columns, sortable)),
            TableFilter::All(parts) => all(parts).into_iter().reduce(and).unwrap_or(truth(true)),
            TableFilter::Any(parts) => all(parts).into_iter().reduce(or).unwrap_or(truth(false)),
            TableFilter::Known(n) => {
                let bound = Expression::Bound(sortable[*n].clone());
                let filled = not(equal(as_text(v(&sortable[*n])), text("")));
                // A column without a value is not known, and no error.
                surely(and(bound, filled))
            }
            TableFilter::Compare(n, comparison, constant) => {
                let value = v(&sortable[*n]);
                let test = match (constant, &columns[*n].1) {
                    (
                        Constant::Number(k),
                        GroupDecode::Amount {
                            low,
                            high: Some(high),
                        },
                    ) if *comparison != Comparison::Like => {
                        all_are(*comparison, low, high, number(*k))
                    }
                    (
                        Constant::Number(k),
                        GroupDecode::Number(_)
                        | GroupDecode::Key(_)
                        | GroupDecode::Amount { .. }
                        | GroupDecode::Range { .. },
                    ) if *comparison != Comparison::Like => {
                        operator(*comparison, value, number(*k))
                    }
                    (Constant::Number(k), _) => matches(*comparison, value, &k.to_string()),
                    (Constant::Text(words), _) => matches(*comparison, value, words),
                };
                surely(test)
            }
        }
    }
}
