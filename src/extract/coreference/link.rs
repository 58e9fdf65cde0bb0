//! What speaks for and against two phrases meaning the same: which rows of the table of weights hold for them.

use super::form::{Form, Sort};
use super::phrase::{Phrase, Role};
use super::signs::{FORMS, FRESH, Fresh, SIGNS, SORTS, Sign};
use crate::gazetteer::Gender;
use std::collections::HashSet;

/// What is known of everything that a chain of mentions says.
#[derive(Debug, Clone, Default)]
pub struct Chain {
    /// How many mentions.
    pub size: usize,
    /// Whether one is a name.
    pub named: bool,
    /// One or many.
    pub plural: Option<bool>,
    /// She or he.
    pub gender: Option<Gender>,
    /// The latest mention.
    pub last: usize,
    /// Whether it said something, outside of quotations.
    pub spoke: bool,
}

impl Chain {
    /// Takes in a mention.
    pub fn add(&mut self, index: usize, phrase: &Phrase) {
        self.size += 1;
        self.last = index;
        self.spoke |= phrase.speaks && phrase.quote.is_none();
        self.named |= phrase.form == Form::Name;
        self.plural = self.plural.or(phrase.plural);
        self.gender = self.gender.or(phrase.gender);
    }
}

/// The phrase and its chain can be what `of` means: number, gender and kind do not differ.
pub fn fits(before: &Phrase, chain: &Chain, of: &Phrase) -> bool {
    let number = |a: Option<bool>, b: Option<bool>| a.zip(b).is_none_or(|(a, b)| a == b);
    let person = |p: &Phrase| match p.sort {
        Sort::Person => Some(true),
        Sort::Unknown | Sort::Name => None,
        _ => Some(false),
    };
    let animate = match of.form {
        Form::He | Form::I => Some(true),
        Form::It => Some(false),
        _ => None,
    };
    number(chain.plural.or(before.plural), of.plural)
        && chain
            .gender
            .or(before.gender)
            .zip(of.gender)
            .is_none_or(|(a, b)| a == b)
        && animate.zip(person(before)).is_none_or(|(a, b)| a == b)
        && !before.span.contains(of.span)
}

/// Who says two phrases.
#[derive(Debug, Clone, Copy, Default)]
pub struct Speech {
    /// One says the quotation that the other stands in.
    pub speaker: bool,
    /// Both stand in quotations, and one speaker says both.
    pub same: Option<bool>,
    /// The first belongs to the chain that said something last, outside of quotations.
    pub last: bool,
}

/// The rows that hold for a pair; `passed` is how many phrases that fit stand between them.
pub fn pair(
    (i, before): (usize, &Phrase),
    of: &Phrase,
    chain: &Chain,
    passed: usize,
    said: Speech,
    rows: &mut Vec<u16>,
) {
    let heads = SIGNS + FORMS;
    let sorts = heads + FORMS;
    rows.clear();
    rows.push((SIGNS + before.form as usize) as u16);
    if before.lemma == of.lemma && !of.form.is_pronoun() {
        rows.push((heads + before.form as usize) as u16);
    }
    rows.push((sorts + before.sort as usize * SORTS + of.sort as usize) as u16);
    let mut sign = |holds: bool, sign: Sign| {
        if holds {
            rows.push(sign as u16);
        }
    };
    words(before, of, &mut sign);
    facts(before, of, &mut sign);
    grammar(before, of, &mut sign);
    speech(before, of, said, &mut sign);
    let speaks = of.speaks && of.quote.is_none();
    let beside = before.paragraph == of.paragraph && before.quote.is_none();
    sign(speaks && beside, Sign::ParagraphSpeaks);
    sign(speaks && chain.spoke, Sign::ChainSpoke);
    sign(speaks && said.last, Sign::SpokeLast);
    let number = chain.plural.or(before.plural).zip(of.plural);
    sign(number.is_some_and(|(a, b)| a == b), Sign::SameNumber);
    sign(number.is_some_and(|(a, b)| a != b), Sign::OtherNumber);
    let gender = chain.gender.or(before.gender).zip(of.gender);
    sign(gender.is_some_and(|(a, b)| a == b), Sign::SameGender);
    sign(gender.is_some_and(|(a, b)| a != b), Sign::OtherGender);
    sign(
        true,
        match passed {
            0 => Sign::Fits0,
            1 => Sign::Fits1,
            2 => Sign::Fits2,
            _ => Sign::FitsFar,
        },
    );
    sign(
        true,
        match chain.size {
            0 | 1 => Sign::Chain1,
            2 => Sign::Chain2,
            3..=5 => Sign::Chain5,
            _ => Sign::ChainMany,
        },
    );
    sign(chain.named, Sign::NamedChain);
    sign(chain.last == i, Sign::LastOfChain);
    sign(before.heading && !of.heading, Sign::Heading);
}

