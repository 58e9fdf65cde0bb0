//! `dateline serve` as browsers and programs meet it: over HTTP, against the binary.

#[path = "serve/answers.rs"]
mod answers;
#[path = "serve/browser.rs"]
mod browser;
mod common;
#[path = "serve/doors.rs"]
mod doors;
#[path = "serve/edit.rs"]
mod edit;
#[path = "serve/server.rs"]
mod server;

use common::store;
use server::Served;

/// The graph of the examples on a free port.
fn served() -> Served {
    Served::start(store(), &[])
}
