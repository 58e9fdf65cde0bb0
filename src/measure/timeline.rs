//! What actors and things took part in, in the order of time: any verb or noun that names an event, whatever its kind.

use crate::document::Document;
use crate::extract::account::Modality;
use crate::extract::coreference;
use crate::extract::dated;
use crate::extract::mend::mended;
use crate::extract::modality::modality;
use crate::extract::tree::Tree;
use crate::fold::fold;
use crate::gazetteer::Gazetteer;
use crate::ontology::{Lexicon, Ontology};
use crate::span::Span;
use crate::text::{Analysis, NameKind, Relation, Upos};
use crate::time::Interval;
use std::collections::{BTreeMap, BTreeSet};

/// A word that names an event, who took part, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Happening {
    /// The verb or noun.
    pub word: Span,
    /// Numbers of those who did it or to whom it was done.
    pub participants: BTreeSet<usize>,
    /// When, if the text says so.
    pub time: Option<Interval>,
}

/// An actor or thing of a document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Participant {
    /// Its names as they are written.
    pub names: BTreeSet<String>,
    /// The names as they are looked up.
    keys: BTreeSet<String>,
    /// One of them is read as a person's.
    person: bool,
}

/// What happened in a document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Happenings {
    /// In text order.
    pub happenings: Vec<Happening>,
    /// By number.
    pub participants: BTreeMap<usize, Participant>,
}

impl Happenings {
    /// Reads the events of a document and who took part.
    pub fn of(
        document: &Document,
        analysis: &Analysis,
        ontology: &Ontology,
        gazetteer: &Gazetteer,
    ) -> Happenings {
        let sentences = mended(analysis, ontology);
        let trees: Vec<Tree<'_>> = sentences.iter().map(Tree::new).collect();
        let mut phrases: Vec<(Span, usize, usize)> = Vec::new();
        for (s, tree) in trees.iter().enumerate() {
            for head in (0..tree.len()).filter(|&i| heads_phrase(tree, i)) {
                phrases.push((tree.span(&phrase(tree, head)), s, head));
            }
        }
        phrases.sort_by_key(|(span, ..)| (span.begin, std::cmp::Reverse(span.end)));
        phrases.dedup_by_key(|(span, ..)| *span);
        let spans: Vec<Span> = phrases.iter().map(|(span, ..)| *span).collect();
        let chains = coreference::chains(document, analysis, &spans, ontology, gazetteer);
        let mut participants: BTreeMap<usize, Participant> = BTreeMap::new();
        let mut words: BTreeMap<(usize, usize), BTreeSet<usize>> = BTreeMap::new();
        for (&(_, s, head), &chain) in phrases.iter().zip(&chains) {
            let tree = &trees[s];
            let participant = participants.entry(chain).or_default();
            participant.note(tree, head);
            for word in (Parts { tree, ontology }).of(head) {
                words.entry((s, word)).or_default().insert(chain);
            }
        }
        let mut said = document.published.map(|p| p.date);
        let happenings = words
            .into_iter()
            .map(|((s, word), participants)| {
                let tree = &trees[s];
                let when = dated::when(tree, word, &[], &ontology.lexicon).map(|(time, _)| time);
                // What is said without a date is said when the last thing was: "said on Monday … he added".
                let speech = ontology.says(&tree.lemma(word));
                if speech && when.is_some_and(|time| is_news(&time, document)) {
                    said = when;
                }
                Happening {
                    word: tree.token(word).span,
                    participants,
                    time: when.or(said.filter(|_| speech)),
                }
            })
            .collect();
        Happenings {
            happenings,
            participants,
        }
    }

    /// The numbers of those that a name may mean.
    pub fn called(&self, name: &str, ontology: &Ontology) -> BTreeSet<usize> {
        let key = fold(name);
        self.participants
            .iter()
            .filter(|(_, participant)| participant.may_be(&key, &ontology.lexicon))
            .map(|(number, _)| *number)
            .collect()
    }
}

