//! What speaks for two words naming one event, and against it: each sign has a value, which falls into a range.

use super::read::{ADJUNCT, BESIDE, DOER, GOVERNOR, MODIFIER, OF, SUFFERER, WHOLE};
use super::{Collection, Occurrence, Word};
use crate::text::Upos;
use crate::text::encoder::vectors::{cosine, together};

/// A sign, and from which values on it has a row each.
type Sign = (&'static str, &'static [f32]);

const YES: &[f32] = &[0.5];
const SIGNS: [Sign; 46] = [
    ("always", &[0.0]),
    ("the same word", YES),
    ("the same verb with its particle", YES),
    ("words of one family", YES),
    ("words of like use", &[0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8]),
    ("phrases of like use", &[0.2, 0.3, 0.4, 0.5, 0.7, 0.9]),
    ("the same letters", YES),
    (
        "articles alike",
        &[0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5],
    ),
    (
        "the nearest articles",
        &[0.2, 0.35, 0.5, 0.65, 0.8, 0.95, 1.1],
    ),
    ("as near as any article", &[0.2, 0.35, 0.5, 0.65, 0.8, 0.95]),
    ("one article, sentences apart", &[1.0, 2.0, 4.0, 7.0]),
    ("one article", YES),
    ("one sentence", YES),
    ("sentences alike", &[0.02, 0.05, 0.1, 0.2, 0.3, 0.5]),
    ("words close by alike", &[0.01, 0.05, 0.1, 0.2, 0.4]),
    ("the same doer", YES),
    ("the same sufferer", YES),
    ("the same adjunct", YES),
    ("the same complement of a noun", YES),
    ("rare words shared", &[0.5, 2.0, 4.0, 6.0, 9.0]),
    ("words shared in their places", &[1.0, 2.0, 3.0]),
    ("other doers", YES),
    ("other sufferers", YES),
    ("other complements", YES),
    ("doer and sufferer swapped", YES),
    ("words of saying", &[1.0, 2.0]),
    ("words that say little", &[1.0, 2.0]),
    ("the rarer word is rare", &[2.5, 3.5, 4.5, 5.5]),
    ("both words are rare", &[1.5, 2.5, 3.5, 4.5]),
    ("two verbs", YES),
    ("two nouns", YES),
    ("verb and noun", YES),
    ("the same time named", YES),
    ("other times named", YES),
    ("early sentences", &[1.0, 2.0, 3.0, 5.0]),
    ("later sentence", &[1.0, 2.0, 4.0]),
    ("other numbers", YES),
    ("the same numbers", YES),
    ("one is denied", YES),
    ("long phrases", &[3.0, 4.0, 6.0]),
    ("phrases share words", &[0.1, 0.4, 0.6, 0.9]),
    ("modifiers shared", &[1.0, 2.0]),
    ("modifiers not shared", &[1.0, 2.0, 4.0]),
    ("parts of the same", &[1.0, 2.0]),
    ("the same verb governs", &[1.0, 2.0]),
    ("pronouns", &[1.0, 2.0]),
];
const MORE: [Sign; 4] = [
    (
        "words close by of like use",
        &[0.2, 0.4, 0.5, 0.6, 0.7, 0.8],
    ),
    ("arguments of like use", &[0.15, 0.3, 0.45, 0.6, 0.8]),
    ("both at the beginning", YES),
    ("a word both articles repeat", &[1.0, 2.0, 4.0]),
];

/// All signs in the order of their values.
fn signs() -> impl Iterator<Item = &'static Sign> {
    SIGNS.iter().chain(&MORE)
}

/// The names of the rows.
pub(super) fn names() -> Vec<String> {
    signs()
        .flat_map(|(name, ranges)| {
            ranges.iter().map(move |from| match ranges.len() {
                1 => (*name).to_owned(),
                _ => format!("{name} {from}"),
            })
        })
        .collect()
}

/// Directions of several words together, for each occurrence.
pub(super) struct Sums {
    pub of: Vec<Sum>,
}

/// What an occurrence's words say together.
#[derive(Default)]
pub(super) struct Sum {
    near: Vec<f32>,
    arguments: Vec<f32>,
    /// Length of the sentence's and the near words' vectors.
    around: f32,
    close: f32,
}

