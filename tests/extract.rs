//! What is found in sentences: who did what to whom, who said what, and what is not told as fact.

use dateline::document::{Metadata, from_text};
use dateline::extract::Extractor;
use dateline::extract::account::{Account, Modality};
use dateline::gazetteer::Gazetteer;
use dateline::ontology::Ontology;
use dateline::text::Reader;
use std::sync::LazyLock;

static ONTOLOGY: LazyLock<Ontology> = LazyLock::new(|| Ontology::embedded().unwrap());
static GAZETTEER: LazyLock<Gazetteer> = LazyLock::new(Gazetteer::embedded);
static READER: LazyLock<Reader> = LazyLock::new(|| Reader::embedded().unwrap());

fn accounts(text: &str) -> Vec<Account> {
    let published = Some("2021-03-11".parse().unwrap());
    let document = from_text(
        text.to_string(),
        Metadata {
            published,
            ..Metadata::default()
        },
    );
    Extractor::new(&ONTOLOGY, &GAZETTEER).extract(&document, &READER.read(&document))
}

/// Those that are attacks of any kind.
fn attacks(found: &[Account]) -> Vec<&Account> {
    let attack = |account: &&Account| account.kinds.iter().any(|kind| kind == "Attack");
    found.iter().filter(attack).collect()
}

fn of_kind(accounts: &[Account], kind: &str) -> Account {
    let found = accounts.iter().find(|a| a.kinds.iter().any(|k| k == kind));
    found
        .unwrap_or_else(|| panic!("no {kind} in {accounts:#?}"))
        .clone()
}

fn role<'a>(account: &'a Account, role: &str) -> Vec<&'a str> {
    account
        .roles
        .get(role)
        .map(|f| f.iter().map(|f| f.name.as_str()).collect())
        .unwrap_or_default()
}

#[test]
fn active_and_passive_name_the_same_roles() {
    for text in [
        "Ethiopian troops shelled the town of Humera on Tuesday, killing six civilians.",
        "The town of Humera was shelled by Ethiopian troops on Tuesday, killing six civilians.",
    ] {
        let attack = of_kind(&accounts(text), "Shelling");
        assert_eq!(role(&attack, "perpetrator"), ["Ethiopian forces"], "{text}");
        assert_eq!(
            attack.date.as_ref().unwrap().interval.begin,
            Some("2021-03-09".parse().unwrap()),
            "{text}"
        );
        assert_eq!(
            (attack.quantities[0].of.as_str(), attack.quantities[0].min),
            ("killed", 6),
            "{text}"
        );
    }
}

#[test]
fn a_noun_with_its_toll_is_one_attack() {
    let found = accounts(
        "An airstrike by the Sudanese air force on a market killed at least 12 people on Monday.",
    );
    let attacks = attacks(&found);
    assert_eq!(attacks.len(), 1, "{attacks:#?}");
    assert_eq!(attacks[0].kind, "Airstrike");
    assert_eq!(
        (attacks[0].quantities[0].min, attacks[0].quantities[0].max),
        (12, None)
    );
}

#[test]
fn quoted_and_reported_words_go_to_their_speaker() {
    let found = accounts(
        "\u{201c}We will not leave the valley,\u{201d} Prime Minister Anna Berg told reporters in Oslo. She added that talks would go on.",
    );
    let said: Vec<&Account> = found.iter().filter(|a| a.content.is_some()).collect();
    assert_eq!(said.len(), 2, "{said:#?}");
    assert!(
        said.iter().all(|a| role(a, "speaker") == ["Anna Berg"]),
        "{said:#?}"
    );
    assert!(said[0].content.as_ref().unwrap().direct && !said[1].content.as_ref().unwrap().direct);
}

#[test]
fn what_is_said_is_attributed_to_whoever_says_it() {
    let found =
        accounts("The Kenyan defence ministry said that militants attacked a bus near Mandera.");
    let attack = of_kind(&found, "Attack");
    assert_eq!(attack.attributed_to.len(), 1);
    assert_eq!(
        attack.statement.as_deref(),
        Some(of_kind(&found, "Statement").id.as_str())
    );
}

