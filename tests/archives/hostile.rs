//! Files that are broken, or are made to cost as much as they can.

use super::{GUNS, article, build, reads, refusal};
use std::time::{Duration, Instant};

const REMEDY: &str = "far more comes out of it than articles need; unpack it, if you trust it, and give the articles in it";

#[test]
fn bombs_are_refused_before_they_burst() {
    let begun = Instant::now();
    // A gigabyte of blanks would be a text of nothing; what matters is that it is not unpacked.
    let blanks = vec![b' '; 64 << 20];
    let error = refusal("bomb.txt.gz", &build::gzip(&blanks));
    assert!(error.ends_with(REMEDY), "{error}");
    let error = refusal("bomb.zip", &build::zip(&[("a.txt", &blanks)]));
    assert!(error.ends_with(REMEDY), "{error}");
    let docx = build::zip(&[("word/document.xml", &blanks)]);
    assert!(refusal("bomb.docx", &docx).ends_with(REMEDY));
    let xlsx = build::zip(&[("xl/workbook.xml", &blanks)]);
    assert!(refusal("bomb.xlsx", &xlsx).ends_with(REMEDY));
    let mut deep = GUNS.as_bytes().to_vec();
    for _ in 0..6 {
        deep = build::gzip(&deep);
    }
    let error = refusal("deep.gz", &deep);
    assert!(error.contains("packed 4 times over; unpack it"), "{error}");
    assert!(
        begun.elapsed() < Duration::from_secs(60),
        "{:?}",
        begun.elapsed()
    );
}

#[test]
fn what_is_cut_off_or_damaged_says_so() {
    let noise: String = (0..20_000u32)
        .map(|n| format!("{} ", n.wrapping_mul(2_654_435_761) % 99_991))
        .collect();
    let gz = build::gzip(format!("{GUNS} {noise}").as_bytes());
    let error = refusal("cut.txt.gz", &gz[..gz.len() / 2]);
    assert!(
        error.contains("cut off or damaged; fetch it again"),
        "{error}"
    );
    let zip = build::zip(&[("a.txt", GUNS.as_bytes()), ("b.txt", noise.as_bytes())]);
    let error = refusal("cut.zip", &zip[..zip.len() - 60]);
    assert!(
        error.contains("cut off or damaged; fetch it again"),
        "{error}"
    );
    let mut changed = zip.clone();
    changed[50] ^= 0xff;
    let read = reads("changed.zip", &changed);
    assert!(read[0].is_err() && read[1].is_ok(), "{read:?}");
    for (name, bytes) in [
        (
            "a.docx",
            build::zip(&[("word/document.xml", b"<w:document><w:body")]),
        ),
        (
            "a.odt",
            build::zip(&[("mimetype", b"application/vnd.oasis.opendocument.text")]),
        ),
        (
            "a.epub",
            build::zip(&[("mimetype", b"application/epub+zip")]),
        ),
    ] {
        let error = refusal(name, &bytes);
        assert!(error.starts_with(name) && error.contains("; "), "{error}");
    }
}

#[test]
fn rows_of_a_cut_table_are_read_up_to_the_cut() {
    let rows: String = (0..5_000u32)
        .map(|n| {
            format!(
                "Guns {n},\"Guns were heard near the dam on day {n}, {}.\"\n",
                n.wrapping_mul(2_654_435_761)
            )
        })
        .collect();
    let gz = build::gzip(format!("title,text\n{rows}").as_bytes());
    let read = reads("rows.csv.gz", &gz[..gz.len() * 3 / 4]);
    let whole = read.iter().filter(|r| r.is_ok()).count();
    assert!(whole > 2_000, "{whole}");
    let error = read.last().unwrap().as_ref().unwrap_err().to_string();
    assert!(error.contains("cut off or damaged"), "{error}");
    assert_eq!(whole + 1, read.len(), "only one error");
}

#[test]
fn entities_and_depth_are_limited() {
    let deep = format!("<rss>{}", "<a>".repeat(100_000));
    let error = refusal("deep.rss", deep.as_bytes());
    assert!(
        error.contains("than articles need; save the articles"),
        "{error}"
    );
    let bomb = "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]><w:document><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>";
    let error = refusal("bomb.docx", &build::zip_of(&[("word/document.xml", bomb)]));
    assert!(
        error.contains("defines entities of its own, which are not expanded; "),
        "{error}"
    );
}

