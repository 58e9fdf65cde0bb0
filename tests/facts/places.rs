//! Which place a name means, what it lies in, and what is only near it.

use super::{accounts, attacks, names, who};
use dateline::extract::account::{Account, Filler, PartRelation};

/// The places of all these accounts, each once.
fn places(accounts: &[Account]) -> Vec<&Filler> {
    let fillers = accounts.iter().flat_map(|a| a.roles.values()).flatten();
    let mut found: Vec<&Filler> = fillers.filter(|f| f.id.starts_with("place/")).collect();
    found.sort_by(|a, b| a.id.cmp(&b.id));
    found.dedup_by(|a, b| a.id == b.id);
    found
}

fn ids(text: &str) -> Vec<String> {
    places(&attacks(text))
        .iter()
        .map(|f| f.id.clone())
        .collect()
}

#[test]
fn a_town_and_the_province_of_its_name_are_two() {
    let province =
        "Syrian warplanes bombed a market in Idlib province on Tuesday, killing nine people.";
    assert_eq!(ids(province), ["place/sy-idlib"]);
    let town =
        "Syrian warplanes bombed a market in the city of Idlib on Tuesday, killing nine people.";
    assert_eq!(ids(town), ["place/idlib-169389"]);
    // Most people of the province of Kabul live in the town; of Idlib's they do not.
    let bare =
        "Gunmen killed two judges in Kabul on Monday. Afghanistan has seen many such attacks.";
    assert_eq!(ids(bare), ["place/kabul-1138958"]);
    let bare = "Syrian warplanes bombed a market in Idlib on Tuesday, killing nine people.";
    assert_eq!(ids(bare), ["place/sy-idlib"]);
}

#[test]
fn a_famous_town_is_meant_and_not_its_small_namesake() {
    let text = "The United States said gunmen killed a banker in Rome on Monday. American agents are helping.";
    assert_eq!(ids(text), ["place/rome-3169070"]);
}

#[test]
fn a_short_name_in_another_language_is_no_town() {
    let text = "Gunmen attacked French soldiers in Ber, in northern Mali, on Friday. France said two were killed.";
    let found = attacks(text);
    let places = places(&found);
    assert!(
        places.iter().all(|p| !p.id.contains("billere")),
        "{places:?}"
    );
}

#[test]
fn statutes_months_and_pairs_of_countries_are_no_places() {
    for text in [
        "The court charged him under the Rome Statute with killing 40 villagers. Italy welcomed it.",
        "In March rebels killed four soldiers. Afghanistan and Britain condemned it.",
        "US-Israel strikes killed three men on Monday.",
    ] {
        let found = accounts(text);
        let places = places(&found);
        let wrong = |p: &&&Filler| {
            ["rome", "march", "us-israel"]
                .iter()
                .any(|w| p.id.contains(w))
        };
        assert!(!places.iter().any(|p| wrong(&p)), "{text}: {places:?}");
    }
}

#[test]
fn a_place_that_no_list_has_is_in_the_country_of_its_company() {
    let text = "Gunmen killed six farmers in the village of Dubakarra on Sunday. The army was sent from Maiduguri.";
    let found = attacks(text);
    let places = places(&found);
    let place = places.iter().find(|p| p.id == "place/dubakarra");
    let wholes = &place.expect("the village").part_of;
    let told: Vec<_> = wholes.iter().map(|w| (w.id.as_str(), w.relation)).collect();
    assert_eq!(told, [("actor/nigeria", PartRelation::Presumed)]);
}

#[test]
fn a_part_of_a_country_lies_in_it() {
    let found = attacks("Shelling killed three people in eastern Ukraine on Monday.");
    let places = places(&found);
    let wholes: Vec<_> = places.iter().flat_map(|p| &p.part_of).collect();
    assert!(wholes.iter().all(|w| w.id == "actor/ukraine"), "{places:?}");
}

#[test]
fn near_a_place_is_a_place_beside_it() {
    for (words, id, name) in [
        (
            "near the town of Saraqib",
            "place/saraqib-164816/near",
            "near Saraqib",
        ),
        (
            "on the outskirts of Saraqib",
            "place/saraqib-164816/on-the-outskirts-of",
            "on the outskirts of Saraqib",
        ),
        (
            "12 km east of Saraqib",
            "place/saraqib-164816/12-km-east-of",
            "12 km east of Saraqib",
        ),
    ] {
        let text =
            format!("Syrian forces shelled a convoy {words} on Monday, killing two soldiers.");
        let found = attacks(&text);
        let places = places(&found);
        let [place] = places.as_slice() else {
            panic!("{text}: {places:?}");
        };
        assert_eq!((place.id.as_str(), place.name.as_str()), (id, name));
        let relations: Vec<_> = place
            .part_of
            .iter()
            .map(|w| (w.id.as_str(), w.relation))
            .collect();
        let expected = [
            ("place/saraqib-164816", PartRelation::Near),
            ("place/sy-idlib", PartRelation::Within),
            ("actor/syria", PartRelation::Within),
        ];
        assert_eq!(relations, expected);
    }
}

