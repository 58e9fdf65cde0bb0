//! Whether an event is told as fact: auxiliaries, negation, conditions, questions, and the words that govern it.

use super::account::Modality;
use super::negation::{negated, nobody_does};
use super::quotes::is_mark;
use super::tree::Tree;
use super::truth::{is_untrue, opens_untrue};
use crate::ontology::{Lexicon, LightVerb};
use crate::text::{Relation, Upos};

/// How far up a chain of governing words is followed.
const MAX_HOPS: usize = 6;

/// The modality of the event that a verb or noun evokes.
pub fn modality(tree: &Tree, predicate: usize, lexicon: &Lexicon) -> Modality {
    if opens_untrue(tree, predicate, lexicon) {
        return Modality::Denied;
    }
    let mut here = predicate;
    // Whether what stands on the word above tells of the event, too; of "nearly" and "not" that is so more seldom.
    let (mut shared, mut near, mut not) = (true, true, true);
    for _ in 0..MAX_HOPS {
        if let Some(found) = own(tree, here, not, lexicon).filter(|_| shared) {
            return found;
        }
        if near && is_almost(tree, here, lexicon) {
            return Modality::Denied;
        }
        (shared, near, not) = (true, true, true);
        let Some(head) = tree.head(here) else {
            return told(tree, here);
        };
        match tree.base(here) {
            // "Used bombs to attack the base": what was used was used.
            Relation::Xcomp | Relation::Acl | Relation::Advcl
                if is_infinitive(tree, here) && lexicon.is_in("using-verbs", &tree.lemma(head)) =>
            {
                here = head;
            }
            Relation::Csubj if is_untrue(tree, here, head, lexicon) => return Modality::Denied,
            Relation::Xcomp | Relation::Ccomp => match complement(tree, here, head, lexicon) {
                Some(found) => return found,
                None => here = head,
            },
            Relation::Acl if tree.relation(here) != Relation::AclRelcl && is_finite(tree, here) => {
                return complement(tree, here, head, lexicon).unwrap_or(Modality::Asserted);
            }
            // "the threat to attack", "plans to strike"; a bare infinitive of purpose is a plan.
            Relation::Acl | Relation::Advcl if is_infinitive(tree, here) => {
                return governed(tree, here, head, lexicon).unwrap_or(Modality::Planned);
            }
            Relation::Conj => {
                // "did not take part but welcomed": a finite verb does not share the auxiliaries of one that is not.
                let finite = |v| tree.has(v, "VerbForm=Fin");
                shared = !finite(here) || finite(head);
                (here, near) = (head, false);
            }
            // "stopped short of attacking" denies; else participles share the fate of the clause: "would enter, killing …".
            Relation::Acl | Relation::Advcl if is_participle(tree, here) => {
                match away(tree, here, head, lexicon) {
                    Some(found) => return found,
                    // "nearly overran the base, killing five", "gave no name, saying that five were killed"
                    None if tree.upos(head) == Upos::Verb => {
                        not = !tree.each(here, Relation::Punct).any(|p| p < here);
                        (here, near) = (head, false);
                    }
                    None => return told(tree, here),
                }
            }
            Relation::Obj | Relation::Obl | Relation::Nmod | Relation::Nsubj
                if matches!(tree.upos(here), Upos::Noun | Upos::Propn) =>
            {
                match of_noun(tree, here, head, lexicon) {
                    Some(found) => return found,
                    None => (here, near) = (head, comes_to_pass(tree, here, head, lexicon)),
                }
            }
            _ => return told(tree, here),
        }
    }
    Modality::Asserted
}

