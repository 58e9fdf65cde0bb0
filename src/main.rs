//! The command `dateline`: arguments in, exit code out.

#![forbid(unsafe_code)]

mod cli;

/// What is read and linked lies in millions of small pieces, which several threads take and give back.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    cli::main()
}
