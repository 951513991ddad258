//! Where a text is cut, as the input chooses.

use crate::common::rng::Rng;

/// The text, and choices for it: those of the bytes behind the last NUL, which texts hardly ever
/// have. Without one the text itself chooses, so that an input that is a text alone has cuts too.
pub(super) fn split(input: &[u8]) -> (&[u8], Rng) {
    match input.iter().rposition(|&byte| byte == 0) {
        Some(nul) => (&input[..nul], Rng::over(&input[nul + 1..])),
        None => {
            let hash = input.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, &byte| {
                (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3)
            });
            (input, Rng::new(hash))
        }
    }
}

/// The sizes of pieces that come to `len` bytes in all; some may be 0.
pub(super) fn sizes(rng: &mut Rng, len: usize) -> Vec<usize> {
    let longest = [4, 9, 33, 65, 200, 255, 1500, 5000][rng.below(8)];
    let mut sizes = Vec::new();
    let mut at = 0;
    while at < len {
        let size = match rng.below(longest + 1) {
            // Up to where a block of 64 bytes would end.
            size if size == longest => 64 - at % 64,
            size => size,
        };
        sizes.push(size.min(len - at));
        at += size;
    }
    sizes
}

/// `text` in pieces of these sizes.
pub(super) fn cut<'a>(text: &'a [u8], sizes: &[usize]) -> Vec<&'a [u8]> {
    let mut rest = text;
    let mut pieces = Vec::new();
    for size in sizes {
        let (piece, behind) = rest.split_at(*size);
        pieces.push(piece);
        rest = behind;
    }
    assert!(rest.is_empty());
    pieces
}