/// What is told of a complement clause by the word above it; `None` when that word's own modality is its own.
fn complement(tree: &Tree, here: usize, head: usize, lexicon: &Lexicon) -> Option<Modality> {
    if is_untrue(tree, here, head, lexicon) || is_yet_to_come(tree, here, head, lexicon) {
        return Some(Modality::Denied);
    }
    if let Some(found) = governed(tree, here, head, lexicon) {
        // "insisted that rebels had attacked": whoever asks or plans does so of what is not yet.
        let hopes = lexicon.is_in("inner-verbs", &tree.lemma(head));
        let past = is_past(tree, here) && !hopes;
        return Some(match found {
            Modality::Asked | Modality::Threatened | Modality::Planned if past => told(tree, here),
            found => found,
        });
    }
    // What is said is judged by its own words.
    if tree.base(here) != Relation::Xcomp {
        return Some(told(tree, here));
    }
    let ceases = lexicon.is_in("ceasing", &tree.lemma(head)) && negated(tree, head, lexicon);
    ceases.then(|| qualified(tree, head, lexicon).unwrap_or(Modality::Asserted))
}

/// Nouns: "threatened an attack", "calls for a ceasefire", "the risk of an attack". `None` when the verb above carries
/// the event and tells its modality.
fn of_noun(tree: &Tree, here: usize, head: usize, lexicon: &Lexicon) -> Option<Modality> {
    let base = tree.base(here);
    let preposition = tree.preposition(here);
    if preposition.as_deref() == Some("of") && is_untrue(tree, here, head, lexicon) {
        let says = lexicon.is_in("evidence", &tree.lemma(head))
            || lexicon.is_in("reports", &tree.lemma(head));
        if says {
            return Some(Modality::Denied);
        }
    }
    // "After the attack they cancelled the patrol", "asked about the attack": circumstance and topic are not governed.
    let beside = preposition.is_some_and(|p| {
        lexicon.is_in("circumstances", &p) || base == Relation::Obl && lexicon.is_in("topics", &p)
    });
    let passive = tree.relation(here) == Relation::NsubjPass;
    if !beside && (base != Relation::Nsubj || passive) {
        let found = governed(tree, here, head, lexicon);
        // "A ceasefire was agreed" is no plan, "an attack was foiled" no attack.
        if let Some(found) = found.filter(|&m| !passive || m != Modality::Planned) {
            return Some(found);
        }
    }
    let light = lexicon.light.get(&tree.verb(head));
    // "The explosions did not hurt anyone": there were explosions.
    if light.is_none() && tree.relation(here) == Relation::Nsubj && negated(tree, head, lexicon) {
        return Some(Modality::Asserted);
    }
    if beside {
        return Some(Modality::Asserted);
    }
    // "has not condemned the attack": it is not the attack that is negated.
    let given = light == Some(&LightVerb::Mentions) && is_given(tree, here, lexicon);
    let carried = (light.is_some() || base == Relation::Nsubj) && !given;
    let asserted = match asks(tree) && !is_given(tree, here, lexicon) {
        true => Modality::Conditional,
        false => Modality::Asserted,
    };
    (tree.upos(head) != Upos::Verb || !carried).then_some(asserted)
}

/// "Is Vesna safe from attack?"
fn asks(tree: &Tree) -> bool {
    let quoted = (0..tree.len()).any(|i| is_mark(&tree.token(i).form));
    !quoted && question_mark(tree).is_some()
}

/// The question mark among the signs at the end of a sentence.
fn question_mark(tree: &Tree) -> Option<usize> {
    let mut signs = (0..tree.len())
        .rev()
        .take_while(|&i| tree.upos(i) == Upos::Punct);
    signs.find(|&i| is_question_mark(tree, i))
}

fn is_question_mark(tree: &Tree, t: usize) -> bool {
    tree.token(t).form.starts_with('?')
}

/// "the attack", "Monday's attack": one that is known to have happened.
fn is_given(tree: &Tree, t: usize, lexicon: &Lexicon) -> bool {
    let definite = tree
        .each(t, Relation::Det)
        .any(|d| lexicon.is_in("definite-articles", &tree.lower(d)));
    definite
        || tree
            .children(t)
            .iter()
            .any(|&c| tree.relation(c) == Relation::NmodPoss)
}

