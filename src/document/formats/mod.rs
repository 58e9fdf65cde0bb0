//! Files that hold articles in another form than text, a page or JSON Lines: tables, feeds, mail, office files, exports of
//! the archives of the press, and what packs any of these.
//!
//! | module | reads |
//! |---|---|
//! | `table`, `sheet` | CSV, TSV; Excel and OpenDocument spreadsheets: a row an article |
//! | `packed`, `zipped` | gzip, Zstandard and ZIP, with limits on what comes out of them |
//! | `warc` | the pages in a crawler's archive |
//! | `mail` | EML, mbox, MHTML |
//! | `feed`, `news` | RSS and Atom; NITF and NewsML-G2 |
//! | `office`, `book`, `rtf`, `pdf` | DOCX and ODT; EPUB; RTF; PDF with text |
//! | `press` | exports of Nexis, Factiva and ProQuest |
//! | `objects`, `posts`, `chat` | NewsAPI and other lists in JSON; X and Telegram; pages of Telegram's |

mod archive;
mod book;
mod chat;
mod columns;
mod feed;
mod found;
mod mail;
mod news;
mod objects;
mod office;
mod packed;
mod pdf;
mod posts;
mod press;
mod rtf;
mod sheet;
mod table;
mod warc;
mod words;
mod xml;
mod zipped;

pub use columns::{Columns, Role};
pub use found::{Body, Found};
pub use objects::{read as objects, uncut};
pub use packed::Budget;
pub use posts::post;
pub use words::line;

use super::DocumentError;
use super::charset::{clean, decode};
use super::input::{self, Input, Opened, later, once};
use super::kind::Kind;
use super::sources::io;
use std::io::{BufRead, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;

/// Bytes of a file that is read at once.
const LIMIT: usize = super::limit::LIMIT;
/// A package of packages is opened so deep.
const DEEPEST: usize = 4;

/// What is being read, and how.
#[derive(Clone)]
pub struct Place {
    /// As messages and documents name it.
    pub name: String,
    /// The ending of its name in small letters.
    pub ending: String,
    /// The file, where it lies in no other.
    pub path: Option<PathBuf>,
    /// What the user says of columns.
    pub columns: Arc<Columns>,
    /// In how many others it is packed.
    pub depth: usize,
    /// What may still be unpacked.
    pub budget: Arc<Budget>,
    /// Whose posts an archive holds, where a file beside them tells.
    pub account: Option<Arc<posts::Account>>,
}

impl Place {
    /// A source of that name, which lies in no other.
    pub fn new(name: String, path: Option<PathBuf>, columns: Arc<Columns>) -> Place {
        Place {
            ending: super::sources::extension(name.as_ref()),
            name,
            path,
            columns,
            depth: 0,
            budget: Arc::default(),
            account: None,
        }
    }

    /// A member of what is read here.
    fn member(&self, name: &str) -> Place {
        let ending = super::sources::extension(name.as_ref());
        Place {
            name: format!("{}/{name}", self.name),
            ending,
            path: None,
            depth: self.depth + 1,
            ..self.clone()
        }
    }

    /// The name of its part number `number`.
    fn part(&self, number: impl std::fmt::Display) -> String {
        format!("{}#{number}", self.name)
    }

    fn unfit(&self, reason: impl Into<String>, remedy: &'static str) -> DocumentError {
        unfit(&self.name, reason, remedy)
    }
}

fn unfit(name: &str, reason: impl Into<String>, remedy: &'static str) -> DocumentError {
    DocumentError::Unfit {
        name: name.to_owned(),
        reason: reason.into(),
        remedy,
    }
}

/// A source of bytes.
pub type Bytes = Box<dyn BufRead + Send>;

/// What a file of `kind` holds; a kind that is not read is an error that says so. No more than its start is read here.
pub fn open(kind: Kind, reader: Bytes, place: Place) -> Result<Input, DocumentError> {
    if place.depth >= DEEPEST {
        return Err(place.unfit(
            format!("it is packed {DEEPEST} times over"),
            "unpack it and give the articles in it",
        ));
    }
    let read: fn(Bytes, Place) -> Opened = match kind {
        Kind::Gzip | Kind::Zstandard => return packed::open(kind, reader, place),
        Kind::Csv | Kind::Tsv => table::read,
        Kind::Spreadsheet => sheet::read,
        Kind::Zip | Kind::Docx | Kind::Odt | Kind::Epub => archive::read,
        Kind::Warc => warc::read,
        Kind::Mail | Kind::Mhtml => mail::one,
        Kind::Mbox => mail::mailbox,
        Kind::Rtf => rtf::read,
        Kind::Pdf => pdf::read,
        Kind::Feed => feed::read,
        Kind::News => news::read,
        Kind::Nexis => press::nexis,
        Kind::Factiva => press::factiva,
        Kind::ProQuest => press::proquest,
        Kind::Posts => posts::script,
        Kind::Chat => chat::read,
        _ => {
            let name = place.name;
            return Err(DocumentError::Kind { name, kind });
        }
    };
    Ok(Input::Articles(later(move || read(reader, place))))
}

/// What `work` gives, which the programs of others do: should one of them fail, that is an error of this file alone.
fn guarded<T>(
    place: &Place,
    reason: &str,
    work: impl FnOnce() -> Result<T, DocumentError>,
) -> Result<T, DocumentError> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| {
        let remedy = "open it in the program that wrote it and save it again";
        Err(place.unfit(reason, remedy))
    })
}

