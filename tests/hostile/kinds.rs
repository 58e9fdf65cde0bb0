//! Files of other kinds than articles.

use crate::common::{Folder, dateline};
use dateline::document::{Source, from_bytes};
use std::fs;

/// Name, bytes, and what the refusal calls it.
fn foreign() -> Vec<(&'static str, Vec<u8>, &'static str)> {
    let text = |name, text: &str, kind| (name, text.as_bytes().to_vec(), kind);
    vec![
        text(
            "print.txt",
            "%!PS-Adobe-3.0\n%%Title: Quiet\n72 720 moveto (Guns fell silent.) show\n",
            "PostScript",
        ),
        text(
            "paper.txt",
            "% Quiet\n\n\\documentclass[11pt]{article}\n\\begin{document}\nGuns fell silent.\n\\end{document}\n",
            "LaTeX",
        ),
        text(
            "dates.txt",
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nSUMMARY:Guns fall silent\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
            "calendar",
        ),
        text(
            "pages.xml",
            "<?xml version=\"1.0\"?>\n<urlset><url><loc>https://valley.example/quiet</loc></url></urlset>",
            "XML",
        ),
        text(
            "film.srt",
            "1\n00:00:01,000 --> 00:00:04,000\nGuns fell silent.\n\n2\n00:00:05,000 --> 00:00:06,000\nAll left.\n",
            "subtitles",
        ),
        text(
            "film.txt",
            "WEBVTT\n\n00:01.000 --> 00:04.000\nGuns fell silent.\n",
            "subtitles",
        ),
        (
            "old.doc",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0".to_vec(),
            "office",
        ),
        ("a.7z", b"7z\xbc\xaf\x27\x1c\0\0".to_vec(), "7z"),
        ("a.txt.xz", b"\xfd7zXZ\0\0\x04".to_vec(), "xz"),
    ]
}

#[test]
fn a_file_of_another_kind_is_refused_by_name_and_with_a_remedy() {
    for (name, bytes, kind) in foreign() {
        let error = match from_bytes(&bytes, name) {
            Ok(document) => panic!("{name} was read as an article: {:?}", document.text),
            Err(error) => error.to_string(),
        };
        assert!(error.starts_with(&format!("{name}: it is ")), "{error}");
        assert!(
            error.contains(kind) && error.contains("which is not read; "),
            "{error}"
        );
    }
    // What may hold several articles is no article.
    let error = from_bytes(
        b"title,text\nQuiet,\"Guns fell silent, all said.\"\n",
        "rows.csv",
    );
    let error = error.unwrap_err().to_string();
    assert!(
        error.contains("may hold several articles; give the file itself"),
        "{error}"
    );
}

#[test]
fn none_of_them_is_read_as_an_article_in_a_folder_and_each_is_named() {
    let folder = Folder::new();
    for (name, bytes, _) in foreign() {
        folder.write(name, bytes);
    }
    folder.write("picture.png", b"\x89PNG\r\n\x1a\n\0");
    fs::write(
        folder.path("story.txt"),
        "Rebels shelled a bakery near Herat on Monday, killing two men.",
    )
    .unwrap();
    let input = folder.here().to_str().unwrap();
    let store = folder.name("graph.dateline");
    let run = dateline(&["build", input, "-o", &store]);
    assert_eq!(run.code, 0, "{}", run.err);
    let count = foreign().len();
    assert!(
        run.err.contains(&format!(
            "{count} of {} articles could not be read",
            count + 1
        )),
        "{}",
        run.err
    );
    assert!(
        run.err.contains("1 file of other kinds passed over:")
            && run.err.contains("picture.png: a picture"),
        "{}",
        run.err
    );
    assert!(run.err.contains(": 1 article, "), "{}", run.err);
    // A picture loses no article; an archive may.
    let strict = dateline(&["extract", input, "--strict"]);
    assert_eq!(strict.code, 5, "{}", strict.err);
    let pipe = crate::common::output(
        crate::common::command()
            .args(["extract", "-"])
            .write_stdin("%!PS-Adobe-3.0\nGuns fell silent.")
            .output()
            .unwrap(),
    );
    assert!(
        pipe.code == 5 && pipe.err.contains("PostScript"),
        "{}",
        pipe.err
    );
    assert_eq!(pipe.out, "");
}

#[test]
fn an_article_that_speaks_of_such_things_is_read() {
    for text in [
        "Homs, Hama, Idlib\n\nShells fell on Homs, Hama, Idlib on Monday.\n\nNobody, they said, was hurt, and few left.",
        "From the valley: guns fall silent\n\nThe subject: a truce that both sides kept on Monday, he said.",
        "\"Quiet,\" he said, \"at last,\" and left.\n\"Peace,\" she said, \"at last,\" and stayed.\n\"War,\" they said, \"is over,\" and slept.",
        "Title: Quiet\nDate: 2021-03-04\nSource: Valley Post\n\nGuns fell silent in the valley on Thursday.",
        "3\n\nThree soldiers died at 10:00 --> the army said so on Monday, and the mayor too.",
        "The length: 300 words. The document 4 of 12 in the file was of no use to the court on Monday.",
        "PK is a short name for Pakistan; BM and MZ are others that the envoys used on Monday.",
        "<p>Guns fell silent in the valley on Thursday.</p>",
        "---\ntitle: Quiet\n---\n\nGuns fell silent in the valley on Thursday.",
        "From Mon Feb 3 on the guns were silent.\nSubject: a truce that both sides kept, he said.\n\nNobody was hurt.",
        "\\documentclass and BEGIN:VCALENDAR were two of the words in the leaked papers, he said on Monday.",
    ] {
        let read = from_bytes(text.as_bytes(), "a.txt");
        assert!(read.is_ok(), "{text}: {}", read.unwrap_err());
    }
}

#[test]
fn a_page_under_the_name_of_a_text_is_read_as_a_page() {
    let page = "<!DOCTYPE html><html><body><p>Guns fell silent in the valley on Thursday, the mayor said.</p></body></html>";
    let document = from_bytes(page.as_bytes(), "a.txt").unwrap();
    assert_eq!(
        document.text,
        "Guns fell silent in the valley on Thursday, the mayor said."
    );
}

#[test]
fn a_form_around_the_whole_page_hides_nothing() {
    let page = "<html><body><form action=x><h1>Guns fall silent</h1><p>Guns fell silent in the valley on Thursday, the \
        mayor said, and nobody was hurt in the town.</p></form></body></html>";
    let document = from_bytes(page.as_bytes(), "a.html").unwrap();
    assert!(document.text.contains("nobody was hurt"), "{document:?}");
}

#[test]
fn posts_in_posts_are_read_once() {
    let (open, close) = ("<div class=\"tgme_widget_message\">", "</div>");
    let words = "<p class=\"tgme_widget_message_text\">Guns fell silent in the valley.</p>";
    let page = [
        "<html><body>",
        &open.repeat(300),
        words,
        &close.repeat(300),
        "</body></html>",
    ];
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.html");
    std::fs::write(&path, page.concat()).unwrap();
    let read: Vec<_> = dateline::document::read(&Source::Path(path)).collect();
    assert_eq!(read.len(), 1, "{read:?}");
    assert!(read[0].is_ok(), "{read:?}");
}
