//! Case folders of `tests/extract/`: articles, what an analyst reads in them, and where the program differs; see the
//! README there.

#![allow(
    clippy::print_stdout,
    reason = "precision and recall are shown with --nocapture"
)]

mod common;

use dateline::document::{Document, Source, read};
use dateline::extract::Extractor;
use dateline::extract::account::Account;
use dateline::gazetteer::Gazetteer;
use dateline::ontology::Ontology;
use dateline::text::Reader;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Compared only where a line of the expectations gives them.
const LENIENT: &[&str] = &["about", "content", "purpose"];

/// A line of `expected.txt`.
#[derive(Debug, Default)]
struct Wanted {
    kind: String,
    words: String,
    optional: bool,
    values: BTreeMap<String, Vec<Value>>,
}

/// A filler, a number, a date or a name, any of whose forms will do.
#[derive(Debug, Clone)]
struct Value {
    forms: Vec<String>,
    optional: bool,
}

/// Right, given and wanted.
#[derive(Debug, Default, Clone, Copy)]
struct Score {
    right: usize,
    given: usize,
    wanted: usize,
}

impl Score {
    fn add(&mut self, other: Score) {
        self.right += other.right;
        self.given += other.given;
        self.wanted += other.wanted;
    }

    fn print(&self) -> String {
        let share = |of: usize| 100.0 * self.right as f64 / of.max(1) as f64;
        let (precision, recall) = (share(self.given), share(self.wanted));
        format!(
            "precision {precision:5.1}  recall {recall:5.1}  ({} of {} given, {} wanted)",
            self.right, self.given, self.wanted
        )
    }
}

#[test]
fn cases() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/extract");
    let entries = std::fs::read_dir(&root)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let mut cases: Vec<PathBuf> = entries.filter(|path| path.is_dir()).collect();
    cases.sort();
    assert!(cases.len() >= 12);
    let ontology = Ontology::embedded().unwrap();
    let gazetteer = Gazetteer::embedded();
    let reader = Reader::embedded().unwrap();
    let extractor = Extractor::new(&ontology, &gazetteer);
    let (mut events, mut roles) = (Score::default(), Score::default());
    let mut changed = Vec::new();
    for case in cases {
        let document = read(&Source::Path(case.join("article.txt")))
            .next()
            .unwrap()
            .unwrap();
        let accounts = extractor.extract(&document, &reader.read(&document));
        let wanted = wanted(&std::fs::read_to_string(case.join("expected.txt")).unwrap());
        let mut compared = Compared {
            document: &document,
            accounts: &accounts,
            ..Compared::default_of(&document)
        };
        compared.run(&wanted);
        let name = case.file_name().unwrap().to_string_lossy().into_owned();
        println!(
            "{name}\n  events  {}\n  roles   {}",
            compared.events.print(),
            compared.roles.print()
        );
        events.add(compared.events);
        roles.add(compared.roles);
        changed.extend(common::ratchet::changed(&case, &compared.faults));
    }
    println!(
        "all\n  events  {}\n  roles   {}",
        events.print(),
        roles.print()
    );
    assert!(changed.is_empty(), "{}", changed.join("\n"));
}

fn wanted(text: &str) -> Vec<Wanted> {
    let lines = text
        .lines()
        .filter(|line| !line.trim().is_empty() && !line.starts_with('#'));
    lines
        .map(|line| {
            let mut parts = line.splitn(3, '"');
            let (kind, words) = (parts.next().unwrap().trim(), parts.next().unwrap());
            let values = parts.next().unwrap().split(';').filter_map(|pair| {
                let (role, values) = pair.trim().split_once('=')?;
                Some((role.to_string(), values.split(',').map(value).collect()))
            });
            Wanted {
                kind: kind.trim_end_matches('?').to_string(),
                optional: kind.ends_with('?'),
                words: words.to_string(),
                values: values.collect(),
            }
        })
        .collect()
}

fn value(text: &str) -> Value {
    let text = text.trim();
    let forms = text
        .split('/')
        .map(|form| plain(form.trim_end_matches('?')));
    Value {
        forms: forms.collect(),
        optional: text.ends_with('?'),
    }
}

