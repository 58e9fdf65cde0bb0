#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../src/snapshot.rs"]
mod snapshot;

fuzz_target!(|bytes: &[u8]| snapshot::run(bytes));
