//! Signs that two words tell of one event.

use super::merge::same_filler;
use super::scene::Scene;
use super::sides::Sides;
use super::word::Word;
use crate::extract::events::{Candidate, Fill};
use crate::extract::mentions::Mentions;
use crate::extract::weights::{Sign, share};
use crate::ontology::{Ontology, Part};
use crate::text::{Link, Relation};
use std::borrow::Cow;

/// A telling with what is seen of it alone, once for all that it is held against.
pub(super) struct Seen<'m> {
    pub telling: &'m Candidate,
    pub word: Word,
    pub sides: Sides,
}

impl<'m> Seen<'m> {
    /// Looks at a telling.
    pub fn of(telling: &'m Candidate, mentions: &'m Mentions, ontology: &Ontology) -> Seen<'m> {
        Seen {
            telling,
            word: Word::of(telling, telling.trigger, mentions, ontology),
            sides: Sides::of(telling, mentions, ontology),
        }
    }
}

/// All tellings of a document, each looked at once.
pub struct Ties<'m> {
    pub(super) seen: Vec<Seen<'m>>,
    scene: &'m Scene,
    pub(super) mentions: &'m Mentions<'m>,
    pub(super) ontology: &'m Ontology,
}

impl<'m> Ties<'m> {
    /// Looks at every telling.
    pub fn of(
        tellings: &'m [Candidate],
        scene: &'m Scene,
        mentions: &'m Mentions<'m>,
        ontology: &'m Ontology,
    ) -> Ties<'m> {
        let seen = tellings
            .iter()
            .map(|telling| Seen::of(telling, mentions, ontology));
        Ties {
            seen: seen.collect(),
            scene,
            mentions,
            ontology,
        }
    }

    /// Whether a telling is a noun with a definite article or a demonstrative: "the attack on the base".
    pub fn is_definite(&self, i: usize) -> bool {
        self.seen[i].word.definite
    }

    /// What is seen of two tellings by their places, the earlier one first.
    pub fn signs(&self, i: usize, j: usize) -> Vec<Sign> {
        let (first, second) = (&self.seen[i], &self.seen[j]);
        let mut signs = signs(first, second, self.scene, self.mentions, self.ontology);
        // What is told first is what an article is about.
        if i == 0 {
            signs.push(("the first is", Cow::Borrowed("the first of the article")));
        }
        signs
    }
}

/// What is seen of two tellings, the earlier one first.
fn signs(
    first: &Seen,
    second: &Seen,
    scene: &Scene,
    mentions: &Mentions,
    ontology: &Ontology,
) -> Vec<Sign> {
    let (a, b) = (first.telling, second.telling);
    let mut signs: Vec<Sign> = vec![
        ("always", Cow::Borrowed("")),
        ("their classes", Cow::Borrowed(classes(a, b, ontology))),
        ("between them", Cow::Borrowed(distance(a, b))),
    ];
    let mut both = [a.class.as_str(), b.class.as_str()];
    both.sort_unstable();
    signs.push(("their classes are", Cow::Owned(both.join(" and "))));
    if counts_more(second, mentions, ontology) {
        signs.push(("the second tells", Cow::Borrowed("how many more")));
    }
    told(a, b, &mut signs);
    filled(first, second, mentions, ontology, &mut signs);
    worded(first, second, &mut signs);
    placed(first, second, scene, mentions, &mut signs);
    if let Some(likely) = joined(a, b, mentions) {
        signs.push(("the reader joins them", Cow::Owned(share(likely))));
    }
    signs
}

/// "Six rebels were *also* killed": a toll with neither a day nor a place nor anybody who did it.
fn counts_more(seen: &Seen, mentions: &Mentions, ontology: &Ontology) -> bool {
    let telling = seen.telling;
    let told = |part: Part| !telling.fills(part, ontology).is_empty();
    let more = telling.time.is_some() || told(Part::Agent) || told(Part::Place);
    let tree = &mentions.trees[telling.sentence];
    let mut adverbs = tree.each(telling.trigger, Relation::Advmod);
    let mut besides = || adverbs.any(|t| ontology.lexicon.is_in("besides-words", &tree.lower(t)));
    !telling.counts.is_empty() && !more && besides()
}

