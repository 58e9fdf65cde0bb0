//! Who wrote what speaks: a report, a statement, a tally has its authors, told beside it or where it was named before.

use super::arguments::arguments;
use super::clause_cues::speaker_value;
use super::events::{Fill, Filled};
use super::mentions::Mentions;
use super::statement::Statement;
use super::tree::Tree;
use crate::ontology::Ontology;
use crate::text::{MentionKind, Relation, Upos};
use std::collections::HashMap;

/// Whether a word may mean something that was written or counted.
pub fn is_document(tree: &Tree, t: usize) -> bool {
    let kind = tree.sentence.meaning.kind(t);
    let made = matches!(
        kind,
        Some(MentionKind::Abstract | MentionKind::Object | MentionKind::Event)
    );
    made && tree.upos(t) == Upos::Noun
}

/// Whom a sentence tells to have made what a noun in it means: "the ministry's report", "a tally kept by the union", "an army
/// bulletin", "the mayor issued a statement".
pub fn author(s: usize, t: usize, mentions: &Mentions, ontology: &Ontology) -> Option<Fill> {
    let tree = &mentions.trees[s];
    let makes = |relation: &str| {
        matches!(
            relation,
            "subject" | "possessive" | "from" | "compound" | "its-subject"
        )
    };
    let own = arguments(tree, t, &ontology.lexicon)
        .into_iter()
        .filter(|a| makes(&a.relation))
        .map(|a| a.token);
    let keepers = tree.each(t, Relation::Acl);
    let keepers = keepers.flat_map(|verb| tree.each(verb, Relation::OblAgent));
    let mut makers = own.chain(keepers);
    let first = makers.find_map(|token| actor(s, token, mentions, ontology))?;
    // "U.S. media reports": the last of several nouns before it.
    let nearer = tree
        .each(t, Relation::Compound)
        .filter(|&c| first.token < c && c < t);
    let beside = |fill: &Fill| tree.base(fill.token) == Relation::Compound;
    let nearer = nearer
        .filter_map(|c| actor(s, c, mentions, ontology))
        .last();
    Some(nearer.filter(|_| beside(&first)).unwrap_or(first))
}

/// The actor that a word means.
fn actor(s: usize, t: usize, mentions: &Mentions, ontology: &Ontology) -> Option<Fill> {
    let mention = mentions.get(s, t)?;
    let value = speaker_value(mention.referent)?;
    let Filled::Entity(id) = value else {
        return None;
    };
    let class = &mentions.entities.get(id).class;
    // "A statement from the office of the governor"
    let acts = ontology.is_a(class, "Actor") || ontology.nature(class).staffed;
    acts.then(|| Fill::new((s, t), mention.span, value))
}

/// How many sentences back a document of another name is looked for: "a communique … the document says".
const NEAR: usize = 3;

/// A document that the text names.
struct Document {
    /// Sentence and token of its noun.
    at: (usize, usize),
    lemma: String,
    author: Fill,
    /// Whether something is told to be said by it or in it.
    speaks: bool,
}

/// Lets those speak whose documents do: "the report", "this document" means the one that was told of before, by its noun or as
/// what somebody said something in.
pub fn speak(found: &mut [Statement], mentions: &Mentions, ontology: &Ontology) {
    let unknown = |statement: &Statement| {
        let fill = statement.candidate.roles.get("speaker")?.first()?;
        let tree = &mentions.trees[fill.sentence];
        let thing = match fill.value {
            Filled::Words | Filled::Event => true,
            Filled::Entity(id) => !ontology.is_a(&mentions.entities.get(id).class, "Actor"),
            _ => false,
        };
        let spoken = thing && is_document(tree, fill.token) && is_definite(tree, fill.token);
        spoken.then(|| fill.at())
    };
    let goes_on = |statement: &Statement| {
        let (s, cue) = statement.candidate.at();
        let tree = &mentions.trees[s];
        let subject = tree.child(cue, Relation::Nsubj)?;
        let pronoun = tree.upos(subject) == Upos::Pron && tree.has(subject, "Gender=Neut");
        let speaker = statement.candidate.roles.get("speaker");
        let speaker = speaker.and_then(|fills| fills.first());
        let unsaid = speaker.is_none_or(|f| f.value == Filled::Words && f.at() == (s, subject));
        (pronoun && unsaid).then_some((s, subject))
    };
    let asked: Vec<(usize, (usize, usize))> = found
        .iter()
        .enumerate()
        .filter_map(|(i, s)| Some((i, unknown(s).or_else(|| goes_on(s))?)))
        .collect();
    if asked.is_empty() {
        return;
    }
    let mut known = documents(found, mentions, ontology);
    for (i, at) in asked {
        let lemma = mentions.trees[at.0].lemma(at.1);
        let behind = known.partition_point(|document| document.at < at);
        let before = || known[..behind].iter().rev();
        // "It said": what the sentence before says it in.
        let pronoun = mentions.trees[at.0].upos(at.1) == Upos::Pron;
        let reach = if pronoun { 1 } else { NEAR };
        let same = before().find(|document| document.lemma == lemma && !pronoun);
        let near = || before().find(|d| d.speaks && at.0 - d.at.0 <= reach);
        let Some(author) = same.or_else(near).map(|document| document.author.clone()) else {
            continue;
        };
        let roles = &mut found[i].candidate.roles;
        roles.insert("speaker".to_owned(), vec![author.clone()]);
        let document = Document {
            at,
            lemma,
            author,
            speaks: true,
        };
        known.insert(behind, document);
    }
}

/// The documents that a text names with their authors, in its order.
fn documents(found: &[Statement], mentions: &Mentions, ontology: &Ontology) -> Vec<Document> {
    let speakers: HashMap<(usize, usize), Option<&Fill>> = found
        .iter()
        .map(|s| {
            let speaker = s.candidate.roles.get("speaker");
            (s.candidate.at(), speaker.and_then(|fills| fills.first()))
        })
        .collect();
    let all = mentions.trees.iter().enumerate();
    let nouns = all.flat_map(|(s, tree)| (0..tree.len()).map(move |t| (s, t, tree)));
    let written = nouns.filter(|&(_, t, tree)| is_document(tree, t));
    let named = written.filter_map(|(s, t, tree)| {
        let cue = tree.head(t).and_then(|head| speakers.get(&(s, head)));
        // "The army said in a statement …"
        let inside = cue.copied().flatten().filter(|fill| {
            tree.base(t) == Relation::Obl && matches!(fill.value, Filled::Entity(_))
        });
        let author = author(s, t, mentions, ontology).or_else(|| inside.cloned())?;
        Some(Document {
            at: (s, t),
            lemma: tree.lemma(t),
            author,
            speaks: cue.is_some(),
        })
    });
    named.collect()
}

/// Whether a noun means one that is known: "the report", "this document".
fn is_definite(tree: &Tree, t: usize) -> bool {
    let mut determiners = tree.each(t, Relation::Det);
    let one = !tree.has(t, "Number=Plur");
    one && determiners.any(|d| tree.has(d, "Definite=Def") || tree.has(d, "PronType=Dem"))
}
