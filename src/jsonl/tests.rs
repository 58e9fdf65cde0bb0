use super::{Reader, SCHEMA, read_all, write};
use crate::extract::account::Modality;
use crate::link::Dossier;
use crate::store::sample::{dossier, ontology};
use serde_json::Value;

fn lines(dossiers: &[Dossier]) -> String {
    let mut bytes = Vec::new();
    for dossier in dossiers {
        write(dossier, &mut bytes).unwrap();
    }
    String::from_utf8(bytes).unwrap()
}

fn read(text: &str) -> Result<Vec<Dossier>, String> {
    Reader::new(text.as_bytes(), "accounts.jsonl", &ontology())
        .collect::<Result<_, _>>()
        .map_err(|e| e.to_string())
}

fn valid(line: &str) -> bool {
    let schema: Value = serde_json::from_str(SCHEMA).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    serde_json::from_str(line).is_ok_and(|line| validator.is_valid(&line))
}

#[test]
fn dossiers_read_back_equal() {
    let mut other = dossier();
    other.document.id = "document/2".to_string();
    other.document.published = None;
    other.accounts.clear();
    let dossiers = [dossier(), other];
    let text = lines(&dossiers);
    assert_eq!(read(&text).unwrap(), dossiers);
    assert_eq!(read(&format!("\u{feff}\n{text}\n\n")).unwrap(), dossiers);
    assert!(read("").unwrap().is_empty());
}

#[test]
fn without_text_the_accounts_stay_the_same() {
    let mut bare = dossier();
    bare.document.text.clear();
    bare.document.blocks.clear();
    bare.document.dateline = None;
    let text = lines(std::slice::from_ref(&bare));
    assert_eq!(read(&text).unwrap(), [bare]);
}

