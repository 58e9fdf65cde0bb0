//! What a phrase denotes: its sort, whether it is one or many, she or he, and what the gazetteer knows of it.

use super::form::{Form, Sort};
use super::phrase::{Phrase, Sources};
use crate::extract::nouns;
use crate::extract::tree::Tree;
use crate::gazetteer::{Entry, Gender};
use crate::ontology::Nature;
use crate::text::{MentionKind, NameKind, Upos};

impl Sources<'_> {
    /// What it denotes, and what the gazetteer knows of it.
    pub(super) fn denotation(&self, phrase: &mut Phrase, tree: &Tree, tokens: &[usize]) {
        let head = phrase.head;
        let country = |word: &str| {
            self.gazetteer
                .demonym(word)
                .or_else(|| self.gazetteer.metonym(word))
                .map(|c| c.id.to_owned())
        };
        phrase.owner = tokens
            .iter()
            .filter(|&&t| t != head && matches!(tree.upos(t), Upos::Adj | Upos::Propn))
            .find_map(|&t| {
                let form = &tree.token(t).form;
                country(form).or_else(|| self.country(form))
            });
        if phrase.time.is_some() {
            phrase.sort = Sort::Time;
            return;
        }
        if phrase.form != Form::Name {
            phrase.sort = match phrase.form {
                Form::He | Form::I => Sort::Person,
                Form::We | Form::You | Form::They | Form::It | Form::That => Sort::Unknown,
                _ => self.sort_of_noun(tree, head),
            };
            return;
        }
        let name = tree.name_at(head);
        let words = match name {
            Some(name) => tree.sentence.tokens[name.tokens.clone()]
                .iter()
                .map(|t| t.form.as_str())
                .collect::<Vec<_>>()
                .join(" "),
            None => tokens
                .iter()
                .filter(|&&t| tree.upos(t) == Upos::Propn)
                .map(|&t| tree.token(t).form.as_str())
                .collect::<Vec<_>>()
                .join(" "),
        };
        let capitals: String = words
            .split([' ', '-'])
            .filter_map(|w| w.chars().next().filter(|c| c.is_uppercase()))
            .collect();
        let letters: String = words.chars().filter(|c| c.is_alphabetic()).collect();
        phrase.acronym = letters.len() >= 2 && letters.chars().all(char::is_uppercase);
        phrase.initials = if phrase.acronym { letters } else { capitals };
        let entry = self.gazetteer.lookup(&words).into_iter().next();
        let listed = matches!(entry, Some(Entry::Organisation(_)));
        let person = !listed && name.is_some_and(|n| n.kind == NameKind::Person);
        phrase.known = match entry {
            _ if person => None,
            Some(Entry::Country(c)) => Some(c.id.to_owned()),
            Some(Entry::Region(r)) => Some(r.id.to_owned()),
            Some(Entry::Organisation(o)) => Some(o.id.to_owned()),
            _ => country(&words).or_else(|| self.gazetteer.people(&words).map(|c| c.id.to_owned())),
        };
        phrase.sort = match (name.map(|n| n.kind), entry) {
            (Some(NameKind::Person), _) if !listed => Sort::Person,
            (Some(NameKind::Organisation), Some(Entry::Country(_))) => Sort::Country,
            (Some(NameKind::Organisation), _) | (_, Some(Entry::Organisation(_))) => {
                Sort::Organisation
            }
            (_, Some(Entry::Country(_))) => Sort::Country,
            (Some(_), _) => Sort::Place,
            (None, Some(Entry::Region(_) | Entry::Place(_))) => Sort::Place,
            (None, None) => match self.sort_of_noun(tree, head) {
                Sort::Unknown => Sort::Name,
                sort => sort,
            },
        };
    }

    fn country(&self, word: &str) -> Option<String> {
        match self.gazetteer.lookup(word).first() {
            Some(Entry::Country(c)) => Some(c.id.to_owned()),
            _ => None,
        }
    }

    fn sort_of_noun(&self, tree: &Tree, head: usize) -> Sort {
        let lexicon = &self.ontology.lexicon;
        let lemma = tree.lemma(head);
        if lexicon.is_in("units", &lemma) {
            return Sort::Amount;
        }
        if let Some(noun) = nouns::denotes(tree, head, self.ontology) {
            let nature = self.ontology.nature(&noun.class);
            let one = !tree.has(head, "Number=Plur") && !lexicon.is_in("collectives", &lemma);
            return match nature {
                Nature { human: true, .. } => Sort::Person,
                Nature { several: true, .. } if one => Sort::Person,
                Nature { several: true, .. } => Sort::Group,
                Nature { armed: true, .. } => Sort::Forces,
                Nature { body: true, .. } => Sort::Organisation,
                Nature {
                    sovereign: true, ..
                } => Sort::Country,
                Nature { staffed: true, .. } => Sort::Facility,
                _ if self.ontology.is_a(&noun.class, "Place") => Sort::Place,
                _ => Sort::Thing,
            };
        }
        match () {
            () if self.gazetteer.title(&lemma).is_some() => Sort::Person,
            () if tree.noun(head, &lexicon.by_noun).is_some() => Sort::Event,
            () if matches!(tree.upos(head), Upos::Num | Upos::Sym) => Sort::Amount,
            () => read(tree, head),
        }
    }

    pub(super) fn plural(&self, phrase: &Phrase, tree: &Tree) -> Option<bool> {
        match phrase.form {
            Form::He | Form::I | Form::It => return Some(false),
            Form::They | Form::We => return Some(true),
            Form::You => return None,
            _ => {}
        }
        if phrase.joined || phrase.quantity.is_some_and(|(min, _)| min > 1) {
            return Some(true);
        }
        let head = phrase.head;
        if tree.has(head, "Number=Plur") {
            return Some(true);
        }
        let collective = self.ontology.lexicon.is_in("collectives", &phrase.lemma);
        let many = matches!(phrase.sort, Sort::Organisation | Sort::Group | Sort::Forces);
        match tree.has(head, "Number=Sing") && !collective {
            true if many => None,
            true => Some(false),
            false => None,
        }
    }

    pub(super) fn gender(&self, phrase: &Phrase, tree: &Tree, tokens: &[usize]) -> Option<Gender> {
        let lexicon = &self.ontology.lexicon;
        let of = |word: &str| {
            if lexicon.is_in("female-nouns", word) {
                Some(Gender::Female)
            } else if lexicon.is_in("male-nouns", word) {
                Some(Gender::Male)
            } else {
                None
            }
        };
        match phrase.form {
            Form::He => of(&tree.lower(phrase.head)),
            Form::Name if phrase.sort == Sort::Person => {
                let named = tree.name_at(phrase.head).map(|n| n.tokens.clone())?;
                let before = named.start.saturating_sub(1)..named.end;
                before.clone().find_map(|t| of(&tree.lower(t))).or_else(|| {
                    let first = (named.len() > 1).then_some(named.start)?;
                    self.gazetteer.gender(&tree.token(first).form)
                })
            }
            Form::Name => None,
            _ if phrase.sort == Sort::Person && !tree.has(phrase.head, "Number=Plur") => tokens
                .iter()
                .find(|&&t| t == phrase.head)
                .and_then(|_| of(&phrase.lemma)),
            _ => None,
        }
    }
}

/// What the reader takes the phrase for.
fn read(tree: &Tree, head: usize) -> Sort {
    match tree.sentence.meaning.kind(head) {
        Some(MentionKind::Person) if tree.has(head, "Number=Plur") => Sort::Group,
        Some(MentionKind::Person) => Sort::Person,
        Some(MentionKind::Place) => Sort::Place,
        Some(MentionKind::Organisation) => Sort::Organisation,
        Some(MentionKind::Event) => Sort::Event,
        Some(MentionKind::Time) => Sort::Time,
        Some(MentionKind::Abstract) => Sort::Abstract,
        Some(
            MentionKind::Object | MentionKind::Substance | MentionKind::Animal | MentionKind::Plant,
        ) => Sort::Thing,
        Some(MentionKind::Nothing) | None => Sort::Unknown,
    }
}
