//! Office files and books, and packages of articles.

use super::{FERRY, GUNS, article, build, day, ends, reads, refusal};
use crate::common::{Folder, dateline};
use dateline::document::{BlockKind, Document, DocumentError};

fn headings(document: &Document) -> Vec<&str> {
    let blocks = document.blocks.iter();
    let headings = blocks.filter(|block| block.kind == BlockKind::Heading);
    headings
        .map(|block| block.span.of(&document.text))
        .collect()
}

#[test]
fn a_document_of_word_has_its_headings() {
    let bytes = build::docx(&[
        ("Title", "Ferry runs again"),
        ("Normal", FERRY),
        ("Heading2", "Guns near the dam"),
        ("Normal", GUNS),
    ]);
    let document = article("story.docx", &bytes);
    assert_eq!(document.title.as_deref(), Some("Ferry runs again"));
    assert_eq!(
        headings(&document),
        ["Ferry runs again", "Guns near the dam"]
    );
    assert!(document.text.contains(FERRY) && !document.text.contains("Struck"));
}

#[test]
fn an_export_that_is_delivered_as_a_document_is_taken_apart() {
    let mut paragraphs = vec![
        ("Normal", "User Name: Ana Roe"),
        (
            "Normal",
            "Date and Time: Monday, March 8, 2021 10:00:00AM EST",
        ),
    ];
    for (title, text) in [("Ferry runs again", FERRY), ("Guns near the dam", GUNS)] {
        paragraphs.extend([
            ("Heading1", title),
            ("Normal", "Lowland Times"),
            ("Normal", "March 4, 2021 Thursday"),
            ("Normal", "Copyright 2021 Lowland Media All Rights Reserved"),
            ("Normal", "Length: 20 words"),
            ("Normal", "Body"),
            ("Normal", text),
            ("Normal", "Load-Date: March 5, 2021"),
            ("Normal", "End of Document"),
        ]);
    }
    let read = reads("Nexis.docx", &build::docx(&paragraphs));
    assert_eq!(read.len(), 2, "{read:?}");
    for (read, (title, text)) in read
        .iter()
        .zip([("Ferry runs again", FERRY), ("Guns near the dam", GUNS)])
    {
        let document = read.as_ref().unwrap();
        assert_eq!(document.title.as_deref(), Some(title));
        assert_eq!(document.publisher.as_deref(), Some("Lowland Times"));
        assert_eq!(day(document), "2021-03-04");
        assert_eq!(document.text, format!("{title}\n\n{text}"));
    }
}

#[test]
fn a_text_of_opendocument() {
    let content = format!(
        "<office:document-content><office:body><office:text><text:tracked-changes><text:p>Struck out.</text:p></text:tracked-changes><text:h>Ferry runs again</text:h><text:p>The ferry<text:s/>between Orvan and Tessel ran again on Thursday<text:note><text:p>A note.</text:p></text:note>.</text:p><text:list><text:list-item><text:p>{GUNS}</text:p></text:list-item></text:list></office:text></office:body></office:document-content>"
    );
    let bytes = build::zip_of(&[
        ("mimetype", "application/vnd.oasis.opendocument.text"),
        ("content.xml", &content),
    ]);
    let document = article("story.odt", &bytes);
    assert_eq!(
        document.text,
        format!(
            "Ferry runs again\n\nThe ferry between Orvan and Tessel ran again on Thursday.\n\n{GUNS}"
        )
    );
}

