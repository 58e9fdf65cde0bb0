//! The numbers that terms are given: those of an index that stay among others that come.

use super::change::Gone;
use super::met::Met;
use super::terms::{TermsAt, is_long};
use super::{Id, Index, hashes, strings, texts};
use crate::store::StoreError;
use crate::store::pages::sum;
use rayon::prelude::*;

/// Terms with their numbers, written.
pub(super) struct Numbers {
    /// By the number in the base; 2³² − 1 where a term leaves its place.
    pub of_base: Vec<Id>,
    /// By the number among those that were met.
    pub of_met: Vec<Id>,
    /// How many terms there are.
    pub count: usize,
    pub at: TermsAt,
}

/// Numbers terms, and puts them behind `bytes`: those that `fused` and `told`, which come, have by their numbers in `met`, and
/// those of a base that do not go.
pub(super) fn number(
    base: Option<(&Index, &Gone)>,
    met: &Met,
    (fused, told): (&[[Id; 3]], &[[Id; 4]]),
    bytes: &mut Vec<u8>,
) -> Result<Numbers, StoreError> {
    let unread = |base: &Index| base.bytes.refused("its terms cannot be read");
    let held = base.map_or(0, |(base, _)| base.terms.len());
    let (mut of_base, mut of_met) = (vec![Id::MAX; held], vec![Id::MAX; met.len()]);
    let stays = |id: &Id| {
        let (base, gone) = base?;
        let known = base.terms.met(met.get(*id))?;
        (!gone.terms.contains(&known)).then_some(known)
    };
    let all = (0..met.len() as Id).into_par_iter();
    let known: Vec<Option<Id>> = all.map(|id| stays(&id)).collect();
    let new = (0..met.len() as Id).filter(|id| known[*id as usize].is_none());
    let (long, mut short): (Vec<Id>, Vec<Id>) = new.partition(|id| is_long(met.get(*id)));
    short.par_sort_unstable_by(|a, b| met.get(*a).cmp(met.get(*b)));
    let (mut hashes, mut writer) = (Vec::new(), strings::Writer::behind(bytes));
    let mut push = |term: &[u8], number: &mut Id| {
        *number = hashes.len() as Id;
        hashes.push(sum(term));
        writer.push(term);
    };
    let mut new = short.iter();
    if let Some((base, gone)) = base {
        let place = |id: &Id| Some(base.terms.short.place(met.get(*id))?.0);
        let places: Option<Vec<usize>> = short.par_iter().map(place).collect();
        let places = places.ok_or_else(|| unread(base))?;
        let mut places = places.into_iter().peekable();
        let read = base.terms.short.each(|at, term| {
            while places.next_if(|place| *place <= at).is_some() {
                if let Some(id) = new.next() {
                    push(met.get(*id), &mut of_met[*id as usize]);
                }
            }
            if !gone.terms.contains(&(at as Id)) {
                push(term, &mut of_base[at]);
            }
        });
        read.ok_or_else(|| unread(base))?;
    }
    for id in new {
        push(met.get(*id), &mut of_met[*id as usize]);
    }
    let short = writer.finish();
    for (id, known) in known.iter().enumerate() {
        if let Some(number) = known.and_then(|known| of_base.get(known as usize)) {
            of_met[id] = *number;
        }
    }
    let mut long = beside(long, met, fused, told, &of_met)
        .into_iter()
        .peekable();
    let mut writer = texts::Writer::behind(bytes);
    let mut push = |text: &[u8], number: &mut Id| {
        *number = hashes.len() as Id;
        hashes.push(sum(text));
        writer.push(text);
    };
    if let Some((base, gone)) = base {
        let mut text = Vec::new();
        for id in base.terms.short.len()..held {
            if gone.terms.contains(&(id as Id)) {
                continue;
            }
            let read = base.terms.long.read(id - base.terms.short.len(), &mut text);
            let of = read.and_then(|()| of_base.get(base.first_with(id as Id)? as usize));
            let of = *of.ok_or_else(|| unread(base))?;
            let before = |(first, new): &(Id, Id)| (*first, met.get(*new)) < (of, text.as_slice());
            while let Some((_, new)) = long.next_if(before) {
                push(met.get(new), &mut of_met[new as usize]);
            }
            push(&text, &mut of_base[id]);
        }
    }
    for (_, new) in long {
        push(met.get(new), &mut of_met[new as usize]);
    }
    let long = writer.finish();
    Ok(Numbers {
        of_base,
        of_met,
        count: hashes.len(),
        at: TermsAt {
            short,
            long,
            hashes: hashes::write(&hashes, bytes),
        },
    })
}

/// Long literals in the order of the first node that has each, so that what stands in one article lies together; each with the
/// number of that node.
fn beside(
    long: Vec<Id>,
    met: &Met,
    fused: &[[Id; 3]],
    told: &[[Id; 4]],
    ids: &[Id],
) -> Vec<(Id, Id)> {
    let mut of = vec![Id::MAX; ids.len()];
    let fused = fused.iter().map(|[subject, _, object]| (subject, object));
    let told = told.iter().map(|[subject, _, object, _]| (subject, object));
    for (subject, object) in fused.chain(told) {
        let first = &mut of[*object as usize];
        *first = ids[*subject as usize].min(*first);
    }
    let mut long: Vec<(Id, Id)> = long.into_iter().map(|id| (of[id as usize], id)).collect();
    long.sort_unstable_by_key(|(of, id)| (*of, met.get(*id)));
    long
}
