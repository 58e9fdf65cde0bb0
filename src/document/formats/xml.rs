//! XML as a tree, as far as articles need one. Entities that a file defines for itself are not expanded: it is refused.

use super::Place;
use crate::document::DocumentError;
use quick_xml::escape::resolve_html5_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

/// Elements lie no deeper, and there are no more of them.
const DEEPEST: usize = 200;
const MOST: usize = 2_000_000;

/// An element.
#[derive(Debug, Default)]
pub struct Element {
    /// Its name as it is written, with its prefix.
    pub name: String,
    /// The file ends before it does.
    pub cut: bool,
    attributes: Vec<(String, String)>,
    children: Vec<Node>,
}

/// What stands in an element.
#[derive(Debug)]
pub enum Node {
    /// Another one.
    Element(Element),
    /// Words.
    Text(String),
}

impl Element {
    /// Its name without the prefix.
    pub fn local(&self) -> &str {
        local(&self.name)
    }

    /// The value of an attribute, by its name as it is written.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }

    /// What stands in it.
    pub fn nodes(&self) -> &[Node] {
        &self.children
    }

    /// The elements that stand in it.
    pub fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The first element in it of a name without prefix.
    pub fn child(&self, name: &str) -> Option<&Element> {
        self.elements().find(|element| element.local() == name)
    }

    /// The words of the first element in it of a name: one with a colon is compared as it is written.
    pub fn text_of(&self, name: &str) -> Option<String> {
        let is = |element: &&Element| match name.contains(':') {
            true => element.name == name,
            false => {
                element.name == name || element.local() == name && prefix_is_own(&element.name)
            }
        };
        let found = self.elements().filter(is).map(Element::text);
        found.into_iter().find(|text| !text.is_empty())
    }

    /// All elements of a name without prefix beneath it, in order; none within another.
    pub fn all<'e>(&'e self, name: &'e str) -> Box<dyn Iterator<Item = &'e Element> + 'e> {
        Box::new(self.elements().flat_map(move |element| {
            let found: Box<dyn Iterator<Item = &Element>> = match element.local() == name {
                true => Box::new(std::iter::once(element)),
                false => element.all(name),
            };
            found
        }))
    }

    /// The first element of a name without prefix beneath it.
    pub fn first(&self, name: &str) -> Option<&Element> {
        self.elements()
            .find_map(|element| match element.local() == name {
                true => Some(element),
                false => element.first(name),
            })
    }

    /// The words of the first element of a name without prefix beneath it, where there are any.
    pub fn words_of(&self, name: &str) -> Option<String> {
        let text = self.first(name).map(Element::text);
        text.filter(|text| !text.is_empty())
    }

    /// All words in it.
    pub fn text(&self) -> String {
        let mut text = String::new();
        self.write_text(&mut text);
        text.trim().to_owned()
    }

    fn write_text(&self, to: &mut String) {
        for node in &self.children {
            match node {
                Node::Text(text) => to.push_str(text),
                Node::Element(element) => element.write_text(to),
            }
        }
    }

    /// What stands in it as HTML, for what holds XHTML.
    pub fn html(&self) -> String {
        let mut html = String::new();
        self.write_html(&mut html);
        html
    }

    fn write_html(&self, to: &mut String) {
        for node in &self.children {
            match node {
                Node::Text(text) => to.push_str(&quick_xml::escape::partial_escape(text.as_str())),
                Node::Element(element) => {
                    let name = element.local();
                    to.push_str(&format!("<{name}>"));
                    element.write_html(to);
                    to.push_str(&format!("</{name}>"));
                }
            }
        }
    }
}

fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

/// "media:title" is not the title of an item.
fn prefix_is_own(name: &str) -> bool {
    let foreign = ["media", "itunes", "image", "podcast", "thr", "georss"];
    name.split_once(':')
        .is_none_or(|(prefix, _)| !foreign.contains(&prefix))
}

