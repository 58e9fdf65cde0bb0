//! Which words tell of one event, and which of two.

use super::{accounts, attacks, names};
use dateline::extract::account::{Account, Modality};

#[test]
fn what_sets_two_events_apart_is_not_outweighed() {
    for text in [
        "A bomb killed nine people in Tibu on Wednesday. In Cucuta, gunmen shot four soldiers dead.",
        "The raid on Kidal came two days after a bomb killed five people in Mubi.",
        "Rebels attacked Kidal on Sunday in retaliation for the killing of two herders in Menaka.",
        "Israel launched air strikes on Gaza on Monday after militants fired rockets at Ashkelon.",
        "A bomber killed 63 people in Quetta on Monday. Earlier in the day gunmen had shot dead a lawyer.",
        "A car bomb in Mardan killed four people on Tuesday. A second bomb wounded a nurse in Sukkur.",
        "Kenyan jets bombed two camps near Gedo on Sunday, the army said, days after militants killed 148 students in Garissa.",
        "A bomber attacked a school of Ivan Petrov, a lawyer, who had been shot dead by unidentified gunmen.",
        "Since 1995 nearly 200 soldiers have been killed in Zaria. Last week rebels killed three soldiers in Zaria.",
        "A bomb killed two people in Kano in 1996. In 1997 a bomb killed three people in Kano.",
    ] {
        assert_eq!(attacks(text).len(), 2, "{text}");
    }
}

#[test]
fn the_attack_is_the_one_that_was_told() {
    let text = "Rebels attacked an army base near Kidal on Sunday, killing nine soldiers.\n\nThe president cut short a visit.\n\n\
                Ministers met in the capital to discuss the attack.\n\nAid groups said the attack had shaken the region.";
    assert_eq!(attacks(text).len(), 1);
}

#[test]
fn what_recurs_is_no_event() {
    let text =
        "One civilian is killed every six hours in the province, the figures of the union show.";
    let found = attacks(text);
    assert!(
        found.iter().all(|a| a.confidence < Some(0.15)),
        "{found:#?}"
    );
}

#[test]
fn each_of_two_events_of_a_sentence_has_its_own_place_and_weapon() {
    let text = "A grenade killed two men in Bujumbura on Monday, a day after gunmen had shot dead six farmers in Gitega.";
    let found = attacks(text);
    let of = |place: &str| {
        let mut all = found.iter();
        all.find(|a| names(std::slice::from_ref(a), "place") == [place])
            .unwrap_or_else(|| panic!("{place}: {found:#?}"))
    };
    let day = |place: &str| of(place).date.as_ref().and_then(|d| d.interval.begin);
    assert_eq!(day("Bujumbura"), Some("2021-03-08".parse().unwrap()));
    assert_eq!(day("Gitega"), Some("2021-03-07".parse().unwrap()));
    assert!(!of("Gitega").roles.contains_key("weapon"));
}

#[test]
fn a_toll_of_its_own_sentence_is_that_of_the_attack_beside_it() {
    for (toll, of, number) in [
        ("Two people died.", "killed", 2),
        ("The death toll rose to 12.", "killed", 12),
        ("Officials put the death toll at 12.", "killed", 12),
        ("Twelve people were hurt.", "injured", 12),
    ] {
        let found = attacks(&format!("A bomb exploded in Basra on Sunday. {toll}"));
        let numbers = found.iter().flat_map(|a| &a.quantities);
        let told: Vec<(&str, u64)> = numbers.map(|n| (n.of.as_str(), n.min)).collect();
        assert_eq!(told, [(of, number)], "{toll}");
    }
    let found = attacks("Rebels shelled a bakery near Herat. The old man died of a heart attack.");
    assert!(found.iter().all(|a| a.quantities.is_empty()), "{found:#?}");
    for text in [
        "The attack on a base in Basra that killed nine soldiers on Sunday was filmed.",
        "Witnesses describe how a bomb went off near a mosque in Basra, killing nine people.",
    ] {
        let found = attacks(text);
        assert_eq!(found.len(), 1, "{text}");
        assert_eq!(found[0].quantities[0].min, 9, "{text}");
    }
    let found = attacks("The attack left three guards injured in Basra.");
    let numbers = found.iter().flat_map(|a| &a.quantities);
    assert!(numbers.clone().count() > 0 && numbers.into_iter().all(|n| n.of == "injured"));
    let found = attacks("Rebels killed 17 people, five children among them, in Basra.");
    assert_eq!(found[0].quantities[0].min, 17);
}

