//! Candidates and statements as [`Account`]s: spans become character offsets, entities become fillers, and everything
//! that was said is attributed to whoever said it.

mod fillers;
mod said;
mod speakers;

use crate::document::Document;
use crate::extract::account::{Account, Attribution, Counted, Dated, Filler, Modality, Passage};
use crate::extract::confidence::confidence;
use crate::extract::entities::EntityId;
use crate::extract::events::{Candidate, Fill, Filled};
use crate::extract::mentions::Mentions;
use crate::extract::said::Said;
use crate::extract::statement::Statement;
use crate::ontology::Ontology;
use crate::span::Span;
use crate::text::times::disagreement;
use speakers::speaker;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The accounts of a document in text order.
pub fn accounts(
    document: &Document,
    mut mentions: Mentions,
    events: Vec<Candidate>,
    statements: &[Statement],
    ontology: &Ontology,
) -> Vec<Account> {
    let mut order: Vec<(Span, Source)> = events
        .iter()
        .enumerate()
        .map(|(i, e)| (e.trigger_span, Source::Event(i)))
        .collect();
    order.extend(
        statements
            .iter()
            .enumerate()
            .map(|(i, s)| (s.candidate.trigger_span, Source::Statement(i))),
    );
    order.sort_by_key(|(span, source)| (*span, *source));
    let ids: BTreeMap<Source, String> = order
        .iter()
        .enumerate()
        .map(|(n, (_, source))| (*source, format!("{}/account/{}", document.id, n + 1)))
        .collect();
    let said = Said::new(statements);
    let speakers: Vec<Option<EntityId>> = (0..statements.len())
        .map(|i| speaker(i, statements, &said, &mut mentions, 0))
        .collect();
    let candidates = events.iter().chain(statements.iter().map(|s| &s.candidate));
    let fills = candidates.flat_map(|candidate| candidate.roles.values().flatten());
    let part = fills.filter_map(|fill| match fill.value {
        Filled::Entity(id) => Some(id),
        _ => None,
    });
    let mut particular = mentions.with_names();
    particular.extend(part.chain(speakers.iter().flatten().copied()));
    let mut told = vec![Vec::new(); statements.len()];
    let mut triggers = HashMap::new();
    for (i, event) in events.iter().enumerate() {
        if let Some(around) = said.around(event.trigger_span) {
            told[around].push(i);
        }
        triggers.entry((event.sentence, event.trigger)).or_insert(i);
        // "Violated the ceasefire": one that was told before.
        for span in &event.words {
            let told = mentions
                .trees
                .partition_point(|t| t.sentence.span.end <= span.begin);
            let tree = mentions.trees.get(told);
            let at = tree.and_then(|t| (0..t.len()).find(|&w| t.token(w).span == *span));
            if let Some(at) = at {
                triggers.entry((told, at)).or_insert(i);
            }
        }
    }
    let mut writer = Writer {
        document,
        mentions,
        ontology,
        statements,
        said,
        speakers,
        particular,
        ids,
        events: &events,
        told,
        triggers,
    };
    order
        .iter()
        .map(|(_, source)| match source {
            Source::Event(i) => writer.event(*i),
            Source::Statement(i) => writer.statement(*i),
        })
        .collect()
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Source {
    Statement(usize),
    Event(usize),
}

struct Writer<'a, 'm> {
    document: &'a Document,
    mentions: Mentions<'m>,
    ontology: &'a Ontology,
    statements: &'a [Statement],
    said: Said<'a>,
    speakers: Vec<Option<EntityId>>,
    /// The entities that have a name, take part in something or say something.
    particular: BTreeSet<EntityId>,
    ids: BTreeMap<Source, String>,
    events: &'a [Candidate],
    /// For each statement the events told in it.
    told: Vec<Vec<usize>>,
    /// Events by sentence and trigger.
    triggers: HashMap<(usize, usize), usize>,
}

impl Writer<'_, '_> {
    fn event(&mut self, i: usize) -> Account {
        let candidate = &self.events[i];
        let mut account = self.account(candidate, &self.ids[&Source::Event(i)].clone());
        account.confidence = confidence("event", candidate.odds);
        if let Some(statement) = self.attribute(&mut account, candidate.trigger_span)
            && self.denies(statement, candidate)
        {
            account.modality = Modality::Denied;
        }
        self.doubt(&mut account);
        account
    }

    /// What is less sure than its class asks for is no fact.
    fn doubt(&self, account: &mut Account) {
        let percent = self.ontology.doubtful_below(&account.kind);
        let unsure = |likely: f64| 100.0 * likely < percent as f64;
        if account.modality == Modality::Asserted && account.confidence.is_some_and(unsure) {
            account.modality = Modality::Doubtful;
        }
    }

    /// "Did not say that rebels had attacked": the clause of a statement that was not made. Who attacked, and what is
    /// spoken of beside the clause, is not denied with it.
    fn denies(&self, statement: &Statement, event: &Candidate) -> bool {
        let said = &statement.candidate;
        let tree = &self.mentions.trees[said.sentence];
        // "Did not deny that they had attacked" says that they did.
        let cue = tree.verb(said.trigger);
        let governs = self.ontology.lexicon.governs(&cue, "clause");
        let asks = |clause: usize| {
            let mut words = tree.children(clause).iter();
            words.any(|&c| tree.has(c, "PronType=Int"))
        };
        said.modality == Modality::Denied
            && governs != Some(Modality::Denied)
            && said.sentence == event.sentence
            && said
                .clause
                .is_some_and(|clause| event.stands_at(Some(clause)) && !asks(clause))
    }

    /// Names whoever is quoted for what stands there; gives back their statement.
    fn attribute(&self, account: &mut Account, place: Span) -> Option<&Statement> {
        let mut around = self.said.around(place);
        // A statement is not attributed to itself.
        if let Some(i) = around
            && self.ids[&Source::Statement(i)] == account.id
        {
            around = None;
        }
        let i = around?;
        account.statement = Some(self.ids[&Source::Statement(i)].clone());
        if let Some(speaker) = self.speakers[i] {
            let others = self.joining(i).into_iter().map(|(id, _)| id);
            account.attributed_to = [speaker]
                .into_iter()
                .chain(others)
                .map(|id| {
                    let entity = self.mentions.entities.get(id);
                    Attribution {
                        id: entity.id.clone(),
                        name: entity.name.clone(),
                    }
                })
                .collect();
        }
        Some(&self.statements[i])
    }

    fn account(&mut self, candidate: &Candidate, id: &str) -> Account {
        let roles = candidate.roles.iter().filter(|(role, _)| {
            self.ontology
                .roles
                .get(*role)
                .is_some_and(|r| r.kind != crate::ontology::RoleKind::Text)
        });
        let roles: Vec<(String, Vec<Fill>)> = roles
            .map(|(role, fills)| (role.clone(), fills.clone()))
            .collect();
        let mut written: BTreeMap<String, Vec<Filler>> = BTreeMap::new();
        for (role, fills) in roles {
            let mut fillers: Vec<Filler> = Vec::new();
            for fill in fills {
                if let Some(mut filler) = self.fill(&role, &fill)
                    && filler.id != id
                    && !fillers.iter().any(|f| f.id == filler.id)
                {
                    filler.confidence = self.sure_of(&role, fill.odds);
                    fillers.push(filler);
                }
            }
            if !fillers.is_empty() {
                written.insert(role, fillers);
            }
        }
        let texts = self.texts(candidate);
        written.extend(texts);
        let quantities = candidate
            .counts
            .iter()
            .map(|(of, count)| {
                let (begin, end) = self.chars(count.span);
                Counted {
                    of: of.clone(),
                    min: count.min,
                    max: count.max,
                    text: count.span.of(&self.document.text).to_string(),
                    begin,
                    end,
                    confidence: confidence(of, None),
                }
            })
            .collect();
        Account {
            id: id.to_string(),
            document: self.document.id.clone(),
            kind: candidate.class.clone(),
            kinds: self
                .ontology
                .lineage(&candidate.class)
                .into_iter()
                .map(str::to_string)
                .collect(),
            roles: written,
            date: candidate.time.map(|(interval, span)| {
                let words = span.of(&self.document.text);
                Dated {
                    interval,
                    text: (!span.is_empty()).then(|| words.to_string()),
                    at: (!span.is_empty()).then(|| self.chars(span)),
                    note: disagreement(words, &interval),
                    presumed: span.is_empty(),
                    confidence: confidence("time", candidate.time_odds),
                }
            }),
            quantities,
            content: None,
            modality: candidate.modality,
            attributed_to: Vec::new(),
            statement: None,
            evidence: self.passage(candidate.sentence),
            also: candidate.also.iter().map(|s| self.passage(*s)).collect(),
            trigger: self.chars(candidate.trigger_span),
            triggers: self.ranges(&candidate.words),
            found_by: candidate.frames.join("+"),
            confidence: None,
        }
    }

    /// How likely a filler of a role is right.
    fn sure_of(&self, role: &str, odds: Option<f32>) -> Option<f64> {
        let part = self.ontology.roles.get(role).and_then(|role| role.part);
        confidence(part.map_or(role, |part| part.name()), odds)
    }

    fn passage(&self, sentence: usize) -> Passage {
        let span = self.mentions.trees[sentence].sentence.span;
        let (begin, end) = self.chars(span);
        Passage {
            text: span.of(&self.document.text).to_string(),
            begin,
            end,
        }
    }

    fn ranges(&self, spans: &[Span]) -> Vec<(usize, usize)> {
        let words = spans.iter().filter(|span| !span.is_empty());
        words.map(|span| self.chars(*span)).collect()
    }

    fn chars(&self, span: Span) -> (usize, usize) {
        (
            self.document.char_offset(span.begin),
            self.document.char_offset(span.end),
        )
    }
}
