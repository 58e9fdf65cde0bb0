//! Rows along time: each has a mark where it happened, or a bar over the days in which it may have.

use super::svg::{self, Svg};
use crate::answer::rows::{Row, Rows, Value};
use crate::output::{Style, count, count_of, table::shown, text};
use crate::shown::Shown;
use crate::time::Interval;
use jiff::civil::Date;
use std::io::{self, Write};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Columns of the chart itself, at most and at least.
const WIDEST: usize = 48;
const NARROWEST: usize = 10;
/// Width of a line where the terminal has none.
const LINE: usize = 120;

/// The days that the picture spans.
#[derive(Debug, Clone, Copy)]
struct Scale {
    first: Date,
    last: Date,
}

impl Scale {
    /// From the first to the last day that any row knows.
    fn of(rows: &Rows) -> Option<Scale> {
        let days = |row: &Row| days(row).map(|d| [d.begin, d.end]);
        let all = rows.rows.iter().filter_map(days).flatten().flatten();
        let all: Vec<Date> = all.collect();
        Some(Scale {
            first: *all.iter().min()?,
            last: *all.iter().max()?,
        })
    }

    /// Where a day stands: 0 is the first, 1 the last.
    fn at(self, day: Date) -> f64 {
        let length = |from: Date, to: Date| f64::from((to - from).get_days());
        let all = length(self.first, self.last);
        if all > 0.0 {
            length(self.first, day) / all
        } else {
            0.0
        }
    }

    /// Where an interval begins and ends; an open end reaches to the edge.
    fn ends(self, days: &Interval) -> (f64, f64) {
        let begin = days.begin.map_or(0.0, |d| self.at(d));
        (begin, days.end.map_or(1.0, |d| self.at(d)))
    }
}

/// The date that a row stands at.
fn days(row: &Row) -> Option<Interval> {
    match row.cells.first()?.values.first()? {
        Value::Date(days) if days.begin.is_some() || days.end.is_some() => Some(*days),
        _ => None,
    }
}

/// The date in words, then what else the row says.
fn words(rows: &Rows, row: &Row) -> (Shown, String) {
    let date = match row.cells.first().and_then(|cell| cell.values.first()) {
        Some(value) => text(value),
        None => "undated".to_string(),
    };
    let mut parts: Vec<String> = Vec::new();
    for (column, cell) in rows.columns.iter().zip(&row.cells).skip(1) {
        if cell.values.is_empty() {
            continue;
        }
        // A number says nothing without its name.
        parts.push(match column.numeric {
            true => format!("{} {}", Shown::line(&column.name), shown(cell)),
            false => shown(cell).into(),
        });
    }
    (Shown::line(&date), parts.join(" · "))
}

/// A chart of text: number, date, mark, and the rest of the row.
pub(super) fn chart(rows: &Rows, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let paint = style.paint();
    for note in &rows.notes {
        writeln!(out, "{}", paint.dim(&Shown::line(note)))?;
    }
    if rows.rows.is_empty() {
        return writeln!(out, "{}", count(0));
    }
    let lines: Vec<(Shown, String)> = rows.rows.iter().map(|row| words(rows, row)).collect();
    let number = match style.numbered {
        true => rows.rows.len().to_string().len() + 1,
        false => 0,
    };
    let dates = lines.iter().map(|(date, _)| date.width());
    let date = dates.max().unwrap_or(0);
    let line = style.width.map_or(LINE, usize::from);
    // A third of what is left is for the chart.
    let left = line.saturating_sub(number + date + 4);
    let wide = (left / 3).clamp(NARROWEST, WIDEST);
    let said = left.saturating_sub(wide + 2).max(NARROWEST);
    let scale = Scale::of(rows);
    let margin = " ".repeat(number + date + 2);
    if let Some(scale) = scale {
        let axis = format!("{margin}{}", axis(scale, wide));
        writeln!(out, "{}", paint.dim(&axis))?;
    }
    for (index, (row, (when, what))) in rows.rows.iter().zip(&lines).enumerate() {
        let number = match style.numbered {
            true => format!("{:>width$} ", index + 1, width = number - 1),
            false => String::new(),
        };
        let gap = " ".repeat(date - when.width());
        let mark = match (scale, days(row)) {
            (Some(scale), Some(days)) => mark(scale, &days, wide),
            _ => " ".repeat(wide),
        };
        let line = format!("{number} {when}{gap} {mark}  {}", cut(what, said));
        writeln!(out, "{}", line.trim_end())?;
    }
    writeln!(out, "{}", count_of(rows))
}

