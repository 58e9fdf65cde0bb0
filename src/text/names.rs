//! Names as the encoder finds them → names as they are written: without articles, possessives and quotation marks at
//! their edges, and whole where a hyphen cut them.

use super::words::WORDS;
use super::{Name, NameKind, Relation, Time, Token, Upos};

/// Tidies the names of a sentence. They come in order and without overlap, and so they go.
pub(crate) fn tidy(mut names: Vec<Name>, tokens: &[Token], times: &[Time]) -> Vec<Name> {
    names.extend(titled(&names, tokens));
    names.sort_by_key(|name| name.tokens.start);
    let mut tidied: Vec<Name> = Vec::with_capacity(names.len());
    for mut name in names {
        trim(&mut name, tokens);
        extend(&mut name, tokens);
        let dated = times.iter().any(|time| {
            time.tokens.start <= name.tokens.start && name.tokens.end <= time.tokens.end
        });
        if name.tokens.is_empty() || dated {
            continue;
        }
        if let Some(last) = tidied.last_mut() {
            // "Ann Dale-" and "-Hill" are one name
            let overlaps = name.tokens.start < last.tokens.end;
            let between = last.tokens.end..name.tokens.start;
            let hyphen =
                between.len() == 1 && hyphen(tokens, between.start) && last.kind == name.kind;
            if overlaps || hyphen {
                last.tokens.end = last.tokens.end.max(name.tokens.end);
                continue;
            }
        }
        tidied.push(name);
    }
    tidied
}

/// "Party leader Ann Dale" where nothing was found: a proper noun of several words that a common noun describes is a
/// person's name.
fn titled(names: &[Name], tokens: &[Token]) -> Vec<Name> {
    let free = |at: usize| !names.iter().any(|name| name.tokens.contains(&at));
    let proper = |at: usize| tokens[at].upos == Upos::Propn && free(at);
    let described = |head: usize| {
        let before = tokens[..head].iter();
        before
            .filter(|token| token.head == Some(head) && token.upos == Upos::Noun)
            .any(|token| token.relation == Relation::NmodDesc)
    };
    let goes_on = |at: usize, head: usize| {
        let token = &tokens[at];
        token.relation == Relation::Flat && token.head == Some(head) && proper(at)
    };
    (0..tokens.len())
        .filter(|&head| proper(head) && described(head))
        .map(|head| {
            let after = head + 1..tokens.len();
            let end = after.take_while(|&at| goes_on(at, head)).last();
            head..end.map_or(head, |at| at + 1)
        })
        .filter(|tokens| tokens.len() > 1)
        .map(|tokens| Name {
            tokens,
            kind: NameKind::Person,
        })
        .collect()
}

fn trim(name: &mut Name, tokens: &[Token]) {
    while let Some(first) = tokens
        .get(name.tokens.start)
        .filter(|_| !name.tokens.is_empty())
    {
        let article = WORDS.articles.contains(first.form.to_lowercase().as_str())
            && first.upos != Upos::Propn;
        if !article && first.form.contains(char::is_alphanumeric) {
            break;
        }
        name.tokens.start += 1;
    }
    while let Some(last) = tokens
        .get(name.tokens.end.wrapping_sub(1))
        .filter(|_| !name.tokens.is_empty())
    {
        let possessive = last.form.starts_with(['\'', '’']) && last.form.chars().count() <= 2;
        if !possessive && last.form.contains(char::is_alphanumeric) {
            break;
        }
        name.tokens.end -= 1;
    }
}

/// `al` and `-` before a name belong to it; after a last `al`, so does what follows its hyphen.
fn extend(name: &mut Name, tokens: &[Token]) {
    if name.tokens.is_empty() {
        return;
    }
    let particle = |at: usize| {
        WORDS
            .particles
            .contains(tokens[at].form.to_lowercase().as_str())
    };
    if name.tokens.start >= 2
        && hyphen(tokens, name.tokens.start - 1)
        && particle(name.tokens.start - 2)
    {
        name.tokens.start -= 2;
    }
    let end = name.tokens.end;
    if end + 1 < tokens.len()
        && particle(end - 1)
        && hyphen(tokens, end)
        && tokens[end + 1].form.starts_with(char::is_uppercase)
    {
        name.tokens.end += 2;
    }
    // The tree knows that a surname goes on: "Ann" alone was found of "Ann Dale".
    let goes_on = |at: usize, name: &Name| {
        let token = &tokens[at];
        token.relation == Relation::Flat
            && token.upos == Upos::Propn
            && token.head.is_some_and(|head| name.tokens.contains(&head))
    };
    while name.kind == NameKind::Person
        && name.tokens.end < tokens.len()
        && goes_on(name.tokens.end, name)
    {
        name.tokens.end += 1;
    }
}

/// Whether the token is a hyphen with no space on either side.
fn hyphen(tokens: &[Token], at: usize) -> bool {
    let joined = |a: usize, b: usize| {
        tokens
            .get(a)
            .zip(tokens.get(b))
            .is_some_and(|(a, b)| a.span.end == b.span.begin)
    };
    matches!(tokens[at].form.as_str(), "-" | "‐" | "‑")
        && at > 0
        && joined(at - 1, at)
        && joined(at, at + 1)
}

#[cfg(test)]
mod tests {
    use super::{Name, tidy};
    use crate::text::tests::bare;
    use crate::text::{NameKind, Relation, Upos};

    #[test]
    fn edges_are_trimmed_and_hyphens_joined() {
        let tokens = bare("the Dale Party’s Omar al-Hadi of Port-Louis");
        let name = |tokens: std::ops::Range<usize>| Name {
            tokens,
            kind: NameKind::Place,
        };
        let found = tidy(
            vec![name(0..4), name(4..6), name(9..10), name(11..12)],
            &tokens,
            &[],
        );
        let forms: Vec<String> = found
            .iter()
            .map(|name| {
                tokens[name.tokens.clone()]
                    .iter()
                    .map(|token| token.form.as_str())
                    .collect::<Vec<_>>()
                    .join(" ")
            })
            .collect();
        assert_eq!(forms, ["Dale Party", "Omar al - Hadi", "Port - Louis"]);
    }

    #[test]
    fn surnames_that_the_tree_ties_on_belong_to_the_name() {
        let mut tokens = bare("Ann Dale spoke");
        tokens[1].upos = Upos::Propn;
        tokens[1].head = Some(0);
        tokens[1].relation = Relation::Flat;
        let person = |tokens: std::ops::Range<usize>| Name {
            tokens,
            kind: NameKind::Person,
        };
        assert_eq!(tidy(vec![person(0..1)], &tokens, &[]), [person(0..2)]);
        let split = vec![person(0..1), person(1..2)];
        assert_eq!(tidy(split, &tokens, &[]), [person(0..2)]);
    }
}
