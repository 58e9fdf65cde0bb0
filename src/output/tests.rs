use super::{Format, Style, text, write};
use crate::answer::rows::{Cell, Column, Row, Rows, Value};
use crate::time::Interval;
use jiff::civil::date;

fn node(label: &str) -> Value {
    Value::Node {
        iri: format!("https://example.org/{}", label.to_lowercase()),
        label: label.to_string(),
    }
}

fn cell(values: Vec<Value>, disputed: bool) -> Cell {
    Cell { values, disputed }
}

fn rows() -> Rows {
    let column = |name: &str, numeric| Column {
        name: name.to_string(),
        numeric,
        amount: numeric,
    };
    Rows {
        columns: vec![
            column("place", false),
            column("killed", true),
            column("quote", false),
        ],
        rows: vec![
            Row {
                subject: Some("https://example.org/event/1".into()),
                cells: vec![
                    cell(vec![node("Čačak"), node("東京")], false),
                    cell(vec![Value::Integer(8)], true),
                    cell(vec![Value::Text("a | \"b\",\n\u{1b}[31mc".into())], false),
                ],
            },
            Row {
                subject: None,
                cells: vec![
                    cell(vec![], false),
                    cell(vec![Value::Range(21, None)], false),
                    cell(vec![Value::Text("x".into())], false),
                ],
            },
        ],
        notes: vec!["includes: A, B".into()],
        ..Rows::default()
    }
}

fn written(format: Format, style: Style) -> String {
    let mut out = Vec::new();
    write(&rows(), format, style, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn table() {
    let style = Style {
        numbered: true,
        ..Style::default()
    };
    assert_eq!(
        written(Format::Table, style),
        "includes: A, B\n\
         \u{20}#  place        killed  quote\n\
         ────────────────────────────────────\n\
         \u{20}1  Čačak; 東京     8 *  a | \"b\", c\n\
         \u{20}2  –               21+  x\n\
         2 rows\n"
    );
}

#[test]
fn table_fits_the_width() {
    for width in 20..60 {
        let style = Style {
            width: Some(width),
            ..Style::default()
        };
        let table = written(Format::Table, style);
        for line in table.lines().filter(|line| line.starts_with(' ')) {
            let wide = unicode_width::UnicodeWidthStr::width(line);
            assert!(wide <= usize::from(width), "{width}: {line:?}");
        }
    }
}

#[test]
fn what_has_no_room_on_a_narrow_screen_stands_below_its_row() {
    let style = Style {
        width: Some(24),
        ..Style::default()
    };
    let table = written(Format::Table, style);
    assert!(table.contains("\n quote: x\n"), "{table}");
    assert!(!table.contains("no room"), "{table}");
    assert!(!written(Format::Table, Style::default()).contains("no room"));
}

#[test]
fn what_is_cut_on_a_screen_is_counted() {
    let style = Style {
        width: Some(26),
        screen: Some(super::Screen { rows: 1, lines: 1 }),
        ..Style::default()
    };
    let mut out = Vec::new();
    let mut rows = rows();
    rows.rows[0].cells[0].disputed = true;
    rows.columns.truncate(1);
    rows.rows[0].cells.truncate(1);
    rows.rows[0].cells[0].values = vec![Value::Text("one two three four five six seven".into())];
    write(&rows, Format::Table, style, &mut out).unwrap();
    let table = String::from_utf8(out).unwrap();
    assert!(table.contains("… *\n"), "{table}");
    let said = table.replace("\n  ", " ");
    assert!(
        said.ends_with("2 rows: 1 more row, 1 cell shortened …; \\all shows everything\n"),
        "{table}"
    );
}

#[test]
fn vertical() {
    assert_eq!(
        written(Format::Vertical, Style::default()),
        "includes: A, B\n─ 1 ─\nplace   Čačak; 東京\nkilled  8 *\nquote   a | \"b\", c\n\
         ─ 2 ─\nplace   –\nkilled  21+\nquote   x\n2 rows\n"
    );
}

#[test]
fn delimited() {
    assert_eq!(
        written(Format::Csv, Style::default()),
        "place,killed,killed low,killed high,quote,disputed,id\nČačak; 東京,8,8,8,\"a | \"\"b\"\",\nc\",killed,https://example.org/event/1\n,21+,21,,x,,\n"
    );
    assert_eq!(
        written(Format::Tsv, Style::default()),
        "place\tkilled\tkilled low\tkilled high\tquote\tdisputed\tid\nČačak; 東京\t8\t8\t8\ta | \"b\", c\tkilled\thttps://example.org/event/1\n\t21+\t21\t\tx\t\t\n"
    );
}

#[test]
fn json() {
    let array: serde_json::Value =
        serde_json::from_str(&written(Format::Json, Style::default())).unwrap();
    assert_eq!(array[0]["disputed"][0], "killed");
    assert_eq!(array[0]["place"][1]["name"], "東京");
    assert_eq!(array[0]["killed"], 8);
    assert_eq!(array[1]["place"], serde_json::Value::Null);
    assert_eq!(
        written(Format::JsonLines, Style::default()).lines().last(),
        Some(r#"{"place":null,"killed":{"max":null,"min":21},"quote":"x"}"#)
    );
}

#[test]
fn markdown() {
    assert_eq!(
        written(Format::Markdown, Style::default()),
        "includes: A, B\n\n| place | killed | quote |\n| --- | ---: | --- |\n\
         | Čačak; 東京 | 8 \\* | a \\| \"b\", c |\n| – | 21+ | x |\n"
    );
}

#[test]
fn dates() {
    let shown = |begin, end| text(&Value::Date(Interval { begin, end }));
    let day = |m, d| Some(date(2020, m, d));
    assert_eq!(shown(day(2, 3), day(2, 3)), "2020-02-03");
    assert_eq!(shown(day(2, 1), day(2, 29)), "2020-02");
    assert_eq!(shown(day(1, 1), day(12, 31)), "2020");
    assert_eq!(shown(day(1, 1), day(3, 31)), "2020-01-01/2020-03-31");
    assert_eq!(shown(day(12, 1), None), "2020-12-01/..");
    assert_eq!(shown(None, day(12, 1)), "../2020-12-01");
}
