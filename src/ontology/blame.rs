//! Who is blamed behind which preposition: "blamed the raid *on* the rebels", "laid the blame for it *on* them", "pointed the
//! finger *at* them". Read from the frames of statements that blame.

use super::tellings::Blame;
use super::{Answer, Frame, Lexicon, Ontology};

impl Lexicon {
    /// Whether whoever stands behind a preposition of a verb is blamed, where the verb has that word for its object.
    pub fn blames(&self, verb: &str, object: &str, preposition: &str) -> bool {
        self.ways(verb, object)
            .any(|way| way.prepositions.iter().any(|p| p == preposition))
    }

    /// Whether a word with that verb is what blame is called, and no deed.
    pub fn is_blame(&self, verb: &str, object: &str) -> bool {
        self.ways(verb, object).any(|way| !way.objects.is_empty())
    }

    fn ways<'a>(&'a self, verb: &str, object: &'a str) -> impl Iterator<Item = &'a Blame> {
        let ways = self.blame.get(verb).into_iter().flatten();
        ways.filter(move |way| way.objects.is_empty() || way.objects.iter().any(|o| o == object))
    }

    /// Reads them from the frames whose class blames.
    pub(super) fn read_blame(&mut self, ontology: &Ontology) {
        let blames = |frame: &&Frame| ontology.answer(&frame.class) == Some(Answer::Blames);
        for frame in self.frames.iter().filter(blames) {
            let whom = frame
                .slots
                .iter()
                .filter(|slot| slot.role == "addressee" && slot.required);
            let relations = whom.flat_map(|slot| &slot.relations);
            let prepositions: Vec<String> = relations
                .filter(|relation| !relation.starts_with("object"))
                .cloned()
                .collect();
            let named = frame
                .when
                .iter()
                .filter(|when| when.relations.iter().any(|r| r == "object"));
            let objects: Vec<String> = named.flat_map(|when| when.words.clone()).collect();
            if prepositions.is_empty() {
                continue;
            }
            for verb in &frame.verbs {
                let ways = self.blame.entry(verb.clone()).or_default();
                ways.push(Blame {
                    objects: objects.clone(),
                    prepositions: prepositions.clone(),
                });
            }
        }
    }
}
