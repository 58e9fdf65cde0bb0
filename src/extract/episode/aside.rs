//! Who and what takes no part in an event, though it stands beside the words that tell of it.

use crate::extract::events::Candidate;
use crate::extract::mentions::{Mention, Mentions, Referent};
use crate::extract::modality::is_denied;
use crate::extract::negation::denies;
use crate::ontology::Part;
use crate::text::{MentionKind, Relation, Upos};

/// Whoever denies any part in what is told as fact did not do it, as far as that sentence goes.
pub fn disowns(telling: &Candidate, t: usize, mentions: &Mentions) -> bool {
    let tree = &mentions.trees[telling.sentence];
    let lexicon = &mentions.ontology.lexicon;
    // "They" in "the rebels denied that they had any part in it" are the rebels.
    let pronoun = tree.upos(t) == Upos::Pron && is_denied(tree, t, lexicon);
    pronoun || denies(tree, t, telling.trigger, lexicon)
}

/// Whether a town is where something else happens: "killed since the Geneva talks broke down", but not "killed at a wedding in
/// Vesna".
pub fn places_another(
    telling: &Candidate,
    (s, t): (usize, usize),
    mention: &Mention,
    mentions: &Mentions,
) -> bool {
    let (tree, ontology) = (&mentions.trees[s], mentions.ontology);
    let town = match mention.referent {
        Referent::Entity(id) => {
            let class = &mentions.entities.get(id).class;
            ontology.is_a(class, "Place") && !ontology.nature(class).sovereign
        }
        Referent::Seat(..) => true,
        _ => false,
    };
    let modifies = |t: usize| {
        let relation = tree.base(t);
        matches!(
            relation,
            Relation::Compound | Relation::Nmod | Relation::Conj
        )
    };
    let tells = |t: usize| s == telling.sentence && telling.stands_at(Some(t));
    let mut noun = tree
        .ancestors(t)
        .find(|&above| !modifies(above) || tells(above));
    // "despite a truce signed in Vesna"
    let verb = noun.and_then(|noun| tree.head(noun)).filter(|&verb| {
        tree.base(verb) == Relation::Acl && tree.upos(verb) == Upos::Verb && !tells(verb)
    });
    noun = verb.map_or(noun, |verb| tree.head(verb));
    let another = noun.filter(|&noun| town && noun != t && !tells(noun));
    another.is_some_and(|noun| {
        let event = tree.sentence.meaning.kind(noun) == Some(MentionKind::Event);
        let where_it_was = tree.head(noun).is_some_and(tells) && tree.base(noun) == Relation::Obl;
        let lexicon = &ontology.lexicon;
        let befalls = |class: &str| {
            let mut roles = ontology.roles_of(class);
            roles.any(|role| role.part == Some(Part::Patient))
        };
        let violent = match tree.noun(noun, &lexicon.by_noun) {
            Some(frames) => frames.iter().any(|&n| befalls(&lexicon.frames[n].class)),
            None => tree.sentence.meaning.violence(noun).is_some(),
        };
        let other = event && !violent && matches!(tree.upos(noun), Upos::Noun | Upos::Propn);
        other && (!where_it_was || verb.is_some())
    })
}

/// "bombed the camp, *days after* two rangers were shot": whether one of two words of a sentence tells what was so long before
/// or after the other.
pub fn are_days_apart(one: &Candidate, other: &Candidate, mentions: &Mentions) -> bool {
    let (s, x, y) = (one.sentence, one.trigger, other.trigger);
    s == other.sentence && (is_days_from(s, x, y, mentions) || is_days_from(s, y, x, mentions))
}

/// Whether a word stands in what is told to have been so long before or after what the word above it tells.
pub fn is_days_from(s: usize, word: usize, above: usize, mentions: &Mentions) -> bool {
    let tree = &mentions.trees[s];
    let lexicon = &mentions.ontology.lexicon;
    let chain: Vec<usize> = tree.ancestors(word).take_while(|&t| t != above).collect();
    let below = chain.last().and_then(|&last| tree.head(last)) == Some(above);
    let so_long = |mark: usize| {
        let length = |t: usize| lexicon.is_in("units", &tree.lemma(t));
        lexicon.is_in("circumstances", &tree.lower(mark)) && mark > 0 && length(mark - 1)
    };
    let marked = |&t: &usize| {
        let mut marks = tree
            .each(t, Relation::Mark)
            .chain(tree.each(t, Relation::Case));
        marks.any(so_long)
    };
    below && chain.iter().any(marked)
}
