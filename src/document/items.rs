//! Paragraphs on their way to being blocks.

use super::BlockKind;
use super::phrases::Part;
use super::shape::Shape;
use crate::span::Span;
/// A paragraph on its way to being a block.
pub struct Item<'t> {
    /// Its words.
    pub text: &'t str,
    /// Where they stand.
    pub span: Span,
    /// What it looks like.
    pub shape: Shape,
    /// What its words say it is.
    pub part: Option<Part>,
    /// What it is, once that is settled.
    pub kind: Option<BlockKind>,
}

/// Whether `item` is running text as far as looks tell.
pub fn is_prose(item: &Item) -> bool {
    item.kind.is_none() && item.part.is_none() && item.shape.prose()
}

/// Whether two headlines are the same, one perhaps with the outlet's name behind it.
pub fn similar(a: &str, b: &str) -> bool {
    let (long, short) = if a.len() > b.len() { (a, b) } else { (b, a) };
    long == short
        || short.len() >= 20 && short.len() * 10 >= long.len() * 6 && long.starts_with(short)
}
