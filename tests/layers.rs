//! What is used by whom in `src`: no folder uses one that uses it, and no file in a folder either, however long the way
//! round. Circles that still stand are named below; the list may only shrink.
//!
//! Two files that call each other's methods on one type are not seen here; `use` and paths are.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Folder, and the files and folders in it that use each other in a circle.
const STANDING: &str = "\
src/document: formats, input, jsonl
src/extract: anaphora, mentions, towns, whereabouts
src/extract: events, fillers
src/extract/arguments: answer, verb
src/link: compare, profile, signs, statements, weights, when
src/output: layout, table
src/query/parse: condition, modifier, query, stage, value
src/repl: commands, correct, rights, scripts, shell, show, state
src/store: budget, error
src/store: corpus, snapshot
src/store: evidence, joined
src/store/snapshot: old, read
";

type Module = Vec<String>;
type Graph = BTreeMap<String, BTreeSet<String>>;

#[test]
fn nothing_uses_what_uses_it() {
    let files = files();
    let code: BTreeMap<&Module, String> = files
        .iter()
        .map(|(module, file)| {
            (
                module,
                code(&std::fs::read_to_string(file).expect("a file")),
            )
        })
        .collect();
    let mut source = Source {
        files: files.keys().cloned().collect(),
        given: BTreeMap::new(),
    };
    // What a file gives on may be given on again.
    for _ in 0..3 {
        for (module, code) in &code {
            for path in given(code) {
                if let (Some(name), Some(to)) = (path.last(), source.resolved(module, &path)) {
                    source.given.insert(((*module).clone(), name.clone()), to);
                }
            }
        }
    }
    let mut used: BTreeMap<Module, BTreeSet<Module>> = BTreeMap::new();
    for (module, code) in &code {
        let paths = paths(code).into_iter();
        let to = paths.filter_map(|path| source.resolved(module, &path));
        used.insert((*module).clone(), to.filter(|to| to != *module).collect());
    }
    let mut folders: BTreeSet<Module> = BTreeSet::new();
    for module in files.keys() {
        folders.extend((0..module.len()).map(|length| module[..length].to_vec()));
    }
    let mut found: BTreeSet<String> = BTreeSet::new();
    for folder in folders {
        let inside = |module: &Module| match module.starts_with(&folder) {
            true => module.get(folder.len()).cloned(),
            false => None,
        };
        let mut graph = Graph::new();
        for (from, all) in &used {
            for to in all {
                if let (Some(from), Some(to)) = (inside(from), inside(to))
                    && from != to
                {
                    graph.entry(from).or_default().insert(to);
                }
            }
        }
        let path = ["src".to_string()]
            .into_iter()
            .chain(folder.iter().cloned());
        let path = path.collect::<Vec<_>>().join("/");
        for circle in circles(&graph) {
            found.insert(format!("{path}: {}", circle.join(", ")));
        }
    }
    let upward = upward(&used);
    assert!(
        upward.is_empty(),
        "by the layers of ARCHITECTURE.md these may not be used: {upward:#?}"
    );
    let standing: BTreeSet<String> = STANDING.lines().map(str::to_string).collect();
    let new: Vec<&String> = found.difference(&standing).collect();
    assert!(
        new.is_empty(),
        "these use each other in a circle; move what both need to a file of its own: {new:#?}"
    );
    let gone: Vec<&String> = standing.difference(&found).collect();
    assert!(
        gone.is_empty(),
        "these are no circles any more, or smaller ones; take them out of STANDING: {gone:#?}"
    );
}

/// Folders that use one of a later layer, or stand in no layer.
fn upward(used: &BTreeMap<Module, BTreeSet<Module>>) -> BTreeSet<String> {
    let paper = Path::new(env!("CARGO_MANIFEST_DIR")).join("ARCHITECTURE.md");
    let paper = std::fs::read_to_string(paper).expect("the paper");
    let table = paper
        .split("| layer | folders |")
        .nth(1)
        .expect("a table of layers");
    let rows = table
        .lines()
        .skip(2)
        .take_while(|line| line.starts_with('|'));
    let mut layers: BTreeMap<&str, usize> = BTreeMap::new();
    for (layer, row) in rows.enumerate() {
        layers.extend(
            row.split('`')
                .skip(1)
                .step_by(2)
                .map(|folder| (folder, layer)),
        );
    }
    let layer = |module: &Module| layers.get(module.first()?.as_str()).copied();
    let mut found = BTreeSet::new();
    for (from, all) in used.iter().filter(|(from, _)| !from.is_empty()) {
        let Some(own) = layer(from) else {
            found.insert(format!("{} stands in no layer", from[0]));
            continue;
        };
        let later = |to: &&Module| layer(to).is_some_and(|layer| layer > own);
        found.extend(
            all.iter()
                .filter(later)
                .map(|to| format!("{} by {}", to[0], from[0])),
        );
    }
    found
}

/// Every module of the library by its path, with its file. Files of tests use whatever they like.
fn files() -> BTreeMap<Module, PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let (mut files, mut open) = (BTreeMap::new(), vec![root.clone()]);
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                open.push(path);
                continue;
            }
            let inside = path.strip_prefix(&root).expect("below").with_extension("");
            let mut module: Module = inside
                .iter()
                .map(|part| part.to_string_lossy().into_owned())
                .collect();
            if path.extension().is_none_or(|e| e != "rs")
                || module == ["main"]
                || module.last().is_some_and(|name| name == "tests")
            {
                continue;
            }
            if module
                .last()
                .is_some_and(|name| name == "mod" || name == "lib")
            {
                module.pop();
            }
            files.insert(module, path);
        }
    }
    files
}

