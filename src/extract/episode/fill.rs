//! Who takes part in an event, and when it was.

use super::chance::{Chance, Who, chances};
use super::implied;
use super::scene::Scene;
use super::times;
use crate::extract::account::Modality;
use crate::extract::events::{Candidate, Fill, Filled};
use crate::extract::mentions::Mentions;
use crate::extract::weights::Weights;
use crate::ontology::{Found, Ontology, Part, Role};
use crate::span::Span;
use crate::text::{Relation, Upos};
use crate::time::Interval;
use std::collections::BTreeSet;

/// What a frame's taking it for a filler, or for its day, adds to the log-odds of one, beside what the signs say: grammar is
/// seldom wrong.
const LEAD: f32 = 2.0;

/// What it takes from the log-odds of having suffered that somebody is blamed, or denies it, and of being a party that somebody
/// only brings others together. Who is blamed for one thing may suffer another.
const ASIDE: f32 = 3.0;

/// From which log-odds on somebody did it whom no frame takes for the doer, and how far below the one whom a frame takes:
/// a bystander of the sentence is seldom a second doer. Places and those whom it befell are as often right further down.
const DID: f32 = 0.5;
const BESIDE: f32 = 2.5;

/// How many fillers a role gets from the whole document at most; those of one list ("Paris, Brussels and Beirut") are one.
fn most(part: Part) -> usize {
    match part {
        Part::Agent | Part::Place => 2,
        Part::Patient => 3,
        Part::Instrument => 1,
    }
}

/// Fills the roles of an event and dates it, by what stands in and around the sentences that tell it.
/// What a frame took for a filler is one sign among others, other than of those who do something together. `others` are the
/// words that tell of other events, by sentence.
pub fn fill(
    event: &mut Candidate,
    tellings: &[Candidate],
    others: &BTreeSet<(usize, usize)>,
    scene: &Scene,
    mentions: &Mentions,
    ontology: &Ontology,
) {
    let known = chances(tellings, others, scene, mentions);
    let told: BTreeSet<usize> = tellings.iter().map(|telling| telling.sentence).collect();
    take_part(event, &known, &told, mentions, ontology);
    implied::places_of_a_list(event, mentions, ontology);
    implied::where_it_struck(event, mentions, ontology);
    implied::whose_weapon(event, mentions, ontology);
    for role in ontology.roles_of(&event.class) {
        if let Some(part) = role.part.filter(|_| !role.symmetric)
            && let Some(fills) = event.roles.get_mut(&role.name)
        {
            implied::without_wholes(fills, part, mentions);
        }
    }
    implied::fight(event, tellings, mentions, ontology);
    if let Some((odds, day)) = day(tellings, &known, mentions) {
        // What its own frame is dated by is its day, not that of somebody's saying it.
        let framed = event.time.filter(|(_, span)| *span == day.1);
        (event.time, event.time_odds) = (framed.or(Some(day)), Some(odds));
    }
}

/// A role that is filled from all of a document, and what frames took for it.
pub(super) struct Open<'o> {
    pub role: &'o Role,
    part: Part,
    /// Its column of the weights.
    pub column: usize,
    framed: Vec<Fill>,
}

impl Open<'_> {
    /// What a frame took for the role, if that is this candidate.
    fn own(&self, chance: &Chance) -> Option<&Fill> {
        self.framed.iter().find(|fill| chance.is(fill))
    }

    /// From which log-odds on a candidate fills the role.
    fn least(&self, chance: &Chance) -> f32 {
        match self.part {
            Part::Agent if self.own(chance).is_none() => DID,
            _ => 0.0,
        }
    }

    /// Takes the likeliest, each with its log-odds and the likeliest first.
    fn likeliest(&self, likely: Vec<(f32, Fill)>, mentions: &Mentions) -> Vec<Fill> {
        let own = |fill: &Fill| {
            let mut framed = self.framed.iter();
            framed.any(|f| f.at() == fill.at())
        };
        let first = likely
            .first()
            .filter(|(_, fill)| self.part == Part::Agent && own(fill));
        let least = first.map_or(f32::NEG_INFINITY, |(odds, _)| odds - BESIDE);
        let list = |fill: &Fill| {
            let tree = &mentions.trees[fill.sentence];
            let joined = |&t: &usize| tree.base(t) != Relation::Conj;
            (fill.sentence, tree.ancestors(fill.token).find(joined))
        };
        let mut taken: Vec<Fill> = Vec::new();
        let mut lists = BTreeSet::new();
        for (odds, fill) in likely {
            let room = lists.contains(&list(&fill)) || lists.len() < most(self.part);
            if room && (odds > least || own(&fill)) {
                lists.insert(list(&fill));
                taken.push(fill);
            }
        }
        taken
    }

    /// The log-odds that a candidate fills the role; `None` where its class is none that the role takes.
    pub fn odds(&self, chance: &Chance, mentions: &Mentions, ontology: &Ontology) -> Option<f32> {
        let own = self.own(chance).is_some();
        let lead = if own { LEAD } else { 0.0 };
        let odds = Weights::of_events().sum(&chance.signs, self.column) + lead;
        let aside = match self.part {
            Part::Patient => chance.answers,
            _ => self.role.symmetric && chance.mediates,
        };
        let odds = odds - if aside && !own { ASIDE } else { 0.0 };
        fits(chance, self.role, mentions, ontology).then_some(odds)
    }
}

