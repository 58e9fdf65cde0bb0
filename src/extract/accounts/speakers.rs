//! Who makes a statement, and for whom they speak.

use crate::extract::entities::{Entity, EntityId, slug};
use crate::extract::events::{Fill, Filled};
use crate::extract::mentions::Mentions;
use crate::extract::said::Said;
use crate::extract::statement::Statement;
use crate::ontology::Found;
use crate::text::Upos;

/// Nested "I said" are followed no deeper than this.
const MAX_DEPTH: usize = 4;

/// Who makes a statement: its speaker, with "I" and "we" resolved through the statement around it.
pub fn speaker(
    i: usize,
    statements: &[Statement],
    said: &Said,
    mentions: &mut Mentions,
    depth: usize,
) -> Option<EntityId> {
    let fill = statements[i]
        .candidate
        .roles
        .get("speaker")?
        .first()?
        .clone();
    let outer = |mentions: &mut Mentions| {
        let around = said.around(fill.span);
        let around = around.filter(|&o| o != i && depth < MAX_DEPTH)?;
        speaker(around, statements, said, mentions, depth + 1)
    };
    match fill.value {
        // The office that speaks is the body that sits in it.
        Filled::Entity(id) => {
            let class = &mentions.entities.get(id).class;
            match mentions.ontology.is_thing(class) {
                true => {
                    let body = mentions.ontology.class_of(Found::Organisation);
                    described(&fill, body, mentions)
                }
                false => Some(id),
            }
        }
        Filled::Speaker => outer(mentions),
        Filled::SpeakerSide => outer(mentions).map(|id| side(id, mentions)),
        Filled::Event => None,
        Filled::Words => described(&fill, "Actor", mentions),
    }
}

/// Those for whom a person speaks: the country or body that they hold an office of, else themselves.
pub fn side(id: EntityId, mentions: &mut Mentions) -> EntityId {
    let whole = mentions.entities.get(id).part_of.first().cloned();
    match whole {
        Some(whole) => mentions.entities.add(Entity {
            id: whole.id,
            name: whole.name,
            class: whole.class,
            ..Entity::default()
        }),
        None => id,
    }
}

/// An actor of a class known only by words: "critics", "a poll". Pronouns without antecedent are nobody.
pub fn described(fill: &Fill, class: &str, mentions: &mut Mentions) -> Option<EntityId> {
    let tree = &mentions.trees[fill.sentence];
    if matches!(tree.upos(fill.token), Upos::Pron | Upos::Num | Upos::Sym) {
        return None;
    }
    let words = fill.span.of(&mentions.document.text);
    let name = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let lower = name.to_lowercase();
    let name = ["the ", "a ", "an "]
        .iter()
        .find_map(|article| {
            lower
                .strip_prefix(article)
                .map(|_| name[article.len()..].to_string())
        })
        .unwrap_or(name);
    let nameless = slug(&name).is_empty();
    (!nameless).then(|| mentions.entities.add(Entity::actor(&name, class)))
}
