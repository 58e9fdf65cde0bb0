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
    let parts = match content.parts.as_slice() {
        [] => vec![(content.begin, content.end)],
        parts => parts.to_vec(),
    };
    let (begin, end) = account.trigger;
    let cue: Vec<_> = (begin < end).then_some((begin, end)).into_iter().collect();
    let source: Vec<_> = account
        .roles
        .get("speaker")
        .and_then(|speakers| speakers.first())
        .map(|speaker| (speaker.begin, speaker.end))
        .into_iter()
        .collect();
    Some(json!({ "source": source, "cue": cue, "content": parts }))
}