#[test]
fn an_article_that_names_no_country_still_tells_where_it_was() {
    let found = attacks("Planes bombed Idlib and Saraqib on Sunday, killing six people.");
    let names: Vec<&str> = places(&found).iter().map(|p| p.name.as_str()).collect();
    assert_eq!(names, ["Idlib", "Saraqib"], "{found:#?}");
}

#[test]
fn a_town_that_is_struck_is_where_it_happened() {
    let found = attacks("Ethiopian jets bombed the town of Nyala on Monday.");
    let place = found.iter().filter_map(|a| a.roles.get("place")).flatten();
    let names: Vec<&str> = place.map(|f| f.name.as_str()).collect();
    assert_eq!(names, ["Nyala"], "{found:#?}");
}

#[test]
fn where_something_else_took_place_is_no_place_of_it() {
    for text in [
        "M23 rebels captured Sake on Friday, despite a truce signed in Luanda on July 30.",
        "Airstrikes on the town of Sake killed six civilians on Tuesday as peace talks in Luanda stalled.",
    ] {
        let found = ids(text);
        assert!(
            !found.iter().any(|id| id.contains("luanda")),
            "{text}: {found:?}"
        );
    }
}

#[test]
fn so_far_from_a_town_is_near_it() {
    let found = attacks("Gunmen killed two guards 17 km from Goma on Friday.");
    let names: Vec<&str> = places(&found).iter().map(|f| f.name.as_str()).collect();
    assert_eq!(names, ["17 km from Goma"], "{found:#?}");
}

/// A place and what it lies in, by their ids.
fn within(text: &str) -> Vec<Vec<String>> {
    let found = attacks(text);
    let places = places(&found);
    let wholes = |p: &&Filler| p.part_of.iter().map(|w| w.id.clone()).collect::<Vec<_>>();
    let told = places
        .iter()
        .map(|p| [vec![p.id.clone()], wholes(p)].concat());
    told.collect()
}

#[test]
fn a_state_or_department_is_a_place_by_the_name_in_front_of_it() {
    for (text, id) in [
        (
            "Gunmen killed six farmers in India's northern Haryana state on Monday.",
            "place/in-haryana",
        ),
        (
            "Rebels killed six soldiers in the Loreto department on Monday. Peru condemned it.",
            "place/pe-loreto",
        ),
    ] {
        assert_eq!(ids(text), [id], "{text}");
    }
    let none = "State television in Peru said rebels had killed six soldiers on Monday.";
    assert!(!ids(none).iter().any(|id| id.contains("state")), "{none}");
}

#[test]
fn several_places_of_one_noun_are_all_told() {
    let text = "Gunmen killed ten people in the villages of Vesna, Morava and Amina on Monday. Kenya condemned it.";
    assert_eq!(ids(text), ["place/amina", "place/morava", "place/vesna"]);
}

#[test]
fn a_place_that_no_list_has_lies_in_the_district_or_province_told_beside_it() {
    for (words, expected) in [
        (
            "Vesna in Haryana state",
            &["place/vesna", "place/in-haryana", "actor/india"][..],
        ),
        (
            "the Vesna district of Haryana province",
            &["place/vesna", "place/in-haryana", "actor/india"],
        ),
        (
            "the Vesna Khel area of Hisar district",
            &[
                "place/vesna-khel",
                "place/hisar-1270023",
                "place/in-haryana",
                "actor/india",
            ],
        ),
    ] {
        let text = format!("Gunmen killed six miners in {words} on Monday. India condemned it.");
        let found = within(&text);
        assert!(found.iter().any(|ids| ids == expected), "{text}: {found:?}");
    }
    let list = "Gunmen killed six miners in Haryana state, Punjab state and Bihar on Monday.";
    let found = within(list);
    let haryana = found.iter().find(|ids| ids[0] == "place/in-haryana");
    assert_eq!(haryana.map(Vec::len), Some(2), "{found:?}");
}

#[test]
fn near_a_place_that_no_list_has_is_no_more_in_it() {
    let text =
        "Gunmen killed ten people near the town of Pont-Vesna on Monday. Haiti condemned it.";
    assert_eq!(ids(text), ["place/pont-vesna/near"]);
    let text = "Gunmen killed ten people in the town of Pont-Vesna on Monday. Haiti condemned it.";
    assert_eq!(ids(text), ["place/pont-vesna"]);
}

