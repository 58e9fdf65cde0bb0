//! One answer in any format.

use crate::output::{self, Format, Style};
use crate::query::about::is_event;
use crate::query::{Answer, Session};
use crate::report::actors::Actors;
use crate::report::{Block, Report, Table, Timeline, Written, made, pictures};
use crate::store::StoreError;
use std::collections::BTreeSet;
use std::io::Write;

/// Writes an answer; what a format needs beside its rows is looked up in the graph. The question heads a report.
pub fn write_answer(
    session: &Session<'_>,
    question: Option<&str>,
    answer: &Answer,
    (format, style): (Format, Style),
    out: &mut dyn Write,
) -> Result<(), StoreError> {
    match (format, answer) {
        (Format::GeoJson, Answer::Rows(_) | Answer::Timeline(_) | Answer::Graph(_)) => {
            let mut rows = output::rows_of(answer);
            session.locate(&mut rows);
            output::write(&rows, format, style, out)?;
        }
        (Format::Html | Format::Docx, Answer::Rows(_) | Answer::Timeline(_) | Answer::Graph(_)) => {
            let mut report = Report {
                title: Some("Answer".to_string()),
                made: made(session.store()),
                ..Report::default()
            };
            let question = question.map(|text| Block::Question(text.trim().to_string()));
            report.blocks.extend(question);
            let mut events = BTreeSet::new();
            report.add(session, answer, &mut events)?;
            report.blocks.extend(pictures(&events, session, None));
            session.store().sound()?;
            let written = match format {
                Format::Docx => Written::Docx,
                _ => Written::Html,
            };
            report.write(written, out)?;
        }
        _ if super::answer(session.store(), answer, format, out)? => {}
        _ => output::write_answer(answer, format, style, out)?,
    }
    Ok(())
}

impl Report {
    /// Adds an answer as a table, with the picture that it asks for; `events` takes up those that its rows are about.
    pub fn add(
        &mut self,
        session: &Session<'_>,
        answer: &Answer,
        events: &mut BTreeSet<String>,
    ) -> Result<(), StoreError> {
        let store = session.store();
        let rows = output::rows_of(answer);
        let table = Table::of(&rows, store, &mut self.notes)?;
        let subjects = rows.rows.iter().filter_map(|row| row.subject.clone());
        events.extend(subjects.filter(|node| is_event(store, node)));
        let picture = match answer {
            Answer::Timeline(_) => Timeline::of_rows(&rows, &table).map(Block::Timeline),
            Answer::Graph(network) if !network.edges.is_empty() => {
                Some(Block::Drawn(Actors::drawn(network, store)))
            }
            _ => None,
        };
        self.blocks.push(Block::Table(table));
        self.blocks.extend(picture);
        Ok(())
    }
}
