//! Which time expression of a sentence dates an event.

use super::arguments::Argument;
use super::tree::Tree;
use crate::ontology::{Lexicon, LightVerb};
use crate::span::Span;
use crate::text::{MentionKind, Relation, Time, Upos};
use crate::time::Interval;

/// Days of a year.
pub const YEAR: i32 = 365;

/// When the event happened: the time expression that hangs on its word or on the verb that carries it.
pub fn when(
    tree: &Tree,
    t: usize,
    arguments: &[Argument],
    lexicon: &Lexicon,
) -> Option<(Interval, Span)> {
    let mut anchors = vec![t];
    // "The toll of the raid rose on Thursday": the day is that of the count.
    let counts = lexicon.is_in("tolls", &tree.lemma(t));
    if tree.upos(t) != Upos::Verb && !counts {
        let top = tree
            .ancestors(t)
            .find(|&a| tree.relation(a) != Relation::Conj)
            .unwrap_or(t);
        if let Some(head) = tree.head(top).filter(|&h| tree.upos(h) == Upos::Verb) {
            let carried = lexicon.light.contains_key(&tree.verb(head))
                && !matches!(
                    lexicon.light.get(&tree.verb(head)),
                    Some(LightVerb::Mentions)
                );
            if carried || matches!(tree.base(top), Relation::Nsubj) {
                anchors.push(head);
            }
        }
        anchors.extend(
            tree.each(t, Relation::Acl)
                .filter(|&v| lexicon.light.contains_key(&tree.verb(v))),
        );
    } else if let Some(head) = tree.head(t)
        && (tree.relation(t) == Relation::Xcomp || is_outcome(tree, t))
    {
        anchors.push(head);
    }
    // "Since 2015, when gunmen killed nine"
    let of_clause = |time: &Time| {
        let clause = tree
            .ancestors(t)
            .find(|&above| tree.relation(above) == Relation::AclRelcl)?;
        let told = clause == t || tree.relation(t) == Relation::Conj;
        tree.head(clause)
            .filter(|head| told && time.tokens.contains(head))
            .map(|_| 1)
    };
    // "killed in the 1999 war": what happened within something that has a year.
    let within = |above: usize, time: &Time| {
        let year = time.interval.and_then(|interval| interval.length()) >= Some(YEAR);
        let event = tree.sentence.meaning.kind(above) == Some(MentionKind::Event);
        let adjunct = tree.base(above) == Relation::Obl && tree.preposition(above).is_some();
        let beside = tree
            .preposition(above)
            .is_some_and(|p| lexicon.is_in("circumstances", &p));
        let hangs = tree.head(above).is_some_and(|head| anchors.contains(&head));
        year && event && adjunct && !beside && hangs
    };
    // "The deadliest attack since May" was not in May.
    let since = |time: &Time| {
        let root = tree.top(&time.tokens);
        let marked = root.and_then(|root| tree.preposition(root));
        let goes_on = || {
            tree.ancestors(t)
                .any(|above| tree.is_perfect(above, "Tense=Pres"))
        };
        marked.is_some_and(|p| lexicon.is_in("since-words", &p)) && !goes_on()
    };
    let hangs = |time: &Time| {
        let head = tree.top(&time.tokens).filter(|_| !since(time))?;
        // "July 7 Road" is no day.
        let modifies = matches!(
            tree.relation(head),
            Relation::Compound | Relation::NmodUnmarked | Relation::Nummod
        );
        for (distance, above) in tree.ancestors(head).enumerate() {
            if anchors.contains(&above) {
                return Some(distance);
            }
            if distance == 1 && modifies && tree.upos(above) != Upos::Verb {
                return within(above, time).then_some(distance + 1);
            }
            // "killed despite the ceasefire in force since May": the time of the ceasefire.
            let other = above != head
                && tree.upos(above) == Upos::Noun
                && tree.noun(above, &lexicon.by_noun).is_some();
            if other
                || tree.upos(above) == Upos::Verb
                || (above != head
                    && arguments.iter().any(|a| {
                        a.token == above && matches!(a.relation.as_str(), "subject" | "object")
                    }))
            {
                return None;
            }
        }
        None
    };
    // "a Feb. 3 attack", "Monday's attack", "the 2018 deal"
    let before = |time: &Time| {
        let between = time.tokens.end..t;
        let modifies = |i: usize| {
            tree.upos(i) == Upos::Part
                || (tree.head(i) == Some(t) && !matches!(tree.upos(i), Upos::Punct | Upos::Adp))
        };
        (time.tokens.end <= t && between.len() <= 3 && between.into_iter().all(modifies))
            .then_some(0)
    };
    let nominal = tree.upos(t) != Upos::Verb;
    tree.sentence
        .times
        .iter()
        // A day whose year nobody knows keeps its words.
        .filter(|time| time.interval.is_some() || time.value.starts_with("XXXX"))
        .filter_map(|time| {
            let distance = hangs(time)
                .or_else(|| before(time).filter(|_| nominal))
                .or_else(|| of_clause(time))?;
            Some((distance, time.interval.unwrap_or_default(), time))
        })
        .min_by_key(|(distance, _, _)| *distance)
        .map(|(_, interval, time)| {
            (
                interval,
                tree.span(&time.tokens.clone().collect::<Vec<_>>()),
            )
        })
}

/// "In 2014 gunmen broke into the palace, *leaving* nine dead": what came of it came of it then.
fn is_outcome(tree: &Tree, t: usize) -> bool {
    let own = [Relation::Nsubj, Relation::Mark];
    tree.relation(t) == Relation::Advcl
        && (tree.has(t, "VerbForm=Ger") || tree.has(t, "Tense=Pres"))
        && own
            .iter()
            .all(|&relation| tree.child(t, relation).is_none())
        && tree.head(t).is_some_and(|head| head < t)
}
