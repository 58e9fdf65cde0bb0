//! How much two articles have in common: those of one story share names first of all, and other words.
//!
//! Nothing here depends on the other articles of the collection, so that an article more does not change what is told of two others.

use super::Dossier;
use super::wording::{Wording, alike};
use rayon::prelude::*;

/// Share of an article's names from which another is looked at at all.
const NEAR: f64 = 0.1;
/// The likeness of articles that may be of one story.
pub(super) const ALIKE: f64 = 0.3;
/// Different words of the shortest text that is an article.
const ARTICLE: usize = 40;
/// Letters of the shortest name.
const SHORTEST: usize = 3;

/// The articles of a collection, ready to be held against each other.
pub(super) struct Stories {
    articles: Vec<Article>,
}

struct Article {
    names: Wording,
    words: Wording,
}

impl Stories {
    pub(super) fn of(dossiers: &[Dossier]) -> Stories {
        Stories {
            articles: dossiers.par_iter().map(Article::of).collect(),
        }
    }

    /// How much two articles are about the same, from 0 to 2: the cosine of their names, and the share of their words that both
    /// have. Nobody can tell of a text of a sentence or two.
    pub(super) fn likeness(&self, a: usize, b: usize) -> Option<f64> {
        let (a, b) = (&self.articles[a], &self.articles[b]);
        let long = a.words.len().min(b.words.len()) >= ARTICLE;
        long.then(|| a.names.cosine(&b.names) + a.words.likeness(&b.words))
    }

    /// Whether their likeness is that of articles of one story. As a rule their names show it, which are fewer than their words.
    fn alike(&self, a: usize, b: usize) -> bool {
        let (one, other) = (&self.articles[a], &self.articles[b]);
        let long = one.words.len().min(other.words.len()) >= ARTICLE;
        let likeness = || self.likeness(a, b);
        long && (one.names.cosine(&other.names) >= ALIKE || likeness() >= Some(ALIKE))
    }

    /// Pairs of articles that may be of one story, the smaller index first, sorted.
    pub(super) fn neighbours(&self) -> Vec<(u32, u32)> {
        let names: Vec<(u64, &Wording)> = self.articles.iter().map(|a| (0, &a.names)).collect();
        let one_story = |pair: &(u32, u32)| self.alike(pair.0 as usize, pair.1 as usize);
        alike(&names, NEAR)
            .into_par_iter()
            .filter(one_story)
            .collect()
    }
}

impl Article {
    fn of(dossier: &Dossier) -> Article {
        let text = match dossier.document.text.as_str() {
            // Without its text, the sentences that its accounts rest on must do.
            "" => {
                let told = dossier.accounts.iter().map(|a| a.evidence.text.as_str());
                told.collect::<Vec<_>>().join("\n")
            }
            text => text.to_string(),
        };
        Article {
            names: Wording::of(&names(&text)),
            words: Wording::of(&text),
        }
    }
}

/// The words of a text that begin with a capital inside a sentence.
fn names(text: &str) -> String {
    let mut names = String::new();
    let mut inside = false;
    for line in text.lines() {
        for word in line.split_whitespace() {
            let letters = word.trim_matches(|c: char| !c.is_alphanumeric());
            if inside && letters.len() >= SHORTEST && letters.starts_with(char::is_uppercase) {
                names.push_str(letters);
                names.push(' ');
            }
            inside = !word.ends_with(['.', '!', '?', ':', '"', '”', '“']);
        }
        inside = false;
    }
    names
}

#[cfg(test)]
mod tests {
    use super::names;

    #[test]
    fn capitals_at_the_beginning_of_a_sentence_are_no_names() {
        let text = "Rebels left Duna.\nThe army of Ostia said: Nobody fled to Port Vell.";
        assert_eq!(names(text), "Duna Ostia Port Vell ");
    }
}
