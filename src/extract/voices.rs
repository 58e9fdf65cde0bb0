//! Whether what stands where a speaker should can speak: an hour and a shelling cannot, a report has its authors.

use super::arguments::arguments;
use super::authors::{author, is_document};
use super::clause_cues::speaker_at;
use super::events::{Fill, Filled};
use super::mentions::{Mentions, Referent};
use super::sources::before;
use super::statement::Statement;
use super::tree::Tree;
use crate::ontology::Ontology;
use crate::text::{MentionKind, NameKind, Relation, Upos};

/// Takes from statements those speakers that cannot speak, and lets whoever wrote a document speak for it.
pub fn voices(found: &mut [Statement], mentions: &Mentions, ontology: &Ontology) {
    for statement in found {
        let heard = statement.candidate.roles.remove("speaker").into_iter();
        let mut fills: Vec<Fill> = heard
            .flatten()
            .filter_map(|fill| voice(fill, mentions, ontology))
            .collect();
        if fills.is_empty() {
            fills.extend(beside(statement, mentions, ontology));
        }
        if !fills.is_empty() {
            let roles = &mut statement.candidate.roles;
            roles.insert("speaker".to_owned(), fills);
        }
    }
}

/// Nobody tells somebody in the third person what they did themselves: "The Red Front attacked, an official told *the group*"
/// means another one, whom only the words tell.
pub fn others_are_told(statement: &mut Statement, mentions: &Mentions) {
    let said = mentions.within(&statement.content).into_iter();
    let named: Vec<Referent> = said
        .filter(|(_, mention)| mention.named && statement.covers(mention.span))
        .map(|(_, mention)| mention.referent)
        .collect();
    let content = statement.content.clone();
    let told = statement.candidate.roles.get_mut("addressee");
    for fill in told.into_iter().flatten() {
        let noun = mentions.trees[fill.sentence].upos(fill.token) == Upos::Noun;
        let outside = content.iter().all(|part| !part.overlaps(fill.span));
        let told = mentions
            .get(fill.sentence, fill.token)
            .filter(|_| noun && outside);
        if told.is_some_and(|told| !told.named && named.contains(&told.referent)) {
            fill.value = Filled::Words;
        }
    }
}

/// Who stands where a speaker does though the tree has no subject there: right before the cue and set off by a mark, or behind
/// a cue that follows a quotation ("“Why?” *asked the mayor*").
fn beside(statement: &Statement, mentions: &Mentions, ontology: &Ontology) -> Option<Fill> {
    let (s, cue) = statement.candidate.at();
    let tree = &mentions.trees[s];
    let bare = statement.candidate.trigger_span.is_empty();
    let tells = tree.has(cue, "VerbForm=Fin") && !tree.is_passive(cue);
    if bare || !tells || tree.upos(cue) != Upos::Verb {
        return None;
    }
    let (words, set_off) = before(tree, cue);
    let stands = words.clone().rev().find(|&t| {
        let outside = tree.head(t).is_none_or(|head| !words.contains(&head));
        outside && matches!(tree.upos(t), Upos::Noun | Upos::Propn)
    });
    let quoted = statement.direct
        && statement
            .content
            .first()
            .is_some_and(|part| part.end <= statement.candidate.trigger_span.begin);
    let behind = tree
        .child(cue, Relation::Obj)
        .filter(|&t| t > cue && quoted);
    let found = stands
        .filter(|_| set_off)
        .or_else(|| between(statement, tree).filter(|_| quoted))
        .or(behind)?;
    known_voice((s, found), mentions, ontology)
}

/// The head of the words between a quotation and its cue: "“Why?” *the leader of the party and retired judge* asked".
fn between(statement: &Statement, tree: &Tree) -> Option<usize> {
    let end = statement.content.iter().map(|part| part.end).max()?;
    let cue = statement.candidate.trigger;
    let first =
        (0..cue).find(|&t| tree.token(t).span.begin >= end && tree.upos(t) != Upos::Punct)?;
    let words = first..cue;
    let verb = |t: usize| tree.has(t, "VerbForm=Fin");
    let head = words.clone().find(|&t| {
        let outside = tree.head(t).is_none_or(|head| !words.contains(&head));
        outside && matches!(tree.upos(t), Upos::Noun | Upos::Propn)
    });
    head.filter(|_| !words.clone().any(verb))
}

/// Who speaks where some words fill the place of the speaker; none where they cannot.
pub fn voice(fill: Fill, mentions: &Mentions, ontology: &Ontology) -> Option<Fill> {
    let (s, t) = fill.at();
    let tree = &mentions.trees[s];
    if !matches!(fill.value, Filled::Words | Filled::Event) {
        return Some(fill);
    }
    let kind = tree.sentence.meaning.kind(t);
    let utterance = is_utterance(tree, t, ontology);
    let event = fill.value == Filled::Event
        || mentions
            .get(s, t)
            .is_some_and(|m| m.referent == Referent::Event);
    let body = matches!(kind, Some(MentionKind::Organisation | MentionKind::Person));
    // "The inquiry found that"
    let finds = mentions
        .ontology
        .lexicon
        .is_in("finding-events", &tree.lemma(t));
    let utterance = utterance || finds;
    let happens = event && !utterance && !body;
    let time = kind == Some(MentionKind::Time) || tree.sentence.is_time(t);
    if time {
        return None;
    }
    if happens {
        return made_by(fill, mentions, ontology);
    }
    if !utterance && !is_document(tree, t) {
        return Some(fill);
    }
    // "according to plan"
    let bare = !tree.has(t, "Number=Plur")
        && tree
            .children(t)
            .iter()
            .all(|&c| matches!(tree.base(c), Relation::Case | Relation::Punct));
    made_by(fill.clone(), mentions, ontology).or_else(|| (!bare).then_some(fill))
}

