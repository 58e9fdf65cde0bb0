//! Who and what takes no part in an event, though it stands beside the words that tell of it.

use super::merge::same_filler;
use super::sides::Sides;
use crate::extract::events::{Candidate, Fill};
use crate::extract::mentions::{Mention, Mentions, Referent};
use crate::extract::modality::is_denied;
use crate::extract::negation::denies;
use crate::extract::tree::Tree;
use crate::ontology::{Ontology, Part};
use crate::span::Span;
use crate::text::{MentionKind, Relation, Time, TimeKind, Upos};

/// Days of a February: from so many on a time is no day of an event.
pub const SHORTEST_MONTH: i32 = 28;

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
    let leaves = || tells_nothing_from(telling, (s, t), mentions);
    let aside = says_there(tree, t, &tells, ontology) || leads_there(tree, t, &tells, ontology);
    if town && (aside || leaves()) {
        return true;
    }
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
        let befalls = |class: &str| ontology.role_in(class, Part::Patient).is_some();
        let violent = match tree.noun(noun, &lexicon.by_noun) {
            Some(frames) => frames.iter().any(|&n| befalls(&lexicon.frames[n].class)),
            None => tree.sentence.meaning.violence(noun).is_some(),
        };
        let other = event && !violent && matches!(tree.upos(noun), Upos::Noun | Upos::Propn);
        other && (!where_it_was || verb.is_some())
    })
}

/// "The activist, who had denounced the militia, was shot": what a relative clause says of somebody, it says of that one only.
pub fn tells_of_somebody(telling: &Candidate, t: usize, mentions: &Mentions) -> bool {
    let tree = &mentions.trees[telling.sentence];
    // "The raid, which police said took place in Vesna"
    let direct = tree
        .ancestors(t)
        .take_while(|&above| tree.base(above) != Relation::Ccomp);
    let verb = direct
        .skip(1)
        .find(|&verb| tree.relation(verb) == Relation::AclRelcl);
    verb.is_some_and(|verb| {
        let inside = |trigger: usize| tree.ancestors(trigger).any(|above| above == verb);
        (mentions.ontology.only_says(&tree.verb(verb)) || says_what_was_there(tree, verb, mentions))
            && !telling.stands_at(tree.head(verb))
            && !telling.triggers().any(inside)
    })
}

/// "In Vesna, where a drone crashed in April": whether a clause tells what else was at a place.
fn says_what_was_there(tree: &Tree, verb: usize, mentions: &Mentions) -> bool {
    let lexicon = &mentions.ontology.lexicon;
    let mut adverbs = tree.each(verb, Relation::Advmod);
    tree.relation(verb) == Relation::AclRelcl
        && adverbs.any(|c| lexicon.is_in("where-words", &tree.lower(c)))
}

/// "Told reporters in Vesna", "said from exile in Vesna": where somebody said something.
fn says_there(tree: &Tree, t: usize, tells: &impl Fn(usize) -> bool, ontology: &Ontology) -> bool {
    let mut above = tree.ancestors(t).skip(1);
    let noun = |a: &usize| matches!(tree.upos(*a), Upos::Noun | Upos::Propn | Upos::Pron);
    let verb = above.find(|a| tells(*a) || !noun(a));
    verb.is_some_and(|verb| {
        // "Fighting was reported around Vesna": where what is told was.
        let told_there = tree.each(verb, Relation::NsubjPass).any(tells);
        let says = tree.upos(verb) == Upos::Verb && ontology.only_says(&tree.verb(verb));
        !tells(verb) && !told_there && says
    })
}

/// "Took off from Vesna and bombed a depot": where those who then do something elsewhere set out.
fn tells_nothing_from(telling: &Candidate, (s, t): (usize, usize), mentions: &Mentions) -> bool {
    let (tree, lexicon) = (&mentions.trees[s], &mentions.ontology.lexicon);
    let verb = tree.head(t).filter(|&verb| tree.upos(verb) == Upos::Verb);
    verb.is_some_and(|verb| {
        let from = tree.preposition(t);
        let from = from.is_some_and(|word| lexicon.is_in("origins", &word));
        let mut next = tree.each(verb, Relation::Conj);
        let goes_on = next.any(|c| tree.upos(c) == Upos::Verb);
        from && goes_on && (telling.bare || !telling.stands_at(Some(verb)))
    })
}

