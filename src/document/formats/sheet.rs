//! Spreadsheets: Excel's since 2007, and OpenDocument's. Every sheet is a table of its own.

use super::zipped::{Seekable, Zip};
use super::{Bytes, Place, guarded, table, xml};
use crate::document::DocumentError;
use crate::document::input::{Documents, Opened, or_error};
use calamine::{DataRef, ExcelDateTime, Reader, Xlsx};

/// Columns and rows of a sheet that are looked at, as Excel has them.
const COLUMNS: usize = 16_384;
const ROWS: usize = 1_048_576;
/// Bytes of all cells of a file, empty ones among them.
const HELD: usize = 256 << 20;

const DAMAGED: &str = "it is a spreadsheet that is damaged";
const OPEN: &str = "save it as .xlsx or .csv";

/// A spreadsheet by its bytes.
pub fn read(reader: Bytes, place: Place) -> Opened {
    zipped(Zip::open(reader, place)?)
}

/// A spreadsheet in an archive that is open.
pub fn zipped(mut zip: Zip) -> Opened {
    let place = zip.place().clone();
    let sheets = match () {
        () if zip.has("content.xml") => ods(&mut zip),
        () if zip.has("xl/workbook.xml") => zip
            .checked()
            .and_then(|(bytes, place)| guarded(&place, DAMAGED, || xlsx(bytes, &place))),
        () => Err(place.unfit("it is a spreadsheet in the binary form of Excel", OPEN)),
    };
    of(sheets?, place)
}

/// A sheet: its name and its rows.
type Sheet = (String, Vec<Vec<String>>);

/// The articles of all sheets. Those without a column of text are passed over where another has one.
fn of(sheets: Vec<Sheet>, place: Place) -> Opened {
    let filled: Vec<Sheet> = sheets
        .into_iter()
        .filter(|(_, rows)| rows.iter().flatten().any(|value| !value.trim().is_empty()))
        .collect();
    if filled.is_empty() {
        return Err(DocumentError::Empty { name: place.name });
    }
    let has_text = |rows: &[Vec<String>]| {
        let mut head = rows.iter().take(20);
        head.any(|row| {
            place
                .columns
                .layout(row)
                .is_ok_and(|layout| layout.has_text())
        })
    };
    let some = filled.iter().any(|(_, rows)| has_text(rows));
    let many = filled.len() > 1;
    let mut all: Vec<Documents> = Vec::new();
    for (name, rows) in filled {
        if some && !has_text(&rows) {
            continue;
        }
        let mut place = place.clone();
        if many {
            place.name = format!("{}/{name}", place.name);
        }
        let rows = rows.into_iter().map(Ok::<_, DocumentError>);
        all.push(or_error(table::articles(rows, place, "a spreadsheet")));
        if !some {
            // One sheet tells what is missing.
            break;
        }
    }
    Ok(Box::new(all.into_iter().flatten()))
}

/// What the cells of a file take. A string that many cells share, or a row with one cell far to the right, takes little in
/// the file and much here.
struct Held<'p> {
    bytes: usize,
    place: &'p Place,
}

impl Held<'_> {
    /// Counts so many values that are kept and the bytes of their texts.
    fn more(&mut self, values: usize, text: usize) -> Result<(), DocumentError> {
        let bytes = values.saturating_mul(size_of::<String>());
        self.bytes = self.bytes.saturating_add(bytes).saturating_add(text);
        if self.bytes > HELD {
            return Err(self.place.unfit(
                "it is a spreadsheet with too many cells",
                "save each of its sheets as .csv",
            ));
        }
        Ok(())
    }
}

