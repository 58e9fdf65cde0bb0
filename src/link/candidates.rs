//! Which accounts are compared at all: those with a day and a side or place in common, the same number of the same side,
//! the same pair of parties in a year, or like wording, and those of articles of one story; statements of one side in the same
//! weeks. Near linear in the number of accounts.

use super::profile::Profile;
use super::sets::Ids;
use super::statements::Saying;
use super::wording::{alike, hash};
use crate::extract::account::Modality;
use crate::time::days_until;
use jiff::civil::Date;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

/// In a larger block only neighbours are compared.
const LARGE: usize = 128;
const NEIGHBOURS: usize = 32;
/// Pairs are made of so many sides of an account: those of a list of thousands would be millions.
const SIDES: usize = 24;
/// Of an article that tells more events than this only the first ones are compared for the story's sake.
const TOLD: usize = 24;
/// Share of words in common from which wording alone is a reason to compare.
const ALIKE: f64 = 0.5;

/// Days of a week.
const WEEK: i32 = 7;

/// An account under a key; one that seeks is compared with all others there, and those that do not with such only: other keys
/// bring them together.
type Keyed = (u64, u32, bool);

/// What of an account rules most pairs out.
struct Gist {
    family: u64,
    modality: Modality,
    /// The days of an event, by number.
    begin: i32,
    end: i32,
    unsure: bool,
}

impl Gist {
    fn of(profile: &Profile<'_>) -> Gist {
        let epoch = Date::constant(1970, 1, 1);
        let day = |day: Option<Date>| Some(days_until(epoch, day?));
        let days = profile.when.interval.filter(|_| !profile.says());
        Gist {
            family: profile.of_family,
            modality: profile.modality,
            begin: days.and_then(|days| day(days.begin)).unwrap_or(i32::MIN),
            end: days.and_then(|days| day(days.end)).unwrap_or(i32::MAX),
            unsure: profile.when.unsure,
        }
    }

    /// Two could be one event: no day lies between their days, or one of them may be misread.
    fn fits(&self, other: &Gist) -> bool {
        self.family == other.family
            && self.modality == other.modality
            && (self.unsure
                || other.unsure
                || other.begin <= self.end.saturating_add(1)
                    && self.begin <= other.end.saturating_add(1))
    }
}

