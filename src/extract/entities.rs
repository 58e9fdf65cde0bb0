//! [`Entities`]: the actors, places and things of one document, each once.

use super::account::{PartRelation, Whole};
use crate::fold::fold;
use std::collections::{BTreeSet, HashMap};

/// An actor, place or thing of a document.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Entity {
    /// `actor/turkey`, `place/…`, `thing/…`.
    pub id: String,
    /// Name to show.
    pub name: String,
    /// Local name of its class.
    pub class: String,
    /// What it belongs to, acts for or lies in.
    pub part_of: Vec<Whole>,
    /// Other spellings.
    pub aliases: BTreeSet<String>,
    /// For a person, whether "she" or "he" can mean them, where known.
    pub female: Option<bool>,
    /// Whether "they" can mean it.
    pub plural: bool,
    /// Whether "it" can mean it although "they" can: an organisation, a group.
    pub collective: bool,
}

/// Index of an entity in [`Entities`].
pub type EntityId = usize;

/// The entities of a document by id.
#[derive(Debug, Default)]
pub struct Entities {
    all: Vec<Entity>,
    by_id: HashMap<String, EntityId>,
}

impl Entities {
    /// The entity with that id, made when it is new. An entity that is known gains the parts and aliases.
    pub fn add(&mut self, entity: Entity) -> EntityId {
        if let Some(&known) = self.by_id.get(&entity.id) {
            let old = &mut self.all[known];
            if old.name != entity.name {
                old.aliases.insert(entity.name);
            }
            old.aliases.extend(entity.aliases);
            for whole in entity.part_of {
                old.join(whole);
            }
            old.female = old.female.or(entity.female);
            return known;
        }
        self.by_id.insert(entity.id.clone(), self.all.len());
        self.all.push(entity);
        self.all.len() - 1
    }

    /// The entity.
    pub fn get(&self, id: EntityId) -> &Entity {
        &self.all[id]
    }

    /// The entity, to change.
    pub fn get_mut(&mut self, id: EntityId) -> &mut Entity {
        &mut self.all[id]
    }

    /// All, in the order met.
    pub fn iter(&self) -> impl Iterator<Item = (EntityId, &Entity)> {
        self.all.iter().enumerate()
    }

    /// A reference to the entity as the whole of a part.
    pub fn whole(&self, id: EntityId, relation: PartRelation, office: Option<String>) -> Whole {
        let entity = self.get(id);
        Whole {
            id: entity.id.clone(),
            name: entity.name.clone(),
            class: entity.class.clone(),
            relation,
            office,
        }
    }
}

impl Entity {
    /// Adds a whole unless it is there; an office is added to one without.
    pub fn join(&mut self, whole: Whole) {
        match self
            .part_of
            .iter_mut()
            .find(|w| w.id == whole.id && w.relation == whole.relation)
        {
            Some(old) => {
                if old.office.is_none() {
                    old.office = whole.office;
                }
            }
            None => self.part_of.push(whole),
        }
    }

    /// The id of the country it is, is part of or acts for.
    pub fn country(&self) -> Option<&str> {
        if self.class == "Country" {
            return Some(&self.id);
        }
        self.part_of
            .iter()
            .find(|w| w.class == "Country" && w.relation != PartRelation::Within)
            .map(|w| w.id.as_str())
    }
}

/// Lower-case ASCII words joined by hyphens, for ids.
pub fn slug(name: &str) -> String {
    let folded = fold(name);
    let mut slug = String::with_capacity(folded.len());
    for c in folded.chars() {
        if c.is_ascii_alphanumeric() {
            slug.push(c);
        } else if !slug.ends_with('-') && !slug.is_empty() {
            slug.push('-');
        }
    }
    slug.trim_end_matches('-').to_string()
}
