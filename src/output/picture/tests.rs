use super::*;
use crate::answer::{Edge, Node};
use crate::time::Interval;
use jiff::civil::date;

fn rows() -> Rows {
    let row = |days: Option<Interval>, place: &str, killed: Option<i64>| Row {
        subject: None,
        cells: [
            days.map(Value::Date),
            Some(Value::Text(place.to_string())),
            killed.map(Value::Integer),
        ]
        .into_iter()
        .map(Cell::of)
        .collect(),
    };
    let days = Interval::days(date(2020, 2, 5), date(2020, 2, 15));
    let open = Interval {
        begin: Some(date(2020, 2, 20)),
        end: None,
    };
    let column = |name: &str, numeric| Column {
        name: name.to_string(),
        numeric,
        amount: numeric,
    };
    Rows {
        columns: vec![
            column("date", false),
            column("place", false),
            column("killed", true),
        ],
        rows: vec![
            row(Some(Interval::day(date(2020, 2, 1))), "A & <B>", Some(8)),
            row(Some(days), "C", None),
            row(Some(open), "D", None),
            row(Some(Interval::day(date(2020, 3, 1))), "E", None),
            row(None, "F", Some(3)),
        ],
        notes: vec!["a note".to_string()],
        ..Rows::default()
    }
}

fn network() -> Network {
    let node = |iri: &str, label: &str, class: &str| Node {
        iri: iri.to_string(),
        label: label.to_string(),
        class: class.to_string(),
    };
    let edge = |from: &str, to: &str, label: &str| Edge {
        from: from.to_string(),
        to: to.to_string(),
        label: label.to_string(),
    };
    Network {
        nodes: vec![
            node("a", "Čačak \"north\"", "Place"),
            node("e", "attack 2020-02-01", "Attack"),
            node("z", "nobody's", "Actor"),
        ],
        edges: vec![edge("e", "a", "place")],
        notes: Vec::new(),
    }
}

fn drawn(write: impl Fn(&mut dyn Write) -> io::Result<()>) -> String {
    let mut out = Vec::new();
    write(&mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn a_chart_of_text() {
    let style = Style {
        width: Some(80),
        numbered: true,
        ..Style::default()
    };
    let chart = drawn(|out| write_timeline(&rows(), Format::Table, style, out));
    let lines: Vec<&str> = chart.lines().collect();
    assert_eq!(lines[0], "a note");
    assert!(lines[1].trim().starts_with("2020-02-01") && lines[1].ends_with("2020-03-01"));
    assert!(lines[2].contains('●') && lines[2].ends_with("A & <B> · killed 8"));
    assert!(lines[3].contains('├') && lines[3].contains('┤'));
    assert!(lines[4].contains("→"));
    assert!(lines[6].starts_with("5  undated"), "{chart}");
    assert_eq!(lines[7], "5 rows");
}

#[test]
fn a_chart_fits_the_line() {
    for width in [40, 60, 80, 200] {
        let style = Style {
            width: Some(width),
            ..Style::default()
        };
        let chart = drawn(|out| write_timeline(&rows(), Format::Table, style, out));
        for line in chart.lines() {
            let wide = unicode_width::UnicodeWidthStr::width(line);
            assert!(wide <= usize::from(width).max(48), "{width}: {line}");
        }
    }
}

#[test]
fn pictures_are_well_formed_and_always_the_same() {
    let timeline = || drawn(|out| write_timeline(&rows(), Format::Svg, Style::default(), out));
    let graph = || drawn(|out| write_network(&network(), Format::Svg, Style::default(), out));
    assert_eq!(timeline(), timeline());
    assert_eq!(graph(), graph());
    assert!(timeline().contains("A &amp; &lt;B&gt;"));
    assert!(graph().contains("Čačak &quot;north&quot;"));
    for picture in [timeline(), graph()] {
        assert!(picture.starts_with("<svg ") && picture.ends_with("</svg>\n"));
        assert!(!picture.contains("NaN") && !picture.contains("inf"));
    }
}

#[test]
fn networks_for_graphviz_and_as_rows() {
    let dot = drawn(|out| write_network(&network(), Format::Dot, Style::default(), out));
    assert!(dot.contains("n1 [label=\"Čačak \\\"north\\\"\", tooltip=\"a\", class=\"Place\"]"));
    assert!(dot.contains("n2 -> n1 [label=\"place\"]"));
    let csv = drawn(|out| write_network(&network(), Format::Csv, Style::default(), out));
    assert_eq!(
        csv,
        "from,relation,to,id\nattack 2020-02-01,place,\"Čačak \"\"north\"\"\",e\n"
    );
}

#[test]
fn nothing_is_a_picture_too() {
    let none = drawn(|out| write_network(&Network::default(), Format::Svg, Style::default(), out));
    assert!(none.ends_with("</svg>\n") && !none.contains("inf"));
    let none = drawn(|out| write_timeline(&Rows::default(), Format::Svg, Style::default(), out));
    assert!(none.ends_with("</svg>\n"));
}
