//! Whom a description, a pronoun or "both sides" means, and who takes no part.

use super::{accounts, attacks, names, who};

/// The names in a role of the statements.
fn stated(text: &str, role: &str) -> Vec<String> {
    let mut found = accounts(text);
    found.retain(|account| account.kinds.iter().any(|kind| kind == "Statement"));
    let mut who: Vec<String> = names(&found, role).into_iter().map(str::to_owned).collect();
    who.sort_unstable();
    who.dedup();
    who
}

#[test]
fn the_army_is_no_group_that_is_called_one() {
    let text = "The Arakan Army took a base in Ramree. The army said it had killed nine guards.";
    assert_eq!(stated(text, "speaker"), ["army"]);
    let named = "The Nigerian army bombed a camp. The army said it had killed nine guards.";
    assert_eq!(stated(named, "speaker"), ["Nigerian forces"]);
}

#[test]
fn the_group_is_whoever_spoke_and_may_be_called_one() {
    for (text, group) in [
        (
            "The RSF told Al Jazeera it had taken the town. The group denied killing farmers.",
            "Rapid Support Forces",
        ),
        (
            "Amnesty International said nine farmers were killed. The group said it had met survivors.",
            "Amnesty International",
        ),
    ] {
        assert!(
            stated(text, "speaker").iter().any(|name| name == group),
            "{text}"
        );
        assert!(
            !stated(text, "speaker").iter().any(|name| name == "group"),
            "{text}"
        );
    }
    let union =
        "The ELN took a village. The United Nations said nine had died. The group denied it.";
    assert_eq!(stated(union, "speaker"), ["ELN", "United Nations"]);
}

#[test]
fn both_sides_are_the_two_of_whom_was_spoken() {
    for (text, sides) in [
        (
            "Clashes between Kenya and Somalia killed 12. President Emmanuel Macron urged both sides to show restraint.",
            &["Kenya", "Somalia"][..],
        ),
        (
            "The ELN accused the Taliban of lying. The envoy urged the two sides to meet.",
            &["ELN", "Taliban"],
        ),
        (
            "Ghana, Togo and Benin held a summit. The envoy urged both sides to meet.",
            &[],
        ),
    ] {
        let mut asked = stated(text, "addressee");
        asked.retain(|name| sides.contains(&name.as_str()) || sides.is_empty() && name == "Ghana");
        assert_eq!(asked, sides, "{text}");
    }
}

#[test]
fn a_reflexive_is_its_subject_and_a_noun_no_speaker() {
    let text = "Police chief Omar Sani said the bomber killed himself and five others.";
    assert_eq!(who(text, "perpetrator"), ["bomber"]);
    assert!(!who(text, "target").iter().any(|name| name == "Omar Sani"));
    let own = "Omar Sani said he had shot a guard.";
    assert_eq!(who(own, "perpetrator"), ["Omar Sani"]);
}

#[test]
fn what_is_said_of_a_victim_is_no_part_of_the_deed() {
    for text in [
        "Activist Omar Sani, who had denounced the ELN, was murdered in Cali on Monday.",
        "Journalist Omar Sani, who had reported on the ELN, was shot dead in Cali on Monday.",
    ] {
        assert_eq!(who(text, "perpetrator"), [""; 0], "{text}");
    }
    let by = "Activist Omar Sani, who had denounced the mayor, was murdered by the ELN in Cali.";
    assert_eq!(who(by, "perpetrator"), ["ELN"]);
    let claimed = "The bombing of a bank in Cali, which the ELN claimed, killed nine.";
    assert_eq!(who(claimed, "perpetrator"), ["ELN"]);
}

#[test]
fn whoever_lost_men_did_not_kill_them() {
    let text = "The army lost six soldiers in an attack on a base in Gana on Monday.";
    assert_eq!(who(text, "perpetrator"), [""; 0]);
    assert!(who(text, "target").iter().any(|name| name == "army"));
}

#[test]
fn words_that_belong_together_are_one() {
    for (text, did) in [
        ("A fighter jet bombed a market in Gana.", "fighter jet"),
        (
            "The trader was shot dead by one of his guards, Omar Sani.",
            "Omar Sani",
        ),
        (
            "Fighters of the Zomi People's Front ambushed a truck near Gana.",
            "Zomi People's Front",
        ),
        (
            "Omar Sani said the ELN was behind the attack on a hotel.",
            "ELN",
        ),
    ] {
        assert_eq!(who(text, "perpetrator"), [did], "{text}");
    }
    let owned = "Mali's Army Chief said nine guards were killed in Gana.";
    assert!(
        !stated(owned, "speaker")
            .iter()
            .any(|name| name.contains("'s"))
    );
}

#[test]
fn a_faction_is_not_the_group_that_it_left() {
    let text = "A breakaway faction of the Taliban bombed a mosque in Gana.";
    assert!(
        !who(text, "perpetrator")
            .iter()
            .any(|name| name == "Taliban")
    );
    let fighters = "Fighters of the Taliban bombed a mosque in Gana.";
    assert_eq!(who(fighters, "perpetrator"), ["Taliban"]);
}

