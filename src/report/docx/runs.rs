//! Words of a paragraph: every one of them is text, whatever it says.

use crate::output::markdown::is_web;
use crate::output::picture::svg::marked;
use crate::shown::Shown;

/// A paragraph; without a style it is plain.
pub(super) fn paragraph(style: &str, runs: &str) -> String {
    let style = match style {
        "" => String::new(),
        style => format!("<w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>"),
    };
    format!("<w:p>{style}{runs}</w:p>")
}

/// Words as they are; blanks at their ends stay.
pub(super) fn run(text: &str) -> String {
    styled(text, "")
}

/// Words with properties, in the order in which the schema has them.
pub(super) fn styled(text: &str, properties: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    let properties = match properties {
        "" => String::new(),
        properties => format!("<w:rPr>{properties}</w:rPr>"),
    };
    format!(
        "<w:r>{properties}<w:t xml:space=\"preserve\">{}</w:t></w:r>",
        escaped(text)
    )
}

/// Words that step back.
pub(super) fn soft(text: &str) -> String {
    styled(text, "<w:rStyle w:val=\"SoftWords\"/>")
}

/// Words as code.
pub(super) fn code(text: &str) -> String {
    styled(text, "<w:rStyle w:val=\"CodeWords\"/>")
}

/// Words above the line, as marks of footnotes are.
pub(super) fn raised(text: &str) -> String {
    styled(text, "<w:rStyle w:val=\"EndnoteReference\"/>")
}

/// Several lines, as they stand.
pub(super) fn lines(text: &str) -> String {
    let text = Shown::text(text);
    let lines: Vec<String> = text.lines().map(run).collect();
    lines.join("<w:r><w:br/></w:r>")
}

/// The mark of a footnote, which can be referred to.
pub(super) fn reference(place: usize) -> String {
    format!(
        "<w:bookmarkStart w:id=\"{place}\" w:name=\"_Ref{place}\"/><w:r><w:rPr><w:rStyle w:val=\"EndnoteReference\"/></w:rPr><w:endnoteReference w:id=\"{place}\"/></w:r><w:bookmarkEnd w:id=\"{place}\"/>"
    )
}

/// The number of a footnote that was referred to before.
pub(super) fn again(place: usize) -> String {
    let number = raised(&place.to_string());
    format!("<w:fldSimple w:instr=\" NOTEREF _Ref{place} \\h \">{number}</w:fldSimple>")
}

/// Runs that lead to an address, where it is one of the web.
pub(super) fn link(url: &str, runs: &str) -> String {
    let odd = |c: char| c.is_whitespace() || c.is_control() || "\"\\<>{}|^`".contains(c);
    match is_web(url) && !url.contains(odd) {
        true => format!(
            "<w:fldSimple w:instr=\" HYPERLINK &quot;{}&quot; \">{runs}</w:fldSimple>",
            escaped(url)
        ),
        false => runs.to_string(),
    }
}

/// Text for XML: nothing hidden, no mark of XML.
pub(super) fn escaped(text: &str) -> String {
    marked(&Shown::text(text).replace(['\n', '\t', '\r'], " "))
}
