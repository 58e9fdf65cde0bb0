//! [`Phrase`]: what a mention tells by itself — its head, its words, its number and gender, what it denotes.

use super::super::nouns;
use super::super::tree::Tree;
use super::form::{Form, Sort};
use crate::document::{BlockKind, Document};
use crate::extract::quotes::Quote;
use crate::fold::fold;
use crate::gazetteer::{Entry, Gazetteer, Gender};
use crate::ontology::Ontology;
use crate::span::Span;
use crate::text::{NameKind, Relation, Upos};

/// A mention by itself.
#[derive(Debug, Clone, Default)]
pub struct Phrase {
    /// Where it stands.
    pub span: Span,
    /// Its sentence, and its head token there.
    pub sentence: usize,
    /// Its head token.
    pub head: usize,
    /// The paragraph.
    pub paragraph: usize,
    /// Whether it stands in a title.
    pub heading: bool,
    /// How it refers.
    pub form: Form,
    /// What it denotes.
    pub sort: Sort,
    /// Lemma of the head word, folded.
    pub lemma: String,
    /// Its words without article and possessive mark, folded, joined by spaces.
    pub key: String,
    /// Content words before the head, folded.
    pub modifiers: Vec<String>,
    /// Content words of the whole, folded.
    pub content: Vec<String>,
    /// Whether a phrase or clause follows the head.
    pub extended: bool,
    /// One or many, where known.
    pub plural: Option<bool>,
    /// She or he, where known.
    pub gender: Option<Gender>,
    /// What the gazetteer calls it: the id of a country, region or organisation.
    pub known: Option<String>,
    /// The country that an adjective or possessor ties it to.
    pub owner: Option<String>,
    /// First letters of its capitalised words; the letters themselves for an acronym.
    pub initials: String,
    /// It is written in capitals only.
    pub acronym: bool,
    /// Value of the time expression it is.
    pub time: Option<String>,
    /// The number in it.
    pub quantity: Option<(u64, Option<u64>)>,
    /// Grammatical role.
    pub role: Role,
    /// Token that its head depends on.
    pub governor: Option<usize>,
    /// Its head stands in apposition.
    pub apposed: bool,
    /// Its head is a predicate noun ("is a doctor").
    pub predicate: bool,
    /// It is the subject of a verb of saying.
    pub speaks: bool,
    /// Index of the quotation it stands in.
    pub quote: Option<usize>,
    /// It is coordinated: "A and B".
    pub joined: bool,
    /// "himself", "themselves".
    pub reflexive: bool,
    /// Where the words before it end, when only a comma, dash or bracket stands between.
    pub follows: Option<usize>,
}

/// Grammatical role of a phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Role {
    /// Subject, also of a passive.
    Subject,
    /// Object.
    Object,
    /// Possessor.
    Possessor,
    /// Anything else.
    #[default]
    Other,
}

/// What phrases are looked up in.
pub struct Sources<'a> {
    /// The text.
    pub document: &'a Document,
    /// Its sentences.
    pub trees: &'a [Tree<'a>],
    /// Its quotations.
    pub quotes: &'a [Quote],
    /// Words.
    pub ontology: &'a Ontology,
    /// Names.
    pub gazetteer: &'a Gazetteer,
}