/// Pairs of accounts of different documents that may be one as far as families and days go, the smaller index first, sorted.
pub(super) fn pairs(
    profiles: &[Profile<'_>],
    documents: &[usize],
    neighbours: &[(u32, u32)],
) -> Vec<(u32, u32)> {
    let gists: Vec<Gist> = profiles.iter().map(Gist::of).collect();
    let apart = |(a, b): &(u32, u32)| {
        let (a, b) = (*a as usize, *b as usize);
        documents[a] != documents[b] && gists[a].fits(&gists[b])
    };
    let label = |p: &Profile<'_>| p.kind.rotate_left(8) ^ hash(p.modality.name());
    let (mut pairs, others) = rayon::join(
        || in_blocks(profiles, apart),
        || {
            let wordings = profiles.par_iter().map(|p| (label(p), &p.wording));
            let mut pairs = alike(&wordings.collect::<Vec<_>>(), ALIKE);
            pairs.retain(apart);
            pairs.extend(in_neighbours(profiles, documents, &gists, neighbours));
            pairs
        },
    );
    pairs.extend(others);
    pairs.par_sort_unstable();
    pairs.dedup();
    pairs
}

/// Pairs of accounts under one key that are `apart`; some come more than once.
fn in_blocks(
    profiles: &[Profile<'_>],
    apart: impl Fn(&(u32, u32)) -> bool + Sync,
) -> Vec<(u32, u32)> {
    let keyed = profiles
        .par_iter()
        .enumerate()
        .flat_map_iter(|(index, profile)| {
            let index = index as u32;
            let mut keyed: Vec<Keyed> = Vec::new();
            match &profile.saying {
                Some(saying) => weeks(profile, saying, |key| keyed.push((key, index, true))),
                None => keys(profile, |key, seeks| keyed.push((key, index, seeks))),
            }
            keyed
        });
    let mut keyed: Vec<Keyed> = keyed.collect();
    keyed.par_sort_unstable();
    keyed.dedup();
    let blocks = keyed.par_chunk_by(|a, b| a.0 == b.0);
    let pairs = blocks
        .filter(|block| block.len() > 1)
        .flat_map_iter(|block| {
            let mut pairs = within(block, profiles);
            pairs.retain(&apart);
            pairs
        });
    pairs.collect()
}

fn within(block: &[Keyed], profiles: &[Profile<'_>]) -> Vec<(u32, u32)> {
    let of = |wanted: bool| {
        let of = block.iter().filter(move |(.., seeks)| *seeks == wanted);
        of.map(|(_, index, _)| *index)
    };
    let seekers: Vec<u32> = of(true).collect();
    let mut pairs = Vec::new();
    let mut pair = |a: u32, b: u32| {
        if a != b {
            pairs.push((a.min(b), a.max(b)));
        }
    };
    if block.len() <= LARGE {
        for (n, &i) in seekers.iter().enumerate() {
            seekers[n + 1..].iter().for_each(|&j| pair(i, j));
            of(false).for_each(|j| pair(i, j));
        }
        return pairs;
    }
    // Those that are most alike stand next to each other.
    let mut all: Vec<u32> = block.iter().map(|(_, index, _)| *index).collect();
    all.sort_by_cached_key(|&i| {
        let p = &profiles[i as usize];
        let counted = p.account.quantities.first().map(|q| (q.of.clone(), q.min));
        (
            p.sets.towns().first(),
            counted,
            p.sets.doer_sides().first(),
            p.sets.sufferers().first(),
            i,
        )
    });
    all.dedup();
    for (n, &i) in all.iter().enumerate() {
        for &j in all[n + 1..].iter().take(NEIGHBOURS) {
            if seekers.binary_search(&i).is_ok() || seekers.binary_search(&j).is_ok() {
                pair(i, j);
            }
        }
    }
    pairs
}

/// Events of one family that two articles of one story tell.
fn in_neighbours(
    profiles: &[Profile<'_>],
    documents: &[usize],
    gists: &[Gist],
    neighbours: &[(u32, u32)],
) -> Vec<(u32, u32)> {
    let mut told: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
    for (index, _) in profiles.iter().enumerate().filter(|(_, p)| !p.says()) {
        let here = told.entry(documents[index] as u32).or_default();
        if here.len() < TOLD {
            here.push(index as u32);
        }
    }
    let of = |document: u32| told.get(&document).into_iter().flatten().copied();
    let gist = |index: u32| &gists[index as usize];
    let both = neighbours.par_iter().flat_map_iter(|&(one, other)| {
        of(one).flat_map(move |a| {
            let alike = of(other).filter(move |b| gist(a).fits(gist(*b)));
            alike.map(move |b| (a.min(b), a.max(b)))
        })
    });
    both.collect()
}

/// The keys of a statement: who speaks, when they have a name, and the week in which it was said or that before.
fn weeks(profile: &Profile<'_>, saying: &Saying, mut each: impl FnMut(u64)) {
    let Some(day) = saying.days().and_then(|days| days.begin.or(days.end)) else {
        return;
    };
    let epoch = jiff::civil::date(1970, 1, 1);
    let week = days_until(epoch, day) / WEEK;
    // Anybody may be "officials".
    if profile.sets.doer_sides().is_empty() {
        return;
    }
    for speaker in profile.sets.doers().iter() {
        for week in [week, week + 1] {
            let parts = [5, speaker, week as u64];
            each(parts.iter().fold(profile.of_family, |all, part| {
                all.rotate_left(5).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ part
            }));
        }
    }
}

/// The keys of an account, each with whether it seeks others under it.
fn keys(profile: &Profile<'_>, mut each: impl FnMut(u64, bool)) {
    let key = |parts: &[u64]| {
        parts.iter().fold(profile.of_family, |all, part| {
            all.rotate_left(5).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ part
        })
    };
    let anchors = || {
        let sets = &profile.sets;
        let all = [sets.places(), sets.within(), sets.sides()];
        all.into_iter().flat_map(Ids::iter)
    };
    let days: Vec<Date> = profile.when.days().collect();
    for day in &days {
        let yearly = (day.month() as u64) * 100 + day.day() as u64;
        let told = (i64::from(day.year()) * 10_000).wrapping_add_unsigned(yearly) as u64;
        for anchor in anchors() {
            each(key(&[1, told, anchor]), true);
            each(key(&[2, yearly, anchor]), false);
        }
    }
    if let Some((month, day)) = profile.when.yearly {
        for anchor in anchors() {
            each(key(&[2, month as u64 * 100 + day as u64, anchor]), true);
        }
    }
    for counted in &profile.quantities {
        for anchor in anchors() {
            each(key(&[3, counted.of, counted.min, anchor]), days.is_empty());
        }
    }
    let year = profile
        .when
        .interval
        .and_then(|i| i.begin)
        .map_or(0, |begin| begin.year() as u64);
    // The same ones of each account, whatever else it lists.
    let sides: Vec<u64> = profile.sets.sides().iter().take(SIDES).collect();
    for (n, a) in sides.iter().enumerate() {
        for b in &sides[n + 1..] {
            each(key(&[4, year, *a, *b]), days.is_empty());
        }
    }
}
