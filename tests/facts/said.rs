//! Who said what: where the words begin and end, and whose they are.

use super::accounts;

/// Speakers and words of all statements, in text order.
fn said(text: &str) -> Vec<(String, String)> {
    let found = accounts(text).into_iter();
    let told = found.filter_map(|account| {
        let content = account.content?;
        let speaker = account.roles.get("speaker").and_then(|fills| fills.first());
        let speaker = speaker.map_or(String::new(), |filler| filler.name.clone());
        Some((speaker, content.text))
    });
    told.collect()
}

fn speakers(text: &str) -> Vec<String> {
    said(text).into_iter().map(|(speaker, _)| speaker).collect()
}

#[test]
fn words_before_their_cue_begin_with_their_subject() {
    for (text, words) in [
        (
            "Two top aides to the mayor, political adviser Omar Sani and Cabinet Secretary Musa Bello, left for Kano on Sunday, the newspaper said.",
            "Two top aides to the mayor, political adviser Omar Sani and Cabinet Secretary Musa Bello, left for Kano on Sunday",
        ),
        (
            "Sani, now 40, has married another inmate, has taken part in counselling and has accepted responsibility for her crime, the document says.",
            "Sani, now 40, has married another inmate, has taken part in counselling and has accepted responsibility for her crime",
        ),
    ] {
        let found = said(text);
        assert!(found.iter().any(|(_, said)| said == words), "{found:?}");
    }
}

#[test]
fn what_somebody_did_besides_is_no_part_of_what_they_said() {
    let found = said(
        "The minister said that the cartel is behind the violence and asked residents to cooperate with the police.",
    );
    let words: Vec<&str> = found.iter().map(|(_, words)| words.as_str()).collect();
    assert_eq!(
        words,
        [
            "that the cartel is behind the violence",
            "to cooperate with the police"
        ]
    );
}

#[test]
fn what_somebody_else_said_is_no_part_of_it() {
    let found = said(
        "The group said it was in the town to protect shops from looters, but police chief Omar Sani said its presence was unnecessary.",
    );
    let first = found.first().map(|(_, words)| words.as_str());
    assert_eq!(
        first,
        Some("it was in the town to protect shops from looters"),
        "{found:?}"
    );
    assert!(found.iter().any(|(who, _)| who == "Omar Sani"), "{found:?}");
}

#[test]
fn whoever_is_quoted_says_it() {
    let text = "The Herald quoted a witness as saying that he heard shots.";
    let found = said(text);
    let shots = found
        .iter()
        .find(|(_, words)| words == "that he heard shots");
    assert!(shots.is_some_and(|(who, _)| who == "witness"), "{found:?}");
}

#[test]
fn the_company_is_the_one_that_was_just_named() {
    for (text, speaker) in [
        (
            "Microsoft said that the fire was out. The company said that nobody was hurt.",
            "Microsoft",
        ),
        (
            "The Omar Sani Foundation said that it was shocked. The foundation said that it would sue.",
            "Omar Sani Foundation",
        ),
    ] {
        assert_eq!(speakers(text), [speaker, speaker], "{text}");
    }
    let denied = speakers(
        "Amnesty International accused Shell of pollution. The company denied that it had known.",
    );
    assert!(
        denied
            .last()
            .is_some_and(|who| who != "Amnesty International")
    );
}

#[test]
fn longer_and_shorter_forms_of_a_name_are_one_person() {
    for text in [
        "Jose Maria Lopez Perez said that he was safe. The town was calm. Jose Lopez said that he would stay.",
        "Jose M. Lopez said that he was safe. The town was calm. Jose Lopez said that he would stay.",
    ] {
        let found = speakers(text);
        assert!(found.len() == 2 && found[0] == found[1], "{found:?}");
    }
}

#[test]
fn a_confession_is_told_with_what_is_confessed() {
    let found = said("Omar Sani confessed to the murder of a judge.");
    assert_eq!(
        found,
        [("Omar Sani".to_string(), "the murder of a judge".to_string())]
    );
}

#[test]
fn reports_of_the_media_are_not_those_of_their_country() {
    let found = speakers("The bridge is closed, according to U.S. media reports.");
    assert!(
        !found.iter().any(|name| name == "United States"),
        "{found:?}"
    );
}

#[test]
fn a_statement_goes_on_speaking_for_whoever_made_it() {
    let text = "A statement from the governor's office said that the law would help. It said that the law would empty prisons. The statement said that the courts would be faster.";
    let found = speakers(text);
    assert!(
        found.len() == 3 && found.iter().all(|who| !who.is_empty() && *who == found[0]),
        "{found:?}"
    );
}

#[test]
fn whoever_rejects_an_accusation_says_so() {
    let found = said(
        "Police said fighters of the Kachin Independence Army shot a bus driver dead on Friday. The group rejected the accusation.",
    );
    let words = |(_, said): &&(String, String)| said == "the accusation";
    let who = found.iter().find(words).map(|(who, _)| who.as_str());
    assert_eq!(who, Some("Kachin Independence Army"), "{found:?}");
}

