//! The paragraphs of a web page, with what the markup says of each.

use super::phrases::{is_aside, is_caption};
use super::{BlockKind, charset, make};
use dom_smoothie::Readability;
use rustc_hash::{FxHashMap, FxHashSet};

/// Elements that start a paragraph of their own.
const PARAGRAPHS: &[&str] = &[
    "p",
    "div",
    "li",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "figcaption",
    "blockquote",
    "section",
    "article",
    "td",
    "th",
    "tr",
    "pre",
    "dd",
    "dt",
    "header",
    "footer",
    "nav",
    "aside",
    "main",
    "figure",
    "ul",
    "ol",
    "table",
    "body",
    "caption",
    "address",
    "form",
    "button",
    "option",
    "label",
    "details",
    "summary",
    "center",
];

/// What is never text of an article.
const NEVER: &[&str] = &[
    "script", "style", "noscript", "template", "svg", "iframe", "select", "button", "textarea",
    "head",
];

/// What stands beside the text of an article.
pub const BESIDE: &[&str] = &["nav", "footer", "aside"];

/// A box that asks for an address has no more letters; so many are looked at, since all of each is read.
const ASKING: usize = 600;
const ASKED: usize = 100;

/// Elements whose text is a paragraph among others, one level further in.
const NESTED: &[&str] = &["li", "dd", "dt", "td", "blockquote", "pre"];

/// A paragraph of a page.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Piece {
    /// Its words.
    pub text: String,
    /// What its element says it is.
    pub hint: Option<BlockKind>,
    /// It stands in a menu, a footer or an aside.
    pub beside: bool,
    /// The names of the elements around it say that it is no part of an article.
    pub aside: bool,
    /// How many of its bytes are the words of links.
    pub linked: usize,
    /// It is a paragraph by its element, or an item of a list.
    pub marked: Marked,
    /// The elements around it as numbers, the innermost first.
    pub within: Vec<u32>,
}

/// What the element of a paragraph is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Marked {
    /// `<p>`.
    Paragraph,
    /// An item of a list, a cell, a quotation.
    Nested,
    /// Any other.
    #[default]
    Other,
}

/// What the elements around a text say of it.
#[derive(Default)]
struct Around {
    owner: Option<u32>,
    kind: Option<BlockKind>,
    hidden: bool,
    beside: bool,
    aside: bool,
    linked: bool,
    kept: bool,
    timed: bool,
    marked: Marked,
    within: Vec<u32>,
}

/// All paragraphs of a page, in order.
pub fn paragraphs(html: String) -> Vec<Piece> {
    let page = Readability::new(shallow(html), None, None);
    page.map(|page| pieces(&page)).unwrap_or_default()
}

/// Takes out of a page what the Internet Archive has put in front of it: a line of its own with the days on which it came by.
pub fn unframe(page: &Readability) {
    let frame = "[id^=\"wm-ipp\"], #wm-capinfo, #donato";
    page.doc.select(frame).remove();
}

/// The paragraphs under the root of `page`, in order.
pub fn pieces(page: &Readability) -> Vec<Piece> {
    // Small boxes that ask for an address, whatever they are called.
    let asking = page.doc.select("label, input[type=\"email\"]");
    let boxes: FxHashSet<_> = asking
        .nodes()
        .iter()
        .take(ASKED)
        .filter_map(|node| node.parent())
        .filter(|parent| parent.text().len() < ASKING)
        .map(|parent| parent.id)
        .collect();
    // Some pages are one form as a whole.
    let forms = page
        .doc
        .select("form:has(h1), form:has(article), form:has(.article)");
    let large: FxHashSet<_> = forms.nodes().iter().map(|node| node.id).collect();
    let mut numbers = FxHashMap::default();
    let mut pieces = Pieces::default();
    for node in page.doc.root().descendants_it() {
        let broken = node.has_name("br");
        if !node.is_text() && !broken {
            continue;
        }
        let mut around = Around::default();
        for above in node.ancestors_it(Some(64)) {
            let Some(name) = above.node_name() else {
                continue;
            };
            let name: &str = &name;
            around.hidden |= NEVER.contains(&name) || name == "form" && !large.contains(&above.id);
            around.hidden |= boxes.contains(&above.id);
            around.beside |= BESIDE.contains(&name);
            around.linked |= name == "a";
            around.kept |= name == "pre";
            around.timed |= name == "time";
            let count = numbers.len() as u32;
            // Its names are read once, however much stands in it: they may be as long as the page.
            let (number, aside, caption) = *numbers.entry(above.id).or_insert_with(|| {
                let whole = ["html", "body", "main", "article"].contains(&name);
                let named = |key: &str| above.attr(key).is_some_and(|names| is_aside(&names));
                let caption = above.attr("class").is_some_and(|names| is_caption(&names));
                (
                    count,
                    !whole && (named("class") || named("id")),
                    !whole && caption,
                )
            });
            around.aside |= aside;
            if caption {
                around.kind = around.kind.or(Some(BlockKind::Caption));
            }
            if around.owner.is_none() && PARAGRAPHS.contains(&name) {
                around.owner = Some(number);
                around.marked = match name {
                    "p" => Marked::Paragraph,
                    _ if NESTED.contains(&name) => Marked::Nested,
                    _ => Marked::Other,
                };
            }
            if around.owner.is_some() {
                around.within.push(number);
            }
            around.kind = around.kind.or(match name {
                "figcaption" | "caption" => Some(BlockKind::Caption),
                "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Some(BlockKind::Heading),
                "nav" | "footer" => Some(BlockKind::Chrome),
                "time" | "address" => Some(BlockKind::Byline),
                _ => None,
            });
        }
        if around.hidden {
            continue;
        }
        if broken || around.owner != pieces.owner {
            pieces.flush();
            pieces.owner = around.owner;
        }
        if broken {
            continue;
        }
        let text = node.text();
        // Blank lines part paragraphs where the page keeps its lines as they are.
        let blank = if around.kept { "\n\n" } else { "\u{0}" };
        for (number, part) in text.split(blank).enumerate() {
            if number > 0 {
                pieces.flush();
            }
            pieces.add(part, &around);
        }
    }
    pieces.flush();
    pieces.done
}

