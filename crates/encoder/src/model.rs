//! The model file: a JSON header and the tensors it describes. `training/export.py` writes it.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use serde::Deserialize;

use crate::kernel::{Kernel, PANEL};
#[cfg(target_arch = "x86_64")]
use crate::kernel::{Line, strips};
use crate::lemma::{Script, Scripts};
use crate::tags::{Relation, UnknownTag, Upos};
use crate::wordpiece::WordPieces;

const MAGIC: &[u8; 8] = b"dlread02";

/// A model file that can't be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ModelError {
    /// It begins with something else.
    #[error("this is not a model of the reader, or one of another version")]
    Magic,
    /// It ends too early.
    #[error("the model file is cut short")]
    Short,
    /// The header can't be read.
    #[error("the header of the model file can't be read")]
    Header(#[from] serde_json::Error),
    /// A tensor is missing or doesn't have the shape that the network needs.
    #[error("the model file has no tensor `{name}` of the shape {shape:?}")]
    Tensor {
        /// Name of the tensor.
        name: String,
        /// The shape that was asked for.
        shape: Vec<usize>,
    },
    /// A label is none that we know.
    #[error("the model file has an unknown label")]
    Label(#[from] UnknownTag),
    /// A list of labels or pieces lacks what the reader can't do without.
    #[error("the model file lacks {0}")]
    Lacks(&'static str),
}

#[derive(Deserialize)]
struct Header {
    width: usize,
    layers: usize,
    heads: usize,
    names_hidden: usize,
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

#[derive(Deserialize)]
struct Tensor {
    kind: String,
    shape: Vec<usize>,
    offset: usize,
}

/// A matrix of int8 weights in panels (see `kernel`), with a scale and a bias an output.
pub(crate) struct Linear {
    pub inputs: usize,
    /// Padded to whole panels.
    pub outputs: usize,
    pub panels: Range<usize>,
    /// The same as the kernel of AVX2 takes them; empty for others.
    #[cfg(target_arch = "x86_64")]
    pub strips: Vec<Line>,
    pub scales: Vec<f32>,
    pub bias: Vec<f32>,
    pub sums: Vec<i32>,
}

/// A table of int8 vectors with one scale each.
pub(crate) struct Table {
    pub rows: Range<usize>,
    pub scales: Vec<f32>,
}

/// A table of vectors of six-bit integers, with one scale each; four values lie in three bytes, the first one lowest.
pub(crate) struct PackedTable {
    pub rows: Range<usize>,
    pub scales: Vec<f32>,
}

pub(crate) struct Norm {
    pub weight: Vec<f32>,
    pub bias: Vec<f32>,
}

pub(crate) struct Layer {
    pub qkv: Linear,
    pub out: Linear,
    pub norm1: Norm,
    pub up: Linear,
    pub down: Linear,
    pub norm2: Norm,
}

/// The weights. Big tensors stay where they are, in `bytes`.
pub(crate) struct Network {
    pub bytes: Cow<'static, [u8]>,
    pub width: usize,
    pub attention_heads: usize,
    pub names_hidden: usize,
    pub arc_width: usize,
    pub label_width: usize,
    pub words: PackedTable,
    pub positions: Table,
    pub shapes: Vec<f32>,
    pub norm: Norm,
    pub layers: Vec<Layer>,
    pub tags: Linear,
    pub tree: Linear,
    pub names: Linear,
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

struct File<'a> {
    bytes: &'a [u8],
    start: usize,
    tensors: BTreeMap<String, Tensor>,
    kernel: Kernel,
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
    let rest = bytes.strip_prefix(MAGIC).ok_or(ModelError::Magic)?;
    let (length, rest) = rest.split_first_chunk::<4>().ok_or(ModelError::Short)?;
    let length = u32::from_le_bytes(*length) as usize;
    let header: Header = serde_json::from_slice(rest.get(..length).ok_or(ModelError::Short)?)?;
    let file = File {
        bytes: &bytes,
        start: MAGIC.len() + 4 + length,
        tensors: header.tensors,
        kernel,
    };
    let pieces = WordPieces::new(&header.pieces)?;
    if header.heads == 0 || header.width != header.heads * crate::attention::HEAD {
        return Err(ModelError::Lacks("attention heads of the right width"));
    }
    let width = header.width;
    let tags = header.upos.len() + header.features.len() + header.lemmas.len();
    let tree = header.names_hidden + 2 * header.arc + 2 * header.label;
    let relations = header.relations.len();
    let mut layers = Vec::new();
    for number in 0..header.layers {
        let name = |part: &str| format!("layers.{number}.{part}");
        layers.push(Layer {
            qkv: file.linear(&name("qkv"), width, 3 * width)?,
            out: file.linear(&name("out"), width, width)?,
            norm1: file.norm(&name("norm1"), width)?,
            up: file.linear(&name("up"), width, 4 * width)?,
            down: file.linear(&name("down"), 4 * width, width)?,
            norm2: file.norm(&name("norm2"), width)?,
        });
    }
    let network = Network {
        width,
        attention_heads: header.heads,
        names_hidden: header.names_hidden,
        arc_width: header.arc,
        label_width: header.label,
        words: file.packed_table("words", header.pieces.len(), width)?,
        positions: file.table("positions", POSITIONS, width)?,
        shapes: file.floats("shapes", &[SHAPES, width])?,
        norm: file.norm("norm", width)?,
        layers,
        tags: file.linear("tags", 2 * width, tags)?,
        tree: file.linear("tree", width, tree)?,
        names: file.linear("names", header.names_hidden, crate::decode::NAME_LABELS)?,
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

fn parsed<T: std::str::FromStr<Err = UnknownTag>>(texts: &[String]) -> Result<Vec<T>, ModelError> {
    Ok(texts.iter().map(|t| t.parse()).collect::<Result<_, _>>()?)
}

impl File<'_> {
    /// Where a tensor lies, when it is there with this kind and shape.
    fn find(&self, name: &str, kind: &str, shape: &[usize]) -> Result<Range<usize>, ModelError> {
        let size = if matches!(kind, "i8" | "u8") { 1 } else { 4 };
        let length = size * shape.iter().product::<usize>();
        let tensor = self
            .tensors
            .get(name)
            .filter(|t| t.kind == kind && t.shape == shape)
            .ok_or_else(|| ModelError::Tensor {
                name: name.to_owned(),
                shape: shape.to_vec(),
            })?;
        let begin = self.start.checked_add(tensor.offset);
        let end = begin.and_then(|begin| begin.checked_add(length));
        match (begin, end) {
            (Some(begin), Some(end)) if end <= self.bytes.len() => Ok(begin..end),
            _ => Err(ModelError::Short),
        }
    }

    fn floats(&self, name: &str, shape: &[usize]) -> Result<Vec<f32>, ModelError> {
        let bytes = &self.bytes[self.find(name, "f32", shape)?];
        let (numbers, _) = bytes.as_chunks::<4>();
        Ok(numbers.iter().map(|n| f32::from_le_bytes(*n)).collect())
    }

    fn norm(&self, name: &str, width: usize) -> Result<Norm, ModelError> {
        Ok(Norm {
            weight: self.floats(&format!("{name}.weight"), &[width])?,
            bias: self.floats(&format!("{name}.bias"), &[width])?,
        })
    }

    fn table(&self, name: &str, rows: usize, width: usize) -> Result<Table, ModelError> {
        Ok(Table {
            rows: self.find(&format!("{name}.rows"), "i8", &[rows, width])?,
            scales: self.floats(&format!("{name}.scales"), &[rows])?,
        })
    }

    fn packed_table(
        &self,
        name: &str,
        rows: usize,
        width: usize,
    ) -> Result<PackedTable, ModelError> {
        let shape = [rows, width / 4, 3];
        Ok(PackedTable {
            rows: self.find(&format!("{name}.packed"), "u8", &shape)?,
            scales: self.floats(&format!("{name}.scales"), &[rows])?,
        })
    }

    fn linear(&self, name: &str, inputs: usize, outputs: usize) -> Result<Linear, ModelError> {
        let panels = outputs.div_ceil(PANEL);
        let outputs = panels * PANEL;
        let sums = &self.bytes[self.find(&format!("{name}.sums"), "i32", &[outputs])?];
        let (sums, _) = sums.as_chunks::<4>();
        let shape = [panels, inputs / 4, PANEL, 4];
        let panels = self.find(&format!("{name}.panels"), "i8", &shape)?;
        Ok(Linear {
            inputs,
            outputs,
            #[cfg(target_arch = "x86_64")]
            strips: match self.kernel {
                Kernel::Avx2 => strips(&self.bytes[panels.clone()], inputs),
                _ => Vec::new(),
            },
            panels,
            scales: self.floats(&format!("{name}.scales"), &[outputs])?,
            bias: self.floats(&format!("{name}.bias"), &[outputs])?,
            sums: sums.iter().map(|n| i32::from_le_bytes(*n)).collect(),
        })
    }
}
