//! Which words a page shows, and where.

use super::fonts::Font;
use hayro_syntax::content::UntypedIter;
use hayro_syntax::object::{Array, Dict, Name, Number, Object, Stream};
use hayro_syntax::page::{Page, Resources};
use rustc_hash::FxHashMap;
use std::rc::Rc;

/// Steps that are taken in a file, one for an instruction, and how deep one picture may stand in another.
const INSTRUCTIONS: usize = 20_000_000;
const DEEPEST: usize = 8;
/// A gap between two letters, in sizes of the letters, that is a blank.
const BLANK: f32 = 0.18;

/// Words that stand on one line.
#[derive(Debug, Clone, PartialEq)]
pub struct Piece {
    /// The words.
    pub text: String,
    /// Where they begin and end, and how high they stand.
    pub x: f32,
    pub end: f32,
    pub y: f32,
    /// The height of their letters.
    pub size: f32,
}

/// What may still be done for a file.
pub struct Budget(usize);

impl Budget {
    fn take(&mut self, steps: usize) {
        self.0 = self.0.saturating_sub(steps);
    }
}

impl Default for Budget {
    fn default() -> Budget {
        Budget(INSTRUCTIONS)
    }
}

type Matrix = [f32; 6];
const SAME: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

fn times(a: Matrix, b: Matrix) -> Matrix {
    [
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    ]
}

/// How the next words are shown.
#[derive(Clone)]
struct State {
    place: Matrix,
    font: Option<Rc<Font>>,
    size: f32,
    between: f32,
    blank: f32,
    wide: f32,
    leading: f32,
}

/// The words of a page, in the order in which they are written.
pub fn page(page: &Page, budget: &mut Budget) -> Vec<Piece> {
    let mut shower = Shower {
        pieces: Vec::new(),
        state: State {
            place: SAME,
            font: None,
            size: 1.0,
            between: 0.0,
            blank: 0.0,
            wide: 1.0,
            leading: 0.0,
        },
        kept: Vec::new(),
        text: SAME,
        line: SAME,
        fonts: FxHashMap::default(),
        budget,
    };
    // Pages may share one content.
    if shower.budget.0 > 0
        && let Some(content) = page.page_stream()
    {
        shower.budget.take(content.len() / 16);
        shower.follow(content, page.resources(), 0);
    }
    shower.pieces
}

struct Shower<'b> {
    pieces: Vec<Piece>,
    state: State,
    kept: Vec<State>,
    text: Matrix,
    line: Matrix,
    fonts: FxHashMap<(usize, String), Rc<Font>>,
    budget: &'b mut Budget,
}

