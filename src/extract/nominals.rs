//! Mentions that are common nouns: "Syrian regime forces", "the foreign minister", "Russia's defence ministry",
//! "the town of …", "rebels", "the ministry".

use super::account::PartRelation;
use super::authorities::adjective;
use super::entities::{Entity, EntityId, slug};
use super::mentions::{Mentions, Referent};
use super::nouns;
use super::tree::{Tree, is_hyphen};
use crate::gazetteer::Entry;
use crate::text::{MentionKind, NameKind, Relation, Upos};

impl<'a> Mentions<'a> {
    /// The referent of a phrase headed by a common noun (or a proper noun that is no name).
    pub(super) fn nominal(&mut self, s: usize, t: usize) -> Option<Referent> {
        let tree = &self.trees[s];
        if matches!(tree.upos(t), Upos::Num | Upos::Sym) {
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
        let class = nouns::denotes(tree, t, self.ontology);
        if self.ontology.lexicon.is_in("speaking-documents", &lemma)
            && self.is_definite(s, t)
            && let Some(body) = self.last_body_that_spoke(s + 1)
        {
            return Some(Referent::Entity(body));
        }
        match class {
            Some("Place") => Some(self.named_place(s, t)),
            Some("Government") => Some(self.government(s, t)),
            Some("Ministry") => Some(Referent::Entity(self.ministry(s, t))),
            Some("Office") => Some(Referent::Entity(self.office(s, t))),
            Some("Forces") => Some(self.forces(s, t)),
            Some(class @ ("Group" | "Organisation" | "Person")) => {
                Some(self.collective(s, t, class))
            }
            Some(class) if self.ontology.is_a(class, "Thing") => {
                Some(Referent::Entity(self.described(s, t, class)))
            }
            Some("States") => Some(self.states(s, t)),
            _ if tree.noun(t, &self.ontology.lexicon.by_noun).is_some() => Some(Referent::Event),
            _ if self.is_title(s, t) => Some(Referent::Entity(self.office(s, t))),
            _ => Some(Referent::Other),
        }
    }

    pub(super) fn is_title(&self, s: usize, t: usize) -> bool {
        self.gazetteer.title(&self.trees[s].lemma(t)).is_some()
    }

    /// "Turkey's foreign minister, Mevlut X" and "the spokesman Dmitry X": the person named beside the noun.
    pub(super) fn titled_name(&mut self, s: usize, t: usize) -> Option<EntityId> {
        let tree = &self.trees[s];
        if !self.is_title(s, t) && nouns::denotes(tree, t, self.ontology) != Some("Office") {
            return None;
        }
        let name = tree
            .each(t, Relation::Appos)
            .chain(tree.each(t, Relation::Flat))
            .find_map(|c| {
                let name = tree.name_at(c)?;
                (name.kind == NameKind::Person).then(|| name.clone())
            })?;
        let words = self.words(s, &name);
        let title = self.title_of(s, t);
        let owner = self.owner_country(s, t);
        let person = match self.people.get(&crate::fold::fold(&words)) {
            Some(&known) => known,
            None => self.entities.add(Entity {
                id: format!("actor/{}", slug(&words)),
                name: words,
                class: "Person".into(),
                ..Entity::default()
            }),
        };
        self.give_office(person, &title, owner);
        if owner.is_none()
            && let Some(body) = self.employer(s, t)
        {
            self.give_office_of(person, &title, body);
        }
        Some(person)
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
        if let Some(name) = name
            && tree.preposition(name).is_none()
            && let Some(referent) = self.name(s, name)
        {
            return referent;
        }
        if class != "Person"
            && let Some(name) = self.unread_name(s, t)
        {
            return self.named((s, t), &name, NameKind::Organisation, t + 1);
        }
        if self.is_given(s, t)
            && self.is_bare(s, t)
            && self.owner(s, t).is_none()
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
        let known = |entity: &Entity| match (class, entity.class.as_str()) {
            ("Organisation", "Organisation") => true,
            ("Organisation", "Group") | ("Group", "Organisation") => !single,
            ("Group", "Group" | "Forces") => !single,
            ("Group" | "Person", "Person") => entity.plural != single,
            _ => false,
        };
        if self.is_given(s, t)
            && self.is_bare(s, t)
            && self.owner(s, t).is_none()
            && let Some(met) = self.goes_back_to(s, t, &known)
        {
            return Referent::Entity(met);
        }
        if let Some(group) = self.only_group(s, t) {
            return Referent::Entity(group);
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

    /// "the town of X", "X province", "the northwestern X region": X; a place noun alone is no place one could find.
    pub(super) fn named_place(&mut self, s: usize, t: usize) -> Referent {
        let tree = &self.trees[s];
        let name = tree.children(t).iter().copied().find(|&c| {
            let position = match tree.base(c) {
                Relation::Compound | Relation::Appos | Relation::Flat => true,
                Relation::Nmod => {
                    tree.relation(c) != Relation::NmodPoss
                        && matches!(tree.preposition(c).as_deref(), Some("of") | None)
                }
                _ => false,
            };
            position
                && !self.is_linked(s, c)
                && (tree.name_at(c).is_some() || tree.upos(c) == Upos::Propn)
        });
        match name {
            Some(c) => match tree.name_at(c) {
                Some(name) if name.kind != NameKind::Person => {
                    let words = self.words(s, &name.clone());
                    let elsewhere = self.stated_country(s, c, &words).is_some();
                    match self
                        .country_word(&words)
                        .filter(|_| !elsewhere && self.gazetteer.metonym(&words).is_none())
                    {
                        Some(country) => Referent::Entity(self.country(country)),
                        None => Referent::Entity(self.place((s, c), &words)),
                    }
                }
                _ => self.name(s, c).unwrap_or(Referent::Other),
            },
            None => {
                let lemma = tree.lemma(t);
                let known = self
                    .is_definite(s, t)
                    .then(|| {
                        self.trail.iter().rev().take(24).find(|trace| {
                            trace.lemma == lemma && self.entities.get(trace.entity).class == "Place"
                        })
                    })
                    .flatten();
                let met = || self.goes_back_to(s, t, &|e| e.class == "Place");
                match known.map(|trace| trace.entity).or_else(met) {
                    Some(place) => Referent::Entity(place),
                    None => Referent::Entity(self.described(s, t, "Place")),
                }
            }
        }
    }

    /// Words of a phrase with the hyphens that stand between them: "Saudi-led coalition".
    fn joined(&self, s: usize, words: &[usize], forms: &[String]) -> String {
        let tree = &self.trees[s];
        let mut name = String::new();
        for (n, form) in forms.iter().enumerate() {
            if n > 0 {
                let hyphen =
                    words[n] == words[n - 1] + 2 && is_hyphen(&tree.token(words[n - 1] + 1).form);
                let tight =
                    tree.token(words[n - 1]).span.end == tree.token(words[n] - 1).span.begin;
                name.push(if hyphen && tight { '-' } else { ' ' });
            }
            name.push_str(form);
        }
        name
    }

    /// "16" in "F-16 jets": hyphens tie a number to a word.
    fn is_tied(&self, s: usize, number: usize) -> bool {
        let tree = &self.trees[s];
        let tight = |hyphen: usize| {
            let span = tree.token(hyphen).span;
            is_hyphen(&tree.token(hyphen).form)
                && tree.token(hyphen - 1).span.end == span.begin
                && span.end == tree.token(hyphen + 1).span.begin
        };
        let before = number >= 2 && tight(number - 1);
        before || number >= 1 && number + 2 < tree.len() && tight(number + 1)
    }

    /// An actor or thing known only by its description: the modifiers that tell it from others, and the head noun.
    pub(super) fn described(&mut self, s: usize, t: usize, class: &str) -> EntityId {
        let tree = &self.trees[s];
        let mut words: Vec<usize> = tree.under(t, &|c| {
            let tells = match tree.base(c) {
                Relation::Amod | Relation::Compound | Relation::Flat => tree.has_letters(c),
                _ => false,
            };
            c < t
                && (tells || !tree.has_letters(c) && self.is_tied(s, c))
                && !self
                    .ontology
                    .lexicon
                    .is_in("passing-modifiers", &tree.lower(c))
        });
        words.retain(|&w| w <= t);
        // "Saudi-led coalition airstrikes": the participle hangs on the last noun, but stands by this one.
        let led = t.checked_sub(3).filter(|&first| self.is_linked(s, first));
        if let Some(first) = led.filter(|_| words == [t]) {
            words = vec![first, t - 1, t];
        }
        let parts: Vec<String> = words
            .iter()
            .map(|&w| {
                if w == t {
                    tree.token(w).form.to_lowercase()
                } else {
                    tree.token(w).form.clone()
                }
            })
            .collect();
        let owner = self.owner_country(s, t);
        let told = told_apart(tree, t);
        let names_country = |word: &str| self.country_word(word).is_some();
        let from = owner
            .filter(|_| !parts.iter().any(|p| names_country(p)))
            .filter(|_| !told.iter().any(|&w| names_country(&tree.token(w).form)))
            .map(adjective);
        let plural = tree.has(t, "Number=Plur")
            || self.ontology.lexicon.is_in("collectives", &tree.lemma(t));
        let mut name = self.joined(s, &words, &parts);
        if let Some(adjective) = from {
            name = format!("{adjective} {name}");
        }
        if let Some(known) = self.known_as(s, t, &words, &name) {
            name = known;
        }
        // "Saudi-led coalition": a phrase that is known as a name.
        let listed = self.gazetteer.lookup(&name).into_iter().next();
        if let Some(Entry::Organisation(_)) = listed
            && let Referent::Entity(id) = self.named((s, t), &name, NameKind::Organisation, t)
        {
            return id;
        }
        if !told.is_empty() && class != "Place" {
            let told = tree.span(&told).of(&self.document.text);
            name = format!(
                "{name} {}",
                told.split_whitespace().collect::<Vec<_>>().join(" ")
            );
        }
        // One is a person, several are a group, whatever the noun: "officials", "a protester".
        let person = tree.sentence.meaning.kind(t) == Some(MentionKind::Person);
        let class = match class {
            "Person" if plural => "Group",
            "Group" if !plural && person => "Person",
            other => other,
        };
        // Things and nameless places are known by their words only.
        let prefix = if self.ontology.is_a(class, "Actor") {
            "actor"
        } else {
            "thing"
        };
        let part_of = match owner {
            Some(country) if class == "Forces" => {
                let id = self.country(country);
                vec![self.entities.whole(id, PartRelation::PartOf, None)]
            }
            _ => Vec::new(),
        };
        self.entities.add(Entity {
            id: format!("{prefix}/{}", slug(&name)),
            name,
            class: class.to_string(),
            part_of,
            plural,
            collective: !tree.has(t, "Number=Plur"),
            ..Entity::default()
        })
    }
}

/// Longest phrase behind a noun, in words, that becomes part of its name.
const LONGEST: usize = 8;

/// What stands right behind a noun and tells whom or what it means: "officials *in Seoul*", "sources *close to the family*",
/// "men *wearing uniforms*".
fn told_apart(tree: &Tree, t: usize) -> Vec<usize> {
    let mut words: Vec<usize> = Vec::new();
    for &c in tree.children(t).iter().filter(|&&c| c > t) {
        let kind = tree.sentence.meaning.kind(c);
        let preposition = tree.preposition(c);
        let tells = match tree.base(c) {
            Relation::Nmod => match preposition.as_deref() {
                Some("of") => kind != Some(MentionKind::Time),
                Some(_) => matches!(
                    kind,
                    Some(MentionKind::Person | MentionKind::Organisation | MentionKind::Place)
                ),
                None => false,
            },
            Relation::Amod => tree.child(c, Relation::Obl).is_some(),
            Relation::Acl => tree.has(c, "VerbForm=Ger") || tree.has(c, "VerbForm=Part"),
            _ => false,
        };
        if !tells {
            continue;
        }
        let own = tree.under(c, &|x| {
            !matches!(
                tree.base(x),
                Relation::Appos
                    | Relation::Advcl
                    | Relation::Ccomp
                    | Relation::Parataxis
                    | Relation::Punct
            ) && tree.relation(x) != Relation::AclRelcl
        });
        let behind = words.last().copied().unwrap_or(t);
        let whole = own.first() == Some(&(behind + 1)) && own.windows(2).all(|w| w[1] == w[0] + 1);
        if !whole || words.len() + own.len() > LONGEST {
            break;
        }
        words.extend(own);
    }
    words
}
