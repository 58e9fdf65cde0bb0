//! `muc4`: templates of attacks.

use super::{Fields, Knowledge, Reading};
use dateline::extract::account::{Account, Filler};
use dateline::text::Upos;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// Entities of a slot: the words that name each, by its id.
type Slot = BTreeMap<String, String>;

#[derive(Default)]
struct Template {
    kind: &'static str,
    perp_individuals: Slot,
    perp_orgs: Slot,
    targets: Slot,
    victims: Slot,
    weapons: Slot,
    /// Victims without a name; they make an incident, but the set lists names only.
    unnamed: Slot,
}

pub fn task(reading: &Reading, knowledge: &Knowledge, fields: &mut Fields) {
    let mut templates: Vec<Template> = Vec::new();
    for account in &reading.accounts {
        let attack = account.kinds.iter().any(|kind| kind == "Attack");
        // What armies do to each other is war, which MUC-4 leaves out; so is what has not happened.
        let combat = matches!(account.kind.as_str(), "Clash" | "Retaliation");
        if !attack || combat || !account.modality.is_fact() {
            continue;
        }
        let template = template(account, reading, knowledge);
        match templates.iter_mut().find(|t| t.goes_with(&template)) {
            Some(known) => known.join(template),
            None => templates.push(template),
        }
    }
    templates.retain(Template::is_incident);
    let found: Vec<Value> = templates.iter().map(Template::json).collect();
    fields.insert("events".to_owned(), found.into());
}

fn template(account: &Account, reading: &Reading, knowledge: &Knowledge) -> Template {
    let military = |words: &str| {
        let nouns = &knowledge.ontology.lexicon.nouns;
        words
            .split_whitespace()
            .any(|word| nouns.get(word).is_some_and(|noun| noun.class == "Forces"))
    };
    let mut template = Template {
        kind: kind(&account.kind),
        ..Template::default()
    };
    for filler in account.roles.get("perpetrator").into_iter().flatten() {
        let named = is_name(&filler.name);
        let put = |slot: &mut Slot, words: Option<String>| {
            slot.extend(words.map(|words| (filler.id.clone(), words)));
        };
        match filler.class.as_str() {
            "Organisation" => put(&mut template.perp_orgs, Some(filler.name.to_lowercase())),
            "Person" if named => put(
                &mut template.perp_individuals,
                Some(filler.name.to_lowercase()),
            ),
            "Person" => put(&mut template.perp_individuals, words(filler, reading)),
            "Group" => {
                if named {
                    put(&mut template.perp_orgs, Some(filler.name.to_lowercase()));
                }
                // "guerrillas of the Front" are individuals, and their Front an organisation.
                if !is_name(&filler.text) {
                    put(&mut template.perp_individuals, words(filler, reading));
                }
            }
            _ => {}
        }
    }
    for filler in account.roles.get("target").into_iter().flatten() {
        let slot = match filler.class.as_str() {
            "Person" if is_name(&filler.name) => {
                let name = filler.name.to_lowercase();
                template.victims.insert(filler.id.clone(), name);
                continue;
            }
            "Person" | "Group" => &mut template.unnamed,
            // Soldiers and whole towns are no targets of MUC-4.
            "Country" | "Forces" | "Place" => continue,
            _ => &mut template.targets,
        };
        let words = words(filler, reading).filter(|words| !military(words));
        slot.extend(words.map(|words| (filler.id.clone(), words)));
    }
    for filler in account.roles.get("weapon").into_iter().flatten() {
        let named = words(filler, reading).map(|words| (filler.id.clone(), words));
        template.weapons.extend(named);
    }
    template
}

fn kind(class: &str) -> &'static str {
    match class {
        "Bombing" | "Airstrike" => "bombing",
        "Kidnapping" => "kidnapping",
        "Arson" => "arson",
        "Robbery" => "robbery",
        _ => "attack",
    }
}

/// The words of a filler without determiners and numbers before them, in lower case; its name for a pronoun.
fn words(filler: &Filler, reading: &Reading) -> Option<String> {
    let begin = reading.document.byte_offset(filler.begin)?;
    let end = reading.document.byte_offset(filler.end)?;
    let tokens = || reading.analysis.sentences.iter().flat_map(|s| &s.tokens);
    let mut inside = tokens().filter(|t| begin <= t.span.begin && t.span.end <= end);
    let first = inside.find(|t| !matches!(t.upos, Upos::Det | Upos::Num | Upos::Punct))?;
    let text = match first.upos {
        Upos::Pron => &filler.name,
        _ => reading.document.text.get(first.span.begin..end)?,
    };
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    Some(text.to_lowercase())
}

/// Whether the last word is a name's: descriptions end in a common noun.
fn is_name(words: &str) -> bool {
    let last = words.rsplit(' ').next().unwrap_or_default();
    last.starts_with(char::is_uppercase)
}

impl Template {
    /// A civilian target, or somebody who did something to somebody.
    fn is_incident(&self) -> bool {
        let known = !self.perp_individuals.is_empty() || !self.perp_orgs.is_empty();
        let harmed = !self.victims.is_empty() || !self.targets.is_empty();
        harmed || !self.weapons.is_empty() || (known && !self.unnamed.is_empty())
    }

    /// Whether the two may tell one incident: of one kind, and not about different victims or targets.
    fn goes_with(&self, other: &Template) -> bool {
        let together = |a: &Slot, b: &Slot| {
            a.is_empty()
                || b.is_empty()
                || a.iter()
                    .any(|(id, words)| b.contains_key(id) || b.values().any(|other| other == words))
        };
        self.kind == other.kind
            && together(&self.victims, &other.victims)
            && together(&self.targets, &other.targets)
    }

    fn join(&mut self, other: Template) {
        self.perp_individuals.extend(other.perp_individuals);
        self.perp_orgs.extend(other.perp_orgs);
        self.targets.extend(other.targets);
        self.victims.extend(other.victims);
        self.weapons.extend(other.weapons);
        self.unnamed.extend(other.unnamed);
    }

    fn json(&self) -> Value {
        let words = |slot: &Slot| slot.values().cloned().collect::<BTreeSet<_>>();
        json!({
            "type": self.kind,
            "perp_individuals": words(&self.perp_individuals),
            "perp_orgs": words(&self.perp_orgs),
            "targets": words(&self.targets),
            "victims": words(&self.victims),
            "weapons": words(&self.weapons),
        })
    }
}
