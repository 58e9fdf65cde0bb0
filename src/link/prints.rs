//! Numbers that stand for all that accounts and documents say once they are linked. Where two have the same, what is made of the
//! one is made of the other.

use super::graph::{Graph, Link};
use crate::document::Document;
use crate::extract::Account;
use crate::extract::account::{Counted, Dated, Filler};
use rayon::prelude::*;
use std::hash::{Hash, Hasher};
use twox_hash::XxHash64;

/// Of each account, document after document, and of each document without its accounts.
pub(super) struct Prints {
    pub accounts: Vec<u64>,
    pub documents: Vec<u64>,
}

impl Prints {
    pub fn of(graph: &Graph) -> Prints {
        let dossiers = || graph.dossiers.par_iter();
        let accounts = dossiers().flat_map_iter(|d| d.accounts.iter().map(account));
        Prints {
            accounts: accounts.collect(),
            documents: dossiers().map(|d| document(&d.document)).collect(),
        }
    }
}

/// What numbers are made from.
pub(super) struct Sum(XxHash64);

impl Sum {
    pub fn add(&mut self, part: impl Hash) {
        part.hash(&mut self.0);
    }

    fn share(&mut self, confidence: Option<f64>) {
        self.add(confidence.map(f64::to_bits));
    }
}

pub(super) fn hash_of(add: impl FnOnce(&mut Sum)) -> u64 {
    let mut sum = Sum(XxHash64::with_seed(0));
    add(&mut sum);
    sum.0.finish()
}

// All fields are named, so that none that comes later is forgotten.

fn account(account: &Account) -> u64 {
    let Account {
        id,
        document,
        kind,
        kinds,
        roles,
        date,
        quantities,
        content,
        modality,
        attributed_to,
        statement,
        evidence,
        also,
        trigger,
        triggers,
        found_by,
        confidence,
    } = account;
    hash_of(|sum| {
        sum.add((id, document, kind, kinds, content, modality));
        sum.add((attributed_to, statement, evidence, also));
        sum.add((trigger, triggers, found_by, roles.len()));
        sum.share(*confidence);
        for (role, fillers) in roles {
            sum.add((role, fillers.len()));
            fillers.iter().for_each(|filler| add_filler(sum, filler));
        }
        sum.add(date.is_some());
        date.iter().for_each(|date| add_date(sum, date));
        quantities
            .iter()
            .for_each(|counted| add_number(sum, counted));
    })
}

fn add_filler(sum: &mut Sum, filler: &Filler) {
    let Filler {
        id,
        name,
        class,
        text,
        begin,
        end,
        part_of,
        aliases,
        confidence,
    } = filler;
    sum.add((id, name, class, text, begin, end, part_of, aliases));
    sum.share(*confidence);
}

fn add_date(sum: &mut Sum, date: &Dated) {
    let Dated {
        interval,
        text,
        at,
        note,
        presumed,
        confidence,
    } = date;
    sum.add((interval, text, at, note, presumed));
    sum.share(*confidence);
}

fn add_number(sum: &mut Sum, counted: &Counted) {
    let Counted {
        of,
        min,
        max,
        text,
        begin,
        end,
        confidence,
    } = counted;
    sum.add((of, min, max, text, begin, end));
    sum.share(*confidence);
}

/// Of what is told of a link, but for its id.
pub(super) fn link(link: &Link) -> u64 {
    let Link {
        // The link of two events or of two nodes shows in their ids.
        of: _,
        a,
        b,
        score,
        reasons,
        accepted,
        decided,
    } = link;
    hash_of(|sum| sum.add((a, b, score.to_bits(), reasons, accepted, decided)))
}

fn document(document: &Document) -> u64 {
    let Document {
        id,
        source,
        text,
        title,
        publisher,
        author,
        published,
        url,
        language,
        sha256,
        // What they tell is in the text, and only linking asks for it.
        blocks: _,
        dateline: _,
        outside: _,
        offsets: _,
    } = document;
    let published = published.map(|published| (published.date, published.from));
    hash_of(|sum| {
        sum.add((id, source, text, title, publisher, author));
        sum.add((published, url, language, sha256));
    })
}
