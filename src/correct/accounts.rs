//! What is said of an event, or of one of its accounts: it is not so, it is so, a note, a date.

use super::{Correction, CorrectionError, Subject, article, chosen, id};
use crate::link::decisions::days;
use crate::link::{Decision, event_id};
use crate::query::{read_date, unquoted};
use crate::shown::Shown;
use crate::store::Store;
use crate::time::Interval;

/// Letters of the longest note.
const LONGEST_NOTE: usize = 2_000;

/// Says something of all accounts of an event, or of one of them.
fn of_accounts(
    store: &Store,
    subject: &Subject,
    which: &str,
    what: &str,
    decision: impl Fn(String) -> Decision,
) -> Result<Correction, CorrectionError> {
    let accounts = subject.accounts()?;
    let chosen = chosen(store, subject, accounts, which)?;
    let ids = chosen.iter().map(|account| id(store, account).to_string());
    let called = &subject.called;
    let said = match which {
        "" => format!("{called} {what}"),
        _ => {
            let article = article(store, &chosen[0]);
            format!("the account of {article} in {called} {what}")
        }
    };
    Ok(Correction {
        said,
        decisions: ids.map(decision).collect(),
        accounts: accounts.to_vec(),
        ..Correction::default()
    })
}

/// An event, or one account of it, is not so: it is left out of answers.
pub fn strike(
    store: &Store,
    subject: &Subject,
    which: &str,
) -> Result<Correction, CorrectionError> {
    // An event stays struck when other articles tell it later; of one account only that is known not to be so.
    let decision = |account: String| match which {
        "" => Decision::Struck(event_id(&account)),
        _ => Decision::Struck(account),
    };
    of_accounts(store, subject, which, "is struck", decision)
}

/// An event, or one account of it, is so.
pub fn confirm(
    store: &Store,
    subject: &Subject,
    which: &str,
) -> Result<Correction, CorrectionError> {
    of_accounts(store, subject, which, "is confirmed", Decision::Confirmed)
}

/// A note on an event; quotation marks around it are no part of it.
pub fn note(store: &Store, subject: &Subject, text: &str) -> Result<Correction, CorrectionError> {
    let text = unquoted(text).trim().to_string();
    match text.chars().count() {
        0 => return Err(CorrectionError::NoNote),
        letters if letters > LONGEST_NOTE => {
            let most = LONGEST_NOTE;
            return Err(CorrectionError::LongNote { letters, most });
        }
        _ => {}
    }
    let what = format!("has the note “{}”", Shown::line(&text));
    let decision = |account| Decision::Note(account, text.clone());
    of_accounts(store, subject, "", &what, decision)
}

/// When an event happened: a day, a month, a year, or the first and the last day with a `/` between them.
pub fn date(store: &Store, subject: &Subject, value: &str) -> Result<Correction, CorrectionError> {
    let wanted = match value.split_once('/') {
        Some((first, last)) => {
            let days = read_date(first).zip(read_date(last));
            days.map(|(first, last)| Interval {
                begin: first.begin,
                end: last.end,
            })
        }
        None => read_date(value),
    };
    let wanted = wanted.filter(|days| days.begin.is_some());
    if wanted.is_some_and(|days| days.begin > days.end) {
        return Err(CorrectionError::Reversed(value.to_string()));
    }
    let wanted = wanted.ok_or_else(|| CorrectionError::NoDate(value.to_string()))?;
    let what = format!("is dated {}", days(&wanted));
    let decision = |account| Decision::Date(account, wanted);
    of_accounts(store, subject, "", &what, decision)
}
