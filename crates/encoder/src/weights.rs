//! Files of weights: a JSON header and the tensors it describes. `training/export.py` writes them.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::kernel::{Kernel, PANEL};
#[cfg(target_arch = "x86_64")]
use crate::kernel::{Line, strips};
use crate::tags::UnknownTag;

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
pub(crate) struct Tensor {
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

/// A file whose header has been read.
pub(crate) struct File<'a> {
    bytes: &'a [u8],
    start: usize,
    tensors: BTreeMap<String, Tensor>,
    kernel: Kernel,
}

impl<'a> File<'a> {
    /// Reads the header, which holds the outlines of the tensors among other things.
    pub(crate) fn open<H: DeserializeOwned>(
        bytes: &'a [u8],
        magic: &[u8; 8],
        kernel: Kernel,
        tensors: impl FnOnce(&mut H) -> &mut BTreeMap<String, Tensor>,
    ) -> Result<(File<'a>, H), ModelError> {
        let rest = bytes.strip_prefix(magic).ok_or(ModelError::Magic)?;
        let (length, rest) = rest.split_first_chunk::<4>().ok_or(ModelError::Short)?;
        let length = u32::from_le_bytes(*length) as usize;
        let mut header = serde_json::from_slice(rest.get(..length).ok_or(ModelError::Short)?)?;
        let file = File {
            bytes,
            start: magic.len() + 4 + length,
            tensors: std::mem::take(tensors(&mut header)),
            kernel,
        };
        Ok((file, header))
    }

    /// The layers `layers.0`, `layers.1`, …
    pub(crate) fn layers(&self, count: usize, width: usize) -> Result<Vec<Layer>, ModelError> {
        (0..count)
            .map(|number| {
                let name = |part: &str| format!("layers.{number}.{part}");
                Ok(Layer {
                    qkv: self.linear(&name("qkv"), width, 3 * width)?,
                    out: self.linear(&name("out"), width, width)?,
                    norm1: self.norm(&name("norm1"), width)?,
                    up: self.linear(&name("up"), width, 4 * width)?,
                    down: self.linear(&name("down"), 4 * width, width)?,
                    norm2: self.norm(&name("norm2"), width)?,
                })
            })
            .collect()
    }

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

    pub(crate) fn floats(&self, name: &str, shape: &[usize]) -> Result<Vec<f32>, ModelError> {
        let bytes = &self.bytes[self.find(name, "f32", shape)?];
        let (numbers, _) = bytes.as_chunks::<4>();
        Ok(numbers.iter().map(|n| f32::from_le_bytes(*n)).collect())
    }

    pub(crate) fn norm(&self, name: &str, width: usize) -> Result<Norm, ModelError> {
        Ok(Norm {
            weight: self.floats(&format!("{name}.weight"), &[width])?,
            bias: self.floats(&format!("{name}.bias"), &[width])?,
        })
    }

    pub(crate) fn table(&self, name: &str, rows: usize, width: usize) -> Result<Table, ModelError> {
        Ok(Table {
            rows: self.find(&format!("{name}.rows"), "i8", &[rows, width])?,
            scales: self.floats(&format!("{name}.scales"), &[rows])?,
        })
    }

    pub(crate) fn packed_table(
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

    pub(crate) fn linear(
        &self,
        name: &str,
        inputs: usize,
        outputs: usize,
    ) -> Result<Linear, ModelError> {
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

impl Table {
    /// A vector, added to `row`. `bytes` are those of the file.
    #[inline(always)]
    pub(crate) fn add(&self, bytes: &[u8], index: usize, row: &mut [f32]) {
        let begin = self.rows.start + index * row.len();
        let scale = self.scales[index];
        for (value, byte) in row.iter_mut().zip(&bytes[begin..]) {
            *value += f32::from(byte.cast_signed()) * scale;
        }
    }
}

/// Labels by their spelling.
pub(crate) fn parsed<T: std::str::FromStr<Err = UnknownTag>>(
    texts: &[String],
) -> Result<Vec<T>, ModelError> {
    Ok(texts.iter().map(|t| t.parse()).collect::<Result<_, _>>()?)
}
