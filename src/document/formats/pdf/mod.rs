//! PDF with text in it: what is shown on its pages, line by line, in the order in which it is written there.

mod check;
mod fonts;
mod lines;
mod show;

use super::{Bytes, Found, Place, guarded, plain, whole};
use crate::document::DocumentError;
use crate::document::input::Opened;
use hayro_syntax::{LoadPdfError, Pdf};

/// Pages that are read; a report has a tenth of them.
const PAGES: usize = 5_000;
/// A page of fewer letters on average is a picture with a stamp on it.
const SCAN: usize = 20;

/// The article of a file, or those of an export.
pub fn read(reader: Bytes, place: Place) -> Opened {
    let text = text(whole(reader, &place)?, &place)?;
    plain(Found::text(text.clone()), text, place)
}

fn text(bytes: Vec<u8>, place: &Place) -> Result<String, DocumentError> {
    check::bombs(&bytes, &place.budget).map_err(|reason| {
        place.unfit(
            format!("it is a PDF {reason}"),
            "save its text as .txt, if you trust it",
        )
    })?;
    guarded(place, "it is a PDF that is damaged", move || {
        let pdf = Pdf::new(bytes).map_err(|error| match error {
            LoadPdfError::Decryption(_) => place.unfit(
                "it is a PDF that is protected by a password",
                "save it without one, or save its text as .txt",
            ),
            LoadPdfError::Invalid => place.unfit(
                "it is a PDF that is cut off or damaged",
                "fetch it again, or save its text as .txt",
            ),
        })?;
        let pages = pdf.pages();
        let mut shown = Vec::new();
        let mut budget = show::Budget::default();
        for page in pages.iter().take(PAGES) {
            shown.push(show::page(page, &mut budget));
        }
        let letters: usize = shown
            .iter()
            .flatten()
            .map(|piece| piece.text.chars().filter(|c| c.is_alphanumeric()).count())
            .sum();
        if letters < SCAN * shown.len().max(1) {
            return Err(place.unfit(
                "it is a PDF without text in it, as scans are",
                "let a program recognise the letters (`ocrmypdf FILE.pdf NEW.pdf`), and give what it writes",
            ));
        }
        Ok(lines::text(&shown))
    })
}
