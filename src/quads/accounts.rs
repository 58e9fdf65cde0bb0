//! The named graph of a document: its accounts and the words they rest on.

use super::sink::Sink;
use crate::document::Document;
use crate::extract::Account;
use crate::extract::account::{Counted, Filler};
use crate::link::{Dossier, numbers_of};
use crate::rdf::iri;
use crate::rdf::vocabulary::{ITSRDF, NIF, OA, RDFS, SKOS};
use oxigraph::model::{GraphName, NamedNode};
use rustc_hash::FxHashSet;

/// Who describes the nodes that fill roles.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Nodes {
    /// The fused view does: the named graph only refers to them.
    Linked,
    /// There is no fused view: their names and wholes go into the named graph.
    Described,
}

/// Adds the named graph of a document.
pub(super) fn quads(sink: &mut Sink<'_>, dossier: &Dossier, nodes: Nodes) {
    let document = sink.iris.node(&dossier.document.id);
    sink.graph = GraphName::NamedNode(document.clone());
    let mut teller = Teller {
        sink,
        node: &document,
        document: &dossier.document,
        nodes,
        passages: FxHashSet::default(),
    };
    for account in &dossier.accounts {
        teller.account(account);
    }
    sink.graph = GraphName::DefaultGraph;
}

struct Teller<'s, 'a> {
    sink: &'s mut Sink<'a>,
    node: &'s NamedNode,
    document: &'s Document,
    nodes: Nodes,
    /// Stretches of the text that are described already: many accounts rest on one sentence.
    passages: FxHashSet<(usize, usize)>,
}

impl Teller<'_, '_> {
    fn account(&mut self, account: &Account) {
        let subject = self.sink.iris.node(&account.id);
        let class = iri::class(self.sink.ontology, "Account");
        self.sink.add(&subject, iri::rdf_type(), class);
        self.sink.kind(&subject, &account.kind);
        let document = self.node.clone();
        self.sink.add(&subject, iri::dl("inDocument", ""), document);
        for (role, fillers) in &account.roles {
            for filler in fillers {
                self.filler(&subject, role, filler);
            }
            let shares = fillers.iter().filter_map(|filler| filler.confidence);
            self.least_sure(&subject, role, shares);
        }
        for counted in &account.quantities {
            let Counted { begin, end, .. } = *counted;
            self.mention(&subject, &counted.of, begin, end, &counted.text);
        }
        // An account gives one number; of others it tells the words.
        for counted in numbers_of(account, self.sink.ontology) {
            let role = counted.of.as_str();
            let numbers = [("Min", Some(counted.min)), ("Max", counted.max)];
            self.sink.numbers(&subject, role, &numbers);
            let predicate = iri::property(self.sink.ontology, role, "Text");
            self.sink.text(&subject, predicate, &counted.text);
            self.least_sure(&subject, role, counted.confidence.into_iter());
        }
        if let Some(date) = &account.date {
            self.sink.interval(&subject, "date", &date.interval);
            if let Some(words) = &date.text {
                let predicate = iri::property(self.sink.ontology, "date", "Text");
                self.sink.text(&subject, predicate, words);
            }
            if let (Some((begin, end)), Some(words)) = (date.at, &date.text) {
                self.mention(&subject, "date", begin, end, words);
            }
            self.least_sure(&subject, "date", date.confidence.into_iter());
        }
        if let Some(content) = &account.content {
            self.sink.content(&subject, &content.text, content.direct);
            let whole = [(content.begin, content.end)];
            let pieces: &[_] = match content.parts.is_empty() {
                true => &whole,
                false => &content.parts,
            };
            for &(begin, end) in pieces {
                self.mention(&subject, "content", begin, end, &content.text);
            }
        }
        let modality = account.modality.name();
        self.sink.text(&subject, iri::dl("modality", ""), modality);
        if let Some(share) = account.confidence {
            let percent = (100.0 * share).round() as u64;
            let numbers = ["Min", "Max"].map(|suffix| (suffix, Some(percent)));
            self.sink.numbers(&subject, "confidence", &numbers);
            let words = iri::property(self.sink.ontology, "confidence", "Text");
            self.sink.text(&subject, words, &format!("{percent} %"));
        }
        for speaker in &account.attributed_to {
            let node = self.sink.iris.node(&speaker.id);
            let property = iri::dl("attributedTo", "");
            self.sink.add(&subject, property, node.clone());
            if self.nodes == Nodes::Described {
                let label = iri::name(RDFS, "label");
                self.sink.text(&node, label, &speaker.name);
            }
        }
        if let Some(statement) = &account.statement {
            let statement = self.sink.iris.node(statement);
            self.sink.add(&subject, iri::dl("statement", ""), statement);
        }
        let found_by = &account.found_by;
        self.sink.text(&subject, iri::dl("foundBy", ""), found_by);
        for passage in [&account.evidence].into_iter().chain(&account.also) {
            if let Some(node) = self.passage(passage.begin, passage.end, &passage.text) {
                self.sink.add(&subject, iri::dl("evidence", ""), node);
            }
        }
        let (begin, end) = account.trigger;
        if let Some(node) = self.passage(begin, end, "") {
            self.sink.add(&subject, iri::dl("trigger", ""), node);
        }
    }

