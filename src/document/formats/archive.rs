//! What an archive holds: an office file, a book, or other files.

use super::zipped::Zip;
use super::{Place, book, office, once, sheet};
use crate::document::DocumentError;
use crate::document::input::Documents;
use crate::document::kind::Kind;
/// What an archive holds.
pub fn read(reader: super::Bytes, place: Place) -> Documents {
    let mut zip = match Zip::open(reader, place) {
        Ok(zip) => zip,
        Err(error) => return once(Err(error)),
    };
    match zip.kind() {
        Kind::Docx => office::docx(zip),
        Kind::Odt => office::odt(zip),
        Kind::Epub => book::read(zip),
        Kind::Spreadsheet => sheet::zipped(zip),
        Kind::Zip => zip.members(),
        kind => {
            let name = zip.place.name;
            once(Err(DocumentError::Kind { name, kind }))
        }
    }
}