/// "Was flown to Vesna": where somebody went.
fn leads_there(tree: &Tree, t: usize, tells: &impl Fn(usize) -> bool, ontology: &Ontology) -> bool {
    let preposition = tree.preposition(t);
    let to = preposition.is_some_and(|p| ontology.lexicon.is_in("destinations", &p));
    to && tree
        .head(t)
        .is_some_and(|verb| !tells(verb) && tree.upos(verb) == Upos::Verb)
}

/// "bombed the camp, *days after* two rangers were shot", "attacked the town *in revenge for* the raid", "after" what somebody
/// else did: whether one of two words of a sentence tells what came before the other.
pub fn are_apart(
    one: &Candidate,
    other: &Candidate,
    (mine, theirs): (&Sides, &Sides),
    mentions: &Mentions,
) -> bool {
    let agents_differ = || {
        let x = one.fills(Part::Agent, mentions.ontology);
        let y = other.fills(Part::Agent, mentions.ontology);
        let same = |x: &&Fill| y.iter().any(|y| same_filler(x, y, mentions));
        !x.is_empty() && !y.is_empty() && !x.iter().any(same)
    };
    let s = one.sentence;
    let tree = &mentions.trees[s];
    // "Troops killed three men after the blast"
    let done_after = |word: usize, now: &Candidate, then: &Candidate| {
        let by = |telling: &Candidate| !telling.fills(Part::Agent, mentions.ontology).is_empty();
        let noun = tree.upos(word) == Upos::Noun && tree.upos(now.trigger) == Upos::Verb;
        noun && by(now) && !by(then)
    };
    // Whether a word of what was `then` hangs on one of what is told `now`, and both are apart.
    let before = |(word, then): (usize, &Candidate), (above, now): (usize, &Candidate), follows| {
        match set_apart(s, word, above, mentions) {
            Some(Apart::Surely(_)) => true,
            Some(Apart::IfByOthers) => follows || agents_differ() || done_after(word, now, then),
            None => false,
        }
    };
    let mut pairs = one
        .triggers()
        .flat_map(|x| other.triggers().map(move |y| (x, y)));
    s == other.sentence
        && pairs.any(|(x, y)| {
            before((x, one), (y, other), theirs.follows(mine))
                || before((y, other), (x, one), mine.follows(theirs))
        })
}

/// Whether a word stands in what is told to have been so long before or after what the word above it tells.
pub fn is_set_apart(s: usize, word: usize, above: usize, mentions: &Mentions) -> bool {
    matches!(set_apart(s, word, above, mentions), Some(Apart::Surely(_)))
}

/// How many days lie between what a word tells and what the word above it tells, where its sentence says so: those from the
/// word to the one above.
pub fn days_between(
    s: usize,
    word: usize,
    above: usize,
    mentions: &Mentions,
) -> Option<(i32, Span)> {
    match set_apart(s, word, above, mentions)? {
        Apart::Surely(days) => days,
        Apart::IfByOthers => None,
    }
}

/// What sets what a word tells apart from what the word above it tells.
enum Apart {
    /// A length of time, with the days from the one to the other where it says so many; what is answered; "since".
    Surely(Option<(i32, Span)>),
    /// "After", which may as well tell what caused it.
    IfByOthers,
}

