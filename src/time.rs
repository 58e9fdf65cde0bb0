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

/// Days from one day to another. Linking asks it for millions of pairs: in hours, which are counted, not in a calendar's units.
pub fn days_until(from: Date, to: Date) -> i32 {
    (from.duration_until(to).as_hours() / 24) as i32
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

    /// Days from the end of the one to the beginning of the other, where they do not overlap.
    pub fn gap(&self, other: &Interval) -> Option<i32> {
        let from = |a: &Interval, b: &Interval| {
            let days = days_until(a.end?, b.begin?);
            (days > 0).then_some(days)
        };
        from(self, other).or_else(|| from(other, self))
    }

    /// Whether there are as many days between the two as in the longer of them: "this week" may mean the Sunday before it.
    pub fn is_far_from(&self, other: &Interval) -> bool {
        let longer = self.length().max(other.length());
        let open = self.length().is_none() || other.length().is_none();
        let gap = self.gap(other);
        gap.is_some_and(|days| open || longer.is_none_or(|longer| days >= longer))
    }

    /// Number of days, where both ends are known.
    pub fn length(&self) -> Option<i32> {
        Some(days_until(self.begin?, self.end?) + 1)
    }
}
