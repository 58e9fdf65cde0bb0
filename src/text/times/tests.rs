//! Time expressions of sentences written for this purpose, most of them read on Thursday, 6 February 2020.

use super::{TimeContext, times};
use crate::document::{Published, PublishedFrom};
use crate::text::tests::bare;
use crate::time::Interval;
use jiff::civil::date;
use proptest::prelude::*;

fn published(date: Interval) -> Published {
    Published {
        date,
        from: PublishedFrom::Metadata,
        evidence: None,
        reason: "",
    }
}

/// `expression = value [begin, end]` for each time found.
fn read(text: &str, known: bool) -> String {
    let day = Interval::day(date(2020, 2, 6));
    let date_known = known.then_some(published(day));
    let tokens = bare(text);
    let found = times(&tokens, date_known.as_ref(), &mut TimeContext::default());
    let shown = found.iter().map(|time| {
        let forms: Vec<&str> = tokens[time.tokens.clone()]
            .iter()
            .map(|token| token.form.as_str())
            .collect();
        let day = |day: Option<jiff::civil::Date>| {
            day.map_or_else(|| "open".to_owned(), |day| day.to_string())
        };
        let interval = time
            .interval
            .map(|i| format!(" [{}, {}]", day(i.begin), day(i.end)))
            .unwrap_or_default();
        format!("{} = {}{interval}", forms.join(" "), time.value)
    });
    shown.collect::<Vec<_>>().join("; ")
}

#[test]
fn expressions_have_values_and_days() {
    let table = [
        (
            "He spoke on February 6, 2020.",
            "February 6 , 2020 = 2020-02-06 [2020-02-06, 2020-02-06]",
        ),
        (
            "It began on 6 Feb 2019",
            "6 Feb 2019 = 2019-02-06 [2019-02-06, 2019-02-06]",
        ),
        (
            "LIMA, 4 FEB 90",
            "4 FEB 90 = 1990-02-04 [1990-02-04, 1990-02-04]",
        ),
        (
            "They met on Feb. 3.",
            "Feb. 3 = 2020-02-03 [2020-02-03, 2020-02-03]",
        ),
        (
            "They met from 3 to 5 January",
            "3 to 5 January = 2020-01-03/2020-01-05 [2020-01-03, 2020-01-05]",
        ),
        (
            "They met between 3 and 5 January; it killed 3 and 5 January ended it",
            "3 and 5 January = 2020-01-03/2020-01-05 [2020-01-03, 2020-01-05]; \
             5 January = 2020-01-05 [2020-01-05, 2020-01-05]",
        ),
        (
            "They met on July 11-12, 2019",
            "July 11 - 12 , 2019 = 2019-07-11/2019-07-12 [2019-07-11, 2019-07-12]",
        ),
        (
            "They were killed in the night from Monday to Tuesday",
            "the night from Monday to Tuesday = 2020-02-03/2020-02-04 [2020-02-03, 2020-02-04]",
        ),
        (
            "They met on Dec. 12.",
            "Dec. 12 = 2019-12-12 [2019-12-12, 2019-12-12]",
        ),
        (
            "On 2020-01-31 and 07/02/2020",
            "2020-01-31 = 2020-01-31 [2020-01-31, 2020-01-31]; 07/02/2020 = 2020-02-07 [2020-02-07, 2020-02-07]",
        ),
        (
            "He came on Monday.",
            "Monday = 2020-02-03 [2020-02-03, 2020-02-03]",
        ),
        (
            "He came on Thursday.",
            "Thursday = 2020-02-06 [2020-02-06, 2020-02-06]",
        ),
        (
            "He will come on Monday.",
            "Monday = 2020-02-10 [2020-02-10, 2020-02-10]",
        ),
        (
            "He came last Friday.",
            "last Friday = 2020-01-31 [2020-01-31, 2020-01-31]",
        ),
        (
            "It fell on Monday morning.",
            "Monday morning = 2020-02-03TMO [2020-02-03, 2020-02-03]",
        ),
        (
            "It fell this week.",
            "this week = 2020-W06 [2020-02-03, 2020-02-09]",
        ),
        (
            "It fell earlier this week.",
            "earlier this week = 2020-W06 [2020-02-03, 2020-02-06]",
        ),
        (
            "It fell last month.",
            "last month = 2020-01 [2020-01-01, 2020-01-31]",
        ),
        (
            "It fell two weeks ago.",
            "two weeks ago = 2020-W04 [2020-01-20, 2020-01-26]",
        ),
        (
            "It fell in late January.",
            "late January = 2020-01 [2020-01-21, 2020-01-31]",
        ),
        (
            "It fell in mid-March 2019.",
            "mid-March 2019 = 2019-03 [2019-03-11, 2019-03-20]",
        ),
        (
            "It fell by the end of February.",
            "the end of February = 2020-02 [2020-02-21, 2020-02-29]",
        ),
        (
            "It has burned since early December.",
            "early December = 2019-12 [2019-12-01, open]",
        ),
        (
            "the last two weeks of January",
            "the last two weeks of January = P2W [2020-01-18, 2020-01-31]",
        ),
        (
            "He left yesterday; she leaves tomorrow.",
            "yesterday = 2020-02-05 [2020-02-05, 2020-02-05]; tomorrow = 2020-02-07 [2020-02-07, 2020-02-07]",
        ),
        (
            "On Feb. 1 he left, and on the following day she did.",
            "Feb. 1 = 2020-02-01 [2020-02-01, 2020-02-01]; the following day = 2020-02-02 [2020-02-02, 2020-02-02]",
        ),
        (
            "the nearly nine-year war of the 1990s",
            "nearly nine - year = P9Y; the 1990s = 199 [1990-01-01, 1999-12-31]",
        ),
        (
            "They march every Tuesday in 2019.",
            "every Tuesday = XXXX-WXX-2; 2019 = 2019 [2019-01-01, 2019-12-31]",
        ),
        (
            "He came on Christmas Eve.",
            "Christmas Eve = 2019-12-24 [2019-12-24, 2019-12-24]",
        ),
        (
            "They left the day before yesterday.",
            "the day before yesterday = 2020-02-04 [2020-02-04, 2020-02-04]",
        ),
        (
            "Prices rose over the past decade.",
            "the past decade = P10Y [2010-01-01, 2020-02-06]",
        ),
        (
            "It began a decade ago.",
            "a decade ago = 2010 [2010-01-01, 2010-12-31]",
        ),
        (
            "On Feb. 1 he fell ill; that night he died, and the next morning they fled.",
            "Feb. 1 = 2020-02-01 [2020-02-01, 2020-02-01]; that night = 2020-02-01TNI [2020-02-01, 2020-02-01]; the next morning = 2020-02-02TMO [2020-02-02, 2020-02-02]",
        ),
        (
            "It took two and a half hours, then half an hour, then a year and a half.",
            "two and a half hours = PT2H30M; half an hour = PT30M; a year and a half = P1Y6M",
        ),
        (
            "The day-long curfew is checked daily.",
            "day - long = P1D; daily = P1D",
        ),
        (
            "It fell in the week of January 8.",
            "the week of January 8 = 2020-W02 [2020-01-06, 2020-01-12]",
        ),
        (
            "By the year 2000, in the nineties.",
            "the year 2000 = 2000 [2000-01-01, 2000-12-31]; the nineties = 199 [1990-01-01, 1999-12-31]",
        ),
        (
            "At 4 in the morning they left.",
            "4 in the morning = 2020-02-06T04:00 [2020-02-06, 2020-02-06]",
        ),
        ("It may march on; Ann, 23 years old, saw 1,200 men.", ""),
        (
            "at 5:32 p.m. Wednesday",
            "5:32 p.m. Wednesday = 2020-02-05T17:32 [2020-02-05, 2020-02-05]",
        ),
    ];
    for (text, wanted) in table {
        assert_eq!(read(text, true), wanted, "{text}");
    }
}