fn set_apart(s: usize, word: usize, above: usize, mentions: &Mentions) -> Option<Apart> {
    let tree = &mentions.trees[s];
    let lexicon = &mentions.ontology.lexicon;
    // "The raid came two days after a bomb went off": both hang on the verb.
    let argument = matches!(tree.base(above), Relation::Nsubj | Relation::Obj);
    let verb = tree.head(above).filter(|_| argument);
    let top = |t: usize| t == above || Some(t) == verb;
    let chain: Vec<usize> = tree.ancestors(word).take_while(|&t| !top(t)).collect();
    let below = chain
        .last()
        .and_then(|&last| tree.head(last))
        .is_some_and(top);
    if !below || chain.contains(&above) {
        return None;
    }
    if chain[1..]
        .iter()
        .any(|&t| lexicon.is_in("answer-words", &tree.lemma(t)))
    {
        return Some(Apart::Surely(None));
    }
    let there = chain
        .iter()
        .find(|&&t| says_what_was_there(tree, t, mentions));
    if let Some(&clause) = there {
        let inside = |time: &Time| {
            let mut words = time.tokens.clone();
            words.any(|word| tree.ancestors(word).any(|above| above == clause))
        };
        let long = |time: &Time| time.interval.and_then(|i| i.length()) >= Some(SHORTEST_MONTH);
        let mut times = tree.sentence.times.iter();
        let own = times.clone().any(|time| !inside(time));
        let dated = times.any(|time| inside(time) && (own || long(time)));
        return Some(if dated {
            Apart::Surely(None)
        } else {
            Apart::IfByOthers
        });
    }
    let marks_of = |t: usize| {
        let marks = tree
            .each(t, Relation::Mark)
            .chain(tree.each(t, Relation::Case));
        marks.filter(|&mark| lexicon.is_in("circumstances", &tree.lower(mark)))
    };
    let marks: Vec<usize> = chain.iter().flat_map(|&t| marks_of(t)).collect();
    // "Two days after a bomb killed five" may be read as if the bomb had the preposition.
    let before = [Relation::Obl, Relation::Nsubj, Relation::NsubjPass];
    let before = |t: usize| {
        before
            .map(move |relation| tree.each(t, relation))
            .into_iter()
            .flatten()
    };
    let fronted = chain
        .iter()
        .flat_map(|&t| before(t).filter(move |&c| c < t));
    let fronted: Vec<usize> = fronted.flat_map(marks_of).collect();
    let length = |mark: usize| {
        let unit = tree.lemma(mark.checked_sub(1)?);
        let units = lexicon.is_in("units", &unit);
        units.then(|| days_of_length(s, mark, mentions))
    };
    let lengths = || marks.iter().chain(&fronted);
    if let Some(days) = lengths().find_map(|&mark| length(mark)) {
        return Some(Apart::Surely(days));
    }
    let since = |&mark: &usize| lexicon.is_in("since-words", &tree.lower(mark));
    if marks.iter().any(since) {
        return Some(Apart::Surely(None));
    }
    let sequence = |&mark: &usize| lexicon.is_in("sequences", &tree.lower(mark));
    // "struck as mourners followed the body of a judge who had been shot by gunmen"
    let told_of_before = tree.is_perfect(word, "Tense=Past")
        && chain
            .iter()
            .any(|&t| tree.relation(t) == Relation::AclRelcl);
    (told_of_before || marks.iter().any(sequence)).then_some(Apart::IfByOthers)
}

/// "two days after", "a week before": the days from what stands behind to what stands in front, and the words.
fn days_of_length(s: usize, mark: usize, mentions: &Mentions) -> Option<(i32, Span)> {
    let tree = &mentions.trees[s];
    let mut times = tree.sentence.times.iter();
    let length = times.find(|time| time.kind == TimeKind::Duration && time.tokens.end == mark)?;
    let days = days_of(&length.value)?;
    let before = mentions
        .ontology
        .lexicon
        .is_in("earlier-words", &tree.lower(mark));
    let words: Vec<usize> = (length.tokens.start..=mark).collect();
    Some((if before { -days } else { days }, tree.span(&words)))
}

/// Days of a TIMEX3 value of whole days or weeks.
fn days_of(value: &str) -> Option<i32> {
    let length = value.strip_prefix('P')?;
    let (number, unit) = length.split_at_checked(length.len().checked_sub(1)?)?;
    let number: i32 = number.parse().ok()?;
    match unit {
        "D" => Some(number),
        "W" => Some(7 * number),
        _ => None,
    }
}
