//! What was tried in a sentence and why it failed. The frames are tried by the same code as in extraction; this only
//! keeps what extraction throws away.

mod silent;

use crate::document::Document;
use crate::extract::account::Account;
use crate::extract::arguments::{Argument, arguments};
use crate::extract::episode::{self, Reasons};
use crate::extract::events::{self, Match, Misfit, Passed};
use crate::extract::mentions::{Mention, Mentions, Referent};
use crate::extract::span_index::SpanIndex;
use crate::extract::verdict::{Refusal, Verdict, verdict};
use crate::extract::{Extractor, Reading};
use crate::ontology::frames::Condition;
use crate::ontology::{Found, Frame, Slot};
use crate::span::Span;
use crate::text::{Analysis, Sentence};
use std::convert::Infallible;
use std::sync::Arc;

pub use silent::{Sign, SignKind, Silent};

/// A sentence, the frames that its words evoke, and what came of them.
#[derive(Debug, Clone)]
pub struct Explanation {
    /// The sentence, with the attachments that extraction mends mended.
    pub sentence: Sentence,
    /// The words that frames name, in text order.
    pub words: Vec<Word>,
    /// The accounts that the sentence tells or adds to.
    pub accounts: Vec<Account>,
    /// Why the events among them are one each and who takes part in them, by the id of the account.
    pub reasons: Vec<(String, Arc<Reasons>)>,
}

/// A word that at least one frame names.
#[derive(Debug, Clone, PartialEq)]
pub struct Word {
    /// Its token.
    pub token: usize,
    /// Its arguments, as the grammar gives them to frames.
    pub arguments: Vec<Given>,
    /// What came of each frame; or why none was tried.
    pub tried: Result<Vec<Tried>, Passed>,
}

/// A frame that was tried on a word.
#[derive(Debug, Clone, PartialEq)]
pub struct Tried {
    /// Name of the frame.
    pub frame: String,
    /// The class that it evokes.
    pub class: String,
    /// What came of it.
    pub outcome: Outcome,
}

/// What came of a frame.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// It found an event, which the account of this id tells (perhaps together with other words).
    Found(String),
    /// It found an event of which nothing was left: nobody, no number and no day, or no speaker.
    Dropped,
    /// It fits, but another frame fits better.
    Outdone(String),
    /// A condition is met that must not be.
    Unless(Condition),
    /// None of these conditions is met.
    When(Vec<Condition>),
    /// Slots that must be filled are not.
    Unfilled(Vec<Unfilled>),
}

/// A slot that must be filled and is not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unfilled {
    /// The slot.
    pub slot: Slot,
    /// Arguments in its relations, and why they are not for it.
    pub refused: Vec<(Given, Refusal)>,
}

/// An argument of a word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// Relation to the word.
    pub relation: String,
    /// Its words.
    pub text: String,
    /// Its class, when it is known.
    pub class: Option<String>,
}

impl Extractor<'_> {
    /// What was tried in the sentence at a byte of the document, or in the first one after it; `None` when no sentence
    /// follows that is read.
    pub fn explain(
        &self,
        document: &Document,
        analysis: &Analysis,
        byte: usize,
    ) -> Option<Explanation> {
        let mut found = None;
        self.explain_each(document, analysis, &[byte], |explanation| {
            found = Some(explanation);
            Ok::<(), Infallible>(())
        })
        .unwrap_or_else(|never| match never {});
        found
    }

    /// As [`Extractor::explain`] for many bytes of one document, which is gone through once for all of them.
    pub fn explain_each<E>(
        &self,
        document: &Document,
        analysis: &Analysis,
        bytes: &[usize],
        mut each: impl FnMut(Explanation) -> Result<(), E>,
    ) -> Result<(), E> {
        let reading = Reading::new(analysis, self.ontology);
        let trees = reading.trees();
        let mentions = Mentions::resolve(document, &trees, self.ontology, self.gazetteer);
        let told = Told::new(self.accounts(document, &reading));
        let (_, tellings) = self.told(&mentions);
        let reasons: Vec<Arc<Reasons>> = episode::reasons(&tellings, &mentions, self.ontology)
            .into_iter()
            .map(Arc::new)
            .collect();
        for byte in bytes {
            let behind = |sentence: &Sentence| sentence.span.end <= *byte;
            let s = reading.sentences.partition_point(behind);
            let Some(sentence) = reading.sentences.get(s) else {
                continue;
            };
            let accounts = told.within(chars_of(document, sentence.span));
            let sight = Sight {
                extractor: self,
                document,
                mentions: &mentions,
                s,
            };
            let words = (0..trees[s].len())
                .filter_map(|t| sight.word(t, &accounts))
                .collect();
            let why = |account: &Account| {
                let of = |r: &&Arc<Reasons>| chars_of(document, r.trigger) == account.trigger;
                let reasons = reasons.iter().find(of)?;
                Some((account.id.clone(), reasons.clone()))
            };
            let reasons = accounts.iter().filter_map(why).collect();
            each(Explanation {
                sentence: sentence.clone(),
                words,
                accounts,
                reasons,
            })?;
        }
        Ok(())
    }
}

/// The accounts of a document by the passages that tell them.
struct Told {
    accounts: Vec<Account>,
    passages: SpanIndex,
}

impl Told {
    fn new(accounts: Vec<Account>) -> Told {
        let mut passages = SpanIndex::default();
        for (i, account) in accounts.iter().enumerate() {
            for passage in std::iter::once(&account.evidence).chain(&account.also) {
                passages.insert(i, Span::new(passage.begin, passage.end));
            }
        }
        Told { accounts, passages }
    }

