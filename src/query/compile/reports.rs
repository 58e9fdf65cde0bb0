//! What is told of a node, when, and by whom.

use super::algebra::*;
use super::compiler::Compiler;
use super::conditions::{matches, overlaps};
use crate::ontology::RoleKind;
use crate::query::ast::Comparison;
use crate::query::plan::{Hop, Kind, Path};
use crate::query::words::{DOCUMENT, EVENT};
use crate::rdf::vocabulary::{NIF, SCHEMA};
use crate::time::Interval;
use oxigraph::model::{Literal, Variable};
use spargebra::algebra::{Expression, GraphPattern, PropertyPathExpression};
use spargebra::term::GroundTerm;

impl Compiler<'_> {
    /// The time at `path` can lie in one of the windows.
    pub(super) fn windows(
        &mut self,
        base: GraphPattern,
        s: &Variable,
        path: &Path,
        windows: &[Interval],
    ) -> GraphPattern {
        let (at, before) = self.before_last(s, path);
        let (begin, end, pattern) = self.known_day(join(base, before), &at, path.last());
        self.sure.push(begin.clone());
        if let [window] = windows {
            return filter(pattern, overlaps(&begin, &end, window));
        }
        let (from, to) = (self.var("from"), self.var("to"));
        let rows = windows.iter().map(|w| {
            let ends = [w.begin, w.end].map(|d| d.map(|d| GroundTerm::Literal(date(d))));
            ends.to_vec()
        });
        let table = rows_of(vec![from.clone(), to.clone()], rows);
        let known = or(bound(&begin), bound(&end));
        let test = and(
            known,
            and(
                unless_unknown(at_most(v(&begin), v(&to))),
                unless_unknown(at_least(v(&end), v(&from))),
            ),
        );
        filter(join(pattern, table), test)
    }

    /// A document that tells of it was published in the window; none before it, if that is asked for.
    pub(super) fn reported(&mut self, s: &Variable, window: &Interval, all: bool) -> GraphPattern {
        let Some(hop) = self.published() else {
            return filter(empty(), truth(false));
        };
        let document = self.var("document");
        let source = triple(s.clone(), dl("source"), document.clone());
        let some = self.dated(source, &document, &hop, |b, e| overlaps(b, e, window));
        let Some(first) = window.begin.filter(|_| all) else {
            return some;
        };
        // The first report: none is surely earlier.
        let earlier = self.var("earlier");
        let document = self.var("earlierDocument");
        let reports = triple(s.clone(), dl("source"), document.clone());
        let published = self.either(&document, &hop, "End", &earlier);
        let before = less(v(&earlier), Expression::Literal(date(first)));
        let earlier = self.within_exists(|c| c.behind(reports, filter(published, before)));
        filter(some, not(exists(earlier)))
    }

    /// The field that holds when a document was published.
    pub(super) fn published(&self) -> Option<Hop> {
        let role = self.store.ontology().roles.get("published")?;
        Some(Hop::of(role))
    }

    /// One of its documents has one of the publishers.
    pub(super) fn reported_by(&mut self, s: &Variable, publishers: &[Literal]) -> GraphPattern {
        // A document is its own report.
        let (document, source) = match (self.may_be(s, DOCUMENT), self.may_be(s, EVENT)) {
            (true, false) => (s.clone(), empty()),
            (false, true) => {
                let document = self.var("document");
                let source = triple(s.clone(), dl("source"), document.clone());
                (document, source)
            }
            _ => {
                let document = self.var("document");
                let source = PropertyPathExpression::NamedNode(dl("source"));
                let source = PropertyPathExpression::ZeroOrOne(Box::new(source));
                (document.clone(), path(s.clone(), source, document))
            }
        };
        let published = self.published_by(document, publishers);
        self.behind(source, published)
    }

    /// One of its documents has one of the publishers, and none is surely of an earlier day. A document without a date is
    /// neither the first nor before one.
    pub(super) fn first_reported_by(
        &mut self,
        s: &Variable,
        publishers: &[Literal],
    ) -> GraphPattern {
        let Some(hop) = self.published() else {
            return filter(empty(), truth(false));
        };
        let (document, day) = (self.var("document"), self.var("publishedDay"));
        let source = triple(s.clone(), dl("source"), document.clone());
        let by = self.published_by(document.clone(), publishers);
        let by = join(by, self.either(&document, &hop, "Begin", &day));
        let (other, earlier) = (self.var("earlierDocument"), self.var("earlier"));
        let reports = triple(s.clone(), dl("source"), other.clone());
        let published = self.either(&other, &hop, "End", &earlier);
        let before = less(v(&earlier), v(&day));
        let earlier = self.within_exists(|c| c.behind(reports, filter(published, before)));
        self.behind(source, filter(by, not(exists(earlier))))
    }

    /// A document has one of the publishers.
    fn published_by(&mut self, document: Variable, publishers: &[Literal]) -> GraphPattern {
        let publisher = iri(format!("{SCHEMA}publisher"));
        if let [one] = publishers {
            return triple(document, publisher, one.clone());
        }
        let value = self.var("publisher");
        let terms = publishers
            .iter()
            .map(|l| vec![Some(GroundTerm::Literal(l.clone()))]);
        let table = rows_of(vec![value.clone()], terms);
        join(table, triple(document, publisher, value))
    }

    /// The words stand in the text of a document, in what was said, in a sentence that tells the event, or in a name.
    pub(super) fn mentioning(&mut self, s: &Variable, words: &str) -> GraphPattern {
        let texts: Vec<_> = self
            .store
            .ontology()
            .roles
            .values()
            .filter(|role| Kind::of(role) == Kind::Text)
            // Fields of events are what the program or a person says of them, no words of an article.
            .filter(|role| role.kind != RoleKind::Field || !role.domain.iter().any(|d| d == EVENT))
            .filter(|role| role.domain.iter().any(|class| self.may_be(s, class)))
            .map(|role| iri(role.property.clone()))
            .chain(
                self.may_be(s, DOCUMENT)
                    .then(|| iri(format!("{NIF}isString"))),
            )
            .collect();
        let text_of = self.var("text");
        let own = path(s.clone(), alternatives(&texts), text_of.clone());
        let account = self.var("account");
        let document = self.var("document");
        let evidence = [dl("evidence"), iri(format!("{NIF}anchorOf"))];
        let evidence = sequence(evidence.map(PropertyPathExpression::NamedNode).into_iter());
        let accounts = triple(s.clone(), dl("account"), account.clone());
        let sentence = in_graph(&document, path(account, evidence, text_of.clone()));
        let found = matches(Comparison::Like, v(&text_of), words);
        let told = self.behind(accounts, filter(sentence, found.clone()));
        match self.may_be(s, EVENT) {
            true => union(vec![filter(own, found), told]),
            false => filter(own, found),
        }
    }
}
