//! [`View`]: the index as the SPARQL evaluator asks it.

use super::table::{Range, Table};
use super::{FUSED, Id, Index, TOLD};
use crate::store::meter::{Meter, leave};
use crate::store::watched::LONGEST_TEXT;
use crate::store::{Budget, Limit, StoreError};
use oxigraph::model::Term;
use rustc_hash::FxHashMap;
use spareval::{ExpressionTerm, InternalQuad, QueryableDataset};
use std::cell::RefCell;
use std::convert::Infallible;
use std::rc::Rc;

/// An [`Index`] with the terms that a query brings along or makes.
pub(in crate::store) struct View<'a> {
    index: &'a Index,
    more: RefCell<More>,
    meter: Option<Rc<Meter>>,
}

/// Terms of a query.
#[derive(Default)]
struct More {
    /// The numbers of all that were met, so that none is looked for twice.
    numbers: FxHashMap<Term, Id>,
    /// Those that the index has not; they are numbered behind its own.
    terms: Vec<(Term, ExpressionTerm)>,
}

impl<'a> View<'a> {
    pub(super) fn new(index: &'a Index, budget: Option<&Budget>) -> View<'a> {
        View {
            index,
            more: RefCell::default(),
            meter: budget.map(|budget| Rc::new(Meter::new(budget))),
        }
    }

    fn step(&self) {
        if let Some(meter) = &self.meter {
            meter.step();
        }
    }

    fn own(&self) -> Id {
        self.index.terms.len() as Id
    }

    /// What the index has under a number, which ends the question where it is damaged.
    fn held<T>(&self, found: Option<T>) -> T {
        found.unwrap_or_else(|| lost(self.index))
    }

    fn number(&self, term: &Term) -> Option<Id> {
        let number = self.index.terms.number(term.as_ref());
        if number.is_none() && self.index.sound().is_err() {
            lost(self.index);
        }
        number
    }
}

/// Ends the question with what is wrong with the index.
fn lost(index: &Index) -> ! {
    leave(match index.sound() {
        Err(error) => error,
        Ok(()) => StoreError::Evaluation("a term of it is not there".to_string()),
    })
}

impl<'a> QueryableDataset<'a> for View<'a> {
    type InternalTerm = Id;
    type Error = Infallible;

    fn internal_quads_for_pattern(
        &self,
        subject: Option<&Id>,
        predicate: Option<&Id>,
        object: Option<&Id>,
        graph: Option<Option<&Id>>,
    ) -> impl Iterator<Item = Result<InternalQuad<Id>, Infallible>> + use<'a> {
        let index = self.index;
        let [s, p, o] = [subject, predicate, object].map(Option::<&Id>::copied);
        self.step();
        let told = |wanted| Part::Told(rows(&index.told, TOLD, wanted));
        Quads {
            index,
            part: match graph {
                Some(None) => Part::Fused(rows(&index.fused, FUSED, [s, p, o])),
                Some(graph) => told([s, p, o, graph.copied()]),
                None => told([s, p, o, None]),
            },
            meter: self.meter.clone(),
        }
    }

    fn internal_named_graphs(&self) -> impl Iterator<Item = Result<Id, Infallible>> + use<'a> {
        let (index, meter) = (self.index, self.meter.clone());
        let mut graphs = index.graphs();
        std::iter::from_fn(move || {
            if let Some(meter) = &meter {
                meter.step();
            }
            let graph = graphs.next();
            if graph.is_none() && index.sound().is_err() {
                lost(index);
            }
            graph.map(Ok)
        })
    }

    fn internalize_term(&self, term: Term) -> Result<Id, Infallible> {
        self.step();
        if let Some(id) = self.more.borrow().numbers.get(&term) {
            return Ok(*id);
        }
        let held = self.number(&term);
        if let Term::Literal(text) = &term
            && self.meter.is_some()
            && text.value().len() > LONGEST_TEXT
            && held.is_none()
        {
            leave(Limit::Text(LONGEST_TEXT).into());
        }
        let mut more = self.more.borrow_mut();
        let id = held.unwrap_or_else(|| {
            // Read once: it may be compared with every row.
            more.terms.push((term.clone(), term.clone().into()));
            self.own() + (more.terms.len() - 1) as Id
        });
        more.numbers.insert(term, id);
        Ok(id)
    }

    fn externalize_term(&self, id: Id) -> Result<Term, Infallible> {
        Ok(match id.checked_sub(self.own()) {
            None => self.held(self.index.terms.get(id)),
            Some(own) => {
                let more = self.more.borrow();
                let term = more.terms.get(own as usize).map(|(term, _)| term.clone());
                self.held(term)
            }
        })
    }

    fn externalize_expression_term(&self, id: Id) -> Result<ExpressionTerm, Infallible> {
        self.step();
        Ok(match id.checked_sub(self.own()) {
            None => self.held(self.index.terms.value(id)),
            Some(own) => {
                let more = self.more.borrow();
                let value = more.terms.get(own as usize).map(|(_, value)| value.clone());
                self.held(value)
            }
        })
    }
}

