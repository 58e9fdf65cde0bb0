//! Stretches of bytes, each packed by itself as an LZ4 block, or as they are where that makes them longer or too much shorter:
//! what a stranger's file unpacks to stays in proportion to its length.

use std::borrow::Cow;

/// Bytes that a packed byte may stand for beyond what anything may unpack to.
const DENSEST: usize = 64;

/// Packs bytes, of which so many are free of proportion.
pub(super) fn pack(bytes: &[u8], free: usize) -> Cow<'_, [u8]> {
    let packed = lz4_flex::block::compress(bytes);
    match packed.len() < bytes.len() && is_sane(packed.len(), bytes.len(), free) {
        true => Cow::Owned(packed),
        false => Cow::Borrowed(bytes),
    }
}

/// What was packed, where it is of this length.
pub(super) fn unpack(packed: &[u8], length: usize, free: usize) -> Option<Cow<'_, [u8]>> {
    match packed.len() == length {
        true => Some(Cow::Borrowed(packed)),
        false if is_sane(packed.len(), length, free) => {
            let unpacked = lz4_flex::block::decompress(packed, length).ok()?;
            (unpacked.len() == length).then_some(Cow::Owned(unpacked))
        }
        false => None,
    }
}

fn is_sane(packed: usize, unpacked: usize, free: usize) -> bool {
    unpacked <= packed.saturating_mul(DENSEST).saturating_add(free)
}

#[cfg(test)]
mod tests {
    use super::{pack, unpack};

    #[test]
    fn what_is_packed_is_shorter_and_comes_back() {
        let text = b"Guns fell silent. Guns fell silent. Guns fell silent. Guns fell silent.";
        let packed = pack(text, 0);
        assert!(packed.len() < text.len());
        assert_eq!(unpack(&packed, text.len(), 0).as_deref(), Some(&text[..]));
        assert_eq!(unpack(&packed, text.len() - 1, 0), None);
        for plain in [&b""[..], b"a", b"nothing twice"] {
            assert_eq!(*pack(plain, 0), *plain);
        }
    }

    #[test]
    fn nothing_unpacks_out_of_proportion() {
        let blanks = vec![b' '; 1 << 20];
        assert_eq!(pack(&blanks, 0).len(), blanks.len());
        let packed = pack(&blanks, blanks.len()).into_owned();
        assert!(packed.len() < blanks.len());
        assert_eq!(unpack(&packed, blanks.len(), 0), None);
    }
}
