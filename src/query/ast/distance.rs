//! Distances.

/// `50 km`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Distance {
    /// How many.
    pub number: u32,
    /// Of what.
    pub unit: LengthUnit,
}

/// Units of length.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LengthUnit {
    /// A thousand metres.
    Kilometre,
    /// The international mile.
    Mile,
}

/// Every unit, with the words for it; the first is how it is written.
pub(crate) const LENGTH_UNITS: [(LengthUnit, &[&str]); 2] = [
    (
        LengthUnit::Kilometre,
        &["km", "kilometres", "kilometre", "kilometers", "kilometer"],
    ),
    (LengthUnit::Mile, &["miles", "mile", "mi"]),
];

impl Distance {
    /// The distance in kilometres.
    pub fn kilometres(self) -> f64 {
        let unit = match self.unit {
            LengthUnit::Kilometre => 1.0,
            LengthUnit::Mile => 1.609_344,
        };
        f64::from(self.number) * unit
    }
}
