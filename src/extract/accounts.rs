//! Candidates and statements as [`Account`]s: spans become character offsets, entities become fillers, and everything
//! that was said is attributed to whoever said it.

use super::account::{Account, Attribution, Content, Counted, Dated, Filler, Modality, Passage};
use super::entities::{Entity, EntityId, slug};
use super::events::{Candidate, Fill, Filled};
use super::mentions::{Mentions, Referent};
use super::statements::{Statement, enclosing};
use crate::document::Document;
use crate::ontology::Ontology;
use crate::span::Span;
use crate::text::times::disagreement;
use crate::time::Interval;
use std::collections::{BTreeMap, BTreeSet};

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
    let speakers: Vec<Option<EntityId>> = (0..statements.len())
        .map(|i| speaker(i, statements, &mut mentions, 0))
        .collect();
    let mut writer = Writer {
        document,
        mentions,
        ontology,
        statements,
        speakers,
        ids,
        events: &events,
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

/// Nested "I said" are followed no deeper than this.
const MAX_DEPTH: usize = 4;

/// Who makes a statement: its speaker, with "I" and "we" resolved through the statement around it.
fn speaker(
    i: usize,
    statements: &[Statement],
    mentions: &mut Mentions,
    depth: usize,
) -> Option<EntityId> {
    let fill = statements[i]
        .candidate
        .roles
        .get("speaker")?
        .first()?
        .clone();
    let outer = |mentions: &mut Mentions| {
        let around = enclosing(statements, fill.span).filter(|&o| o != i && depth < MAX_DEPTH)?;
        speaker(around, statements, mentions, depth + 1)
    };
    match fill.value {
        Filled::Entity(id) => Some(id),
        Filled::Speaker => outer(mentions),
        Filled::SpeakerSide => outer(mentions).map(|id| side(id, mentions)),
        Filled::Event => None,
        Filled::Words => described(&fill, mentions),
    }
}

/// Those for whom a person speaks: the country or body that they hold an office of, else themselves.
fn side(id: EntityId, mentions: &mut Mentions) -> EntityId {
    let whole = mentions.entities.get(id).part_of.first().cloned();
    match whole {
        Some(whole) => mentions.entities.add(Entity {
            id: whole.id,
            name: whole.name,
            class: whole.class,
            ..Entity::default()
        }),
        None => id,
    }
}

/// An actor known only by words that no list has: "critics", "a poll". Pronouns without antecedent are nobody.
fn described(fill: &Fill, mentions: &mut Mentions) -> Option<EntityId> {
    let tree = &mentions.trees[fill.sentence];
    if matches!(
        tree.upos(fill.token),
        crate::text::Upos::Pron | crate::text::Upos::Num | crate::text::Upos::Sym
    ) {
        return None;
    }
    let words = fill.span.of(&mentions.document.text);
    let name = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let lower = name.to_lowercase();
    let name = ["the ", "a ", "an "]
        .iter()
        .find_map(|article| {
            lower
                .strip_prefix(article)
                .map(|_| name[article.len()..].to_string())
        })
        .unwrap_or(name);
    let id = slug(&name);
    if id.is_empty() {
        return None;
    }
    Some(mentions.entities.add(Entity {
        id: format!("actor/{id}"),
        name,
        class: "Actor".into(),
        ..Entity::default()
    }))
}

struct Writer<'a, 'm> {
    document: &'a Document,
    mentions: Mentions<'m>,
    ontology: &'a Ontology,
    statements: &'a [Statement],
    speakers: Vec<Option<EntityId>>,
    ids: BTreeMap<Source, String>,
    events: &'a [Candidate],
}

impl Writer<'_, '_> {
    fn event(&mut self, i: usize) -> Account {
        let candidate = &self.events[i];
        let mut account = self.account(candidate, &self.ids[&Source::Event(i)].clone());
        self.attribute(&mut account, candidate.trigger_span);
        account
    }

    fn statement(&mut self, i: usize) -> Account {
        let statement = &self.statements[i];
        let mut account = self.account(
            &statement.candidate,
            &self.ids[&Source::Statement(i)].clone(),
        );
        account.roles.remove("content");
        let anchor = statement
            .candidate
            .roles
            .get("speaker")
            .and_then(|f| f.first())
            .map_or(statement.candidate.trigger_span, |f| f.span);
        match self.speakers[i] {
            Some(speaker) => {
                let filler = self.filler(speaker, anchor);
                account.roles.insert("speaker".into(), vec![filler]);
            }
            None => {
                account.roles.remove("speaker");
            }
        }
        let parts: Vec<(usize, usize)> = statement.content.iter().map(|s| self.chars(*s)).collect();
        let text = statement
            .content
            .iter()
            .map(|s| s.of(&self.document.text))
            .collect::<Vec<_>>()
            .join(" … ");
        if let (Some(first), Some(last)) = (parts.first(), parts.last()) {
            account.content = Some(Content {
                text,
                begin: first.0,
                end: last.1,
                direct: statement.direct,
                parts: if parts.len() > 1 {
                    parts.clone()
                } else {
                    Vec::new()
                },
                cue: self.ranges(&[statement.cue]),
                source: self.ranges(&statement.source),
            });
        }
        // What the frame says the words are about comes first, then who else is mentioned in them.
        let about = self.about(i);
        if !about.is_empty() {
            let known = account.roles.entry("about".into()).or_default();
            for filler in about {
                if !known.iter().any(|k| k.id == filler.id) {
                    known.push(filler);
                }
            }
        }
        if account.date.is_none() {
            account.date = self.said();
        }
        self.attribute(&mut account, statement.candidate.trigger_span);
        account
    }

    /// News is said on the day it is published or the day before.
    fn said(&self) -> Option<Dated> {
        let day = self.document.published?.day()?;
        Some(Dated {
            interval: Interval::days(day.yesterday().ok()?, day),
            text: None,
            at: None,
            note: None,
        })
    }

    /// Actors, places and events in what was said.
    fn about(&mut self, i: usize) -> Vec<Filler> {
        let statement = &self.statements[i];
        let own = [self.speakers[i]];
        let mut seen: BTreeSet<String> = BTreeSet::new();
        let mut fillers = Vec::new();
        let found: Vec<(EntityId, Span)> = self
            .mentions
            .iter()
            .filter(|((s, t), mention)| {
                let tree = &self.mentions.trees[*s];
                let modifies = tree.upos(*t) == crate::text::Upos::Adj
                    || (tree.base(*t) == crate::text::Relation::Compound && !mention.named);
                statement.covers(mention.span)
                    && tree.upos(*t) != crate::text::Upos::Pron
                    && !modifies
            })
            .filter_map(|(_, mention)| match mention.referent {
                Referent::Entity(id) => Some((id, mention.span)),
                Referent::Seat(_, government) => Some((government, mention.span)),
                _ => None,
            })
            .collect();
        for (id, span) in found {
            let nameless = self.mentions.entities.get(id).id.starts_with("thing/");
            if nameless && self.mentions.entities.get(id).class == "Place" {
                continue;
            }
            if own.contains(&Some(id)) || !seen.insert(self.mentions.entities.get(id).id.clone()) {
                continue;
            }
            fillers.push(self.filler(id, span));
        }
        for (e, event) in self.events.iter().enumerate() {
            if enclosing(self.statements, event.trigger_span) == Some(i) {
                fillers.push(self.event_filler(&self.ids[&Source::Event(e)], event));
            }
        }
        fillers
    }

    fn event_filler(&self, id: &str, event: &Candidate) -> Filler {
        let (begin, end) = self.chars(event.trigger_span);
        let text = event.trigger_span.of(&self.document.text).to_string();
        Filler {
            id: id.to_string(),
            name: text.clone(),
            class: event.class.clone(),
            text,
            begin,
            end,
            part_of: Vec::new(),
            aliases: Vec::new(),
        }
    }

    /// Whoever is quoted for what stands there.
    fn attribute(&self, account: &mut Account, place: Span) {
        let mut around = enclosing(self.statements, place);
        // A statement is not attributed to itself.
        if let Some(i) = around
            && self.ids[&Source::Statement(i)] == account.id
        {
            around = None;
        }
        let Some(i) = around else { return };
        account.statement = Some(self.ids[&Source::Statement(i)].clone());
        if let Some(speaker) = self.speakers[i] {
            let entity = self.mentions.entities.get(speaker);
            account.attributed_to = vec![Attribution {
                id: entity.id.clone(),
                name: entity.name.clone(),
            }];
        }
        if self.statements[i].candidate.modality == Modality::Denied {
            account.modality = Modality::Denied;
        }
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
                if let Some(filler) = self.fill(&role, &fill)
                    && !fillers.iter().any(|f| f.id == filler.id)
                {
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
                    text: Some(words.to_string()),
                    at: Some(self.chars(span)),
                    note: disagreement(words, &interval),
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
            found_by: candidate.frames.join("+"),
        }
    }

    /// Roles whose values are words: the purpose of an agreement.
    fn texts(&self, candidate: &Candidate) -> BTreeMap<String, Vec<Filler>> {
        let is_text = |role: &str| {
            role != "content"
                && self
                    .ontology
                    .roles
                    .get(role)
                    .is_some_and(|r| r.kind == crate::ontology::RoleKind::Text)
        };
        candidate
            .roles
            .iter()
            .filter(|(role, _)| is_text(role))
            .map(|(role, fills)| {
                let fillers = fills
                    .iter()
                    .map(|fill| {
                        let tree = &self.mentions.trees[fill.sentence];
                        let span = tree.span(&tree.subtree(fill.token));
                        let (begin, end) = self.chars(span);
                        let text = span.of(&self.document.text).to_string();
                        Filler {
                            id: format!("thing/{}", slug(&text)),
                            name: text.clone(),
                            class: "Text".into(),
                            text,
                            begin,
                            end,
                            part_of: Vec::new(),
                            aliases: Vec::new(),
                        }
                    })
                    .collect();
                (role.clone(), fillers)
            })
            .collect()
    }

    fn fill(&mut self, role: &str, fill: &Fill) -> Option<Filler> {
        let around = enclosing(self.statements, fill.span);
        let speaker = around.and_then(|i| self.speakers[i]);
        match fill.value {
            // "in the region" is no place that one could go to.
            Filled::Entity(id)
                if role == "place" && self.mentions.entities.get(id).id.starts_with("thing/") =>
            {
                None
            }
            Filled::Entity(id) => Some(self.filler(id, fill.span)),
            Filled::Speaker => Some(self.filler(speaker?, fill.span)),
            Filled::SpeakerSide => {
                let id = side(speaker?, &mut self.mentions);
                Some(self.filler(id, fill.span))
            }
            Filled::Event => {
                let at = self
                    .events
                    .iter()
                    .position(|e| e.sentence == fill.sentence && e.trigger == fill.token)?;
                Some(self.event_filler(&self.ids[&Source::Event(at)].clone(), &self.events[at]))
            }
            Filled::Words if self.takes_only_actors(role) => {
                let id = described(fill, &mut self.mentions)?;
                Some(self.filler(id, fill.span))
            }
            Filled::Words => self.words(role, fill),
        }
    }

    fn takes_only_actors(&self, role: &str) -> bool {
        let role = self.ontology.roles.get(role);
        role.is_some_and(|r| r.range.iter().all(|c| c == "Actor") && !r.range.is_empty())
    }

    /// A filler without identity: a thing known by its words, where the role takes things.
    fn words(&self, role: &str, fill: &Fill) -> Option<Filler> {
        let takes_things = self
            .ontology
            .roles
            .get(role)
            .is_some_and(|r| r.range.iter().any(|c| c == "Thing"));
        let tree = &self.mentions.trees[fill.sentence];
        if !takes_things || tree.upos(fill.token) == crate::text::Upos::Pron {
            return None;
        }
        let text = fill.span.of(&self.document.text).to_string();
        let (begin, end) = self.chars(fill.span);
        let name = text.split_whitespace().collect::<Vec<_>>().join(" ");
        Some(Filler {
            id: format!("thing/{}", slug(&name)),
            name,
            class: "Thing".into(),
            text,
            begin,
            end,
            part_of: Vec::new(),
            aliases: Vec::new(),
        })
    }

    fn filler(&self, id: EntityId, span: Span) -> Filler {
        let entity = self.mentions.entities.get(id);
        let (begin, end) = self.chars(span);
        Filler {
            id: entity.id.clone(),
            name: entity.name.clone(),
            class: entity.class.clone(),
            text: span.of(&self.document.text).to_string(),
            begin,
            end,
            part_of: entity.part_of.clone(),
            aliases: entity
                .aliases
                .iter()
                .filter(|a| **a != entity.name)
                .cloned()
                .collect(),
        }
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
