//! What the arguments say of columns.

use dateline::document::{Columns, Reading};

/// Argument of every command that reads articles.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct Map {
    /// Which column of a table, or field of JSON, holds what of an article: text=Body,published=Date. What can be said is
    /// text, title, published, publisher, author and url; what is not said is known by the usual names
    #[arg(long = "map", value_name = "ROLE=COLUMN,…")]
    columns: Option<Columns>,
}

impl Map {
    /// How sources are read.
    pub fn reading(&self) -> Reading {
        Reading::with_columns(self.columns.clone().unwrap_or_default())
    }
}
