//! How much of one article is read: a file of many megabytes is no article, and reading it would take minutes.

use super::{Block, BlockKind};
use crate::span::Span;

/// Largest line, in bytes.
pub const LIMIT: usize = 64 * 1024 * 1024;

/// Bytes of text that are read of one article. The longest reports have a tenth of it.
pub const LONGEST_ARTICLE: usize = 1_000_000;

/// Marks what lies behind the limit as not read; the block in which it falls is cut at a word.
pub(super) fn cut(text: &str, blocks: Vec<Block>) -> Vec<Block> {
    let mut left = LONGEST_ARTICLE;
    let mut cut = Vec::with_capacity(blocks.len());
    for mut block in blocks {
        if block.kind.is_read() {
            if block.span.len() > left {
                let (head, tail) = parted(text, block.span, left);
                cut.extend(head.map(|span| Block { span, ..block }));
                block = Block {
                    span: tail,
                    kind: BlockKind::Beyond,
                };
                left = 0;
            } else {
                left -= block.span.len();
            }
        }
        cut.push(block);
    }
    cut
}

/// The part of a block that is read, if any, and the rest, without white space between.
fn parted(text: &str, span: Span, length: usize) -> (Option<Span>, Span) {
    let words = span.of(text);
    let limit = words.floor_char_boundary(length);
    let head = &words[..limit];
    // A word of half a megabyte is cut where the limit falls.
    let space = head.rfind(char::is_whitespace).filter(|at| *at > limit / 2);
    let at = space.unwrap_or(limit);
    let head = words[..at].trim_end();
    let tail = words[at..].trim_start();
    if head.is_empty() || tail.is_empty() {
        return (None, span);
    }
    let begin = span.end - tail.len();
    (
        Some(Span::new(span.begin, span.begin + head.len())),
        Span::new(begin, span.end),
    )
}
