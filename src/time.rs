//! Calendar time as intervals of days.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Days from `begin` to `end`, both included; `None` is open ("since December" has no end of its own).
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
pub struct Interval {
    /// First day it may be.
    pub begin: Option<Date>,
    /// Last day it may be.
    pub end: Option<Date>,
}

impl Interval {
    /// One day.
    pub fn day(date: Date) -> Interval {
        Interval {
            begin: Some(date),
            end: Some(date),
        }
    }

    /// From one day to another, both included.
    pub fn days(begin: Date, end: Date) -> Interval {
        Interval {
            begin: Some(begin),
            end: Some(end),
        }
    }

    /// Whether the two can mean the same day.
    pub fn overlaps(&self, other: &Interval) -> bool {
        let before =
            |a: Option<Date>, b: Option<Date>| matches!((a, b), (Some(a), Some(b)) if a < b);
        !before(self.end, other.begin) && !before(other.end, self.begin)
    }

    /// Number of days, where both ends are known.
    pub fn length(&self) -> Option<i32> {
        let (begin, end) = (self.begin?, self.end?);
        begin.until(end).ok().map(|span| span.get_days() + 1)
    }
}