#[test]
fn a_book_has_an_article_a_chapter() {
    let chapter = |title: &str| {
        let words = format!(
            "<p>{FERRY}</p><p>{GUNS}</p><p>The mayor of Orvan thanked the drivers, who had waited in the snow for a week.</p>"
        );
        format!(
            "<html><head><title>{title}</title></head><body><h1>{title}</h1>{words}</body></html>"
        )
    };
    let bytes = build::zip_of(&[
        ("mimetype", "application/epub+zip"),
        (
            "META-INF/container.xml",
            "<container><rootfiles><rootfile full-path=\"OEBPS/book.opf\"/></rootfiles></container>",
        ),
        (
            "OEBPS/book.opf",
            "<package xmlns:dc=\"x\"><metadata><dc:title>A year</dc:title><dc:publisher>Valley Books</dc:publisher><dc:date>2021-12-01</dc:date></metadata><manifest><item id=\"b\" href=\"b.xhtml\"/><item id=\"a\" href=\"a.xhtml\"/><item id=\"c\" href=\"cover.xhtml\"/></manifest><spine><itemref idref=\"c\"/><itemref idref=\"a\"/><itemref idref=\"b\"/></spine></package>",
        ),
        (
            "OEBPS/cover.xhtml",
            "<html><body><p>A year</p></body></html>",
        ),
        ("OEBPS/a.xhtml", &chapter("March on the river")),
        ("OEBPS/b.xhtml", &chapter("April on the river")),
    ]);
    let read = reads("year.epub", &bytes);
    let titles: Vec<_> = read
        .iter()
        .map(|r| r.as_ref().unwrap().title.clone().unwrap())
        .collect();
    assert_eq!(titles, ["March on the river", "April on the river"]);
    let first = read[0].as_ref().unwrap();
    assert_eq!(
        (first.publisher.as_deref(), day(first).as_str()),
        (Some("Valley Books"), "2021-12-01")
    );
}

#[test]
fn what_is_packed_is_read_as_what_it_is() {
    let rows = format!("title,text\nFerry,\"{FERRY}\"\nGuns,\"{GUNS}\"\n");
    assert_eq!(reads("rows.csv.gz", &build::gzip(rows.as_bytes())).len(), 2);
    assert_eq!(
        article("story.txt.gz", &build::gzip(GUNS.as_bytes())).text,
        GUNS
    );
    let lines = format!("{{\"text\": \"{GUNS}\"}}\n");
    // Two pieces one behind the other, as crawlers write them.
    let both = [
        build::gzip(lines.as_bytes()),
        build::gzip(lines.replace("dam", "port").as_bytes()),
    ]
    .concat();
    assert_eq!(reads("a.jsonl.gz", &both).len(), 2);
    let inner = build::zip(&[("deep/guns.txt", GUNS.as_bytes())]);
    let bytes = build::zip(&[
        ("2021/ferry.txt", FERRY.as_bytes()),
        ("2021/rows.csv.gz", &build::gzip(rows.as_bytes())),
        ("more.zip", &inner),
        ("letter.docx", &build::docx(&[("Normal", GUNS)])),
        ("picture.png", b"\x89PNG\r\n\x1a\n\0"),
        ("__MACOSX/._ferry.txt", b"\0\x05\x16\x07"),
        ("scan.pdf", b"%PDF-1.4 x"),
    ]);
    let read = reads("all.zip", &bytes);
    let sources: Vec<&str> = read
        .iter()
        .filter_map(|r| Some(r.as_ref().ok()?.source.as_str()))
        .collect();
    assert_eq!(sources.len(), 5, "{read:?}");
    assert!(ends(sources[0], "all.zip/2021/ferry.txt"), "{sources:?}");
    assert!(sources[1].ends_with("rows.csv.gz#2"), "{sources:?}");
    assert!(
        ends(sources[3], "all.zip/more.zip/deep/guns.txt"),
        "{sources:?}"
    );
    let told: Vec<String> = read
        .iter()
        .filter_map(|r| Some(r.as_ref().err()?.to_string()))
        .collect();
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told[0].contains("picture.png: a picture"), "{told:?}");
    assert!(
        told[1].contains("scan.pdf: it is a PDF that is cut off or damaged; "),
        "{told:?}"
    );
}

