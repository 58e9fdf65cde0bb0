//! Spreadsheets, and what is said of columns.

use super::{FERRY, GUNS, article, build, day, reads, refusal};
use crate::common::{dateline, output};
use dateline::document::{Columns, Reading, Source};
use std::fs;

#[test]
fn a_workbook_has_an_article_a_row() {
    let bytes = build::xlsx(&[
        &["Results of a search", "", "", ""],
        &["Headline", "Date", "Source", "Body"],
        &["Ferry runs again", "#44259", "Lowland Times", FERRY],
        &["Guns near the dam", "2021-03-07", "", GUNS],
        &["", "", "", ""],
        &["Nothing to tell", "#44260", "Lowland Times", ""],
    ]);
    let read = reads("articles.xlsx", &bytes);
    assert_eq!(read.len(), 3, "{read:?}");
    let first = read[0].as_ref().unwrap();
    assert_eq!(first.title.as_deref(), Some("Ferry runs again"));
    assert_eq!(first.publisher.as_deref(), Some("Lowland Times"));
    assert_eq!(day(first), "2021-03-04");
    assert!(first.text.ends_with(FERRY));
    assert!(
        first.source.ends_with("articles.xlsx#3"),
        "{}",
        first.source
    );
    assert_eq!(day(read[1].as_ref().unwrap()), "2021-03-07");
    let error = read[2].as_ref().unwrap_err().to_string();
    assert!(error.contains("row 6: its text is empty; "), "{error}");
}

#[test]
fn a_sheet_of_opendocument_is_read_too() {
    let cell = |text: &str| format!("<table:table-cell><text:p>{text}</text:p></table:table-cell>");
    let row = |cells: &[&str]| {
        let cells: String = cells.iter().map(|text| cell(text)).collect();
        format!(
            "<table:table-row>{cells}<table:table-cell table:number-columns-repeated=\"16000\"/></table:table-row>"
        )
    };
    let content = format!(
        "<office:document-content><office:body><office:spreadsheet><table:table table:name=\"A\">{}{}<table:table-row table:number-rows-repeated=\"1000000\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>",
        row(&["Title", "Text", "Published"]),
        row(&["Ferry runs again", FERRY, "4 March 2021"]),
    );
    let bytes = build::zip_of(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", &content),
    ]);
    let document = article("articles.ods", &bytes);
    assert_eq!(document.title.as_deref(), Some("Ferry runs again"));
    assert_eq!(day(&document), "2021-03-04");
}

#[test]
fn columns_of_other_names_are_named_by_the_user() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rows.csv");
    fs::write(
        &path,
        format!("Kopf,Woche,Inhalt\nFerry runs again,4 March 2021,\"{FERRY}\"\n"),
    )
    .unwrap();
    let source = Source::Path(path.clone());
    let with = |map: &str| -> Vec<_> {
        let columns: Columns = map.parse().unwrap();
        Reading::with_columns(columns).read(&source).collect()
    };
    let read = with("text=Inhalt, title=kopf,published=Woche");
    let document = read[0].as_ref().unwrap();
    assert_eq!(document.title.as_deref(), Some("Ferry runs again"));
    assert_eq!(day(document), "2021-03-04");
    let error = with("text=Body")[0].as_ref().unwrap_err().to_string();
    assert!(
        error.contains("no column “Body”; it has Kopf, Woche, Inhalt; correct --map"),
        "{error}"
    );
    // The same at the command line, where nothing is said first.
    let path = path.to_str().unwrap();
    let plain = dateline(&["extract", path]);
    assert_eq!(plain.code, 5, "{}", plain.err);
    assert!(plain.err.contains("--map text=COLUMN"), "{}", plain.err);
    let said = dateline(&["extract", path, "--map", "text=Inhalt,published=Woche"]);
    assert!(
        said.code == 0 && said.out.contains("2021-03-04"),
        "{}",
        said.err
    );
    let wrong = dateline(&["extract", path, "--map", "words=Inhalt"]);
    assert!(
        wrong.code == 2 && wrong.err.contains("“words” is none of text, title"),
        "{}",
        wrong.err
    );
    let objects = output(
        crate::common::command()
            .args(["extract", "-", "--map", "text=inhalt"])
            .write_stdin(format!("{{\"inhalt\": \"{FERRY}\"}}\n"))
            .output()
            .unwrap(),
    );
    assert!(objects.out.contains("The ferry between"), "{}", objects.err);
}

