//! Tokens and sentences of sentences written for this purpose.

use super::{sentences::sentences, tokenize::tokenize};
use crate::span::Span;
use proptest::prelude::*;

fn tokens(text: &str) -> Vec<&str> {
    tokenize(text, Span::new(0, text.len()))
        .iter()
        .map(|span| span.of(text))
        .collect()
}

fn cut(text: &str) -> Vec<&str> {
    let spans = tokenize(text, Span::new(0, text.len()));
    let found = sentences(text, &spans);
    found
        .iter()
        .map(|s| spans[s.start].cover(spans[s.end - 1]).of(text))
        .collect()
}

#[test]
fn tokens_are_cut_as_the_treebanks_cut_them() {
    // input, tokens divided by spaces
    let table = [
        (
            "We don't know, can't say and cannot tell.",
            "We do n't know , ca n't say and can not tell .",
        ),
        (
            "They’re gonna win; they won’t.",
            "They ’re gon na win ; they wo n’t .",
        ),
        ("Norway's dogs' bowls", "Norway 's dogs ' bowls"),
        (
            "a well-known mid-July non-event",
            "a well - known mid-July non-event",
        ),
        (
            "the al-Masri brigade's F-16s",
            "the al - Masri brigade 's F - 16s",
        ),
        (
            "On Feb. 3 the U.S. sent $3.6 million.",
            "On Feb. 3 the U.S. sent $ 3.6 million .",
        ),
        (
            "520,000 people, 35km away, at 5:32PM",
            "520,000 people , 35 km away , at 5:32 PM",
        ),
        (
            "He left at 5 p.m. on 2020-02-06 (9/11).",
            "He left at 5 p.m. on 2020-02-06 ( 9/11 ) .",
        ),
        (
            "In 1939-1945, 30-40% died.",
            "In 1939 - 1945 , 30 - 40 % died .",
        ),
        (
            "See https://example.org/a?b=1, or mail me@example.org.",
            "See https://example.org/a?b=1 , or mail me@example.org .",
        ),
        ("@someone posted #peace 👍🏽!", "@someone posted #peace 👍🏽 !"),
        (
            "Well... no — “yes,” ‘maybe’.",
            "Well ... no — “ yes , ” ‘ maybe ’ .",
        ),
        (
            "Mr. J. Smith of AT&T Inc. won (again).",
            "Mr. J. Smith of AT&T Inc. won ( again ) .",
        ),
        ("No. 5 said no.", "No. 5 said no ."),
        ("the 1980s, the 20th, '90s", "the 1980s , the 20th , '90s"),
        ("O'Brien's o'clock", "O'Brien 's o'clock"),
        ("and/or w/o 1/2", "and / or w/o 1/2"),
        ("US$5, £6, €7", "US$ 5 , £ 6 , € 7"),
    ];
    for (text, wanted) in table {
        assert_eq!(tokens(text).join(" "), wanted);
    }
}

#[test]
fn sentences_end_where_readers_expect() {
    let table: &[(&str, &[&str])] = &[
        ("One came. Two left.", &["One came.", "Two left."]),
        (
            "Gen. A. B. Hill met Mr. Dale at No. 5. He smiled.",
            &["Gen. A. B. Hill met Mr. Dale at No. 5.", "He smiled."],
        ),
        (
            "He said: “We won.” They did not.",
            &["He said: “We won.”", "They did not."],
        ),
        (
            "\"Stop!\" she said. \"Now.\" (He did.) Then 3.5 more",
            &[
                "\"Stop!\" she said.",
                "\"Now.\"",
                "(He did.)",
                "Then 3.5 more",
            ],
        ),
        (
            "\"It goes on and on. Nobody knows. ",
            &["\"It goes on and on.", "Nobody knows."],
        ),
        (
            "They waited... and waited. It rained.",
            &["They waited... and waited.", "It rained."],
        ),
        (
            "He moved to the U.S. The firm, Dale Inc. of Hull, paid.",
            &["He moved to the U.S.", "The firm, Dale Inc. of Hull, paid."],
        ),
        (
            "It met the U.S. Navy at 5 p.m. Friday.",
            &["It met the U.S. Navy at 5 p.m. Friday."],
        ),
        ("Talks on the peace plan", &["Talks on the peace plan"]),
        ("1. Open the door.", &["1. Open the door."]),
    ];
    for (text, wanted) in table {
        assert_eq!(&cut(text), wanted);
    }
}

#[test]
fn endless_sentences_are_cut_at_clauses() {
    let text = "we came and went ; ".repeat(200);
    let spans = tokenize(&text, Span::new(0, text.len()));
    let found = sentences(&text, &spans);
    assert!(found.iter().all(|s| s.len() <= 200));
    assert_eq!(spans[found[0].end - 1].of(&text), ";");
}

#[test]
fn hostile_input_takes_linear_time() {
    for unit in [
        "a",
        ".",
        "'",
        "-",
        "a.",
        "1,",
        "é",
        "a'",
        "@a",
        "http://",
        "\u{301}",
        "👍\u{200d}",
        "a-",
    ] {
        let text = unit.repeat(2_000_000 / unit.len());
        let spans = tokenize(&text, Span::new(0, text.len()));
        assert!(spans.iter().all(|s| s.len() <= 2000), "{unit}");
        let found = sentences(&text, &spans);
        assert_eq!(found.last().map(|s| s.end), Some(spans.len()));
    }
}

