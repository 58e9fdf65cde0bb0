//! Words in texts.

use super::Compiler;
use super::algebra::*;
use crate::ontology::RoleKind;
use crate::query::ast::Comparison;
use crate::query::plan::Kind;
use crate::query::words::{DOCUMENT, EVENT};
use crate::rdf::vocabulary::NIF;
use oxigraph::model::Variable;
use spargebra::algebra::{Expression, Function, GraphPattern, PropertyPathExpression};
use spargebra::term::NamedNodePattern;

/// A text compared with words, without regard to case; `like` looks inside, with `*` for anything.
pub(super) fn matches(comparison: Comparison, value: Expression, words: &str) -> Expression {
    let words_lower = words.to_lowercase();
    match comparison {
        Comparison::Like if words.contains('*') => call(
            Function::Regex,
            vec![
                call(Function::Str, vec![value]),
                text(&wildcard(words)),
                text("is"),
            ],
        ),
        Comparison::Like => call(Function::Contains, vec![lower(value), text(&words_lower)]),
        other => super::compare::operator(other, lower(value), text(&words_lower)),
    }
}

/// A regular expression for words with `*`; all else stands for itself. Several stars in a row are one.
fn wildcard(words: &str) -> String {
    let mut out = String::from("^");
    let mut before = None;
    for c in words.chars() {
        if c == '*' && before.replace(c) == Some('*') {
            continue;
        }
        before = Some(c);
        match c {
            '*' => out.push_str(".*"),
            c if c.is_alphanumeric() || c == ' ' => out.push(c),
            c => {
                out.push('\\');
                out.push(c);
            }
        }
    }
    out.push('$');
    out
}

impl Compiler<'_> {
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
        let sentence = GraphPattern::Graph {
            name: NamedNodePattern::Variable(document),
            inner: Box::new(path(account, evidence, text_of.clone())),
        };
        let found = matches(Comparison::Like, v(&text_of), words);
        let told = self.behind(accounts, filter(sentence, found.clone()));
        match self.may_be(s, EVENT) {
            true => union(vec![filter(own, found), told]),
            false => filter(own, found),
        }
    }
}
