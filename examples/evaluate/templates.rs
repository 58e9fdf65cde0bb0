//! `muc4`: templates of attacks.

use super::{Fields, Knowledge, Reading};
use dateline::extract::account::{Account, Filler, Modality};
use dateline::text::Upos;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Entities of a slot, each by the words that name it.
type Slot = BTreeSet<String>;

#[derive(Default)]
struct Template {
    kind: &'static str,
    perp_individuals: Slot,
    perp_orgs: Slot,
    targets: Slot,
    victims: Slot,
    weapons: Slot,
}

pub fn task(reading: &Reading, _: &Knowledge, fields: &mut Fields) {
    let mut templates: Vec<Template> = Vec::new();
    for account in &reading.accounts {
        let attack = account.kinds.iter().any(|kind| kind == "Attack");
        if !attack || account.modality == Modality::Denied {
            continue;
        }
        let template = template(account, reading);
        if template.is_empty() {
            continue;
        }
        match templates.iter_mut().find(|t| t.goes_with(&template)) {
            Some(known) => known.join(template),
            None => templates.push(template),
        }
    }
    let found: Vec<Value> = templates.iter().map(Template::json).collect();
    fields.insert("events".to_owned(), found.into());
}

fn template(account: &Account, reading: &Reading) -> Template {
    let mut template = Template {
        kind: kind(&account.kind),
        ..Template::default()
    };
    for filler in account.roles.get("perpetrator").into_iter().flatten() {
        let proper = is_proper(filler, reading);
        match filler.class.as_str() {
            "Organisation" => template.perp_orgs.extend(words(filler, reading)),
            "Group" if proper => template.perp_orgs.extend(words(filler, reading)),
            "Person" | "Group" => {
                template.perp_individuals.extend(words(filler, reading));
            }
            _ => {}
        }
    }
    for filler in account.roles.get("target").into_iter().flatten() {
        let slot = match filler.class.as_str() {
            "Person" | "Group" => &mut template.victims,
            // what soldiers do and suffer is war, which MUC-4 leaves out
            "Country" | "Forces" => continue,
            _ => &mut template.targets,
        };
        slot.extend(words(filler, reading));
    }
    for filler in account.roles.get("weapon").into_iter().flatten() {
        template.weapons.extend(words(filler, reading));
    }
    template
}

fn kind(class: &str) -> &'static str {
    match class {
        "Bombing" | "Airstrike" | "Shelling" => "bombing",
        "Kidnapping" => "kidnapping",
        "Arson" => "arson",
        "Robbery" => "robbery",
        _ => "attack",
    }
}

/// The words of a filler without determiners and numbers before them, in lower case; nothing for a pronoun.
fn words(filler: &Filler, reading: &Reading) -> Option<String> {
    let begin = reading.document.byte_offset(filler.begin)?;
    let end = reading.document.byte_offset(filler.end)?;
    let tokens = || reading.analysis.sentences.iter().flat_map(|s| &s.tokens);
    let mut inside = tokens().filter(|t| begin <= t.span.begin && t.span.end <= end);
    let first = inside.find(|t| !matches!(t.upos, Upos::Det | Upos::Num | Upos::Punct))?;
    if first.upos == Upos::Pron {
        return None;
    }
    let text = reading.document.text.get(first.span.begin..end)?;
    Some(text.to_lowercase())
}

fn is_proper(filler: &Filler, reading: &Reading) -> bool {
    let Some(end) = reading.document.byte_offset(filler.end) else {
        return false;
    };
    let mut tokens = reading.analysis.sentences.iter().flat_map(|s| &s.tokens);
    tokens.any(|t| t.span.end == end && t.upos == Upos::Propn)
}

impl Template {
    fn slots(&self) -> [&Slot; 5] {
        [
            &self.perp_individuals,
            &self.perp_orgs,
            &self.targets,
            &self.victims,
            &self.weapons,
        ]
    }

    fn is_empty(&self) -> bool {
        self.slots().iter().all(|slot| slot.is_empty())
    }

    /// Whether the two may tell one attack: of one kind, and no slot in which they have nothing in common.
    fn goes_with(&self, other: &Template) -> bool {
        let mut pairs = self.slots().into_iter().zip(other.slots());
        self.kind == other.kind
            && pairs.all(|(a, b)| a.is_empty() || b.is_empty() || !a.is_disjoint(b))
    }

    fn join(&mut self, other: Template) {
        self.perp_individuals.extend(other.perp_individuals);
        self.perp_orgs.extend(other.perp_orgs);
        self.targets.extend(other.targets);
        self.victims.extend(other.victims);
        self.weapons.extend(other.weapons);
    }

    fn json(&self) -> Value {
        json!({
            "type": self.kind,
            "perp_individuals": self.perp_individuals,
            "perp_orgs": self.perp_orgs,
            "targets": self.targets,
            "victims": self.victims,
            "weapons": self.weapons,
        })
    }
}