#[test]
fn whoever_is_called_on_is_to_do_it() {
    for (text, addressee) in [
        (
            "The union called on the government to send food to Vesna.",
            Some("government"),
        ),
        ("Norway called upon Chad to open the border.", Some("Chad")),
        ("Chad appealed to Sudan to stop the war.", Some("Sudan")),
        ("Residents took to the streets to protest.", None),
    ] {
        let found = accounts(text);
        let asked = found.iter().find(|a| a.kind == "Request");
        let to = asked.and_then(|a| a.roles.get("addressee")?.first());
        assert_eq!(to.map(|filler| filler.name.as_str()), addressee, "{text}");
    }
}

#[test]
fn whoever_an_attack_is_blamed_on_is_not_its_target() {
    for (text, blamed) in [
        ("Peru blamed Monday's strike on Chile.", true),
        ("Peru condemned Monday's strike on Chile.", false),
    ] {
        let found = accounts(text);
        let target = |a: &super::Account| {
            let mut fills = a.roles.get("target").into_iter().flatten();
            fills.any(|filler| filler.name == "Chile")
        };
        assert_eq!(!found.iter().any(target), blamed, "{text}");
    }
}

#[test]
fn only_words_in_quotation_marks_are_direct() {
    for (text, direct) in [
        ("\"Peace is possible,\" the mayor said.", true),
        (
            "The mayor said that he was \"appalled\" by the reports.",
            false,
        ),
        ("The minister called it an \"important event\".", false),
    ] {
        let found = accounts(text);
        let content = found.iter().find_map(|a| a.content.clone()).unwrap();
        assert_eq!(content.direct, direct, "{text}");
        assert!(
            content.text.matches('"').count() % 2 == 0,
            "{}",
            content.text
        );
    }
}

#[test]
fn whoever_is_asked_asks_nothing() {
    for (text, asks) in [
        (
            "Asked whether the army would leave, Petrov said it would not.",
            false,
        ),
        ("Reporters asked the mayor about the bridge.", true),
    ] {
        let found = accounts(text);
        let mut questions = found.iter().filter(|a| a.kind == "Question");
        assert_eq!(
            questions.any(|a| a.roles.contains_key("speaker")),
            asks,
            "{text}"
        );
    }
}

#[test]
fn a_quotation_that_is_a_sentence_is_speech_however_short() {
    for (text, words) in [
        (
            "\"The talks have failed for good,\" Omar Sani said. \"We will see.\"",
            "We will see.",
        ),
        ("\"Never,\" Omar Sani said on Monday.", "Never"),
    ] {
        let found = said(text);
        assert!(
            found
                .iter()
                .any(|(who, said)| who == "Omar Sani" && said.ends_with(words)),
            "{found:?}"
        );
    }
    let term = said("Omar Sani saw the film \"Titanic.\" The mayor said the cinema was full.");
    assert!(
        term.iter().all(|(_, said)| !said.contains("Titanic")),
        "{term:?}"
    );
}

#[test]
fn a_paragraph_of_an_interview_is_said_by_whom_it_begins_with() {
    let interview = "The station spoke to General Adam Musa on Monday.\n\n\
        (Reporter) General, did your men attack the market?\n\n\
        (Musa) No. We left the town a week ago.\n\n\
        (Reporter) The families say it was you.\n\n\
        (Musa) I am sorry for them. We will not come back.\n\n\
        UPDATE: The station will speak to the families on Friday.";
    for text in [
        interview.to_owned(),
        interview
            .replace("(Reporter)", "REPORTER:")
            .replace("(Musa)", "MUSA:"),
        interview
            .replace("(Reporter)", "[Reporter]")
            .replace("(Musa)", "[Musa]"),
    ] {
        let found = said(&text);
        let by = |words: &str| {
            let mut said = found.iter().filter(|(_, said)| said == words);
            said.next().map(|(speaker, _)| speaker.as_str())
        };
        assert_eq!(
            by("No. We left the town a week ago."),
            Some("Adam Musa"),
            "{found:?}"
        );
        assert_eq!(
            by("I am sorry for them. We will not come back."),
            Some("Adam Musa")
        );
        let asked = by("General, did your men attack the market?").map(str::to_lowercase);
        assert_eq!(asked.as_deref(), Some("reporter"));
        assert!(
            found.iter().all(|(speaker, _)| speaker != "UPDATE"),
            "{found:?}"
        );
    }
}

#[test]
fn notes_with_a_colon_are_no_interview() {
    let found = said(
        "The mayor opened the bridge on Monday.\n\nUPDATE: The bridge is closed again.\n\nNOTE: The bridge is 90 metres long.",
    );
    assert_eq!(found, []);
}
