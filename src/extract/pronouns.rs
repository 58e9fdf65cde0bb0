//! Pronouns: whom "he", "it" and "they" mean.
//!
//! A Hobbs-like search by recency: subjects before other mentions, the sentence itself before the ones above it.

use super::anaphora::Trace;
use super::coreference::Form;
use super::entities::{Entity, EntityId};
use super::mentions::{Mentions, Referent};
use crate::text::{Relation, Upos};

/// How many sentences back an antecedent may stand.
const REACH: usize = 4;

impl Mentions<'_> {
    /// The referent of a pronoun; `None` where it has none worth keeping ("it rained", "what", "which").
    pub(super) fn pronoun(&self, s: usize, t: usize) -> Option<Referent> {
        let tree = &self.trees[s];
        if tree.relation(t) == Relation::Expl {
            return None;
        }
        if tree.has(t, "Reflex=Yes") && matches!(tree.base(t), Relation::Obj | Relation::Obl) {
            return Some(self.own_subject(s, t).unwrap_or(Referent::Other));
        }
        let word = tree.lower(t);
        let lexicon = &self.ontology.lexicon;
        let found = match Form::of_pronoun(&word, lexicon)? {
            Form::I => return Some(Referent::Speaker),
            Form::We => return Some(Referent::SpeakerSide),
            Form::He => self.somebody(s, t, lexicon.is_in("female-nouns", &word)),
            Form::It
                if word == "it"
                    && self.speaks(s, t)
                    && !self.acts_before(s, t)
                    && self.last_body_that_spoke(s).is_some() =>
            {
                self.last_body_that_spoke(s)
            }
            Form::It => self.actor(s, t, &|e| {
                let nature = self.ontology.nature(&e.class);
                (nature.sovereign || nature.body) && (!e.plural || e.collective)
            }),
            Form::They => self.actor(s, t, &|e| e.plural && !self.ontology.is_mere(&e.class)),
            _ => return None,
        };
        Some(found.map_or(Referent::Other, Referent::Entity))
    }

    /// Those whom a pronoun means together, where a verb above it shows them.
    pub(super) fn several_meant(&self, s: usize, t: usize) -> Vec<EntityId> {
        let asked = self.controllers(s, t);
        match asked.is_empty() {
            true => self.who_tell_of_themselves(s, t),
            false => asked,
        }
    }

    /// "The guard said the bomber blew himself up": whom a reflexive means, the subject of its clause.
    fn own_subject(&self, s: usize, t: usize) -> Option<Referent> {
        let tree = &self.trees[s];
        let mut subjects =
            (tree.ancestors(t).skip(1)).filter_map(|verb| tree.child(verb, Relation::Nsubj));
        let mention = self.get(s, subjects.next().filter(|&subject| subject < t)?)?;
        Some(mention.referent)
    }

    /// "The envoy urged X and Y to end their raids": those who are asked to do something are whom a possessive there means.
    fn controllers(&self, s: usize, t: usize) -> Vec<EntityId> {
        let tree = &self.trees[s];
        let plural = match tree.lower(t).as_str() {
            "their" => true,
            "its" => false,
            _ => return Vec::new(),
        };
        let infinitive = tree
            .ancestors(t)
            .find(|&a| matches!(tree.upos(a), Upos::Verb | Upos::Aux))
            .filter(|&v| tree.relation(v) == Relation::Xcomp);
        let Some(above) = infinitive.and_then(|v| tree.head(v)) else {
            return Vec::new();
        };
        if !self.ontology.says(&tree.verb(above))
            || self
                .ontology
                .lexicon
                .is_in("subject-control", &tree.lemma(above))
        {
            return Vec::new();
        }
        let asked = tree
            .child(above, Relation::Obj)
            .or(tree.child(above, Relation::Iobj))
            .filter(|&o| o < t);
        let Some(asked) = asked else {
            return Vec::new();
        };
        let who = tree.conjuncts(asked);
        let actors: Vec<EntityId> = who
            .iter()
            .filter_map(|&o| match self.get(s, o)?.referent {
                Referent::Entity(id) | Referent::Seat(_, id) => Some(id),
                _ => None,
            })
            .filter(|&id| {
                let actor = self.ontology.is_a(&self.entities.get(id).class, "Actor");
                actor && !self.nature(id).human
            })
            .collect();
        match (plural, &actors[..]) {
            (true, [_, _, ..]) => actors,
            (true, [one]) if self.entities.get(*one).plural => actors,
            (false, [one]) if who.len() == 1 && !self.entities.get(*one).plural => actors,
            _ => Vec::new(),
        }
    }

    /// "Kenya and Ghana said they had signed": those who say it together.
    fn who_tell_of_themselves(&self, s: usize, t: usize) -> Vec<EntityId> {
        let (tree, lexicon) = (&self.trees[s], &self.ontology.lexicon);
        let they = Form::of_pronoun(&tree.lower(t), lexicon) == Some(Form::They);
        let clause = (tree.ancestors(t).take(3))
            .find(|&a| matches!(tree.base(a), Relation::Ccomp | Relation::Xcomp));
        let verb = clause.and_then(|clause| tree.head(clause)).filter(|_| they);
        let subject = verb.and_then(|verb| tree.child(verb, Relation::Nsubj));
        let together = subject.map_or(Vec::new(), |subject| tree.conjuncts(subject));
        if together.len() < 2 {
            return Vec::new();
        }
        let who = together.iter().map(|&t| match self.get(s, t)?.referent {
            Referent::Entity(id) | Referent::Seat(_, id) => Some(id),
            _ => None,
        });
        who.collect::<Option<Vec<_>>>().unwrap_or_default()
    }

    /// Whether a body acts in a sentence before a word: "the ministry named two men who it said were farmers".
    fn acts_before(&self, s: usize, t: usize) -> bool {
        let here = |trace: &&Trace| trace.sentence == s && trace.token < t && trace.subject;
        let mut here = self.recent().filter(here);
        here.any(|trace| self.acts_as_one(trace))
    }

    /// A ministry, a company, an army.
    fn acts_as_one(&self, trace: &Trace) -> bool {
        let nature = self.nature(trace.entity);
        nature.institution() || nature.armed
    }

    /// The body that was quoted last: what "it said" and "the statement said" go on with.
    pub(super) fn last_body_that_spoke(&self, s: usize) -> Option<EntityId> {
        self.last_that_spoke(s, |trace| self.acts_as_one(trace))
    }

    /// The last of those that fit who was quoted shortly before a sentence.
    pub(super) fn last_that_spoke(
        &self,
        s: usize,
        fits: impl Fn(&Trace) -> bool,
    ) -> Option<EntityId> {
        let near = |trace: &&Trace| trace.sentence + REACH >= s && trace.sentence < s;
        let mut spoke = self.recent().filter(near).filter(|trace| trace.speaks);
        spoke.find(|trace| fits(trace)).map(|trace| trace.entity)
    }

    /// "he", "she": beside a verb of saying whom the sentence before is about; else whom coreference says, or a person who was a
    /// subject before one who was not, since whoever acts or speaks goes on doing so.
    fn somebody(&self, s: usize, t: usize, female: bool) -> Option<EntityId> {
        let fits = |entity: &Entity| {
            !entity.plural
                && entity.female != Some(!female)
                && self.ontology.nature(&entity.class).human
        };
        let before = |trace: &&Trace| {
            (trace.sentence < s || trace.token < t)
                && self.within_reach(trace.sentence, s)
                && fits(self.entities.get(trace.entity))
        };
        let nearest = |subject: bool| {
            self.recent()
                .filter(before)
                .find(|trace| trace.subject || !subject)
                .map(|trace| trace.entity)
        };
        // Whoever the sentence before is about goes on: "Novak was unimpressed. The deal, he said, had failed."
        let paragraph = |s: usize| self.trees[s].sentence.paragraph;
        let about = |trace: &&Trace| {
            let tree = &self.trees[trace.sentence];
            let verb = tree.head(trace.token);
            let main = verb.is_some_and(|verb| tree.head(verb).is_none());
            let last = trace.sentence + 1 == s && paragraph(trace.sentence) == paragraph(s);
            last && trace.subject && main && !self.is_quoted(trace)
        };
        let topic = || {
            let mut subjects = self.recent().filter(before);
            subjects.find(about).map(|trace| trace.entity)
        };
        let speaks = self.speaks(s, t);
        let above = speaks.then(|| self.acts_above(s, t)).flatten();
        if let Some(above) = above.filter(|&id| fits(self.entities.get(id))) {
            return Some(above);
        }
        if let Some(linked) = self.goes_back_to(s, t, &fits) {
            return speaks.then(topic).flatten().or(Some(linked));
        }
        nearest(true).or_else(|| nearest(false))
    }

    /// "Sani announced the truce, which *he* said would hold": who is the subject of the clause that a pronoun stands in a relative or
    /// adverbial clause of.
    fn acts_above(&self, s: usize, t: usize) -> Option<EntityId> {
        let tree = &self.trees[s];
        let mut beneath = false;
        let subject = tree.ancestors(t).skip(1).find_map(|verb| {
            let subject = tree.child(verb, Relation::Nsubj).filter(|_| beneath);
            beneath |= matches!(tree.base(verb), Relation::Acl | Relation::Advcl);
            subject.filter(|&subject| subject < t)
        });
        match self.get(s, subject?)?.referent {
            Referent::Entity(id) => Some(id),
            _ => None,
        }
    }

    /// Whether a sentence is near enough to another for what a pronoun means: a few sentences before, or in the paragraph
    /// before, since a quotation of many sentences may stand between.
    fn within_reach(&self, before: usize, s: usize) -> bool {
        let paragraph = |s: usize| self.trees[s].sentence.paragraph;
        before + REACH >= s || paragraph(before) + 1 >= paragraph(s)
    }

    /// "it", "they": whom coreference says, else the nearest actor that fits, a subject of the sentence so far first, then
    /// its other mentions, then the sentences before. "Its", "their": the nearest first.
    fn actor(&self, s: usize, t: usize, fits: &dyn Fn(&Entity) -> bool) -> Option<EntityId> {
        let owner = self.trees[s].relation(t) == Relation::NmodPoss;
        let linked = || self.goes_back_to(s, t, fits);
        if let Some(found) = (!owner).then(linked).flatten() {
            return Some(found);
        }
        let candidates: Vec<_> = self
            .recent()
            .take_while(|trace| trace.sentence + REACH >= s)
            .filter(|trace| fits(self.entities.get(trace.entity)))
            .collect();
        let near = (s.saturating_sub(REACH)..=s).rev().find_map(|sentence| {
            let here = || {
                candidates.iter().filter(move |trace| {
                    trace.sentence == sentence && (sentence < s || trace.token < t)
                })
            };
            here()
                .find(|trace| trace.subject)
                .or_else(|| here().next())
                .map(|trace| trace.entity)
        });
        near.or_else(|| owner.then(linked).flatten())
    }
}
