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

#[test]
fn whoever_counts_the_dead_takes_no_part() {
    for (second, killed) in [
        ("Dawn Brigade rebels put the number of dead at 31.", 12),
        ("The Chadian army put the toll at 14.", 14),
        ("The interior minister raised the death toll to 14.", 14),
    ] {
        let text =
            format!("A bomb attack on a church in Kano on Tuesday killed 12 people. {second}");
        let found = attacks(&text);
        let who: Vec<_> = ["perpetrator", "target"]
            .iter()
            .flat_map(|role| names(&found, role))
            .collect();
        let counts = ["rebels", "Brigade", "army", "forces", "Chad", "minister"];
        assert!(
            !who.iter()
                .any(|name| counts.iter().any(|c| name.contains(c))),
            "{text}: {who:?}"
        );
        let tolls = found.iter().flat_map(|a| &a.quantities);
        assert!(tolls.clone().any(|q| q.min == killed), "{text}: {found:#?}");
    }
}

#[test]
fn an_attack_of_a_military_is_one_of_its_country() {
    for (text, who) in [
        (
            "An Israeli military airstrike hit a hospital in Rafah on Monday, killing nine patients.",
            "Israel",
        ),
        (
            "A Sudanese naval bombardment hit a school in Suakin on Monday.",
            "Sudan",
        ),
    ] {
        assert_eq!(names(&attacks(text), "perpetrator"), [who], "{text}");
    }
}

#[test]
fn a_headline_may_have_a_verb_that_looks_like_a_noun() {
    for (title, who) in [
        ("Myanmar army bombs village", "Burmese forces"),
        ("Ethiopian army shells town", "Ethiopian forces"),
    ] {
        let text = format!("{title}\n\nThe streets were quiet on Tuesday, a baker said.");
        let found = attacks(&text);
        assert_eq!(names(&found, "perpetrator"), [who], "{title}");
        assert!(!names(&found, "target").contains(&who), "{title}");
    }
    let noun =
        attacks("Car bomb victims mourned\n\nThe streets were quiet on Tuesday, a baker said.");
    assert!(names(&noun, "perpetrator").is_empty());
}
