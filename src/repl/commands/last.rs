//! The last question.

use super::{Failed, Shell};
/// The last question as it was written.
pub(super) fn last_question(shell: &Shell<'_>) -> Result<String, Failed> {
    let last = shell.last.as_ref();
    last.map(|last| last.question.clone())
        .ok_or_else(|| Failed::usage("there is no question yet: ask something first"))
}