/// What the words tell. Pronouns have none.
fn words(before: &Phrase, of: &Phrase, sign: &mut impl FnMut(bool, Sign)) {
    if before.form.is_pronoun() || of.form.is_pronoun() {
        sign(before.key == of.key, Sign::SameForm);
        return;
    }
    let same = before.key == of.key;
    let head = before.lemma == of.lemma;
    let among = |word: &String, words: &[String]| words.contains(word);
    let last = |phrase: &Phrase| phrase.content.last().cloned().unwrap_or_default();
    sign(same, Sign::SameWords);
    sign(same && of.content.len() > 1, Sign::SameWordsLong);
    let far = of.sentence.saturating_sub(before.sentence) > 8;
    sign(same && far, Sign::SameWordsFar);
    sign(head && !same, Sign::SameHead);
    let head_inside = !head && among(&of.lemma, &before.content);
    let inside_head = !head && among(&before.lemma, &of.content);
    sign(head_inside, Sign::HeadInside);
    sign(inside_head, Sign::InsideHead);
    let all = !of.content.is_empty() && of.content.iter().all(|w| among(w, &before.content));
    sign(all && !same, Sign::WordsInside);
    let shared = of.content.iter().any(|w| among(w, &before.content));
    sign(shared && !head, Sign::SharedWord);
    if head && !same {
        let new = of.modifiers.iter().any(|w| !among(w, &before.content));
        let own = before.modifiers.iter().any(|w| !among(w, &of.content));
        sign(!new, Sign::NoNewModifier);
        sign(new && !own, Sign::NewModifier);
        sign(new && own, Sign::OtherModifiers);
    }
    let acronym = |short: &Phrase, long: &Phrase| {
        short.acronym
            && !long.acronym
            && short.initials.len() > 1
            && short.initials == long.initials
    };
    sign(acronym(before, of) || acronym(of, before), Sign::Acronym);
    if before.form == Form::Name && of.form == Form::Name {
        let persons = before.sort == Sort::Person && of.sort == Sort::Person;
        let surname = !same && last(before) == last(of);
        let full = |p: &Phrase| p.content.len() > 1;
        let given = before.content.first() == of.content.first();
        sign(persons && surname, Sign::SameSurname);
        sign(
            persons && surname && full(before) && full(of) && !given,
            Sign::OtherGiven,
        );
        sign(!same && given, Sign::SameGivenName);
        sign(!shared && !head, Sign::TwoNames);
    }
}

/// What the gazetteer, times and numbers tell.
fn facts(before: &Phrase, of: &Phrase, sign: &mut impl FnMut(bool, Sign)) {
    let known = before.known.as_ref().zip(of.known.as_ref());
    sign(known.is_some_and(|(a, b)| a == b), Sign::SameKnown);
    sign(known.is_some_and(|(a, b)| a != b), Sign::OtherKnown);
    let owner = before.owner.as_ref().zip(of.owner.as_ref());
    sign(owner.is_some_and(|(a, b)| a == b), Sign::SameOwner);
    sign(owner.is_some_and(|(a, b)| a != b), Sign::OtherOwner);
    let owned = of.owner.is_some() && of.owner == before.known
        || before.owner.is_some() && before.owner == of.known;
    sign(owned, Sign::OwnedByIt);
    let time = before.time.as_ref().zip(of.time.as_ref());
    sign(time.is_some_and(|(a, b)| a == b), Sign::SameTime);
    sign(time.is_some_and(|(a, b)| a != b), Sign::OtherTime);
    let quantity = before.quantity.zip(of.quantity);
    sign(quantity.is_some_and(|(a, b)| a == b), Sign::SameQuantity);
    sign(quantity.is_some_and(|(a, b)| a != b), Sign::OtherQuantity);
}

