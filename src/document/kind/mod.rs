//! Files of other kinds than plain articles, recognised by what they hold: many are read (`formats`), the others are refused
//! by name.
//!
//! What cannot be text is told by its first bytes, other formats by their first lines. A kind is named only where its own
//! marks are there: prose that speaks of commas, subjects and times is prose.

mod binary;
mod table;
mod text;

pub use table::delimiter;
pub(in crate::document) use text::is_count;
pub use text::{is_envelope, is_factiva, is_post};

use crate::mark::unmarked_bytes;
use std::fmt;

/// So many bytes of a file are looked at.
pub const SAMPLE: usize = 64 * 1024;

/// A kind of file that is no plain article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Values with commas or semicolons between them.
    Csv,
    /// Values with tabs between them.
    Tsv,
    /// Articles that Nexis has put into one file.
    Nexis,
    /// Articles that Factiva has put into one file.
    Factiva,
    /// Articles that ProQuest has put into one file.
    ProQuest,
    /// One message.
    Mail,
    /// Many messages.
    Mbox,
    /// A web page with its pictures in the form of a message.
    Mhtml,
    /// What a crawler has stored.
    Warc,
    /// RSS or Atom.
    Feed,
    /// NITF or NewsML.
    News,
    /// XML of another vocabulary.
    Xml,
    /// Posts as a network hands them out.
    Posts,
    /// The posts of a channel as Telegram saves them as a page.
    Chat,
    /// SubRip, WebVTT, SubStation.
    Subtitles,
    /// Rich text.
    Rtf,
    /// Portable Document Format.
    Pdf,
    /// PostScript.
    PostScript,
    /// A text with the commands of LaTeX.
    Latex,
    /// Appointments.
    Calendar,
    /// Word.
    Docx,
    /// Word, Excel or PowerPoint before 2007.
    OldOffice,
    /// Text of OpenDocument.
    Odt,
    /// Slides.
    Slides,
    /// Excel or a spreadsheet of OpenDocument.
    Spreadsheet,
    /// A book.
    Epub,
    /// ZIP.
    Zip,
    /// 7z, RAR, tar.
    Archive,
    /// gzip.
    Gzip,
    /// Zstandard.
    Zstandard,
    /// xz.
    Xz,
    /// bzip2, LZ4.
    Compressed,
    /// A snapshot of this program.
    Graph,
    /// A database or a table for programs.
    Database,
    /// A picture.
    Picture,
    /// Sound or film.
    Media,
    /// A program.
    Program,
}

const SAVE: &str = "save it as .txt or .html";
const CUT: &str =
    "give each article a file of its own, or a JSON line with text, title and published";
const UNPACK: &str = "unpack it and give the articles in it";
/// What may hold several articles is no one article.
const FILE: &str = "give the file itself to read the articles in it";
const LEAVE: &str = "leave it out";