/// A file without comments and without the tests in it.
fn code(text: &str) -> String {
    let code = text
        .split("#[cfg(test)]\nmod tests {")
        .next()
        .unwrap_or_default();
    let lines = code
        .lines()
        .map(|line| line.split("//").next().unwrap_or_default());
    lines.collect::<Vec<_>>().join(" ")
}

/// The paths that a file gives on with `pub use`.
fn given(code: &str) -> BTreeSet<Vec<String>> {
    let mut found = BTreeSet::new();
    for tree in ["pub use ", "pub(crate) use ", "pub(super) use "]
        .into_iter()
        .flat_map(|begin| code.split(begin).skip(1))
    {
        expand(tree.split(';').next().unwrap_or_default(), &[], &mut found);
    }
    found
}

/// The paths that code names, each in its parts.
fn paths(code: &str) -> BTreeSet<Vec<String>> {
    let mut found = BTreeSet::new();
    // What `use` brings in.
    for tree in code.split("use ").skip(1) {
        let tree = tree.split(';').next().unwrap_or_default();
        if !tree.contains(['"', '=', '(']) {
            expand(tree, &[], &mut found);
        }
    }
    // Paths in the middle of code.
    let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
    for word in code
        .split(|c: char| !is_part(c))
        .filter(|word| word.contains("::"))
    {
        let parts = word.split("::").filter(|part| !part.is_empty());
        found.insert(parts.map(str::to_string).collect());
    }
    found
}

/// The leaves of what stands behind `use`.
fn expand(tree: &str, before: &[String], found: &mut BTreeSet<Vec<String>>) {
    let tree = tree.trim();
    let (head, inside) = match tree.split_once('{') {
        Some((head, inside)) => (head, Some(inside.rsplit_once('}').map_or(inside, |i| i.0))),
        None => (tree.split(" as ").next().unwrap_or_default(), None),
    };
    let parts = head
        .split("::")
        .map(str::trim)
        .filter(|part| !part.is_empty());
    let all: Vec<String> = before
        .iter()
        .cloned()
        .chain(parts.map(str::to_string))
        .collect();
    let Some(inside) = inside else {
        found.insert(all);
        return;
    };
    let (mut depth, mut begin) = (0, 0);
    for (at, c) in inside.char_indices().chain([(inside.len(), ',')]) {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                if !inside[begin..at].trim().is_empty() {
                    expand(&inside[begin..at], &all, found);
                }
                begin = (at + 1).min(inside.len());
            }
            _ => {}
        }
    }
}

/// What paths lead to.
struct Source {
    files: BTreeSet<Module>,
    /// What modules give on of others, by name.
    given: BTreeMap<(Module, String), Module>,
}

impl Source {
    /// The module that a path leads to from another.
    fn resolved(&self, from: &Module, path: &[String]) -> Option<Module> {
        let first = path.first()?.as_str();
        let (mut at, mut rest) = match first {
            "crate" => (Vec::new(), &path[1..]),
            "self" => (from.clone(), &path[1..]),
            "super" => {
                let ups = path.iter().take_while(|part| *part == "super").count();
                (from[..from.len().checked_sub(ups)?].to_vec(), &path[ups..])
            }
            _ => (from.clone(), path),
        };
        let begun = at.len();
        while let Some(next) = rest.first() {
            at.push(next.clone());
            if !self.files.contains(&at) {
                at.pop();
                break;
            }
            rest = &rest[1..];
        }
        if !matches!(first, "crate" | "self" | "super") && at.len() == begun {
            return None;
        }
        let given = rest
            .first()
            .and_then(|name| self.given.get(&(at.clone(), name.clone())));
        Some(given.cloned().unwrap_or(at))
    }
}

/// Sets of names that can all be reached from each other, sorted.
fn circles(graph: &Graph) -> Vec<Vec<String>> {
    let reach = |from: &String| {
        let (mut seen, mut open) = (BTreeSet::new(), vec![from.clone()]);
        while let Some(next) = open.pop() {
            for to in graph.get(&next).into_iter().flatten() {
                if seen.insert(to.clone()) {
                    open.push(to.clone());
                }
            }
        }
        seen
    };
    let reached: BTreeMap<&String, BTreeSet<String>> =
        graph.keys().map(|name| (name, reach(name))).collect();
    let mut found = BTreeSet::new();
    for (name, all) in &reached {
        if all.contains(*name) {
            let back = |other: &String| reached.get(other).is_some_and(|r| r.contains(*name));
            found.insert(
                all.iter()
                    .filter(|other| back(other))
                    .cloned()
                    .collect::<Vec<_>>(),
            );
        }
    }
    found.into_iter().collect()
}

#[test]
fn a_circle_is_found() {
    let graph = |all: &[(&str, &str)]| {
        let mut graph = Graph::new();
        for (from, to) in all {
            graph
                .entry(from.to_string())
                .or_default()
                .insert(to.to_string());
        }
        graph
    };
    assert!(circles(&graph(&[("a", "b"), ("b", "c"), ("a", "c")])).is_empty());
    let around = graph(&[("a", "b"), ("b", "c"), ("c", "b"), ("d", "a")]);
    assert_eq!(circles(&around), [["b", "c"]]);
    let named = paths(&code(
        "use super::x::{A, y::{self, B}};\nfn f() { crate::z::g() } // crate::no::h\n",
    ));
    let named: Vec<String> = named.iter().map(|path| path.join("::")).collect();
    for path in ["crate::z::g", "super::x::A", "super::x::y::B"] {
        assert!(
            named.iter().any(|named| named == path),
            "{path} in {named:?}"
        );
    }
    let hidden = |path: &String| path.starts_with("crate::no");
    assert!(!named.iter().any(hidden), "{named:?}");
}
