//! Tables: lines of as many values each.
//!
//! Prose has commas too, but sets a space behind them, puts blank lines between paragraphs and does not have the same number
//! in every line. A table is told by its first line, which names the columns, and by the agreement of what follows.

use super::Kind;

/// So many records are compared.
const RECORDS: usize = 24;
/// Names of columns are no longer than this, in characters and words.
const NAME: usize = 40;
const WORDS: usize = 4;

/// What may stand between values, the surest first.
const MARKS: [char; 4] = ['\t', ',', ';', '|'];

/// Names of columns that tell a table of articles even where only one row follows.
const COLUMNS: &[&str] = &[
    "text",
    "title",
    "date",
    "url",
    "body",
    "content",
    "headline",
    "published",
    "source",
    "author",
    "id",
    "publisher",
    "section",
    "summary",
    "link",
    "article",
    "event_date",
    "country",
    "latitude",
];

/// Whether `text` is a table. `whole` says that nothing of it was cut off.
pub fn of(text: &str, whole: bool) -> Option<Kind> {
    let text = text.trim_start_matches(['\n', '\r', ' ']);
    // Excel says which mark it takes.
    if let Some(rest) = text.strip_prefix("sep=") {
        return Some(kind(rest.starts_with('\t')));
    }
    let mark = mark_of(text, whole);
    mark.map(|mark| kind(mark == '\t'))
}

fn kind(tabs: bool) -> Kind {
    if tabs { Kind::Tsv } else { Kind::Csv }
}

/// The mark between the values of a table.
fn mark_of(text: &str, whole: bool) -> Option<char> {
    let mut marks = MARKS.into_iter();
    marks.find(|mark| is_table(text, *mark, whole))
}

/// What stands between the values of a table, and how many bytes in front of it say so. `ending` is that of its name.
pub fn delimiter(text: &str, ending: &str) -> (u8, usize) {
    let start = text.trim_start_matches('\u{feff}');
    if let Some(rest) = start.strip_prefix("sep=")
        && let Some(mark) = rest.bytes().next().filter(u8::is_ascii)
    {
        let line = start.find('\n').map_or(start.len(), |at| at + 1);
        return (mark, text.len() - start.len() + line);
    }
    if let Some(mark) = mark_of(start, true).or_else(|| mark_of(start, false)) {
        return (mark as u8, 0);
    }
    if matches!(ending, "tsv" | "tab") {
        return (b'\t', 0);
    }
    let first = start.lines().next().unwrap_or_default();
    let often = |mark: &char| (first.matches(*mark).count(), *mark != '\t', *mark == ',');
    let most = MARKS.into_iter().max_by_key(often);
    (most.map_or(b',', |mark| mark as u8), 0)
}

fn is_table(text: &str, mark: char, whole: bool) -> bool {
    let first = text.lines().next().unwrap_or_default();
    if !first.contains(mark) || mark != '\t' && spaced(first, mark) {
        return false;
    }
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(mark as u8)
        .from_reader(text.as_bytes());
    let records = reader.records().take(RECORDS).map_while(Result::ok);
    let mut records: Vec<csv::StringRecord> = records.collect();
    // The last record may be cut in the middle.
    if !whole && records.len() > 1 {
        records.pop();
    }
    let Some((header, rows)) = records.split_first() else {
        return false;
    };
    let columns = header.len();
    let known = header.iter().filter(|name| is_column(name)).count();
    let same = rows.iter().filter(|row| row.len() == columns).count();
    let agree = same * 10 >= rows.len() * 9;
    if known >= 2 && header.iter().all(is_name) {
        return agree;
    }
    let quoted = first.starts_with('"') && first.contains(&format!("\"{mark}\""));
    let named = header.iter().all(is_name);
    // A space behind every mark is how prose is written.
    let prose = mark != '\t'
        && rows
            .iter()
            .any(|row| row.iter().skip(1).all(|v| v.starts_with(' ')));
    let least = if mark == '\t' { 2 } else { 3 };
    (named || quoted) && columns >= least && rows.len() >= 2 && same == rows.len() && !prose
}

/// Every mark of the line has a space behind it.
fn spaced(line: &str, mark: char) -> bool {
    let behind = line.split(mark).skip(1);
    behind.into_iter().all(|rest| rest.starts_with(' '))
}

fn is_name(value: &str) -> bool {
    let value = value.trim();
    !value.is_empty()
        && value.chars().count() <= NAME
        && value.split_whitespace().count() <= WORDS
        && !value.ends_with(['.', '!', '?', '”'])
}

fn is_column(value: &str) -> bool {
    let value = value.trim().to_ascii_lowercase();
    COLUMNS.contains(&value.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables() {
        for (text, kind) in [
            (
                "title,text,published\nTruce holds,\"They met, and left.\n\nAll.\",2021-03-04\n",
                Kind::Csv,
            ),
            ("id;town;killed\n1;Homs;3\n2;Hama;4\n", Kind::Csv),
            (
                "\"2021-03-04\",\"Homs\",\"Two died.\"\n\"2021-03-05\",\"Hama\",\"Three died.\"\n\"2021-03-06\",\"Idlib\",\"Four died, they said.\"\n",
                Kind::Csv,
            ),
            ("town\tkilled\nHoms\t3\nHama\t4\n", Kind::Tsv),
            ("date,text\n", Kind::Csv),
        ] {
            assert_eq!(of(text, true), Some(kind), "{text}");
        }
    }

    #[test]
    fn prose_is_no_table() {
        for text in [
            "Homs, Hama, Idlib\n\nShells fell on Homs, Hama, Idlib on Monday.\n\nNobody, they said, was hurt, but many left.",
            "Envoys met,talked,and left\n\nThe mayor, tired,said so on Monday.\n\nThe end.",
            "They came; they saw; they left.\nIt rained; it stopped; it rained.\nAll slept; none woke; day broke.",
            "Title | Post\n\nOne went | two stayed.",
            "\tThe envoys met.\n\tThey left.\n\tIt rained.",
            "",
        ] {
            assert_eq!(of(text, true), None, "{text}");
        }
    }
}
