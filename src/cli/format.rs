//! Formats as arguments: help, errors and completion follow from the table of formats.

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use dateline::exchange::GraphFormat;
use dateline::output::Format;

/// Formats of answers.
pub fn answers() -> impl TypedValueParser<Value = Format> {
    let known = Format::ALL.iter();
    let known = known.map(|about| PossibleValue::new(about.name).help(about.summary));
    PossibleValuesParser::new(known).try_map(|name| name.parse::<Format>())
}

/// Formats of whole graphs.
pub fn graphs() -> impl TypedValueParser<Value = GraphFormat> {
    let known = GraphFormat::ALL.iter();
    let known = known.map(|about| PossibleValue::new(about.name).help(about.summary));
    PossibleValuesParser::new(known).map(|name| {
        let known = GraphFormat::from_name(&name);
        known.unwrap_or(GraphFormat::ALL[0].format)
    })
}
