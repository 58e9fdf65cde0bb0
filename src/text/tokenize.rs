//! Text → tokens, cut as the English treebanks of Universal Dependencies cut it.
//!
//! EWT and GUM agree on nearly everything; this is their common ground. Contractions and possessives are cut (`do n't`,
//! `ca n't`, `can not`, `gon na`, `Turkey 's`, `dogs '`), hyphens are tokens of their own (`well - known`, `al - Assad`,
//! `F - 16`) except after a bound prefix (`non-veg`, `mid-July`) and in telephone numbers and dates written in digits,
//! currency and percent signs and units are cut off their digits (`$ 3.6`, `5 %`, `35 mm`), and abbreviations keep
//! their full stop. No token holds white space.

use super::address::{address, has_scheme};
use super::cutter::Cutter;
use super::letters::{is_space, is_word};
use crate::span::Span;

/// Longest token, in bytes; what is longer is cut. Addresses may be longer than words.
const LONGEST_WORD: usize = 200;
const LONGEST_ADDRESS: usize = 2000;

/// Cuts the part of `text` under `span` into tokens: ascending, without overlap, on character boundaries.
pub fn tokenize(text: &str, span: Span) -> Vec<Span> {
    let mut tokens = Vec::with_capacity(span.len() / 5);
    let end = span.end.min(text.len());
    let Some(block) = text.get(span.begin..end) else {
        return tokens;
    };
    let mut begin = None;
    for (at, c) in block.char_indices() {
        if is_space(c) {
            if let Some(from) = begin.take() {
                chunk(block, from, at, span.begin, &mut tokens);
            }
        } else if begin.is_none() {
            begin = Some(at);
        }
    }
    if let Some(from) = begin {
        chunk(block, from, block.len(), span.begin, &mut tokens);
    }
    tokens
}

/// Cuts `block[from..to]`, which holds no white space.
fn chunk(block: &str, from: usize, to: usize, offset: usize, tokens: &mut Vec<Span>) {
    let mut at = from;
    while at < to {
        let mut limit = to;
        if limit - at > LONGEST_WORD {
            let long = has_scheme(&block[at..]);
            let window = if long { LONGEST_ADDRESS } else { 0 };
            let length = address(&block[at..floor(block, to.min(at + window))]);
            if let Some(length) = length.filter(|_| long) {
                tokens.push(Span::new(offset + at, offset + at + length));
                at += length;
                continue;
            }
            limit = floor(block, at + LONGEST_WORD);
        }
        let cutter = Cutter { block, to: limit };
        let open = at == from || !block[..at].ends_with(is_word);
        let length = cutter.next(at, open, limit == to).max(1);
        let stop = ceil(block, at + length);
        let cut = cutter.inner_cut(at, stop);
        if let Some(cut) = cut {
            tokens.push(Span::new(offset + at, offset + cut));
            tokens.push(Span::new(offset + cut, offset + stop));
        } else {
            tokens.push(Span::new(offset + at, offset + stop));
        }
        at = stop;
    }
}

fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len()))
        .rev()
        .find(|&i| text.is_char_boundary(i))
        .unwrap_or(0)
}

fn ceil(text: &str, at: usize) -> usize {
    (at..text.len())
        .find(|&i| text.is_char_boundary(i))
        .unwrap_or(text.len())
}
