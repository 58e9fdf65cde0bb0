//! What an archive holds: an office file, a book, or other files.

use super::zipped::Zip;
use super::{Place, book, office, sheet};
use crate::document::DocumentError;
use crate::document::input::Opened;
use crate::document::kind::Kind;
/// What an archive holds.
pub fn read(reader: super::Bytes, place: Place) -> Opened {
    let mut zip = Zip::open(reader, place)?;
    match zip.kind() {
        Kind::Docx => office::docx(zip),
        Kind::Odt => office::odt(zip),
        Kind::Epub => book::read(zip),
        Kind::Spreadsheet => sheet::zipped(zip),
        Kind::Zip => zip.members(),
        kind => {
            let name = zip.place.name;
            Err(DocumentError::Kind { name, kind })
        }
    }
}
