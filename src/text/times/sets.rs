//! Times that come again.

use super::table::TIME_WORDS;
use super::{Finder, Found};
use crate::text::TimeKind;

impl Finder<'_> {
    /// `every Tuesday`, `each year`, `every two weeks`, `Tuesdays`, `daily`.
    pub(super) fn set(&self, at: usize) -> Option<Found> {
        if let Some(value) = TIME_WORDS.one("set", self.word(at)) {
            return Some(Found::value(at + 1, TimeKind::Set, value));
        }
        if let Some(day) = TIME_WORDS
            .number("weekdays", self.word(at))
            .filter(|_| self.capital(at))
        {
            return Some(Found::value(
                at + 1,
                TimeKind::Set,
                format!("XXXX-WXX-{day}"),
            ));
        }
        let parts = self
            .word(at + 1)
            .strip_suffix('s')
            .and_then(|part| TIME_WORDS.one("part", part));
        if let (Some((day, end)), Some(part)) = (self.weekday_name(at), parts) {
            return Some(Found::value(
                end + 1,
                TimeKind::Set,
                format!("XXXX-WXX-{day}T{part}"),
            ));
        }
        if !self.is_a("every", at) {
            return None;
        }
        if let Some((day, end)) = self.weekday_name(at + 1) {
            let (part, end) = match TIME_WORDS.one("part", self.word(end)) {
                Some(part) => (format!("T{part}"), end + 1),
                None => (String::new(), end),
            };
            return Some(Found::value(
                end,
                TimeKind::Set,
                format!("XXXX-WXX-{day}{part}"),
            ));
        }
        if let Some(month) = self.month_name(at + 1) {
            return Some(Found::value(
                at + 2,
                TimeKind::Set,
                format!("XXXX-{month:02}"),
            ));
        }
        if let Some(part) = TIME_WORDS.one("part", self.word(at + 1)) {
            return Some(Found::value(
                at + 2,
                TimeKind::Set,
                format!("XXXX-XX-XXT{part}"),
            ));
        }
        if let Some(unit) = TIME_WORDS.one("unit", self.word(at + 1)) {
            let value = unit
                .strip_prefix('T')
                .map_or_else(|| format!("P1{unit}"), |unit| format!("PT1{unit}"));
            return Some(Found::value(at + 2, TimeKind::Set, value));
        }
        let length = self.counted(at + 1)?;
        Some(Found::value(length.end, TimeKind::Set, length.value()))
    }
}
