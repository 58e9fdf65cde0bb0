//! Who answers what was said, and whose words are whose where several speak in one sentence.

use super::accounts;
use dateline::extract::account::Account;

/// Speakers, class and words of all statements, in text order.
fn said(text: &str) -> Vec<(String, String, String)> {
    let found = accounts(text).into_iter();
    let told = found.filter_map(|account: Account| {
        let content = account.content?;
        let speakers = account.roles.get("speaker").into_iter().flatten();
        let names: Vec<&str> = speakers.map(|filler| filler.name.as_str()).collect();
        Some((names.join(", "), account.kind.clone(), content.text))
    });
    told.collect()
}

fn has(text: &str, who: &str, words: &str) -> bool {
    let found = said(text);
    found
        .iter()
        .any(|(speaker, _, said)| speaker == who && said == words)
}

#[test]
fn whoever_denies_it_goes_on_speaking() {
    let text = "Chad said Sudan had shelled the port, but Sudan denied targeting sailors and accused Chad of lying about the strike.";
    assert!(has(text, "Chad", "Sudan had shelled the port"));
    assert!(has(text, "Sudan", "targeting sailors"));
    assert!(has(text, "Sudan", "of lying about the strike"));
    let text = "Peru said it had struck a camp, but Chile denied having any soldiers in the hills and said the dead were shepherds.";
    assert!(has(text, "Chile", "having any soldiers in the hills"));
    assert!(has(text, "Chile", "the dead were shepherds"));
}

#[test]
fn those_whom_one_speaks_of_accuse_nobody() {
    let text = "Mayor Omar Sani told reporters that \"foreign sponsors\" were behind the attack and accused Peru of arming the rebels.";
    assert!(has(text, "Omar Sani", "Peru of arming the rebels"));
    let text = "Peru said that those killed were boys and accused Chile of lying.";
    assert!(has(text, "Peru", "that those killed were boys"));
}

#[test]
fn what_is_said_behind_a_semicolon_is_of_its_own_speaker() {
    let text = "In its latest report, the Rights Commission said soldiers had killed 12 people; Amnesty International called for an inquiry.";
    assert!(has(
        text,
        "Rights Commission",
        "soldiers had killed 12 people"
    ));
    assert!(has(text, "Amnesty International", "an inquiry"));
    // What the cue at the end introduces may have a semicolon in it.
    assert!(has(
        "The bridge fell on Monday; the road was cut, the mayor said.",
        "mayor",
        "The bridge fell on Monday; the road was cut"
    ));
    assert!(has(
        "The mayor said the bridge was closed; the road was open.",
        "mayor",
        "the bridge was closed; the road was open"
    ));
}

#[test]
fn a_clause_beside_what_was_said_answers_it() {
    for (text, first, answer, words) in [
        (
            "Peru said Chile was arming rebels, a claim which Chile dismissed as propaganda.",
            "Chile was arming rebels",
            "Denial",
            "a claim … propaganda",
        ),
        (
            "Peru says Chile backs the rebels, a charge that Chile rejects.",
            "Chile backs the rebels",
            "Rejection",
            "a charge",
        ),
        (
            "Peru says Chile backs the rebels, a charge Chile denies.",
            "Chile backs the rebels",
            "Denial",
            "a charge",
        ),
        (
            "Peru says Chile fired on the boat, which Chile denies.",
            "Chile fired on the boat",
            "Denial",
            "which",
        ),
    ] {
        assert!(has(text, "Peru", first));
        let found = said(text);
        let answered = |(who, class, said): &(String, String, String)| {
            who == "Chile" && class == answer && said == words
        };
        assert!(found.iter().any(answered), "{found:?}");
    }
    // A plan is rejected where it stands, and a claim that is meant in particular may be part of what was said.
    for (text, words) in [
        (
            "The minister said the plan, which Peru rejected, was fair.",
            "the plan, which Peru rejected, was fair",
        ),
        (
            "The minister said he rejected the claim that Peru denies aid.",
            "he rejected the claim that Peru denies aid",
        ),
    ] {
        assert!(has(text, "minister", words));
    }
}

#[test]
fn all_of_a_list_speak() {
    assert!(has(
        "The United States, China and the European Union condemned the hijacking.",
        "United States, China, European Union",
        "the hijacking"
    ));
}

#[test]
fn whoever_says_more_is_whom_the_description_is_of() {
    let text = "The militia said it had taken the town, a claim that was dismissed by Omar Sani, a spokesman for the army in Vesna, who said it was safe.";
    assert!(has(text, "Omar Sani", "it was safe"));
    let text = "President Ivo Tolan said the road was open. President Omar Sani was the first to announce the truce, which he said had been mediated by Peru.";
    let found = said(text);
    assert!(
        found.last().is_some_and(|(who, ..)| who == "Omar Sani"),
        "{found:?}"
    );
}

#[test]
fn nobody_is_told_what_they_did_themselves() {
    let found =
        accounts("Fighters of the Red Front attacked the base, a local official told the group.");
    let told = found
        .iter()
        .find_map(|account| account.roles.get("addressee"));
    let name = told
        .and_then(|fills| fills.first())
        .map(|filler| filler.name.as_str());
    assert!(name.is_some_and(|name| name == "group"), "{name:?}");
}
