//! [`Mentions`]: which words of a document name which entity. Names, common nouns and pronouns, in text order.

use super::anaphora::{Head, Links, Trace};
use super::entities::{Entities, EntityId};
use super::towns::Stated;
use super::tree::{Tree, is_hyphen};
use crate::document::Document;
use crate::gazetteer::Gazetteer;
use crate::ontology::{Nature, Ontology};
use crate::span::Span;
use crate::text::{Relation, Upos};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What a noun phrase refers to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Referent {
    /// An entity of the document.
    Entity(EntityId),
    /// A place whose name can also stand for the government that sits there: the place, the country.
    Seat(EntityId, EntityId),
    /// "I", "my": whoever speaks.
    Speaker,
    /// "we", "our": those for whom the speaker speaks.
    SpeakerSide,
    /// An event, by its noun.
    Event,
    /// A bare number ("eight were killed").
    Number,
    /// Anything else: it has words but no identity.
    Other,
}

impl Referent {
    /// The entities it can be: two where a place stands for its government.
    pub fn entities(self) -> impl Iterator<Item = EntityId> {
        let (first, second) = match self {
            Referent::Entity(id) => (Some(id), None),
            Referent::Seat(place, government) => (Some(place), Some(government)),
            _ => (None, None),
        };
        first.into_iter().chain(second)
    }
}

/// A noun phrase by its head.
#[derive(Debug, Clone, PartialEq)]
pub struct Mention {
    /// What it refers to.
    pub referent: Referent,
    /// The words of the phrase, relative clauses and appositions left out.
    pub span: Span,
    /// Whether it is a name.
    pub named: bool,
    /// How many, with the words.
    pub count: Option<Count>,
    /// Further entities of the same phrase: "Russian and Turkish soldiers".
    pub also: Vec<EntityId>,
}

/// How many things a noun phrase speaks of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count {
    /// Least.
    pub min: u64,
    /// Greatest; `None` when unbounded.
    pub max: Option<u64>,
    /// The phrase with the number.
    pub span: Span,
}

/// All that mention resolution knows while it goes through a document.
pub struct Mentions<'a> {
    pub(super) document: &'a Document,
    pub(super) ontology: &'a Ontology,
    pub(super) gazetteer: &'a Gazetteer,
    pub(super) trees: &'a [Tree<'a>],
    /// The entities found.
    pub entities: Entities,
    /// Mentions by sentence and head token.
    at: HashMap<(usize, usize), Mention>,
    /// Persons by folded surname, then by folded full name.
    pub(super) people: BTreeMap<String, EntityId>,
    /// Persons by the folded words of their names that are no surnames, where one alone has such a name.
    pub(super) given: BTreeMap<String, Option<EntityId>>,
    /// By a folded name the fuller or better known one that the document gives beside it in brackets.
    pub(super) short_names: BTreeMap<String, String>,
    /// Ids of the countries that the document is about, most mentioned first.
    pub(super) main_countries: Vec<&'static str>,
    /// Which countries the document says that its places are in.
    pub(super) stated: Stated,
    /// Which phrase goes back to which.
    pub(super) links: Links,
    /// Entities in the order mentioned.
    pub(super) trail: Vec<Trace>,
    /// What a place is near: "near Vesna" → Vesna.
    pub(super) bases: HashMap<EntityId, EntityId>,
    /// Names, by sentence and head token, that a noun beside them says are places: "the villages of X and Y".
    pub(super) told_places: BTreeSet<(usize, usize)>,
    /// Further entities of the phrase that is being resolved.
    pub(super) pending: Vec<EntityId>,
}

/// How far back along the trail anything is looked for.
const TRAIL: usize = 2000;