/// The roles of an event that are filled from all of a document.
pub(super) fn open<'o>(event: &Candidate, ontology: &'o Ontology) -> Vec<Open<'o>> {
    let together = ontology.roles_of(&event.class).any(|role| role.symmetric);
    let roles = ontology.roles_of(&event.class).filter(|role| {
        // Of what several do together frames know best what it is about and where.
        !together || role.symmetric && !event.roles.contains_key(&role.name)
    });
    let open = roles.filter_map(|role| {
        let part = role.part?;
        Some(Open {
            role,
            part,
            column: Weights::of_events().column(part.name())?,
            framed: event.roles.get(&role.name).cloned().unwrap_or_default(),
        })
    });
    open.collect()
}

/// Gives each candidate the part that is likeliest for it, if any is likelier than none.
fn take_part(
    event: &mut Candidate,
    known: &[Chance],
    told: &BTreeSet<usize>,
    mentions: &Mentions,
    ontology: &Ontology,
) {
    let asked = open(event, ontology);
    let mut taken: Vec<Vec<(f32, Fill)>> = vec![Vec::new(); asked.len()];
    // Of what is denied only the words that deny it say who did not do it.
    let denied = event.modality == Modality::Denied;
    for chance in known {
        let scored = asked
            .iter()
            .enumerate()
            .filter(|(_, role)| !denied || role.part != Part::Agent || role.own(chance).is_some());
        // "A bomb killed two in Vesna, a day after gunmen had killed six in Morava": each has its own place.
        let scored = scored.filter(|(_, role)| {
            let has_own = || {
                let mut known = known.iter();
                known.any(|own| !own.elsewhere && role.own(own).is_some())
            };
            let apart = match role.part {
                // "Struck Vesna, Morava and Lipa after shelling had killed six": a list is of the one that it hangs on.
                Part::Place => {
                    chance.elsewhere && (chance.beside || is_listed(&chance.fill, mentions))
                        || (chance.elsewhere || chance.above) && has_own()
                }
                _ => chance.elsewhere,
            };
            !(apart && role.own(chance).is_none())
        });
        // Whoever is counted among the dead, or lost them, did not do it, unless a frame says so.
        let counted = |span: Span| event.counts.iter().any(|(_, n)| n.span.overlaps(span));
        let suffers = |role: &Open| role.part == Part::Patient && role.own(chance).is_some();
        let harmed = counted(chance.fill.span) || asked.iter().any(suffers);
        let scored = scored.filter(|(_, role)| {
            !(harmed && role.part == Part::Agent && role.own(chance).is_none())
        });
        // "Shot outside a school"
        let beside = || {
            let tree = &mentions.trees[chance.fill.sentence];
            let preposition = tree.preposition(chance.fill.token);
            preposition.is_some_and(|p| ontology.lexicon.is_in("beside-words", &p))
        };
        // Nobody strikes those who are on the side that acts, unless a frame says so.
        let own_side = || {
            let side = |fill: &Fill| match fill.value {
                Filled::Entity(id) => mentions.force_of(id),
                _ => None,
            };
            let ours = side(&chance.fill);
            let acting = asked.iter().filter(|role| role.part == Part::Agent);
            let mut acting = acting.flat_map(|role| &role.framed);
            ours.is_some() && acting.any(|fill| side(fill) == ours)
        };
        let booty = || {
            let tree = &mentions.trees[chance.fill.sentence];
            let verb = tree
                .ancestors(chance.fill.token)
                .find(|&t| tree.upos(t) == Upos::Verb);
            verb.is_some_and(|verb| ontology.lexicon.is_in("taking-verbs", &tree.verb(verb)))
        };
        let scored = scored.filter(|(_, role)| {
            let aside = match role.part {
                Part::Patient => beside() || own_side(),
                Part::Instrument => booty(),
                _ => false,
            };
            !(aside && role.own(chance).is_none())
        });
        let scored =
            scored.filter_map(|(n, role)| Some((role.odds(chance, mentions, ontology)?, n)));
        // Nobody is on two sides of what happens.
        if let Some((odds, n)) = scored.max_by(|(x, _), (y, _)| x.total_cmp(y))
            && odds > asked[n].least(chance)
        {
            let fill = asked[n].own(chance).unwrap_or(&chance.fill).clone();
            let fill = Fill {
                odds: Some(odds),
                ..fill
            };
            taken[n].push((odds, fill));
        }
    }
    let phrases: Vec<(Part, Span)> = asked
        .iter()
        .zip(&taken)
        .flat_map(|(role, fills)| fills.iter().map(|(_, fill)| (role.part, fill.span)))
        .collect();
    // "The regime of its president": he is told of only to say which regime acts.
    let within = |part: Part, fill: &Fill| {
        let mut others = phrases.iter();
        part == Part::Patient
            && others.any(|(of, span)| *of == Part::Agent && inside(fill.span, *span))
    };
    for (asked, mut likely) in asked.into_iter().zip(taken) {
        likely.retain(|(_, fill)| !within(asked.part, fill));
        if asked.part == Part::Place {
            where_it_is_told(&mut likely, told, mentions);
        }
        likely.sort_by(|(x, _), (y, _)| y.total_cmp(x));
        let likely = asked.likeliest(likely, mentions).into_iter();
        // "We attacked": nobody whom a phrase of the document names.
        let unnamed = asked
            .framed
            .into_iter()
            .filter(|fill| !known.iter().any(|chance| chance.is(fill)));
        let mut fills: Vec<Fill> = likely.chain(unnamed).collect();
        // "Three houses" is what is told of by these words, once.
        let named: Vec<(usize, usize)> = (fills.iter())
            .filter(|fill| fill.value != Filled::Words)
            .map(Fill::at)
            .collect();
        fills.retain(|fill| fill.value != Filled::Words || !named.contains(&fill.at()));
        fills.sort_by_key(|fill| fill.span);
        match fills.is_empty() {
            true => event.roles.remove(&asked.role.name),
            false => event.roles.insert(asked.role.name.clone(), fills),
        };
    }
}

