//! Mentions that are common nouns: "Syrian regime forces", "the foreign minister", "Russia's defence ministry",
//! "the town of …", "rebels", "the ministry".

use super::entities::{Entity, EntityId};
use super::mentions::{Mentions, Referent};
use super::nouns;
use crate::ontology::{Found, Noun, Stands};
use crate::text::{MentionKind, NameKind, Relation, Upos};

impl<'a> Mentions<'a> {
    /// The referent of a phrase headed by a common noun (or a proper noun that is no name).
    pub(super) fn nominal(&mut self, s: usize, t: usize) -> Option<Referent> {
        let tree = &self.trees[s];
        // "Thousands fled": a number of nobody knows whom.
        let bare =
            self.quantity_at(s, t).is_some() && tree.each(t, Relation::Nmod).next().is_none();
        if matches!(tree.upos(t), Upos::Num | Upos::Sym) || bare {
            let form = &tree.token(t).form;
            // "M23"
            if tree.has_letters(t) && self.is_listed(form) {
                return Some(self.named((s, t), form, NameKind::Organisation, t));
            }
            let counted = tree
                .sentence
                .quantities
                .iter()
                .any(|q| q.tokens.contains(&t));
            return Some(if counted {
                Referent::Number
            } else {
                Referent::Other
            });
        }
        let lemma = tree.lemma(t);
        if let Some(person) = self.titled_name(s, t) {
            return Some(Referent::Entity(person));
        }
        if self.names_region(s, t) {
            return Some(self.named_place(s, t, "Place"));
        }
        let noun = nouns::denotes(tree, t, self.ontology);
        if let Some([one, other]) = self.opposed(s, t, noun) {
            self.pending.push(other);
            return Some(Referent::Entity(one));
        }
        if self.ontology.lexicon.is_in("speaking-documents", &lemma)
            && self.is_definite(s, t)
            && let Some(body) = self.last_body_that_spoke(s + 1)
        {
            return Some(Referent::Entity(body));
        }
        if let Some(noun) = noun
            && let Some(denoted) = self.denoted(s, t, noun)
        {
            return Some(denoted);
        }
        if tree.noun(t, &self.ontology.lexicon.by_noun).is_some() {
            return Some(Referent::Event);
        }
        if self.is_title(s, t) {
            let person = self.ontology.class_of(Found::Person);
            let states = self.states_of(s, t).map(Referent::Entity);
            return states.or_else(|| Some(Referent::Entity(self.office(s, t, person))));
        }
        Some(Referent::Other)
    }

    /// The referent of a noun that the ontology says something of.
    fn denoted(&mut self, s: usize, t: usize, noun: &Noun) -> Option<Referent> {
        let (class, nature) = (noun.class.as_str(), self.ontology.nature(&noun.class));
        if let Some(named) = self.named_before(s, t, class) {
            return Some(named);
        }
        let lemma = self.trees[s].lemma(t);
        if self.ontology.lexicon.is_in("leaders", &lemma)
            && let Some(state) = self.states_of(s, t)
        {
            return Some(Referent::Entity(state));
        }
        Some(match noun.stands {
            Some(Stands::ForCountry) => self.government(s, t, class),
            Some(Stands::InCountry) => Referent::Entity(self.ministry(s, t, class)),
            Some(Stands::InOffice) => match self.states_of(s, t) {
                Some(state) => Referent::Entity(state),
                None => Referent::Entity(self.office(s, t, class)),
            },
            None if nature.sovereign => self.states(s, t),
            None if nature.armed => self.forces(s, t, class),
            None if nature.body || nature.people() => self.collective(s, t, class),
            None if self.ontology.is_a(class, "Place") => self.named_place(s, t, class),
            None if self.ontology.is_thing(class) => Referent::Entity(self.described(s, t, class)),
            None => return None,
        })
    }

