//! How wide the columns of a table are, and which of them have room.

use super::Style;
use super::table::cells;
use crate::answer::rows::Rows;
use crate::shown::Shown;
use unicode_width::UnicodeWidthStr;

/// A column of this width or less keeps it: dates and numbers are not to be read in pieces.
const KEPT: usize = 13;
/// The least that a wider column is made.
const LEAST: usize = 11;

/// The columns that have room, from the left.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Layout {
    /// Width of the numbers of the rows, where they are numbered.
    pub number: Option<usize>,
    pub columns: Vec<Column>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Column {
    pub width: usize,
    /// Numbers stand to the right.
    pub numeric: bool,
}

impl Layout {
    /// Of a whole line; a column has a blank on either side.
    pub fn width(&self) -> usize {
        let columns = self.columns.iter().map(|column| column.width);
        self.number.into_iter().chain(columns).map(|w| w + 2).sum()
    }
}

/// Whether every column of a table has room.
pub fn fits(rows: &Rows, style: Style) -> bool {
    layout(rows, &cells(&rows.rows), style).columns.len() == rows.columns.len()
}

/// Columns as wide as their cells if the line is long enough. Else the widest give way; where that is not enough, the
/// last columns are left out, but never the first.
pub(super) fn layout(rows: &Rows, cells: &[Vec<Shown>], style: Style) -> Layout {
    let number = style.numbered.then(|| cells.len().to_string().len());
    let columns = rows.columns.iter().enumerate().map(|(index, column)| {
        let cells = cells.iter().filter_map(|row| row.get(index));
        let header = Shown::line(&column.name).width();
        Column {
            width: cells.map(|cell| cell.width()).fold(header, usize::max),
            numeric: column.numeric,
        }
    });
    let columns: Vec<Column> = columns.collect();
    let Some(line) = style.width.map(usize::from) else {
        return Layout { number, columns };
    };
    let line = line.saturating_sub(number.map_or(0, |width| width + 2));
    let least = |column: &Column, index: usize| {
        let words = rows.columns[index].name.split_whitespace();
        let header = words.map(|word| word.width()).max().unwrap_or(0);
        match column.width <= KEPT || column.numeric {
            true => column.width,
            false => LEAST.max(header.min(KEPT)).min(column.width),
        }
    };
    let mut room = 0;
    let fit = columns
        .iter()
        .enumerate()
        .take_while(|(index, column)| {
            room += least(column, *index) + 2;
            room <= line
        })
        .count()
        .max(1)
        .min(columns.len());
    let mut columns = columns[..fit].to_vec();
    let room = line.saturating_sub(2 * fit);
    // The widest bound under which all columns together have room.
    let narrowed = |bound: usize| -> Vec<usize> {
        let columns = columns.iter().enumerate();
        let width =
            |(index, column): (usize, &Column)| column.width.min(bound.max(least(column, index)));
        columns.map(width).collect()
    };
    let widest = columns.iter().map(|c| c.width).max().unwrap_or(0);
    let (mut low, mut high) = (0, widest);
    while low < high {
        let middle = (low + high).div_ceil(2);
        match narrowed(middle).iter().sum::<usize>() <= room {
            true => low = middle,
            false => high = middle - 1,
        }
    }
    let mut widths = narrowed(low);
    // What is left over goes to the last columns that need it.
    let mut spare = room.saturating_sub(widths.iter().sum());
    for (width, column) in widths.iter_mut().zip(&columns).rev() {
        let more = spare.min(column.width - *width);
        *width += more;
        spare -= more;
    }
    for (column, width) in columns.iter_mut().zip(widths) {
        // A single column may be wider than the line.
        column.width = width.min(room.max(1));
    }
    Layout { number, columns }
}
