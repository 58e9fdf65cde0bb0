//! `polnear`: who said what, and the words that tell so.

use super::{Fields, Knowledge, Reading};
use dateline::extract::Account;
use serde_json::{Value, json};

pub fn task(reading: &Reading, _: &Knowledge, fields: &mut Fields) {
    let found: Vec<Value> = reading.accounts.iter().filter_map(attribution).collect();
    fields.insert("attributions".to_owned(), found.into());
}

fn attribution(account: &Account) -> Option<Value> {
    let content = account
        .content
        .as_ref()
        .filter(|_| account.kinds.iter().any(|kind| kind == "Statement"))?;
    // PolNeAR marks the outermost attributions, and those that words tell of.
    if account.statement.is_some() || content.cue.is_empty() {
        return None;
    }
    let parts = match content.parts.as_slice() {
        [] => vec![(content.begin, content.end)],
        parts => parts.to_vec(),
    };
    Some(json!({ "source": content.source, "cue": content.cue, "content": parts }))
}
