//! Tests of [`super`].

use super::*;

#[test]
fn forms() {
    let forms = [
        ("Sunday, Feb. 2, 2020", "2020-02-02"),
        ("Thu 06th February 2020 | 05:32 PM", "2020-02-06"),
        ("6 February 2020", "2020-02-06"),
        ("February 6, 2020", "2020-02-06"),
        ("6th Feb, 2020", "2020-02-06"),
        ("the 6th of February 2020", "2020-02-06"),
        ("2020-02-06T14:00:00Z", "2020-02-06"),
        ("06.02.2020", "2020-02-06"),
        ("25/12/2020", "2020-12-25"),
        ("4 FEB 90", "1990-02-04"),
        ("Thu, 06 Feb 2020 17:32:00 +0300", "2020-02-06"),
        ("6-Feb-2020", "2020-02-06"),
    ];
    for (text, date) in forms {
        let read = first(text).map(|d| d.to_string());
        assert_eq!(read.as_deref(), Some(date), "{text}");
    }
}

#[test]
fn what_is_no_full_date() {
    for text in [
        "on Feb. 6",
        "6 Feb 20 people fled",
        "they may 6, 2020",
        "05/06/2020",
        "February 31, 2020",
        "In May. 6 men",
    ] {
        assert_eq!(first(text), None, "{text}");
    }
}

#[test]
fn partial_dates() {
    let text = "said on Thursday that by Feb. 6 or in March 2019, or since 2018";
    let found = scan(text, 0);
    assert_eq!(found.len(), 4);
    assert_eq!(found[0].weekday, Some(Weekday::Thursday));
    let parts = |at: usize| (found[at].month, found[at].day, found[at].year);
    assert_eq!(parts(1), (Some(2), Some(6), None));
    assert_eq!(parts(2), (Some(3), None, Some(2019)));
    assert_eq!(found[3].year, Some(2018));
}
