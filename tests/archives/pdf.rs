//! PDF: with text, without, and made to harm.

use super::{article, reads, refusal};
use std::fmt::Write;

/// A file with these objects, numbered from 1; the first is the catalogue.
fn pdf(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        places.push(bytes.len());
        bytes.extend(format!("{} 0 obj\n", at + 1).bytes());
        bytes.extend(object);
        bytes.extend(b"\nendobj\n");
    }
    let start = bytes.len();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for place in places {
        writeln!(table, "{place:010} 00000 n ").unwrap();
    }
    write!(
        table,
        "trailer\n<</Size {}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n",
        objects.len() + 1
    )
    .unwrap();
    bytes.extend(table.bytes());
    bytes
}

fn stream(dict: &str, content: &[u8]) -> Vec<u8> {
    let mut object = format!("<<{dict}/Length {}>>\nstream\n", content.len()).into_bytes();
    object.extend(content);
    object.extend(b"\nendstream");
    object
}

/// A file with a page for each content, in one font.
fn pages(contents: &[Vec<u8>], dict: &str, font: &str, more: &[Vec<u8>]) -> Vec<u8> {
    let count = contents.len();
    let kids: String = (0..count)
        .map(|at| format!("{} 0 R ", 4 + at * 2))
        .collect();
    let mut objects = vec![
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        format!("<</Type/Pages/Count {count}/Kids[{kids}]>>").into_bytes(),
        font.as_bytes().to_vec(),
    ];
    for (at, content) in contents.iter().enumerate() {
        let page = format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources<</Font<</F1 3 0 R>>>>/Contents {} 0 R>>",
            5 + at * 2
        );
        objects.push(page.into_bytes());
        objects.push(stream(dict, content));
    }
    objects.extend(more.iter().cloned());
    pdf(&objects)
}

/// Blanks that are packed to a thousandth.
fn packed_blanks() -> Vec<u8> {
    use std::io::Write;
    let mut packed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
    packed.write_all(&vec![b' '; 32 << 20]).unwrap();
    packed.finish().unwrap()
}

const HELVETICA: &str = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>";

/// Lines set one under the other, a little further apart before a paragraph, with a head and a foot.
fn set(paragraphs: &[&[&str]], number: usize) -> Vec<u8> {
    let mut content = String::from(
        "BT /F1 9 Tf 72 760 Td (The Delta Monitor, March 2021) Tj ET\nBT /F1 11 Tf 72 720 Td 14 TL ",
    );
    for (at, lines) in paragraphs.iter().enumerate() {
        if at > 0 {
            content.push_str("0 -10 Td ");
        }
        for line in *lines {
            write!(content, "({line}) Tj T* ").unwrap();
        }
    }
    write!(content, "ET\nBT /F1 9 Tf 300 40 Td ({number}) Tj ET").unwrap();
    content.into_bytes()
}

#[test]
fn lines_become_paragraphs_and_the_edges_of_pages_are_left_out() {
    let first = set(
        &[
            &["Ferry runs again on the river"],
            &[
                "The ferry between Orvan and Tessel ran again on Thursday, the first time",
                "since the shelling of the port in winter, when two boats and a crane had been dam-",
                "aged and the road along the river was closed to all but the army of the",
                "valley.",
            ],
        ],
        1,
    );
    let second = set(
        &[&[
            "Forty lorries with flour crossed before noon, the harbour master said, and",
            "more would follow on Friday if the guns on the ridge stayed silent for a",
            "second night.",
        ]],
        2,
    );
    let third = set(
        &[&["Nobody was hurt in the last week of the month, the mayor said on Friday."]],
        3,
    );
    let document = article(
        "report.pdf",
        &pages(&[first, second, third], "", HELVETICA, &[]),
    );
    assert_eq!(
        document.title.as_deref(),
        Some("Ferry runs again on the river")
    );
    let paragraphs: Vec<String> = document
        .read_blocks()
        .map(|(_, block)| {
            block
                .span
                .of(&document.text)
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ")
        })
        .collect();
    assert_eq!(
        paragraphs,
        [
            "Ferry runs again on the river",
            "The ferry between Orvan and Tessel ran again on Thursday, the first time since the shelling of the port in winter, when two boats and a crane had been damaged and the road along the river was closed to all but the army of the valley.",
            "Forty lorries with flour crossed before noon, the harbour master said, and more would follow on Friday if the guns on the ridge stayed silent for a second night.",
            "Nobody was hurt in the last week of the month, the mayor said on Friday.",
        ]
    );
}

#[test]
fn a_font_says_what_its_codes_mean() {
    let table = b"1 begincodespacerange <0000> <ffff> endcodespacerange\n2 beginbfrange\n<0001> <001a> <0061>\n<0020> <0021> [<0020> <201c>]\nendbfrange\n1 beginbfchar\n<0030> <00660066>\nendbfchar";
    let font = "<</Type/Font/Subtype/Type0/Encoding/Identity-H/DescendantFonts[<</Subtype/CIDFontType2/DW 600>>]/ToUnicode 6 0 R>>";
    // "“the cliffs", with a gap for the second blank: codes count from 1 for a, 0x30 is ff.
    let content = b"BT /F1 12 Tf 72 700 Td [<00210014000800050020000300 0c0009> -300 <00300013>] TJ <00200014000800050020> Tj <0007001500 0e001300200006000500 0c000c> Tj ET".to_vec();
    let document = article(
        "codes.pdf",
        &pages(&[content], "", font, &[stream("", table)]),
    );
    assert_eq!(document.text, "“the cli ffs the guns fell");
}