/// How likely the reader holds words of the two for telling of one event, if it saw them together.
fn joined(a: &Candidate, b: &Candidate, mentions: &Mentions) -> Option<f32> {
    let of = |one: &Candidate, other: &Candidate| {
        let meaning = &mentions.trees[one.sentence].sentence.meaning;
        let pairs = one
            .triggers()
            .flat_map(|x| other.triggers().map(move |y| (x, y)));
        let likely = pairs.filter_map(|(x, y)| meaning.linked(x, (other.sentence, y), Link::Same));
        likely.max_by(f32::total_cmp)
    };
    Some((of(a, b)? + of(b, a)?) / 2.0)
}

/// Whether and when it happened, and how many it befell.
fn told(a: &Candidate, b: &Candidate, signs: &mut Vec<Sign>) {
    let mut see = |what, kind: &'static str| signs.push((what, Cow::Borrowed(kind)));
    if a.modality != b.modality {
        see("their modality", "differs");
    }
    if let Some(((x, _), (y, _))) = a.time.zip(b.time) {
        match (x == y, x.overlaps(&y)) {
            (true, _) => see("their days", "the same"),
            (false, true) => see("their days", "may be the same"),
            // "The toll of Monday's blast rose on Wednesday."
            (false, false) => see("their days", "differ in a sentence"),
        }
    }
    let mut counted = a.counts.iter().flat_map(|(role, x)| {
        let theirs = b.counts.iter().filter(move |(r, _)| r == role);
        theirs.map(move |(_, y)| x.min == y.min || x.max == y.max && x.max.is_some())
    });
    if let Some(same) = counted.next() {
        see("a number", shared(same || counted.any(|same| same)));
    }
}

/// Who and what takes part.
fn filled(
    first: &Seen,
    second: &Seen,
    mentions: &Mentions,
    ontology: &Ontology,
    signs: &mut Vec<Sign>,
) {
    for role in ontology.roles.values() {
        let Some(part) = role.part else {
            continue;
        };
        let fills = |seen: &Seen| seen.telling.roles.get(&role.name).cloned();
        let Some((mine, theirs)) = fills(first).zip(fills(second)) else {
            continue;
        };
        let pairs = mine.iter().flat_map(|x| theirs.iter().map(move |y| (x, y)));
        let same: Vec<_> = pairs.filter(|(x, y)| same_filler(x, y, mentions)).collect();
        // "Four people", "two people"
        if !same.is_empty() && same.iter().all(|(x, y)| counted_apart(x, y, mentions)) {
            continue;
        }
        let kind = shared(!same.is_empty());
        let kind = format!("{} {kind}", part.name());
        signs.push(("what fills the same part", Cow::Owned(kind)));
    }
    if first.sides.act_apart(&second.sides) {
        signs.push(("who does it", Cow::Borrowed("of two countries")));
        if first.sides.swapped(&second.sides) {
            signs.push(("their sides", Cow::Borrowed("swapped")));
        }
    }
}

/// "Four people", "two people": whether two phrases count other people.
fn counted_apart(x: &Fill, y: &Fill, mentions: &Mentions) -> bool {
    let number = |fill: &Fill| {
        let tree = &mentions.trees[fill.sentence];
        tree.child(fill.token, Relation::Nummod)
            .map(|t| tree.lower(t))
    };
    number(x).zip(number(y)).is_some_and(|(x, y)| x != y)
}

