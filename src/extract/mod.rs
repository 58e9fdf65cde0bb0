//! [`Analysis`] in, [`Account`]s out.
//!
//! ```text
//! Analysis ─mend→ Sentence… ─tree→ Tree ─mentions→ Mentions ─events→ Candidate… ─episode→ Candidate… ─statements→ Statement… ─accounts→ Account…
//! ```
//!
//! | module | what it does |
//! |---|---|
//! | `mend` | what the reader visibly gets wrong |
//! | `tree` | walks a dependency tree down as well as up |
//! | `arguments` | the grammar: who is subject, object, adjunct of a predicate in any construction |
//! | `coreference`, `anaphora` | which phrases mean the same |
//! | `mentions`, `names`, `full_names`, `places`, `towns`, `people`, `nominals`, `nouns`, `authorities`, `owners`, `pronouns` | which words mean which entity of the document |
//! | `events`, `fillers`, `dated` | frames of the ontology on trees: which fit, what fills their slots, what dates them |
//! | `modality`, `negation`, `truth` | fact, plan, threat, condition, denial, request; what negates a word or a phrase; what is called untrue |
//! | `sources` | who tells a sentence and so did not do what it tells |
//! | `episode` | the events of the document: what its words tell of the same, and what else of it takes part |
//! | `quotes`, `statements`, `content`, `adoption`, `clause_cues`, `transcripts`, `voices`, `heard` | who said what |
//! | `cue` | the words of cue and source |
//! | `span_index`, `said` | what stands near a place, and what it was said in, for texts of any length |
//! | `doubts` | how likely what was found is a statement |
//! | `weights`, `confidence` | what signs weigh, and how likely what was found is right |
//! | `accounts` | candidates and statements as [`Account`]s |
//! | `explain` | what was tried in a sentence and where it failed |

pub mod account;
mod accounts;
mod acronym;
mod adoption;
mod anaphora;
mod arguments;
mod authorities;
mod authors;
mod bodies;
mod candidate;
mod clause_cues;
mod confidence;
mod content;
pub mod coreference;
mod counts;
mod cue;
pub(crate) mod dated;
mod described;
mod doubts;
mod entities;
pub mod episode;
mod events;
pub mod explain;
mod fillers;
mod full_names;
mod heard;
pub(crate) mod mend;
mod mentions;
pub(crate) mod modality;
mod name_words;
mod names;
mod negation;
mod nominals;
mod nouns;
mod opposed;
mod owners;
mod people;
mod place_countries;
mod place_nouns;
mod places;
mod pronouns;
mod quotes;
mod said;
mod short_names;
mod sources;
mod span_index;
mod statement;
mod statements;
mod stretches;
mod surroundings;
mod towns;
mod transcripts;
pub(crate) mod tree;
mod truth;
mod verdict;
mod vicinity;
mod voices;
pub mod weights;
mod whereabouts;

use crate::document::Document;
use crate::gazetteer::Gazetteer;
use crate::ontology::Ontology;
use crate::span::Span;
use crate::text::{Analysis, Attribution, Sentence};
use account::Modality;
use events::Candidate;
use weights::Sign;

pub use account::Account;
pub(crate) use acronym::is_acronym;
pub use entities::slug;
pub(crate) use episode::family;
pub use events::Passed;
pub use verdict::Refusal;

/// Finds accounts of events in what was read.
pub struct Extractor<'a> {
    ontology: &'a Ontology,
    gazetteer: &'a Gazetteer,
}

