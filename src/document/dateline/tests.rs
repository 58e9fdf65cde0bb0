//! Tests of [`super`].

use super::*;

fn run(text: &str) -> Option<(Option<&str>, Option<&str>, &str)> {
    let found = split(text, Span::new(0, text.len()), false)?;
    Some((
        found.place.map(|s| s.of(text)),
        found.agency.map(|s| s.of(text)),
        &text[found.text..],
    ))
}

#[test]
fn forms() {
    let s = "Envoys met.";
    let forms = [
        (
            "PORTO/LIMA (Reuters) – ",
            Some("PORTO/LIMA"),
            Some("Reuters"),
        ),
        (
            "Porto, (APP - Point / Other News - 6th Feb, 2020 ) :",
            Some("Porto"),
            Some("APP"),
        ),
        ("PORTO, Peru (AP) _ ", Some("PORTO, Peru"), Some("AP")),
        ("PORTO, Peru (AP) — ", Some("PORTO, Peru"), Some("AP")),
        ("LAHORE: ", Some("LAHORE"), None),
        ("PORTO, Feb. 6 (Xinhua) -- ", Some("PORTO"), Some("Xinhua")),
        (
            "PORTO, 4 FEB 90 (EFE) -- [TEXT] ",
            Some("PORTO"),
            Some("EFE"),
        ),
        ("Porto – ", Some("Porto"), None),
        ("(Reuters) - ", None, Some("Reuters")),
        ("PORTO (AFP) ", Some("PORTO"), Some("AFP")),
        ("PORTO, February 6. /TASS/. ", Some("PORTO"), Some("TASS")),
        (
            "PORTO. Feb 6 (Interfax) - ",
            Some("PORTO"),
            Some("Interfax"),
        ),
        ("Porto, SANA- ", Some("Porto"), Some("SANA")),
    ];
    for (line, place, agency) in forms {
        assert_eq!(run(&[line, s].concat()), Some((place, agency, s)), "{line}");
    }
}

#[test]
fn sentences_have_none() {
    for text in [
        "The minister (a former general) – known for patience – spoke on Friday.",
        "Porto: we will see.",
        "Anton Roe said: No.",
        "Peru – which borders the sea – has agreed.",
        "Talks (Reuters was told) failed.",
    ] {
        assert_eq!(run(text), None, "{text}");
    }
}

#[test]
fn line_of_its_own() {
    let is = |text: &str| whole(text, Span::new(0, text.len()), false).is_some();
    assert!(is("PORTO") && is("Porto, Feb 6") && is("PORTO (Reuters)"));
    assert!(!is("Published 14 September 2017") && !is("Updated Feb 6"));
    assert!(!is("Porto") && !is("Guns fall silent"));
}