/// How the two words are put.
fn worded(first: &Seen, second: &Seen, signs: &mut Vec<Sign>) {
    let (x, y) = (&first.word, &second.word);
    for (what, beside) in [
        ("beside the first", &x.beside),
        ("beside the second", &y.beside),
    ] {
        signs.extend(beside.iter().map(|word| (what, Cow::Owned(word.clone()))));
    }
    let mut see = |what, kind: &'static str| signs.push((what, Cow::Borrowed(kind)));
    see("the first is", x.form);
    see("the second is", y.form);
    if x.lemma == y.lemma {
        see("their words", "the same");
    }
    if x.many != y.many {
        see("one or many", "differ");
    }
    if x.happened != y.happened {
        see("told as done", "only one");
    }
    if x.before != y.before {
        see("told as past before the past", "only one");
    }
}

/// Where in the document they stand, and what else is spoken of there.
fn placed(first: &Seen, second: &Seen, scene: &Scene, mentions: &Mentions, signs: &mut Vec<Sign>) {
    let (a, b) = (first.telling, second.telling);
    let (here, there) = (scene.of(a.sentence), scene.of(b.sentence));
    let mut see = |what, kind: &'static str| signs.push((what, Cow::Borrowed(kind)));
    if first.word.heading || second.word.heading {
        let follows = distance(a, b) == "next";
        see(
            "a headline",
            if follows {
                "and what follows it"
            } else {
                "among them"
            },
        );
    }
    match (here.old, there.old) {
        (true, true) => see("long before the article", "both"),
        (false, false) => {}
        _ => see("long before the article", "only one"),
    }
    if a.sentence == b.sentence {
        see("in the tree", way(a, b, mentions));
        return;
    }
    let compared = [
        (
            "places of their sentences",
            here.places.compared(&there.places),
        ),
        (
            "actors of their sentences",
            here.actors.compared(&there.actors),
        ),
        ("days of their sentences", here.days(there)),
    ];
    for (what, kind) in compared {
        if let Some(kind) = kind {
            see(what, kind);
        }
    }
    if here.paragraph == there.paragraph {
        see("paragraph", "the same");
    }
}

fn shared(same: bool) -> &'static str {
    if same { "shared" } else { "differs" }
}

fn classes(a: &Candidate, b: &Candidate, ontology: &Ontology) -> &'static str {
    match a.class == b.class {
        true => "the same",
        false if ontology.is_a(&a.class, &b.class) || ontology.is_a(&b.class, &a.class) => {
            "one within the other"
        }
        false => "apart",
    }
}

/// How far apart they stand.
fn distance(a: &Candidate, b: &Candidate) -> &'static str {
    match b.sentence.abs_diff(a.sentence) {
        0 => "nothing",
        1 => "next",
        2..=3 => "a few sentences",
        4..=8 => "some sentences",
        _ => "many sentences",
    }
}

/// How two words of one sentence hang together.
fn way(a: &Candidate, b: &Candidate, mentions: &Mentions) -> &'static str {
    let tree = &mentions.trees[a.sentence];
    let (x, y) = (a.trigger, b.trigger);
    let below = |child: usize, above: usize| tree.ancestors(child).skip(1).any(|t| t == above);
    let relation = match (below(x, y), below(y, x)) {
        (true, _) => tree.ancestors(x).take_while(|&t| t != y).last(),
        (_, true) => tree.ancestors(y).take_while(|&t| t != x).last(),
        _ => None,
    };
    match relation.map(|child| tree.base(child)) {
        Some(Relation::Nsubj | Relation::Csubj) => "the subject of the other",
        Some(Relation::Obl | Relation::Nmod) => "a circumstance of the other",
        Some(Relation::Obj | Relation::Iobj) => "the object of the other",
        Some(Relation::Conj) => "coordinated",
        Some(Relation::Advcl) => "an adverbial clause of the other",
        Some(Relation::Acl) => "a clause that describes the other",
        Some(Relation::Ccomp | Relation::Xcomp) => "a complement of the other",
        Some(_) => "below the other",
        None => "apart",
    }
}
