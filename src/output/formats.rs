//! The table of formats: help, completion, the reference, endings of files and what the page sends follow from it.

use std::fmt;
use std::path::Path;
use std::str::FromStr;

/// How answers are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// Columns that fit the terminal.
    #[default]
    Table,
    /// A line a value, a block a row: for wide rows.
    Vertical,
    /// Comma-separated values, RFC 4180, with a header line.
    Csv,
    /// Tab-separated values with a header line.
    Tsv,
    /// One array of objects.
    Json,
    /// An object a line.
    JsonLines,
    /// A table of GitHub's Markdown.
    Markdown,
    /// A page that needs nothing else.
    Html,
    /// A report for word processors.
    Docx,
    /// Rows on a map, RFC 7946.
    GeoJson,
    /// A workbook.
    Xlsx,
    /// A calendar of events.
    Ics,
    /// Events in the columns of ACLED.
    Acled,
    /// FollowTheMoney entities.
    Ftm,
    /// Nodes and edges as XML.
    GraphMl,
    /// Nodes and edges for Gephi.
    Gexf,
    /// Graphviz, for what `graph` shows.
    Dot,
    /// A picture, for what `graph` and `timeline` show.
    Svg,
}

/// What is known of a format.
#[derive(Debug, Clone, Copy)]
pub struct About {
    /// The format.
    pub format: Format,
    /// Its name on the command line, and behind `\\mode`.
    pub name: &'static str,
    /// How the names of files end that are written in it.
    pub ending: &'static str,
    /// Its media type.
    pub kind: &'static str,
    /// What it is, in a few words.
    pub summary: &'static str,
}

/// A format a line: name, ending, media type and what it is.
macro_rules! formats {
    ($($format:ident $name:literal $ending:literal $kind:literal $summary:literal),* $(,)?) => {
        &[$(About {
            format: Format::$format,
            name: $name,
            ending: $ending,
            kind: $kind,
            summary: $summary,
        }),*]
    };
}

impl Format {
    /// All formats, in the order to show them.
    pub const ALL: &'static [About] = formats![
        Table "table" "txt" "text/plain; charset=utf-8" "columns that fit the terminal",
        Vertical "vertical" "txt" "text/plain; charset=utf-8" "a line a value, for wide rows",
        Csv "csv" "csv" "text/csv; charset=utf-8" "comma-separated values",
        Tsv "tsv" "tsv" "text/tab-separated-values; charset=utf-8" "tab-separated values",
        Json "json" "json" "application/json; charset=utf-8" "one array of objects",
        JsonLines "jsonl" "jsonl" "application/x-ndjson; charset=utf-8" "an object a line",
        Markdown "markdown" "md" "text/markdown; charset=utf-8"
            "a table; of a file of questions a report with footnotes",
        Html "html" "html" "text/html; charset=utf-8"
            "a report on one page that works offline, with footnotes, timeline, map and network",
        Docx "docx" "docx" "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
            "the same for Word and LibreOffice, without the pictures; goes to a file",
        GeoJson "geojson" "geojson" "application/geo+json" "a feature a row, for map programs",
        Xlsx "xlsx" "xlsx" "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
            "a workbook for spreadsheets; goes to a file",
        Ics "ics" "ics" "text/calendar; charset=utf-8" "events with a day, for calendars",
        Acled "acled" "csv" "text/csv; charset=utf-8" "events in the columns of ACLED; what is not known is empty",
        Ftm "ftm" "ftm.json" "application/x-ndjson; charset=utf-8"
            "FollowTheMoney entities, a line each, for OpenAleph",
        GraphMl "graphml" "graphml" "application/graphml+xml"
            "actors joined by the events, or what `| graph` shows, for Gephi, yEd, Cytoscape, networkx",
        Gexf "gexf" "gexf" "application/gexf+xml" "the same for Gephi",
        Dot "dot" "gv" "text/vnd.graphviz; charset=utf-8" "a network for Graphviz, behind `| graph`",
        Svg "svg" "svg" "image/svg+xml" "a picture, behind `| graph` or `| timeline`",
    ];

    /// The names of [`Format::ALL`].
    pub const NAMES: [&'static str; Format::ALL.len()] = {
        let mut names = [""; Format::ALL.len()];
        let mut at = 0;
        while at < names.len() {
            names[at] = Format::ALL[at].name;
            at += 1;
        }
        names
    };

    /// What is known of it.
    pub fn about(self) -> &'static About {
        let known = Format::ALL.iter().find(|about| about.format == self);
        known.unwrap_or(&Format::ALL[0])
    }

    /// The ending of a file's name in small letters, which may have two parts: `ftm.json`.
    pub fn ending_of(path: &Path) -> Option<String> {
        let name = path.file_name()?.to_string_lossy().to_lowercase();
        let double = Format::ALL.iter().map(|about| about.ending).find(|ending| {
            let rest = name
                .strip_suffix(ending)
                .and_then(|rest| rest.strip_suffix('.'));
            ending.contains('.') && rest.is_some_and(|rest| !rest.is_empty())
        });
        match double {
            Some(double) => Some(double.to_string()),
            None => Some(Path::new(&name).extension()?.to_string_lossy().into_owned()),
        }
    }

    /// The format that files with this ending have.
    pub fn of_extension(extension: &str) -> Option<Format> {
        let named = |about: &&About| about.ending == extension || about.name == extension;
        let known = Format::ALL.iter().find(named).map(|about| about.format);
        match extension {
            "ndjson" => Some(Format::JsonLines),
            // It has the ending of tables.
            "vertical" => None,
            "htm" => Some(Format::Html),
            _ => known,
        }
    }

    /// Whether it tells of events and actors, so that numbers alone are nothing in it.
    pub fn is_of_nodes(self) -> bool {
        matches!(
            self,
            Format::Ics | Format::Acled | Format::Ftm | Format::GraphMl | Format::Gexf
        )
    }

    /// Whether only timelines and networks can be written so.
    pub fn is_picture(self) -> bool {
        matches!(self, Format::Dot | Format::Svg)
    }

    /// Whether it is no text, so that it goes to a file and never to a terminal.
    pub fn is_binary(self) -> bool {
        matches!(self, Format::Xlsx | Format::Docx)
    }

    /// Whether a file of it holds one answer and no more.
    pub fn is_whole(self) -> bool {
        use Format::{Docx, Gexf, GraphMl, Html, Ics, Xlsx};
        matches!(self, Html | Docx | Xlsx | Ics | GraphMl | Gexf)
    }

    /// The name that the command line and `\\mode` use.
    pub fn name(self) -> &'static str {
        self.about().name
    }
}

impl FromStr for Format {
    type Err = UnknownFormat;

    fn from_str(name: &str) -> Result<Format, UnknownFormat> {
        let known = Format::ALL.iter().find(|about| about.name == name);
        known
            .map(|about| about.format)
            .ok_or_else(|| UnknownFormat(name.to_string()))
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A name that is not one of [`Format::ALL`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no format {0:?}: it is one of {known}", known = Format::NAMES.join(", "))]
pub struct UnknownFormat(pub String);
