//! What the accounts that are decided on told, kept with the decisions: so that they can be said in words when their article is
//! gone, and found again when it comes back with other words.

use super::{Decision, Decisions, Dossier, Said, id, pair};
use crate::extract::Account;
use crate::fold::fold;
use crate::link::ids::event_id;
use crate::shown::Shown;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// Letters of a sentence that are shown.
const SHOWN: usize = 100;
/// Likeness in thousandths from which two sentences of one article are one, edited.
const ALIKE: u32 = 600;
/// That of the same words.
const SAME: u32 = 1_000;

/// What an account told when something was decided on it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Told {
    class: String,
    outlet: String,
    headline: String,
    address: String,
    word: String,
    sentence: String,
}

/// What became of a decision on an account that no article has any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// It holds of an account that is nearly the same: what is decided, and on what.
    Carried(String),
    /// It decides nothing.
    Lost(String),
}

impl Told {
    /// Names of what is kept, as they stand in the file of decisions.
    pub(super) const FIELDS: [&'static str; 6] =
        ["class", "outlet", "headline", "address", "word", "sentence"];

    fn of(dossier: &Dossier, account: &Account) -> Told {
        let document = &dossier.document;
        let given = |value: &Option<String>| value.clone().unwrap_or_default();
        let (begin, end) = account.trigger;
        let word = document.text.chars().skip(begin);
        Told {
            class: account.kind.clone(),
            outlet: given(&document.publisher),
            headline: given(&document.title),
            address: given(&document.url),
            word: word.take(end.saturating_sub(begin)).collect(),
            sentence: account.evidence.text.clone(),
        }
    }

    pub(super) fn fields(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let values = [
            &self.class,
            &self.outlet,
            &self.headline,
            &self.address,
            &self.word,
            &self.sentence,
        ];
        let all = Told::FIELDS.into_iter().zip(values.map(String::as_str));
        all.filter(|(_, value)| !value.is_empty())
    }

    /// Sets one of [`Told::FIELDS`].
    pub(super) fn set(&mut self, field: &str, value: &str) {
        let known = match field {
            "class" => &mut self.class,
            "outlet" => &mut self.outlet,
            "headline" => &mut self.headline,
            "address" => &mut self.address,
            "word" => &mut self.word,
            _ => &mut self.sentence,
        };
        *known = value.to_string();
    }

    /// How like the sentence of an account is, where the account may be this one with other words.
    fn likeness(&self, known: &str, dossier: &Dossier, account: &Account) -> Option<u32> {
        let document = &dossier.document;
        let same = |mine: &str, theirs: &Option<String>| {
            let theirs = theirs.as_deref().unwrap_or_default();
            !mine.is_empty() && fold(mine) == fold(theirs)
        };
        let outlet = same(&self.outlet, &document.publisher)
            || self.outlet.is_empty() && document.publisher.is_none();
        let article = known.starts_with(&format!("{}/", id(&document.id)))
            || !self.address.is_empty() && document.url.as_ref() == Some(&self.address)
            || outlet && same(&self.headline, &document.title);
        if self.class != account.kind || !article && !outlet {
            return None;
        }
        let (a, b) = (fold(&self.sentence), fold(&account.evidence.text));
        let likeness = match a == b {
            true => SAME,
            false => ((strsim::sorensen_dice(&a, &b) * 1000.0) as u32).min(SAME - 1),
        };
        (likeness >= if article { ALIKE } else { SAME }).then_some(likeness)
    }

    fn sentence(&self) -> String {
        let text = Shown::line(&self.sentence).to_string();
        match text.char_indices().nth(SHOWN) {
            Some((at, _)) => format!("“{}…”", &text[..at]),
            None => format!("“{text}”"),
        }
    }
}

/// Class, outlet, headline and sentence.
impl fmt::Display for Told {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", Shown::line(&self.class))?;
        if !self.outlet.is_empty() {
            write!(f, ", {}", Shown::line(&self.outlet))?;
        }
        if !self.headline.is_empty() {
            write!(f, ", “{}”", Shown::line(&self.headline))?;
        }
        write!(f, ": {}", self.sentence())
    }
}

/// Accounts by the ids that decisions have for them, their own and those of events.
type Accounts<'d> = BTreeMap<String, (&'d Dossier, &'d Account)>;

impl Decisions {
    /// What an account told when something was decided on it.
    pub fn told(&self, id: &str) -> Option<&Told> {
        self.told.get(id)
    }

    /// The decisions as they are to be kept with documents: those on accounts that are gone are carried over to accounts that
    /// are nearly the same, and with each stands what it is on.
    pub fn settled(&self, dossiers: &[Dossier]) -> Decisions {
        if self.is_empty() && self.told.is_empty() {
            return self.clone();
        }
        let accounts = accounts(dossiers);
        let heirs = self.heirs(dossiers, &accounts);
        let mut settled = match heirs.is_empty() {
            true => self.clone(),
            false => self.renamed(&heirs),
        };
        let decided = settled.all();
        let named: BTreeSet<&String> = decided.iter().flat_map(Decision::ids).collect();
        settled.told.retain(|id, _| named.contains(id));
        for id in named {
            if let Some((dossier, account)) = accounts.get(id) {
                settled.told.insert(id.clone(), Told::of(dossier, account));
            }
        }
        settled
    }