#[test]
fn threats_wishes_and_denials_are_not_facts() {
    for (text, modality) in [
        (
            "The general threatened to shell the port of Hodeidah.",
            Modality::Threatened,
        ),
        (
            "The army denied that it had shelled the port of Hodeidah.",
            Modality::Denied,
        ),
        (
            "The army could shell the port of Hodeidah.",
            Modality::Conditional,
        ),
        (
            "The army plans to shell the port of Hodeidah.",
            Modality::Planned,
        ),
        (
            "The army did not shell the port of Hodeidah.",
            Modality::Denied,
        ),
    ] {
        assert_eq!(
            of_kind(&accounts(text), "Attack").modality,
            modality,
            "{text}"
        );
    }
}

#[test]
fn an_agreement_has_its_parties_year_and_provision() {
    let found =
        accounts("Under a 2015 deal with Uganda, Kenya has nine border posts along the river.");
    let deal = of_kind(&found, "Agreement");
    assert_eq!(role(&deal, "party"), ["Uganda", "Kenya"]);
    assert_eq!(
        deal.date.as_ref().unwrap().interval.begin,
        Some("2015-01-01".parse().unwrap())
    );
    assert_eq!(role(&deal, "provision"), ["nine border posts"]);
}

#[test]
fn other_senses_of_attack_words_are_left_alone() {
    for text in [
        "The minister died of a heart attack on Tuesday.",
        "Teachers went on strike in Lagos on Tuesday.",
        "The committee attacked the plan on Tuesday.",
        "Shares were hit by inflation on Tuesday.",
    ] {
        let found = accounts(text);
        assert!(
            !found.iter().any(|a| a.kinds.iter().any(|k| k == "Attack")),
            "{text} {found:#?}"
        );
    }
}

#[test]
fn every_offset_slices_the_words_it_stands_for() {
    let text = "Foreign Minister Ólafur Þórsson said 30 soldiers were killed in the city of Çankırı on Monday.";
    let chars: Vec<char> = text.chars().collect();
    let slice = |begin: usize, end: usize| chars[begin..end].iter().collect::<String>();
    for account in accounts(text) {
        for filler in account.roles.values().flatten() {
            assert_eq!(slice(filler.begin, filler.end), filler.text);
        }
        for counted in &account.quantities {
            assert_eq!(slice(counted.begin, counted.end), counted.text);
        }
        assert_eq!(
            slice(account.evidence.begin, account.evidence.end),
            account.evidence.text
        );
    }
}

#[test]
fn a_king_is_not_the_president_with_his_name_for_a_surname() {
    let found = accounts(
        "President Hassan Idris of Sudan wrote to Amman. King Hassan said on Monday that the border would open.",
    );
    let remark = of_kind(&found, "Statement");
    assert_eq!(role(&remark, "speaker"), ["King Hassan"]);
}

#[test]
fn people_are_not_their_country() {
    let found = accounts("Gunmen killed five Syrians in the town of Arsal on Monday.");
    let attack = of_kind(&found, "Attack");
    assert_eq!(role(&attack, "target"), ["Syrians"]);
    assert_eq!(attack.roles["target"][0].part_of[0].id, "actor/syria");
    let found = accounts("Gunmen killed two ethnic Armenians in the town of Shusha on Monday.");
    assert_eq!(
        role(&of_kind(&found, "Attack"), "target"),
        ["ethnic Armenians"]
    );
}

#[test]
fn accidents_are_no_attacks() {
    for text in [
        "Nine soldiers were killed when their helicopter crashed near the border.",
        "Two officers were wounded after the bus overturned.",
    ] {
        assert!(attacks(&accounts(text)).is_empty(), "{text}");
    }
}

#[test]
fn what_one_sentence_tells_of_one_attack_is_one_account() {
    for (text, killed, injured) in [
        (
            "Rebels killed nine soldiers and wounded 30 when they stormed a base in the hills.",
            9,
            30,
        ),
        (
            "Chadian jets hit two trucks, killing four drivers and injuring six others.",
            4,
            6,
        ),
        (
            "At least 12 civilians have been killed and 40 wounded in a rocket attack on the market.",
            12,
            40,
        ),
    ] {
        let found = accounts(text);
        let attacks = attacks(&found);
        assert_eq!(attacks.len(), 1, "{text}: {attacks:#?}");
        let count = |of: &str| {
            let mut counts = attacks[0].quantities.iter();
            counts.find(|q| q.of == of).map(|q| q.min)
        };
        assert_eq!(
            (count("killed"), count("injured")),
            (Some(killed), Some(injured)),
            "{text}"
        );
    }
}