#[test]
fn what_cannot_be_read_is_refused() {
    let scan = pages(
        &[b"q 612 0 0 792 0 0 cm /Im1 Do Q".to_vec()],
        "",
        HELVETICA,
        &[],
    );
    let error = refusal("scan.pdf", &scan);
    assert!(
        error.starts_with("scan.pdf: it is a PDF without text in it, as scans are; let a program recognise the letters"),
        "{error}"
    );
    let error = refusal("cut.pdf", b"%PDF-1.7\n1 0 obj\n<</Type");
    assert!(
        error.contains("it is a PDF that is cut off or damaged; fetch it again"),
        "{error}"
    );
    let blanks = packed_blanks();
    let bomb = pages(&[blanks], "/Filter/FlateDecode", HELVETICA, &[]);
    let error = refusal("bomb.pdf", &bomb);
    assert!(
        error.contains("from which far more comes out than articles need; "),
        "{error}"
    );
    let twice = pages(
        &[b"x".to_vec()],
        "/Filter[/FlateDecode/FlateDecode]",
        HELVETICA,
        &[],
    );
    assert!(
        refusal("twice.pdf", &twice)
            .contains("packed more often, or in another way, than texts are; ")
    );
}

#[test]
fn no_bomb_hides_behind_what_is_said_of_it() {
    let far = " ".repeat(700);
    let blanks = packed_blanks();
    for dict in [
        "/Filter/Fl#61teDecode".to_owned(),
        "/#46ilter/FlateDecode".to_owned(),
        format!("/Filter/FlateDecode{far}"),
        "/Filter/FlateDecode/X( obj)".to_owned(),
        "/Filter/FlateDecode/X(stream )".to_owned(),
        "/F 9 0 R".to_owned(),
    ] {
        let error = refusal(
            "bomb.pdf",
            &pages(std::slice::from_ref(&blanks), &dict, HELVETICA, &[]),
        );
        assert!(
            error.contains("far more comes out than articles need; "),
            "{dict}: {error}"
        );
    }
    for dict in [
        "/Filter 9 0 R",
        "/Filter [9 0 R]",
        "/Filter[/Fl/Fl]",
        "/Filter[/Fl/Fl]/X(stream )",
        "/Filter[/FlateDecode/F#6c]",
        "/Filter[/LZW/Fl]",
        "/Filter[/AHx/Fl]",
        "/Filter/RunLengthDecode",
        "/Filter[/RL/Fl]",
    ] {
        let error = refusal("odd.pdf", &pages(&[b"x".to_vec()], dict, HELVETICA, &[]));
        assert!(
            error.contains("packed more often, or in another way, than texts are; "),
            "{dict}: {error}"
        );
    }
    // A number sign in a name of something else is no harm.
    let content = format!("BT /F1 12 Tf 72 700 Td ({}) Tj ET", super::GUNS).into_bytes();
    let plain = pages(&[content], "/Name/a#20picture", HELVETICA, &[]);
    assert_eq!(article("plain.pdf", &plain).text, super::GUNS);
}

#[test]
fn fonts_and_forms_cost_no_more_than_words_need() {
    let begun = std::time::Instant::now();
    let content = format!("BT /F1 12 Tf 72 700 Td ({}) Tj ET", super::GUNS).into_bytes();
    // Ranges of all numbers there are, for codes and for widths, and a code that means a book.
    let many = "<00000000> <ffffffff> <0041>\n<0000> <ffff> <0041>\n".repeat(2_000);
    let book = "0041".repeat(500_000);
    let table = format!(
        "1 beginbfrange\n<0000> <ffff> <{book}>\n{many}endbfrange\n1 beginbfchar\n<ffffffff> <0041>\nendbfchar"
    );
    let widths = "0 4294967295 500 ".repeat(2_000);
    let font = format!(
        "<</Type/Font/Subtype/Type0/Encoding/Identity-H/DescendantFonts[<</Subtype/CIDFontType2/W[{widths}]>>]/ToUnicode 6 0 R>>"
    );
    let wide = pages(&[content], "", &font, &[stream("", table.as_bytes())]);
    assert_eq!(reads("wide.pdf", &wide).len(), 1);
    // A form that draws another a hundred times, which does so, too.
    let draws = "/X Do ".repeat(100);
    let mut objects = vec![
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Count 1/Kids[4 0 R]>>".to_vec(),
        HELVETICA.as_bytes().to_vec(),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources<</Font<</F1 3 0 R>>/XObject<</X 6 0 R>>>>/Contents 5 0 R>>".to_vec(),
        stream("", format!("BT /F1 12 Tf 72 700 Td ({}) Tj ET {draws}", super::GUNS).as_bytes()),
    ];
    for form in 6..14 {
        let dict = format!(
            "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X {} 0 R>>>>",
            form + 1
        );
        let blanks = " ".repeat(100_000);
        objects.push(stream(&dict, format!("{draws}{blanks}").as_bytes()));
    }
    assert!(
        article("forms.pdf", &pdf(&objects))
            .text
            .starts_with(super::GUNS)
    );
    assert!(
        begun.elapsed() < std::time::Duration::from_secs(20),
        "{:?}",
        begun.elapsed()
    );
}