#[test]
fn a_town_is_not_in_the_country_whose_ministry_speaks_behind_its_name() {
    let text = "The fighters were seen near Uman, Russia's defence ministry said. Gunmen killed two judges in Uman on Monday. Ukraine condemned it.";
    let found = within(text);
    assert!(
        found
            .iter()
            .all(|ids| !ids.contains(&"actor/russia".to_string())),
        "{found:?}"
    );
}

#[test]
fn of_which_country_an_army_or_its_victims_are_says_nothing_of_where() {
    let line = "LIMA, Peru, March 10, 2021 (Selat Times) - ";
    for (text, told) in [
        (
            format!(
                "{line}Gunmen killed a Norwegian engineer in the village of Pukavesna on Monday."
            ),
            Some("actor/peru"),
        ),
        (
            format!("{line}Danish drones killed two people in the village of Dubakarra in Ghana."),
            Some("actor/ghana"),
        ),
        (
            "Gunmen killed two Danish nurses in the village of Dubakarra on Monday.".into(),
            None,
        ),
    ] {
        let found = attacks(&text);
        let places = places(&found);
        let place = places.first().expect("the village");
        let mut wholes = place.part_of.iter().map(|w| w.id.as_str());
        assert_eq!(wholes.next_back(), told, "{text}: {places:?}");
    }
}

#[test]
fn a_town_lies_in_the_part_of_a_divided_land_that_is_in_its_country() {
    let text = "A bomb killed four people in Multan, Pakistan, on Monday. Gunmen killed two guards in Ludhiana, India, on Friday.";
    let found = within(text);
    for (town, punjab) in [
        ("multan", "place/pk-punjab"),
        ("ludhiana", "place/in-punjab"),
    ] {
        let ids = found.iter().find(|ids| ids[0].contains(town)).expect(town);
        let provinces: Vec<_> = ids.iter().filter(|id| id.contains("punjab")).collect();
        assert_eq!(provinces, [punjab], "{found:?}");
    }
}

#[test]
fn a_famous_town_is_not_meant_where_the_article_says_it_is_in_another_country() {
    let text = "Gunmen killed six people in the town of Barcelona in Katanga on Monday.";
    assert!(
        !ids(text).iter().any(|id| id.contains("3128760")),
        "{:?}",
        ids(text)
    );
    let text = "Gunmen killed six people in the town of Barcelona on Monday. Spain condemned it.";
    assert_eq!(ids(text), ["place/barcelona-3128760"]);
}

#[test]
fn the_capital_is_that_of_the_country_where_it_is_told() {
    let line = "LIMA, Peru, March 10, 2021 (Selat Times) - ";
    let of = |text: &str| who(&format!("{line}{text}"), "place");
    assert_eq!(
        of("A bomb killed four people in the capital on Monday."),
        ["Lima"]
    );
    assert_eq!(
        of("Gunmen killed four people at a hotel in the Bolivian capital."),
        ["La Paz"]
    );
    assert!(of("A bomb killed four people in the regional capital on Monday.").is_empty());
    assert!(!of("A bomb killed four people 70 km from the capital.").contains(&"Lima".into()));
}

#[test]
fn all_places_of_a_list_are_where_it_was() {
    let text =
        "An attack on a convoy between Kaduna and Zaria killed 12 traders. Nigeria condemned it.";
    assert_eq!(who(text, "place"), ["Kaduna", "Zaria"]);
    let text =
        "Rebels killed nine people in North and West Kordofan on Monday. Sudan condemned it.";
    assert_eq!(who(text, "place"), ["North Kordofan", "West Kordofan"]);
    let text = "An air strike in Tal az-Zahra killed four people. Syria condemned it.";
    assert_eq!(who(text, "place"), ["Tal az-Zahra"]);
}

#[test]
fn an_event_that_names_its_own_town_has_none_of_another_sentence() {
    let text = "A bomb killed six people in Jos on Tuesday. Meanwhile, heavy fighting was reported on Wednesday around Bauchi.";
    let found = attacks(text);
    let clash = found.iter().find(|a| a.kind == "Clash").expect("the clash");
    assert_eq!(
        names(std::slice::from_ref(clash), "place"),
        ["around Bauchi"]
    );
    let text =
        "Two jets flew from Kaduna and bombed a depot near Jos on Monday. Nigeria condemned it.";
    assert_eq!(who(text, "place"), ["near Jos"]);
}