proptest! {
    #[test]
    fn tokens_ascend_and_slice_the_text(text in "(\\PC|[ \n.'’a-zA-Z0-9,:/@-]){0,200}") {
        let spans = tokenize(&text, Span::new(0, text.len()));
        let mut last = 0;
        for span in &spans {
            prop_assert!(span.begin >= last && span.end > span.begin);
            let form = text.get(span.begin..span.end);
            prop_assert!(form.is_some_and(|form| !form.contains(char::is_whitespace)));
            last = span.end;
        }
        let kept: usize = spans.iter().map(Span::len).sum();
        let wanted: usize = text.chars().filter(|&c| !super::letters::is_space(c)).map(char::len_utf8).sum();
        prop_assert_eq!(kept, wanted);
        let found = sentences(&text, &spans);
        prop_assert_eq!(found.iter().map(|s| s.len()).sum::<usize>(), spans.len());
    }
}

/// Tokens without tags, as `read_tokens` has them before the encoder.
pub(crate) fn bare(text: &str) -> Vec<super::Token> {
    let spans = tokenize(text, Span::new(0, text.len()));
    spans
        .iter()
        .map(|&span| super::Token::bare(text, span))
        .collect()
}

/// Words, least, greatest.
type Amount = (&'static str, u64, Option<u64>);

#[test]
fn quantities_are_intervals() {
    let table: &[(&str, &[Amount])] = &[
        ("Eight men", &[("Eight", 8, Some(8))]),
        (
            "1,000 men and 23 women",
            &[("1,000", 1000, Some(1000)), ("23", 23, Some(23))],
        ),
        ("twenty-three boats", &[("twenty - three", 23, Some(23))]),
        (
            "two hundred and five boats",
            &[("two hundred and five", 205, Some(205))],
        ),
        (
            "a dozen, two dozen, dozens",
            &[
                ("a dozen", 12, Some(12)),
                ("two dozen", 24, Some(24)),
                ("dozens", 24, Some(99)),
            ],
        ),
        ("hundreds of huts", &[("hundreds", 200, Some(999))]),
        (
            "tens of thousands fled",
            &[("tens of thousands", 20_000, Some(99_999))],
        ),
        ("thousands fled", &[("thousands", 2000, None)]),
        (
            "several million billion billion stars",
            &[("several million billion billion", u64::MAX, None)],
        ),
        (
            "hundreds of thousands fled",
            &[("hundreds of thousands", 200_000, Some(999_999))],
        ),
        (
            "3.6 million fled",
            &[("3.6 million", 3_600_000, Some(3_600_000))],
        ),
        (
            "half a million",
            &[("half a million", 500_000, Some(500_000))],
        ),
        (
            "close to 1 million people",
            &[("close to 1 million", 900_000, Some(1_000_000))],
        ),
        ("nearly 50 people", &[("nearly 50", 45, Some(50))]),
        ("some 20 people", &[("some 20", 20, Some(20))]),
        ("about two people", &[("about two", 2, Some(2))]),
        ("more than 20 people", &[("more than 20", 21, None)]),
        ("at least a dozen people", &[("at least a dozen", 12, None)]),
        (
            "up to 20, fewer than 9",
            &[("up to 20", 1, Some(20)), ("fewer than 9", 1, Some(8))],
        ),
        (
            "between 30 and 40 people",
            &[("between 30 and 40", 30, Some(40))],
        ),
        (
            "30 to 40 people, 5-6 cars",
            &[("30 to 40", 30, Some(40)), ("5 - 6", 5, Some(6))],
        ),
        (
            "2 to 3 million people",
            &[("2 to 3 million", 2_000_000, Some(3_000_000))],
        ),
        (
            "a couple, several hundred, a few dozen",
            &[
                ("a couple", 2, Some(3)),
                ("several hundred", 300, Some(999)),
                ("a few dozen", 36, Some(108)),
            ],
        ),
        ("20 or more people", &[("20 or more", 20, None)]),
        ("scores of huts; it scores", &[("scores", 40, Some(199))]),
        ("They won 3-1 in 2019, by 5 percent, for $6 million.", &[]),
        ("Ann Hill, 42, aged 42, an F-16, the 20th, 5:32", &[]),
        ("1. Go on", &[]),
        ("a half-dozen men", &[("a half - dozen", 6, Some(6))]),
        (
            "two and a half million fled",
            &[("two and a half million", 2_500_000, Some(2_500_000))],
        ),
        (
            "three quarters of a million fled",
            &[("three quarters of a million", 750_000, Some(750_000))],
        ),
        (
            "20-odd men, 100-plus men",
            &[("20 - odd", 20, Some(29)), ("100 - plus", 100, None)],
        ),
        ("13 500 men", &[("13 500", 13_500, Some(13_500))]),
        ("no fewer than 12 men", &[("no fewer than 12", 12, None)]),
        ("Two-thirds left; one in five stayed; 1.500 men", &[]),
    ];
    for (text, wanted) in table {
        let tokens = bare(text);
        let found = super::numbers::quantities(&tokens, &[]);
        let found: Vec<_> = found
            .into_iter()
            .map(|q| {
                let forms: Vec<&str> = tokens[q.tokens]
                    .iter()
                    .map(|token| token.form.as_str())
                    .collect();
                (forms.join(" "), q.min, q.max)
            })
            .collect();
        let wanted: Vec<_> = wanted
            .iter()
            .map(|(form, min, max)| ((*form).to_owned(), *min, *max))
            .collect();
        assert_eq!(found, wanted, "{text}");
    }
}
