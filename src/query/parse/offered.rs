//! Words that can be offered in place of one that is wrong.

use super::input::In;

/// What can be asked for, for who has asked for something else.
pub(super) const NOUNS: &str = "ask for attacks, statements, agreements, events, people, countries, places, documents …; in the shell, \\nouns lists all";

/// Words that begin a modifier and are no prepositions.
pub(crate) const MODIFIERS: [&str; 17] = [
    "not",
    "first",
    "since",
    "after",
    "before",
    "until",
    "between",
    "during",
    "last",
    "reported",
    "co-occurring",
    "mentioning",
    "with",
    "without",
    "within",
    "where",
    "in",
];

/// Prepositions of a class, in the order of its roles; of any class when it is not known.
pub(crate) fn prepositions(place: &In<'_>, class: Option<&str>) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let ontology = place.context.ontology;
    let roles: Vec<&crate::ontology::Role> = match class {
        Some(class) => super::super::words::roles_of(ontology, class),
        None => ontology.roles.values().collect(),
    };
    for role in roles {
        for preposition in &role.prepositions {
            if !out.contains(preposition) {
                out.push(preposition.clone());
            }
        }
    }
    out.sort();
    out
}

/// The stage that a word of another language, or of everyday speech, stands for.
pub(super) fn stage_of(word: &str) -> Option<&'static str> {
    Some(match word {
        "limit" | "head" | "take" => "first",
        "tail" => "last",
        "order" | "orderby" | "rank" | "sorted" => "sort",
        "group" | "groupby" | "aggregate" => "count",
        "select" | "columns" | "display" | "project" => "show",
        "filter" | "having" => "where",
        "avg" | "mean" => "average",
        "total" => "sum",
        "minimum" => "min",
        "maximum" => "max",
        "plot" | "chart" => "timeline",
        "network" => "graph",
        _ => return None,
    })
}
