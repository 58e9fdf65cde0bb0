//! Any bytes as a snapshot: they are opened or refused, in memory that their length allows.
#![no_main]

use dateline::store::Store;
use libfuzzer_sys::fuzz_target;
use std::cell::RefCell;
use std::io::Write;
use std::path::PathBuf;

struct File {
    path: PathBuf,
    _folder: tempfile::TempDir,
}

thread_local! {
    static FILE: RefCell<File> = RefCell::new({
        let folder = tempfile::tempdir().unwrap();
        File { path: folder.path().join("graph.dateline"), _folder: folder }
    });
}

fuzz_target!(|bytes: &[u8]| {
    FILE.with_borrow(|file| {
        std::fs::File::create(&file.path).unwrap().write_all(bytes).unwrap();
        match Store::open(&file.path) {
            // What is opened can be asked.
            Ok(store) => {
                store.statistics();
                store.names().count();
            }
            Err(error) => assert!(error.to_string().len() < 2_000),
        }
    });
});