impl<'a> Mentions<'a> {
    /// Resolves every noun phrase of a document.
    pub fn resolve(
        document: &'a Document,
        trees: &'a [Tree<'a>],
        ontology: &'a Ontology,
        gazetteer: &'a Gazetteer,
    ) -> Mentions<'a> {
        let mut mentions = Mentions {
            document,
            ontology,
            gazetteer,
            trees,
            entities: Entities::default(),
            at: HashMap::new(),
            people: BTreeMap::new(),
            given: BTreeMap::new(),
            short_names: BTreeMap::new(),
            main_countries: Vec::new(),
            stated: Stated::default(),
            links: Links::default(),
            trail: Vec::new(),
            bases: HashMap::new(),
            told_places: BTreeSet::new(),
            pending: Vec::new(),
        };
        mentions.count_countries();
        mentions.collect_towns();
        mentions.collect_short_names();
        mentions.collect_people();
        let all = trees.iter().enumerate();
        let heads: Vec<Head> = all
            .flat_map(|(s, tree)| (0..tree.len()).map(move |t| (s, t)))
            .filter(|&(s, t)| mentions.is_phrase_head(s, t))
            .collect();
        mentions.links = Links::of(&mentions, &heads);
        for (s, t) in heads {
            mentions.add(s, t);
        }
        mentions
    }

    /// The mention whose head is that token.
    pub fn get(&self, sentence: usize, token: usize) -> Option<&Mention> {
        self.at.get(&(sentence, token))
    }

    /// What holds for those of an entity's class.
    pub fn nature(&self, id: EntityId) -> Nature {
        self.ontology.nature(&self.entities.get(id).class)
    }

    /// The entities that have a name.
    pub fn with_names(&self) -> BTreeSet<EntityId> {
        let named = self.at.values().filter(|mention| mention.named);
        named.flat_map(|m| m.referent.entities()).collect()
    }

    /// The mentions in the sentences that some stretches of text touch, in text order; the stretches are in text order too.
    pub fn within(&self, parts: &[Span]) -> Vec<((usize, usize), &Mention)> {
        let mut found = Vec::new();
        let mut next = 0;
        for part in parts {
            let behind = |tree: &Tree| tree.sentence.span.end <= part.begin;
            next = next.max(self.trees.partition_point(behind));
            while let Some(tree) = self.trees.get(next)
                && tree.sentence.span.begin < part.end
            {
                let here = (0..tree.len()).map(|t| (next, t));
                found.extend(here.filter_map(|at| Some((at, self.at.get(&at)?))));
                next += 1;
            }
        }
        found
    }

    /// Whether a token is the subject of a verb of saying.
    pub fn speaks(&self, s: usize, t: usize) -> bool {
        let tree = &self.trees[s];
        let says = |verb| self.ontology.says(&tree.verb(verb));
        tree.base(t) == Relation::Nsubj && tree.head(t).is_some_and(says)
    }

    /// The latest steps of the trail, the last one first.
    pub(super) fn recent(&self) -> impl Iterator<Item = &Trace> {
        let first = self.trail.len().saturating_sub(TRAIL);
        self.trail[first..].iter().rev()
    }

    fn is_phrase_head(&self, s: usize, t: usize) -> bool {
        let tree = &self.trees[s];
        let nominal = match tree.upos(t) {
            Upos::Noun | Upos::Pron | Upos::Propn | Upos::Num | Upos::Sym | Upos::X => true,
            Upos::Adj | Upos::Det => matches!(
                tree.base(t),
                Relation::Nsubj
                    | Relation::Obj
                    | Relation::Obl
                    | Relation::Conj
                    | Relation::Nmod
                    | Relation::Iobj
            ),
            Upos::Adv => self.is_here(s, t),
            _ => false,
        };
        let inside = matches!(
            tree.base(t),
            Relation::Flat | Relation::Goeswith | Relation::Fixed
        );
        // "President" in "President Novak" is his title, not another person.
        let title = matches!(
            tree.base(t),
            Relation::Compound | Relation::Nmod | Relation::Flat | Relation::Amod
        ) && tree.preposition(t).is_none()
            && tree.relation(t) != Relation::NmodPoss
            && tree
                .head(t)
                .is_some_and(|h| h > t && self.is_person_name(s, h))
            && !self.is_person_name(s, t);
        // "State" in "the State Department" is no state.
        let part = tree
            .name_at(t)
            .is_some_and(|name| self.head_of(s, name) != t);
        // "Turkish shelling": the adjective names who.
        let adjective = self.names_country(s, t);
        (nominal && !inside && !title && !part) || adjective
    }

    /// "Turkish" in "Turkish shelling".
    fn names_country(&self, s: usize, t: usize) -> bool {
        let tree = &self.trees[s];
        let modifies = matches!(tree.base(t), Relation::Amod | Relation::Conj);
        tree.upos(t) == Upos::Adj && modifies && self.demonym_at(s, t).is_some()
    }

    fn is_person_name(&self, s: usize, t: usize) -> bool {
        self.trees[s]
            .name_at(t)
            .is_some_and(|n| n.kind == crate::text::NameKind::Person)
    }

    fn add(&mut self, s: usize, t: usize) {
        let tree = &self.trees[s];
        self.pending.clear();
        let Some((referent, named)) = self.referent(s, t) else {
            return;
        };
        let also = std::mem::take(&mut self.pending);
        let tokens = phrase(tree, t);
        let span = tree.span(&tokens);
        let count = self.count(s, t, span);
        if let Referent::Entity(entity) | Referent::Seat(_, entity) = referent {
            let subject = matches!(tree.base(t), Relation::Nsubj);
            let speaks = self.speaks(s, t);
            // "the town" behind "near Vesna" is Vesna.
            let entity = self.bases.get(&entity).copied().unwrap_or(entity);
            self.trail.push(Trace {
                sentence: s,
                token: t,
                entity,
                subject,
                speaks,
                lemma: tree.lemma(t),
            });
        }
        self.at.insert(
            (s, t),
            Mention {
                referent,
                span,
                named,
                count,
                also,
            },
        );
    }

    fn referent(&mut self, s: usize, t: usize) -> Option<(Referent, bool)> {
        let tree = &self.trees[s];
        if tree.upos(t) == Upos::Pron {
            if let [first, others @ ..] = &self.several_meant(s, t)[..] {
                self.pending.extend(others);
                return Some((Referent::Entity(*first), false));
            }
            return self.pronoun(s, t).map(|r| (r, false));
        }
        if self.is_here(s, t) {
            return self
                .written_in(s, t)
                .map(|place| (Referent::Entity(place), false));
        }
        if self.names_country(s, t)
            && let Some(country) = self.demonym_at(s, t)
        {
            return Some((Referent::Entity(self.country(country)), true));
        }
        if let Some(people) = self.people_of(s, t) {
            return Some((Referent::Entity(people), true));
        }
        if let Some(referent) = self.name(s, t) {
            return Some((referent, true));
        }
        if let Some(of) = self.measured(s, t) {
            if let Some(one) = self.one_of(s, t, of) {
                return Some((Referent::Entity(one), true));
            }
            // "dozens of soldiers": resolved by what is counted, which comes later in the text.
            let (referent, named) = self.referent(s, of)?;
            return Some((referent, named));
        }
        self.nominal(s, t).map(|r| (r, false))
    }
}

/// The tokens of a noun phrase that name it: determiners, adjectives, compounds, names, possessors and `of` phrases,
/// but neither its preposition nor clauses, appositions and coordinated phrases.
pub fn phrase(tree: &Tree, head: usize) -> Vec<usize> {
    tree.under(head, &|c| {
        let parent = tree.head(c);
        let own = parent == Some(head);
        match tree.base(c) {
            Relation::Det
            | Relation::Amod
            | Relation::Compound
            | Relation::Flat
            | Relation::Nummod
            | Relation::Fixed
            | Relation::Goeswith => true,
            Relation::Advmod => !own,
            Relation::Nmod => {
                tree.relation(c) != Relation::NmodUnmarked
                    && (c < head || matches!(tree.preposition(c).as_deref(), Some("of" | "for")))
            }
            Relation::Case => !own || c > head,
            Relation::Conj | Relation::Cc => !own,
            Relation::Punct => {
                parent.is_some_and(|p| p != head)
                    || (c > 0 && c + 1 < tree.len() && is_hyphen(&tree.token(c).form))
            }
            _ => false,
        }
    })
}