/// What the word above gives to what depends on it; of "did not deny attacking" and "nobody can deny" two negatives.
fn governed(tree: &Tree, here: usize, head: usize, lexicon: &Lexicon) -> Option<Modality> {
    let relation = match tree.base(here) {
        _ if is_infinitive(tree, here) => "infinitive".to_string(),
        Relation::Xcomp => "infinitive".to_string(),
        Relation::Ccomp => "clause".to_string(),
        Relation::Acl | Relation::Advcl => tree
            .child(here, Relation::Mark)
            .map_or_else(|| "clause".to_string(), |mark| tree.lower(mark)),
        Relation::Obj | Relation::Nsubj => "object".to_string(),
        _ => tree.preposition(here).unwrap_or_default(),
    };
    // "stop short", "fall short": the adverb right behind the verb makes it another.
    let adverb = tree
        .children(head)
        .iter()
        .find(|&&c| c == head + 1 && matches!(tree.base(c), Relation::Advmod | Relation::Xcomp));
    let phrase = adverb.map(|&c| format!("{} {}", tree.lemma(head), tree.lower(c)));
    let found = phrase
        .and_then(|words| lexicon.governs(&words, &relation))
        .or_else(|| lexicon.governs(&tree.verb(head), &relation))?;
    if found != Modality::Denied {
        return Some(found);
    }
    let refused = tree.head(head).is_some_and(|above| {
        is_infinitive(tree, head) && lexicon.governs(&tree.verb(above), "infinitive") == Some(found)
    });
    let twice = refused || negated(tree, head, lexicon) || nobody_does(tree, head, lexicon);
    Some(if twice { Modality::Asserted } else { found })
}

/// "stopped short of attacking", "refrained from attacking": a participle with a preposition that the word above governs.
fn away(tree: &Tree, here: usize, head: usize, lexicon: &Lexicon) -> Option<Modality> {
    let mark = tree.child(here, Relation::Mark)?;
    if is_next_to(tree, mark, head, lexicon) {
        return Some(Modality::Denied);
    }
    match lexicon.is_in("circumstances", &tree.lower(mark)) {
        true => None,
        false => governed(tree, here, head, lexicon),
    }
}

/// "nearly bombed", "was almost hit": not done. In "almost certainly bombed" and "almost 30 were killed" it is another word
/// that is qualified.
fn is_almost(tree: &Tree, t: usize, lexicon: &Lexicon) -> bool {
    let between =
        |i: usize| tree.head(i) == Some(t) && matches!(tree.upos(i), Upos::Adv | Upos::Aux);
    tree.upos(t) == Upos::Verb
        && tree
            .each(t, Relation::Advmod)
            .any(|c| c < t && lexicon.is_in("almost", &tree.lower(c)) && (c + 1..t).all(between))
}

/// Whether there is an event only if there is what its verb says: "nearly carried out an attack", "an attack nearly
/// happened", but not "the attack nearly killed him".
fn comes_to_pass(tree: &Tree, here: usize, head: usize, lexicon: &Lexicon) -> bool {
    tree.base(here) != Relation::Nsubj
        || tree.relation(here) == Relation::NsubjPass
        || lexicon.light.get(&tree.verb(head)) == Some(&LightVerb::Happens)
}

/// "came close to bombing", "far from killing": whether the word in front of *to* or *from* says so.
fn is_next_to(tree: &Tree, mark: usize, head: usize, lexicon: &Lexicon) -> bool {
    mark.checked_sub(1).is_some_and(|before| {
        (before == head || tree.head(before) == Some(head))
            && lexicon.is_in("next-to", &tree.lower(before))
    })
}

/// "has yet to attack".
fn is_yet_to_come(tree: &Tree, here: usize, head: usize, lexicon: &Lexicon) -> bool {
    let yet = |t: usize| {
        tree.each(t, Relation::Advmod)
            .any(|a| lexicon.is_in("not-yet", &tree.lower(a)))
    };
    is_infinitive(tree, here)
        && lexicon.is_in("being-and-having", &tree.lemma(head))
        && (yet(here) || yet(head))
}