#[test]
fn a_headline_and_later_mentions_are_the_event_of_the_body() {
    let found = accounts(
        "Ethiopian strike kills 14 in Adwa - mayor\n\nAn Ethiopian airstrike on a market in the town of Adwa killed 14 \
         people, doctors said Thursday.\n\nThe airstrike, which also hit a school, wounded 20 people.\n\nReporters could not \
         reach the market, where Wednesday's airstrike took place.",
    );
    let attacks = attacks(&found);
    assert_eq!(attacks.len(), 1, "{attacks:#?}");
    let day = attacks[0].date.as_ref().unwrap().interval.begin;
    assert_eq!(day, Some("2021-03-10".parse().unwrap()));
    let told = |speaker: &str| {
        found
            .iter()
            .any(|a| role(a, "speaker").contains(&speaker) && a.content.is_some())
    };
    assert!(told("doctors") && told("mayor"), "{found:#?}");
}

#[test]
fn what_the_next_sentence_tells_belongs_to_the_attack() {
    let text =
        "Gunmen attacked a police station in Goma on Tuesday. The attack killed seven officers.";
    let found = accounts(text);
    let attacks = attacks(&found);
    assert_eq!(attacks.len(), 1, "{attacks:#?}");
    assert_eq!(role(attacks[0], "perpetrator"), ["gunmen"]);
    assert_eq!(role(attacks[0], "place"), ["Goma"]);
    let killed = &attacks[0].quantities[0];
    assert_eq!((killed.of.as_str(), killed.min), ("killed", 7));
    let triggers = attacks[0].triggers.iter();
    let words: Vec<&str> = triggers.map(|&(begin, end)| &text[begin..end]).collect();
    assert_eq!(words, ["attacked", "attack", "killed"]);
}

#[test]
fn what_the_other_side_does_in_answer_is_an_attack_of_its_own() {
    let found = accounts(
        "Armenian forces shelled the town of Ganja on Monday, killing four Azerbaijani civilians. Azerbaijani artillery \
         shelled Armenian positions on the same day.",
    );
    let attacks = attacks(&found);
    assert_eq!(attacks.len(), 2, "{attacks:#?}");
    assert_eq!(attacks[0].quantities.len(), 1, "{attacks:#?}");
    assert_eq!(attacks[1].quantities.len(), 0, "{attacks:#?}");
}

#[test]
fn a_time_that_is_not_the_events_does_not_date_it() {
    for text in [
        "Soldiers killed two shepherds despite the January ceasefire.",
        "Shells hit three cars on July 9 Road in the town of Adwa.",
    ] {
        let attack = of_kind(&accounts(text), "Attack");
        assert!(attack.date.is_none(), "{text}: {:?}", attack.date);
    }
}

#[test]
fn what_is_told_on_a_day_was_then_or_the_day_before() {
    let text = "A drone killed two shepherds near the river, police said Tuesday.";
    let date = of_kind(&accounts(text), "Attack").date.unwrap();
    let days = (date.interval.begin, date.interval.end);
    let day = |day: &str| Some(day.parse().unwrap());
    assert_eq!(days, (day("2021-03-08"), day("2021-03-09")));
}

#[test]
fn a_time_dates_the_word_that_it_stands_with() {
    for (text, begin, end) in [
        (
            "Tension grew after the attack on Mumbai in 2008.",
            "2008-01-01",
            "2008-12-31",
        ),
        (
            "In February, three men attacked a police station in Mombasa.",
            "2021-02-01",
            "2021-02-28",
        ),
        (
            "Prisoners were freed after a 1975 attack on the barracks.",
            "1975-01-01",
            "1975-12-31",
        ),
    ] {
        let date = of_kind(&accounts(text), "Attack").date.unwrap();
        let day = |day: &str| Some(day.parse().unwrap());
        assert_eq!(
            (date.interval.begin, date.interval.end),
            (day(begin), day(end)),
            "{text}"
        );
    }
}

#[test]
fn an_event_keeps_all_numbers_that_are_told_of_it() {
    let found = accounts(
        "Shelling kills 90 in Houla\n\nMore than 90 people were killed in the shelling of the town of Houla on Tuesday, \
         residents said.",
    );
    let killed = of_kind(&found, "Attack").quantities;
    let killed: Vec<_> = killed.iter().map(|k| (k.min, k.max)).collect();
    assert_eq!(killed, [(91, None), (90, Some(90))], "{found:#?}");
}

