//! Words that tell of an event and evoke no frame, by what the reader takes them for.

use crate::extract::arguments::arguments;
use crate::extract::dated::when;
use crate::extract::events::{Candidate, is_of_frames};
use crate::extract::mentions::Mentions;
use crate::extract::modality::modality;
use crate::ontology::{Ontology, ReadAs};
use crate::text::{self, Relation, Upos};

/// From how likely on a word is held for one that tells of an event.
const LIKELY: f32 = 0.3;

/// The words of a sentence that none of `found` stands at and that the reader takes for violence or an agreement.
pub fn bare(
    s: usize,
    found: &[Candidate],
    mentions: &Mentions,
    ontology: &Ontology,
) -> Vec<Candidate> {
    let tree = &mentions.trees[s];
    let tells = |t: usize| {
        is_content(tree.upos(t))
            && tree.base(t) != Relation::Flat
            && tree.name_at(t).is_none()
            && !is_of_frames(tree, t, &ontology.lexicon)
            && !found.iter().any(|c| c.stands_at(Some(t)))
            // "Leaving nine dead": what they were left.
            && !(tree.base(t) == Relation::Xcomp
                && found.iter().any(|c| c.stands_at(tree.head(t))))
    };
    let lexicon = &ontology.lexicon;
    let told = (0..tree.len()).filter_map(|t| {
        let meaning = told_by(&tree.sentence.meaning, t)?;
        let mut classes = ontology.classes.values();
        let class = classes.find(|class| class.meaning == Some(meaning))?;
        tells(t).then(|| Candidate {
            time: when(tree, t, &arguments(tree, t, lexicon), lexicon),
            modality: modality(tree, t, lexicon),
            bare: true,
            ..Candidate::new(&class.name, None, (s, t), tree.token(t).span)
        })
    });
    told.collect()
}

/// What a word tells of, if the reader takes it for anything.
fn told_by(reading: &text::Meaning, t: usize) -> Option<ReadAs> {
    let likely = |shares: &[f32]| shares.get(t).copied().unwrap_or_default();
    let (violence, agreement) = (likely(&reading.violence), likely(&reading.agreements));
    let meaning = match violence >= agreement {
        true => ReadAs::Violence,
        false => ReadAs::Agreement,
    };
    (violence.max(agreement) >= LIKELY).then_some(meaning)
}

fn is_content(upos: Upos) -> bool {
    matches!(upos, Upos::Noun | Upos::Verb | Upos::Adj)
}
