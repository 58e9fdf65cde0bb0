//! Sources are no attackers.

use super::{attacks, names};

#[test]
fn whoever_tells_it_did_not_do_it() {
    for text in [
        "Jets hit the market of Taiz, killing nine people, the Gulf Monitor for Human Rights said.",
        "The Gulf Monitor for Human Rights said jets hit the market of Taiz, killing nine people.",
        "Gunmen shot dead two judges in Aden on Monday, a spokesman for the interior ministry said.",
        "A NATO spokesman said an explosion had killed three workers at the airport.",
        "Two days after an attack in the same valley killed seven porters, the Gulf Monitor for Human Rights said.",
        "According to the Gulf Monitor for Human Rights, a car bomb killed nine people in Taiz.",
        "ADEN (AFP) - A car bomb killed nine people in Taiz on Monday, AFP reported.",
    ] {
        let found = attacks(text);
        assert!(!found.is_empty(), "{text}");
        for name in names(&found, "perpetrator") {
            let source = ["Monitor", "NATO", "ministry", "spokesman", "France"];
            assert!(!source.iter().any(|s| name.contains(s)), "{text}: {name}");
        }
    }
}

#[test]
fn a_source_that_says_it_of_itself_did_it() {
    for text in [
        "The army said it had shelled the town of Taiz.",
        "The army admitted shelling the town of Taiz.",
        "The army, which shelled the town of Taiz on Monday, said that it would go on.",
        "The army attacked the town of Taiz and said that it would go on.",
    ] {
        assert_eq!(names(&attacks(text), "perpetrator"), ["army"], "{text}");
    }
    let claimed = attacks("The Dawn Brigade claimed responsibility for the attack on the port.");
    assert_eq!(names(&claimed, "perpetrator"), ["Dawn Brigade"]);
}

#[test]
fn those_who_are_asked_to_end_their_raids_made_them() {
    let found = attacks("The NATO chief urged Sudan and Chad to stop their bombing of villages.");
    let mut who = names(&found, "perpetrator");
    who.sort_unstable();
    assert_eq!(who, ["Chad", "Sudan"], "{found:#?}");
}

#[test]
fn whoever_is_blamed_or_denies_it_did_not_suffer_it() {
    for second in [
        "Officials blamed the Chadian army.",
        "Residents said the Chadian army was responsible.",
        "The Chadian army denied carrying out the strike.",
        "The Chadian army denied it was behind the strike.",
    ] {
        let text = format!("An airstrike killed 34 people in Nyala on Wednesday. {second}");
        let found = attacks(&text);
        let struck = names(&found, "target");
        assert!(struck.contains(&"people"), "{text}: {found:#?}");
        assert!(
            !struck.iter().any(|name| name.contains("Chad")),
            "{text}: {struck:?}"
        );
    }
}

#[test]
fn a_description_beside_a_name_is_of_whoever_has_the_name() {
    let text = "The Darfur Falcons, a little-known militia, said they had carried out the attack on the market of Nyala.";
    assert_eq!(names(&attacks(text), "perpetrator"), ["Darfur Falcons"]);
}

#[test]
fn what_hyphens_tie_to_a_description_is_part_of_it() {
    let found = attacks("A Chadian-led coalition bombed the airfield of Nyala on Monday.");
    assert_eq!(names(&found, "perpetrator"), ["Chadian-led coalition"]);
    let found = attacks("Gunmen shot dead an off-duty policeman in Leeds on Saturday.");
    assert!(
        names(&found, "target")[0].starts_with("off-duty policeman"),
        "{found:#?}"
    );
}

#[test]
fn the_army_is_that_of_the_country_which_an_article_is_from_and_about() {
    let text = "KHARTOUM, Sudan, March 10 - The army bombed the town of Nyala on Tuesday, killing nine people. \
                Sudan has been at war for two years.";
    assert_eq!(names(&attacks(text), "perpetrator"), ["Sudanese forces"]);
}

#[test]
fn who_stands_before_the_verb_of_a_headline_acts() {
    for (headline, who) in [
        (
            "Army says RSF shelled Kabkabiya market itself",
            "Rapid Support Forces",
        ),
        (
            "Boko Haram attacks village in Niger, killing 14",
            "Boko Haram",
        ),
    ] {
        let text =
            format!("{headline}\n\nOfficials gave no details on Monday of what had happened.");
        assert_eq!(names(&attacks(&text), "perpetrator"), [who], "{headline}");
    }
}

#[test]
fn whoever_claims_an_attack_did_it() {
    let found =
        attacks("An attack claimed by the Dawn Brigade killed nine people in Taiz on Monday.");
    assert_eq!(names(&found, "perpetrator"), ["Dawn Brigade"]);
}
