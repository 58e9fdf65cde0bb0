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
    let post = of(Some("Valley Post"), None);
    assert_eq!(post, of(Some("The Valley Post"), None));
    assert_ne!(post, of(Some("Hill Post"), None));
    assert_ne!(post, of(None, None));
    let address = |url| of(None, Some(url));
    assert_eq!(address("https://www.x.org/a"), address("https://x.org/b?c"));
    assert_ne!(address("https://x.org/a"), address("https://y.org/a"));
}

#[test]
fn owners() {
    assert_eq!(owner("© 1997-2020, Valley Network"), Some("Valley Network"));
    let post = owner("Copyright © 2020 The Valley Post. All rights reserved.");
    assert_eq!(post, Some("The Valley Post"));
    let media = owner("Copyright 2021 by Valley Media All rights reserved");
    assert_eq!(media, Some("Valley Media"));
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
        let Span { begin, end: to } = block.span;
        assert!(begin >= end && to >= begin, "{document:?}");
        let words = document.text.get(begin..to);
        let words = words.expect("on character boundaries");
        assert_eq!(words, words.trim(), "{document:?}");
        assert!(!words.is_empty(), "{document:?}");
        end = to;
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
    let bare = |title| without_outlet(title, Some("Valley Post"));
    assert_eq!(bare("Guns fall silent - Valley Post"), "Guns fall silent");
    let whole = "Guns fall silent - for a day";
    assert_eq!(bare(whole), whole);
}
