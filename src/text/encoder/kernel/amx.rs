//! AMX: a tile of 16 rows by 16 outputs an instruction, on Intel servers since 2023, where Linux allows it.
//!
//! The intrinsics are not stable in Rust, hence the assembly. A panel's layout is what the instruction wants.

use super::x86::Vnni;
use super::{Multiply, PANEL, TILE};
use std::arch::asm;
use std::arch::x86_64::__cpuid_count;

/// AMX for whole tiles, VNNI for what is left over.
pub(in super::super) struct Amx;

/// Inputs that one instruction takes.
const DEPTH: usize = 64;

/// Whether the processor has AMX for 8-bit integers and the kernel lets this process use it. Asking grants it, once for
/// all threads that are started afterwards or exist already.
pub(super) fn available() -> bool {
    const TILES: u32 = 1 << 24;
    const INT8: u32 = 1 << 25;
    if __cpuid_count(0, 0).eax < 7 {
        return false;
    }
    let features = __cpuid_count(7, 0).edx;
    features & (TILES | INT8) == TILES | INT8 && permitted()
}

/// `arch_prctl(ARCH_REQ_XCOMP_PERM, XFEATURE_XTILEDATA)`.
fn permitted() -> bool {
    const ARCH_PRCTL: i64 = 158;
    const REQUEST: i64 = 0x1023;
    const TILE_DATA: i64 = 18;
    let mut result = ARCH_PRCTL;
    // SAFETY: the call changes nothing but this permission; `syscall` overwrites rcx and r11.
    unsafe {
        asm!("syscall", inlateout("rax") result, in("rdi") REQUEST, in("rsi") TILE_DATA,
            lateout("rcx") _, lateout("r11") _, options(nostack));
    }
    result == 0
}

/// Shapes of the eight tile registers: all of them 16 rows of 64 bytes.
#[repr(C, align(64))]
struct Shapes {
    palette: u8,
    start: u8,
    reserved: [u8; 14],
    row_bytes: [u16; 16],
    rows: [u8; 16],
}

static SHAPES: Shapes = Shapes {
    palette: 1,
    start: 0,
    reserved: [0; 14],
    row_bytes: [64, 64, 64, 64, 64, 64, 64, 64, 0, 0, 0, 0, 0, 0, 0, 0],
    rows: [16, 16, 16, 16, 16, 16, 16, 16, 0, 0, 0, 0, 0, 0, 0, 0],
};

impl Multiply for Amx {
    const ROWS: usize = TILE;

    #[inline(always)]
    unsafe fn tile(rows: &[u8], inputs: usize, panel: &[u8], sums: &mut [[i32; PANEL]]) {
        if rows.len() == TILE * inputs && inputs.is_multiple_of(DEPTH) {
            // SAFETY: the caller vouches for the instructions; the function checks the lengths.
            unsafe { whole(rows, inputs, panel, sums) };
            return;
        }
        for (rows, sums) in rows
            .chunks(Vnni::ROWS * inputs)
            .zip(sums.chunks_mut(Vnni::ROWS))
        {
            // SAFETY: every machine with AMX has VNNI, and `Kernel::available` has asked.
            unsafe { Vnni::tile(rows, inputs, panel, sums) };
        }
    }
}

/// Sixteen rows by the 64 outputs of a panel.
///
/// # Safety
///
/// `available` must have said yes.
unsafe fn whole(rows: &[u8], inputs: usize, panel: &[u8], sums: &mut [[i32; PANEL]]) {
    assert!(rows.len() == TILE * inputs && panel.len() == PANEL * inputs && inputs > 0);
    assert!(inputs.is_multiple_of(DEPTH) && sums.len() >= TILE);
    // SAFETY: the loop runs inputs / 64 times. Each time it reads 64 bytes from each of the 16 rows, `inputs` bytes
    // apart, and 16 lines of 256 bytes of the panel; both end with their slices. The sums are 16 lines of 256 bytes.
    unsafe {
        asm!(
            "ldtilecfg [{shapes}]",
            "tilezero tmm0",
            "tilezero tmm1",
            "tilezero tmm2",
            "tilezero tmm3",
            "2:",
            "tileloadd tmm4, [{rows} + {inputs}]",
            "tileloadd tmm5, [{panel} + {line}]",
            "tileloadd tmm6, [{panel} + {line} + 64]",
            "tdpbusd tmm0, tmm4, tmm5",
            "tileloadd tmm5, [{panel} + {line} + 128]",
            "tdpbusd tmm1, tmm4, tmm6",
            "tileloadd tmm6, [{panel} + {line} + 192]",
            "tdpbusd tmm2, tmm4, tmm5",
            "tdpbusd tmm3, tmm4, tmm6",
            "add {rows}, 64",
            "add {panel}, 4096",
            "dec {steps}",
            "jnz 2b",
            "tilestored [{sums} + {line}], tmm0",
            "tilestored [{sums} + {line} + 64], tmm1",
            "tilestored [{sums} + {line} + 128], tmm2",
            "tilestored [{sums} + {line} + 192], tmm3",
            "tilerelease",
            shapes = in(reg) &raw const SHAPES,
            rows = inout(reg) rows.as_ptr() => _,
            panel = inout(reg) panel.as_ptr() => _,
            steps = inout(reg) inputs / DEPTH => _,
            inputs = in(reg) inputs,
            line = in(reg) PANEL * 4,
            sums = in(reg) sums.as_mut_ptr(),
            out("tmm0") _, out("tmm1") _, out("tmm2") _, out("tmm3") _,
            out("tmm4") _, out("tmm5") _, out("tmm6") _,
            options(nostack),
        );
    }
}
