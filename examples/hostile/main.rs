//! Prints an article of a kind that nobody writes, of any length, to see how long the reader takes for it:
//!
//! ```text
//! cargo run --release --example hostile -- events 8000 > events.txt
//! time target/release/dateline extract events.txt > /dev/null
//! ```

#![allow(clippy::print_stdout, reason = "it prints what it makes")]

#[path = "../../tests/hostile/articles.rs"]
mod articles;

use anyhow::{Context, Result};

fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let kinds = articles::KINDS.join(", ");
    let usage = || format!("hostile KIND LENGTH, where KIND is one of {kinds}");
    let kind = arguments.next().with_context(usage)?;
    let length = arguments.next().with_context(usage)?.parse()?;
    println!("{}", articles::article(&kind, length).with_context(usage)?);
    Ok(())
}