#[test]
fn one_person_by_a_noun_is_one_killed() {
    for (text, killed) in [
        (
            "The protester was killed by police in Lagos on Monday.",
            Some(1),
        ),
        ("The crowd was attacked by police in Lagos on Monday.", None),
    ] {
        let found = of_kind(&accounts(text), "Attack").quantities;
        assert_eq!(found.first().map(|k| k.min), killed, "{text}");
    }
}

fn statements(found: &[Account]) -> Vec<&Account> {
    let said = |account: &&Account| account.kinds.iter().any(|kind| kind == "Statement");
    found.iter().filter(said).collect()
}

#[test]
fn one_utterance_is_one_statement() {
    let found = accounts(
        "“We hope that the talks will go on, and we believe in peace,” Foreign Minister Anna Berg told reporters in Oslo.",
    );
    let said = statements(&found);
    assert_eq!(said.len(), 1, "{said:#?}");
    assert_eq!(role(said[0], "speaker"), ["Anna Berg"]);
}

#[test]
fn an_hour_a_plan_and_a_shelling_say_nothing() {
    for text in [
        "The convoy set out on Monday, and everything went according to plan.",
        "Families are leaving Beni as the shelling continues.",
        "The loss of the ship was confirmed by the hour the market closed.",
    ] {
        let found = accounts(text);
        assert!(statements(&found).is_empty(), "{text}: {found:#?}");
    }
}

#[test]
fn he_said_goes_to_whoever_spoke_before() {
    let found = accounts(
        "Nazir Lone, a farmer in the valley, told Al Jazeera that the road serves only the garrison.\n\n\
         “All promises have been thrown to the winds,” he said.",
    );
    let said = statements(&found);
    assert_eq!(said.len(), 2, "{said:#?}");
    assert_eq!(role(said[1], "speaker"), ["Nazir Lone"]);
}

#[test]
fn who_is_only_spoken_of_is_an_actor_by_name() {
    let found = accounts(
        "The mayor, Anna Berg, said that shopkeepers were afraid and that Omar Haddad should come home.",
    );
    let said = of_kind(&found, "Statement");
    let about = role(&said, "about");
    assert!(about.contains(&"Omar Haddad"), "{about:?}");
    assert!(!about.contains(&"shopkeepers"), "{about:?}");
}

#[test]
fn tolls_are_counted_in_many_words() {
    for (text, killed, injured) in [
        ("The blast took the lives of nine soldiers.", Some(9), None),
        ("Gunmen shot dead two farmers in Kilis.", Some(2), None),
        (
            "Soldiers shot and killed four protesters in Tal.",
            Some(4),
            None,
        ),
        (
            "Three nurses were abducted and killed in Bambari.",
            Some(3),
            None,
        ),
        (
            "A missile killed a family of five in Sderot.",
            Some(5),
            None,
        ),
        (
            "The bomb killed 22 people and injured 60 more.",
            Some(22),
            Some(60),
        ),
        ("About 20 soldiers were killed in the raid.", Some(20), None),
        (
            "More than 500 soldiers were killed or wounded in the attack.",
            None,
            None,
        ),
    ] {
        let found = accounts(text);
        let number = |role: &str| {
            let all = attacks(&found).into_iter().flat_map(|a| &a.quantities);
            all.clone().find(|q| q.of == role).map(|q| q.min)
        };
        assert_eq!(number("killed"), killed, "{text}");
        assert_eq!(number("injured"), injured, "{text}");
    }
}

#[test]
fn who_denies_a_deed_is_not_said_to_have_done_it() {
    let found = accounts("Eritrea denies targeting civilians.");
    assert_eq!(of_kind(&found, "Attack").modality, Modality::Denied);
    assert_eq!(role(&of_kind(&found, "Denial"), "speaker"), ["Eritrea"]);
}

#[test]
fn all_who_say_something_together_are_its_speakers() {
    let found =
        accounts("Kenya and Uganda said on Monday that rebels had attacked the port of Kismayo.");
    assert_eq!(
        role(&of_kind(&found, "Statement"), "speaker"),
        ["Kenya", "Uganda"]
    );
    let voices = of_kind(&found, "Attack").attributed_to;
    let names: Vec<&str> = voices.iter().map(|v| v.name.as_str()).collect();
    assert_eq!(names, ["Kenya", "Uganda"]);
}