/// A day shortly before the article was published.
fn is_news(time: &Interval, document: &Document) -> bool {
    let published = document.published.and_then(|p| p.date.end);
    let days = |from: jiff::civil::Date, to| from.until(to).ok().map(|span| span.get_days());
    time.length() == Some(1)
        && (time.begin.zip(published))
            .and_then(|(from, to)| days(from, to))
            .is_some_and(|days| (0..=WEEK).contains(&days))
}

const WEEK: i32 = 7;

impl Participant {
    fn note(&mut self, tree: &Tree<'_>, head: usize) {
        let Some(name) = tree
            .name_at(head)
            .map(|n| (n.tokens.clone(), Some(n.kind)))
            .or_else(|| {
                // A name that was not marked as one: capitals around a proper noun.
                (tree.upos(head) == Upos::Propn).then(|| {
                    let parts = tree.under(head, &|c| {
                        matches!(
                            tree.base(c),
                            Relation::Compound | Relation::Flat | Relation::Nummod
                        )
                    });
                    (parts[0]..head + 1, None)
                })
            })
        else {
            return;
        };
        let (tokens, kind) = name;
        let text: Vec<&str> = tokens.map(|i| tree.token(i).form.as_str()).collect();
        let text = text.join(" ");
        self.person |= kind == Some(NameKind::Person);
        self.keys.insert(fold(&text));
        self.names.insert(text);
    }

    /// One of its names is the name, an acronym of it, or the name with what may be left out; for a person the surname.
    fn may_be(&self, key: &str, lexicon: &Lexicon) -> bool {
        let bare = |name: &str| -> Vec<String> {
            let words: Vec<String> = name.split(' ').map(str::to_owned).collect();
            let kept = words.iter().filter(|w| !lexicon.is_in("company-words", w));
            let kept: Vec<String> = kept.cloned().collect();
            if kept.is_empty() { words } else { kept }
        };
        let initial = |word: &String| word.chars().next();
        let letters: String = key.split(' ').filter_map(|w| w.chars().next()).collect();
        let wanted = bare(key);
        self.keys.iter().any(|name| {
            let given = bare(name);
            let surname = wanted.len() > 1 && given.last() == wanted.last();
            let first = given.len() == 1 || initial(&given[0]) == initial(&wanted[0]);
            name == key
                || given == wanted
                || letters.len() > 1 && *name == letters
                || self.person && surname && first
        })
    }
}

/// Pronouns and nouns that are not parts of a name before another noun.
fn heads_phrase(tree: &Tree<'_>, i: usize) -> bool {
    let named = match tree.upos(i) {
        Upos::Noun => !matches!(
            tree.base(i),
            Relation::Compound | Relation::Flat | Relation::Fixed
        ),
        Upos::Propn => {
            let head = tree.head(i).filter(|_| {
                matches!(
                    tree.base(i),
                    Relation::Compound | Relation::Flat | Relation::Fixed
                )
            });
            // "Ford sales": the name before a noun means somebody; the first part of a name does not.
            head.is_none_or(|h| {
                tree.base(i) == Relation::Compound
                    && tree.upos(h) == Upos::Noun
                    && tree.name_at(i) != tree.name_at(h)
            })
        }
        Upos::Pron => tree.has(i, "PronType=Prs"),
        _ => false,
    };
    named && tree.has_letters(i)
}

/// The tokens of the phrase under a head, clauses and conjuncts left out.
fn phrase(tree: &Tree<'_>, head: usize) -> Vec<usize> {
    tree.under(head, &|c| {
        matches!(
            tree.base(c),
            Relation::Det
                | Relation::Amod
                | Relation::Compound
                | Relation::Flat
                | Relation::Nummod
                | Relation::Nmod
                | Relation::Fixed
        ) || tree.base(c) == Relation::Case && tree.head(c) != Some(head)
    })
}

