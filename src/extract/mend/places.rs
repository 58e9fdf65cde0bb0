//! Names of places that the reader cuts apart or takes for people.

use super::is_marked;
use crate::ontology::Ontology;
use crate::text::{Name, NameKind, Relation, Sentence};

/// "Tal as-Sultan": what an article of another language ties to a name belongs to it.
pub fn tied_by_article(sentence: &mut Sentence, ontology: &Ontology) {
    let lexicon = &ontology.lexicon;
    for at in 0..sentence.names.len() {
        let (name, tokens) = (&sentence.names[at], &sentence.tokens);
        let article = name.tokens.end;
        let tied = article + 2 < tokens.len()
            && name.kind.is_place()
            && lexicon.is_in("tied-articles", &tokens[article].form)
            && tokens[article + 1].form == "-"
            && tokens[article + 2].form.starts_with(char::is_uppercase);
        if !tied {
            continue;
        }
        let behind = |other: &&Name| other.tokens.contains(&(article + 2));
        let end = sentence
            .names
            .iter()
            .find(behind)
            .map_or(article + 3, |n| n.tokens.end);
        let whole = name.tokens.start..end;
        let outside = |t: &usize| tokens[*t].head.is_none_or(|head| !whole.contains(&head));
        let Some(head) = name.tokens.clone().find(outside) else {
            continue;
        };
        for t in whole.clone().filter(|&t| t >= article) {
            let token = &mut sentence.tokens[t];
            if token.head.is_none_or(|above| !whole.contains(&above)) {
                (token.head, token.relation) = (Some(head), Relation::Flat);
            }
        }
        sentence.names[at].tokens = whole.clone();
        let first = whole.start;
        let kept =
            |other: &Name| other.tokens.start == first || !whole.contains(&other.tokens.start);
        sentence.names.retain(kept);
        return;
    }
}

/// "In Vesna and Novak Polje": what stands in a list behind "in" with a place is one, too, and nobody.
pub fn listed_with_place(sentence: &mut Sentence, ontology: &Ontology) {
    let tokens = &sentence.tokens;
    let place = |t: usize| {
        let mut names = sentence.names.iter();
        names.any(|name| name.kind.is_place() && name.tokens.contains(&t))
    };
    let listed = |name: &Name| {
        let outside = |t: &usize| {
            let head = tokens[*t].head;
            head.is_none_or(|head| !name.tokens.contains(&head))
        };
        let head = name.tokens.clone().find(outside)?;
        let first = tokens[head].head?;
        let joined = tokens[head].relation == Relation::Conj;
        let inside = is_marked(tokens, first, "inside-words", ontology);
        (joined && inside && place(first)).then_some(())
    };
    let person = |name: &Name| name.kind == NameKind::Person && listed(name).is_some();
    let found: Vec<usize> = (0..sentence.names.len())
        .filter(|&n| person(&sentence.names[n]))
        .collect();
    for n in found {
        sentence.names[n].kind = NameKind::Place;
    }
}