#[test]
fn excel_writes_other_marks_and_other_encodings() {
    let text = format!("sep=;\r\nTitle;Text;Date\r\nFähre;\"{FERRY}\";04.03.2021\r\n");
    let document = article("a.csv", text.as_bytes());
    assert_eq!(day(&document), "2021-03-04");
    let wide: Vec<u8> = format!("\u{feff}Title\tText\r\nFähre\t{FERRY}\r\n")
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    assert_eq!(article("a.txt", &wide).title.as_deref(), Some("Fähre"));
    let old = encoding_rs::WINDOWS_1252
        .encode(&format!("Title,Text\nFähre,\"{FERRY}\"\n"))
        .0
        .into_owned();
    assert_eq!(article("a.csv", &old).title.as_deref(), Some("Fähre"));
}

#[test]
fn a_ragged_row_costs_only_itself() {
    let text = format!("title,text,date\nFerry,{FERRY},2021-03-04\nGuns,\"{GUNS}\",2021-03-07\n");
    let read = reads("a.csv", text.as_bytes());
    let error = read[0].as_ref().unwrap_err().to_string();
    assert!(
        error.contains(
            "a.csv, row 2: it has 4 values where the first row names 3 columns; mend the row"
        ),
        "{error}"
    );
    assert_eq!(read[1].as_ref().unwrap().title.as_deref(), Some("Guns"));
}

#[test]
fn a_workbook_that_lies_or_is_cut_off_is_refused() {
    // Two cells that lie as far apart as Excel allows make no table of a billion cells.
    let far = build::sheet(
        "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>Text</t></is></c></row><row r=\"1048576\"><c r=\"XFD1048576\" t=\"inlineStr\"><is><t>x</t></is></c></row>",
    );
    assert!(refusal("far.xlsx", &far).contains("row 1048576: "));
    let bytes = build::xlsx(&[&["Text"], &[GUNS]]);
    let error = refusal("cut.xlsx", &bytes[..bytes.len() / 2]);
    assert!(
        error.contains("cut off or damaged; fetch it again"),
        "{error}"
    );
}

#[test]
fn a_small_workbook_does_not_fill_the_memory() {
    const MANY: &str = "it is a spreadsheet with too many cells; save each of its sheets as .csv";
    // The last column of many rows, and a wide first row that all others would be filled up to.
    let cell = |place: &str| format!("<c r=\"{place}\" t=\"inlineStr\"><is><t>x</t></is></c>");
    let rows = |column: &str| -> String {
        let row = |n: u32| format!("<row r=\"{n}\">{}</row>", cell(&format!("{column}{n}")));
        (2..2_000).map(row).collect()
    };
    let wide = build::sheet(&rows("XFD"));
    assert!(refusal("wide.xlsx", &wide).contains(MANY));
    let first = format!("<row r=\"1\">{}</row>{}", cell("XFD1"), rows("A"));
    let filled = build::sheet(&first);
    assert!(refusal("filled.xlsx", &filled).contains(MANY));
    // A long text that is repeated.
    let long = "Guns were heard. ".repeat(6_000);
    let cell = format!(
        "<table:table-cell table:number-columns-repeated=\"60\"><text:p>{long}</text:p></table:table-cell>"
    );
    let content = format!(
        "<office:document-content><table:table table:name=\"A\"><table:table-row>{}</table:table-row></table:table></office:document-content>",
        cell.repeat(60)
    );
    let repeated = build::zip_of(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", &content),
    ]);
    assert!(refusal("long.ods", &repeated).contains(MANY));
}
