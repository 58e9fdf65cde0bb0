//! The line of an account, with what may be left out filled in.

use super::check;
use crate::diagnostic::nearest;
use crate::document::Document;
use crate::extract::Account;
use crate::extract::account::{
    Attribution, Content, Counted, Dated, Filler, Modality, Passage, Whole,
};
use crate::extract::slug;
use crate::ontology::{Ontology, RoleKind};
use crate::quads::words_at;
use serde::{Deserialize, Deserializer};
use std::collections::BTreeMap;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Line {
    id: Option<String>,
    document: Option<String>,
    kind: String,
    kinds: Option<Vec<String>>,
    #[serde(default)]
    roles: BTreeMap<String, Vec<FillerLine>>,
    date: Option<Dated>,
    #[serde(default)]
    quantities: Vec<CountedLine>,
    content: Option<ContentLine>,
    modality: Option<Modality>,
    #[serde(default)]
    attributed_to: Vec<Attribution>,
    statement: Option<String>,
    evidence: PassageLine,
    #[serde(default)]
    also: Vec<PassageLine>,
    trigger: Option<(usize, usize)>,
    #[serde(default)]
    triggers: Vec<(usize, usize)>,
    found_by: Option<String>,
    confidence: Option<f64>,
}

#[derive(Deserialize)]
struct PassageLine {
    text: Option<String>,
    begin: usize,
    end: usize,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct FillerLine {
    id: Option<String>,
    name: Option<String>,
    class: Option<String>,
    text: Option<String>,
    #[serde(default)]
    begin: usize,
    #[serde(default)]
    end: usize,
    #[serde(default)]
    part_of: Vec<Whole>,
    #[serde(default)]
    aliases: Vec<String>,
    confidence: Option<f64>,
}

#[derive(Deserialize)]
struct CountedLine {
    of: String,
    min: u64,
    /// `null` is unbounded, so leaving it out must not mean the same by accident.
    #[serde(deserialize_with = "present")]
    max: Option<u64>,
    text: Option<String>,
    #[serde(default)]
    begin: usize,
    #[serde(default)]
    end: usize,
    confidence: Option<f64>,
}

#[derive(Deserialize)]
struct ContentLine {
    text: String,
    #[serde(default)]
    begin: usize,
    #[serde(default)]
    end: usize,
    #[serde(default)]
    direct: bool,
    #[serde(default)]
    parts: Vec<(usize, usize)>,
    #[serde(default)]
    cue: Vec<(usize, usize)>,
    #[serde(default)]
    source: Vec<(usize, usize)>,
}

/// Without room for more. Lists of a filler or two are read into room for four, and there are very many of them.
fn tight<T>(mut list: Vec<T>) -> Vec<T> {
    list.shrink_to_fit();
    list
}

/// A confidence, if it is one.
fn share(confidence: Option<f64>) -> Result<Option<f64>, String> {
    match confidence {
        Some(p) if !(0.0..=1.0).contains(&p) => {
            Err(format!("`confidence` is {p}; it goes from 0 to 1"))
        }
        known => Ok(known),
    }
}

fn present<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u64>, D::Error> {
    Option::deserialize(deserializer)
}

impl Line {
    pub(super) fn finish(
        self,
        document: &Document,
        number: usize,
        ontology: &Ontology,
    ) -> Result<Account, String> {
        if let Some(other) = self.document.filter(|id| *id != document.id) {
            return Err(format!(
                "an account of document \"{other}\" after the line of document \"{}\"; write it after its own document",
                document.id
            ));
        }
        let filling = Filling { document, ontology };
        filling.class(&self.kind, "Event")?;
        let mut roles = BTreeMap::new();
        for (role, fillers) in self.roles {
            let fillers = fillers
                .into_iter()
                .map(|filler| filling.filler(&role, &self.kind, filler))
                .collect::<Result<Vec<_>, _>>()?;
            if !fillers.is_empty() {
                roles.insert(role, tight(fillers));
            }
        }
        let evidence = filling.passage(self.evidence)?;
        if let Some(date) = &self.date {
            if let (Some(begin), Some(end)) = (date.interval.begin, date.interval.end)
                && begin > end
            {
                return Err(format!("the date begins on {begin}, after its end {end}"));
            }
            if let Some((begin, end)) = date.at {
                check(filling.document, begin, end, "the date")?;
            }
            share(date.confidence)?;
        }
        let trigger = self.trigger.unwrap_or((evidence.begin, evidence.end));
        for (begin, end) in self.triggers.iter().copied().chain([trigger]) {
            check(filling.document, begin, end, "the trigger")?;
        }
        Ok(Account {
            id: self
                .id
                .unwrap_or_else(|| format!("{}/account/{number}", document.id)),
            document: document.id.clone(),
            kinds: tight(self.kinds.unwrap_or_else(|| {
                let lineage = ontology.lineage(&self.kind);
                lineage.into_iter().map(str::to_string).collect()
            })),
            kind: self.kind,
            roles,
            date: self.date,
            quantities: self
                .quantities
                .into_iter()
                .map(|counted| filling.counted(counted))
                .collect::<Result<_, _>>()
                .map(tight)?,
            content: self.content.map(|c| filling.content(c)).transpose()?,
            modality: self.modality.unwrap_or(Modality::Asserted),
            attributed_to: tight(self.attributed_to),
            statement: self.statement,
            evidence,
            also: self
                .also
                .into_iter()
                .map(|passage| filling.passage(passage))
                .collect::<Result<_, _>>()
                .map(tight)?,
            trigger,
            triggers: tight(self.triggers),
            found_by: self.found_by.unwrap_or_else(|| "given".to_string()),
            confidence: share(self.confidence)?,
        })
    }
}

/// What is needed to check and to fill in.
struct Filling<'a> {
    document: &'a Document,
    ontology: &'a Ontology,
}

