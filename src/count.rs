//! How many there are, in words.

use std::fmt::Display;

/// "1 row", "2 rows".
pub(crate) fn counted<N: Display + PartialEq + From<u8>>(
    number: N,
    one: &str,
    several: &str,
) -> String {
    let noun = if number == N::from(1) { one } else { several };
    format!("{number} {noun}")
}