#[test]
fn no_bytes_make_any_reader_fail() {
    let kinds: Vec<(&str, Vec<u8>)> = vec![
        ("a.xlsx", build::xlsx(&[&["Title", "Text"], &["Guns", GUNS]])),
        ("a.docx", build::docx(&[("Title", "Guns"), ("Normal", GUNS)])),
        ("a.rtf", format!("{{\\rtf1\\ansi {{\\b Guns}}\\par {GUNS}\\u8220?\\'e9}}").into_bytes()),
        ("a.csv", format!("title,text\nGuns,\"{GUNS}\"\n").into_bytes()),
        ("a.eml", format!("Received: by x\nFrom: a@b.example\nSubject: Guns\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n--x\n\n{GUNS}\n--x--\n").into_bytes()),
        ("a.warc", format!("WARC/1.0\r\nWARC-Type: resource\r\nContent-Type: text/html\r\nContent-Length: 80\r\n\r\n<p>{GUNS}</p>\r\n\r\n").into_bytes()),
        ("a.gz", build::gzip(GUNS.as_bytes())),
        ("a.rss", format!("<rss><channel><item><title>Guns</title><description>{GUNS}</description></item></channel></rss>").into_bytes()),
    ];
    let mut dice = 7u64;
    let mut roll = move |below: usize| {
        dice = dice
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (dice >> 33) as usize % below.max(1)
    };
    for (name, bytes) in kinds {
        for _ in 0..60 {
            let mut broken = bytes.clone();
            match roll(3) {
                0 => broken.truncate(roll(bytes.len())),
                1 => {
                    let at = roll(bytes.len());
                    broken[at] = roll(256) as u8;
                }
                _ => {
                    let (at, from) = (roll(bytes.len()), roll(bytes.len()));
                    let piece = bytes[from..].to_vec();
                    broken.splice(at..at, piece);
                }
            }
            for read in reads(name, &broken) {
                if let Err(error) = read {
                    let message = error.to_string();
                    assert!(message.contains(name) && message.len() < 400, "{message}");
                }
            }
        }
    }
}

#[test]
fn messages_in_messages_are_read_four_deep() {
    const HEAD: &str = "From: a@b.example\nSubject: Guns\nMIME-Version: 1.0\n";
    let mut deep = String::new();
    for at in 0..20_000 {
        let kind = ["message/rfc822", "Message/\n RFC822", "message/global"][at % 3];
        let name = ["Content-Type", "content-type ", "Con tent-Type"][at % 3];
        deep.push_str(&format!("{name}: {kind}\n\nSubject: {at}\n"));
    }
    deep.push_str(&format!("\n{GUNS}\n"));
    let error = refusal("deep.eml", format!("{HEAD}{deep}").as_bytes());
    assert!(error.contains("packed 4 times over"), "{error}");
    // What was written above those that it sends on is read.
    let above = format!(
        "{HEAD}Content-Type: multipart/mixed; boundary=x\n\n--x\n\n{GUNS} The digest of rfc822 is global.\n--x\n{deep}\n--x--\n"
    );
    let mut read = reads("above.eml", above.as_bytes());
    let document = read.remove(0).unwrap();
    assert!(read.iter().all(Result::is_err), "{read:?}");
    assert_eq!(document.title.as_deref(), Some("Guns"));
    assert!(document.text.ends_with("The digest of rfc822 is global."));
}

#[test]
fn what_names_its_parts_again_and_again_is_read_once() {
    let begun = Instant::now();
    let items: String = (0..40_000)
        .map(|at| format!("<item id=\"i{at}\" href=\"c.xhtml\"/>"))
        .collect();
    let order: String = (0..40_000)
        .rev()
        .map(|at| format!("<itemref idref=\"i{at}\"/>"))
        .collect();
    let package = format!("<package><manifest>{items}</manifest><spine>{order}</spine></package>");
    let chapter = format!(
        "<html><body><h1>Guns</h1><p>{}</p></body></html>",
        GUNS.repeat(5)
    );
    let book = build::zip_of(&[
        ("mimetype", "application/epub+zip"),
        (
            "META-INF/container.xml",
            "<container><rootfiles><rootfile full-path=\"content.opf\"/></rootfiles></container>",
        ),
        ("content.opf", &package),
        ("c.xhtml", &chapter),
    ]);
    assert!(article("again.epub", &book).text.contains(GUNS));
    // As many accounts as posts.
    let users: Vec<String> = (0..5_000)
        .map(|at| format!("{{\"id\": \"{at}\", \"name\": \"Account {at}\"}}"))
        .collect();
    let posts: Vec<String> = (0..5_000)
        .rev()
        .map(|at| format!("{{\"id\": \"{at}\", \"created_at\": \"2021-03-04\", \"author_id\": \"{at}\", \"text\": \"{GUNS}\"}}"))
        .collect();
    let list = format!(
        "{{\"data\": [{}], \"includes\": {{\"users\": [{}]}}}}",
        posts.join(","),
        users.join(",")
    );
    let read = reads("posts.json", list.as_bytes());
    let first = read[0].as_ref().unwrap();
    assert_eq!(first.publisher.as_deref(), Some("Account 4999"));
    assert_eq!(read.len(), 5_000);
    assert!(
        begun.elapsed() < Duration::from_secs(60),
        "{:?}",
        begun.elapsed()
    );
}
