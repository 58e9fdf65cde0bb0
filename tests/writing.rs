//! Writing stores: turns, kills, full disks, and a person's decisions that none of these may lose.

mod common;

#[path = "writing/decisions.rs"]
mod decisions;
#[path = "writing/folder.rs"]
mod folder;
#[path = "writing/kill.rs"]
mod kill;
#[path = "writing/turns.rs"]
mod turns;
