//! The numbers that accounts of one event tell, as one number.

use super::numbers::{narrow, takes_in};
use crate::extract::Account;
use crate::extract::account::Counted;
use crate::ontology::Ontology;
use crate::text::numbers::{is_rough, words_of};
use jiff::civil::Date;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Who tells one value.
#[derive(Default)]
struct Voice<'a> {
    documents: BTreeSet<&'a str>,
    outlets: BTreeSet<Option<&'a str>>,
    exact: bool,
    newest: Option<Date>,
    /// An article that is nobody's copy tells it.
    first_hand: bool,
    /// Somebody counts all with it.
    whole: bool,
}

/// A number as an account tells it.
#[derive(Debug, Clone, Copy)]
pub(super) struct ToldNumber<'a> {
    /// The document whose word it is.
    pub witness: &'a str,
    /// Whether that is the article itself.
    pub first_hand: bool,
    /// Who published the article: who changes the number in another's text tells it on their own account.
    pub outlet: Option<&'a str>,
    /// The day of the article that tells it.
    pub day: Option<Date>,
    pub counted: &'a Counted,
}

/// Whether a number counts one human being, or some of a kind, and so perhaps not all: "a child", "two soldiers", "12 others".
fn is_part(counted: &Counted, ontology: &Ontology) -> bool {
    let Counted { min, max, text, .. } = counted;
    if *max == Some(1) {
        return true;
    }
    let text = text.to_lowercase();
    let number = words_of(&text, *min, *max).unwrap_or_default();
    let behind = match text.find(&number) {
        Some(at) => &text[at + number.len()..],
        None => &text,
    };
    let human = |word: &str| {
        let mut classes = ontology.classes.values();
        classes.any(|c| ontology.nature(&c.name).human && c.all_nouns().any(|n| n == word))
    };
    // "18 deaths" are those of the event.
    let harm = |word: &str| {
        let one = word.strip_suffix('s').unwrap_or(word);
        ontology.lexicon.by_noun.contains_key(one)
    };
    let mut words = behind.split(|c: char| !c.is_alphanumeric());
    let mut words = words.by_ref().filter(|word| !word.is_empty()).peekable();
    words.peek().is_some() && !words.any(|word| human(word) || harm(word))
}

/// The numbers that an account tells, one of a kind: everything that compares, merges or shows numbers goes by these. It is
/// the first; others of the account that count as many narrow it ("12" in a headline the "at least 12" of the text), and
/// those that do not, as of a part, stand in its words alone.
pub fn numbers_of(account: &Account, ontology: &Ontology) -> Vec<Counted> {
    let mut told: Vec<Counted> = Vec::new();
    for counted in &account.quantities {
        match told.iter_mut().find(|known| known.of == counted.of) {
            None => told.push(counted.clone()),
            Some(known) if !is_part(counted, ontology) => narrow(known, counted),
            Some(_) => {}
        }
    }
    told
}

/// Whether articles that do not rest on each other tell different numbers, or outlets that took over one text. One that tells
/// several agrees with whoever tells one of them, "at least 40" with 40, "dozens" with 31, and what counts a part with a
/// greater number of all.
pub(super) fn differ(values: &[ToldNumber<'_>], ontology: &Ontology) -> bool {
    let mut of: BTreeMap<_, (Vec<&Counted>, Vec<&Counted>)> = BTreeMap::new();
    for told in values {
        let (wholes, parts) = of.entry((told.witness, told.outlet)).or_default();
        match is_part(told.counted, ontology) {
            true => parts.push(told.counted),
            false => wholes.push(told.counted),
        };
    }
    let most = |counted: &[&Counted]| counted.iter().map(|counted| counted.min).max();
    let greatest = of.values().filter_map(|(wholes, _)| most(wholes)).max();
    let told = of
        .values()
        .filter_map(|(wholes, parts)| match wholes.is_empty() {
            true => Some(parts).filter(|parts| most(parts) > greatest),
            false => Some(wholes),
        });
    let told: Vec<&Vec<&Counted>> = told.collect();
    let agree = |a: &[&Counted], b: &[&Counted]| {
        a.iter().any(|x| {
            b.iter()
                .any(|y| x.min == y.min || takes_in(x, y) || takes_in(y, x))
        })
    };
    told.iter().any(|a| told.iter().any(|b| !agree(a, b)))
}

/// A quantity over all accounts.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Merged {
    /// What most independent accounts say, of as many the newest; the least of it where that is no exact number.
    pub best: u64,
    /// How they say it, where it is no exact number.
    pub vague: Option<Vague>,
    /// Lowest.
    pub min: u64,
    /// Highest; `None` when an account says that it may be more than any tells ("at least 40" says so beside 32, not beside 110).
    pub max: Option<u64>,
}