fn is_infinitive(tree: &Tree, t: usize) -> bool {
    tree.each(t, Relation::Mark)
        .any(|m| tree.upos(m) == Upos::Part)
}

fn is_participle(tree: &Tree, t: usize) -> bool {
    tree.has(t, "VerbForm=Ger") || tree.has(t, "VerbForm=Part")
}

fn is_finite(tree: &Tree, t: usize) -> bool {
    tree.has(t, "VerbForm=Fin")
        || tree
            .children(t)
            .iter()
            .any(|&c| matches!(tree.base(c), Relation::Aux | Relation::Nsubj))
}

/// A clause of the past, by its verb or its auxiliaries.
fn is_past(tree: &Tree, t: usize) -> bool {
    let past = |i: usize| tree.has(i, "Tense=Past") && tree.has(i, "Mood=Ind");
    past(t)
        || tree.children(t).iter().any(|&c| {
            matches!(tree.base(c), Relation::Aux | Relation::Cop)
                && (past(c) || tree.lemma(c) == "have" && tree.has(c, "VerbForm=Fin"))
        })
}

/// A clause that nothing governs: told as fact, unless it is a question.
fn told(tree: &Tree, t: usize) -> Modality {
    let own = || {
        let mut signs = tree.each(t, Relation::Punct);
        signs.find(|&c| is_question_mark(tree, c))
    };
    let last = || question_mark(tree).filter(|_| tree.head(t).is_none());
    match own().or_else(last) {
        // "He added: “Who did it?”" asks nothing itself.
        Some(sign) if !quote_opens(tree, t, sign) => Modality::Conditional,
        _ => Modality::Asserted,
    }
}

/// Whether a quotation begins behind a word and goes on to a sign. The apostrophe of "the soldiers' camp" begins none.
fn quote_opens(tree: &Tree, t: usize, sign: usize) -> bool {
    let is_quote = |i: usize| tree.upos(i) != Upos::Part && is_mark(&tree.token(i).form);
    let marks = (t + 1..sign).filter(|&i| is_quote(i));
    marks.count() % 2 == 1
}

/// Modality that stands on the word itself; its negation only if `not`.
fn own(tree: &Tree, t: usize, not: bool, lexicon: &Lexicon) -> Option<Modality> {
    if not && negated(tree, t, lexicon) {
        return Some(Modality::Denied);
    }
    let children = tree.children(t);
    if children
        .iter()
        .any(|&c| tree.base(c) == Relation::Mark && lexicon.is_in("conditions", &tree.lower(c)))
    {
        return Some(Modality::Conditional);
    }
    let found = qualified(tree, t, lexicon)?;
    // "denied that it had carried out any strike": there "any" is no perhaps.
    let denied = found == Modality::Conditional && is_denied(tree, t, lexicon);
    Some(if denied { Modality::Denied } else { found })
}

/// Whether somebody denies the clause or phrase that a word stands in.
pub fn is_denied(tree: &Tree, t: usize, lexicon: &Lexicon) -> bool {
    let chain = tree.ancestors(t).take(MAX_HOPS).collect::<Vec<_>>();
    let mut steps = chain.windows(2);
    steps.any(|step| governed(tree, step[0], step[1], lexicon) == Some(Modality::Denied))
}

/// What auxiliaries, adjectives and adverbs give to a word: "will attack", "a planned attack".
fn qualified(tree: &Tree, t: usize, lexicon: &Lexicon) -> Option<Modality> {
    tree.children(t).iter().find_map(|&c| match tree.base(c) {
        Relation::Aux => lexicon.auxiliaries.get(&tree.lower(c)).copied(),
        Relation::Amod | Relation::Advmod | Relation::Det => lexicon.qualifies(&tree.lemma(c)),
        _ => None,
    })
}