/// Where a sentence that tells of an event names a town, no other sentence says where it was, but for what is in that town's
/// province.
fn where_it_is_told(likely: &mut Vec<(f32, Fill)>, told: &BTreeSet<usize>, mentions: &Mentions) {
    let entity = |fill: &Fill| match fill.value {
        Filled::Entity(id) => Some(mentions.entities.get(id)),
        _ => None,
    };
    let own = likely.iter().map(|(_, fill)| fill);
    let own = own.filter(|fill| told.contains(&fill.sentence) && mentions.is_town(fill.value));
    let own: Vec<String> = own.filter_map(entity).map(|e| e.id.clone()).collect();
    let inside = |fill: &Fill| {
        let wholes = entity(fill).into_iter().flat_map(|e| &e.part_of);
        wholes.into_iter().any(|whole| own.contains(&whole.id))
    };
    likely.retain(|(_, fill)| own.is_empty() || told.contains(&fill.sentence) || inside(fill));
}

/// Whether a stretch of text is a part of another.
fn inside(part: Span, whole: Span) -> bool {
    whole.contains(part) && whole != part
}

/// The likeliest time of an event with its log-odds and words, if any is likelier than none. What a frame is dated by leads.
fn day(
    tellings: &[Candidate],
    known: &[Chance],
    mentions: &Mentions,
) -> Option<(f32, (Interval, Span))> {
    let weights = Weights::of_events();
    let column = weights.column("time")?;
    let times = known.iter().filter_map(|chance| {
        let interval = match chance.who {
            Who::Time(s, n) => times::told(tellings, s, n, mentions),
            Who::Published => chance.interval(mentions),
            Who::Entity(_) | Who::Words(..) => None,
        };
        let odds = weights.sum(&chance.signs, column);
        let lead = if chance.dates_a_frame() { LEAD } else { 0.0 };
        Some((odds + lead, odds, (interval?, chance.fill.span)))
    });
    let likely = times.filter(|(score, ..)| *score > 0.0);
    let best = likely.max_by(|(x, ..), (y, ..)| x.total_cmp(y));
    best.map(|(_, odds, day)| (odds, day))
}

/// Whether a candidate is of a class that a role takes.
fn fits(chance: &Chance, role: &Role, mentions: &Mentions, ontology: &Ontology) -> bool {
    let is = |class: &str| role.range.iter().any(|wanted| ontology.is_a(class, wanted));
    match chance.who {
        Who::Entity(id) => is(&mentions.entities.get(id).class),
        Who::Words(..) => is(ontology.class_of(Found::Thing)),
        Who::Time(..) | Who::Published => false,
    }
}

/// Whether a phrase is one of several that are named together.
fn is_listed(fill: &Fill, mentions: &Mentions) -> bool {
    let tree = &mentions.trees[fill.sentence];
    tree.base(fill.token) == Relation::Conj || tree.child(fill.token, Relation::Conj).is_some()
}