/// What the tree and the distance tell.
fn grammar(before: &Phrase, of: &Phrase, sign: &mut impl FnMut(bool, Sign)) {
    let distance = of.sentence.saturating_sub(before.sentence);
    let here = distance == 0;
    let hangs = here && of.governor == Some(before.head);
    sign(hangs && of.apposed, Sign::Apposition);
    sign(of.follows == Some(before.span.end), Sign::Adjoining);
    let subject = here && before.role == Role::Subject && before.governor == Some(of.head);
    sign(subject && of.predicate, Sign::Predicate);
    sign(here && before.head == of.head, Sign::SameHeadToken);
    sign(before.span.contains(of.span), Sign::Contains);
    sign(of.span.contains(before.span), Sign::Contained);
    let argument = |p: &Phrase| matches!(p.role, Role::Subject | Role::Object);
    let shared = here && before.governor.is_some() && before.governor == of.governor;
    let both = shared && argument(before) && argument(of);
    sign(both && !of.reflexive, Sign::CoArguments);
    sign(shared && of.reflexive, Sign::ReflexiveSubject);
    sign(shared && !both, Sign::Governor);
    sign(
        true,
        match distance {
            0 => Sign::Sentence0,
            1 => Sign::Sentence1,
            2 => Sign::Sentence2,
            3..=4 => Sign::Sentence4,
            5..=8 => Sign::Sentence8,
            _ => Sign::SentenceFar,
        },
    );
    match (before.role, distance) {
        (Role::Subject, 0) => sign(true, Sign::Subject0),
        (Role::Subject, 1) => sign(true, Sign::Subject1),
        (Role::Subject, _) => sign(true, Sign::SubjectFar),
        (Role::Object, 0) => sign(true, Sign::Object0),
        (Role::Object, 1) => sign(true, Sign::Object1),
        (Role::Possessor, _) => sign(true, Sign::Possessor),
        _ => {}
    }
    sign(
        before.role == of.role && before.role != Role::Other,
        Sign::SameRole,
    );
    sign(before.joined != of.joined, Sign::JoinedAndNot);
    sign(before.joined && of.joined, Sign::BothJoined);
    sign(before.paragraph == of.paragraph, Sign::SameParagraph);
}

/// What quotations tell.
fn speech(before: &Phrase, of: &Phrase, said: Speech, sign: &mut impl FnMut(bool, Sign)) {
    sign(said.speaker, Sign::Speaker);
    sign(said.same == Some(true), Sign::SameSpeaker);
    sign(said.same == Some(false), Sign::OtherSpeaker);
    sign(before.speaks, Sign::Speaks);
    sign(before.speaks && of.speaks, Sign::BothSpeak);
    match (before.quote, of.quote) {
        (Some(a), Some(b)) if a == b => sign(true, Sign::SameQuote),
        (Some(_), Some(_)) => sign(true, Sign::OtherQuote),
        (None, Some(_)) => sign(true, Sign::IntoQuote),
        (Some(_), None) => sign(true, Sign::OutOfQuote),
        (None, None) => {}
    }
}

/// Words of the phrases so far.
#[derive(Default)]
pub struct Met<'p> {
    /// Of their heads.
    pub heads: HashSet<&'p str>,
    /// Of the whole phrases.
    pub words: HashSet<&'p str>,
}

/// The rows that hold for a phrase as the first mention of something.
pub fn fresh(of: &Phrase, before: &Met, speaker_later: bool, rows: &mut Vec<u16>) {
    let base = SIGNS + 2 * FORMS + SORTS * SORTS;
    rows.clear();
    rows.push((base + FRESH + of.sort as usize) as u16);
    let mut sign = |holds: bool, sign: Fresh| {
        if holds {
            rows.push((base + sign as usize) as u16);
        }
    };
    sign(true, Fresh::Always);
    sign(of.heading, Fresh::InHeading);
    sign(of.modifiers.len() == 1, Fresh::OneModifier);
    sign(of.modifiers.len() > 1, Fresh::Modifiers);
    sign(of.extended, Fresh::Extended);
    sign(of.plural == Some(true), Fresh::Plural);
    sign(of.quantity.is_some(), Fresh::Counted);
    sign(of.role == Role::Subject, Fresh::AsSubject);
    sign(of.role == Role::Object, Fresh::AsObject);
    sign(of.role == Role::Possessor, Fresh::AsPossessor);
    sign(of.owner.is_some(), Fresh::Owned);
    sign(of.predicate, Fresh::AsPredicate);
    sign(of.apposed, Fresh::Apposed);
    sign(of.quote.is_some(), Fresh::Quoted);
    sign(speaker_later, Fresh::SpeakerLater);
    sign(of.sentence < 3, Fresh::FirstSentences);
    sign(of.content.len() < 2, Fresh::Short);
    if !of.form.is_pronoun() {
        sign(before.heads.contains(of.lemma.as_str()), Fresh::HeadMet);
        sign(before.words.contains(of.key.as_str()), Fresh::WordsMet);
    }
}