    /// What becomes of the decisions on accounts that the documents no longer have.
    pub fn fates(&self, dossiers: &[Dossier]) -> Vec<Fate> {
        let accounts = accounts(dossiers);
        let heirs = self.heirs(dossiers, &accounts);
        let told = |id: &String| match self.told.get(id) {
            Some(told) => told.to_string(),
            None => id.clone(),
        };
        let fate = |decision: &Decision| {
            let ids = decision.ids();
            let on: Vec<String> = ids.iter().map(|id| told(id)).collect();
            let what = format!("{}: {}", decision.said(), on.join(" and "));
            let gone = |id: &&String| {
                let kept = accounts.contains_key(*id) || heirs.contains_key(*id);
                self.told.contains_key(*id) && !kept
            };
            if ids.iter().any(gone) {
                return Some(Fate::Lost(what));
            }
            let heirs: Vec<_> = ids
                .iter()
                .filter_map(|id| Some((id, heirs.get(*id)?)))
                .collect();
            let new = heirs.iter().filter_map(|(id, heir)| {
                let (_, account) = accounts.get(*heir)?;
                let old = self.told.get(**id)?;
                let new = Told {
                    sentence: account.evidence.text.clone(),
                    ..Told::default()
                };
                (old.sentence != new.sentence).then(|| format!(", now {}", new.sentence()))
            });
            let new: String = new.collect();
            (!heirs.is_empty()).then(|| Fate::Carried(format!("{what}{new}")))
        };
        self.all().iter().filter_map(fate).collect()
    }

    /// For ids of accounts that are gone, or tell something else now, those of the accounts that tell nearly what they told.
    fn heirs(&self, dossiers: &[Dossier], accounts: &Accounts<'_>) -> BTreeMap<String, String> {
        let is_there = |known: &String, told: &Told| {
            let account = accounts.get(known).map(|(_, account)| account);
            account.is_some_and(|account| account.evidence.text == told.sentence)
        };
        let (there, gone): (Vec<_>, Vec<_>) = self
            .told
            .iter()
            .partition(|(known, told)| is_there(known, told));
        if gone.is_empty() {
            return BTreeMap::new();
        }
        let taken = there.iter().filter_map(|(known, _)| accounts.get(*known));
        let taken: BTreeSet<&str> = taken.map(|(_, account)| account.id.as_str()).collect();
        let mut pairs = Vec::new();
        for dossier in dossiers {
            let free = dossier.accounts.iter();
            for account in free.filter(|account| !taken.contains(account.id.as_str())) {
                for (known, told) in &gone {
                    if let Some(likeness) = told.likeness(known, dossier, account) {
                        let word = Told::of(dossier, account).word == told.word;
                        pairs.push((Reverse((likeness, word)), *known, account.id.as_str()));
                    }
                }
            }
        }
        pairs.sort_unstable();
        // What is said of an event and of its account goes to one account.
        let (mut heirs, mut taken) = (BTreeMap::new(), BTreeSet::new());
        for (_, known, account) in pairs {
            let of_event = known.starts_with(EVENT);
            if !heirs.contains_key(known) && taken.insert((of_event, account)) {
                let heir = match of_event {
                    true => event_id(account),
                    false => id(account),
                };
                heirs.insert(known.clone(), heir);
            }
        }
        heirs.retain(|known, heir| known != heir);
        heirs
    }

    fn renamed(&self, to: &BTreeMap<String, String>) -> Decisions {
        let name = |id: &String| to.get(id).unwrap_or(id).clone();
        let pairs = |pairs: &BTreeSet<(String, String)>| {
            let named = pairs.iter().map(|(a, b)| pair(name(a), name(b)));
            named.collect()
        };
        let mut of: BTreeMap<String, Said> = BTreeMap::new();
        for (id, said) in &self.of {
            let both = of.entry(name(id)).or_default();
            both.struck |= said.struck;
            both.confirmed |= said.confirmed;
            both.date = both.date.or(said.date);
            both.notes.extend(said.notes.iter().cloned());
        }
        let told = self.told.iter();
        Decisions {
            same: pairs(&self.same),
            apart: pairs(&self.apart),
            of,
            told: told.map(|(id, told)| (name(id), told.clone())).collect(),
            text: self.text.clone(),
        }
    }
}

/// How ids of events begin.
const EVENT: &str = "event/";

fn accounts(dossiers: &[Dossier]) -> Accounts<'_> {
    let all = dossiers
        .iter()
        .flat_map(|d| d.accounts.iter().map(move |a| (d, a)));
    let ids = all.flat_map(|(dossier, account)| {
        [id(&account.id), event_id(&account.id)].map(|id| (id, (dossier, account)))
    });
    ids.collect()
}
