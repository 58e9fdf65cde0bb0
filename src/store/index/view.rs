//! [`View`]: the index as the SPARQL evaluator asks it.

use super::table::Table;
use super::{FUSED, Id, Index, TOLD, Terms};
use crate::store::meter::{Meter, leave};
use crate::store::watched::LONGEST_TEXT;
use crate::store::{Budget, Limit};
use oxigraph::model::Term;
use spareval::{ExpressionTerm, InternalQuad, QueryableDataset};
use std::cell::RefCell;
use std::convert::Infallible;
use std::rc::Rc;

/// An [`Index`] with the terms that a query brings along or makes.
pub(in crate::store) struct View<'a> {
    index: &'a Index,
    /// Numbered behind the terms of the index.
    more: RefCell<Terms>,
    meter: Option<Rc<Meter>>,
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
        self.index.terms.terms.len() as Id
    }
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
        let told = |wanted| Part::Told(Rows::new(&index.told, TOLD, wanted));
        Quads {
            part: match graph {
                Some(None) => Part::Fused(Rows::new(&index.fused, FUSED, [s, p, o])),
                Some(graph) => told([s, p, o, graph.copied()]),
                None => told([s, p, o, None]),
            },
            meter: self.meter.clone(),
        }
    }

    fn internalize_term(&self, term: Term) -> Result<Id, Infallible> {
        self.step();
        if let Term::Literal(text) = &term
            && self.meter.is_some()
            && text.value().len() > LONGEST_TEXT
            && self.index.terms.number(&term).is_none()
        {
            leave(Limit::Text(LONGEST_TEXT).into());
        }
        Ok(match self.index.terms.number(&term) {
            Some(id) => id,
            None => self.own() + self.more.borrow_mut().add(term),
        })
    }

    fn externalize_term(&self, id: Id) -> Result<Term, Infallible> {
        Ok(match self.index.terms.terms.get(id as usize) {
            Some(term) => term.clone(),
            None => self.more.borrow().terms[(id - self.own()) as usize].clone(),
        })
    }

    fn externalize_expression_term(&self, id: Id) -> Result<ExpressionTerm, Infallible> {
        self.step();
        let value = match id.checked_sub(self.own()) {
            None => self.index.terms.values.get(&id).cloned(),
            Some(own) => self.more.borrow().values.get(&own).cloned(),
        };
        match value {
            Some(value) => Ok(value),
            None => Ok(self.externalize_term(id)?.into()),
        }
    }
}

/// The quads of a pattern.
struct Quads<'a> {
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
        let ([subject, predicate, object], graph_name) = match &mut self.part {
            Part::Fused(rows) => (rows.next()?, None),
            Part::Told(rows) => {
                let [subject, predicate, object, graph] = rows.next()?;
                ([subject, predicate, object], Some(graph))
            }
        };
        Some(Ok(InternalQuad {
            subject,
            predicate,
            object,
            graph_name,
        }))
    }
}

/// A stretch of a table, of which not all may be wanted.
struct Rows<'a, const N: usize> {
    rows: std::slice::Iter<'a, [Id; N]>,
    /// Which part of a quad each column holds.
    order: [usize; N],
    /// What is not certain from the place in the table.
    wanted: Option<[Option<Id>; N]>,
}

impl<'a, const N: usize> Rows<'a, N> {
    /// The shortest stretch of any of the tables that holds all that is wanted.
    fn new(
        tables: &'a [Table<N>; N],
        orders: [[usize; N]; N],
        wanted: [Option<Id>; N],
    ) -> Rows<'a, N> {
        let known = wanted.iter().flatten().count();
        let mut best: (&[[Id; N]], [usize; N]) = (tables[0].all(), orders[0]);
        for (table, order) in tables.iter().zip(orders) {
            let mut begin = [0; N];
            let mut length = 0;
            while let Some(id) = order.get(length).and_then(|part| wanted[*part]) {
                begin[length] = id;
                length += 1;
            }
            let rows = table.range(&begin[..length]);
            if length == known {
                return Rows {
                    rows: rows.iter(),
                    order,
                    wanted: None,
                };
            }
            if rows.len() < best.0.len() {
                best = (rows, order);
            }
        }
        Rows {
            rows: best.0.iter(),
            order: best.1,
            wanted: Some(wanted),
        }
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
                quad[*part] = *id;
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
