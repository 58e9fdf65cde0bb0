//! `the attack` inside `each`, for all rows at once.

use crate::query::plan::{Filter, Plan, Set, Source, Step, Value};

/// Whether a question inside `each` can be asked for all rows at once: the row outside stands behind a preposition only,
/// and what is cut off by number is cut off last.
pub(crate) fn is_asked_at_once(plan: &Plan) -> bool {
    let last = plan.steps.len().saturating_sub(1);
    let mut outer = 0;
    let plain = plan.steps.iter().enumerate().all(|(at, step)| match step {
        Step::Filter(filter) => parts(filter).into_iter().all(|part| {
            let is_outer = matches!(part, Filter::Value(_, values)
                if matches!(values.as_slice(), [Value::Source(Source::Outer(_))]));
            outer += usize::from(is_outer);
            is_outer || is_plain(part)
        }),
        Step::Sort(_) => true,
        Step::First(_) | Step::Last(_) => at == last,
    });
    plain && outer == 1 && plan.group.is_none() && matches!(plan.set, Set::Class(_))
}

fn parts(filter: &Filter) -> Vec<&Filter> {
    match filter {
        Filter::All(all) => all.iter().flat_map(parts).collect(),
        other => vec![other],
    }
}

/// Whether a condition neither repeats nodes often nor speaks of the row outside.
fn is_plain(filter: &Filter) -> bool {
    match filter {
        Filter::Not(_) | Filter::Any(_) | Filter::Disputed(_) | Filter::Known(_) => true,
        Filter::Within(path, _) | Filter::Last(path, ..) | Filter::Compare(path, ..) => {
            path.steps.len() == 1
        }
        Filter::Around(..) => true,
        Filter::Value(_, values) => values
            .iter()
            .all(|value| matches!(value, Value::Name(_) | Value::Kind(_))),
        _ => false,
    }
}
