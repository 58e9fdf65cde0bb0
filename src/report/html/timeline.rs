//! A timeline: a list that reads as one, with a small picture of when beside each day.

use super::Page;
use crate::output::days;
use crate::output::picture::svg::escaped;
use crate::report::Timeline;
use crate::time::Interval;
use jiff::civil::Date;
use std::io::{self, Write};

/// Units that a bar is wide.
const WIDE: f64 = 200.0;

impl Page {
    pub(super) fn timeline(&self, timeline: &Timeline, out: &mut dyn Write) -> io::Result<()> {
        let moments = timeline.moments.iter();
        let ends = moments.flat_map(|m| [m.when.begin, m.when.end]);
        let all: Vec<Date> = ends.flatten().collect();
        let (Some(first), Some(last)) = (all.iter().min(), all.iter().max()) else {
            return Ok(());
        };
        writeln!(out, "<figure class=\"timeline\">\n<figcaption>")?;
        match first == last {
            true => write!(out, "{first}")?,
            false => write!(
                out,
                "From {first} to {last}: a dot is a day, a bar the days among which it was."
            )?,
        }
        let more: String = timeline.left_out().map(|m| format!(" {m}.")).collect();
        writeln!(out, "{more}</figcaption>\n<ol>")?;
        for moment in &timeline.moments {
            let when = days(&moment.when);
            writeln!(
                out,
                "<li><time>{}</time>{}<span>{}{}</span></li>",
                escaped(&when),
                bar(&moment.when, (*first, *last)),
                escaped(&moment.what),
                self.marks(&moment.notes)
            )?;
        }
        writeln!(out, "</ol>\n</figure>")
    }
}

/// Where days lie between the first and the last one.
fn bar(when: &Interval, (first, last): (Date, Date)) -> String {
    let length = |to: Date| f64::from((to - first).get_days());
    let all = length(last).max(1.0);
    let at = |day: Option<Date>, open: f64| {
        day.map_or(open, |day| 6.0 + length(day) / all * (WIDE - 12.0))
    };
    let (begin, end) = (at(when.begin, 0.0), at(when.end, WIDE));
    let mark = match when.begin == when.end {
        true => format!("<circle class=\"day\" cx=\"{begin:.1}\" cy=\"7\" r=\"4.5\"/>"),
        false => format!(
            "<rect class=\"span\" x=\"{begin:.1}\" y=\"3\" width=\"{:.1}\" height=\"8\" rx=\"2\"/>",
            (end - begin).max(5.0)
        ),
    };
    format!(
        "<svg class=\"bar\" viewBox=\"0 0 {WIDE:.0} 14\" aria-hidden=\"true\"><line class=\"axis\" x1=\"0\" y1=\"7\" x2=\"{WIDE:.0}\" y2=\"7\"/>{mark}</svg>"
    )
}
