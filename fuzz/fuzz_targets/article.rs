#![no_main]

use libfuzzer_sys::{Corpus, fuzz_target};

#[path = "../src/article.rs"]
mod article;

fuzz_target!(|bytes: &[u8]| -> Corpus {
    match article::run(bytes) {
        true => Corpus::Keep,
        false => Corpus::Reject,
    }
});
