//! [`Linked`]: what was linked, before groups of accounts are put together as events: a graph of which most is known already
//! needs only those that have changed.

use super::decisions::Decisions;
use super::fuse::{self, Telling};
use super::graph::{Event, Graph};
use super::ids::event_id;
use super::prints::{self, Prints, hash_of};
use super::wording::Wording;
use crate::extract::Account;
use crate::extract::account::Modality;
use crate::ontology::Ontology;
use crate::watch::{Stage, Watch};
use jiff::civil::Date;
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

/// A linked graph without its events.
pub(crate) struct Linked {
    pub graph: Graph,
    /// Indices of accounts, in the order in which they stand in the dossiers.
    groups: Vec<Vec<usize>>,
    /// The id of the event of each group.
    ids: Vec<String>,
    /// Of each account its words, and the index of its document.
    told: Vec<(Wording, usize)>,
    /// Of each document when it was published, as it says itself, and which its text is from.
    documents: Vec<(Option<Date>, usize)>,
    decisions: Decisions,
}

impl Linked {
    /// Of a graph whose dossiers are as they will be told.
    pub(super) fn new(
        mut graph: Graph,
        groups: Vec<Vec<usize>>,
        told: Vec<(Wording, usize)>,
        documents: Vec<(Option<Date>, usize)>,
        decisions: &Decisions,
    ) -> Linked {
        let accounts = accounts(&graph);
        let id = |group: &Vec<usize>| {
            let ids = group.iter().map(|&i| accounts[i].id.as_str());
            event_id(ids.min().unwrap_or_default())
        };
        let ids: Vec<String> = groups.par_iter().map(id).collect();
        let threads = graph.threads.iter();
        let tied = threads.flat_map(|thread| [&thread.statement, &thread.told]);
        let wanted: FxHashSet<&String> = tied.chain(graph.said.keys()).collect();
        let events = event_of(&groups, &ids, &accounts, |id| wanted.contains(id));
        let known = events.into_iter();
        let known = known.map(|(account, event)| (account.to_string(), event.to_string()));
        graph.event_of = known.collect();
        Linked {
            graph,
            groups,
            ids,
            told,
            documents,
            decisions: decisions.clone(),
        }
    }

    /// The ids of all events.
    pub fn events(&self) -> &[String] {
        &self.ids
    }

    /// Numbers made from what each event is put together from, in the order of [`Linked::events`], and from what each document
    /// tells.
    pub fn prints(&self, ontology: &Ontology) -> (Vec<u64>, Vec<u64>) {
        let accounts = accounts(&self.graph);
        let event_of = event_of(&self.groups, &self.ids, &accounts, |_| true);
        let prints = Prints::of(&self.graph);
        let event = |group: &Vec<usize>| {
            hash_of(|sum| {
                for &index in group {
                    let (account, (_, document)) = (accounts[index], &self.told[index]);
                    sum.add(prints.accounts[index]);
                    sum.add(self.decisions.dates(&account.id));
                    sum.add(self.confirms(&account.id));
                    let (day, source) = self.documents[*document];
                    let (source_day, _) = self.documents[source];
                    sum.add((day, source_day));
                    sum.add((prints.documents[*document], prints.documents[source]));
                    for (role, fillers) in &account.roles {
                        let words = fuse::is_text(role, ontology);
                        for value in fillers.iter().map(|f| fuse::value(role, f, ontology)) {
                            sum.add(event_of.get(value));
                            // Words that are the id of a node are told by its name.
                            let node = words.then(|| self.graph.nodes.get(value)).flatten();
                            sum.add(node.map(|node| &node.label));
                        }
                    }
                }
            })
        };
        let events = self.groups.par_iter().map(event).collect();
        let mut first = 0;
        let of_documents = self.graph.dossiers.iter().zip(&prints.documents);
        let documents = of_documents.map(|(dossier, print)| {
            let own = &prints.accounts[first..first + dossier.accounts.len()];
            first += own.len();
            let ids = dossier.accounts.iter().map(|account| &account.id);
            let said: Vec<_> = ids
                .filter_map(|id| self.graph.said.get_key_value(id))
                .collect();
            hash_of(|sum| sum.add((print, own, said)))
        });
        (events, documents.collect())
    }

