//! Who took part, by the grammar of the sentence.

use super::{accounts, attacks, names, who};

#[test]
fn those_who_are_told_to_have_done_it_did_it() {
    for (text, did) in [
        (
            "A court on Monday jailed a man for killing a deputy in Zaria in June 2019.",
            &["man"][..],
        ),
        (
            "The police attributed the bombing of a bank in Zaria to the Taliban.",
            &["Taliban"],
        ),
        (
            "Officials blamed the bombing of a bank on the Taliban.",
            &["Taliban"],
        ),
        ("A Libyan stabbed two officers in Zaria.", &["Libyan"]),
        ("Four soldiers lost their lives in an attack in Zaria.", &[]),
        (
            "Omar Sani was arrested after a shootout with police in Zaria.",
            &["Omar Sani", "police"],
        ),
        (
            "Omar Sani, a gunman from Kano, killed three farmers in Zaria.",
            &["Omar Sani"],
        ),
        (
            "Omar Sani took part in the bomb attack on the embassy in Nairobi.",
            &["Omar Sani"],
        ),
        (
            "Omar Sani was convicted for his role in the bomb attack on the embassy in Nairobi.",
            &["Omar Sani"],
        ),
        (
            "Omar Sani confessed to the murder of a judge in Kano.",
            &["Omar Sani"],
        ),
        (
            "Omar Sani denied his role in the bomb attack on the embassy in Nairobi.",
            &[],
        ),
        (
            "Omar Sani is on trial for the murder of a judge in Kano.",
            &["Omar Sani"],
        ),
        (
            "Police arrested Omar Sani over the murder of a judge in Kano.",
            &["Omar Sani"],
        ),
        (
            "An exchange of fire between soldiers and rebels in Zaria left three people dead.",
            &["rebels", "soldiers"],
        ),
    ] {
        assert_eq!(who(text, "perpetrator"), did, "{text}");
    }
}

#[test]
fn what_somebody_is_and_who_it_is_are_one() {
    for (text, suffered, killed) in [
        (
            "Gunmen killed journalist Amina Bello in Zaria.",
            &["Amina Bello"][..],
            1,
        ),
        (
            "Police killed gunman Omar Bello in Zaria.",
            &["Omar Bello"],
            1,
        ),
        (
            "Journalist Amina Bello and driver Musa Sule were killed in Zaria.",
            &["Amina Bello", "Musa Sule"],
            2,
        ),
        (
            "Bello, a farmer from Kano, was killed in Zaria on Monday.",
            &["Bello"],
            1,
        ),
    ] {
        assert_eq!(who(text, "target"), suffered, "{text}");
        assert_eq!(attacks(text)[0].quantities[0].min, killed, "{text}");
    }
}

#[test]
fn where_somebody_is_from_speaks_or_is_taken_is_not_where_it_was() {
    for text in [
        "Three farmers from Kano were killed in Zaria.",
        "Ali Bello, the mayor of Kano, was shot in Zaria.",
        "The premier told reporters in Kano that rebels had killed two men in Zaria.",
        "Rebels shot a driver in Zaria on Monday, and he was flown to Kano.",
    ] {
        assert_eq!(who(text, "place"), ["Zaria"], "{text}");
    }
}

#[test]
fn a_bomb_that_kills_is_a_bombing() {
    for text in [
        "A roadside bomb killed three people in Zaria.",
        "A bomb damaged a bank in Zaria.",
    ] {
        assert_eq!(attacks(text)[0].kind, "Bombing", "{text}");
    }
}

#[test]
fn nobody_says_that_he_was_killed() {
    let speakers = |text: &str| {
        let mut said = accounts(text);
        said.retain(|a| a.kinds.iter().any(|k| k == "Statement"));
        names(&said, "speaker")
            .into_iter()
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    for (text, speaks) in [
        (
            "Musa Bello was killed in Zaria on Monday, the mayor said.",
            &["mayor"][..],
        ),
        ("Miners observed the strike out of fear.", &[]),
        ("The army called the police.", &[]),
        (
            "Novak praised the deal. Petrov, who owns the mill, was not so sure. “I have seen the rats,” he said.",
            &["Novak", "Petrov"],
        ),
        (
            "The Algerian army said smugglers had shot at a tower. It said nobody was hurt.",
            &["Algerian forces", "Algerian forces"],
        ),
    ] {
        let mut found = speakers(text);
        found.sort_unstable();
        assert_eq!(found, speaks, "{text}");
    }
}

#[test]
fn the_guards_of_farmers_are_not_the_farmers() {
    let did = who(
        "Two farmers were killed by their guards in Zaria.",
        "perpetrator",
    );
    assert!(!did.iter().any(|name| name == "farmers"), "{did:?}");
}

#[test]
fn a_capital_that_is_struck_is_no_government() {
    for text in [
        "The army bombarded Khartoum on Thursday.",
        "Missiles hit Kyiv on Friday, killing three people.",
    ] {
        let struck = who(text, "target");
        let states = ["Sudan", "Ukraine"];
        assert!(
            !struck.iter().any(|name| states.contains(&name.as_str())),
            "{struck:?}"
        );
    }
}

#[test]
fn what_is_named_after_a_town_was_not_made_by_its_country() {
    let found = accounts("The Minsk agreement was signed by Russia and Ukraine.");
    let mut parties = names(&found, "party");
    parties.sort_unstable();
    assert_eq!(parties, ["Russia", "Ukraine"]);
}

#[test]
fn a_group_whose_name_looks_like_a_number_is_a_group() {
    for text in [
        "On Monday M23 fighters seized the village of Nyabiondo.",
        "M23 seized the village of Nyabiondo on Monday.",
    ] {
        assert_eq!(
            super::names(&super::attacks(text), "perpetrator"),
            ["M23"],
            "{text}"
        );
    }
}
