//! What fills the roles of an account.

use super::speakers::{described, side};
use super::{Source, Writer};
use crate::extract::account::{Filler, Modality};
use crate::extract::entities::{EntityId, slug};
use crate::extract::events::{Candidate, Fill, Filled};
use crate::extract::mentions::Referent;
use crate::extract::voices::is_utterance;
use crate::ontology::{Answer, Found, RoleKind};
use crate::span::Span;
use crate::text::{Relation, Upos};
use std::collections::BTreeMap;

impl Writer<'_, '_> {
    /// Actors, places and events in what was said. Who has no name and does nothing is nobody in particular there.
    pub fn about(&self, i: usize) -> Vec<Filler> {
        let statement = &self.statements[i];
        let mut fillers = Vec::new();
        let found = self
            .mentions
            .within(&statement.content)
            .into_iter()
            .filter(|((s, t), mention)| {
                let tree = &self.mentions.trees[*s];
                let modifies = tree.upos(*t) == Upos::Adj
                    || (tree.base(*t) == Relation::Compound && !mention.named);
                statement.covers(mention.span) && tree.upos(*t) != Upos::Pron && !modifies
            })
            .filter_map(|(_, mention)| match mention.referent {
                Referent::Entity(id) => Some((id, mention.span)),
                Referent::Seat(_, government) => Some((government, mention.span)),
                _ => None,
            });
        for (id, span) in found {
            if self.particular.contains(&id) && self.speakers[i] != Some(id) {
                fillers.push(self.filler(id, span));
            }
        }
        for &e in &self.told[i] {
            fillers.push(self.event_filler(&self.ids[&Source::Event(e)], &self.events[e]));
        }
        fillers
    }

    /// "The army denied *it*": what the sentence before told, where a pronoun is all that is answered. "…, *a charge* that the army
    /// rejects", "…, *which* the army denies": what was told before these words.
    pub fn taken_up(&self, i: usize) -> Option<Vec<Filler>> {
        let statement = &self.statements[i];
        let (s, _) = statement.candidate.at();
        let tree = &self.mentions.trees[s];
        let answer = self.ontology.answer(&statement.candidate.class);
        let denies = answer == Some(Answer::Denies);
        let part = *statement.content.first()?;
        let words = (0..tree.len()).filter(|&t| part.contains(tree.token(t).span));
        let words: Vec<usize> = words.collect();
        let alone = words.len() == 1 && statement.content.len() == 1;
        let pronoun = denies && alone && tree.upos(words[0]) == Upos::Pron;
        let relative = words.len() == 1 && tree.has(words[0], "PronType=Rel");
        let indefinite = words.iter().any(|&t| tree.has(t, "Definite=Ind"));
        let last = *words.last()?;
        let named = words.len() == 2 && indefinite && is_utterance(tree, last, self.ontology);
        let aside = denies || answer == Some(Answer::Rejects);
        let earlier = self.events.iter().map(|event| event.sentence);
        let before = match aside && (relative || named) {
            true => s,
            false => earlier.filter(|&sentence| pronoun && sentence < s).max()?,
        };
        let near = s - before <= 1;
        let told = self.events.iter().enumerate().filter(|(_, event)| {
            let first = event.trigger_span.begin < part.begin;
            near && first && event.sentence == before && event.modality == Modality::Asserted
        });
        let told: Vec<Filler> = told
            .map(|(e, event)| self.event_filler(&self.ids[&Source::Event(e)], event))
            .collect();
        (!told.is_empty()).then_some(told)
    }

    fn event_filler(&self, id: &str, event: &Candidate) -> Filler {
        let name = event.trigger_span.of(&self.document.text);
        self.worded(id.to_string(), name, &event.class, event.trigger_span)
    }

    /// A filler that is known by its words alone.
    fn worded(&self, id: String, name: &str, class: &str, span: Span) -> Filler {
        let (begin, end) = self.chars(span);
        Filler {
            id,
            name: name.to_string(),
            class: class.to_string(),
            text: span.of(&self.document.text).to_string(),
            begin,
            end,
            part_of: Vec::new(),
            aliases: Vec::new(),
            confidence: None,
        }
    }

    /// Roles whose values are words: the purpose of an agreement.
    pub fn texts(&self, candidate: &Candidate) -> BTreeMap<String, Vec<Filler>> {
        let is_text = |role: &str| {
            self.ontology
                .roles
                .get(role)
                .is_some_and(|r| r.kind == RoleKind::Text)
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
                        let text = span.of(&self.document.text);
                        self.worded(format!("thing/{}", slug(text)), text, "Text", span)
                    })
                    .collect();
                (role.clone(), fillers)
            })
            .collect()
    }

    pub fn fill(&mut self, role: &str, fill: &Fill) -> Option<Filler> {
        let around = self.said.around(fill.span);
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
                let at = *self.triggers.get(&fill.at())?;
                Some(self.event_filler(&self.ids[&Source::Event(at)].clone(), &self.events[at]))
            }
            Filled::Words if self.takes_only_actors(role) => {
                let id = described(fill, "Actor", &mut self.mentions)?;
                Some(self.filler(id, fill.span))
            }
            Filled::Words => self.words(fill),
        }
    }

    fn takes_only_actors(&self, role: &str) -> bool {
        let role = self.ontology.roles.get(role);
        role.is_some_and(|r| r.range.iter().all(|c| c == "Actor") && !r.range.is_empty())
    }

    /// A filler without identity: a thing known by its words. A pronoun is none.
    fn words(&self, fill: &Fill) -> Option<Filler> {
        let tree = &self.mentions.trees[fill.sentence];
        if tree.upos(fill.token) == Upos::Pron {
            return None;
        }
        let words = fill.span.of(&self.document.text).split_whitespace();
        let name = words.collect::<Vec<_>>().join(" ");
        let thing = self.ontology.class_of(Found::Thing);
        Some(self.worded(format!("thing/{}", slug(&name)), &name, thing, fill.span))
    }

    pub fn filler(&self, id: EntityId, span: Span) -> Filler {
        let entity = self.mentions.entities.get(id);
        Filler {
            part_of: entity.part_of.clone(),
            aliases: entity.aliases.iter().cloned().collect(),
            ..self.worded(entity.id.clone(), &entity.name, &entity.class, span)
        }
    }
}
