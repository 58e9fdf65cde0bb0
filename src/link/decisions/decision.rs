//! One decision, and how it is said.

use super::days;
use crate::shown::Shown;
use crate::time::Interval;
use std::fmt;

/// One decision.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Decision {
    /// The two are one.
    Same(String, String),
    /// They are two.
    Apart(String, String),
    /// The account, or the event that has the account's, is not so.
    Struck(String),
    /// The account is so.
    Confirmed(String),
    /// When what the account tells happened.
    Date(String, Interval),
    /// A note on an account.
    Note(String, String),
}

impl Decision {
    /// What is said, without on what: `struck`.
    pub fn said(&self) -> String {
        match self {
            Decision::Same(..) => "one".to_string(),
            Decision::Apart(..) => "not one".to_string(),
            Decision::Struck(_) => "struck".to_string(),
            Decision::Confirmed(_) => "confirmed".to_string(),
            Decision::Date(_, interval) => format!("dated {}", days(interval)),
            Decision::Note(_, note) => format!("note “{}”", Shown::line(note)),
        }
    }

    /// On what.
    pub fn ids(&self) -> Vec<&String> {
        match self {
            Decision::Same(a, b) | Decision::Apart(a, b) => vec![a, b],
            Decision::Struck(account)
            | Decision::Confirmed(account)
            | Decision::Date(account, _)
            | Decision::Note(account, _) => vec![account],
        }
    }
}

impl fmt::Display for Decision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Decision::Same(a, b) => write!(f, "{a} and {b} are one"),
            Decision::Apart(a, b) => write!(f, "{a} and {b} are two"),
            Decision::Struck(account) => write!(f, "{account} is struck"),
            Decision::Confirmed(account) => write!(f, "{account} is confirmed"),
            Decision::Date(account, days) => write!(f, "{account} is dated {}", self::days(days)),
            Decision::Note(account, note) => {
                write!(f, "{account} has the note “{}”", Shown::line(note))
            }
        }
    }
}
