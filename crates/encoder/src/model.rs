//! The weights of the first tower, and what its outputs mean.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Deserialize;

use crate::kernel::Kernel;
use crate::lemma::{Script, Scripts};
use crate::tags::{Relation, Upos};
use crate::weights::{File, Layer, Linear, ModelError, Norm, PackedTable, Table, Tensor, parsed};
use crate::wordpiece::WordPieces;

const MAGIC: &[u8; 8] = b"dlread03";

#[derive(Deserialize)]
struct Header {
    width: usize,
    layers: usize,
    heads: usize,
    arc: usize,
    label: usize,
    upos: Vec<String>,
    features: Vec<String>,
    lemmas: Vec<String>,
    script_costs: BTreeMap<String, Vec<u32>>,
    relations: Vec<String>,
    pieces: Vec<String>,
    tensors: BTreeMap<String, Tensor>,
}

/// The weights. Big tensors stay where they are, in `bytes`.
pub(crate) struct Network {
    pub bytes: Cow<'static, [u8]>,
    pub width: usize,
    pub attention_heads: usize,
    pub arc_width: usize,
    pub label_width: usize,
    pub relations: usize,
    pub words: PackedTable,
    pub positions: Table,
    pub shapes: Vec<f32>,
    pub norm: Norm,
    pub layers: Vec<Layer>,
    pub tags: Linear,
    pub tree: Linear,
    pub arc: Linear,
    pub label: Linear,
    pub label_from_dep: Linear,
    pub label_from_head: Linear,
}

/// What the outputs of the network mean.
pub(crate) struct Labels {
    pub upos: Vec<Upos>,
    pub features: Vec<Arc<str>>,
    pub lemmas: Scripts,
    pub relations: Vec<Relation>,
}

/// Number of positions the network knows.
pub(crate) const POSITIONS: usize = 512;
/// Number of word shapes.
const SHAPES: usize = 9;

/// The parts of a model, ready for a kernel.
pub(crate) fn load(
    bytes: Cow<'static, [u8]>,
    kernel: Kernel,
) -> Result<(Network, Labels, WordPieces), ModelError> {
    let (file, header) = File::open(&bytes, MAGIC, kernel, |header: &mut Header| {
        &mut header.tensors
    })?;
    let pieces = WordPieces::new(&header.pieces)?;
    if header.heads == 0 || header.width != header.heads * crate::attention::HEAD {
        return Err(ModelError::Lacks("attention heads of the right width"));
    }
    let width = header.width;
    let tags = header.upos.len() + header.features.len() + header.lemmas.len();
    let tree = 2 * header.arc + 2 * header.label;
    let relations = header.relations.len();
    let network = Network {
        width,
        attention_heads: header.heads,
        arc_width: header.arc,
        label_width: header.label,
        relations,
        words: file.packed_table("words", header.pieces.len(), width)?,
        positions: file.table("positions", POSITIONS, width)?,
        shapes: file.floats("shapes", &[SHAPES, width])?,
        norm: file.norm("norm", width)?,
        layers: file.layers(header.layers, width)?,
        tags: file.linear("tags", 2 * width, tags)?,
        tree: file.linear("tree", width, tree)?,
        arc: file.linear("arc", header.arc, header.arc)?,
        label: file.linear("label", header.label, relations * header.label)?,
        label_from_dep: file.linear("label_from_dep", header.label, relations)?,
        label_from_head: file.linear("label_from_head", header.label, relations)?,
        bytes: Cow::Borrowed(&[]),
    };
    let scripts = header
        .lemmas
        .iter()
        .map(|text| Script::parse(text))
        .collect::<Option<_>>();
    let labels = Labels {
        upos: parsed(&header.upos)?,
        features: header.features.iter().map(|f| f.as_str().into()).collect(),
        lemmas: scripts
            .and_then(|scripts| Scripts::new(scripts, &header.script_costs))
            .ok_or(ModelError::Lacks("readable lemma scripts"))?,
        relations: parsed(&header.relations)?,
    };
    if labels.upos.is_empty() || labels.features.is_empty() {
        return Err(ModelError::Lacks("labels"));
    }
    if !labels.relations.iter().any(|r| *r != Relation::Root) {
        return Err(ModelError::Lacks("relations"));
    }
    Ok((Network { bytes, ..network }, labels, pieces))
}