#[test]
fn whoever_stands_between_the_last_comma_and_the_cue_speaks() {
    for (text, speaker, said) in [
        (
            "Three people were killed in the blast, the governor of the region, Ivan Petrov, said.",
            "Ivan Petrov",
            "Three people were killed in the blast",
        ),
        (
            "The bridge was destroyed, the mayor, Ivan Petrov, wrote in a post.",
            "Ivan Petrov",
            "The bridge was destroyed",
        ),
        (
            "“We came for the salt.\n\n“They met us with rifles.\n\n“We went home without salt,” said Abdou Harouna, a trader.",
            "Abdou Harouna",
            "We came for the salt.",
        ),
        (
            "Selim Aksoy stood outside the court in Van on Monday. “My brother never carried a gun.” The police led him away.",
            "Selim Aksoy",
            "My brother never carried a gun.",
        ),
    ] {
        let found = accounts(text);
        let mut statements = found.iter().filter(|a| a.content.is_some());
        let one = statements.next().unwrap_or_else(|| panic!("{text}"));
        assert_eq!(
            names(std::slice::from_ref(one), "speaker"),
            [speaker],
            "{text}"
        );
        let content = one
            .content
            .as_ref()
            .map(|c| c.text.as_str())
            .unwrap_or_default();
        assert!(
            content.starts_with(said) && !content.contains("governor"),
            "{content}"
        );
    }
}

#[test]
fn two_days_stand_for_all_between_them() {
    for (text, begin, end) in [
        (
            "Raiders killed nine herders near Kaduna between Friday and Sunday.",
            "2021-03-05",
            "2021-03-07",
        ),
        (
            "Six people were killed in attacks on Gassi between March 5 and March 8.",
            "2021-03-05",
            "2021-03-08",
        ),
        (
            "Raiders killed six herders near Kidal on the 23rd of last month.",
            "2021-02-23",
            "2021-02-23",
        ),
    ] {
        let found = attacks(text);
        let date = found[0].date.as_ref().unwrap_or_else(|| panic!("{text}"));
        let days = [date.interval.begin, date.interval.end];
        assert_eq!(
            days,
            [begin, end].map(|day| Some(day.parse().unwrap())),
            "{text}"
        );
    }
}

#[test]
fn here_is_where_the_article_was_written() {
    let text = "KIDAPAWAN, Philippines, March 10, 2021 (Selat Times) - A commuter bus was bombed here on Tuesday.\n\nFive passengers were killed.";
    assert_eq!(names(&attacks(text), "place"), ["Kidapawan"]);
}

#[test]
fn more_dead_told_behind_are_of_the_same_attack() {
    let found = attacks(
        "Rebels ambushed a patrol near Jos on Friday, killing four soldiers. Six rebels were also killed.",
    );
    assert_eq!(found.len(), 1, "{found:#?}");
}

