//! What nodes are called elsewhere: in GeoNames, in Wikidata.

use super::Gazetteer;
use super::table::{optional, rows};
use rustc_hash::FxHashMap;

const IDENTITIES: &str = include_str!("../../gazetteer/identities.tsv");

/// What a country, a region or an organisation is called elsewhere.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Identity {
    /// The number of GeoNames; that of a country or a town stands with it.
    pub geonames: Option<u32>,
    /// The item of Wikidata: "Q858".
    pub wikidata: Option<&'static str>,
}

/// By the id of a node.
pub(super) fn embedded() -> FxHashMap<&'static str, Identity> {
    let identity = |[id, geonames, wikidata]: [&'static str; 3]| {
        let identity = Identity {
            geonames: geonames.parse().ok(),
            wikidata: optional(wikidata),
        };
        (id, identity)
    };
    rows(IDENTITIES).map(identity).collect()
}

impl Gazetteer {
    /// What a node (`actor/turkey`, `place/sy-idlib`) is called elsewhere.
    pub fn identity(&self, node: &str) -> Identity {
        self.identities.get(node).copied().unwrap_or_default()
    }
}