#[test]
fn what_lasts_since_a_month_began_before_the_article() {
    let found = accounts("More than 90 pupils have been kidnapped since December.");
    let begin = of_kind(&found, "Attack").date.unwrap().interval.begin;
    assert_eq!(begin, Some("2020-12-01".parse().unwrap()));
}

#[test]
fn a_speaker_who_is_first_called_something_has_a_name() {
    for (text, name) in [
        (
            "“We will go home when the war has ended,” says security researcher at Vesna Lab Sergey Lorkin.",
            "Sergey Lorkin",
        ),
        (
            "Peasant leader and lawyer from the north Ramon Ortiz said that the talks had failed.",
            "Ramon Ortiz",
        ),
    ] {
        let found = accounts(text);
        let speakers: Vec<&str> = found.iter().flat_map(|a| role(a, "speaker")).collect();
        assert_eq!(speakers, [name]);
    }
}

#[test]
fn what_happened_on_no_told_day_may_be_of_the_day_of_the_article() {
    let found = accounts(
        "Gunmen kill six in Goma\n\nGunmen killed six people at a market in Goma, police said.\n",
    );
    let attacks = attacks(&found);
    let date = attacks[0].date.as_ref().expect("a day");
    assert!(date.presumed && date.text.is_none());
    assert_eq!(date.interval.length(), Some(2));
}

#[test]
fn several_officials_are_a_group_and_one_is_a_person() {
    let found = accounts(
        "Officials said that the bridge was safe. An official said that the road was closed for the winter.",
    );
    let classes: Vec<&str> = found
        .iter()
        .filter_map(|a| Some(a.roles.get("speaker")?.first()?.class.as_str()))
        .collect();
    assert_eq!(classes, ["Group", "Person"]);
}

#[test]
fn a_document_speaks_for_who_wrote_it() {
    let found = accounts(
        "In a report on Monday, the Nordic Lake Union said that six fishermen had drowned. \
         The report added that boats were old. \
         A Berg Institute bulletin said on Tuesday that the ice was thin.",
    );
    let speakers: Vec<&str> = found.iter().flat_map(|a| role(a, "speaker")).collect();
    assert_eq!(
        speakers,
        ["Nordic Lake Union", "Nordic Lake Union", "Berg Institute"]
    );
}

#[test]
fn a_cue_in_which_nobody_is_heard_has_its_subject_for_a_speaker() {
    let found = accounts(
        "Minister Anna Berg visited the port on Monday. She rejoiced that the bridge was open again.",
    );
    let speakers: Vec<&str> = found.iter().flat_map(|a| role(a, "speaker")).collect();
    assert_eq!(speakers, ["Anna Berg"]);
}

fn speakers(text: &str) -> Vec<String> {
    let found = accounts(text);
    let all = statements(&found);
    let named = all.iter().map(|said| role(said, "speaker").join(", "));
    named.collect()
}

#[test]
fn a_statement_of_a_body_is_its_bodys_word() {
    for text in [
        "A Kremlin statement said the two leaders had discussed the fight against terrorism.",
        "According to the Kremlin statement, the two leaders had discussed terrorism.",
    ] {
        let said = &speakers(text)[0];
        assert!(["Kremlin", "Russia"].contains(&said.as_str()), "{said}");
    }
}

#[test]
fn whoever_stands_before_the_cue_speaks_though_the_sentence_is_long() {
    let said = speakers("The commander took stock of the measures, the army's spokesman said.");
    assert_eq!(said, ["spokesman"]);
}

#[test]
fn who_goes_on_speaking_is_the_same() {
    let text = "The gas company says Chad owes it 3 billion dollars and has warned that it will ask for payment.";
    assert_eq!(speakers(text), ["gas company", "gas company"]);
    let found = accounts(text);
    let all = statements(&found);
    let first = &all[0].content.as_ref().unwrap().text;
    assert_eq!(first, "Chad owes it 3 billion dollars");
}

#[test]
fn a_quotation_that_is_taken_up_again_is_one_statement() {
    let text = "“We will not leave the valley to them,” the mayor said.\n\n“We have nowhere else to go and we know it.”";
    let found = accounts(text);
    assert_eq!(statements(&found).len(), 1);
    let two = "“We will not leave the valley to them,” the mayor said.\n\nThe rebels gave no answer to his words.\n\n“We have nowhere else to go,” a farmer said.";
    assert_eq!(statements(&accounts(two)).len(), 2);
}