#[test]
fn what_opposed_sides_do_is_never_one_attack() {
    for (text, first, second) in [
        (
            "Turkish jets bombed Kurdish positions near Kobani on Tuesday, and Kurdish rocket fire killed two people in Suruc.",
            "Turkish forces",
            "",
        ),
        (
            "Kenyan jets bombed an al-Shabab camp on Sunday, and an al-Shabab mortar attack killed three soldiers at a base in Dhobley.",
            "Kenyan forces",
            "al-Shabaab",
        ),
        (
            "India struck 11 Pakistani air bases after Pakistani drones had been launched at 26 towns.",
            "India",
            "Pakistan",
        ),
        (
            "The Israeli air force attacked the port of Hodeida after a missile was launched at Israel from Yemen.",
            "Israeli forces",
            "",
        ),
        (
            "Security forces killed all 12 gunmen who had taken 60 students hostage.",
            "Security forces",
            "gunmen who had taken 60 students hostage",
        ),
    ] {
        let found = attacks(text);
        assert_eq!(found.len(), 2, "{text}");
        for (attack, who) in found.iter().zip([first, second]) {
            let by = names(std::slice::from_ref(attack), "perpetrator");
            assert_eq!(by.first().copied().unwrap_or_default(), who, "{text}");
        }
    }
    // One side's jets and rockets may be of one attack, and so may an attack and those who died in it.
    for text in [
        "Turkish jets bombed a Kurdish camp near Kobani on Tuesday, and Turkish rocket fire killed two people there.",
        "Three soldiers were killed after gunmen attacked a post in Kano.",
    ] {
        assert_eq!(attacks(text).len(), 1, "{text}");
    }
}

#[test]
fn what_came_after_an_attack_is_no_part_of_it() {
    for text in [
        "A bomb killed 12 people in Kano on Monday. Troops killed three militants after the blast.",
        "A landmine killed six soldiers near Kano on Monday. The army bombed a forest after the explosion.",
    ] {
        let found = attacks(text);
        assert_eq!(found.len(), 2, "{text}");
        let by = names(&found[..1], "perpetrator");
        assert!(by.is_empty(), "{text}: {by:?}");
    }
    let tolls =
        attacks("A bomb hit a market in Kano on Monday. Twelve people died after the blast.");
    assert_eq!(tolls.len(), 1, "{tolls:#?}");
}

#[test]
fn the_dead_of_a_war_are_no_toll_of_a_strike() {
    for text in [
        "More than 9,000 people were killed in the war. A drone strike killed 20 people in Kano on Monday.",
        "A truce ended 14 months of fighting in which more than 9,000 people were killed. On Monday a strike killed 20 people in Kano.",
    ] {
        let killed: Vec<_> = attacks(text)
            .iter()
            .filter(|attack| attack.modality == Modality::Asserted)
            .flat_map(|attack| attack.quantities.clone())
            .map(|q| q.min)
            .collect();
        assert_eq!(killed, [20], "{text}");
    }
}

#[test]
fn a_town_of_a_clause_with_its_own_subject_is_not_where_the_first_was() {
    let places = |text: &str| -> Vec<Vec<String>> {
        let of = |a: &Account| names(std::slice::from_ref(a), "place").join(" ");
        attacks(text)
            .iter()
            .map(|a| vec![a.kind.clone(), of(a)])
            .collect()
    };
    let text = "Thai jets bombed Cambodian positions on Sunday, and Cambodian rocket fire killed six people at a market in Surin.";
    let found = places(text);
    let bombing = found
        .iter()
        .find(|of| of[0] == "Bombing")
        .expect("the bombing");
    assert_eq!(bombing[1], "", "{found:?}");
    let text = "Thai jets bombed Cambodian positions on Sunday, killing six people in Surin.";
    assert!(places(text).iter().all(|of| of[1] == "Surin"));
}

#[test]
fn what_a_clause_with_where_tells_of_a_town_is_another_event() {
    let text = "Gunmen killed five soldiers in Jos, where a bomb wounded two guards in January.";
    let found = attacks(text);
    let of = |a: &&Account| names(std::slice::from_ref(*a), "weapon").is_empty();
    let killing = found.iter().find(of).expect("the killing");
    assert_eq!(found.len(), 2, "{found:#?}");
    let day = killing.date.as_ref().and_then(|date| date.interval.begin);
    assert_ne!(day, Some("2021-01-01".parse().unwrap()));
    let one = "The army shelled Jos, where ten people were killed on Monday.";
    assert_eq!(attacks(one).len(), 1);
}
