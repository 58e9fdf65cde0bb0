//! Words that tell of an event and evoke no frame, by what the reader takes them for.

use crate::extract::arguments::arguments;
use crate::extract::dated::when;
use crate::extract::events::{Candidate, is_of_frames};
use crate::extract::mentions::Mentions;
use crate::extract::modality::modality;
use crate::ontology::Ontology;
use crate::text::{Relation, Upos};

/// From how likely on a word is held for one that tells of violence.
const LIKELY: f32 = 0.3;

/// The words of a sentence that none of `found` stands at and that the reader takes for violence.
pub fn bare(
    s: usize,
    found: &[Candidate],
    mentions: &Mentions,
    ontology: &Ontology,
) -> Vec<Candidate> {
    let Some(class) = ontology.classes.values().find(|class| class.is_violence) else {
        return Vec::new();
    };
    let tree = &mentions.trees[s];
    let tells = |t: usize| {
        is_content(tree.upos(t))
            && tree.base(t) != Relation::Flat
            && tree.name_at(t).is_none()
            && !is_of_frames(tree, t, &ontology.lexicon)
            && !found.iter().any(|c| c.stands_at(Some(t)))
    };
    let likely = tree.sentence.meaning.violence.iter().enumerate();
    let new = likely.filter(|(t, likely)| **likely >= LIKELY && tells(*t));
    let lexicon = &ontology.lexicon;
    new.map(|(t, _)| Candidate {
        time: when(tree, t, &arguments(tree, t, lexicon), lexicon),
        modality: modality(tree, t, lexicon),
        bare: true,
        ..Candidate::new(&class.name, None, (s, t), tree.token(t).span)
    })
    .collect()
}

fn is_content(upos: Upos) -> bool {
    matches!(upos, Upos::Noun | Upos::Verb | Upos::Adj)
}
