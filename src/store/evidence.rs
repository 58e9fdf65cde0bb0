//! What a fact rests on: accounts, their documents, sentences and words.

use super::lookup::literal;
use super::{Joined, Renamed, Store, StoreError};
use crate::rdf::vocabulary::{DL, ITSRDF, NIF, SCHEMA};
use crate::time::Interval;
use jiff::civil::Date;
use oxigraph::model::{GraphNameRef, NamedNode, NamedNodeRef, Term};
use std::collections::{BTreeMap, BTreeSet};

/// One account, with the words it rests on.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Evidence {
    /// IRI of the account.
    pub account: String,
    /// Local name of its class of event.
    pub kind: String,
    /// The document that tells it.
    pub document: Source,
    /// The sentences that tell it, in text order.
    pub sentences: Vec<Passage>,
    /// The words that fill its roles, in text order.
    pub spans: Vec<Span>,
    /// The words that name the event.
    pub trigger: Option<Passage>,
    /// Name of the frame that found it.
    pub found_by: String,
    /// Names of those who are quoted for it.
    pub attributed_to: Vec<String>,
    /// The sentences in which they are.
    pub said_in: Vec<Passage>,
    /// `asserted`, `planned`, …
    pub modality: String,
    /// Of words that somebody said: whether they are quoted as they were said.
    pub direct: Option<bool>,
    /// How likely it is right, in percent.
    pub confidence: Option<u8>,
    /// The links that made it one with other accounts.
    pub joined: Vec<Joined>,
    /// What it denies, claims or gives somebody the blame for, when it is a statement; with which of these it does.
    pub answers: Vec<(String, Joined)>,
    /// The statements that do so with it.
    pub answered_in: Vec<(String, Joined)>,
    /// Names in the text that are other names than those of the nodes they mean.
    pub renamed: Vec<Renamed>,
    /// Whether a person vouches for it.
    pub confirmed: bool,
    /// When it was, where a person has said so.
    pub dated: Option<Interval>,
    /// What a person has noted on it.
    pub notes: Vec<String>,
}

/// The document of an account.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Source {
    /// Its IRI.
    pub iri: String,
    /// Headline, or the opening words.
    pub title: Option<String>,
    /// Outlet.
    pub publisher: Option<String>,
    /// Day of publication, or what is known of it.
    pub published: Option<Interval>,
    /// Address on the web.
    pub url: Option<String>,
}

/// A stretch of a document's text; offsets count Unicode scalar values.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Passage {
    /// Where it begins.
    pub begin: usize,
    /// One past its end.
    pub end: usize,
    /// The words.
    pub text: String,
}

/// Words that fill a role.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// The words and where they stand.
    pub passage: Passage,
    /// Local name of the role: `perpetrator`, `killed`, `date`.
    pub role: String,
    /// IRI of the node they name, for a role of kind Node.
    pub node: Option<String>,
    /// Its label.
    pub label: Option<String>,
}

impl Store {
    /// What an event, or a single account, rests on: one entry an account, sorted by its IRI. An error when the endpoint
    /// that has an article does not give it.
    pub fn evidence(&self, iri: &str) -> Result<Vec<Evidence>, StoreError> {
        let mut accounts = self.linked(iri, &format!("{DL}account"));
        if accounts.is_empty() {
            accounts.push(iri.to_string());
        }
        let mut all = Vec::new();
        for account in &accounts {
            // An account's id begins with that of its document, whose graph may have to be fetched.
            if let Some((document, _)) = account.split_once("/account/") {
                self.load(document)?;
            }
            all.extend(self.account(account));
        }
        self.sound()?;
        Ok(all)
    }

    /// What is known of a document.
    pub fn document(&self, iri: &str) -> Source {
        let get = |property: String| self.literal_of(iri, &property);
        let day = |property: String| get(property).and_then(|day| day.parse().ok());
        let published = match day(format!("{SCHEMA}datePublished")) {
            Some(day) => Interval::day(day),
            None => Interval {
                begin: day(format!("{DL}publishedBegin")),
                end: day(format!("{DL}publishedEnd")),
            },
        };
        let publisher = get(format!("{SCHEMA}publisher"));
        // Without outlet and headline its opening words name it.
        let name = || get(format!("{SCHEMA}name")).filter(|_| publisher.is_none());
        Source {
            iri: iri.to_string(),
            title: get(format!("{SCHEMA}headline")).or_else(name),
            publisher,
            published: (published != Interval::default()).then_some(published),
            url: get(format!("{SCHEMA}url")),
        }
    }

    /// The day of the newest document, if any has a day.
    pub fn newest(&self) -> Option<Date> {
        let days = [
            format!("{SCHEMA}datePublished"),
            format!("{DL}publishedEnd"),
        ];
        days.iter()
            .flat_map(|property| self.links(property))
            .filter_map(|(_, day)| self.literal(day)?.parse().ok())
            .max()
    }

    /// The text of a document, to which all offsets refer.
    pub fn document_text(&self, iri: &str) -> Option<String> {
        self.literal_of(iri, &format!("{NIF}isString"))
    }

    /// IRI and text of every document, sorted by IRI.
    pub fn document_texts(&self) -> impl Iterator<Item = (String, String)> {
        let property = format!("{NIF}isString");
        let texts = self.links(&property);
        let documents = texts.filter_map(|(document, text)| Some((self.iri(document)?, text)));
        let documents: BTreeMap<String, u32> = documents.collect();
        documents
            .into_iter()
            .filter_map(|(document, text)| Some((document, self.literal(text)?)))
    }