/// A number that is not exact: "dozens", "more than 20", "up to 50", "around 60".
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Vague {
    /// The greatest number that may be meant; `None` when there is none.
    pub max: Option<u64>,
    /// The words of the article.
    pub words: String,
}

impl Vague {
    /// What an account says of a number, unless that is exact.
    pub fn of(counted: &Counted) -> Option<Vague> {
        let (min, max) = (counted.min, counted.max);
        (max != Some(min) || is_rough(&counted.text)).then(|| Vague {
            max,
            words: words_of(&counted.text, min, max).unwrap_or_else(|| in_digits(min, max)),
        })
    }
}

/// Words for a number of which only the bounds are known.
fn in_digits(min: u64, max: Option<u64>) -> String {
    match max {
        Some(max) if min <= 1 => format!("up to {max}"),
        Some(max) => format!("{min} to {max}"),
        None => format!("{min} or more"),
    }
}

impl Merged {
    /// Shares from 0 to 1 in percent, the greatest of them best; `None` of none.
    pub fn percent(shares: impl Iterator<Item = f64>) -> Option<Merged> {
        let percents: BTreeSet<u64> = shares.map(|p| (100.0 * p).round() as u64).collect();
        let (min, max) = (*percents.first()?, *percents.last()?);
        Some(Merged {
            best: max,
            vague: None,
            min,
            max: Some(max),
        })
    }

    /// Of one account.
    pub fn of(counted: &Counted) -> Merged {
        Merged {
            best: counted.min,
            vague: Vague::of(counted),
            min: counted.min,
            max: counted.max,
        }
    }