#[test]
fn a_folder_says_what_was_read_and_what_was_not() {
    let folder = Folder::new();
    let put = |name: &str, bytes: &[u8]| folder.write(name, bytes);
    put("all.zip", &build::zip(&[("ferry.txt", FERRY.as_bytes())]));
    put("ferry.docx", &build::docx(&[("Normal", FERRY)]));
    put(
        "rows.csv",
        format!("title,text\nGuns,\"{GUNS}\"\nEmpty,\n").as_bytes(),
    );
    put("film.mp4", b"\0\0\0\x18ftypmp42");
    put("scan.pdf", b"%PDF-1.4 x");
    let input = folder.here().to_str().unwrap();
    let store = folder.name("graph.dateline");
    let run = dateline(&["build", input, "-o", &store]);
    assert_eq!(run.code, 0, "{}", run.err);
    for told in [
        "2 of 5 articles could not be read:",
        "rows.csv, row 3: its text is empty; ",
        "scan.pdf: it is a PDF",
        "1 file of other kinds passed over:",
        "film.mp4: sound or film",
        "1 document is there twice and taken once:",
        "ferry.docx: the same as",
        ": 2 articles, ",
    ] {
        assert!(run.err.contains(told), "{told}\n{}", run.err);
    }
}

#[test]
fn from_a_pipe_too() {
    let run = crate::common::output(
        crate::common::command()
            .args(["extract", "-"])
            .write_stdin(build::zip(&[("guns.txt", GUNS.as_bytes())]))
            .output()
            .unwrap(),
    );
    assert!(run.out.contains("-/guns.txt"), "{} {}", run.out, run.err);
}

#[test]
fn what_is_known_and_not_read_says_what_to_do() {
    for (name, bytes, told) in [
        (
            "a.7z",
            b"7z\xbc\xaf\x27\x1c\0\0".to_vec(),
            "it is an archive (7z, RAR or tar), which is not read; unpack it",
        ),
        (
            "old.doc",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0".to_vec(),
            "it is an old office document (DOC, XLS, PPT), which is not read; save it as .docx, .xlsx or .txt",
        ),
        (
            "slides.pptx",
            build::zip(&[("ppt/presentation.xml", b"x")]),
            "it is a presentation, which is not read; ",
        ),
        ("empty.zip", build::zip(&[]), "the archive is empty; "),
    ] {
        let error = refusal(name, &bytes);
        assert!(error.starts_with(&format!("{name}: {told}")), "{error}");
    }
}

#[test]
fn what_is_compressed_with_zstandard_is_read() {
    let pack = |text: &str| {
        let level = ruzstd::encoding::CompressionLevel::Fastest;
        ruzstd::encoding::compress_to_vec(text.as_bytes(), level)
    };
    assert_eq!(article("story.txt.zst", &pack(GUNS)).text, GUNS);
    // One behind the other, with a frame between that holds nothing.
    let line = |text: &str| format!("{{\"text\": \"{text}\"}}\n");
    let skipped = b"\x50\x2a\x4d\x18\x03\x00\x00\x00abc";
    let both = [&pack(&line(GUNS))[..], skipped, &pack(&line(FERRY))].concat();
    assert_eq!(reads("a.jsonl.zst", &both).len(), 2);
    let bomb = pack(&" ".repeat(40 << 20));
    let error = refusal("bomb.txt.zst", &bomb);
    assert!(error.contains("far more comes out of it"), "{error}");
}

#[test]
fn of_what_is_cut_off_the_articles_before_are_read() {
    let lines: Vec<String> = (0..40)
        .map(|n| format!("{{\"text\": \"{GUNS} {}\"}}\n", n * 7919))
        .collect();
    let packed = build::gzip(lines.concat().as_bytes());
    let read = reads("a.jsonl.gz", &packed[..packed.len() * 3 / 4]);
    let good = read.iter().filter(|read| read.is_ok()).count();
    let error = read.last().and_then(|read| read.as_ref().err()).unwrap();
    assert!(good > 10 && good == read.len() - 1, "{read:?}");
    let error = error.to_string();
    assert!(
        error.contains("cut off") && error.contains("the lines before were read"),
        "{error}"
    );
}

