//! Reads the tables: tab-separated lines under a line of column names.

/// Rows of a table, each with as many fields as there are columns.
///
/// A row of another length is passed over; the tests see to it that no table has one.
pub(super) fn rows<const N: usize>(
    text: &'static str,
) -> impl Iterator<Item = [&'static str; N]> + use<N> {
    text.lines()
        .skip(1)
        .filter_map(|line| line.split('\t').collect::<Vec<_>>().try_into().ok())
}

/// The alternatives in a field, which `|` separates.
pub(super) fn alternatives(field: &'static str) -> Vec<&'static str> {
    field.split('|').filter(|s| !s.is_empty()).collect()
}

/// A field that may be empty.
pub(super) fn optional(field: &'static str) -> Option<&'static str> {
    (!field.is_empty()).then_some(field)
}