    /// The value of most independent documents; among equals an exact one, then the newest, then that of most outlets, then what
    /// is no copy's, then the lowest. What counts a part does not stand against a greater number of all. Of words for one value
    /// those of most documents.
    pub(super) fn over(values: &[ToldNumber], ontology: &Ontology) -> Merged {
        let mut voices: BTreeMap<u64, Voice<'_>> = BTreeMap::new();
        for told in values {
            let voice = voices.entry(told.counted.min).or_default();
            voice.documents.insert(told.witness);
            voice.outlets.insert(told.outlet);
            voice.first_hand |= told.first_hand;
            voice.exact |= told.counted.max == Some(told.counted.min);
            voice.newest = voice.newest.max(told.day);
            voice.whole |= !is_part(told.counted, ontology);
        }
        let whole = voices.iter().filter(|(_, voice)| voice.whole);
        let greatest = whole.map(|(min, _)| *min).max();
        let stands = |(min, voice): &(&u64, &Voice<'_>)| voice.whole || Some(**min) > greatest;
        let best = voices
            .iter()
            .filter(stands)
            .max_by_key(|(min, voice)| {
                let (documents, outlets) = (voice.documents.len(), voice.outlets.len());
                let told = (documents, voice.exact, voice.newest);
                (told, outlets, voice.first_hand, Reverse(**min))
            })
            .map_or(0, |(min, _)| *min);
        let mut said: BTreeMap<Option<Vague>, BTreeSet<&str>> = BTreeMap::new();
        for told in values.iter().filter(|told| told.counted.min == best) {
            let documents = said.entry(Vague::of(told.counted)).or_default();
            documents.insert(told.witness);
        }
        let vague = said.into_iter().max_by_key(|(vague, documents)| {
            (vague.is_none(), documents.len(), Reverse(vague.clone()))
        });
        let counted = || values.iter().map(|told| told.counted);
        Merged {
            best,
            vague: vague.and_then(|(vague, _)| vague),
            min: counted().map(|c| c.min).min().unwrap_or(0),
            max: counted().filter_map(|c| c.max).max().filter(|highest| {
                let mut open = counted().filter(|c| c.max.is_none());
                open.all(|c| c.min <= *highest)
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(min: u64, max: Option<u64>, text: &str) -> Counted {
        Counted {
            of: "killed".to_string(),
            min,
            max,
            text: text.to_string(),
            begin: 0,
            end: 0,
            confidence: None,
        }
    }

    #[test]
    fn numbers_of_one_article_narrow_each_other_where_they_can() {
        let at_least = number(12, None, "at least 12 people");
        for (other, told) in [
            (number(12, Some(12), "12"), (12, Some(12), "12")),
            (
                number(1, Some(1), "a child"),
                (12, None, "at least 12 people"),
            ),
            (number(9, Some(9), "nine"), (12, None, "at least 12 people")),
            (
                number(1, Some(20), "up to 20"),
                (12, Some(20), "at least 12 people; up to 20"),
            ),
        ] {
            let mut known = at_least.clone();
            if !is_part(&other, &Ontology::embedded().expect("the ontology loads")) {
                narrow(&mut known, &other);
            }
            assert_eq!((known.min, known.max, known.text.as_str()), told);
        }
    }

    #[test]
    fn only_articles_that_do_not_rest_on_each_other_differ() {
        let ontology = Ontology::embedded().expect("the ontology loads");
        let differs = |told: &[(&str, &Counted)]| {
            let told: Vec<ToldNumber<'_>> = told
                .iter()
                .map(|&(witness, counted)| ToldNumber {
                    witness: witness.split(':').next().unwrap_or(witness),
                    first_hand: true,
                    outlet: witness.split_once(':').map(|(_, outlet)| outlet),
                    day: None,
                    counted,
                })
                .collect();
            differ(&told, &ontology)
        };
        let [nine, twelve] = [9, 12].map(|n| number(n, Some(n), &format!("{n} people")));
        let more = number(12, None, "at least 12 people");
        let child = number(1, Some(1), "a child");
        assert!(differs(&[("wire", &nine), ("herald", &twelve)]));
        assert!(!differs(&[("wire", &nine), ("wire", &twelve)]));
        assert!(!differs(&[
            ("wire", &nine),
            ("wire", &twelve),
            ("herald", &twelve)
        ]));
        // Who takes over a text and changes the number tells another; who brings it up to date does not.
        assert!(differs(&[("wire:Post", &nine), ("wire:Herald", &twelve)]));
        assert!(!differs(&[("wire:Post", &nine), ("wire:Herald", &nine)]));
        assert!(!differs(&[("wire:Post", &nine), ("wire:Post", &twelve)]));
        assert!(!differs(&[("wire", &more), ("herald", &twelve)]));
        assert!(!differs(&[("wire", &child), ("herald", &twelve)]));
    }

    /// The best number of what articles tell, each with its witness and its day in a month.
    fn best(told: &[(&str, i8, u64, &str)]) -> u64 {
        let ontology = Ontology::embedded().expect("the ontology loads");
        let counted: Vec<Counted> = told
            .iter()
            .map(|(_, _, n, text)| number(*n, Some(*n), text))
            .collect();
        let told: Vec<ToldNumber<'_>> = told
            .iter()
            .zip(&counted)
            .map(|((witness, day, ..), counted)| ToldNumber {
                witness: witness.split(':').next().unwrap_or(witness),
                first_hand: !witness.contains(':'),
                outlet: Some(witness),
                day: (*day > 0).then(|| Date::constant(2024, 5, *day)),
                counted,
            })
            .collect();
        Merged::over(&told, &ontology).best
    }

    #[test]
    fn of_as_many_voices_the_newest_counts_and_a_part_never_against_the_whole() {
        let wire = ("wire", 3, 9, "nine people");
        let rises = ("today", 5, 18, "18");
        assert_eq!(best(&[wire, rises]), 18);
        assert_eq!(best(&[wire, ("blog", 0, 18, "18")]), 9);
        assert_eq!(best(&[wire, ("copy", 3, 9, "nine"), rises]), 9);
        for part in [(1, "a child"), (2, "two soldiers"), (4, "four others")] {
            let (number, words) = part;
            let late = ("mirror", 9, number, words);
            assert_eq!(
                best(&[wire, late, ("herald", 9, number, words)]),
                9,
                "{words}"
            );
            assert_eq!(best(&[late]), number);
        }
        assert_eq!(best(&[wire, ("mirror", 9, 7, "seven deaths")]), 7);
        // Of one text and day: that of most outlets, else that of who wrote it.
        let [post, mail] = ["wire:Post", "wire:Mail"].map(|outlet| (outlet, 3, 12, "12"));
        assert_eq!(best(&[wire, post, mail]), 12);
        assert_eq!(best(&[("wire", 3, 12, "12"), ("wire:Post", 3, 9, "9")]), 12);
        assert_eq!(best(&[wire, ("mirror", 9, 15, "15 soldiers")]), 15);
    }
}
