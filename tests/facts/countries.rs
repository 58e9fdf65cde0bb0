//! Towns and the countries they lie in.

use super::{accounts, attacks, within};
use std::collections::BTreeSet;

fn countries_of(text: &str) -> Vec<String> {
    let found = attacks(text);
    assert!(!found.is_empty(), "{text}: {:#?}", accounts(text));
    let mut all: Vec<String> = within(&found).into_iter().map(str::to_string).collect();
    all.sort();
    all.dedup();
    all
}

#[test]
fn a_large_town_needs_no_introduction() {
    for (town, country) in [
        ("Medellín", "Colombia"),
        ("Karachi", "Pakistan"),
        ("Kassala", "Sudan"),
        ("Mosul", "Iraq"),
    ] {
        let text = format!("A car bomb killed two traders in {town} on Monday.");
        let found = countries_of(&text);
        assert!(found.iter().any(|c| c == country), "{text}: {found:?}");
    }
}

#[test]
fn the_country_beside_a_name_decides() {
    for (text, country, other) in [
        (
            "Gunmen killed two guards in Tripoli, Lebanon, on Sunday.",
            "Lebanon",
            "Libya",
        ),
        (
            "Gunmen killed two guards near Tripoli, in northern Lebanon, on Sunday.",
            "Lebanon",
            "Libya",
        ),
        (
            "Gunmen attacked the town of Malakal in South Sudan on Sunday, killing two guards.",
            "South Sudan",
            "Sudan",
        ),
        (
            "Gunmen killed two guards in Hyderabad, India, on Sunday.",
            "India",
            "Pakistan",
        ),
        (
            "Gunmen killed two guards in Hyderabad, in Pakistan's Sindh province, on Sunday.",
            "Pakistan",
            "India",
        ),
        (
            "Gunmen killed two guards in the Syrian town of Salamiyah on Sunday.",
            "Syria",
            "Iraq",
        ),
        (
            "Gunmen killed two guards in Katengwa, Zambia, on Sunday.",
            "Zambia",
            "Kenya",
        ),
    ] {
        let found = countries_of(text);
        assert!(found.iter().any(|c| c == country), "{text}: {found:?}");
        assert!(found.iter().all(|c| c != other), "{text}: {found:?}");
    }
}

#[test]
fn a_list_of_countries_says_nothing_of_the_town_before_it() {
    let found = countries_of("Car bombs killed nine people in Mosul, Syria and Yemen on Sunday.");
    assert!(found.iter().all(|c| c != "Syria"), "{found:?}");
}

#[test]
fn a_town_lies_in_its_province_too() {
    let found = countries_of("Jets killed nine people in the Syrian town of Saraqib on Sunday.");
    assert!(found.iter().any(|c| c == "Idlib"), "{found:?}");
    assert!(found.iter().any(|c| c == "Syria"), "{found:?}");
}

#[test]
fn two_places_of_one_name_in_one_article_are_two() {
    let found = accounts(
        "Gunmen killed two guards in Katengwa, Zambia, on Sunday.\n\n\
         Soldiers killed nine traders in Katengwa, Kenya, on Tuesday.",
    );
    let fillers = found.iter().flat_map(|a| a.roles.values()).flatten();
    let ids: BTreeSet<&str> = fillers
        .filter(|f| f.name == "Katengwa")
        .map(|f| f.id.as_str())
        .collect();
    let expected = ["place/katengwa-of-kenya", "place/katengwa-of-zambia"];
    assert!(ids.iter().copied().eq(expected), "{ids:?}");
}
