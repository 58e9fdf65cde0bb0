//! Assertions.

use super::Session;
use crate::answer::rows::{Cell, Row, Rows, Value};
use crate::diagnostic::{Code, Diagnostic};
use crate::output::{cell_text, text};
use crate::query::ast::{Check, Comparison, Field, Operand, OperandKind, Query};
use crate::query::format;
use crate::query::plan::field_name;
use crate::time::Interval;

type Test = (Field, Comparison, Operand);

impl Session<'_> {
    pub(super) fn check(
        &self,
        query: &Query,
        check: &Check,
        rows: &Rows,
    ) -> Result<(), Diagnostic> {
        let fails = |message: String| Err(Code::Assertion.at(query.span, message));
        match check {
            Check::Empty { not: true } if rows.rows.is_empty() => {
                fails("the answer is empty".to_string())
            }
            Check::Empty { not: false } if !rows.rows.is_empty() => fails(format!(
                "the answer is not empty: it has {} rows, the first is {}",
                rows.rows.len(),
                row_text(&rows.rows[0])
            )),
            Check::Empty { .. } => Ok(()),
            Check::Compare(comparison, wanted) => {
                // One number is itself; anything else is counted.
                let (what, amount) = match rows.rows.as_slice() {
                    [row] if row.subject.is_none() && row.cells.len() == 1 => {
                        match row.cells[0].values.as_slice() {
                            [Value::Decimal(n)] => ("it is", Value::Integer(n.round() as i64)),
                            [amount] if amount.bounds().is_some() => ("it is", amount.clone()),
                            _ => return fails("the value is unknown".to_string()),
                        }
                    }
                    all => {
                        let count = all.len() as i64;
                        let amount = match rows.cut {
                            true => Value::Range(count, None),
                            false => Value::Integer(count),
                        };
                        ("the number of rows is", amount)
                    }
                };
                match surely(&amount, *comparison, *wanted) {
                    true => Ok(()),
                    false => fails(format!("{what} {}", text(&amount))),
                }
            }
            Check::HasRow(tests) => self.has_row(query, tests, rows),
        }
    }

    fn has_row(&self, query: &Query, tests: &[Test], rows: &Rows) -> Result<(), Diagnostic> {
        let mut columns = Vec::new();
        for (field, comparison, operand) in tests {
            let name = field_name(field);
            let Some(at) = rows.columns.iter().position(|c| c.name == name) else {
                let names: Vec<String> = rows.columns.iter().map(|c| c.name.clone()).collect();
                let message = format!("the answer has no column `{name}`");
                return Err(Code::UnknownField
                    .at(field.span, message)
                    .hint(format!("its columns are {}", names.join(", "))));
            };
            columns.push((at, *comparison, self.meant(operand)?));
        }
        let found = rows.rows.iter().any(|row| {
            columns
                .iter()
                .all(|(at, comparison, value)| holds(&row.cells[*at], *comparison, value))
        });
        if found {
            return Ok(());
        }
        let mut error = Code::Assertion.at(
            query.span,
            match rows.rows.len() {
                0 => "the answer is empty".to_string(),
                1 => "the only row is not like that".to_string(),
                n => format!("none of the {n} rows is like that"),
            },
        );
        // The row that differs least, and in what.
        let differing = |row: &Row| -> Vec<usize> {
            columns
                .iter()
                .enumerate()
                .filter(|(_, (at, comparison, value))| !holds(&row.cells[*at], *comparison, value))
                .map(|(number, _)| number)
                .collect()
        };
        if let Some((number, row)) = rows
            .rows
            .iter()
            .enumerate()
            .min_by_key(|(_, row)| differing(row).len())
        {
            error.hints.push(format!(
                "row {} comes nearest: {}",
                number + 1,
                row_text(row)
            ));
            for test in differing(row) {
                let (at, ..) = &columns[test];
                let found = match cell_text(&row.cells[*at]) {
                    text if text.is_empty() => "unknown".to_string(),
                    text => text,
                };
                let (field, comparison, operand) = &tests[test];
                let sign = match comparison {
                    Comparison::Equal => String::new(),
                    other => format!("{} ", other.sign()),
                };
                error.hints.push(format!(
                    "there {} is {found}, not {sign}{}",
                    field_name(field),
                    format::operand(operand)
                ));
            }
        }
        Err(error)
    }
}

fn row_text(row: &Row) -> String {
    let cells: Vec<String> = row.cells.iter().map(cell_text).collect();
    format!("({})", cells.join(" | "))
}

/// Whether some value of the cell compares so.
pub(super) fn holds(cell: &Cell, comparison: Comparison, wanted: &OperandKind) -> bool {
    cell.values.iter().any(|value| match (value, wanted) {
        (Value::Integer(a), OperandKind::Number(b)) => ordered(a.cmp(b), comparison),
        (Value::Decimal(a), OperandKind::Number(b)) => a
            .partial_cmp(&(*b as f64))
            .is_some_and(|o| ordered(o, comparison)),
        (Value::Range(..) | Value::Told { .. }, OperandKind::Number(b)) => {
            surely(value, comparison, *b)
        }
        (Value::Date(a), OperandKind::Date(b)) => days(a, comparison, b),
        (value, OperandKind::Text(words) | OperandKind::Name { text: words, .. }) => {
            let (a, b) = (
                crate::fold::fold(&crate::output::text(value)),
                crate::fold::fold(words),
            );
            match comparison {
                Comparison::Like => a.contains(&b),
                other => ordered(a.cmp(&b), other),
            }
        }
        _ => false,
    })
}

fn days(a: &Interval, comparison: Comparison, b: &Interval) -> bool {
    match comparison {
        Comparison::Equal | Comparison::Like => a.overlaps(b),
        Comparison::NotEqual => !a.overlaps(b),
        Comparison::Less => a.begin < b.begin,
        Comparison::LessOrEqual => a.begin <= b.end,
        Comparison::Greater => a.end > b.end,
        Comparison::GreaterOrEqual => a.end >= b.begin,
    }
}

/// Whether every number that an amount may be compares so.
fn surely(amount: &Value, comparison: Comparison, wanted: i64) -> bool {
    let Some((min, max)) = amount.bounds() else {
        return false;
    };
    let wanted = wanted as f64;
    let at_most = |test: fn(f64, f64) -> bool| max.is_some_and(|max| test(max, wanted));
    match comparison {
        Comparison::Equal | Comparison::Like => min == wanted && max == Some(wanted),
        Comparison::NotEqual => wanted < min || at_most(|max, wanted| max < wanted),
        Comparison::Less => at_most(|max, wanted| max < wanted),
        Comparison::LessOrEqual => at_most(|max, wanted| max <= wanted),
        Comparison::Greater => min > wanted,
        Comparison::GreaterOrEqual => min >= wanted,
    }
}

fn ordered(order: std::cmp::Ordering, comparison: Comparison) -> bool {
    match comparison {
        Comparison::Equal | Comparison::Like => order.is_eq(),
        Comparison::NotEqual => order.is_ne(),
        Comparison::Less => order.is_lt(),
        Comparison::LessOrEqual => order.is_le(),
        Comparison::Greater => order.is_gt(),
        Comparison::GreaterOrEqual => order.is_ge(),
    }
}