/// The quads of a pattern.
struct Quads<'a> {
    index: &'a Index,
    part: Part<'a>,
    meter: Option<Rc<Meter>>,
}

/// Where they are.
enum Part<'a> {
    Fused(Rows<'a, 3>),
    Told(Rows<'a, 4>),
}

impl Iterator for Quads<'_> {
    type Item = Result<InternalQuad<Id>, Infallible>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(meter) = &self.meter {
            meter.step();
        }
        let found = match &mut self.part {
            Part::Fused(rows) => rows.next().map(|row| (row, None)),
            Part::Told(rows) => rows.next().map(|[s, p, o, graph]| ([s, p, o], Some(graph))),
        };
        if found.is_none() && self.index.sound().is_err() {
            lost(self.index);
        }
        let ([subject, predicate, object], graph_name) = found?;
        Some(Ok(InternalQuad {
            subject,
            predicate,
            object,
            graph_name,
        }))
    }
}

/// A stretch of a table, of which not all may be wanted.
pub(super) struct Rows<'a, const N: usize> {
    rows: Range<'a, N>,
    /// Which part of a quad each column holds.
    order: [usize; N],
    /// What is not certain from the place in the table.
    wanted: Option<[Option<Id>; N]>,
}

/// The shortest stretch of any of the tables that holds all that is wanted.
pub(super) fn rows<'a, const N: usize>(
    tables: &'a [Table<N>; N],
    orders: [[usize; N]; N],
    wanted: [Option<Id>; N],
) -> Rows<'a, N> {
    let known = wanted.iter().flatten().count();
    // The numbers that the rows of a table begin with, as far as they are wanted.
    let begin = |order: [usize; N]| {
        let mut begin = [0; N];
        let mut length = 0;
        while let Some(id) = order.get(length).and_then(|part| wanted[*part]) {
            begin[length] = id;
            length += 1;
        }
        (begin, length)
    };
    for (table, order) in tables.iter().zip(orders) {
        let (begin, length) = begin(order);
        if length == known {
            return Rows {
                rows: table.range(&begin[..length]),
                order,
                wanted: None,
            };
        }
    }
    let mut best: Option<(Range<'a, N>, [usize; N])> = None;
    for (table, order) in tables.iter().zip(orders) {
        let (begin, length) = begin(order);
        let rows = table.range(&begin[..length]);
        if best
            .as_ref()
            .is_none_or(|(best, _)| rows.len() < best.len())
        {
            best = Some((rows, order));
        }
    }
    let (rows, order) = best.unwrap_or_else(|| (tables[0].all(), orders[0]));
    Rows {
        rows,
        order,
        wanted: Some(wanted),
    }
}

impl<const N: usize> Iterator for Rows<'_, N> {
    /// Subject, property, object and, in an article's graph, the graph.
    type Item = [Id; N];

    fn next(&mut self) -> Option<[Id; N]> {
        loop {
            let row = self.rows.next()?;
            let mut quad = [0; N];
            for (part, id) in self.order.iter().zip(row) {
                quad[*part] = id;
            }
            let fits = |wanted: &[Option<Id>; N]| {
                let mut pairs = wanted.iter().zip(&quad);
                pairs.all(|(wanted, id)| wanted.is_none_or(|wanted| wanted == *id))
            };
            if self.wanted.as_ref().is_none_or(fits) {
                return Some(quad);
            }
        }
    }
}
