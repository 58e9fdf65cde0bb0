//! Texts that are read whole.

use std::io::{self, Read};

/// All of a text; an error when it is longer than so many bytes, or no text.
pub fn text(from: impl Read, longest: u64) -> io::Result<String> {
    let mut bytes = Vec::new();
    from.take(longest + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > longest {
        let message = format!("longer than {} MB; divide it", longest >> 20);
        return Err(io::Error::other(message));
    }
    String::from_utf8(bytes).map_err(|_| io::Error::other("not a text in UTF-8; save it as UTF-8"))
}
