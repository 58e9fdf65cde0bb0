//! Who or what has no name: known by the words that tell it from others, "Saudi-led coalition", "enemy forces".

use super::account::PartRelation;
use super::authorities::adjective;
use super::entities::{Entity, EntityId, slug};
use super::mentions::{Mentions, Referent};
use super::tree::Tree;
use crate::gazetteer::Entry;
use crate::ontology::{Lexicon, Part};
use crate::text::{MentionKind, NameKind, Relation};

impl Mentions<'_> {
    /// Words of a phrase with the hyphens that stand between them: "Saudi-led coalition".
    fn joined(&self, s: usize, words: &[usize], forms: &[String]) -> String {
        let tree = &self.trees[s];
        let mut name = String::new();
        for (n, form) in forms.iter().enumerate() {
            if n > 0 {
                let tied = words[n] == words[n - 1] + 2 && tree.is_tied(words[n - 1]);
                name.push(if tied { '-' } else { ' ' });
            }
            name.push_str(form);
        }
        name
    }

    /// Adds what hyphens tie to the words from the left: "U.S." of "U.S.-led coalition", "two" of "two-star general".
    fn take_tied(&self, s: usize, words: &mut Vec<usize>) {
        let tree = &self.trees[s];
        let mut n = 0;
        while n < words.len() {
            let tied = words[n].checked_sub(2).filter(|&w| tree.is_tied(w));
            match tied.filter(|w| !words.contains(w)) {
                Some(w) => words.insert(n, w),
                None => n += 1,
            }
        }
    }

    /// "Killed two judges in Vesna": of an object that comes to harm the place behind it is where that happened.
    fn is_harmed(&self, s: usize, t: usize) -> bool {
        let tree = &self.trees[s];
        let lexicon = &self.ontology.lexicon;
        let harms = |verb: usize| {
            let frames = lexicon.by_verb.get(&tree.verb(verb)).into_iter().flatten();
            let mut classes = frames.map(|&n| lexicon.frames[n].class.as_str());
            classes.any(|class| self.ontology.role_in(class, Part::Patient).is_some())
        };
        tree.base(t) == Relation::Obj && tree.head(t).is_some_and(harms)
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
                && (tells || !tree.has_letters(c) && is_tied_number(tree, c))
                && !self
                    .ontology
                    .lexicon
                    .is_in("passing-modifiers", &tree.lower(c))
        });
        words.retain(|&w| w <= t);
        // "Saudi-led coalition airstrikes": the participle hangs on the last noun, but stands by this one.
        let led = t.checked_sub(3).filter(|&first| self.is_linked(s, first));
        if led.is_some() && words == [t] {
            words.insert(0, t - 1);
        }
        self.take_tied(s, &mut words);
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
        let told = match self.is_harmed(s, t) && tells_where(tree, t) {
            true => Vec::new(),
            false => told_apart(tree, t, &self.ontology.lexicon),
        };
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
        let lexicon = &self.ontology.lexicon;
        let police = lexicon.word_of("police-name").filter(|_| plural);
        if let Some(police) = police
            && lexicon.is_in("words-for-police", &name.to_lowercase())
        {
            name = police.to_string();
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
        if !told.is_empty() && !self.ontology.is_a(class, "Place") {
            let told = tree.span(&told).of(&self.document.text);
            let told = told.split_whitespace().collect::<Vec<_>>().join(" ");
            name = format!("{name} {told}");
        }
        // One is a person, several are a group, whatever the noun: "officials", "a protester".
        let person = tree.sentence.meaning.kind(t) == Some(MentionKind::Person);
        let class = match plural {
            true => self.ontology.several(class),
            false if person => self.ontology.single(class),
            false => class,
        };
        let part_of = match owner {
            Some(country) if self.ontology.nature(class).armed => {
                let id = self.country(country);
                vec![self.entities.whole(id, PartRelation::PartOf, None)]
            }
            _ => Vec::new(),
        };
        let mut entity = Entity {
            part_of,
            plural,
            collective: !tree.has(t, "Number=Plur"),
            ..Entity::actor(&name, class)
        };
        // Things and nameless places are known by their words only.
        if !self.ontology.is_a(class, "Actor") {
            entity.id = format!("thing/{}", slug(&name));
        }
        self.entities.add(entity)
    }
}

/// Whether what stands behind a noun is a place: "judges *in Vesna*".
fn tells_where(tree: &Tree, t: usize) -> bool {
    let behind = tree.each(t, Relation::Nmod).find(|&c| c > t);
    behind.is_some_and(|c| tree.sentence.meaning.kind(c) == Some(MentionKind::Place))
}

/// "16" in "F-16 jets": hyphens tie a number to a word.
fn is_tied_number(tree: &Tree, number: usize) -> bool {
    tree.is_tied(number) || number >= 2 && tree.is_tied(number - 2)
}

/// Longest phrase behind a noun, in words, that becomes part of its name.
const LONGEST: usize = 8;

/// What stands right behind a noun and tells whom or what it means: "officials *in Seoul*", "sources *close to the family*",
/// "men *wearing uniforms*".
fn told_apart(tree: &Tree, t: usize, lexicon: &Lexicon) -> Vec<usize> {
    let mut words: Vec<usize> = Vec::new();
    for &c in tree.children(t).iter().filter(|&&c| c > t) {
        let kind = tree.sentence.meaning.kind(c);
        let preposition = tree.preposition(c);
        let tells = match tree.base(c) {
            Relation::Nmod => preposition.is_some_and(|preposition| {
                let of = lexicon.is_in("genitives", &preposition);
                of && kind != Some(MentionKind::Time)
                    || matches!(
                        kind,
                        Some(MentionKind::Person | MentionKind::Organisation | MentionKind::Place)
                    )
            }),
            Relation::Amod => tree.child(c, Relation::Obl).is_some(),
            // "accused the army of shelling": the clause is the verb's.
            Relation::Acl if tree.child(c, Relation::Mark).is_some() => false,
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