/// Excel since 2007. Cells are read one by one: two that lie far apart make no large table.
fn xlsx(bytes: Box<dyn Seekable>, place: &Place) -> Result<Vec<Sheet>, DocumentError> {
    let broken = |_| place.unfit(DAMAGED, OPEN);
    let mut book = Xlsx::new(bytes).map_err(broken)?;
    let names = book.sheet_names();
    let mut held = Held { bytes: 0, place };
    let mut sheets = Vec::new();
    for name in names {
        // Sheets of charts have no cells.
        let Ok(mut cells) = book.worksheet_cells_reader(&name) else {
            continue;
        };
        let mut rows: Vec<Vec<String>> = Vec::new();
        let mut width = 0;
        while let Some(found) = cells.next_cell().map_err(broken)? {
            let (row, column) = found.get_position();
            let (row, column) = (row as usize, column as usize);
            let value = shared(found.get_value());
            if value.is_empty() || row >= ROWS || column >= COLUMNS {
                continue;
            }
            let deeper = (row + 1).saturating_sub(rows.len());
            let wider = (column + 1).saturating_sub(rows.get(row).map_or(0, Vec::len));
            held.more(deeper + wider, value.len())?;
            if rows.len() <= row {
                rows.resize_with(row + 1, Vec::new);
            }
            let cells = &mut rows[row];
            if cells.len() <= column {
                cells.resize(column + 1, String::new());
            }
            cells[column] = value;
            width = width.max(if row < 20 { column + 1 } else { 0 });
        }
        sheets.push((name, evened(rows, width, &mut held)?));
    }
    Ok(sheets)
}

/// Empty cells at the end of a row are not written: here they are again, as wide as the first rows are.
fn evened(
    mut rows: Vec<Vec<String>>,
    width: usize,
    held: &mut Held,
) -> Result<Vec<Vec<String>>, DocumentError> {
    for row in rows.iter_mut().filter(|row| !row.is_empty()) {
        if row.len() < width {
            held.more(width - row.len(), 0)?;
            row.resize(width, String::new());
        }
    }
    Ok(rows)
}

/// OpenDocument. Cells that are repeated are empty ones at the ends of rows.
fn ods(zip: &mut Zip) -> Result<Vec<Sheet>, DocumentError> {
    const REPEATED: usize = 64;
    let bytes = zip.file("content.xml")?;
    let place = zip.place();
    let tree = xml::parse(&String::from_utf8_lossy(&bytes), place)?;
    let mut held = Held { bytes: 0, place };
    let repeated = |element: &xml::Element, name: &str| {
        let times = element.attribute(name).and_then(|times| times.parse().ok());
        times.unwrap_or(1usize).clamp(1, REPEATED)
    };
    let mut sheets = Vec::new();
    for table in tree.all("table") {
        let mut rows = Vec::new();
        for row in table.all("table-row") {
            let mut cells: Vec<String> = Vec::new();
            for cell in row.elements().filter(|cell| cell.local() == "table-cell") {
                let date = cell.attribute("office:date-value").map(str::to_owned);
                let paragraphs: Vec<String> = cell.all("p").map(xml::Element::text).collect();
                let value = date.unwrap_or_else(|| paragraphs.join("\n\n"));
                let times = repeated(cell, "table:number-columns-repeated");
                let times = times.min(COLUMNS - cells.len());
                held.more(0, value.len() * times)?;
                cells.extend(std::iter::repeat_n(value, times));
            }
            while cells.last().is_some_and(String::is_empty) {
                cells.pop();
            }
            held.more(1 + cells.len(), 0)?;
            rows.push(cells);
        }
        let width = rows.iter().take(20).map(Vec::len).max().unwrap_or(0);
        let name = table.attribute("table:name").unwrap_or_default();
        sheets.push((name.to_owned(), evened(rows, width, &mut held)?));
    }
    Ok(sheets)
}

fn shared(value: &DataRef) -> String {
    match value {
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            text.clone()
        }
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::Bool(is) => is.to_string(),
        DataRef::DateTime(day) => date(day),
        DataRef::Error(_) | DataRef::Empty => String::new(),
    }
}

fn date(day: &ExcelDateTime) -> String {
    let (year, month, day, ..) = day.to_ymd_hms_milli();
    format!("{year:04}-{month:02}-{day:02}")
}
