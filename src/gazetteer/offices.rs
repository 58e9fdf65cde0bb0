//! Titles, and who held them when.

use super::entry::Holder;
use crate::fold::fold;
use jiff::civil::Date;
use rustc_hash::FxHashMap;

/// No title has more words than this.
const LONGEST: usize = 8;

/// A title of office, rank or trade.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Title {
    /// The title, in lower case.
    pub title: &'static str,
    /// Its plurals.
    pub plural: Vec<&'static str>,
    /// What kind of title it is.
    pub kind: TitleKind,
    /// For whom somebody with this title acts and speaks.
    pub acts_for: ActsFor,
}

/// What kind of title.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TitleKind {
    /// Of state or government.
    Head,
    /// A member of a government, or just under one.
    Minister,
    /// Anybody else in office, of a state or an organisation.
    Official,
    /// A rank or command.
    Military,
    /// Sent or appointed to speak for others.
    Diplomat,
    /// A member of a parliament.
    Legislator,
    /// Of a faith.
    Religious,
    /// By birth.
    Royal,
    /// A courtesy, a trade, a role.
    Other,
}

/// For whom somebody acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ActsFor {
    /// The government of the country.
    Government,
    /// The forces.
    Forces,
    /// The organisation.
    Organisation,
    /// Nobody else.
    Nobody,
}

/// Titles and their holders, indexed.
#[derive(Debug, Default)]
pub(super) struct Offices {
    titles: Vec<Title>,
    by_words: FxHashMap<&'static str, usize>,
    holders: Vec<Holder>,
    by_name: FxHashMap<String, Vec<usize>>,
}

impl Offices {
    pub(super) fn new(titles: Vec<Title>, mut holders: Vec<Holder>) -> Offices {
        let mut by_words = FxHashMap::default();
        for (i, title) in titles.iter().enumerate() {
            for plural in &title.plural {
                by_words.entry(*plural).or_insert(i);
            }
        }
        // A singular wins over the plural of another.
        for (i, title) in titles.iter().enumerate() {
            by_words.insert(title.title, i);
        }
        holders.sort_by_key(|h| h.from);
        let mut by_name: FxHashMap<String, Vec<usize>> = FxHashMap::default();
        for (i, holder) in holders.iter().enumerate() {
            let names = std::iter::once(&holder.person).chain(&holder.alternates);
            let mut keys: Vec<String> = names.map(|n| fold(n)).collect();
            // The last word of the full name is the surname; where it is not, the alternates say so.
            if let Some(last) = keys[0].rsplit(' ').next().map(str::to_string) {
                keys.push(last);
            }
            keys.sort_unstable();
            keys.dedup();
            for key in keys {
                by_name.entry(key).or_default().push(i);
            }
        }
        Offices {
            titles,
            by_words,
            holders,
            by_name,
        }
    }

    pub(super) fn title(&self, words: &str) -> Option<&Title> {
        let found = self.by_words.get(words).or_else(|| {
            let lower = words.to_lowercase();
            self.by_words.get(lower.as_str())
        });
        found.map(|&i| &self.titles[i])
    }

    pub(super) fn match_title(&self, lower_words: &[&str]) -> Option<(usize, &Title)> {
        (1..=lower_words.len().min(LONGEST)).rev().find_map(|n| {
            let found = self.by_words.get(lower_words[..n].join(" ").as_str())?;
            Some((n, &self.titles[*found]))
        })
    }

    pub(super) fn holders(&self, name: &str) -> Vec<&Holder> {
        let found = self.by_name.get(&fold(name)).into_iter().flatten();
        found.map(|&i| &self.holders[i]).collect()
    }

    pub(super) fn in_office(&self, title: &str, country: &str, on: Date) -> Option<&Holder> {
        // The latest of those in office that day: on a day of change, the one who came in.
        self.holders.iter().rev().find(|h| {
            h.title == title
                && h.country == country
                && h.from <= on
                && h.to.is_none_or(|to| on <= to)
        })
    }
}