#[test]
fn what_is_attached_to_a_message_is_read_for_itself() {
    let docx = build::docx(&[("Title", "Ferry runs again"), ("Normal", FERRY)]);
    let part = |head: &str, body: &str| format!("--x\nContent-Type: {head}\n\n{body}\n");
    let packed = {
        use base64::Engine;
        base64::engine::general_purpose::STANDARD.encode(docx)
    };
    let word = "application/octet-stream; name=\"ferry.docx\"\nContent-Disposition: attachment; filename=\"ferry.docx\"\nContent-Transfer-Encoding: base64";
    let text =
        "text/plain; name=\"dam.txt\"\nContent-Disposition: attachment; filename=\"dam.txt\"";
    let logo = "image/png; name=\"logo.png\"\nContent-ID: <1>\nContent-Disposition: inline; filename=\"logo.png\"\nContent-Transfer-Encoding: base64";
    let sent_on = format!(
        "From: b@valley.example\nSubject: Dam\nMIME-Version: 1.0\nContent-Type: text/plain\n\nThe dam held, the mayor said on Sunday. {GUNS}"
    );
    let parts = [
        part(
            "text/plain",
            "Here are the two stories, one of them from Tessel.",
        ),
        part(word, &packed),
        part(text, GUNS),
        part("message/rfc822", &sent_on),
        part(logo, "iVBORw0KGgo="),
    ];
    let message = format!(
        "From: Ana Roe <a@valley.example>\nSubject: Two stories\nDate: Sat, 06 Mar 2021 10:00:00 +0100\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n{}--x--\n",
        parts.concat()
    );
    let read = reads("two.eml", message.as_bytes());
    let texts: Vec<&str> = read
        .iter()
        .map(|read| read.as_ref().unwrap().text.as_str())
        .collect();
    assert_eq!(texts.len(), 4, "{texts:?}");
    for (text, holds) in texts.iter().zip(["Here are", FERRY, GUNS, "The dam held"]) {
        assert!(text.contains(holds), "{text}");
    }
    assert!(!texts[0].contains("Guns"), "{}", texts[0]);
}

#[test]
fn posts_of_an_archive_are_its_owners() {
    let account = r#"window.YTD.account.part0 = [ { "account" : { "username" : "valleywatch", "accountId" : "77", "accountDisplayName" : "Valley Watch" } } ]"#;
    let posts = r#"window.YTD.tweets.part0 = [ { "tweet" : { "id_str" : "5", "created_at" : "Sat Mar 06 10:00:00 +0000 2021", "full_text" : "Guns were heard near the dam." } } ]"#;
    let headers = r#"window.YTD.tweet_headers.part0 = [ { "tweet" : { "tweet_id" : "5", "user_id" : "77", "created_at" : "Sat Mar 06 10:00:00 +0000 2021" } } ]"#;
    let zip = build::zip_of(&[
        ("data/account.js", account),
        ("data/tweet-headers.js", headers),
        ("data/tweets.js", posts),
    ]);
    let read = reads("archive.zip", &zip);
    let documents: Vec<&Document> = read.iter().filter_map(|read| read.as_ref().ok()).collect();
    let [post] = documents.as_slice() else {
        panic!("{read:?}");
    };
    assert_eq!(post.publisher.as_deref(), Some("Valley Watch"));
    assert_eq!(post.author.as_deref(), Some("Valley Watch"));
    assert_eq!(
        post.url.as_deref(),
        Some("https://x.com/valleywatch/status/5")
    );
    // What tells of the account and of the posts is passed over, not refused.
    let errors = read.iter().filter_map(|read| read.as_ref().err());
    assert!(errors.into_iter().all(DocumentError::is_note), "{read:?}");
}