struct Parts<'p, 't> {
    tree: &'p Tree<'t>,
    ontology: &'p Ontology,
}

impl Parts<'_, '_> {
    /// The words that name the events in which a phrase takes part as doer or sufferer.
    fn of(&self, head: usize) -> BTreeSet<usize> {
        let tree = self.tree;
        let mut found = BTreeSet::new();
        let mut top = head;
        while matches!(tree.base(top), Relation::Conj | Relation::Appos)
            && let Some(above) = tree.head(top)
        {
            top = above;
        }
        if let Some(governor) = tree.head(top) {
            match tree.relation(top) {
                Relation::OblAgent => self.verb(governor, &mut found),
                relation => match relation.base() {
                    Relation::Nsubj => self.clause(governor, &mut found),
                    Relation::Obj | Relation::Iobj => self.verb(governor, &mut found),
                    Relation::Nmod | Relation::Compound => self.noun(governor, &mut found),
                    _ => {}
                },
            }
        }
        for clause in tree.each(top, Relation::Acl) {
            self.verb(clause, &mut found);
        }
        found
    }

    /// The predicate of a subject and those that share it.
    fn clause(&self, verb: usize, found: &mut BTreeSet<usize>) {
        let tree = self.tree;
        self.verb(verb, found);
        let shares = tree
            .each(verb, Relation::Conj)
            .filter(|&v| tree.child(v, Relation::Nsubj).is_none() && tree.upos(v) == Upos::Verb);
        for other in shares {
            self.clause(other, found);
        }
    }

    fn verb(&self, verb: usize, found: &mut BTreeSet<usize>) {
        let tree = self.tree;
        let lexicon = &self.ontology.lexicon;
        if tree.upos(verb) != Upos::Verb {
            self.noun(verb, found);
            return;
        }
        let lemma = tree.lemma(verb);
        let light = lexicon.is_in("plain-verbs", &lemma) || lexicon.light.contains_key(&lemma);
        if light && let Some(object) = tree.child(verb, Relation::Obj) {
            let before = found.len();
            self.noun(object, found);
            if found.len() > before {
                return;
            }
        }
        if !lexicon.is_in("inner-verbs", &lemma) && lemma != "be" && self.is_told(verb) {
            found.insert(verb);
        }
    }

    fn noun(&self, noun: usize, found: &mut BTreeSet<usize>) {
        let lemma = self.tree.lemma(noun);
        let lexicon = &self.ontology.lexicon;
        if self.tree.upos(noun) == Upos::Noun
            && (lexicon.is_in("event-nouns", &lemma) || lexicon.by_noun.contains_key(&lemma))
            && self.is_told(noun)
        {
            found.insert(noun);
        }
    }

    /// What did not happen, or only would, is on no timeline.
    fn is_told(&self, word: usize) -> bool {
        !matches!(
            modality(self.tree, word, &self.ontology.lexicon),
            Modality::Denied | Modality::Conditional | Modality::Asked
        )
    }
}

#[cfg(test)]
mod tests {
    use super::Participant;
    use crate::ontology::Ontology;

    #[test]
    fn names_are_matched_with_what_may_be_left_out() {
        let ontology = Ontology::embedded().expect("the ontology that ships");
        let may_be = |name: &str, person: bool, wanted: &str| {
            let participant = Participant {
                keys: [name.to_owned()].into(),
                person,
                ..Participant::default()
            };
            participant.may_be(wanted, &ontology.lexicon)
        };
        assert!(may_be("brix", false, "brix company"));
        assert!(may_be("brix motor company", false, "brix"));
        assert!(may_be("nsb", false, "northern steel brothers"));
        assert!(may_be("vell", true, "anna vell"));
        assert!(may_be("ann vell", true, "anna vell"));
        assert!(!may_be("otto vell", true, "anna vell"));
        assert!(!may_be("brix five", false, "brix"));
        assert!(!may_be("vell", false, "anna vell"));
    }
}