impl<'a> Extractor<'a> {
    /// An extractor driven by an ontology, with names looked up in a gazetteer.
    pub fn new(ontology: &'a Ontology, gazetteer: &'a Gazetteer) -> Extractor<'a> {
        Extractor {
            ontology,
            gazetteer,
        }
    }

    /// The accounts of a document, in text order.
    pub fn extract(&self, document: &Document, analysis: &Analysis) -> Vec<Account> {
        self.accounts(document, &Reading::new(analysis, self.ontology))
    }

    /// What can be learned from a document whose events are known, by words that tell of them.
    pub fn lessons(
        &self,
        document: &Document,
        analysis: &Analysis,
        known: &[(Span, usize)],
    ) -> episode::Lessons {
        let reading = Reading::new(analysis, self.ontology);
        let trees = reading.trees();
        let mentions = mentions::Mentions::resolve(document, &trees, self.ontology, self.gazetteer);
        let (_, tellings) = self.told(&mentions);
        episode::lessons(&tellings, known, &mentions, self.ontology)
    }

    /// What may be a statement of a document, and what is seen of it.
    pub fn possible_statements(
        &self,
        document: &Document,
        analysis: &Analysis,
    ) -> Vec<(Vec<Span>, Vec<Sign>)> {
        let reading = Reading::new(analysis, self.ontology);
        let trees = reading.trees();
        let mentions = mentions::Mentions::resolve(document, &trees, self.ontology, self.gazetteer);
        let (cues, tellings) = self.told(&mentions);
        let quotes = quotes::quotes(document, &trees);
        let heard = reading.heard;
        let found = statements::possible(cues, &tellings, heard, &quotes, &mentions, self.ontology);
        let signs = doubts::signs(&found, heard, &mentions);
        found.into_iter().map(|s| s.content).zip(signs).collect()
    }

    /// What tells that somebody says something, and what tells of other events, sentence by sentence.
    fn told(&self, mentions: &mentions::Mentions) -> (Vec<Candidate>, Vec<Candidate>) {
        let mut cues = Vec::new();
        let mut events = Vec::new();
        for s in 0..mentions.trees.len() {
            let (said, done): (Vec<_>, Vec<_>) = events::candidates(s, mentions, self.ontology)
                .into_iter()
                .partition(|c| self.ontology.is_a(&c.class, "Statement"));
            cues.extend(said.into_iter().filter(|cue| !cue.bare));
            let (mut bare, mut done): (Vec<_>, Vec<_>) = done.into_iter().partition(|c| c.bare);
            let told_by = sources::sources(s, mentions, self.ontology);
            for event in &mut done {
                sources::spare_sources(event, &told_by, mentions, self.ontology);
            }
            let mut here = episode::within_sentence(done, mentions, self.ontology);
            // A word alone is one of an event that is gathered from all of a document.
            bare.retain(|c| episode::has_sides(&c.class, self.ontology));
            here.extend(bare);
            here.extend(episode::bare(s, &here, mentions, self.ontology));
            here.sort_by_key(|c| c.trigger);
            events.extend(here);
        }
        (cues, events)
    }

    fn accounts(&self, document: &Document, reading: &Reading) -> Vec<Account> {
        let trees = reading.trees();
        let mentions = mentions::Mentions::resolve(document, &trees, self.ontology, self.gazetteer);
        let (cues, tellings) = self.told(&mentions);
        let quotes = quotes::quotes(document, &trees);
        let heard = reading.heard;
        let mut statements =
            statements::possible(cues, &tellings, heard, &quotes, &mentions, self.ontology);
        doubts::weigh(&mut statements, heard, &mentions);
        for statement in &mut statements {
            statement.settle_quotation(&quotes, &document.text);
        }
        let mut events = episode::episodes(tellings, &mentions, self.ontology);
        // "the attack" alone, with nobody, no number and no day, tells nothing.
        events.retain(|e| !e.roles.is_empty() || !e.counts.is_empty() || e.time.is_some());
        // "Nobody was hurt" beside no attack tells of none.
        for event in &mut events {
            let none = event.counts_nobody() && event.stands_alone();
            if none && event.modality == Modality::Asserted {
                event.modality = Modality::Denied;
            }
        }
        accounts::accounts(document, mentions, events, &statements, self.ontology)
    }
}

/// The sentences of a document with their attachments mended, and what the reader hears said in them.
struct Reading<'a> {
    sentences: Vec<Sentence>,
    heard: &'a [Attribution],
}

impl<'a> Reading<'a> {
    fn new(analysis: &'a Analysis, ontology: &Ontology) -> Reading<'a> {
        Reading {
            sentences: mend::mended(analysis, ontology),
            heard: &analysis.attributions,
        }
    }

    fn trees(&self) -> Vec<tree::Tree<'_>> {
        self.sentences.iter().map(tree::Tree::new).collect()
    }
}