    /// "The Vesna Falcons, a little-known militia": who or what a description in apposition to a name describes.
    fn named_before(&self, s: usize, t: usize, class: &str) -> Option<Referent> {
        let tree = &self.trees[s];
        let name = tree
            .head(t)
            .filter(|&name| name < t && tree.name_at(name).is_some())?;
        let described =
            tree.relation(t) == Relation::Appos && tree.child(t, Relation::Det).is_some();
        let referent = self.get(s, name).filter(|_| described)?.referent;
        let Referent::Entity(id) = referent else {
            return None;
        };
        let actor = |class: &str| self.ontology.is_a(class, "Actor");
        let human = |class: &str| self.ontology.nature(class).human;
        let theirs = self.entities.get(id).class.as_str();
        // "Ivan Petrov, a gunman": one of a group is a person.
        let one = !tree.has(t, "Number=Plur") && human(self.ontology.single(class));
        let alike = human(class) == human(theirs) || one && human(theirs);
        (actor(class) && actor(theirs) && alike).then_some(referent)
    }

    /// "The leaders of Kenya and Ghana" act for these.
    fn states_of(&mut self, s: usize, t: usize) -> Option<EntityId> {
        let others = self.other_owners(s, t);
        let several = self.trees[s].has(t, "Number=Plur") && !others.is_empty();
        let owner = self.owner_country(s, t).filter(|_| several)?;
        self.pending.extend(others);
        Some(self.country(owner))
    }

    pub(super) fn is_title(&self, s: usize, t: usize) -> bool {
        self.gazetteer.title(&self.trees[s].lemma(t)).is_some()
    }

    /// "Turkey's foreign minister, Mevlut X" and "the spokesman Dmitry X": the person named beside the noun.
    pub(super) fn titled_name(&mut self, s: usize, t: usize) -> Option<EntityId> {
        let tree = &self.trees[s];
        let stands = nouns::denotes(tree, t, self.ontology).and_then(|noun| noun.stands);
        let office = self.is_title(s, t) || stands == Some(Stands::InOffice);
        // "A local youth, Ivan Petrov, drove the car."
        let person = tree.sentence.meaning.kind(t) == Some(MentionKind::Person);
        if !office && (!person || tree.has(t, "Number=Plur")) {
            return None;
        }
        let name = tree
            .each(t, Relation::Appos)
            .chain(tree.each(t, Relation::Flat).filter(|_| office))
            .find_map(|c| {
                let name = tree.name_at(c)?;
                (name.kind == NameKind::Person).then(|| name.clone())
            })?;
        let words = self.words(s, &name);
        let title = self.title_of(s, t);
        let owner = self.owner_country(s, t);
        let person = match self.people.get(&crate::fold::fold(&words)) {
            Some(&known) => known,
            None => {
                let person = Entity::actor(&words, self.ontology.class_of(Found::Person));
                self.entities.add(person)
            }
        };
        if office {
            self.give_office(person, &title, owner);
            if owner.is_none()
                && let Some(body) = self.employer(s, t)
            {
                self.give_office_of(person, &title, body);
            }
        }
        Some(person)
    }

    /// "One of his guards, Ivan Petrov": who that is.
    pub(super) fn one_of(&mut self, s: usize, t: usize, of: usize) -> Option<EntityId> {
        let tree = &self.trees[s];
        let one = self.quantity_at(s, t).is_some_and(|n| n.max == Some(1));
        let named = |&c: &usize| {
            let name = tree.name_at(c);
            tree.base(c) == Relation::Appos && name.is_some_and(|n| n.kind == NameKind::Person)
        };
        let beside = |n: usize| tree.children(n).iter().copied().find(named);
        let name = beside(t).or_else(|| beside(of)).filter(|_| one)?;
        match self.name(s, name)? {
            Referent::Entity(id) => Some(id),
            _ => None,
        }
    }

    /// A phrase of something met before: definite, or bare before another noun ("coalition warplanes").
    pub(super) fn is_given(&self, s: usize, t: usize) -> bool {
        let tree = &self.trees[s];
        let bare = tree.relation(t) == Relation::Compound && tree.children(t).is_empty();
        bare || self.is_definite(s, t)
    }

    /// A noun that nothing before it tells from others: "the forces", not "the enemy forces".
    pub(super) fn is_bare(&self, s: usize, t: usize) -> bool {
        let tree = &self.trees[s];
        !tree.children(t).iter().any(|&c| {
            c < t
                && matches!(tree.base(c), Relation::Amod | Relation::Compound)
                && !self
                    .ontology
                    .lexicon
                    .is_in("passing-modifiers", &tree.lower(c))
        })
    }