impl Shower<'_> {
    fn follow(&mut self, content: &[u8], resources: &Resources, depth: usize) {
        let mut instructions = UntypedIter::new(content);
        while let Some(instruction) = instructions.next() {
            if self.budget.0 == 0 {
                return;
            }
            self.budget.take(1);
            let operands: Vec<&Object> = instruction.operands().collect();
            let number = |at: usize| match operands.get(at) {
                Some(Object::Number(number)) => number.as_f32(),
                _ => 0.0,
            };
            let matrix = || -> Matrix { std::array::from_fn(number) };
            let name = || match operands.first() {
                Some(Object::Name(name)) => Some(name),
                _ => None,
            };
            let operator: &[u8] = instruction.operator;
            match operator {
                b"q" if self.kept.len() < 256 => self.kept.push(self.state.clone()),
                b"Q" => self.state = self.kept.pop().unwrap_or_else(|| self.state.clone()),
                b"cm" => self.state.place = times(matrix(), self.state.place),
                b"BT" => (self.text, self.line) = (SAME, SAME),
                b"Tf" => {
                    self.state.size = number(1);
                    self.state.font = name().and_then(|name| self.font(name, resources, depth));
                }
                b"Tc" => self.state.between = number(0),
                b"Tw" => self.state.blank = number(0),
                b"Tz" => self.state.wide = number(0) / 100.0,
                b"TL" => self.state.leading = number(0),
                b"Td" => self.moved(number(0), number(1)),
                b"TD" => {
                    self.state.leading = -number(1);
                    self.moved(number(0), number(1));
                }
                b"Tm" => (self.text, self.line) = (matrix(), matrix()),
                b"T*" => self.moved(0.0, -self.state.leading),
                b"Tj" => self.strings(&operands),
                b"'" => {
                    self.moved(0.0, -self.state.leading);
                    self.strings(&operands);
                }
                b"\"" => {
                    (self.state.blank, self.state.between) = (number(0), number(1));
                    self.moved(0.0, -self.state.leading);
                    self.strings(&operands);
                }
                b"TJ" => {
                    if let Some(Object::Array(list)) = operands.first() {
                        let items: Vec<Object> = list.iter::<Object>().collect();
                        self.strings(&items.iter().collect::<Vec<_>>());
                    }
                }
                b"Do" if depth < DEEPEST => {
                    if let Some(name) = name()
                        && let Some(form) = resources.get_x_object(name)
                    {
                        self.form(&form, resources, depth + 1);
                    }
                }
                _ => {}
            }
        }
    }

    /// What is drawn as one, with resources of its own or those around it.
    fn form(&mut self, form: &Stream, around: &Resources, depth: usize) {
        let dict = form.dict();
        let is_form = dict
            .get::<Name>("Subtype")
            .is_some_and(|kind| kind.as_str() == "Form");
        let Some(content) = is_form.then(|| form.decoded_data().ok()).flatten() else {
            return;
        };
        // It may be drawn again and again, and is unpacked each time.
        self.budget.take(content.len() / 4 + 1_000);
        let before = self.state.clone();
        if let Some(list) = dict.get::<Array>("Matrix") {
            let numbers = list.iter::<Number>().map(|number| number.as_f32());
            let numbers: Vec<f32> = numbers.collect();
            if let Ok(matrix) = Matrix::try_from(numbers) {
                self.state.place = times(matrix, self.state.place);
            }
        }
        let own = dict.get::<Dict>("Resources").map(Resources::new);
        // Fonts have the same names in another dictionary and are others.
        let fonts = std::mem::take(&mut self.fonts);
        self.follow(&content, own.as_ref().unwrap_or(around), depth);
        self.fonts = fonts;
        self.state = before;
    }

    fn font(&mut self, name: &Name, resources: &Resources, depth: usize) -> Option<Rc<Font>> {
        let key = (depth, name.as_str().to_owned());
        if let Some(font) = self.fonts.get(&key) {
            return Some(font.clone());
        }
        let font = Rc::new(Font::new(&resources.get_font(name)?));
        self.budget.take(font.cost());
        self.fonts.insert(key, font.clone());
        Some(font)
    }

    fn moved(&mut self, x: f32, y: f32) {
        self.line = times([1.0, 0.0, 0.0, 1.0, x, y], self.line);
        self.text = self.line;
    }

    /// Strings, and the gaps between them.
    fn strings(&mut self, items: &[&Object]) {
        let Some(font) = self.state.font.clone() else {
            return;
        };
        let size = self.state.size;
        let at = |text: Matrix, place: Matrix| {
            let whole = times(text, place);
            (whole[4], whole[5], (whole[2].hypot(whole[3]) * size).abs())
        };
        let (x, y, height) = at(self.text, self.state.place);
        let mut words = String::new();
        for item in items {
            let mut advance = 0.0;
            match item {
                Object::Number(number) => {
                    let gap = -number.as_f32() / 1000.0;
                    if gap > BLANK && !words.ends_with(' ') && !words.is_empty() {
                        words.push(' ');
                    }
                    advance = gap * size;
                }
                Object::String(string) => {
                    for (letter, width, blank) in font.read(string.as_bytes()) {
                        words.push_str(&letter);
                        advance += width / 1000.0 * size + self.state.between;
                        if blank {
                            advance += self.state.blank;
                        }
                    }
                }
                _ => {}
            }
            let right = [1.0, 0.0, 0.0, 1.0, advance * self.state.wide, 0.0];
            self.text = times(right, self.text);
        }
        self.budget.take(words.len() / 8);
        let (end, ..) = at(self.text, self.state.place);
        if !words.is_empty() {
            self.pieces.push(Piece {
                text: words,
                x,
                end,
                y,
                size: height.max(0.1),
            });
        }
    }
}
