//! Paths through the graph: who is joined to whom by which events.
//!
//! Nodes are actors, things and events. To go through an event is a step; to go from a part to its whole or back is
//! none, because a name includes its parts.

use petgraph::algo::astar;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::{EdgeRef, NodeFiltered};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeSet;
use std::rc::Rc;

/// A step weighs more than any number of links that are none.
const STEP: u64 = 1_000_000;
/// Where the search for all paths gives up.
const MOST_VISITS: usize = 200_000;

/// After how many visits the search asks whether to give up.
const LOOK: usize = 1_000;

/// One link of a path.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Link {
    /// IRI of the node it leaves.
    pub from: String,
    /// What joins them: the name of a role, or `None` from part to whole and back.
    pub role: Option<String>,
    /// IRI of the node it reaches.
    pub to: String,
}

/// From one node to another.
pub type Path = Vec<Link>;

/// All paths that were looked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Paths {
    /// Those with fewer steps first.
    pub paths: Vec<Path>,
    /// Whether there may be more.
    pub cut: bool,
}

/// Events with those who fill their roles, and parts with their wholes.
#[derive(Debug, Default)]
pub struct Network {
    graph: DiGraph<String, Option<String>>,
    index: FxHashMap<String, NodeIndex>,
    events: FxHashSet<NodeIndex>,
    parts: FxHashSet<(NodeIndex, NodeIndex)>,
    /// Nodes that are nobody in particular: "people" of one story are not those of another.
    common: FxHashSet<NodeIndex>,
}

/// A network with some of its events only.
pub struct Among<'n> {
    network: &'n Network,
    /// By number of node: all that are no events, and the events that are let in.
    open: Vec<bool>,
    /// Whether to give up.
    stop: &'n dyn Fn() -> bool,
}

impl Network {
    fn node(&mut self, iri: &str) -> NodeIndex {
        if let Some(node) = self.index.get(iri) {
            return *node;
        }
        let node = self.graph.add_node(iri.to_string());
        self.index.insert(iri.to_string(), node);
        node
    }

    /// Adds a filler of a role of an event.
    pub fn add_role(&mut self, event: &str, role: &str, filler: &str) {
        let event = self.node(event);
        let filler = self.node(filler);
        self.events.insert(event);
        self.graph.add_edge(event, filler, Some(role.to_string()));
        self.graph.add_edge(filler, event, Some(role.to_string()));
    }

    /// Adds a part of a whole.
    pub fn add_part(&mut self, part: &str, whole: &str) {
        let part = self.node(part);
        let whole = self.node(whole);
        self.parts.insert((part, whole));
        self.graph.add_edge(part, whole, None);
        self.graph.add_edge(whole, part, None);
    }

    /// Notes that no path leads through a node, only to it and from it.
    pub fn add_common(&mut self, iri: &str) {
        let node = self.node(iri);
        self.common.insert(node);
    }

    /// Whether one node was added as part of the other.
    pub fn is_part(&self, part: &str, whole: &str) -> bool {
        let pair = (self.index.get(part), self.index.get(whole));
        matches!(pair, (Some(part), Some(whole)) if self.parts.contains(&(*part, *whole)))
    }

    /// Whether a node is an event.
    pub fn is_event(&self, iri: &str) -> bool {
        self.index
            .get(iri)
            .is_some_and(|node| self.events.contains(node))
    }

    /// Only with these events.
    pub fn among<'e>(&self, events: impl IntoIterator<Item = &'e String>) -> Among<'_> {
        let mut open = vec![true; self.graph.node_count()];
        for event in &self.events {
            open[event.index()] = false;
        }
        for event in events {
            if let Some(node) = self.index.get(event) {
                open[node.index()] = true;
            }
        }
        Among {
            network: self,
            open,
            stop: &|| false,
        }
    }

    /// Going into an event is a step, from another event too.
    fn is_step(&self, to: NodeIndex) -> bool {
        self.events.contains(&to)
    }
}