    /// The id of each link, with a number made from all that is told of it.
    pub fn links(&self) -> Vec<(String, u64)> {
        let links = self.graph.links.par_iter();
        links.map(|link| (link.id(), prints::link(link))).collect()
    }

    fn confirms(&self, account: &str) -> bool {
        let said = self.decisions.of.get(account);
        said.is_some_and(|said| said.confirmed)
    }

    /// The graph with those events whose ids are `wanted`.
    pub fn fuse(
        mut self,
        wanted: impl Fn(&str) -> bool + Sync,
        ontology: &Ontology,
        watch: &dyn Watch,
    ) -> Graph {
        let accounts = accounts(&self.graph);
        let groups = self.groups.par_iter().zip(&self.ids);
        let groups: Vec<(&Vec<usize>, &String)> = groups.filter(|(_, id)| wanted(id)).collect();
        let event_of = event_of(&self.groups, &self.ids, &accounts, |_| true);
        watch.begin(Stage::Fusing, groups.len() as u64);
        let event = |(group, id): &(&Vec<usize>, &String)| {
            watch.step(1);
            self.event(group, id, &accounts, &event_of, ontology)
        };
        let mut events: Vec<Event> = groups.par_iter().map(event).collect();
        events.par_sort_by(|a, b| a.id.cmp(&b.id));
        let events = events.into_iter().map(|event| (event.id.clone(), event));
        self.graph.events = events.collect();
        self.graph
    }

    fn event(
        &self,
        group: &[usize],
        id: &str,
        accounts: &[&Account],
        event_of: &FxHashMap<&str, &str>,
        ontology: &Ontology,
    ) -> Event {
        let telling = |&index: &usize| {
            let (account, (wording, document)) = (accounts[index], &self.told[index]);
            let (day, source) = self.documents[*document];
            Telling {
                account,
                wording,
                document: &self.graph.dossiers[*document].document,
                day,
                source: &self.graph.dossiers[source].document,
                source_day: self.documents[source].0,
                dated: self.decisions.dates(&account.id),
            }
        };
        let tellings: Vec<Telling<'_>> = group.iter().map(telling).collect();
        let mut event = fuse::event(id.to_string(), &tellings, ontology);
        let mut said = event.accounts.iter();
        if event.modality == Modality::Doubtful && said.any(|account| self.confirms(account)) {
            event.modality = Modality::Asserted;
        }
        // In the fused view a statement is about events, not about one document's accounts of them.
        for values in event.roles.values_mut() {
            for value in values.iter_mut() {
                if let Some(event) = event_of.get(value.as_str()) {
                    *value = event.to_string();
                }
            }
            fuse::sort(values);
        }
        event
    }
}

/// All accounts, document after document.
fn accounts(graph: &Graph) -> Vec<&Account> {
    graph.dossiers.iter().flat_map(|d| &d.accounts).collect()
}

/// By account its event, of those accounts whose ids are `wanted`.
fn event_of<'g>(
    groups: &[Vec<usize>],
    ids: &'g [String],
    accounts: &[&'g Account],
    wanted: impl Fn(&String) -> bool + Sync,
) -> FxHashMap<&'g str, &'g str> {
    let of = |(group, id): (&Vec<usize>, &'g String)| {
        let accounts = group.iter().map(|&i| &accounts[i].id).filter(|a| wanted(a));
        let pairs = accounts.map(|account| (account.as_str(), id.as_str()));
        pairs.collect::<Vec<_>>()
    };
    let pairs = groups.par_iter().zip(ids).flat_map_iter(of);
    let pairs: Vec<(&str, &str)> = pairs.collect();
    pairs.into_iter().collect()
}
