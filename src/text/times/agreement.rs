//! Whether a date is at one with itself: "Tuesday, February 3, 2020" was a Monday.

use super::table::TIME_WORDS;
use crate::time::Interval;

/// What is wrong with a date whose words name another weekday than its day has. The date stays as it is written: which
/// of the two is the slip, nobody can tell from here.
pub fn disagreement(words: &str, days: &Interval) -> Option<String> {
    let day = days.begin.filter(|day| days.end == Some(*day))?;
    let first = words.split([' ', ',']).next()?.to_lowercase();
    let named = TIME_WORDS
        .number("weekday", &first)
        .or_else(|| TIME_WORDS.number("weekday abbreviated", first.trim_end_matches('.')))?;
    let found = i64::from(day.weekday().to_monday_one_offset());
    (named != found).then(|| format!("{day} is a {:?}, not a {}", day.weekday(), weekday(named)))
}

/// The day of the week with that number, Monday being 1.
fn weekday(number: i64) -> String {
    i8::try_from(number)
        .ok()
        .and_then(|number| jiff::civil::Weekday::from_monday_one_offset(number).ok())
        .map(|day| format!("{day:?}"))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::disagreement;
    use crate::time::Interval;
    use jiff::civil::date;

    #[test]
    fn a_weekday_that_is_not_the_days_is_told() {
        let day = Interval::day(date(2020, 2, 3));
        assert_eq!(
            disagreement("Tuesday, February 3, 2020", &day).as_deref(),
            Some("2020-02-03 is a Monday, not a Tuesday")
        );
        assert_eq!(
            disagreement("Wed., Feb. 3", &day).as_deref(),
            Some("2020-02-03 is a Monday, not a Wednesday")
        );
        assert_eq!(disagreement("Monday, February 3, 2020", &day), None);
        assert_eq!(disagreement("February 3, 2020", &day), None);
    }
}