impl Kind {
    /// What it is, and what can be done.
    fn told(self) -> (&'static str, &'static str) {
        match self {
            Kind::Csv => ("a table (CSV)", FILE),
            Kind::Tsv => ("a table (TSV)", FILE),
            Kind::Spreadsheet => ("a spreadsheet", FILE),
            Kind::Nexis => ("an export of Nexis", FILE),
            Kind::Factiva => ("an export of Factiva", FILE),
            Kind::ProQuest => ("an export of ProQuest", FILE),
            Kind::Mail => ("an e-mail (EML)", FILE),
            Kind::Mbox => ("a mailbox (mbox)", FILE),
            Kind::Mhtml => ("a web archive (MHTML)", FILE),
            Kind::Warc => ("a web archive (WARC)", FILE),
            Kind::Feed => ("a feed (RSS or Atom)", FILE),
            Kind::News => ("an article of an agency (NITF or NewsML)", FILE),
            Kind::Xml => ("XML", SAVE),
            Kind::Posts => ("a file of posts (tweets)", FILE),
            Kind::Chat => ("a page of messages (Telegram)", FILE),
            Kind::Subtitles => (
                "subtitles",
                "save the words without numbers and times as .txt",
            ),
            Kind::Rtf => ("rich text (RTF)", FILE),
            Kind::Pdf => ("a PDF", "give the file itself, or save its text as .txt"),
            Kind::PostScript => ("PostScript", "save its text as .txt"),
            Kind::Latex => ("LaTeX", "save its text without the commands as .txt"),
            Kind::Calendar => ("a calendar (iCalendar)", LEAVE),
            Kind::Docx => ("a Word document (DOCX)", FILE),
            Kind::OldOffice => (
                "an old office document (DOC, XLS, PPT)",
                "save it as .docx, .xlsx or .txt",
            ),
            Kind::Odt => ("an OpenDocument text (ODT)", FILE),
            Kind::Slides => ("a presentation", "save its text as .txt"),
            Kind::Epub => ("a book (EPUB)", FILE),
            Kind::Zip => ("an archive (ZIP)", FILE),
            Kind::Archive => ("an archive (7z, RAR or tar)", UNPACK),
            Kind::Gzip => ("compressed with gzip", FILE),
            Kind::Zstandard => ("compressed with Zstandard", FILE),
            Kind::Xz => ("compressed with xz", UNPACK),
            Kind::Compressed => ("compressed", UNPACK),
            Kind::Graph => (
                "a graph that dateline built",
                "give it alone, or put articles into it with `dateline add`",
            ),
            Kind::Database => ("a database", CUT),
            Kind::Picture => ("a picture", LEAVE),
            Kind::Media => ("sound or film", LEAVE),
            Kind::Program => ("a program", LEAVE),
        }
    }

    /// What it is: "a table (CSV)".
    pub fn name(self) -> &'static str {
        self.told().0
    }

    /// Whether articles may be lost with it, which those who gave the folder must know.
    pub fn may_hold_articles(self) -> bool {
        use Kind::{Calendar, Database, Graph, Media, Picture, Program};
        !matches!(
            self,
            Calendar | Database | Graph | Media | Picture | Program
        )
    }

    /// The kind of a file by its first bytes, `None` for what may be an article. `ending` is that of its name, in small
    /// letters.
    pub fn of(start: &[u8], ending: &str) -> Option<Kind> {
        let start = &start[..start.len().min(SAMPLE)];
        if let Some(kind) = binary::of(start) {
            return Some(kind);
        }
        Kind::of_text(&String::from_utf8_lossy(unmarked_bytes(start)), ending)
    }

    /// The kind of what cannot be text, by its first bytes.
    pub fn of_bytes(start: &[u8]) -> Option<Kind> {
        binary::of(start)
    }

    /// The kind of a text by its first lines.
    pub fn of_text(text: &str, ending: &str) -> Option<Kind> {
        let start = &text[..text.floor_char_boundary(SAMPLE)];
        let whole = start.len() == text.len();
        text::of(start)
            .or_else(|| table::of(start, whole))
            .or_else(|| by_ending(start, ending))
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (name, remedy) = self.told();
        let why = match remedy == FILE {
            true => "may hold several articles",
            false => "is not read",
        };
        write!(f, "it is {name}, which {why}; {remedy}")
    }
}

/// Kinds whose marks may be missing from the first lines, by the ending of the name.
fn by_ending(text: &str, ending: &str) -> Option<Kind> {
    let kind = match ending {
        "csv" => Kind::Csv,
        "tsv" | "tab" => Kind::Tsv,
        "eml" | "msg" => Kind::Mail,
        "mbox" | "mbx" => Kind::Mbox,
        "mht" | "mhtml" => Kind::Mhtml,
        "warc" | "arc" => Kind::Warc,
        "rss" | "atom" => Kind::Feed,
        "xml" => Kind::Xml,
        "srt" | "vtt" | "ass" | "ssa" => Kind::Subtitles,
        _ => return None,
    };
    (!text.trim().is_empty()).then_some(kind)
}