/// Paragraphs on their way.
#[derive(Default)]
struct Pieces {
    done: Vec<Piece>,
    current: Piece,
    owner: Option<u32>,
    timed: bool,
}

impl Pieces {
    fn add(&mut self, text: &str, around: &Around) {
        // The name beside a time is no part of it.
        let current = &mut self.current;
        if around.timed != self.timed
            && current.text.ends_with(char::is_alphanumeric)
            && text.starts_with(char::is_alphanumeric)
        {
            current.text.push(' ');
        }
        self.timed = around.timed;
        // A date inside a paragraph does not make it a byline: only a paragraph that is all of one kind is.
        if !text.trim().is_empty() {
            current.hint = if current.text.trim().is_empty() || current.hint == around.kind {
                around.kind
            } else {
                current.hint.filter(|h| *h != BlockKind::Byline)
            };
            current.beside = around.beside;
            current.aside = around.aside;
            current.marked = around.marked;
            current.within.clone_from(&around.within);
            if around.linked {
                current.linked += text.trim().len();
            }
        }
        current.text.push_str(text);
    }

    fn flush(&mut self) {
        let mut piece = std::mem::take(&mut self.current);
        piece.text = make::one_line(&piece.text);
        if !piece.text.is_empty() {
            piece.text = charset::clean(piece.text);
            self.done.push(piece);
        }
    }
}

/// `html` with its elements nested no deeper than any page needs: walking a tree recurses, and a page may be hostile.
pub fn shallow(html: String) -> String {
    const DEEPEST: usize = 400;
    let (mut depth, mut deepest) = (0usize, 0);
    let bytes = html.as_bytes();
    for (at, _) in html.match_indices('<') {
        match bytes.get(at + 1) {
            Some(b'/') => depth = depth.saturating_sub(1),
            Some(b'a'..=b'z' | b'A'..=b'Z') => {
                let end = bytes[at..]
                    .iter()
                    .take(400)
                    .position(|byte| *byte == b'>')
                    .map_or(at, |end| at + end);
                depth +=
                    usize::from(bytes[end.saturating_sub(1)] != b'/' && !is_void(&bytes[at + 1..]));
            }
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    if deepest <= DEEPEST {
        return html;
    }
    // Tags become paragraph ends: the words are kept, the markup is not.
    let mut flat = String::with_capacity(html.len());
    for part in html.split('<') {
        let (tag, words) = part.split_once('>').unwrap_or(("", part));
        let block = tag.starts_with(['p', 'd', 'h', 'l', '/', 't', 'b']) && tag.len() > 1;
        flat.push_str(if block { "<br>" } else { " " });
        flat.push_str(words);
    }
    flat
}

fn is_void(tag: &[u8]) -> bool {
    const VOID: &[&str] = &[
        "meta", "link", "br", "img", "hr", "input", "p", "li", "source", "area", "base", "col",
        "wbr", "td", "tr", "option",
    ];
    VOID.iter().any(|name| {
        tag.get(..name.len())
            .is_some_and(|t| t.eq_ignore_ascii_case(name.as_bytes()))
            && tag
                .get(name.len())
                .is_none_or(|b| !b.is_ascii_alphanumeric())
    })
}
