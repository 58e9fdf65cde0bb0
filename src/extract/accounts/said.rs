//! A statement as an [`Account`]: who says it, its words, and what they are about.

use super::{Source, Writer};
use crate::extract::account::{Account, Content, Dated, Modality};
use crate::extract::confidence::confidence;
use crate::extract::entities::EntityId;
use crate::extract::events::Filled;
use crate::span::Span;
use crate::time::Interval;

impl Writer<'_, '_> {
    /// The account of a statement: who says what about whom.
    pub(super) fn statement(&mut self, i: usize) -> Account {
        let statement = &self.statements[i];
        let mut account = self.account(
            &statement.candidate,
            &self.ids[&Source::Statement(i)].clone(),
        );
        account.confidence = confidence("statement", statement.candidate.odds);
        self.doubt(&mut account);
        account.roles.remove("content");
        let anchor = statement
            .candidate
            .roles
            .get("speaker")
            .and_then(|f| f.first())
            .map_or(statement.candidate.trigger_span, |f| f.span);
        match self.speakers[i] {
            Some(speaker) => {
                let mut fillers = vec![self.filler(speaker, anchor)];
                for (id, span) in self.joining(i) {
                    fillers.push(self.filler(id, span));
                }
                for filler in &mut fillers {
                    filler.confidence = self.sure_of("speaker", None);
                }
                account.roles.insert("speaker".into(), fillers);
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
        let about = match self.taken_up(i) {
            Some(told) => {
                account.roles.remove("about");
                told
            }
            None => self.about(i),
        };
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
        if let Some(around) = self.attribute(&mut account, statement.candidate.trigger_span)
            && self.denies(around, &statement.candidate)
        {
            account.modality = Modality::Denied;
        }
        account
    }

    /// Who else makes a statement: the ministry in "the army and the ministry said".
    pub(super) fn joining(&self, i: usize) -> Vec<(EntityId, Span)> {
        let fills = self.statements[i].candidate.roles.get("speaker");
        let mut met = vec![self.speakers[i]];
        let mut others = Vec::new();
        for fill in fills.into_iter().flatten().skip(1) {
            if let Filled::Entity(id) = fill.value
                && !met.contains(&Some(id))
            {
                met.push(Some(id));
                others.push((id, fill.span));
            }
        }
        others
    }

    /// News is said on the day it is published or the day before.
    fn said(&self) -> Option<Dated> {
        let day = self.document.published?.day()?;
        Some(Dated {
            interval: Interval::days(day.yesterday().ok()?, day),
            text: None,
            at: None,
            note: None,
            presumed: false,
            confidence: None,
        })
    }
}
