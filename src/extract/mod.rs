//! [`Analysis`](crate::text::Analysis) in, [`Account`]s out.

pub mod account;

pub use account::Account;