#[test]
fn officials_of_two_towns_are_two() {
    let text =
        "Officials in Gao said the market was open. Officials in Kidal said the road was closed.";
    assert_eq!(speakers(text), ["officials in Gao", "officials in Kidal"]);
}

#[test]
fn a_company_of_a_country_is_not_the_country() {
    assert_eq!(
        speakers("A U.K. company reported that its drivers had been shot at near Gao."),
        ["U.K. company"]
    );
}

#[test]
fn both_sides_of_a_clash_act_and_suffer() {
    let found =
        accounts("Clashes between the army and rebels killed five civilians in Gao on Tuesday.");
    let clash = of_kind(&found, "Clash");
    assert_eq!(role(&clash, "perpetrator").len(), 2, "{clash:#?}");
    for side in role(&clash, "perpetrator") {
        assert!(role(&clash, "target").contains(&side), "{clash:#?}");
    }
    let found = accounts("Two people were injured in a clash with police in Gao on Tuesday.");
    let clash = of_kind(&found, "Clash");
    assert_eq!(role(&clash, "perpetrator"), ["police"]);
}

#[test]
fn who_claims_an_attack_did_it() {
    let found = accounts(
        "The Macina Brigade claimed the attack that killed ten soldiers in Mopti on Tuesday.",
    );
    assert_eq!(
        role(&of_kind(&found, "Attack"), "perpetrator"),
        ["Macina Brigade"]
    );
    let found =
        accounts("No group claimed the attack that killed ten soldiers in Mopti on Tuesday.");
    assert!(role(&of_kind(&found, "Attack"), "perpetrator").is_empty());
}

#[test]
fn a_series_of_attacks_hits_what_one_hits() {
    let found = accounts("The villages of the plain came under a series of airstrikes on Tuesday.");
    assert!(!role(&of_kind(&found, "Airstrike"), "target").is_empty());
}

/// Ids of the places of all accounts, with what they lie in.
fn places(found: &[Account]) -> Vec<(&str, Vec<&str>)> {
    let fillers = found.iter().flat_map(|a| a.roles.values().flatten());
    let mut places: Vec<(&str, Vec<&str>)> = fillers
        .filter(|f| f.class == "Place")
        .map(|f| {
            let wholes = f.part_of.iter().map(|w| w.id.as_str());
            (f.id.as_str(), wholes.collect())
        })
        .collect();
    places.sort();
    places.dedup();
    places
}

#[test]
fn a_place_is_where_the_article_is() {
    for (text, country) in [
        (
            "Rebels attacked the town of Zaragoza on Monday, killing two soldiers, the army of El Salvador said. El Salvador has sent troops.",
            "actor/el-salvador",
        ),
        (
            "A bomb killed 21 people at Brindi Tavern in Brindi on Sunday, police of South Africa said. A man was arrested in East London.",
            "actor/south-africa",
        ),
    ] {
        let found = accounts(text);
        let places = places(&found);
        assert!(!places.is_empty(), "{found:#?}");
        for (place, wholes) in places {
            assert!(wholes.contains(&country), "{place} in {wholes:?}: {text}");
        }
    }
}

#[test]
fn a_town_lies_in_its_district() {
    let found =
        accounts("Gunmen attacked the town of Konduga in Nigeria on Monday, killing two soldiers.");
    let [(_, wholes)] = &places(&found)[..] else {
        panic!("{found:#?}");
    };
    let kinds: Vec<bool> = ["place/konduga-", "place/borno", "actor/nigeria"]
        .iter()
        .map(|begin| wholes.iter().any(|whole| whole.starts_with(begin)))
        .collect();
    assert_eq!(kinds, [true, true, true], "{wholes:?}");
    let found = accounts(
        "Gunmen attacked a bus in Konduga district in Nigeria on Monday, killing two people.",
    );
    let district = wholes
        .iter()
        .find(|whole| whole.starts_with("place/konduga-"));
    let told: Vec<&str> = places(&found).iter().map(|(place, _)| *place).collect();
    assert_eq!(told, [*district.expect("a district")]);
}

#[test]
fn an_acronym_stands_for_the_name_that_the_article_gives() {
    let found = accounts(
        "Fighters of the Colombian Communist Party (PCC) attacked Tame on Monday. The PCC attacked Arauca on Tuesday, killing two soldiers.",
    );
    let ids: Vec<&str> = attacks(&found)
        .iter()
        .flat_map(|attack| attack.roles.values().flatten())
        .flat_map(|f| {
            [f.id.as_str()]
                .into_iter()
                .chain(f.part_of.iter().map(|w| w.id.as_str()))
        })
        .collect();
    assert!(ids.contains(&"actor/colombian-communist-party"), "{ids:?}");
    assert!(
        !ids.contains(&"actor/primeiro-comando-da-capital"),
        "{ids:?}"
    );
}