    /// How likely it is that what fills a role is right: the percent of the filler that is least sure.
    fn least_sure(&mut self, subject: &NamedNode, role: &str, shares: impl Iterator<Item = f64>) {
        if let Some(least) = shares.min_by(f64::total_cmp) {
            let predicate = iri::property(self.sink.ontology, role, "Confidence");
            let percent = (100.0 * least).round() as u64;
            self.sink.integer(subject, predicate, percent);
        }
    }

    fn filler(&mut self, subject: &NamedNode, role: &str, filler: &Filler) {
        let predicate = iri::property(self.sink.ontology, role, "");
        if self.sink.is_text(role) {
            self.sink.text(subject, predicate, &filler.text);
            self.mention(subject, role, filler.begin, filler.end, &filler.text);
            return;
        }
        let node = self.sink.iris.node(&filler.id);
        self.sink.add(subject, predicate, node.clone());
        if let Some(words) = self.mention(subject, role, filler.begin, filler.end, &filler.text) {
            self.sink
                .add(&words, iri::name(ITSRDF, "taIdentRef"), node.clone());
        }
        if self.nodes == Nodes::Described && !self.sink.ontology.is_a(&filler.class, "Event") {
            self.describe(&node, filler);
        }
    }

    fn describe(&mut self, node: &NamedNode, filler: &Filler) {
        self.sink.kind(node, &filler.class);
        self.sink.text(node, iri::name(RDFS, "label"), &filler.name);
        for alias in filler.aliases.iter().filter(|a| **a != filler.name) {
            self.sink.text(node, iri::name(SKOS, "altLabel"), alias);
        }
        for whole in &filler.part_of {
            self.sink.whole(node, whole.relation, &whole.id);
            if let Some(office) = &whole.office {
                self.sink.text(node, iri::dl("office", ""), office);
            }
            let whole_node = self.sink.iris.node(&whole.id);
            self.sink.kind(&whole_node, &whole.class);
            self.sink
                .text(&whole_node, iri::name(RDFS, "label"), &whole.name);
        }
    }

    fn mention(
        &mut self,
        subject: &NamedNode,
        role: &str,
        begin: usize,
        end: usize,
        words: &str,
    ) -> Option<NamedNode> {
        let node = self.passage(begin, end, words)?;
        let predicate = iri::property(self.sink.ontology, role, "Mention");
        self.sink.add(subject, predicate, node.clone());
        Some(node)
    }

    /// The evidence node of a stretch of text; none where nothing stands (an extractor that gives no offsets).
    fn passage(&mut self, begin: usize, end: usize, words: &str) -> Option<NamedNode> {
        if begin >= end {
            return None;
        }
        let node = self.sink.iris.passage(self.node, begin, end);
        if self.passages.contains(&(begin, end)) {
            return Some(node);
        }
        let known = words_at(self.document, begin, end);
        if known.is_some() {
            self.passages.insert((begin, end));
        }
        let words = known.unwrap_or(words);
        let selector = iri::name(OA, "TextPositionSelector");
        self.sink.add(&node, iri::rdf_type(), selector);
        for (local, index) in [("beginIndex", begin), ("endIndex", end)] {
            self.sink
                .integer(&node, iri::name(NIF, local), index as u64);
        }
        // Without the document's text the same place may be given without its words (a trigger).
        if !words.is_empty() {
            self.sink.text(&node, iri::name(NIF, "anchorOf"), words);
        }
        Some(node)
    }
}

/// The words from one scalar value of the text up to another; `None` where it has no such place.
pub(crate) fn words_at(document: &Document, begin: usize, end: usize) -> Option<&str> {
    let (begin, end) = (document.byte_offset(begin)?, document.byte_offset(end)?);
    document.text.get(begin..end)
}
