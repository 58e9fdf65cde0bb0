//! ZIP archives, and the files in them.

use super::{Place, member, packed, posts, unfit, xml};
use crate::document::DocumentError;
use crate::document::input::{Opened, or_error};
use crate::document::kind::Kind;
use crate::document::sources::{io, is_article, is_passed_over};
use std::fs::File;
use std::io::{BufReader, Cursor, Read, Seek};
use std::sync::Arc;
use zip::ZipArchive;
use zip::result::ZipError;

/// Bytes of one member.
const MEMBER: u64 = 256 << 20;
/// Bytes of an archive that lies in another or comes from a pipe, and is held in memory.
const HELD: u64 = 1 << 30;

/// What can be read in any order.
pub trait Seekable: Read + Seek + Send {}
impl<T: Read + Seek + Send> Seekable for T {}

/// An open archive.
pub struct Zip {
    archive: ZipArchive<Box<dyn Seekable>>,
    pub place: Place,
}

impl Zip {
    /// Opens the file itself, or what `reader` gives of one that lies in another.
    pub fn open(reader: impl Read, place: Place) -> Result<Zip, DocumentError> {
        let failed = |error: &std::io::Error| io(&place.name, error);
        let (bytes, size): (Box<dyn Seekable>, u64) = match &place.path {
            Some(path) => {
                let file = File::open(path).map_err(|error| failed(&error))?;
                let size = file.metadata().map_or(0, |data| data.len());
                (Box::new(BufReader::new(file)), size)
            }
            None => {
                let mut bytes = Vec::new();
                packed::Limited::new(reader, HELD, "unpack it and give the articles in it")
                    .read_to_end(&mut bytes)
                    .map_err(|error| failed(&error))?;
                let size = bytes.len() as u64;
                (Box::new(Cursor::new(bytes)), size)
            }
        };
        if place.depth == 0 {
            place.budget.takes(size);
        }
        let archive = ZipArchive::new(bytes).map_err(|error| broken(&place.name, &error))?;
        Ok(Zip { archive, place })
    }

    /// Where it lies.
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// What it is by the files in it.
    pub fn kind(&mut self) -> Kind {
        let has = |name: &str| self.archive.index_for_name(name).is_some();
        let (word, sheets) = (has("word/document.xml"), has("xl/workbook.xml"));
        let (binary, slides) = (has("xl/workbook.bin"), has("ppt/presentation.xml"));
        let mime = self.file("mimetype").unwrap_or_default();
        let mime = String::from_utf8_lossy(&mime).trim().to_owned();
        match mime.as_str() {
            _ if word => Kind::Docx,
            _ if sheets || binary => Kind::Spreadsheet,
            _ if slides => Kind::Slides,
            "application/epub+zip" => Kind::Epub,
            "application/vnd.oasis.opendocument.text" => Kind::Odt,
            "application/vnd.oasis.opendocument.spreadsheet" => Kind::Spreadsheet,
            "application/vnd.oasis.opendocument.presentation" => Kind::Slides,
            _ => Kind::Zip,
        }
    }

    /// Whether there is a member of that name.
    pub fn has(&self, name: &str) -> bool {
        self.archive.index_for_name(name).is_some()
    }

    /// The bytes of the member of that name.
    pub fn file(&mut self, name: &str) -> Result<Vec<u8>, DocumentError> {
        let (budget, place) = (self.place.budget.clone(), self.place.name.clone());
        let file = self.archive.by_name(name).map_err(|error| match error {
            ZipError::FileNotFound => unfit(
                &place,
                format!("there is no {name} in it"),
                "open it in the program that wrote it and save it again",
            ),
            error => broken(&place, &error),
        })?;
        packed::member(file, &budget, MEMBER).map_err(|error| io(&place, &error))
    }

    /// The XML in the member of that name.
    pub fn tree(&mut self, name: &str) -> Result<xml::Element, DocumentError> {
        let bytes = self.file(name)?;
        xml::parse(&String::from_utf8_lossy(&bytes), &self.place)
    }

    /// All of its bytes, once it is known that no member is a bomb.
    pub fn checked(mut self) -> Result<(Box<dyn Seekable>, Place), DocumentError> {
        for at in 0..self.archive.len() {
            let (budget, name) = (self.place.budget.clone(), self.place.name.clone());
            let mut file = self
                .archive
                .by_index(at)
                .map_err(|error| broken(&name, &error))?;
            let mut buffer = [0; 64 * 1024];
            let mut size = 0;
            loop {
                let read = file
                    .read(&mut buffer)
                    .map_err(|_| unfit(&name, CUT, FETCH))?;
                size += read as u64;
                budget.gives(read as u64).map_err(|e| io(&name, &e))?;
                if read == 0 || size > MEMBER {
                    break;
                }
            }
            if size > MEMBER {
                return Err(DocumentError::TooLarge {
                    name,
                    limit: MEMBER as usize,
                });
            }
        }
        Ok((self.archive.into_inner(), self.place))
    }

    /// The articles in its members, one member at a time.
    pub fn members(mut self) -> Opened {
        let count = self.archive.len();
        if count == 0 {
            return Err(self.place.unfit("the archive is empty", "leave it out"));
        }
        self.place.account = self.owner().map(Arc::new);
        let documents = (0..count).map(move |at| self.documents(at));
        Ok(Box::new(documents.flat_map(or_error)))
    }

    /// Whose posts they are, where a member tells.
    fn owner(&mut self) -> Option<posts::Account> {
        let is_account = |name: &str| name.rsplit('/').next() == Some(posts::ACCOUNT);
        let mut names = self.archive.file_names().flatten();
        let name = names.find(|name| is_account(name))?.into_owned();
        drop(names);
        posts::Account::of(&self.file(&name).ok()?)
    }

    /// The documents of the member number `at`, which are none where it is passed over.
    fn documents(&mut self, at: usize) -> Opened {
        let (budget, archive) = (self.place.budget.clone(), self.place.name.clone());
        let failed = |error: ZipError| broken(&archive, &error);
        let file = self.archive.by_index(at).map_err(failed)?;
        let name = file.name().map_err(failed)?;
        let name = name.trim_start_matches('/').to_owned();
        if file.is_dir() || is_passed_over(&name) {
            return Ok(Box::new(std::iter::empty()));
        }
        let place = self.place.member(&name);
        let bytes =
            packed::member(file, &budget, MEMBER).map_err(|error| io(&place.name, &error))?;
        let name = place.name.clone();
        is_article(&bytes, &place.ending)
            .map_err(|kind| DocumentError::PassedOver { name, kind })?;
        member(bytes, place)
    }
}

const CUT: &str = "it is an archive that is cut off or damaged";
const FETCH: &str = "fetch it again";

fn broken(name: &str, error: &ZipError) -> DocumentError {
    match error {
        ZipError::Io(error) if error.kind() != std::io::ErrorKind::UnexpectedEof => io(name, error),
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => {
            unfit(
                name,
                "it is an archive that is protected by a password",
                "unpack it and give the articles in it",
            )
        }
        ZipError::UnsupportedArchive(_) | ZipError::CompressionMethodNotSupported(_) => unfit(
            name,
            "it is an archive that is packed in a way that is not known",
            "unpack it and give the articles in it",
        ),
        _ => unfit(name, CUT, FETCH),
    }
}
