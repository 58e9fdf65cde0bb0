//! [`Entities`]: the actors, places and things of one document, each once.

use super::account::{PartRelation, Whole};
use crate::fold::fold;
use crate::ontology::Ontology;
use std::collections::{BTreeSet, HashMap};

/// How many spellings, and how many wholes, an entity keeps: every mention of it repeats them.
const KEPT: usize = 200;

/// How many holders of offices are gone through to find one.
const OFFICIALS: usize = 2000;

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
    /// Those who hold an office.
    officials: BTreeSet<EntityId>,
}

impl Entities {
    /// The entity with that id, made when it is new. An entity that is known gains the parts and aliases.
    pub fn add(&mut self, entity: Entity) -> EntityId {
        if let Some(&known) = self.by_id.get(&entity.id) {
            let old = &mut self.all[known];
            old.also_known_as(&entity.name);
            for alias in &entity.aliases {
                old.also_known_as(alias);
            }
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

    /// Records that a person holds an office that is in what they are part of.
    pub fn holds_office(&mut self, person: EntityId) {
        self.officials.insert(person);
    }

    /// Those who hold an office, in the order met.
    pub fn officials(&self) -> impl Iterator<Item = EntityId> {
        self.officials.iter().copied().take(OFFICIALS)
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
    /// Whether it is a town or a district that GeoNames numbers, or what lies near one.
    pub fn is_on_the_map(&self) -> bool {
        let name = self
            .id
            .strip_prefix("place/")
            .and_then(|id| id.split('/').next());
        let number = name.and_then(|name| name.rsplit_once('-'));
        number.is_some_and(|(_, number)| number.parse::<u32>().is_ok())
    }

    /// An actor of a class that goes by a name.
    pub fn actor(name: &str, class: &str) -> Entity {
        Entity {
            id: format!("actor/{}", slug(name)),
            name: name.to_string(),
            class: class.to_string(),
            ..Entity::default()
        }
    }

    /// Adds a whole unless it is there; an office is added to one without.
    pub fn join(&mut self, whole: Whole) {
        let same = |w: &&mut Whole| w.id == whole.id && w.relation == whole.relation;
        if let Some(old) = self.part_of.iter_mut().find(same) {
            if old.office.is_none() {
                old.office = whole.office;
            }
        } else if self.part_of.len() < KEPT {
            self.part_of.push(whole);
        }
    }

    /// Adds a spelling.
    pub fn also_known_as(&mut self, name: &str) {
        let name = without_marks(name);
        if self.name != name && self.aliases.len() < KEPT {
            self.aliases.insert(name.to_string());
        }
    }

    /// The id of the country it is, is part of or acts for.
    pub fn country(&self, ontology: &Ontology) -> Option<&str> {
        let sovereign = |class: &str| ontology.nature(class).sovereign;
        if sovereign(&self.class) {
            return Some(&self.id);
        }
        self.part_of
            .iter()
            .find(|w| !w.relation.is_spatial() && sovereign(&w.class))
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

/// A name without what ends the words around it: "AFP.", "Swapo,”", "OAS)".
fn without_marks(name: &str) -> &str {
    let mark = |c: char| matches!(c, '(' | '[' | ']' | ',' | ';' | ':' | '"' | '“' | '”');
    let mut bare = name.trim_end();
    loop {
        let shut = bare.ends_with(')') && !bare.contains('(');
        let stop = bare.ends_with('.') && bare.matches('.').count() == 1 && bare.len() > 2;
        let shorter = match shut || stop {
            true => &bare[..bare.len() - 1],
            false => bare.trim_end_matches(mark).trim_end(),
        };
        if shorter.len() == bare.len() {
            return bare;
        }
        bare = shorter;
    }
}
