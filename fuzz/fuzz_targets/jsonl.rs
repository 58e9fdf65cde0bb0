#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../src/jsonl.rs"]
mod jsonl;

fuzz_target!(|bytes: &[u8]| jsonl::run(bytes));
