//! The little of SVG that the pictures need.

use crate::rdf::xml::holdable;
use crate::shown::Shown;
use unicode_width::UnicodeWidthStr;

/// How wide a column of a terminal is in a picture, at a font size of 12.
const COLUMN: f64 = 6.6;

/// The elements of a picture, and how large it is.
#[derive(Debug, Default)]
pub(crate) struct Svg {
    body: String,
}

impl Svg {
    pub fn line(&mut self, (x1, y1): (f64, f64), (x2, y2): (f64, f64), class: &str) {
        self.body.push_str(&format!(
            "  <line class=\"{class}\" x1=\"{x1:.1}\" y1=\"{y1:.1}\" x2=\"{x2:.1}\" y2=\"{y2:.1}\"/>\n"
        ));
    }

    pub fn rectangle(&mut self, (x, y): (f64, f64), (width, height): (f64, f64), class: &str) {
        self.body.push_str(&format!(
            "  <rect class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height:.1}\" rx=\"4\"/>\n"
        ));
    }

    pub fn circle(&mut self, (x, y): (f64, f64), class: &str) {
        self.body.push_str(&format!(
            "  <circle class=\"{class}\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"4\"/>\n"
        ));
    }

    /// Text whose `anchor` (start, middle, end) is at the place; a title shows all of it when it had to be cut.
    pub fn text(&mut self, (x, y): (f64, f64), anchor: &str, class: &str, text: &str) {
        self.body.push_str(&format!(
            "  <text class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\">{}</text>\n",
            escaped(text)
        ));
    }

    /// A shape by its outline.
    pub fn path(&mut self, d: &str, class: &str) {
        self.body
            .push_str(&format!("  <path class=\"{class}\" d=\"{d}\"/>\n"));
    }

    /// A circle of any size, with words for whoever points at it.
    pub fn round(&mut self, (x, y): (f64, f64), radius: f64, class: &str, title: &str) {
        let title = match title.is_empty() {
            true => String::new(),
            false => format!("<title>{}</title>", escaped(title)),
        };
        self.body.push_str(&format!(
            "  <circle class=\"{class}\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{radius:.1}\">{title}</circle>\n"
        ));
    }

    /// A line of a width.
    pub fn stroke(&mut self, (x1, y1): (f64, f64), (x2, y2): (f64, f64), width: f64, class: &str) {
        self.body.push_str(&format!(
            "  <line class=\"{class}\" x1=\"{x1:.1}\" y1=\"{y1:.1}\" x2=\"{x2:.1}\" y2=\"{y2:.1}\" stroke-width=\"{width:.1}\"/>\n"
        ));
    }

    /// The tip of an arrow that goes in a direction of length 1.
    pub fn tip(&mut self, (x, y): (f64, f64), (dx, dy): (f64, f64), size: f64, class: &str) {
        let (bx, by) = (x - dx * size, y - dy * size);
        let (sx, sy) = (-dy * size * 0.5, dx * size * 0.5);
        let d = format!(
            "M{x:.1},{y:.1}L{:.1},{:.1}L{:.1},{:.1}Z",
            bx + sx,
            by + sy,
            bx - sx,
            by - sy
        );
        self.path(&d, class);
    }

    /// The picture as a part of a page, whose styles it has; `id` is unique there.
    pub fn inline(self, (width, height): (f64, f64), id: &str, title: &str, about: &str) -> String {
        format!(
            "<svg viewBox=\"0 0 {width:.0} {height:.0}\" width=\"{width:.0}\" height=\"{height:.0}\" role=\"img\" \
             aria-labelledby=\"{id}-title {id}-about\">\n  <title id=\"{id}-title\">{}</title>\n  \
             <desc id=\"{id}-about\">{}</desc>\n{}</svg>\n",
            escaped(title),
            escaped(about),
            self.body
        )
    }

    /// The file.
    pub fn finish(self, (width, height): (f64, f64), title: &str) -> String {
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.0} {height:.0}\" width=\"{width:.0}\" \
             height=\"{height:.0}\" role=\"img\">\n  <title>{}</title>\n  <style>{STYLE}</style>\n{}</svg>\n",
            escaped(title),
            self.body
        )
    }
}

/// Readable on paper and on dark screens.
const STYLE: &str = "\
text{font:12px sans-serif;fill:#222}.dim{fill:#777}.edge{font-size:10px;fill:#666}\
line{stroke:#999;stroke-width:1}.axis{stroke:#ddd}.bar{fill:#4477aa}.open{fill:#4477aa;fill-opacity:.45}\
circle{fill:#4477aa}.event{fill:#fff4e0;stroke:#cc9944}.node{fill:#e8f0f8;stroke:#4477aa}\
svg{background:#fff}";

/// How wide a text is, about.
pub(crate) fn width(text: &str) -> f64 {
    text.width() as f64 * COLUMN
}

/// One line with what XML takes for its own written otherwise.
pub(crate) fn escaped(text: &str) -> String {
    marked(&Shown::line(text))
}

/// Text with what XML takes for its own written otherwise, and without what it cannot hold.
pub(crate) fn marked(text: &str) -> String {
    holdable(text)
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