/// The tree of `text`, whose root has no name. What is cut off or broken ends there; an error when there is nothing.
pub fn parse(text: &str, place: &Place) -> Result<Element, DocumentError> {
    parse_whole(text, place).map(|(tree, _)| tree)
}

/// As [`parse`], with what is wrong with the text.
pub fn parse_whole(
    text: &str,
    place: &Place,
) -> Result<(Element, Option<DocumentError>), DocumentError> {
    let text = crate::mark::unmarked(text);
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    config.allow_dangling_amp = true;
    let mut open = vec![Element::default()];
    let mut count = 0;
    let mut wrong = None;
    let broken = |at: u64| {
        let line = text
            .get(..at as usize)
            .map_or(1, |t| t.matches('\n').count() + 1);
        place.unfit(
            format!("its XML is broken in line {line}"),
            "fetch it again, or mend it",
        )
    };
    loop {
        let event = reader.read_event();
        let add = |node: Node, open: &mut Vec<Element>| {
            if let Some(last) = open.last_mut() {
                match (node, last.children.last_mut()) {
                    (Node::Text(more), Some(Node::Text(text))) => text.push_str(&more),
                    (node, _) => last.children.push(node),
                }
            }
        };
        match event {
            Ok(Event::Start(start)) => {
                count += 1;
                if open.len() > DEEPEST || count > MOST {
                    return Err(place.unfit(
                        "its XML has more elements, or deeper ones, than articles need",
                        "save the articles as .txt or .html",
                    ));
                }
                open.push(element(&start));
            }
            Ok(Event::Empty(start)) => {
                count += 1;
                let element = element(&start);
                if count <= MOST {
                    add(Node::Element(element), &mut open);
                }
            }
            Ok(Event::End(_)) => {
                if open.len() > 1
                    && let Some(done) = open.pop()
                {
                    add(Node::Element(done), &mut open);
                }
            }
            Ok(Event::Text(words)) => {
                add(Node::Text(words.xml10_content().into_owned()), &mut open);
            }
            Ok(Event::CData(words)) => {
                add(Node::Text(words.xml10_content().into_owned()), &mut open);
            }
            Ok(Event::GeneralRef(entity)) => {
                let written = match entity.resolve_char_ref() {
                    Ok(Some(c)) => c.to_string(),
                    _ => match resolve_html5_entity(&entity) {
                        Some(known) => known.to_owned(),
                        None => format!("&{};", &*entity),
                    },
                };
                add(Node::Text(written), &mut open);
            }
            Ok(Event::DocType(words)) => {
                if words.contains("<!ENTITY") {
                    return Err(place.unfit(
                        "its XML defines entities of its own, which are not expanded",
                        "save the articles as .txt or .html",
                    ));
                }
            }
            Ok(Event::Comment(_) | Event::Decl(_) | Event::PI(_)) => {}
            Ok(Event::Eof) => {
                if open.len() > 1 {
                    wrong = Some(broken(text.len() as u64));
                }
                break;
            }
            Err(_) => {
                wrong = Some(broken(reader.error_position()));
                break;
            }
        }
    }
    // What was begun and not ended holds what is whole in it.
    while open.len() > 1
        && let Some(mut cut) = open.pop()
        && let Some(outer) = open.last_mut()
    {
        cut.cut = true;
        outer.children.push(Node::Element(cut));
    }
    let root = open.pop().unwrap_or_default();
    let none = root.elements().next().is_none();
    match none {
        true => Err(wrong.unwrap_or_else(|| broken(0))),
        false => Ok((root, wrong)),
    }
}

fn element(start: &BytesStart) -> Element {
    let attributes = start
        .attributes()
        .with_checks(false)
        .filter_map(Result::ok)
        .map(|attribute| {
            let value = attribute
                .normalized_value(XmlVersion::Implicit1_0)
                .map_or_else(|_| attribute.value.to_string(), |value| value.into_owned());
            (attribute.key.as_ref().to_string(), value)
        })
        .collect();
    Element {
        name: start.name().as_ref().to_string(),
        attributes,
        ..Element::default()
    }
}
