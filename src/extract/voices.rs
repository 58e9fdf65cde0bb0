//! Whether what stands where a speaker should can speak: an hour and a shelling cannot, a report has its authors.

use super::arguments::arguments;
use super::clause_cues::speaker_value;
use super::events::{Fill, Filled};
use super::mentions::{Mentions, Referent};
use super::statements::Statement;
use crate::ontology::Ontology;
use crate::text::{MentionKind, Relation};

/// Takes from statements those speakers that cannot speak, and lets whoever wrote a document speak for it.
pub fn voices(found: &mut [Statement], mentions: &Mentions, ontology: &Ontology) {
    for statement in found {
        let Some(fills) = statement.candidate.roles.get_mut("speaker") else {
            continue;
        };
        let heard = std::mem::take(fills);
        *fills = heard
            .into_iter()
            .filter_map(|fill| voice(fill, mentions, ontology))
            .collect();
        if fills.is_empty() {
            statement.candidate.roles.remove("speaker");
        }
    }
}

/// Who speaks where some words fill the place of the speaker; none where they cannot.
pub fn voice(fill: Fill, mentions: &Mentions, ontology: &Ontology) -> Option<Fill> {
    let (s, t) = (fill.sentence, fill.token);
    let tree = &mentions.trees[s];
    if !matches!(fill.value, Filled::Words | Filled::Event) {
        return Some(fill);
    }
    let kind = tree.sentence.meaning.kind(t);
    let happens = fill.value == Filled::Event
        || mentions
            .get(s, t)
            .is_some_and(|m| m.referent == Referent::Event);
    let mut times = tree.sentence.times.iter();
    let time = kind == Some(MentionKind::Time) || times.any(|time| time.tokens.contains(&t));
    if happens || time {
        return None;
    }
    let written = matches!(
        kind,
        Some(MentionKind::Abstract | MentionKind::Object | MentionKind::Event)
    );
    if !written {
        return Some(fill);
    }
    // "a tally kept by the union", "the ministry's report"
    let own = arguments(tree, t, &ontology.lexicon)
        .into_iter()
        .filter(|a| matches!(a.relation.as_str(), "subject" | "possessive" | "from"))
        .map(|a| a.token);
    let keepers = tree.each(t, Relation::Acl);
    let keepers = keepers.flat_map(|verb| tree.each(verb, Relation::OblAgent));
    let author = own.chain(keepers).find_map(|token| {
        let mention = mentions.get(s, token)?;
        let value = speaker_value(mention.referent)?;
        matches!(value, Filled::Entity(_)).then(|| Fill {
            token,
            span: mention.span,
            value,
            ..fill.clone()
        })
    });
    // "according to plan"
    let bare = !tree.has(t, "Number=Plur")
        && tree
            .children(t)
            .iter()
            .all(|&c| matches!(tree.base(c), Relation::Case | Relation::Punct));
    author.or_else(|| (!bare).then_some(fill))
}