/// All the bytes of a file that is read at once.
pub(super) fn whole(reader: impl Read, place: &Place) -> Result<Vec<u8>, DocumentError> {
    let mut bytes = Vec::new();
    let size = reader.take(LIMIT as u64 + 1).read_to_end(&mut bytes);
    match size.map_err(|error| io(&place.name, &error))? {
        size if size > LIMIT => Err(DocumentError::TooLarge {
            name: place.name.clone(),
            limit: LIMIT,
        }),
        _ => Ok(bytes),
    }
}

/// The text of a file that is read at once.
fn text(reader: impl Read, place: &Place) -> Result<String, DocumentError> {
    let bytes = whole(reader, place)?;
    Ok(clean(decode(
        &bytes,
        &place.name,
        declared(&bytes).as_deref(),
    )?))
}

/// The encoding that XML names in its first line.
fn declared(bytes: &[u8]) -> Option<String> {
    let first = String::from_utf8_lossy(&bytes[..bytes.len().min(200)]).into_owned();
    let first = first.split_once("?>")?.0;
    let label = first.split_once("encoding=")?.1.get(1..)?;
    let end = label.find(['"', '\''])?;
    Some(label[..end].to_owned())
}

/// Articles that were found in one file; where there are none, that is the error.
fn several(found: Vec<Result<Found, DocumentError>>, place: Place) -> Opened {
    if found.is_empty() {
        let remedy = "look whether it was saved whole";
        return Err(place.unfit("no article was found in it", remedy));
    }
    let one = found.len() == 1;
    let named = found.into_iter().enumerate().map(move |(at, found)| {
        let name = match one {
            true => place.name.clone(),
            false => place.part(at + 1),
        };
        found?.document(name)
    });
    Ok(Box::new(named))
}

/// What of `text` is read, be it the article that was `found` or an export of several.
fn plain(found: Found, text: String, place: Place) -> Opened {
    match Kind::of_text(&text, "") {
        Some(Kind::Nexis) => several(press::nexis_of(&text), place),
        Some(Kind::Factiva) => several(press::factiva_of(&text), place),
        Some(Kind::ProQuest) => several(press::proquest_of(&text), place),
        Some(Kind::Chat) => several(chat::posts(text), place),
        _ => Ok(once(found.document(place.name))),
    }
}

/// What is read of a page that comes in something else.
fn page(found: Found, place: Place) -> Opened {
    match &found.body {
        Body::Page(page) => {
            let page = page.clone();
            plain(found, page, place)
        }
        _ => Ok(once(found.document(place.name))),
    }
}

/// The documents of a member that was unpacked.
fn member(bytes: Vec<u8>, place: Place) -> Opened {
    let name = place.name.clone();
    input::enter(Box::new(std::io::Cursor::new(bytes)), place)?.articles(name)
}
