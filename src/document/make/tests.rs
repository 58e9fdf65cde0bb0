//! Tests of [`super`].

use super::*;

#[test]
fn one_text_in_two_outlets_is_two_documents() {
    let of = |publisher: Option<&str>, url: Option<&str>| {
        let metadata = Metadata {
            publisher: publisher.map(str::to_owned),
            url: url.map(str::to_owned),
            ..Metadata::default()
        };
        from_text("Envoys met in the valley.".to_owned(), metadata).id
    };
    assert_eq!(
        of(Some("Valley Post"), None),
        of(Some("The Valley Post"), None)
    );
    assert_ne!(of(Some("Valley Post"), None), of(Some("Hill Post"), None));
    assert_ne!(of(Some("Valley Post"), None), of(None, None));
    let address = |url| of(None, Some(url));
    assert_eq!(address("https://www.x.org/a"), address("https://x.org/b?c"));
    assert_ne!(address("https://x.org/a"), address("https://y.org/a"));
}

#[test]
fn owners() {
    assert_eq!(owner("© 1997-2020, Valley Network"), Some("Valley Network"));
    assert_eq!(
        owner("Copyright © 2020 The Valley Post. All rights reserved."),
        Some("The Valley Post")
    );
    assert_eq!(
        owner("Copyright 2021 by Valley Media All rights reserved"),
        Some("Valley Media")
    );
    assert_eq!(owner("© AFP"), None);
}

/// Pieces that articles are made of, to be put together at random.
const PIECES: &[&str] = &[
    "PORTO (AFP) – ",
    "Related Stories",
    "\n",
    "\n\n",
    " ",
    "Title: ",
    "date 2020-02-06 ",
    "Envoys met on Thursday.",
    "“",
    "é",
    "\u{a0}",
    "Feb. 6, 2020",
    "By Ana Roe",
    "(",
    ")",
    ":",
    "/",
    "-",
    "# ",
    "---",
    "© 2020 X",
    "..",
    "\r\n",
    "GUNS FELL",
    "Ж",
    "Source: ",
    "URL: ",
    "[AFP]",
];

fn sound(document: &Document) {
    let mut end = 0;
    for block in &document.blocks {
        assert!(
            block.span.begin >= end && block.span.end >= block.span.begin,
            "{document:?}"
        );
        let words = document
            .text
            .get(block.span.begin..block.span.end)
            .expect("on character boundaries");
        assert_eq!(words, words.trim(), "{document:?}");
        assert!(!words.is_empty(), "{document:?}");
        end = block.span.end;
    }
    assert!(end <= document.text.len());
    if let Some(place) = document.dateline {
        assert!(document.text.get(place.begin..place.end).is_some());
    }
    if let Some(published) = document.published {
        published.explain(&document.text);
    }
}

proptest::proptest! {
    #[test]
    fn any_text_has_sound_blocks(text in "[\\PC\n]{0,200}") {
        sound(&from_text(text, Metadata::default()));
    }

    #[test]
    fn any_article_has_sound_blocks(choice in proptest::collection::vec(0..PIECES.len(), 0..40)) {
        let text: String = choice.iter().map(|at| PIECES[*at]).collect();
        sound(&from_text(text, Metadata::default()));
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..300), page in "a|a.html|a.txt") {
        if let Ok(document) = crate::document::from_bytes(&bytes, &page) {
            sound(&document);
        }
    }
}

#[test]
fn titles_lose_the_outlet() {
    assert_eq!(
        without_outlet("Guns fall silent - Valley Post", Some("Valley Post")),
        "Guns fall silent"
    );
    assert_eq!(
        without_outlet("Guns fall silent - for a day", Some("Valley Post")),
        "Guns fall silent - for a day"
    );
}