impl Filling<'_> {
    fn class(&self, name: &str, below: &str) -> Result<(), String> {
        if !self.ontology.classes.contains_key(name) {
            return Err(format!(
                "class \"{name}\" is not in the ontology; {}define it in a file given with --ontology",
                similar(name, self.ontology.classes.keys())
            ));
        }
        if !below.is_empty() && !self.ontology.is_a(name, below) {
            return Err(format!("\"{name}\" is no class of {below}"));
        }
        Ok(())
    }

    fn words(&self, begin: usize, end: usize) -> Option<String> {
        (begin < end)
            .then(|| words_at(self.document, begin, end))
            .flatten()
            .map(str::to_string)
    }

    fn passage(&self, line: PassageLine) -> Result<Passage, String> {
        let PassageLine { text, begin, end } = line;
        check(self.document, begin, end, "the evidence")?;
        let text = text.or_else(|| self.words(begin, end)).ok_or(
            "the evidence has no `text`; it can only be left out where the document has its own",
        )?;
        Ok(Passage { text, begin, end })
    }

    fn filler(&self, role: &str, kind: &str, line: FillerLine) -> Result<Filler, String> {
        let Some(known) = self.ontology.roles.get(role) else {
            let all: Vec<&String> = self.ontology.roles_of(kind).map(|r| &r.name).collect();
            return Err(format!(
                "role \"{role}\" is not in the ontology; {}define it in a file given with --ontology",
                similar(role, all.into_iter())
            ));
        };
        let (begin, end) = (line.begin, line.end);
        check(self.document, begin, end, role)?;
        let text = line
            .text
            .or_else(|| self.words(begin, end))
            .or_else(|| line.name.clone())
            .ok_or_else(|| format!("a filler of {role} has neither `name` nor `text`"))?;
        let name = line.name.unwrap_or_else(|| text.clone());
        let class = line.class.unwrap_or_else(|| {
            known
                .range
                .first()
                .map_or("Thing", String::as_str)
                .to_string()
        });
        // Words that fill a role of words are no node, and so of no class.
        if known.kind != RoleKind::Text {
            self.class(&class, "")?;
        }
        let id = line.id.unwrap_or_else(|| {
            let folder = ["Actor", "Place", "Event"]
                .into_iter()
                .find(|top| self.ontology.is_a(&class, top))
                .unwrap_or("Thing");
            format!("{}/{}", folder.to_lowercase(), slug(&name))
        });
        Ok(Filler {
            id,
            name,
            class,
            text,
            begin,
            end,
            part_of: tight(line.part_of),
            aliases: tight(line.aliases),
            confidence: share(line.confidence)?,
        })
    }

    fn counted(&self, line: CountedLine) -> Result<Counted, String> {
        let (begin, end) = (line.begin, line.end);
        check(self.document, begin, end, &line.of)?;
        if line.max.is_some_and(|max| max < line.min) {
            return Err(format!("{}: `max` is below `min`", line.of));
        }
        if !self.ontology.roles.contains_key(&line.of) {
            return Err(format!(
                "quantity \"{}\" is not in the ontology; {}define it in a file given with --ontology",
                line.of,
                similar(&line.of, self.ontology.roles.keys())
            ));
        }
        let text = line
            .text
            .or_else(|| self.words(begin, end))
            .unwrap_or_else(|| line.min.to_string());
        Ok(Counted {
            of: line.of,
            min: line.min,
            max: line.max,
            text,
            begin,
            end,
            confidence: share(line.confidence)?,
        })
    }

    fn content(&self, line: ContentLine) -> Result<Content, String> {
        for &(begin, end) in [(line.begin, line.end)]
            .iter()
            .chain(&line.parts)
            .chain(&line.cue)
            .chain(&line.source)
        {
            check(self.document, begin, end, "the content")?;
        }
        Ok(Content {
            text: line.text,
            begin: line.begin,
            end: line.end,
            direct: line.direct,
            parts: tight(line.parts),
            cue: tight(line.cue),
            source: tight(line.source),
        })
    }
}

/// "did you mean …? or ", where a known name is like the given one.
fn similar<'n>(name: &str, known: impl Iterator<Item = &'n String>) -> String {
    match &nearest(name, known.map(String::as_str), 1)[..] {
        [other, ..] => format!("did you mean \"{other}\"? Or "),
        [] => String::new(),
    }
}
