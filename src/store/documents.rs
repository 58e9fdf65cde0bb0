//! [`Documents`]: what each document was linked from, packed by itself, so that one that stays is neither read nor packed again.
//!
//! ```text
//! ids      of the documents, sorted
//! places   for each document where its lines begin in the data and how long they are unpacked (8 bytes each), and where the
//!          last ones end
//! data     the lines of each document (JSON Lines), packed as an LZ4 block unless that makes them longer or out of proportion
//! ```

use super::index::{Strings, StringsAt, write_strings};
use super::pages::{At, Pages, Section};
use super::{StoreError, lz4};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// Bytes of a place.
const PLACE: usize = 16;
/// What any document may unpack to.
const FREE: usize = 1 << 20;

/// Where documents lie.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct DocumentsAt {
    ids: StringsAt,
    places: At,
    data: At,
}

/// Documents by their number and by their id.
pub(super) struct Documents {
    bytes: Section,
    at: DocumentsAt,
    ids: Strings,
    places: Section,
    data: Section,
}

/// The lines of a document as they are kept.
pub(super) struct Packed<'d> {
    bytes: Cow<'d, [u8]>,
    unpacked: u64,
}

impl Packed<'_> {
    pub fn new(lines: &[u8]) -> Packed<'static> {
        Packed {
            bytes: Cow::Owned(lz4::pack(lines, FREE).into_owned()),
            unpacked: lines.len() as u64,
        }
    }
}

/// Puts documents one behind the other.
#[derive(Default)]
pub(super) struct Writer {
    ids: Vec<String>,
    places: Vec<u8>,
    data: Vec<u8>,
}

impl Writer {
    /// With room for what others take, and some more: to grow, it would have to be copied.
    pub fn beside(others: &Documents) -> Writer {
        let length = others.data.len();
        Writer {
            data: Vec::with_capacity(length + length / 8),
            ..Writer::default()
        }
    }

    /// The next by its id.
    pub fn push(&mut self, id: String, document: &Packed<'_>) {
        self.ids.push(id);
        self.begin();
        let unpacked = document.unpacked.to_le_bytes();
        self.places.extend_from_slice(&unpacked);
        self.data.extend_from_slice(&document.bytes);
    }

    fn begin(&mut self) {
        let begin = self.data.len() as u64;
        self.places.extend_from_slice(&begin.to_le_bytes());
    }

    pub fn finish(mut self) -> Result<Documents, StoreError> {
        self.begin();
        let mut bytes = self.data;
        let data = (0, bytes.len() as u64);
        bytes.extend_from_slice(&self.places);
        let places = (data.1, self.places.len() as u64);
        let ids = write_strings(self.ids.iter().map(String::as_bytes), &mut bytes);
        Documents::open(Pages::own(bytes).all(), DocumentsAt { ids, places, data })
    }
}

impl Documents {
    /// Documents that were written before.
    pub fn open(bytes: Section, at: DocumentsAt) -> Result<Documents, StoreError> {
        let documents = Documents {
            ids: Strings::open(&bytes, &at.ids)?,
            places: bytes.part(at.places)?,
            data: bytes.part(at.data)?,
            at,
            bytes,
        };
        let places = documents.len().saturating_mul(PLACE).saturating_add(8);
        match documents.places.len() == places {
            true => Ok(documents),
            false => Err(documents
                .bytes
                .refused("there are more or fewer documents than it says")),
        }
    }

    /// What has to be written for them to be opened again.
    pub fn bytes(&self) -> (&Section, &DocumentsAt) {
        (&self.bytes, &self.at)
    }

    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// The number of a document.
    pub fn find(&self, id: &str) -> Option<usize> {
        let (number, is) = self.ids.place(id.as_bytes())?;
        is.then_some(number)
    }

    /// The id of a document.
    pub fn id(&self, number: usize) -> Option<Vec<u8>> {
        let mut id = Vec::new();
        self.ids.read(number, &mut id)?;
        Some(id)
    }

    /// A document as it is kept.
    pub fn packed(&self, number: usize) -> Option<Packed<'_>> {
        let at = number * PLACE;
        let [begin, unpacked, end] = [at, at + 8, at + PLACE].map(|at| self.places.long(at));
        let unpacked = unpacked?;
        let reason = "its documents are not in order";
        let bytes = self.data.between(begin?, end?, reason)?;
        Some(Packed {
            bytes: Cow::Borrowed(bytes),
            unpacked,
        })
    }

    /// The lines of a document.
    pub fn lines(&self, number: usize) -> Option<Vec<u8>> {
        let Packed { bytes, unpacked } = self.packed(number)?;
        let length = usize::try_from(unpacked).unwrap_or(usize::MAX);
        match lz4::unpack(&bytes, length, FREE) {
            Some(lines) => Some(lines.into_owned()),
            None => self.data.wrong("its documents cannot be unpacked"),
        }
    }

    /// Bytes of all documents unpacked.
    pub fn unpacked(&self) -> u64 {
        let lengths = (0..self.len()).map_while(|number| self.places.long(number * PLACE + 8));
        lengths.fold(0, u64::saturating_add)
    }

    /// What is wrong with them, of which no more than that is known.
    pub fn refused(&self) -> StoreError {
        self.bytes.refused("its documents cannot be read")
    }

    /// An error when a byte differs from its checksum, or when ids or documents make no sense.
    pub fn verify(&self) -> Result<(), StoreError> {
        self.bytes.all()?;
        let mut last = None;
        let sorted = (0..self.len()).all(|number| {
            let id = self.id(number);
            let behind = id.is_some() && id > last;
            last = id;
            behind && self.lines(number).is_some()
        });
        match sorted {
            true => Ok(()),
            false => Err(self.refused()),
        }
    }
}