#[test]
fn the_dead_of_years_are_no_attack() {
    for text in [
        "More than 450,000 people have been murdered in Mexico since December 2006.",
        "The conflict has killed 450,000 people over six decades.",
        "The war in Yemen has killed 377,000 people.",
        "Some 1,500 people have been killed this year.",
    ] {
        let sure = |account: &&super::Account| account.confidence.is_none_or(|sure| sure > 0.1);
        assert_eq!(attacks(text).iter().filter(sure).count(), 0, "{text}");
    }
    for text in [
        "A bomb has killed nine people in Kano.",
        "Gunmen killed nine people in Kano on Monday, the worst attack since June.",
        "Two soldiers were killed in Kano in June.",
    ] {
        assert_eq!(attacks(text).len(), 1, "{text}");
    }
}

#[test]
fn booty_is_no_weapon_and_nobody() {
    let text = "Rebels attacked a post near Djibo, killing 26 guards and seizing weapons and more than 40 motorcycles.";
    let killed = attacks(text)[0]
        .quantities
        .iter()
        .find(|q| q.of == "killed")
        .map(|q| q.min);
    assert_eq!(killed, Some(26));
    let found = "Soldiers clashed with rebels near Goma. Troops recovered 14 rifles.";
    assert_eq!(who(found, "weapon"), [""; 0]);
    let used = "Gunmen killed nine farmers with rifles in Goma.";
    assert_eq!(who(used, "weapon"), ["rifles"]);
}

#[test]
fn those_between_whom_there_is_fighting_fight() {
    let text = "Nine people were killed in clashes between the army and the ELN in Cali.";
    assert_eq!(who(text, "perpetrator"), ["ELN", "army"]);
    let other = "Nine people were killed in a raid on the road between Cali and Buga.";
    assert_eq!(who(other, "perpetrator"), [""; 0]);
}

#[test]
fn leaders_of_countries_agree_for_these_and_they_are_who_says_so() {
    for text in [
        "The leaders of Ghana and Togo agreed on Monday to end the war.",
        "Ghana and Togo said they had reached a peace deal in Accra.",
    ] {
        let found = accounts(text);
        let mut parties = names(&found, "party");
        parties.sort_unstable();
        assert_eq!(parties, ["Ghana", "Togo"], "{text}");
    }
    let one = accounts("The leader of Ghana said they had reached a peace deal in Accra.");
    assert!(!names(&one, "party").contains(&"Togo"));
}

#[test]
fn whoever_is_told_something_does_not_say_it() {
    let text = "Omar Sani told lawmakers in Accra that the talks had failed.";
    assert_eq!(stated(text, "speaker"), ["Omar Sani"]);
    assert_eq!(stated(text, "addressee").len(), 1);
}

#[test]
fn a_toll_that_rose_to_at_least_so_many_is_read() {
    let text = "A bomb exploded at a market in Kano on Monday. The toll rose to at least 40.";
    let found = attacks(text);
    let killed = found[0]
        .quantities
        .iter()
        .find(|counted| counted.of == "killed");
    assert_eq!(
        killed.map(|counted| (counted.min, counted.max)),
        Some((40, None))
    );
}

#[test]
fn what_killed_days_before_is_the_other_event() {
    let text = "Kenyan forces shelled Somali troops near Luuq on Wednesday, two days after an attack in the same area killed nine guards, the Observatory said.";
    let found = attacks(text);
    let shelled = found
        .iter()
        .find(|account| account.kind == "Shelling")
        .unwrap();
    let other = found
        .iter()
        .find(|account| account.kind == "Attack")
        .unwrap();
    assert!(shelled.quantities.is_empty(), "{shelled:?}");
    assert_eq!(other.quantities[0].min, 9);
}

#[test]
fn whoever_is_held_to_have_done_it_is_accused_of_it_and_no_target() {
    for text in [
        "The colonel held the Red Brigade responsible for the bombing of the market.",
        "The colonel attributed the bombing to the Red Brigade.",
        "The colonel laid the blame for the bombing on the Red Brigade.",
        "The colonel pointed the finger at the Red Brigade over the bombing.",
        "The bombing was attributed to the Red Brigade by the colonel.",
    ] {
        let found = accounts(text);
        let blamed = found.iter().any(|account| account.kind == "Accusation");
        assert!(blamed, "{text}");
        assert_eq!(who(text, "perpetrator"), ["Red Brigade"], "{text}");
        assert!(
            !who(text, "target").contains(&"Red Brigade".to_owned()),
            "{text}"
        );
    }
    // What is laid or put on something else blames nobody.
    let laid = accounts("Soldiers laid siege to the town and put mines on the road to Kano.");
    assert!(laid.iter().all(|account| account.kind != "Accusation"));
}