    fn account(&self, account: &str) -> Option<Evidence> {
        let document = self.document_of(account)?;
        let graph = GraphNameRef::NamedNode(NamedNodeRef::new(&document).ok()?);
        let mut evidence = Evidence {
            account: account.to_string(),
            document: self.document(&document),
            joined: self.joined(account),
            answers: self.answers(account),
            answered_in: self.answered_in(account),
            ..Evidence::default()
        };
        let pairs = self.pairs(account, graph);
        // The fillers of the account tell which of several nodes under the same words is meant.
        let fillers = pairs.iter().filter_map(|(_, object)| node(object));
        let fillers: Vec<&str> = fillers.collect();
        for (property, object) in &pairs {
            let property = property.as_str();
            match property.strip_prefix(DL).unwrap_or(property) {
                "kind" => {
                    let class = node(object).unwrap_or_default();
                    evidence.kind = class.rsplit(['#', '/']).next().unwrap_or(class).to_string();
                }
                "modality" => {
                    evidence.modality = literal(object).unwrap_or_default().to_string();
                }
                "confidenceMin" => {
                    evidence.confidence = literal(object).and_then(|percent| percent.parse().ok());
                }
                "direct" => evidence.direct = literal(object).map(|direct| direct == "true"),
                "confirmed" => evidence.confirmed = true,
                "dateBy" => evidence.dated = Some(self.date_of(account, graph)),
                "note" => evidence.notes.extend(literal(object).map(str::to_string)),
                "foundBy" => {
                    evidence.found_by = literal(object).unwrap_or_default().to_string();
                }
                "attributedTo" => {
                    let speaker = node(object).unwrap_or_default();
                    let name = self.label(speaker).unwrap_or_else(|| speaker.to_string());
                    evidence.attributed_to.push(name);
                }
                "statement" => {
                    let said = node(object).map(|said| self.pairs(said, graph));
                    evidence.said_in = self.passages(&said.unwrap_or_default(), graph);
                }
                "evidence" => evidence
                    .sentences
                    .extend(node(object).and_then(|n| self.passage(n, graph))),
                "trigger" => {
                    evidence.trigger = node(object).and_then(|n| self.passage(n, graph));
                }
                _ => {
                    if let Some(role) = property.strip_suffix("Mention")
                        && let Some(words) = node(object)
                    {
                        evidence
                            .spans
                            .extend(self.spans(role, words, &fillers, graph));
                    }
                }
            }
        }
        evidence.sentences.sort();
        evidence.spans.sort();
        evidence.attributed_to.sort();
        let renamed = evidence.spans.iter().filter_map(|span| self.renamed(span));
        evidence.renamed = renamed.collect();
        let mut seen = BTreeSet::new();
        let new = |r: &Renamed| seen.insert((r.words.clone(), r.label.clone()));
        evidence.renamed.retain(new);
        Some(evidence)
    }

    pub(super) fn document_of(&self, account: &str) -> Option<String> {
        let property = format!("{DL}inDocument");
        let account = NamedNodeRef::new_unchecked(account).into();
        let quads = self.quads(Some(account), Some(&property), None, None);
        quads
            .iter()
            .find_map(|quad| node(&quad.object).map(str::to_string))
    }

    /// The days that a graph gives an account.
    fn date_of(&self, account: &str, graph: GraphNameRef<'_>) -> Interval {
        let day = |end: &str| {
            let text = self.text(account, &format!("{DL}date{end}"), graph);
            text.and_then(|day| day.parse().ok())
        };
        Interval {
            begin: day("Begin"),
            end: day("End"),
        }
    }

    /// Where the words stand of the account that has these properties: its sentences, and what is said.
    fn passages(&self, account: &[(NamedNode, Term)], graph: GraphNameRef<'_>) -> Vec<Passage> {
        let stands = |property: &str| ["evidence", "contentMention"].contains(&property);
        let nodes = account.iter().filter_map(|(property, object)| {
            let property = property.as_str().strip_prefix(DL)?;
            node(object).filter(|_| stands(property))
        });
        nodes.filter_map(|iri| self.passage(iri, graph)).collect()
    }

    fn passage(&self, iri: &str, graph: GraphNameRef<'_>) -> Option<Passage> {
        Some(Passage {
            begin: self.number(iri, &format!("{NIF}beginIndex"), graph)?,
            end: self.number(iri, &format!("{NIF}endIndex"), graph)?,
            text: self
                .text(iri, &format!("{NIF}anchorOf"), graph)
                .unwrap_or_default(),
        })
    }

    fn spans(
        &self,
        role: &str,
        words: &str,
        fillers: &[&str],
        graph: GraphNameRef<'_>,
    ) -> Vec<Span> {
        let Some(passage) = self.passage(words, graph) else {
            return Vec::new();
        };
        let known = self.ontology.roles.values().find(|r| r.iri == role);
        let role = known.map_or_else(
            || role.rsplit(['#', '/']).next().unwrap_or(role),
            |r| r.name.as_str(),
        );
        let span = |node: Option<String>| Span {
            label: node.as_deref().and_then(|node| self.label(node)),
            passage: passage.clone(),
            role: role.to_string(),
            node,
        };
        let named: Vec<String> = self
            .nodes(words, &format!("{ITSRDF}taIdentRef"), graph)
            .into_iter()
            .filter(|node| fillers.contains(&node.as_str()))
            .collect();
        if named.is_empty() {
            vec![span(None)]
        } else {
            named.into_iter().map(|node| span(Some(node))).collect()
        }
    }
}

fn node(term: &Term) -> Option<&str> {
    match term {
        Term::NamedNode(node) => Some(node.as_str()),
        _ => None,
    }
}
