//! Prose in Markdown → paragraphs of a Word document.

use super::runs::{link, paragraph, styled};
use crate::output::markdown::is_web;
use crate::report::prose::events;
use crate::shown::Shown;
use pulldown_cmark::{Event, HeadingLevel, Tag, TagEnd};

/// Twips that each list within a list stands further in.
const STEP: usize = 360;

/// Paragraphs under way.
#[derive(Default)]
struct Prose {
    done: String,
    /// The runs of the paragraph that is open.
    runs: String,
    style: &'static str,
    bold: usize,
    italic: usize,
    struck: usize,
    code: bool,
    /// Addresses of the links that are open, and where their runs begin.
    links: Vec<(String, usize)>,
    /// Lists that are open, with the number of the next item of those that count.
    lists: Vec<Option<u64>>,
    /// Whether the next paragraph is the first of an item.
    item: bool,
}

pub(super) fn paragraphs(text: &str) -> String {
    let text = Shown::text(text);
    let mut prose = Prose::default();
    for event in events(&text) {
        prose.event(event);
    }
    prose.end();
    prose.done
}

impl Prose {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.stop(tag),
            Event::Text(words) if self.code => {
                for (at, line) in words.trim_end_matches('\n').split('\n').enumerate() {
                    if at > 0 {
                        self.runs.push_str("<w:r><w:br/></w:r>");
                    }
                    self.runs.push_str(&styled(line, ""));
                }
            }
            Event::Text(words) | Event::Html(words) | Event::InlineHtml(words) => {
                self.words(&words, "")
            }
            Event::Code(words) => self.words(&words, "<w:rStyle w:val=\"CodeWords\"/>"),
            Event::SoftBreak => self.words(" ", ""),
            Event::HardBreak => self.runs.push_str("<w:r><w:br/></w:r>"),
            Event::Rule => self.end(),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Heading { level, .. } => {
                self.end();
                self.style = match level {
                    HeadingLevel::H1 | HeadingLevel::H2 => "Heading1",
                    HeadingLevel::H3 => "Heading2",
                    _ => "Heading3",
                };
            }
            Tag::Paragraph => self.end(),
            Tag::BlockQuote(_) => {
                self.end();
                self.style = "Quote";
            }
            Tag::CodeBlock(_) => {
                self.end();
                (self.style, self.code) = ("Code", true);
            }
            Tag::List(first) => {
                self.end();
                self.lists.push(first);
            }
            Tag::Item => {
                self.end();
                self.item = true;
            }
            Tag::Emphasis => self.italic += 1,
            Tag::Strong => self.bold += 1,
            Tag::Strikethrough => self.struck += 1,
            Tag::Link { dest_url, .. } => self.links.push((dest_url.to_string(), self.runs.len())),
            _ => {}
        }
    }

    fn stop(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) | TagEnd::BlockQuote(_) | TagEnd::CodeBlock => {
                self.end();
                (self.style, self.code) = ("", false);
            }
            TagEnd::Paragraph | TagEnd::Item => self.end(),
            TagEnd::List(_) => {
                self.end();
                self.lists.pop();
            }
            TagEnd::Emphasis => self.italic -= 1,
            TagEnd::Strong => self.bold -= 1,
            TagEnd::Strikethrough => self.struck -= 1,
            TagEnd::Link => {
                if let Some((url, begin)) = self.links.pop() {
                    let runs = self.runs.split_off(begin);
                    self.runs.push_str(&link(&url, &runs));
                }
            }
            _ => {}
        }
    }

    fn words(&mut self, words: &str, style: &str) {
        let mut properties = style.to_string();
        let marks = [
            (self.bold, "<w:b/>"),
            (self.italic, "<w:i/>"),
            (self.struck, "<w:strike/>"),
        ];
        for (_, mark) in marks.into_iter().filter(|(depth, _)| *depth > 0) {
            properties.push_str(mark);
        }
        if style.is_empty() && self.links.iter().any(|(url, _)| is_web(url)) {
            properties.insert_str(0, "<w:rStyle w:val=\"Hyperlink\"/>");
        }
        self.runs.push_str(&styled(words, &properties));
    }

    /// Closes the paragraph that is open, if it has words.
    fn end(&mut self) {
        let runs = std::mem::take(&mut self.runs);
        if runs.is_empty() {
            return;
        }
        if self.lists.is_empty() {
            self.done.push_str(&paragraph(self.style, &runs));
            return;
        }
        let depth = self.lists.len();
        let sign = match self.lists.last_mut() {
            Some(Some(number)) if self.item => {
                *number += 1;
                format!("{}.", *number - 1)
            }
            _ if self.item => "•".to_string(),
            _ => String::new(),
        };
        self.item = false;
        let sign = styled(&sign, "");
        self.done.push_str(&format!(
            "<w:p><w:pPr><w:tabs><w:tab w:val=\"left\" w:pos=\"{0}\"/></w:tabs><w:spacing w:after=\"60\"/><w:ind w:left=\"{0}\" w:hanging=\"{STEP}\"/></w:pPr>{sign}<w:r><w:tab/></w:r>{runs}</w:p>",
            STEP * depth
        ));
    }
}
