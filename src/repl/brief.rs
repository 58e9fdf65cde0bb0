//! A brief on what a name means.

use super::{Failed, Shell};
use crate::diagnostic::Code;
use crate::query::Session;
use crate::report::{Written, brief::brief};
use crate::shown::Shown;
use std::io::Write;

impl Shell<'_> {
    /// Writes what is known of an actor, a place, a thing (by name, as in a question) or an event (by its id). With
    /// `exactly` what belongs to it does not count.
    pub fn brief(
        &self,
        name: &str,
        exactly: bool,
        written: Written,
        out: &mut dyn Write,
    ) -> Result<(), Failed> {
        let session = Session::new(self.store.clone());
        let iri = self.meant(&session, name)?;
        let report = brief(&session, &iri, exactly)?;
        Ok(report.write(written, out)?)
    }

    /// The IRI of what a name or an id means.
    fn meant(&self, session: &Session<'_>, name: &str) -> Result<String, Failed> {
        let name = name.trim();
        if name.is_empty() {
            return Err(Failed::usage("which actor, place or event? Give its name"));
        }
        // Ids have a slash, as `event/…`; names have none.
        if name.contains('/') {
            let long = format!("{}{name}", self.store.base());
            let known = [name.to_string(), long].into_iter();
            let mut known = known.filter(|iri| self.store.kind(iri).is_some());
            if let Some(iri) = known.next() {
                return Ok(iri);
            }
            if self.store.find(name).is_empty() {
                return Err(Failed::new(
                    Code::UnknownName,
                    format!(
                        "{}: nothing in the graph has this id; JSON tells the ids of rows: dateline query STORE 'attacks' --format json",
                        Shown::line(name)
                    ),
                ));
            }
        }
        let found = session.named_node(name);
        let found = found.map_err(|error| self.failed("<name>", name, &[error]))?;
        Ok(found.iri)
    }
}
