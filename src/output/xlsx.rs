//! A workbook of one sheet: numbers are numbers, everything else is text and never a formula.

use super::picture::svg::escaped;
use super::{cell_text, delimited};
use crate::answer::rows::{Row, Rows, Value};
use std::io::{self, Cursor, Write};
use zip::write::{SimpleFileOptions, ZipWriter};
use zip::{CompressionMethod, DateTime};

const TYPES: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/><Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/><Override PartName=\"/xl/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml\"/></Types>";
const RELATIONS: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>";
const WORKBOOK: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"answer\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>";
const PARTS: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" Target=\"styles.xml\"/></Relationships>";
/// Style 1 is bold: the header. Style 2 is text (49), so that what is typed over it stays text, too.
const STYLES: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font><font><b/><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts><fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill></fills><borders count=\"1\"><border/></borders><cellStyleXfs count=\"1\"><xf/></cellStyleXfs><cellXfs count=\"3\"><xf/><xf fontId=\"1\" applyFont=\"1\"/><xf numFmtId=\"49\" applyNumberFormat=\"1\"/></cellXfs><cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles></styleSheet>";

/// Most characters that a cell holds.
const LONGEST: usize = 32_767;
/// Most rows that a sheet holds, the header included.
const ROWS: usize = 1_048_576;

/// Writes rows as a workbook, with the same columns as CSV.
pub(crate) fn write(rows: &Rows, out: &mut dyn Write) -> io::Result<()> {
    if rows.rows.len() >= ROWS {
        return Err(io::Error::other(
            "a sheet holds 1,048,576 rows; narrow the question down, or write CSV",
        ));
    }
    let header: Vec<String> = delimited::header(rows)
        .iter()
        .map(|name| text(name, 1))
        .collect();
    let mut sheet = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight=\"15\" defaultColWidth=\"18\"/><sheetData>",
    );
    sheet.push_str(&format!("<row>{}</row>", header.concat()));
    let disputes = delimited::has_disputes(rows);
    for row in &rows.rows {
        sheet.push_str(&format!("<row>{}</row>", cells(rows, row, disputes)));
    }
    sheet.push_str("</sheetData></worksheet>");
    let files = [
        ("[Content_Types].xml", TYPES.as_bytes().to_vec()),
        ("_rels/.rels", RELATIONS.as_bytes().to_vec()),
        ("xl/workbook.xml", WORKBOOK.as_bytes().to_vec()),
        ("xl/_rels/workbook.xml.rels", PARTS.as_bytes().to_vec()),
        ("xl/styles.xml", STYLES.as_bytes().to_vec()),
        ("xl/worksheets/sheet1.xml", sheet.into_bytes()),
    ];
    out.write_all(&zipped(&files)?)
}

fn cells(rows: &Rows, row: &Row, disputes: bool) -> String {
    let mut cells = String::new();
    for (column, cell) in rows.columns.iter().zip(&row.cells) {
        cells.push_str(&match cell.values.as_slice() {
            [Value::Integer(number_)] => number(*number_ as f64),
            [Value::Decimal(number_)] => number(*number_),
            _ => text(&cell_text(cell), 2),
        });
        if column.amount {
            let (least, greatest) = delimited::bounds(cell);
            cells.push_str(&least.map_or("<c/>".to_string(), number));
            cells.push_str(&greatest.map_or("<c/>".to_string(), number));
        }
    }
    if disputes {
        cells.push_str(&text(&delimited::disputed(rows, row), 2));
    }
    if delimited::has_ids(rows) {
        cells.push_str(&text(row.subject.as_deref().unwrap_or_default(), 2));
    }
    cells
}

fn number(number: f64) -> String {
    format!("<c><v>{number}</v></c>")
}

/// Text stands in the cell itself, and is told to be text: no program takes it for a formula.
fn text(text: &str, style: u8) -> String {
    if text.is_empty() {
        return "<c/>".to_string();
    }
    let text: String = text.chars().take(LONGEST).collect();
    format!(
        "<c t=\"inlineStr\" s=\"{style}\"><is><t xml:space=\"preserve\">{}</t></is></c>",
        escaped(&text)
    )
}

/// Files in a ZIP file, the same bytes every time.
pub(crate) fn zipped(files: &[(&str, Vec<u8>)]) -> io::Result<Vec<u8>> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(*name, options)?;
        zip.write_all(bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}
