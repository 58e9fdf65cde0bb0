//! The ontology that the arguments ask for.

use super::{columns, text_file};
use anyhow::Result;
use dateline::ontology::Ontology;
use dateline::rdf::vocabulary::DEFAULT_BASE;
use dateline::shown::Shown;
use std::path::PathBuf;

/// Arguments of every command that reads articles.
#[derive(Debug, Clone, clap::Args)]
#[group(skip)]
pub struct Options {
    /// Turtle with further classes, roles and frames; may be given more than once
    #[arg(long, value_name = "EXTRA.ttl")]
    ontology: Vec<PathBuf>,
    /// What the IRIs of actors, events and documents begin with [default: https://w3id.org/dateline/]
    #[arg(long, value_name = "IRI")]
    base: Option<String>,
    /// Exit with code 5 when an article could not be read
    #[arg(long)]
    pub strict: bool,
    #[command(flatten)]
    pub map: columns::Map,
}

impl Options {
    /// What instances' IRIs begin with.
    pub fn base(&self) -> &str {
        self.base.as_deref().unwrap_or(DEFAULT_BASE)
    }

    /// Which of the options says otherwise of a graph that is there already than the graph itself, whose base is `base`.
    pub fn against(&self, base: &str) -> Option<&'static str> {
        match &self.base {
            _ if !self.ontology.is_empty() => Some("--ontology"),
            Some(given) if given != base => Some("--base"),
            _ => None,
        }
    }

    /// The ontology that ships, with the user's files.
    pub fn load(&self) -> Result<Ontology> {
        let read = |path: &PathBuf| {
            let name = String::from(Shown::path(path));
            Ok((name, text_file::read(path)?))
        };
        let files: Vec<(String, String)> = self.ontology.iter().map(read).collect::<Result<_>>()?;
        let files = files.iter().map(|(name, turtle)| (&**name, &**turtle));
        let files: Vec<(&str, &str)> = files.collect();
        Ok(Ontology::with_extra(&files)?)
    }
}
