//! Names, and what stands beside them.

use crate::ontology::Ontology;
use crate::text::{MentionKind, Name, NameKind, Relation, Sentence, Token, Upos};

/// "A raid claimed by the rebel group UFV": a name right behind the noun that a participle has beside it is no subject of the
/// participle.
pub fn name_behind_its_noun(sentence: &mut Sentence, _: &Ontology) {
    for name in 1..sentence.tokens.len() {
        let tokens = &sentence.tokens;
        let (token, noun) = (&tokens[name], &tokens[name - 1]);
        let verb = token.head.filter(|&verb| verb < name - 1);
        let subject = token.upos == Upos::Propn && token.relation.base() == Relation::Nsubj;
        if subject && verb.is_some() && noun.upos == Upos::Noun && noun.head == verb {
            sentence.tokens[name].head = Some(name - 1);
            sentence.tokens[name].relation = Relation::Appos;
        }
    }
}

/// "The River People's Front", "Mothers' Union": where those who own something are called so with a capital, that is one name.
pub fn people_in_a_name(sentence: &mut Sentence, ontology: &Ontology) {
    for mark in 1..sentence.tokens.len().saturating_sub(1) {
        let tokens = &sentence.tokens;
        let large = |t: usize| {
            let named = matches!(tokens[t].upos, Upos::Propn | Upos::Noun | Upos::Adj);
            named && tokens[t].form.starts_with(char::is_uppercase)
        };
        let owner = mark - 1;
        let genitive = tokens[mark].upos == Upos::Part && tokens[mark].head == Some(owner);
        let lemma = tokens[owner].lemma.to_lowercase();
        let people = ontology
            .lexicon
            .nouns
            .get(&lemma)
            .is_some_and(|noun| noun.stands.is_none() && ontology.nature(&noun.class).people());
        if !genitive || !people || !large(owner) || !large(mark + 1) {
            continue;
        }
        let first = (0..owner).rev().take_while(|&t| large(t)).last();
        let end = (mark + 1..tokens.len()).find(|&t| !large(t));
        let name = first.unwrap_or(owner)..end.unwrap_or(tokens.len());
        let head = name.end - 1;
        for t in name.clone().filter(|&t| t != head) {
            let token = &mut sentence.tokens[t];
            if token.head.is_none_or(|head| !name.contains(&head)) {
                token.head = Some(head);
                if token.relation != Relation::NmodPoss {
                    token.relation = Relation::Compound;
                }
            }
        }
        let names = &mut sentence.names;
        names.retain(|other| other.tokens.end <= name.start || other.tokens.start >= name.end);
        names.push(Name {
            tokens: name,
            kind: NameKind::Organisation,
        });
        names.sort_by_key(|name| name.tokens.start);
    }
}

/// "Gunmen killed journalist Ivan Petrov": what somebody is, right before the name, tells more of the name.
pub fn role_before_name(sentence: &mut Sentence, _: &Ontology) {
    let people = sentence
        .names
        .iter()
        .filter(|name| name.kind == NameKind::Person);
    let starts: Vec<usize> = people.map(|name| name.tokens.start).collect();
    for name in starts {
        let tokens = &sentence.tokens;
        let Some(role) = name.checked_sub(1).filter(|&role| {
            let bare = tokens
                .iter()
                .all(|t| t.head != Some(role) || t.relation != Relation::Det);
            let person = sentence.meaning.kind(role) == Some(MentionKind::Person);
            tokens[role].upos == Upos::Noun
                && bare
                && person
                && !tokens[role].features.contains("Number=Plur")
        }) else {
            continue;
        };
        let within = tokens[name].head == Some(role) && tokens[name].relation == Relation::Flat;
        let beside = tokens[name].head == tokens[role].head
            && tokens[name].relation == tokens[role].relation
            && tokens[role].relation != Relation::Conj;
        if !within && !beside {
            continue;
        }
        let (head, relation) = (tokens[role].head, tokens[role].relation);
        sentence.tokens[name].head = head;
        sentence.tokens[name].relation = relation;
        for t in 0..sentence.tokens.len() {
            if sentence.tokens[t].head == Some(role)
                && sentence.tokens[t].relation != Relation::Compound
            {
                sentence.tokens[t].head = Some(name);
            }
        }
        sentence.tokens[role].head = Some(name);
        sentence.tokens[role].relation = Relation::NmodDesc;
    }
}

/// "The mayor, his wife and two guards", "the coach, the spokesman and the driver": nobody is his own wife, and who goes on as a
/// list of people each with an article is no other name of the first.
pub fn list_of_people(sentence: &mut Sentence, ontology: &Ontology) {
    let lexicon = &ontology.lexicon;
    for next in 0..sentence.tokens.len() {
        let tokens = &sentence.tokens;
        let of = |head: usize, relation: Relation| {
            move |t: &&Token| t.head == Some(head) && t.relation == relation
        };
        let kin = |n: usize| {
            let mut owners = tokens.iter().filter(of(n, Relation::NmodPoss));
            owners.any(|t| t.upos == Upos::Pron)
        };
        let definite = |n: usize| {
            let mut words = tokens.iter().filter(of(n, Relation::Det));
            let person = sentence.meaning.kind(n) == Some(MentionKind::Person);
            let article = words.any(|t| lexicon.is_in("definite-articles", &t.form.to_lowercase()));
            person && tokens[n].upos == Upos::Noun && article
        };
        let first = tokens[next]
            .head
            .filter(|_| tokens[next].relation == Relation::Appos);
        let last = (next + 1..tokens.len()).find(|&t| of(next, Relation::Conj)(&&tokens[t]));
        let Some((first, last)) = first.zip(last) else {
            continue;
        };
        let listed = [first, next, last]
            .into_iter()
            .all(|n| definite(n) || kin(n));
        if kin(next) || listed {
            sentence.tokens[next].relation = Relation::Conj;
        }
    }
}
