use super::*;

/// A matrix and activations with values of all sizes: one in `rare` is as large as can be.
fn operands(rows: usize, inputs: usize, rare: u32) -> (Vec<u8>, Linear, Quantised) {
    let numbers = |seed: u32, count: usize| {
        (0..count as u32).map(move |n| {
            let mixed = (n ^ seed).wrapping_mul(2_654_435_761);
            let mixed = (mixed ^ (mixed >> 13)).wrapping_mul(2_246_822_519);
            let byte = (mixed >> 16).to_le_bytes()[0];
            match (mixed >> 24) % rare {
                0 if byte < 128 => 127i8,
                0 => -127,
                _ => byte.cast_signed() / 8,
            }
        })
    };
    let bytes: Vec<u8> = numbers(11, PANEL * inputs)
        .map(|w| w.cast_unsigned())
        .collect();
    let mut sums = vec![0; PANEL];
    for (at, byte) in bytes.iter().enumerate() {
        sums[at / 4 % PANEL] += i32::from(byte.cast_signed());
    }
    let linear = Linear {
        inputs,
        outputs: PANEL,
        panels: 0..bytes.len(),
        #[cfg(target_arch = "x86_64")]
        strips: strips(&bytes, inputs),
        scales: vec![1.0; PANEL],
        bias: vec![0.0; PANEL],
        sums,
    };
    let activations = Quantised {
        bytes: numbers(7, rows * inputs)
            .map(|a| a.cast_unsigned() ^ 128)
            .collect(),
        scales: vec![1.0; rows],
        ..Quantised::default()
    };
    (bytes, linear, activations)
}

struct Product<'a>(&'a [u8], &'a Linear, &'a mut Quantised, &'a mut Vec<f32>);

impl Work for Product<'_> {
    #[inline(always)]
    fn run<M: Multiply>(self) {
        product::<M>(self.0, self.1, self.2, self.3, |value| value);
    }
}

#[test]
fn kernels_give_the_same_sums() {
    for (rows, inputs) in [(1, 16), (2, 96), (3, 256), (4, 1536), (16, 384), (13, 384)] {
        for rare in [1, 2, 30, 200] {
            let (bytes, linear, mut activations) = operands(rows, inputs, rare);
            let mut expected = vec![0i32; rows * PANEL];
            for row in 0..rows {
                for input in 0..inputs {
                    let value = i32::from(activations.bytes[row * inputs + input]) - OFFSET;
                    for column in 0..PANEL {
                        let weight = bytes[input / 4 * 4 * PANEL + 4 * column + input % 4];
                        expected[row * PANEL + column] += value * i32::from(weight.cast_signed());
                    }
                }
            }
            let expected: Vec<f32> = expected.iter().map(|sum| *sum as f32).collect();
            for kernel in Kernel::available() {
                let mut sums = Vec::new();
                kernel.run(Product(&bytes, &linear, &mut activations, &mut sums));
                assert!(
                    sums == expected,
                    "{kernel:?}, {rows} rows, {inputs} inputs, {rare}"
                );
            }
        }
    }
}