/// First and last day over the chart.
fn axis(scale: Scale, wide: usize) -> String {
    let (first, last) = (scale.first.to_string(), scale.last.to_string());
    match first == last || first.len() + last.len() + 1 > wide {
        true => format!("{first}…{last}"),
        false => {
            let gap = " ".repeat(wide - first.len() - last.len());
            format!("{first}{gap}{last}")
        }
    }
}

/// `●` for a day, `├──┤` for days, arrows where an end is open.
fn mark(scale: Scale, days: &Interval, wide: usize) -> String {
    let column = |at: f64| (at * (wide - 1) as f64).round() as usize;
    let (begin, end) = scale.ends(days);
    let (begin, end) = (column(begin), column(end));
    let mut cells = vec![' '; wide];
    if days.begin == days.end {
        cells[begin] = '●';
    } else {
        for cell in &mut cells[begin..=end] {
            *cell = '─';
        }
        cells[begin] = if days.begin.is_some() { '├' } else { '←' };
        cells[end] = if days.end.is_some() { '┤' } else { '→' };
        // Days that fall into one column are one mark.
        if begin == end {
            cells[begin] = '◆';
        }
    }
    cells.into_iter().collect()
}

/// At most so many columns; `…` says that there is more.
fn cut(text: &str, columns: usize) -> String {
    if text.width() <= columns {
        return text.to_string();
    }
    let mut used = 1;
    let mut out = String::new();
    for c in text.chars() {
        used += c.width().unwrap_or(0);
        if used > columns {
            break;
        }
        out.push(c);
    }
    out.trim_end().to_string() + "…"
}

/// The same as a picture.
pub(super) fn svg(rows: &Rows, out: &mut dyn Write) -> io::Result<()> {
    const ROW: f64 = 22.0;
    const CHART: f64 = 420.0;
    const TOP: f64 = 34.0;
    let lines: Vec<(Shown, String)> = rows.rows.iter().map(|row| words(rows, row)).collect();
    let dates = lines.iter().map(|(date, _)| svg::width(date));
    let left = 16.0 + dates.fold(0.0, f64::max) + 12.0;
    let words = lines.iter().map(|(_, what)| cut(what, LINE));
    let right = words.map(|words| svg::width(&words)).fold(60.0, f64::max);
    let bottom = TOP + ROW * lines.len() as f64;
    let mut picture = Svg::default();
    let scale = Scale::of(rows);
    if let Some(scale) = scale {
        for (at, day, anchor) in [(0.0, scale.first, "start"), (1.0, scale.last, "end")] {
            let x = left + at * CHART;
            picture.line((x, TOP - 8.0), (x, bottom), "axis");
            picture.text((x, TOP - 14.0), anchor, "dim", &day.to_string());
        }
    }
    for (index, (row, (when, what))) in rows.rows.iter().zip(&lines).enumerate() {
        let y = TOP + ROW * (index as f64 + 0.5);
        picture.text((16.0, y + 4.0), "start", "dim", when);
        if let (Some(scale), Some(days)) = (scale, days(row)) {
            let (begin, end) = scale.ends(&days);
            let (begin, end) = (left + begin * CHART, left + end * CHART);
            if days.begin == days.end {
                picture.circle((begin, y), "day");
            } else {
                let open = days.begin.is_none() || days.end.is_none();
                let class = if open { "open" } else { "bar" };
                picture.rectangle((begin, y - 4.0), ((end - begin).max(4.0), 8.0), class);
            }
        }
        let beside = (left + CHART + 14.0, y + 4.0);
        picture.text(beside, "start", "what", &cut(what, LINE));
    }
    let size = (left + CHART + 14.0 + right + 16.0, bottom + 12.0);
    write!(out, "{}", picture.finish(size, "Timeline"))
}