#[test]
fn without_a_day_of_publication_the_year_is_unknown() {
    assert_eq!(read("It fell on Feb. 3.", false), "Feb. 3 = XXXX-02-03");
    assert_eq!(read("It fell on Monday.", false), "Monday = XXXX-WXX-1");
    assert_eq!(
        read("It fell on Feb. 3, 2020.", false),
        "Feb. 3 , 2020 = 2020-02-03 [2020-02-03, 2020-02-03]"
    );
}

#[test]
fn times_far_away_are_no_trouble() {
    for text in [
        "999999999999 years ago",
        "99999 centuries ago",
        "31 February 9999",
        "in 99999999 months",
        "9999 decades later",
    ] {
        read(text, true);
    }
}

proptest! {
    #[test]
    fn any_words_can_be_read(picks in prop::collection::vec(0usize..5000, 1..40)) {
        let lines = || include_str!("../../../gazetteer/times.tsv").lines().skip(5);
        let extra = ["the", "of", ",", "-", "2020", "6", "31", "a", "'s", "ago", "every", "later", "May", "Monday", "99999999"];
        let words: Vec<&str> = lines().filter_map(|line| line.split('\t').next()).chain(extra).collect();
        let text: Vec<&str> = picks.iter().map(|pick| words[pick % words.len()]).collect();
        let tokens = bare(&text.join(" "));
        let day = Interval::day(date(2020, 2, 29));
        let published = published(day);
        let found = times(&tokens, Some(&published), &mut TimeContext::default());
        let mut last = 0;
        for time in &found {
            prop_assert!(time.tokens.start >= last && time.tokens.end > time.tokens.start && time.tokens.end <= tokens.len());
            last = time.tokens.end;
        }
        super::super::numbers::quantities(&tokens, &found);
    }
}
