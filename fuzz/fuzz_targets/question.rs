#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../src/question.rs"]
mod question;

fuzz_target!(|text: &str| question::run(text));