impl<'n> Among<'n> {
    /// Searches find no more once `stop` is true.
    #[must_use]
    pub fn until(self, stop: &'n dyn Fn() -> bool) -> Among<'n> {
        Among { stop, ..self }
    }

    fn nodes(&self, iris: &[String]) -> BTreeSet<NodeIndex> {
        iris.iter()
            .filter_map(|iri| self.network.index.get(iri).copied())
            .filter(|node| self.open[node.index()])
            .collect()
    }

    /// A path with the fewest steps, at most `within`, from any of the first to any of the others.
    pub fn shortest(&self, from: &[String], to: &[String], within: Option<usize>) -> Option<Path> {
        let goals = self.nodes(to);
        if goals.is_empty() {
            return None;
        }
        let starts = self.nodes(from);
        let graph = NodeFiltered::from_fn(&self.network.graph, |node: NodeIndex| {
            let end = || goals.contains(&node) || starts.contains(&node);
            self.open[node.index()] && (!self.network.common.contains(&node) || end())
        });
        let step = |to: NodeIndex| if self.network.is_step(to) { STEP } else { 1 };
        let mut best: Option<(u64, Vec<NodeIndex>)> = None;
        for &start in &starts {
            if (self.stop)() {
                return None;
            }
            let found = astar(
                &graph,
                start,
                |node| goals.contains(&node),
                |edge| step(edge.target()),
                |_| 0,
            );
            if let Some((cost, path)) = found
                && best.as_ref().is_none_or(|(least, _)| cost < *least)
            {
                best = Some((cost, path));
            }
        }
        let (cost, path) = best?;
        let steps = (cost / STEP) as usize;
        within
            .is_none_or(|most| steps <= most)
            .then(|| self.links(&path))
    }

    /// The same through one of `via`: there by the shortest way, and on by the shortest way.
    pub fn shortest_via(
        &self,
        from: &[String],
        via: &[String],
        to: &[String],
        within: Option<usize>,
    ) -> Option<Path> {
        let mut best: Option<(usize, Path)> = None;
        for middle in via {
            let middle = std::slice::from_ref(middle);
            let (Some(mut there), Some(on)) = (
                self.shortest(from, middle, None),
                self.shortest(middle, to, None),
            ) else {
                continue;
            };
            there.extend(on);
            let is_step = |link: &&Link| self.network.is_event(&link.to);
            let steps = there.iter().filter(is_step).count();
            if best.as_ref().is_none_or(|(least, _)| steps < *least) {
                best = Some((steps, there));
            }
        }
        let (steps, path) = best?;
        within.is_none_or(|most| steps <= most).then_some(path)
    }

    /// All paths that pass no node twice, at most `within` steps long and at most `limit` of them; through one of
    /// `via` where there are any.
    pub fn all(
        &self,
        from: &[String],
        to: &[String],
        via: &[String],
        within: usize,
        limit: usize,
    ) -> Paths {
        let (starts, goals, via) = (self.nodes(from), self.nodes(to), self.nodes(via));
        let mut search = Search {
            among: self,
            next: FxHashMap::default(),
            starts: &starts,
            goals: &goals,
            via: &via,
            limit,
            visits: 0,
            found: Paths::default(),
        };
        if goals.is_empty() {
            return search.found;
        }
        for steps in 1..=within {
            for start in &starts {
                let mut path = vec![*start];
                search.go(&mut path, steps);
            }
        }
        search.found
    }

    fn links(&self, path: &[NodeIndex]) -> Path {
        path.windows(2)
            .map(|pair| Link {
                from: self.network.graph[pair[0]].clone(),
                role: self
                    .network
                    .graph
                    .edges_connecting(pair[0], pair[1])
                    .map(|edge| edge.weight().clone())
                    .min()
                    .flatten(),
                to: self.network.graph[pair[1]].clone(),
            })
            .collect()
    }
}

/// Where a search goes on from a node.
struct Next {
    all: Vec<NodeIndex>,
    /// Those that are no events.
    others: Vec<NodeIndex>,
}

/// A depth-first search for paths of a certain number of steps.
struct Search<'n> {
    among: &'n Among<'n>,
    next: FxHashMap<NodeIndex, Rc<Next>>,
    starts: &'n BTreeSet<NodeIndex>,
    goals: &'n BTreeSet<NodeIndex>,
    via: &'n BTreeSet<NodeIndex>,
    limit: usize,
    visits: usize,
    found: Paths,
}

impl Search<'_> {
    fn go(&mut self, path: &mut Vec<NodeIndex>, steps: usize) {
        self.visits += 1;
        let stop = self.visits.is_multiple_of(LOOK) && (self.among.stop)();
        if stop {
            self.visits = MOST_VISITS;
        }
        if self.visits > MOST_VISITS || self.found.paths.len() >= self.limit || stop {
            self.found.cut = true;
            return;
        }
        let Some(&at) = path.last() else {
            return;
        };
        if path.len() > 1 && self.goals.contains(&at) {
            // A goal ends a path; shorter ones were found before.
            let passes = self.via.is_empty() || path.iter().any(|node| self.via.contains(node));
            if steps == 0 && passes {
                let links = self.among.links(path);
                if !self.found.paths.contains(&links) {
                    self.found.paths.push(links);
                }
            }
            return;
        }
        let next = self.next(at);
        // Without steps left, only from part to whole and back.
        let nodes = if steps == 0 { &next.others } else { &next.all };
        for &node in nodes {
            let left = match self.among.network.is_step(node) {
                true => steps - 1,
                false => steps,
            };
            if path.contains(&node) || self.starts.contains(&node) {
                continue;
            }
            path.push(node);
            self.go(path, left);
            path.pop();
        }
    }

    fn next(&mut self, at: NodeIndex) -> Rc<Next> {
        let among = self.among;
        let next = self.next.entry(at).or_insert_with(|| {
            let targets = among.network.graph.edges(at).map(|edge| edge.target());
            let asked = |node: &NodeIndex| self.goals.contains(node) || self.via.contains(node);
            let open: BTreeSet<NodeIndex> = targets
                .filter(|node| among.open[node.index()])
                .filter(|node| !among.network.common.contains(node) || asked(node))
                .collect();
            let all: Vec<NodeIndex> = open.into_iter().collect();
            let mut others = all.clone();
            others.retain(|node| !among.network.is_step(*node));
            Rc::new(Next { all, others })
        });
        Rc::clone(next)
    }
}

#[cfg(test)]
mod tests;
