//! The days of verbs that look ahead, and those that are counted from another's.

use super::accounts;

fn day(text: &str, kind: &str) -> Option<String> {
    let found = accounts(text);
    let account = found.iter().find(|a| a.kinds.iter().any(|k| k == kind));
    let account = account.unwrap_or_else(|| panic!("no {kind} in {found:#?}"));
    account.date.as_ref()?.interval.begin.map(|d| d.to_string())
}

#[test]
fn the_day_of_saying_lies_behind_even_where_what_is_said_lies_ahead() {
    for (text, day_of_saying) in [
        (
            "Premier Vera Holm vowed on Saturday to rebuild the dam.",
            "2021-03-06",
        ),
        (
            "Premier Vera Holm pledged on Friday that the dam would be rebuilt.",
            "2021-03-05",
        ),
        (
            "Premier Vera Holm urged residents on Sunday to leave the valley.",
            "2021-03-07",
        ),
    ] {
        let found = day(text, "Statement");
        assert_eq!(found.as_deref(), Some(day_of_saying), "{text}");
    }
}

#[test]
fn what_is_due_or_will_be_lies_ahead() {
    for text in [
        "Sudan and Chad will sign a border treaty in Geneva on Monday.",
        "Sudan and Chad are due to sign a border treaty in Geneva on Monday.",
    ] {
        assert_eq!(
            day(text, "Agreement").as_deref(),
            Some("2021-03-15"),
            "{text}"
        );
    }
}

#[test]
fn a_night_is_that_of_the_day_named_behind_it() {
    let text = "A depot was hit by two drones overnight on March 8, firefighters said.";
    assert_eq!(day(text, "Attack").as_deref(), Some("2021-03-08"));
}

#[test]
fn what_happened_in_a_month_did_so_the_last_time() {
    for (text, begin) in [
        (
            "More than 300 people were killed in a rebel offensive in July.",
            "2020-07-01",
        ),
        (
            "The soldiers were killed in the 1999 Kargil War, and were honoured on Monday.",
            "1999-01-01",
        ),
        (
            "Two men were killed by gunmen in the night from Monday to Tuesday.",
            "2021-03-08",
        ),
    ] {
        assert_eq!(day(text, "Attack").as_deref(), Some(begin), "{text}");
    }
}

#[test]
fn the_day_of_saying_is_no_part_of_what_was_said() {
    let text = "Rebels killed in 2020 an official who had fled in May, his office said on Friday.";
    assert_eq!(day(text, "Statement").as_deref(), Some("2021-03-05"));
    assert_eq!(day(text, "Attack").as_deref(), Some("2020-01-01"));
}

#[test]
fn what_was_days_before_is_another_event_of_another_day() {
    let text = "Kenya bombed camps in the Boni forest on Monday, days after eight rangers were shot dead there.";
    let found = super::attacks(text);
    assert_eq!(found.len(), 2, "{found:#?}");
}

#[test]
fn the_day_of_an_arrest_or_a_visit_is_not_that_of_the_deed() {
    let day = |text: &str| day(text, "Attack");
    for (text, begins) in [
        (
            "Officials on Monday condemned the killing of three farmers in Zaria last week.",
            "2021-03-01",
        ),
        (
            "Three men were arrested on Monday over a bombing in Zaria that killed nine people in 2019.",
            "2019-01-01",
        ),
        (
            "Lawmakers on Monday issued a report on the attack on a base in Zaria in May 2019.",
            "2019-05-01",
        ),
    ] {
        assert_eq!(day(text).as_deref(), Some(begins), "{text}");
    }
}

#[test]
fn the_day_of_a_count_is_not_that_of_the_deed() {
    for text in [
        "A bomb killed nine people in Zaria on Tuesday. The death toll from the bombing rose to 12 on Thursday.",
        "Officials on Thursday put the toll of Tuesday's bombing in Zaria at 12.",
    ] {
        assert_eq!(day(text, "Attack").as_deref(), Some("2021-03-09"), "{text}");
    }
}

#[test]
fn days_after_another_event_are_counted_from_its_day() {
    let attack = "Gunmen attacked a church in Kano on March 3, killing nine.";
    for (text, taken) in [
        (format!("{attack} A day after the attack, bandits abducted 12 pupils in Zaria."), "2021-03-04"),
        (format!("{attack} The abduction of 12 pupils in Zaria came two days after the attack."), "2021-03-05"),
        (
            "Bandits abducted 12 pupils in Zaria, two days after gunmen killed nine people in Kano on March 3.".to_string(),
            "2021-03-05",
        ),
        (format!("{attack} Bandits abducted 12 pupils in Zaria on March 8."), "2021-03-08"),
    ] {
        assert_eq!(day(&text, "Kidnapping").as_deref(), Some(taken), "{text}");
    }
}

#[test]
fn the_day_somebody_was_arrested_is_not_that_of_the_deed() {
    let text = "The suspect, who was arrested on February 25, is accused of killing a priest.";
    assert_eq!(day(text, "Attack"), None);
}

#[test]
fn what_is_told_of_an_earlier_time_is_dated_then() {
    let attack = "Gunmen attacked a hotel in Kano on Monday.";
    for (text, killed) in [
        (
            format!(
                "{attack} It was the first attack in Kano since 2015, when a bomb killed 20 people."
            ),
            Some("2015-01-01"),
        ),
        (
            format!("{attack} In 2014 gunmen broke into the palace, leaving 20 people dead."),
            Some("2014-01-01"),
        ),
        (
            "Gunmen shelled Kano on Monday for the first time since 2015, killing 20 people."
                .to_string(),
            Some("2021-03-08"),
        ),
    ] {
        let found = super::attacks(&text);
        let counted = found.iter().find(|attack| !attack.quantities.is_empty());
        let begin = counted.and_then(|attack| attack.date.as_ref()?.interval.begin);
        assert_eq!(
            begin.map(|day| day.to_string()).as_deref(),
            killed,
            "{text}"
        );
    }
}
