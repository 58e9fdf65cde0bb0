//! [`Notes`]: footnotes that lead from a row to the sentences it rests on.

use crate::output::days;
use crate::shown::Shown;
use crate::store::{Evidence, Passage, Source, Store, StoreError};
use rustc_hash::FxHashMap;

/// Footnotes in the order in which they are first referred to; the same sentences of an article are one.
#[derive(Debug, Clone, Default)]
pub struct Notes {
    all: Vec<Note>,
    /// By article and the places of its sentences.
    numbers: FxHashMap<(String, Vec<Passage>), usize>,
    /// By event.
    known: FxHashMap<String, Vec<(String, usize)>>,
}

/// A footnote: an article, and what it says.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Note {
    /// The article.
    pub source: Source,
    /// Its sentences; none where the article itself is meant.
    pub quotes: Vec<Quote>,
}

/// A sentence of an article.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Quote {
    /// The exact words, and where they stand.
    pub passage: Passage,
    /// How they tell it: `direct speech`, `according to …`, `denied`.
    pub how: Vec<String>,
}

impl Notes {
    /// The footnotes.
    pub fn iter(&self) -> impl Iterator<Item = (usize, &Note)> {
        self.all.iter().enumerate().map(|(at, note)| (at + 1, note))
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// The footnotes of an event, one an article, with the article of each. None for what no sentence tells.
    pub fn of(&mut self, store: &Store, iri: &str) -> Result<Vec<(String, usize)>, StoreError> {
        if let Some(known) = self.known.get(iri) {
            return Ok(known.clone());
        }
        let evidence = store.evidence(iri)?;
        let mut articles: Vec<(String, Note)> = Vec::new();
        for account in &evidence {
            let document = &account.document.iri;
            let at = articles.iter().position(|(known, _)| known == document);
            let at = at.unwrap_or_else(|| {
                let source = account.document.clone();
                let quotes = Vec::new();
                articles.push((document.clone(), Note { source, quotes }));
                articles.len() - 1
            });
            articles[at].1.add(account);
        }
        let numbered = articles.into_iter().map(|(document, mut note)| {
            note.quotes.sort_by(|a, b| a.passage.cmp(&b.passage));
            let number = self.number(note);
            (document, number)
        });
        let numbered: Vec<(String, usize)> = numbered.collect();
        self.known.insert(iri.to_string(), numbered.clone());
        Ok(numbered)
    }

    /// The footnote of an article as a whole.
    pub fn article(&mut self, store: &Store, iri: &str) -> usize {
        let source = store.document(iri);
        let quotes = Vec::new();
        self.number(Note { source, quotes })
    }

    fn number(&mut self, note: Note) -> usize {
        let passages = note.quotes.iter().map(|quote| quote.passage.clone());
        let key = (note.source.iri.clone(), passages.collect());
        let next = self.all.len() + 1;
        let number = *self.numbers.entry(key).or_insert(next);
        if number == next {
            self.all.push(note);
        } else {
            // Another event that the same words tell.
            for (quote, more) in self.all[number - 1].quotes.iter_mut().zip(note.quotes) {
                quote.tell(more.how);
            }
        }
        number
    }
}

impl Note {
    fn add(&mut self, account: &Evidence) {
        for passage in &account.sentences {
            let at = self.quotes.iter().position(|q| q.passage == *passage);
            let at = at.unwrap_or_else(|| {
                self.quotes.push(Quote {
                    passage: passage.clone(),
                    how: Vec::new(),
                });
                self.quotes.len() - 1
            });
            self.quotes[at].tell(how(account, passage));
        }
    }
}

impl Quote {
    fn tell(&mut self, how: Vec<String>) {
        for how in how {
            if !self.how.contains(&how) {
                self.how.push(how);
            }
        }
    }
}

/// How a sentence of an account tells what it tells, apart from what is plainly so. Who is quoted has not said the others.
fn how(account: &Evidence, sentence: &Passage) -> Vec<String> {
    let mut how = Vec::new();
    match account.direct {
        Some(true) => how.push("direct speech".to_string()),
        Some(false) => how.push("reported speech".to_string()),
        None => {}
    }
    let within = |said: &Passage| said.begin < sentence.end && sentence.begin < said.end;
    if !account.attributed_to.is_empty() && account.said_in.iter().any(within) {
        how.push(format!("according to {}", account.attributed_to.join(", ")));
    }
    if !matches!(account.modality.as_str(), "" | "asserted") {
        how.push(account.modality.clone());
    }
    if account.confirmed {
        how.push("confirmed by hand".to_string());
    }
    how.extend(account.notes.iter().map(|note| format!("note: {note}")));
    how
}

/// What a statement does, said of what it answers.
pub(crate) fn done(does: &str) -> &'static str {
    match does {
        "claims" => "claimed in",
        "blames" => "blamed in",
        _ => "denied in",
    }
}

/// Outlet, day and headline of an article, on one line.
pub(crate) fn source(source: &Source) -> Shown {
    let known = [
        source.publisher.clone(),
        source.published.as_ref().map(days),
        source.title.as_ref().map(|title| format!("“{title}”")),
    ];
    let known: Vec<String> = known.into_iter().flatten().collect();
    match known.is_empty() {
        true => Shown::line(&source.iri),
        false => Shown::line(&known.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::{Evidence, Note, Passage};

    #[test]
    fn who_is_quoted_stands_behind_the_own_sentence_alone() {
        let passage = |begin, text: &str| Passage {
            begin,
            end: begin + text.len(),
            text: text.to_string(),
        };
        let told = passage(0, "Shells fell on Ardun.");
        let said = passage(22, "Nine died, the mayor said.");
        let mut note = Note::default();
        note.add(&Evidence {
            sentences: vec![told, said.clone()],
            said_in: vec![said],
            attributed_to: vec!["the mayor".to_string()],
            modality: "asserted".to_string(),
            ..Evidence::default()
        });
        let how: Vec<&[String]> = note.quotes.iter().map(|q| q.how.as_slice()).collect();
        assert_eq!(how, [&[][..], &["according to the mayor".to_string()]]);
    }
}
