//! The files of a Word document.

use super::runs::{escaped, run};

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const NAMESPACES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
const TYPES: &str = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/><Override PartName=\"/word/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml\"/><Override PartName=\"/word/settings.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml\"/><Override PartName=\"/word/endnotes.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.endnotes+xml\"/><Override PartName=\"/word/footer.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml\"/><Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/></Types>";
const RELATIONS: &str = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/><Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/></Relationships>";
const OF_DOCUMENT: &str = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" Target=\"styles.xml\"/><Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/settings\" Target=\"settings.xml\"/><Relationship Id=\"rId3\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/endnotes\" Target=\"endnotes.xml\"/><Relationship Id=\"rId4\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer\" Target=\"footer.xml\"/></Relationships>";
/// Footnotes stand at the end and are numbered 1, 2, 3; 15 is the layout of Word since 2013.
const SETTINGS: &str = "<w:endnotePr><w:pos w:val=\"docEnd\"/><w:numFmt w:val=\"decimal\"/><w:endnote w:id=\"-1\"/><w:endnote w:id=\"0\"/></w:endnotePr><w:compat><w:compatSetting w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat>";
/// The line between the text and the footnotes: Word asks for it.
const SEPARATORS: &str = "<w:endnote w:type=\"separator\" w:id=\"-1\"><w:p><w:r><w:separator/></w:r></w:p></w:endnote><w:endnote w:type=\"continuationSeparator\" w:id=\"0\"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:endnote>";

/// A4 and its margins, in twips.
const PAGE: (usize, usize) = (11906, 16838);
const MARGIN: usize = 1134;

/// How wide the text is, upright or on its side.
pub(super) fn text_width(wide: bool) -> usize {
    let width = if wide { PAGE.1 } else { PAGE.0 };
    width - 2 * MARGIN
}

/// The files of a document with its title, the line at the foot of its pages, its body and its footnotes.
pub(super) fn package(
    (title, made): (&str, &str),
    body: &str,
    notes: &[String],
    wide: bool,
) -> [(&'static str, Vec<u8>); 9] {
    let (width, height, turned) = match wide {
        true => (PAGE.1, PAGE.0, " w:orient=\"landscape\""),
        false => (PAGE.0, PAGE.1, ""),
    };
    let section = format!(
        "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rId4\"/><w:endnotePr><w:numFmt w:val=\"decimal\"/></w:endnotePr><w:pgSz w:w=\"{width}\" w:h=\"{height}\"{turned}/><w:pgMar w:top=\"{MARGIN}\" w:right=\"{MARGIN}\" w:bottom=\"{MARGIN}\" w:left=\"{MARGIN}\" w:header=\"567\" w:footer=\"567\" w:gutter=\"0\"/></w:sectPr>"
    );
    let notes: String = notes.iter().zip(1..).map(endnote).collect();
    let footer = format!(
        "<w:p><w:pPr><w:pStyle w:val=\"Footer\"/></w:pPr>{}<w:fldSimple w:instr=\" PAGE \"><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p>",
        run(&format!("{made} · "))
    );
    let core = format!(
        "{HEAD}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>{}</dc:title><dc:creator>dateline {}</dc:creator></cp:coreProperties>",
        escaped(title),
        env!("CARGO_PKG_VERSION")
    );
    let own = |name: &str, inner: &str| {
        format!("{HEAD}<w:{name} {NAMESPACES}>{inner}</w:{name}>").into_bytes()
    };
    let plain = |inner: &str| format!("{HEAD}{inner}").into_bytes();
    [
        ("[Content_Types].xml", plain(TYPES)),
        ("_rels/.rels", plain(RELATIONS)),
        ("docProps/core.xml", core.into_bytes()),
        (
            "word/document.xml",
            own("document", &format!("<w:body>{body}{section}</w:body>")),
        ),
        ("word/_rels/document.xml.rels", plain(OF_DOCUMENT)),
        ("word/styles.xml", plain(include_str!("styles.xml"))),
        ("word/settings.xml", own("settings", SETTINGS)),
        (
            "word/endnotes.xml",
            own("endnotes", &format!("{SEPARATORS}{notes}")),
        ),
        ("word/footer.xml", own("ftr", &footer)),
    ]
}

fn endnote((runs, id): (&String, usize)) -> String {
    format!(
        "<w:endnote w:id=\"{id}\"><w:p><w:pPr><w:pStyle w:val=\"EndnoteText\"/></w:pPr><w:r><w:rPr><w:rStyle w:val=\"EndnoteReference\"/></w:rPr><w:endnoteRef/></w:r>{}{runs}</w:p></w:endnote>",
        run(" ")
    )
}