impl Sources<'_> {
    /// The phrase under a span of text: its head is the token in it that hangs outside.
    pub fn phrase_at(&self, span: Span) -> Phrase {
        let inside = |s: usize| -> Vec<usize> {
            let tokens = &self.trees[s].sentence.tokens;
            let within = |t: &usize| span.contains(tokens[*t].span);
            (0..tokens.len()).filter(within).collect()
        };
        let first = self
            .trees
            .partition_point(|tree| tree.sentence.span.end <= span.begin);
        let found = (first < self.trees.len())
            .then(|| (first, inside(first)))
            .filter(|(_, tokens)| !tokens.is_empty());
        let Some((s, tokens)) = found else {
            // The block it stands in is not read: its words are all that is known.
            let key = fold(span.of(&self.document.text));
            return Phrase {
                span,
                follows: self.follows(span),
                sentence: first,
                head: usize::MAX,
                lemma: key.rsplit(' ').next().unwrap_or_default().to_owned(),
                content: key.split(' ').map(str::to_owned).collect(),
                key,
                form: Form::Name,
                ..Phrase::default()
            };
        };
        let tree = &self.trees[s];
        let outside = |t: &usize| {
            tree.head(*t)
                .is_none_or(|h| tokens.binary_search(&h).is_err())
        };
        let solid = |t: &&usize| tree.upos(**t) != Upos::Punct && outside(t);
        let head = tokens
            .iter()
            .find(solid)
            .or(tokens.first())
            .copied()
            .unwrap_or_default();
        self.phrase(s, head, &tokens, span)
    }

    /// The phrase of some tokens with that head.
    pub fn phrase(&self, s: usize, head: usize, tokens: &[usize], span: Span) -> Phrase {
        let tree = &self.trees[s];
        let lexicon = &self.ontology.lexicon;
        let mut phrase = Phrase {
            span,
            sentence: s,
            head,
            paragraph: tree.sentence.paragraph,
            heading: tree.sentence.block == BlockKind::Heading,
            governor: tree.head(head),
            apposed: tree.base(head) == Relation::Appos,
            predicate: tree.child(head, Relation::Cop).is_some(),
            role: role(tree, head),
            follows: self.follows(span),
            ..Phrase::default()
        };
        phrase.speaks = self.speaks(tree, head);
        phrase.quote = self
            .quotes
            .iter()
            .position(|q| q.is_speech() && q.outer.contains(span));
        phrase.joined = tree.each(head, Relation::Conj).any(|c| tokens.contains(&c));
        let counts = |t: usize| {
            matches!(
                tree.upos(t),
                Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num | Upos::Verb | Upos::X | Upos::Adv
            )
        };
        phrase.lemma = fold(&tree.lemma(head));
        for &t in tokens {
            if counts(t) {
                let word = fold(&tree.token(t).form);
                if t < head {
                    phrase.modifiers.push(word.clone());
                }
                phrase.content.push(word);
            }
        }
        phrase.extended = tokens
            .iter()
            .any(|&t| t > head && counts(t) && tree.base(t) != Relation::Flat);
        phrase.key = key(tree, tokens);
        phrase.time = tree
            .sentence
            .times
            .iter()
            .find(|time| time.tokens.contains(&head))
            .map(|time| time.value.clone());
        phrase.quantity = tree
            .sentence
            .quantities
            .iter()
            .find(|q| {
                q.tokens.contains(&head)
                    || tree
                        .each(head, Relation::Nummod)
                        .any(|n| q.tokens.contains(&n))
            })
            .map(|q| (q.min, q.max));
        phrase.form = Form::of(tree, head, tokens, lexicon);
        phrase.reflexive =
            tree.lower(head).ends_with("self") || tree.lower(head).ends_with("selves");
        self.denotation(&mut phrase, tree, tokens);
        phrase.plural = self.plural(&phrase, tree);
        phrase.gender = self.gender(&phrase, tree, tokens);
        phrase
    }

    /// It is the subject of a verb of saying, or "according to" it.
    fn speaks(&self, tree: &Tree, head: usize) -> bool {
        let subject = tree.base(head) == Relation::Nsubj;
        let verb = tree.head(head).filter(|_| subject);
        verb.is_some_and(|v| self.ontology.says(&tree.verb(v)))
            || tree.preposition(head).as_deref() == Some("according to")
    }

    /// Where the words before the span end, when only a comma, dash or bracket stands between.
    fn follows(&self, span: Span) -> Option<usize> {
        let before = self.document.text.get(..span.begin)?.trim_end();
        let bare = before.strip_suffix([',', '(', '–', '—', '-'])?;
        Some(bare.trim_end().len())
    }

    /// What it denotes, and what the gazetteer knows of it.
    fn denotation(&self, phrase: &mut Phrase, tree: &Tree, tokens: &[usize]) {
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
        let person = name.is_some_and(|n| n.kind == NameKind::Person);
        let entry = self.gazetteer.lookup(&words).into_iter().next();
        phrase.known = match entry {
            _ if person => None,
            Some(Entry::Country(c)) => Some(c.id.to_owned()),
            Some(Entry::Region(r)) => Some(r.id.to_owned()),
            Some(Entry::Organisation(o)) => Some(o.id.to_owned()),
            _ => country(&words).or_else(|| self.gazetteer.people(&words).map(|c| c.id.to_owned())),
        };
        phrase.sort = match (name.map(|n| n.kind), entry) {
            (Some(NameKind::Person), _) => Sort::Person,
            (Some(NameKind::Organisation), Some(Entry::Country(_))) => Sort::Country,
            (Some(NameKind::Organisation), _) => Sort::Organisation,
            (Some(NameKind::Place) | None, Some(Entry::Country(_))) => Sort::Country,
            (Some(NameKind::Place), _) => Sort::Place,
            (None, Some(Entry::Region(_) | Entry::Place(_))) => Sort::Place,
            (None, Some(Entry::Organisation(_))) => Sort::Organisation,
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
        match nouns::denotes(tree, head, self.ontology) {
            Some("Person" | "Office") => Sort::Person,
            Some("Group")
                if !tree.has(head, "Number=Plur") && !lexicon.is_in("collectives", &lemma) =>
            {
                Sort::Person
            }
            Some("Group") => Sort::Group,
            Some("Forces") => Sort::Forces,
            Some("Organisation" | "Ministry" | "Government") => Sort::Organisation,
            Some("States") => Sort::Country,
            Some("Place") => Sort::Place,
            Some("Facility") => Sort::Facility,
            Some(_) => Sort::Thing,
            None if self.gazetteer.title(&lemma).is_some() => Sort::Person,
            None if lexicon.by_noun.contains_key(&lemma) => Sort::Event,
            None if matches!(tree.upos(head), Upos::Num | Upos::Sym) => Sort::Amount,
            None => Sort::Unknown,
        }
    }

    fn plural(&self, phrase: &Phrase, tree: &Tree) -> Option<bool> {
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

    fn gender(&self, phrase: &Phrase, tree: &Tree, tokens: &[usize]) -> Option<Gender> {
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

/// The words of a phrase as a key: folded, without article before and possessive mark behind.
fn key(tree: &Tree, tokens: &[usize]) -> String {
    let solid: Vec<usize> = tokens
        .iter()
        .copied()
        .filter(|&t| !matches!(tree.upos(t), Upos::Punct | Upos::Part))
        .collect();
    let from =
        usize::from(solid.len() > 1 && solid.first().is_some_and(|&t| tree.upos(t) == Upos::Det));
    let words: Vec<String> = solid[from..]
        .iter()
        .map(|&t| fold(&tree.token(t).form))
        .filter(|w| !w.is_empty())
        .collect();
    words.join(" ")
}

fn role(tree: &Tree, head: usize) -> Role {
    match tree.relation(head) {
        r if matches!(r.base(), Relation::Nsubj) => Role::Subject,
        Relation::NmodPoss => Role::Possessor,
        r if matches!(r.base(), Relation::Obj | Relation::Iobj) => Role::Object,
        _ => Role::Other,
    }
}