impl Sums {
    pub(super) fn of(collection: &Collection) -> Sums {
        let direction = |words: &[Word]| {
            together(
                words
                    .iter()
                    .filter_map(|w| collection.directions.get(w))
                    .map(Vec::as_slice),
            )
        };
        let length = |words: &[Word]| {
            let square = |w: &Word| collection.stories.rarity(*w).powi(2);
            words.iter().map(square).sum::<f32>().sqrt().max(1e-6)
        };
        let of = collection
            .occurrences
            .iter()
            .map(|o| Sum {
                near: direction(&o.near),
                arguments: direction(&o.arguments),
                around: length(&o.around),
                close: length(&o.near),
            })
            .collect();
        Sums { of }
    }
}

/// Two occurrences.
pub(super) struct Pair<'c> {
    pub collection: &'c Collection,
    pub a: (&'c Occurrence, &'c Sum),
    pub b: (&'c Occurrence, &'c Sum),
}

/// Words of a phrase that are compared one by one.
const PHRASE: usize = 4;
/// Sentences are counted to this one.
const LATE: usize = 5;

impl Pair<'_> {
    /// The rows that hold.
    pub(super) fn rows(&self, rows: &mut Vec<u16>) {
        rows.clear();
        let mut first = 0;
        for ((_, ranges), value) in signs().zip(self.values()) {
            let passed = ranges.iter().take_while(|from| value >= **from).count();
            if passed > 0 {
                rows.push((first + passed - 1) as u16);
            }
            first += ranges.len();
        }
    }

    fn values(&self) -> impl Iterator<Item = f32> {
        let (words, articles) = (self.words(), self.articles());
        let (sentences, places) = (self.sentences(), self.places());
        let (kinds, rest) = (self.kinds(), self.rest());
        words
            .into_iter()
            .chain(articles)
            .chain(sentences)
            .chain(places)
            .chain(kinds)
            .chain(rest)
    }

    fn words(&self) -> [f32; 7] {
        let ((a, _), (b, _)) = (self.a, self.b);
        let phrases = a.phrase.iter().take(PHRASE).flat_map(|x| {
            let others = b.phrase.iter().take(PHRASE);
            others.map(move |y| self.like_use(*x, *y))
        });
        [
            1.0,
            yes(a.lemma == b.lemma),
            yes(a.verb == b.verb),
            yes(a.stem == b.stem),
            self.like_use(a.lemma, b.lemma),
            phrases.fold(0.0, f32::max),
            yes(a.text == b.text),
        ]
    }

    fn like_use(&self, x: Word, y: Word) -> f32 {
        let directions = &self.collection.directions;
        match (x == y, directions.get(&x), directions.get(&y)) {
            (true, ..) => 1.0,
            (false, Some(x), Some(y)) => cosine(x, y),
            _ => 0.0,
        }
    }

    fn articles(&self) -> [f32; 6] {
        let ((a, _), (b, _)) = (self.a, self.b);
        let (x, y) = (a.document, b.document);
        if x == y {
            let apart = a.sentence.abs_diff(b.sentence) as f32;
            return [0.0, 0.0, 0.0, apart, 1.0, yes(a.sentence == b.sentence)];
        }
        let stories = &self.collection.stories;
        let (nearest, near) = stories.against_usual(x, y);
        [stories.likeness(x, y), near, nearest, 0.0, 0.0, 0.0]
    }

    fn sentences(&self) -> [f32; 2] {
        let ((a, x), (b, y)) = (self.a, self.b);
        let product = |p: &[Word], q: &[Word]| -> f32 {
            let rarity = |w: Word| self.collection.stories.rarity(w).powi(2);
            common(p, q).map(rarity).sum()
        };
        [
            product(&a.around, &b.around) / (x.around * y.around),
            product(&a.near, &b.near) / (x.close * y.close),
        ]
    }

    fn places(&self) -> [f32; 10] {
        let ((a, _), (b, _)) = (self.a, self.b);
        let same = |place: usize| yes(meet(&a.heads[place], &b.heads[place]));
        let other = |place: usize| {
            let (x, y) = (&a.wide[place], &b.wide[place]);
            yes(!x.is_empty() && !y.is_empty() && !meet(x, y))
        };
        let swapped =
            meet(&a.heads[DOER], &b.heads[SUFFERER]) || meet(&a.heads[SUFFERER], &b.heads[DOER]);
        let stories = &self.collection.stories;
        let shared = || common(&a.arguments, &b.arguments);
        [
            same(DOER),
            same(SUFFERER),
            same(ADJUNCT),
            same(OF),
            shared().map(|w| stories.rarity(w)).sum(),
            shared().count() as f32,
            other(DOER),
            other(SUFFERER),
            other(OF),
            yes(swapped),
        ]
    }

    fn kinds(&self) -> [f32; 7] {
        let ((a, _), (b, _)) = (self.a, self.b);
        let rarity = |o: &Occurrence| self.collection.stories.rarity(o.lemma);
        let is = |o: &Occurrence, upos: Upos| o.upos == Some(upos);
        let noun = |o: &Occurrence| is(o, Upos::Noun) || is(o, Upos::Propn);
        let mixed = is(a, Upos::Verb) && noun(b) || noun(a) && is(b, Upos::Verb);
        [
            yes(a.says) + yes(b.says),
            yes(a.light) + yes(b.light),
            rarity(a).max(rarity(b)),
            rarity(a).min(rarity(b)),
            yes(is(a, Upos::Verb) && is(b, Upos::Verb)),
            yes(noun(a) && noun(b)),
            yes(mixed),
        ]
    }

    fn rest(&self) -> [f32; 18] {
        let ((a, x), (b, y)) = (self.a, self.b);
        let (times, numbers) = ((&a.times, &b.times), (&a.numbers, &b.numbers));
        let differ =
            |(x, y): (&Vec<Word>, &Vec<Word>)| yes(!x.is_empty() && !y.is_empty() && !meet(x, y));
        let (early, late) = (a.sentence.min(LATE), b.sentence.min(LATE));
        let phrase = common(&a.phrase, &b.phrase).count();
        let modifiers = |o: &Occurrence| o.heads[MODIFIER].len() + o.heads[OF].len();
        let both = common(&a.heads[MODIFIER], &b.heads[MODIFIER]).count()
            + common(&a.heads[OF], &b.heads[OF]).count();
        let governed = |o: &Occurrence, other: &Occurrence| {
            o.heads[GOVERNOR]
                .iter()
                .filter(|w| **w == other.lemma || other.heads[GOVERNOR].contains(w))
                .count()
        };
        let stories = &self.collection.stories;
        let repeated = |o: &Occurrence| stories.count(o.document, o.lemma);
        [
            yes(meet(times.0, times.1)),
            differ(times),
            (early + late) as f32,
            early.max(late) as f32,
            differ(numbers),
            yes(meet(numbers.0, numbers.1)),
            yes(a.denied != b.denied),
            (a.phrase.len() + b.phrase.len()) as f32,
            phrase as f32 / (a.phrase.len() + b.phrase.len() - phrase) as f32,
            both as f32,
            (modifiers(a) + modifiers(b) - 2 * both) as f32,
            common(&a.heads[WHOLE], &b.heads[WHOLE]).count() as f32,
            governed(a, b).max(governed(b, a)) as f32
                + yes(meet(&a.heads[BESIDE], &b.heads[BESIDE])),
            yes(a.pronoun) + yes(b.pronoun),
            cosine(&x.near, &y.near),
            cosine(&x.arguments, &y.arguments),
            yes(a.sentence < 2 && b.sentence < 2),
            repeated(a).min(repeated(b)),
        ]
    }
}

fn yes(holds: bool) -> f32 {
    f32::from(u8::from(holds))
}

fn meet(a: &[Word], b: &[Word]) -> bool {
    common(a, b).next().is_some()
}

/// The words that both have.
fn common<'w>(a: &'w [Word], b: &'w [Word]) -> impl Iterator<Item = Word> + 'w {
    let (mut i, mut j) = (0, 0);
    std::iter::from_fn(move || {
        while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
            match x.cmp(y) {
                std::cmp::Ordering::Less => i += 1,
                std::cmp::Ordering::Greater => j += 1,
                std::cmp::Ordering::Equal => {
                    (i, j) = (i + 1, j + 1);
                    return Some(*x);
                }
            }
        }
        None
    })
}