#[test]
fn a_bystander_is_no_second_doer() {
    for text in [
        "Police officers carry the coffin of a colleague, killed in an attack by Kurdish rebels.",
        "Soldiers stood by the coffin of an officer who was killed when rebels attacked a post.",
    ] {
        let found = accounts(text);
        assert_eq!(
            role(&of_kind(&found, "Attack"), "perpetrator").len(),
            1,
            "{text}"
        );
    }
}

#[test]
fn the_name_of_a_group_that_is_written_like_a_verb_is_its_name() {
    let found =
        accounts("Two months ago IS attacked the army base near Raqqa and IS fighters left.");
    assert_eq!(
        role(&of_kind(&found, "Attack"), "perpetrator"),
        ["Islamic State"]
    );
}

#[test]
fn a_town_taken_by_force_is_an_attack() {
    for text in [
        "The rebels captured the town of Kidal on Tuesday.",
        "The army retook the town of Kidal from the rebels on Tuesday.",
        "The capture of Kidal by the rebels alarmed the capital.",
    ] {
        let found = accounts(text);
        let capture = of_kind(&found, "Capture");
        assert!(capture.kinds.iter().any(|kind| kind == "Attack"), "{text}");
        assert_eq!(role(&capture, "perpetrator").len(), 1, "{text}");
    }
    let other = accounts("The film captured the mood of Kidal on Tuesday.");
    assert!(attacks(&other).is_empty());
}

#[test]
fn all_places_of_a_list_are_places_of_the_event() {
    let found = accounts("Bombs exploded in Paris, Brussels, Beirut and Bamako on Tuesday.");
    let bombing = of_kind(&found, "Bombing");
    assert_eq!(
        role(&bombing, "place"),
        ["Paris", "Brussels", "Beirut", "Bamako"]
    );
}

#[test]
fn the_day_of_saying_is_no_part_of_what_is_said() {
    let found = accounts("The minister said Thursday the army has left the valley.");
    let content = statements(&found)[0].content.as_ref().unwrap();
    assert_eq!(content.text, "the army has left the valley");
    let found =
        accounts("The minister told a station, however, that the army has left the valley.");
    let content = statements(&found)[0].content.as_ref().unwrap();
    assert_eq!(content.text, "that the army has left the valley");
}

#[test]
fn what_tells_more_of_a_speaker_does_not_speak() {
    let text = "The head of a foundation that helps the families of the dead admitted that no money was left.";
    let said = speakers(text);
    assert_eq!(said.len(), 1);
    assert!(said[0].contains("head"), "{said:?}");
}

#[test]
fn a_second_verb_of_harm_counts_its_own() {
    for (text, killed, injured) in [
        ("The blast killed 3 and wounded 12 civilians in Gao.", 3, 12),
        (
            "Gunmen ambushed the patrol near Gao, killing three and wounding four soldiers.",
            3,
            4,
        ),
        (
            "The attack in Gao killed two and injured nine guards.",
            2,
            9,
        ),
        (
            "A bomb killed seven and wounded 20 worshippers in Kabul on Friday.",
            7,
            20,
        ),
        (
            "The raid killed 11 and wounded more than 30 villagers.",
            11,
            31,
        ),
    ] {
        let found = accounts(text);
        let counts = found.iter().flat_map(|a| &a.quantities);
        let mut counts: Vec<(&str, u64)> = counts.map(|q| (q.of.as_str(), q.min)).collect();
        counts.sort_unstable();
        assert_eq!(counts, [("injured", injured), ("killed", killed)], "{text}");
    }
}

#[test]
fn the_year_beside_the_deed_dates_it_whatever_day_another_sentence_tells() {
    let found = accounts(
        "Relatives of an official killed by rebel soldiers in 2019 said Tuesday they would go to court.\n\nThe family had asked for the papers on March 2.",
    );
    let date = of_kind(&found, "Attack").date.unwrap().interval;
    assert_eq!(date.begin.unwrap().to_string(), "2019-01-01");
    assert_eq!(date.end.unwrap().to_string(), "2019-12-31");
}
