//! Denied, asked, supposed, or told as fact.

use super::{accounts, attacks, names};
use dateline::extract::account::Modality;

fn told(text: &str) {
    assert!(!attacks(text).is_empty(), "{text}: {:#?}", accounts(text));
}

fn not_told(text: &str) {
    let found = attacks(text);
    assert!(found.is_empty(), "{text}: {found:#?}");
}

#[test]
fn what_somebody_told_somebody_is_told_as_fact() {
    for text in [
        "Four herders were shot dead near Isiolo on Monday, elders told a radio station.",
        "\"The mill was burned down by raiders,\" the miller told journalists.",
        "A nurse told Reuters that militiamen had abducted two doctors from the clinic.",
        "The guard reminded the court that gunmen had killed his brother.",
        "The ministry insisted that rebels had shelled the bridge.",
        "The colonel called the attack on the barracks a crime.",
        "Police asked the driver about the attack on the bank.",
    ] {
        told(text);
    }
}

#[test]
fn what_somebody_is_told_to_do_is_not() {
    for text in [
        "The warlord told his fighters to attack the barracks.",
        "The president instructed the army to shell the hills.",
        "The preacher called on his followers to attack the convoy.",
    ] {
        not_told(text);
    }
}

#[test]
fn a_negation_beside_the_verb_negates_it() {
    for text in [
        "Neither the army nor the militia attacked the port.",
        "No group has attacked the port.",
        "None of the militiamen attacked the port.",
        "Nobody attacked the port.",
        "The militia has yet to attack the port.",
        "The militia stopped short of attacking the port.",
        "The militia refrained from attacking the port.",
        "The militia withdrew without attacking the port.",
        "An attack on the port was foiled by the police.",
        "Not one guard was killed on Monday.",
        "At no point did the militia attack the port, the mayor said.",
        "Under no circumstances did the army shell the port.",
    ] {
        not_told(text);
    }
}

#[test]
fn what_nearly_happened_did_not() {
    for text in [
        "Saudi jets nearly bombed a hospital in Sanaa on Monday.",
        "The rebels almost hit a clinic in Sanaa on Monday.",
        "Rebels nearly carried out an attack on the port.",
        "Saudi jets came close to bombing a hospital on Monday.",
        "Rebels came dangerously close to attacking the port.",
        "Gunmen were far from attacking the port.",
        "Gunmen narrowly missed killing the mayor on Monday.",
        "Far from killing the mayor, gunmen rescued him on Monday.",
    ] {
        not_told(text);
    }
}

#[test]
fn nearly_so_many_and_nearly_so_often_is_told_as_fact() {
    for text in [
        "Soldiers killed nearly 20 people in Lubero on Monday.",
        "Almost 30 were killed in a raid on Lubero on Monday.",
        "Nearly two dozen soldiers attacked the port.",
        "The militia shelled the port nearly every day.",
        "Rebels almost certainly bombed the hospital.",
        "Rebels nearly killed the mayor in an attack on his house.",
        "The attack nearly killed the mayor on Monday.",
        "Rebels nearly killed the mayor and attacked the port on Monday.",
        "Rebels almost left the base, killing five soldiers.",
        "The army moved close to the town, shelling it for hours.",
    ] {
        told(text);
    }
}

#[test]
fn two_negations_and_those_of_something_else_leave_a_fact() {
    for text in [
        "Nobody can deny that the militia attacked the port.",
        "The general did not deny that his men had attacked the port.",
        "The militia did not stop shelling the port.",
        "The government has not condemned the attack on the port.",
        "No group has claimed the bombing of the port.",
        "Not only did the militia attack the port, it burned the ships.",
        "The police did not say who attacked the port.",
        "With no warning the militia attacked the port.",
    ] {
        told(text);
    }
}

#[test]
fn nobody_is_no_attacker() {
    let found = attacks("No group has claimed responsibility for the attack on the port.");
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(names(&found, "perpetrator").is_empty(), "{found:#?}");
}

#[test]
fn an_attack_that_killed_nobody_killed_none() {
    let found = attacks("Not a single guard was killed in Tuesday's raid on the mine.");
    assert_eq!(found.len(), 1, "{found:#?}");
    let killed: Vec<_> = found[0].quantities.iter().map(|q| q.max).collect();
    assert_eq!(killed, [Some(0)], "{found:#?}");
}

#[test]
fn a_report_that_is_called_untrue_tells_nothing() {
    for text in [
        "It is not true that soldiers killed three miners in Lubero.",
        "It is a lie that soldiers killed three miners in Lubero.",
        "Reports that soldiers had shelled Lubero were false, the mayor said.",
        "Claims that soldiers had shelled Lubero are pure fiction.",
        "The mayor dismissed reports that soldiers had shelled Lubero.",
        "There is no evidence that soldiers shelled Lubero.",
        "There were no reports of attacks on Lubero.",
    ] {
        not_told(text);
    }
}

#[test]
fn killing_animals_is_no_attack() {
    not_told("Raiders killed 300 sheep near the well on Monday.");
    told("Raiders killed 30 shepherds near the well on Monday.");
}

#[test]
fn a_question_tells_nothing() {
    for text in [
        "Did our gunners shell the school?",
        "\"Have we ever attacked a village?\" the general asked.",
        "\"Why would we bomb our own hospital?\" he said.",
    ] {
        not_told(text);
    }
    told("Soldiers shelled the school on Monday. Who will answer for it?");
}

#[test]
fn a_no_that_is_quoted_does_not_negate_the_saying() {
    let found = accounts("\"Have they ever attacked us? Never,\" Mayor Ruth Adong said.");
    let statement = found
        .iter()
        .find(|a| a.kinds.iter().any(|k| k == "Statement"))
        .unwrap();
    assert_eq!(statement.modality, Modality::Asserted, "{found:#?}");
}

#[test]
fn what_is_not_told_takes_nothing_back_of_what_is() {
    for text in [
        "The minister did not give a name, saying that rebels had killed two men in Zaria.",
        "Tension rose to levels not seen since the attack on Zaria killed nine people.",
        "The rebels used bombs to attack a base in Zaria on Monday.",
    ] {
        assert_eq!(super::attacks(text).len(), 1, "{text}");
    }
    for text in [
        "Is Juba safe from attack?",
        "A quake hit Nigeria on Sunday.",
    ] {
        assert!(super::attacks(text).is_empty(), "{text}");
    }
}