    /// Those that a stretch of text tells, given in scalar values.
    fn within(&self, (begin, end): (usize, usize)) -> Vec<Account> {
        let near = self.passages.near(Span::new(begin, end)).into_iter();
        near.map(|i| &self.accounts[i])
            .filter(|account| {
                let mut passages = std::iter::once(&account.evidence).chain(&account.also);
                passages.any(|passage| passage.begin < end && begin < passage.end)
            })
            .cloned()
            .collect()
    }
}

/// One sentence under examination.
struct Sight<'a> {
    extractor: &'a Extractor<'a>,
    document: &'a Document,
    mentions: &'a Mentions<'a>,
    s: usize,
}

impl Sight<'_> {
    fn word(&self, t: usize, accounts: &[Account]) -> Option<Word> {
        let ontology = self.extractor.ontology;
        let tree = &self.mentions.trees[self.s];
        let word = |arguments, tried| Word {
            token: t,
            arguments,
            tried,
        };
        let trials: Vec<_> = match events::trials(self.s, t, self.mentions, ontology) {
            Ok(trials) => trials.collect(),
            Err(passed) => return Some(word(Vec::new(), Err(passed))),
        };
        if trials.is_empty() {
            return None;
        }
        let given = arguments(tree, t, &ontology.lexicon);
        let fits = trials
            .iter()
            .filter_map(|(frame, trial)| Some((frame, trial.as_ref().ok()?)));
        let best = fits
            .max_by_key(|(_, found)| found.rank)
            .map(|(frame, _)| frame.name.clone());
        let tried = trials
            .into_iter()
            .map(|(frame, trial)| Tried {
                frame: frame.name.clone(),
                class: frame.class.clone(),
                outcome: self.outcome(frame, trial, best.as_deref(), &given, accounts),
            })
            .collect();
        let given = given.iter().map(|argument| self.given(argument)).collect();
        Some(word(given, Ok(tried)))
    }

    fn outcome(
        &self,
        frame: &Frame,
        trial: Result<Match, Misfit>,
        best: Option<&str>,
        given: &[Argument],
        accounts: &[Account],
    ) -> Outcome {
        match (trial, best) {
            (Err(Misfit::Unless(condition)), _) => Outcome::Unless(condition.clone()),
            (Err(Misfit::When(conditions, _)), _) => Outcome::When(conditions.to_vec()),
            (Err(Misfit::Unfilled(roles, _)), _) => {
                let wanted = |slot: &&Slot| slot.required && roles.contains(&slot.role.as_str());
                let slots = frame.slots.iter().filter(wanted);
                Outcome::Unfilled(slots.map(|slot| self.unfilled(slot, given)).collect())
            }
            (Ok(_), Some(better)) if better != frame.name => Outcome::Outdone(better.to_string()),
            (Ok(found), _) => self.account(frame, &found, accounts),
        }
    }

    /// The account that a match ended in.
    fn account(&self, frame: &Frame, found: &Match, accounts: &[Account]) -> Outcome {
        let at = |byte| self.document.char_offset(byte);
        let span = found.candidate.trigger_span;
        let trigger = (at(span.begin), at(span.end));
        let named = |account: &&Account| account.found_by.split('+').any(|f| f == frame.name);
        let exact = accounts.iter().find(|account| account.trigger == trigger);
        // What other words of the document tell too has the trigger of the first.
        match exact.or_else(|| accounts.iter().find(named)) {
            Some(account) => Outcome::Found(account.id.clone()),
            None => Outcome::Dropped,
        }
    }

    fn unfilled(&self, slot: &Slot, given: &[Argument]) -> Unfilled {
        let ontology = self.extractor.ontology;
        let refused = given
            .iter()
            .filter(|argument| slot.relations.contains(&argument.relation))
            .filter_map(
                |argument| match verdict(slot, self.s, argument, self.mentions, ontology) {
                    Verdict::Refused(refusal) => Some((self.given(argument), refusal)),
                    _ => None,
                },
            )
            .collect();
        Unfilled {
            slot: slot.clone(),
            refused,
        }
    }

    fn given(&self, argument: &Argument) -> Given {
        let tree = &self.mentions.trees[self.s];
        let mention = self.mentions.get(self.s, argument.token);
        let span = match mention {
            Some(mention) => mention.span,
            None => tree.span(&tree.subtree(argument.token)),
        };
        Given {
            relation: argument.relation.clone(),
            text: span.of(&self.document.text).to_string(),
            class: mention.and_then(|mention| class(mention, self.mentions)),
        }
    }
}

/// The class of what a mention means.
fn class(mention: &Mention, mentions: &Mentions) -> Option<String> {
    match mention.referent {
        Referent::Entity(id) => Some(mentions.entities.get(id).class.clone()),
        Referent::Seat(_, government) => Some(mentions.entities.get(government).class.clone()),
        Referent::Speaker | Referent::SpeakerSide => {
            Some(mentions.ontology.class_of(Found::Person).to_string())
        }
        Referent::Event => Some("Event".to_string()),
        Referent::Number | Referent::Other => None,
    }
}

/// Where something stands, in scalar values.
fn chars_of(document: &Document, span: Span) -> (usize, usize) {
    let [begin, end] = [span.begin, span.end].map(|byte| document.char_offset(byte));
    (begin, end)
}