#[test]
fn what_is_read_on_all_cores_is_what_is_read_one_after_the_other() {
    let ontology = ontology();
    let account = lines(&[dossier()]);
    let account = account.lines().nth(1).unwrap();
    // Long enough to be cut into several stretches.
    let document = |number: usize| {
        let text = "Nothing happened here. ".repeat(900);
        let line = format!(r#"{{"type":"document","id":"d{number}","text":"{text}"}}"#);
        let account = account.replace(&dossier().document.id, &format!("d{number}"));
        format!("{line}\n{account}\n\n")
    };
    let mut text: String = (0..60).map(document).collect();
    let mut reader = Reader::new(text.as_bytes(), "accounts.jsonl", &ontology);
    let mut expected = Vec::new();
    while let Some(dossier) = reader.next() {
        let dossier = dossier.unwrap();
        expected.push((reader.begun(), dossier));
    }
    assert_eq!(expected.len(), 60);
    let bytes = std::cell::Cell::new(0);
    let after = |more| bytes.set(bytes.get() + more);
    let all = read_all(text.as_bytes(), "accounts.jsonl", &ontology, after).unwrap();
    assert!(all == expected, "other documents, or other lines");
    assert_eq!(bytes.get(), text.len());
    text.push_str("{\"type\":\"fact\"}\n");
    text.push_str(&document(60));
    let error = read_all(text.as_bytes(), "accounts.jsonl", &ontology, |_| {}).unwrap_err();
    let error = error.to_string();
    assert!(
        error.starts_with("accounts.jsonl, line 181: type"),
        "{error}"
    );
}

#[test]
fn lines_match_the_schema() {
    let text = lines(&[dossier()]);
    assert_eq!(text.lines().count(), 3);
    for line in text.lines() {
        assert!(valid(line), "{line}");
    }
}

#[test]
fn a_foreign_extractor_may_leave_out_much() {
    let text = concat!(
        r#"{"type":"document","text":"Ruritania shelled Vârska. It was loud.","confidence":1}"#,
        "\n",
        r#"{"type":"account","kind":"Attack","evidence":{"begin":0,"end":25},"#,
        r#""roles":{"perpetrator":[{"begin":0,"end":9}],"place":[{"name":"Vârska"}],"target":[]},"#,
        r#""quantities":[{"of":"killed","min":2,"max":2}],"score":0.5}"#,
    );
    assert!(text.lines().all(valid));
    let dossiers = read(text).unwrap();
    let account = &dossiers[0].accounts[0];
    assert!(account.id.starts_with("document/"));
    assert!(account.id.ends_with("/account/1"));
    assert_eq!(account.kinds, ontology().lineage("Attack"));
    assert_eq!(account.evidence.text, "Ruritania shelled Vârska.");
    assert_eq!(account.trigger, (0, 25));
    assert_eq!(account.modality, Modality::Asserted);
    assert_eq!(account.found_by, "given");
    let filler = &account.roles["perpetrator"][0];
    assert_eq!(
        (filler.name.as_str(), filler.class.as_str()),
        ("Ruritania", "Actor")
    );
    assert_eq!(filler.id, "actor/ruritania");
    assert_eq!(account.roles["place"][0].id, "place/varska");
    assert!(!account.roles.contains_key("target"));
    assert_eq!(account.quantities[0].text, "2");
}

#[test]
fn strings_are_cleaned_however_their_characters_are_written() {
    for (written, text) in [
        (r"a\bc", "a c"),
        (r"a\fc", "a c"),
        (r"a\rc", "a\nc"),
        (r"a\u001bc", "a c"),
        ("a\u{7f}c", "a c"),
        ("a\u{85}c", "a c"),
        ("a\u{202e}c", "a c"),
        (r"“a\nc”", "“a\nc”"),
    ] {
        let line = format!("{{\"type\":\"document\",\"id\":\"d\",\"text\":\"{written}\"}}\r\n");
        assert_eq!(read(&line).unwrap()[0].document.text, text, "{line}");
    }
}

#[test]
fn errors_tell_the_line_and_the_field() {
    let document = r#"{"type":"document","id":"d","text":"abc"}"#;
    let evidence = r#""evidence":{"begin":0,"end":3}"#;
    for (line, message, is_valid) in [
        (r#"{"id":"x"}"#.to_string(), "missing field `type`", false),
        (
            r#"{"type":"fact"}"#.to_string(),
            "type \"fact\" is not known",
            false,
        ),
        (
            r#"{"type":"document"}"#.to_string(),
            "missing field `id`",
            false,
        ),
        (
            r#"{"type":"document","id":"d","published":"May"}"#.to_string(),
            "`published` is \"May\"",
            false,
        ),
        (
            r#"{"type":"account","#.to_string(),
            "EOF while parsing",
            false,
        ),
        (
            format!(r#"{{"type":"account",{evidence}}}"#),
            "missing field `kind`",
            false,
        ),
        (
            r#"{"type":"account","kind":"Attack"}"#.to_string(),
            "missing field `evidence`",
            false,
        ),
        (
            r#"{"type":"account","kind":"Attack","evidence":{"begin":0}}"#.to_string(),
            "missing field `end`",
            false,
        ),
        (
            format!(r#"{{"type":"account","kind":"Attack",{evidence},"modality":"sure"}}"#),
            "unknown variant `sure`",
            false,
        ),
        (
            format!(
                r#"{{"type":"account","kind":"Attack",{evidence},"quantities":[{{"of":"killed","min":1}}]}}"#
            ),
            "missing field `max`",
            false,
        ),
        (
            format!(
                r#"{{"type":"account","kind":"Attack",{evidence},"roles":{{"place":[{{"class":"Place"}}]}}}}"#
            ),
            "neither `name` nor `text`",
            false,
        ),
        (
            format!(r#"{{"type":"account","kind":"Atack",{evidence}}}"#),
            "did you mean \"Attack\"?",
            true,
        ),
        (
            format!(r#"{{"type":"account","kind":"Place",{evidence}}}"#),
            "no class of Event",
            true,
        ),
        (
            format!(
                r#"{{"type":"account","kind":"Attack",{evidence},"roles":{{"palce":[{{"name":"x"}}]}}}}"#
            ),
            "did you mean \"place\"?",
            true,
        ),
        (
            format!(r#"{{"type":"account","kind":"Attack",{evidence},"document":"e"}}"#),
            "an account of document \"e\"",
            true,
        ),
        (
            r#"{"type":"account","kind":"Attack","evidence":{"begin":0,"end":4}}"#.to_string(),
            "ends at 4, and the document's text at 3",
            true,
        ),
        (
            r#"{"type":"account","kind":"Attack","evidence":{"begin":3,"end":2}}"#.to_string(),
            "after its end",
            true,
        ),
    ] {
        let error = read(&format!("{document}\n{line}")).unwrap_err();
        assert!(error.starts_with("accounts.jsonl, line 2: "), "{error}");
        assert!(error.contains(message), "{error}");
        assert_eq!(valid(&line), is_valid, "{line}");
    }
    let error = read(&format!(
        r#"{{"type":"account","kind":"Attack",{evidence}}}"#
    ))
    .unwrap_err();
    assert!(
        error.contains("line 1: an account before any document"),
        "{error}"
    );
}