/// Who made what some words mean, with these words: "*the ministry's report* says".
fn made_by(fill: Fill, mentions: &Mentions, ontology: &Ontology) -> Option<Fill> {
    let mut author = author(fill.sentence, fill.token, mentions, ontology)?;
    if author.sentence == fill.sentence && author.token < fill.token {
        author.span = author.span.cover(fill.span);
    }
    Some(author)
}

/// Whether a noun means that somebody says something: "a statement", "the claim".
pub fn is_utterance(tree: &Tree, t: usize, ontology: &Ontology) -> bool {
    let lexicon = &ontology.lexicon;
    let frames = tree.noun(t, &lexicon.by_noun).into_iter().flatten();
    let mut classes = frames.map(|&frame| &lexicon.frames[frame].class);
    classes.any(|class| ontology.is_a(class, "Statement"))
}

/// Whom the words of a source mean, if they can speak.
pub fn source_voice(
    source: &[(usize, usize)],
    mentions: &Mentions,
    ontology: &Ontology,
) -> Option<Fill> {
    // A name that hangs flat on what its bearer is called by is part of that phrase.
    let apart = named(source, mentions).filter(|&(s, t)| mentions.get(s, t).is_some());
    let (sentence, token) = apart.or_else(|| head(source, mentions))?;
    voice(speaker_at(sentence, token, mentions), mentions, ontology)
}

/// The name that follows what a person is called by: "a writer from the south, Dara Men". `None` where a source is a name as it
/// stands, or names others than whom it means ("an aide of …", "…'s aide").
pub fn named(source: &[(usize, usize)], mentions: &Mentions) -> Option<(usize, usize)> {
    let (s, head) = head(source, mentions)?;
    let tree = &mentions.trees[s];
    let told = tree
        .name_at(head)
        .is_some_and(|name| name.kind == NameKind::Person);
    if told || tree.sentence.meaning.kind(head) != Some(MentionKind::Person) {
        return None;
    }
    let after = tree.sentence.names.iter().filter(|name| {
        let mut tokens = name.tokens.clone();
        name.kind == NameKind::Person
            && name.tokens.start > head
            && tokens.all(|t| source.contains(&(s, t)))
    });
    let mut own = after.filter(|name| {
        let before = tree.upos(name.tokens.start - 1);
        let behind = tree.lower(name.tokens.end.min(tree.len() - 1));
        !matches!(before, Upos::Adp | Upos::Cconj) && !matches!(&*behind, "'s" | "’s" | "'" | "’")
    });
    let name = own.next()?;
    let outside = |&t: &usize| {
        tree.head(t)
            .is_none_or(|above| !name.tokens.contains(&above))
    };
    name.tokens.clone().find(outside).map(|t| (s, t))
}

/// Whom the grammar makes the speaker of a cue in which the reader hears nobody: its subject.
pub fn subject_voice(
    (s, cue): (usize, usize),
    mentions: &Mentions,
    ontology: &Ontology,
) -> Option<Fill> {
    let tree = &mentions.trees[s];
    if tree.upos(cue) != Upos::Verb {
        return None;
    }
    let subjects = arguments(tree, cue, &ontology.lexicon).into_iter();
    let subject = subjects
        .filter(|a| a.relation == "subject")
        .map(|a| a.token);
    let mut voices = subject.filter_map(|t| known_voice((s, t), mentions, ontology));
    voices.next()
}

/// "Chad said …, but *Peru* denied it and *said* …": whether the verb before a cue that is coordinated with it has a subject of
/// its own, who says something there, too, and stands nearer than whom the reader hears.
pub fn goes_on(
    (s, cue): (usize, usize),
    speaker: &Fill,
    source: &[(usize, usize)],
    mentions: &Mentions,
) -> bool {
    let tree = &mentions.trees[s];
    let first = tree.head(cue).filter(|&verb| {
        let own = tree.child(cue, Relation::Nsubj).is_none();
        own && tree.base(cue) == Relation::Conj && tree.upos(verb) == Upos::Verb
    });
    first.is_some_and(|verb| {
        let subject = tree.child(verb, Relation::Nsubj);
        let said = matches!(tree.base(verb), Relation::Ccomp | Relation::Xcomp);
        let nearer = source.iter().all(|&at| at < (s, speaker.token));
        subject == Some(speaker.token)
            && speaker.sentence == s
            && nearer
            && !said
            && mentions.ontology.says(&tree.verb(verb))
    })
}

/// Who speaks where a phrase stands as a speaker, if it means somebody.
fn known_voice((s, t): (usize, usize), mentions: &Mentions, ontology: &Ontology) -> Option<Fill> {
    let tree = &mentions.trees[s];
    let fill = voice(speaker_at(s, t, mentions), mentions, ontology)?;
    let kind = tree.sentence.meaning.kind(t);
    let known = fill.value != Filled::Words
        || matches!(kind, Some(MentionKind::Person | MentionKind::Organisation));
    known.then_some(fill)
}

/// The head of some words of one sentence: the one that hangs on none of them.
pub fn head(words: &[(usize, usize)], mentions: &Mentions) -> Option<(usize, usize)> {
    let outside = |&&(s, t): &&(usize, usize)| {
        let above = mentions.trees[s].head(t);
        above.is_none_or(|h| !words.contains(&(s, h)))
    };
    words.iter().find(outside).copied()
}