    pub(super) fn is_definite(&self, s: usize, t: usize) -> bool {
        let tree = &self.trees[s];
        tree.each(t, Relation::Det).any(|d| {
            self.ontology
                .lexicon
                .is_in("definite-articles", &tree.lower(d))
        })
    }

    /// Rebels, residents, a company: collective actors kept apart from countries.
    pub(super) fn collective(&mut self, s: usize, t: usize, class: &str) -> Referent {
        let tree = &self.trees[s];
        let lexicon = &self.ontology.lexicon;
        let lemma = tree.lemma(t);
        // "Hezbollah fighters" are Hezbollah; "the Anadolu news agency" is named by its compound.
        let name = tree.children(t).iter().copied().find(|&c| {
            matches!(
                tree.base(c),
                Relation::Compound | Relation::Appos | Relation::Flat | Relation::Nmod
            ) && match tree.name_at(c) {
                Some(n) => {
                    let words = self.words(s, n);
                    let body = n.kind == NameKind::Organisation || self.is_listed(&words);
                    body && self.country_word(&words).is_none()
                }
                // "M23 fighters"
                None => {
                    let form = &tree.token(c).form;
                    form.starts_with(char::is_uppercase) && self.is_listed(form)
                }
            }
        });
        // "Fighters of the League", but not "a faction of the League"
        let fights = self.ontology.nature(class).armed
            || tree.has(t, "Number=Plur") && lexicon.is_in("fighting-groups", &lemma);
        if let Some(name) = name
            && (tree.preposition(name).is_none() || fights && self.is_genitive(s, name))
            && let Some(referent) = self.name(s, name)
        {
            return referent;
        }
        let nature = self.ontology.nature(class);
        if !nature.human
            && let Some(name) = self.unread_name(s, t)
        {
            return self.named((s, t), &name, NameKind::Organisation, t + 1);
        }
        let goes_back = self.is_given(s, t) && self.is_bare(s, t) && self.owner(s, t).is_none();
        if goes_back
            && self.speaks(s, t)
            && let Some(group) = self.group_that_spoke(s, t)
        {
            return Referent::Entity(group);
        }
        if goes_back
            && let Some(known) = self
                .trail
                .iter()
                .rev()
                .take(40)
                .find(|trace| trace.lemma == lemma)
        {
            return Referent::Entity(known.entity);
        }
        let single =
            !tree.has(t, "Number=Plur") && !self.ontology.lexicon.is_in("collectives", &lemma);
        let group = self.ontology.lexicon.is_in("fighting-groups", &lemma);
        let known = |entity: &Entity| {
            let other = self.ontology.nature(&entity.class);
            if group && !self.may_be_a_group(entity) {
                return false;
            }
            if nature.people() && other.human {
                return entity.plural != single;
            }
            match nature.several {
                true => !single && other.body,
                false if nature.institution() => other.institution() || !single && other.several,
                false => false,
            }
        };
        if goes_back && let Some(met) = self.goes_back_to(s, t, &known) {
            return Referent::Entity(met);
        }
        if let Some(group) = self.only_group(s, t) {
            return Referent::Entity(group);
        }
        if goes_back
            && nature.body
            && let Some(body) = self.named_body_near(s, t)
        {
            return Referent::Entity(body);
        }
        Referent::Entity(self.described(s, t, class))
    }

    /// "the charity Save the Children": the proper noun right behind a noun names it, also where the reader sees no name.
    fn unread_name(&self, s: usize, t: usize) -> Option<String> {
        let tree = &self.trees[s];
        let beside = |c: &usize| {
            matches!(tree.base(*c), Relation::Appos | Relation::Flat)
                && tree.upos(*c) == Upos::Propn
                && tree.name_at(*c).is_none()
                && tree.subtree(*c).first() == Some(&(t + 1))
        };
        let c = tree.children(t).iter().copied().find(beside)?;
        let words = tree.under(c, &|x| {
            !matches!(
                tree.base(x),
                Relation::Acl | Relation::Appos | Relation::Conj | Relation::Punct
            )
        });
        Some(tree.span(&words).of(&self.document.text).to_string())
    }
}