/// Small letters, no article in front.
fn plain(text: &str) -> String {
    let text = text
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .to_lowercase()
        .replace('’', "'");
    let bare = ["the ", "a ", "an "]
        .iter()
        .find_map(|article| text.strip_prefix(article));
    bare.unwrap_or(&text).to_string()
}

/// The accounts of an article against what is wanted of it.
struct Compared<'a> {
    document: &'a Document,
    accounts: &'a [Account],
    events: Score,
    roles: Score,
    faults: Vec<String>,
}

impl<'a> Compared<'a> {
    fn default_of(document: &'a Document) -> Compared<'a> {
        Compared {
            document,
            accounts: &[],
            events: Score::default(),
            roles: Score::default(),
            faults: Vec::new(),
        }
    }

    fn run(&mut self, wanted: &[Wanted]) {
        let mut taken: BTreeMap<usize, usize> = BTreeMap::new();
        // First those whose trigger stands in the words, then those told by the sentence somewhere.
        for near in [true, false] {
            for (number, want) in wanted.iter().enumerate() {
                if taken.values().any(|&w| w == number) {
                    continue;
                }
                let place = self.place(&want.words);
                let free = (0..self.accounts.len()).filter(|a| !taken.contains_key(a));
                let fits = free.filter(|&a| {
                    let account = &self.accounts[a];
                    account.kinds.contains(&want.kind) && self.tells(account, place, near)
                });
                let best = fits.max_by_key(|&a| {
                    (self.matching(want, &self.accounts[a]), std::cmp::Reverse(a))
                });
                if let Some(account) = best {
                    taken.insert(account, number);
                }
            }
        }
        for (number, want) in wanted.iter().enumerate() {
            match taken.iter().find(|(_, w)| **w == number) {
                Some((&account, _)) => self.compare(want, &self.accounts[account]),
                None if want.optional => {}
                None => {
                    self.events.wanted += 1;
                    self.roles.wanted += want
                        .values
                        .values()
                        .flatten()
                        .filter(|v| !v.optional)
                        .count();
                    self.faults
                        .push(format!("missing: {} \"{}\"", want.kind, want.words));
                }
            }
        }
        for (number, account) in self
            .accounts
            .iter()
            .enumerate()
            .filter(|(n, _)| !taken.contains_key(n))
        {
            let _ = number;
            self.events.given += 1;
            let trigger = self.words(account.trigger.0, account.trigger.1);
            let (before, after) = self.around(account.trigger);
            self.faults.push(format!(
                "wrong: {} \"{before}[{trigger}]{after}\" {}",
                account.kind,
                roles(account)
            ));
        }
    }

    /// Where the words stand, in scalar values.
    fn place(&self, words: &str) -> (usize, usize) {
        let begin = self
            .document
            .find(words)
            .unwrap_or_else(|| panic!("the words {words:?} are not in the article"));
        let begin = self.document.char_offset(begin);
        (begin, begin + words.chars().count())
    }

    fn tells(&self, account: &Account, (begin, end): (usize, usize), near: bool) -> bool {
        let meets = |b: usize, e: usize| b < end && begin < e;
        match near {
            true => meets(account.trigger.0, account.trigger.1),
            false => {
                let passages = std::iter::once(&account.evidence).chain(&account.also);
                passages
                    .into_iter()
                    .any(|p| p.begin <= begin && end <= p.end)
            }
        }
    }

    fn matching(&self, want: &Wanted, account: &Account) -> usize {
        let given = given(account);
        want.values
            .iter()
            .map(|(role, values)| {
                let given = given.get(role).map_or(&[][..], Vec::as_slice);
                values
                    .iter()
                    .filter(|value| given.iter().any(|g| fits(value, g)))
                    .count()
            })
            .sum()
    }

    fn compare(&mut self, want: &Wanted, account: &Account) {
        let score = Score {
            right: 1,
            given: 1,
            wanted: 1,
        };
        self.events.add(score);
        let label = format!("{} \"{}\"", want.kind, want.words);
        let given = given(account);
        let asserted = vec![value("asserted")];
        let none = Vec::new();
        let mut roles: BTreeSet<&String> = given.keys().chain(want.values.keys()).collect();
        let modality = "modality".to_string();
        roles.insert(&modality);
        for role in roles {
            let values = match want.values.get(role) {
                Some(values) => values,
                None if *role == modality => &asserted,
                None if LENIENT.contains(&role.as_str()) => continue,
                None => &none,
            };
            let found = given.get(role).map_or(&[][..], Vec::as_slice);
            for value in values {
                let right = found.iter().any(|g| fits(value, g));
                if value.optional && !right {
                    continue;
                }
                // The usual modality is no merit.
                if *role != modality {
                    self.roles.wanted += 1;
                    self.roles.right += usize::from(right);
                    self.roles.given += usize::from(right);
                }
                if !right {
                    self.faults
                        .push(format!("missing: {label} {role}={}", value.forms[0]));
                }
            }
            for wrong in found
                .iter()
                .filter(|g| !values.iter().any(|value| fits(value, g)))
            {
                self.roles.given += 1;
                self.faults
                    .push(format!("wrong: {label} {role}={}", wrong.forms[0]));
            }
        }
    }

    fn words(&self, begin: usize, end: usize) -> String {
        let bytes =
            self.document.byte_offset(begin).unwrap()..self.document.byte_offset(end).unwrap();
        self.document.text[bytes]
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// A few letters before and after, so that the fault can be found.
    fn around(&self, (begin, end): (usize, usize)) -> (String, String) {
        let length = self.document.char_offset(self.document.text.len());
        let before: String = self
            .document
            .text
            .chars()
            .skip(begin.saturating_sub(20))
            .take(begin.min(20))
            .collect();
        let after: String = self
            .document
            .text
            .chars()
            .skip(end)
            .take(20.min(length - end))
            .collect();
        (before.replace('\n', " "), after.replace('\n', " "))
    }
}

/// What an account gives, by role; every value with its forms.
fn given(account: &Account) -> BTreeMap<String, Vec<Value>> {
    let mut given: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    let mut add = |role: &str, forms: Vec<String>| {
        let value = Value {
            forms,
            optional: false,
        };
        given.entry(role.to_string()).or_default().push(value);
    };
    for (role, fillers) in &account.roles {
        for filler in fillers {
            let aliases = filler.aliases.iter().map(String::as_str);
            let forms = [filler.name.as_str(), filler.text.as_str()]
                .into_iter()
                .chain(aliases);
            add(role, forms.map(plain).collect());
        }
    }
    for counted in &account.quantities {
        add(&counted.of, vec![range(Some(counted.min), counted.max)]);
    }
    if let Some(date) = &account.date {
        // The day of the article is no merit, and no fault.
        if date.text.is_some() {
            add("date", vec![range(date.interval.begin, date.interval.end)]);
        }
    }
    for said in &account.attributed_to {
        add("by", vec![plain(&said.name)]);
    }
    if let Some(content) = &account.content {
        add("content", vec![plain(&content.text)]);
    }
    add("modality", vec![account.modality.name().to_string()]);
    given
}

fn range<T: ToString + PartialEq>(begin: Option<T>, end: Option<T>) -> String {
    let word = |bound: &Option<T>| bound.as_ref().map(T::to_string).unwrap_or_default();
    match begin == end {
        true => word(&begin),
        false => format!("{}..{}", word(&begin), word(&end)),
    }
}

fn fits(wanted: &Value, given: &Value) -> bool {
    wanted.forms.iter().any(|form| given.forms.contains(form))
}

fn roles(account: &Account) -> String {
    let given = given(account);
    let shown = given
        .iter()
        .filter(|(role, _)| !LENIENT.contains(&role.as_str()) && *role != "modality");
    let shown: Vec<String> = shown
        .map(|(role, values)| {
            let names: Vec<&str> = values.iter().map(|value| value.forms[0].as_str()).collect();
            format!("{role}={}", names.join(", "))
        })
        .collect();
    shown.join("; ")
}
