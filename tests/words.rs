//! The words that articles are read by are data, in `ontology.ttl` and `gazetteer/`, where a user adds more. Those that
//! still stand in code are named in `tests/words.txt`, which may only shrink. Names of classes stand there no more: what is
//! asked of a class it says itself.
//!
//! A word is a string literal in small letters in the code of the reading stages, but for what is no word of an article:
//! * arguments of macros and of attributes, and what a lookup by name is called with (`LOOKUPS`);
//! * names that data has: a sign of several words in `models/`, and where signs are made (`WEIGHED`) all their words; a field
//!   of a table that the file itself reads; and in `extract` and `link`, which know the ontology, a role or list of
//!   `ontology.ttl` and the slots of a frame (`SLOTS`);
//! * what is said to a user: four words or more, and in `link`, which matches single words, two or more;
//! * names of the formats that articles come in (`FORMATS`).

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Stages that match the words of articles.
const STAGES: [&str; 4] = ["text", "extract", "link", "document"];

/// Files whose literals name tags, fields and columns of files, or the columns of what is written.
const FORMATS: [&str; 13] = [
    "document/formats/",
    "document/header.rs",
    "document/input.rs",
    "document/jsonl.rs",
    "document/kind/",
    "document/ld.rs",
    "document/meta.rs",
    "document/page.rs",
    "document/sources.rs",
    "document/times.rs",
    "link/decisions/",
    "text/conllu.rs",
    "text/conllu_output.rs",
];

/// Where the signs of `models/` are made.
const WEIGHED: [&str; 3] = [
    "extract/coreference/",
    "extract/doubts.rs",
    "extract/episode/",
];

/// Methods that are called with a name.
const LOOKUPS: [&str; 17] = [
    "add",
    "any_of",
    "confidence",
    "contains_key",
    "entry",
    "get",
    "governs",
    "has",
    "is_a",
    "is_in",
    "number",
    "of",
    "one",
    "others",
    "phrase",
    "role",
    "word_of",
];

/// Where in a clause a role is filled from, beside prepositions.
const SLOTS: [&str; 19] = [
    "as-object",
    "as-subject",
    "carried-object",
    "circumstance",
    "clause",
    "clause-object",
    "clause-subject",
    "compound",
    "copula-subject",
    "indirect",
    "infinitive",
    "its-subject",
    "modifier",
    "none",
    "object",
    "parataxis",
    "possessive",
    "state",
    "subject",
];

/// Classes that code may name: what happens, what is said, who, where, and what was read.
const CLASSES: [&str; 5] = ["Event", "Statement", "Actor", "Place", "Document"];

#[test]
fn words_and_classes_are_data() {
    let names = Names::read();
    let mut found: BTreeSet<String> = BTreeSet::new();
    let (mut count, mut classes) = (0, Vec::new());
    for file in STAGES
        .iter()
        .flat_map(|stage| files(&root(&format!("src/{stage}"))))
    {
        let path = file.strip_prefix(root("src")).expect("below");
        let path = path.to_string_lossy().replace('\\', "/");
        let code = std::fs::read_to_string(&file).expect("a file");
        let literals = literals(&code);
        let mut words: Vec<&str> = Vec::new();
        for literal in &literals {
            if names.are_a_word(literal, &path) {
                words.push(&literal.text);
            } else if names.are_a_class(literal, &path) {
                classes.push(format!("{path}: {}", literal.text));
            }
        }
        count += words.len();
        words.sort_unstable();
        words.dedup();
        found.extend((!words.is_empty()).then(|| format!("words\t{path}\t{}", words.join(" | "))));
    }
    assert!(
        classes.is_empty(),
        "code names classes; what it asks of them belongs in ontology.ttl, see src/ontology/nature.rs: {classes:#?}"
    );
    found.insert(format!("count\twords\t{count}"));
    let paper = root("tests/words.txt");
    let standing = std::fs::read_to_string(&paper).expect("the list");
    let standing: BTreeSet<String> = standing
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(str::to_string)
        .collect();
    let new: Vec<&String> = found.difference(&standing).collect();
    let gone: Vec<&String> = standing.difference(&found).collect();
    assert!(
        new.is_empty() && gone.is_empty(),
        "tests/words.txt lists what still stands in code. A new word belongs in ontology.ttl or gazetteer/; when words are \
         gone from code, put the lines as they are now.\nnow: {new:#?}\nlisted: {gone:#?}"
    );
}

fn root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The files of code below a folder, without files of tests.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut all = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        let is_code = path.extension().is_some_and(|e| e == "rs");
        match path.is_dir() {
            true => all.extend(files(&path)),
            false if is_code && path.file_stem().is_none_or(|s| s != "tests") => all.push(path),
            false => {}
        }
    }
    all.sort();
    all
}

/// A string literal.
#[derive(Debug)]
struct Literal {
    text: String,
    /// The word before it, when only an opening bracket stands between.
    called: String,
    /// Whether it stands in an attribute or among the arguments of a macro that formats.
    apart: bool,
}

/// The literals of a file, without comments and the tests in it.
fn literals(code: &str) -> Vec<Literal> {
    let code = code.split("#[cfg(test)]\nmod tests {").next();
    let code: Vec<char> = code.unwrap_or_default().chars().collect();
    let (mut found, mut at) = (Vec::new(), 0);
    // Brackets that are open, and whether each is apart.
    let mut open: Vec<bool> = Vec::new();
    let mut before = String::new();
    while let Some(&c) = code.get(at) {
        let next = code.get(at + 1).copied().unwrap_or(' ');
        match c {
            '/' if next == '/' => {
                at += code[at..].iter().take_while(|c| **c != '\n').count();
                continue;
            }
            // A quote, a bracket or a slash as a character is none.
            '\'' if code.get(at + 2) == Some(&'\'') && next != '\\' => at += 2,
            '\'' if next == '\\' => {
                at += 3;
                at += code[at..].iter().take_while(|c| **c != '\'').count();
            }
            '"' => {
                let begin = at + 1;
                at = begin;
                while code.get(at).is_some_and(|c| *c != '"') {
                    at += if code[at] == '\\' { 2 } else { 1 };
                }
                let called = before.strip_suffix('(').unwrap_or_default();
                let is_name = |c: char| c.is_alphanumeric() || c == '_';
                found.push(Literal {
                    text: code[begin..at.min(code.len())].iter().collect(),
                    called: called
                        .rsplit(|c| !is_name(c))
                        .next()
                        .unwrap_or("")
                        .to_string(),
                    apart: open.iter().any(|apart| *apart),
                });
            }
            '(' | '[' | '{' => {
                let attribute = c == '[' && (before.ends_with('#') || before.ends_with("#!"));
                // `matches!` and the macros of this code hold words; those that format hold sentences.
                let formats = [
                    "format!",
                    "write!",
                    "writeln!",
                    "concat!",
                    "include_str!",
                    "assert!",
                ];
                let formats = formats.iter().any(|name| before.ends_with(name));
                open.push(attribute || c == '(' && formats);
            }
            ')' | ']' | '}' => _ = open.pop(),
            _ => {}
        }
        if !c.is_whitespace() {
            before.push(c);
        }
        at += 1;
    }
    found
}

/// What data gives names to.
struct Names {
    /// Signs of the tables in `models/`, and the words of each.
    signs: BTreeSet<String>,
    parts: BTreeSet<String>,
    /// Classes, roles and lists of the ontology.
    ontology: BTreeSet<String>,
    /// Fields of the tables, by the table.
    tables: BTreeMap<String, BTreeSet<String>>,
}

impl Names {
    fn read() -> Names {
        let read = |path: &Path| std::fs::read_to_string(path).expect("a file");
        let tables = |folder: &str| {
            let folder = std::fs::read_dir(root(folder)).expect("a folder").flatten();
            let files = folder.map(|entry| entry.path());
            files.filter(|path| path.extension().is_some_and(|e| e == "tsv"))
        };
        let is_name = |c: char| c.is_alphanumeric() || c == '-';
        let (mut signs, mut parts) = (BTreeSet::new(), BTreeSet::new());
        for line in tables("models")
            .flat_map(|path| read(&path).lines().map(str::to_string).collect::<Vec<_>>())
        {
            let fields = line.split('\t');
            signs.extend(
                fields
                    .clone()
                    .filter(|sign| sign.contains(' '))
                    .map(str::to_string),
            );
            let words = fields.flat_map(|field| field.split(|c| !is_name(c)));
            parts.extend(words.map(str::to_string));
        }
        let ontology = read(&root("ontology.ttl"));
        let ontology = ontology.split("dl:").skip(1);
        let ontology =
            ontology.map(|rest| rest.split(|c| !is_name(c)).next().unwrap_or("").to_string());
        let fields = |path: PathBuf| {
            let name = path
                .file_name()
                .map(|name| name.to_string_lossy().into_owned());
            let text = read(&path);
            let rows = text.lines().filter(|line| line.contains('\t'));
            let fields = rows.flat_map(|line| line.split('\t')).map(str::to_string);
            (name.unwrap_or_default(), fields.collect())
        };
        Names {
            signs,
            parts,
            ontology: ontology.collect(),
            tables: tables("gazetteer").map(fields).collect(),
        }
    }

    fn are_a_word(&self, literal: &Literal, path: &str) -> bool {
        let text = literal.text.as_str();
        let small = |c: char| c.is_lowercase() || " '’.-".contains(c);
        let blanks = text.trim().matches(' ').count();
        let weighs = WEIGHED.iter().any(|place| path.starts_with(place));
        let knows = path.starts_with("extract") || path.starts_with("link");
        text.chars().all(small)
            && text.contains(char::is_alphabetic)
            && !literal.apart
            && !LOOKUPS.contains(&literal.called.as_str())
            && !FORMATS.iter().any(|format| path.starts_with(format))
            && blanks < if path.starts_with("link") { 1 } else { 3 }
            && !self.signs.contains(text)
            && !(weighs && text.trim().split(' ').all(|part| self.parts.contains(part)))
            && !(knows && (self.ontology.contains(text) || SLOTS.contains(&text)))
            && !self.are_fields(text, path)
    }

    /// Whether a table that the file reads has it.
    fn are_fields(&self, text: &str, path: &str) -> bool {
        let code = std::fs::read_to_string(root("src").join(path)).expect("a file");
        let tables = code.split("include_str!(").skip(1).filter_map(|rest| {
            let path = rest.split('"').nth(1)?;
            self.tables.get(path.rsplit('/').next()?)
        });
        tables.into_iter().any(|fields| fields.contains(text))
    }

    fn are_a_class(&self, literal: &Literal, path: &str) -> bool {
        let text = literal.text.as_str();
        (path.starts_with("extract") || path.starts_with("link"))
            && text.starts_with(char::is_uppercase)
            && self.ontology.contains(text)
            && !CLASSES.contains(&text)
    }
}

#[test]
fn a_word_is_told_from_a_name() {
    let code = r##"
        #[error("the file is no file")]
        fn f(w: &str) -> bool {
            // "a comment"
            let c = ['"', '\'', '(', '\\'];
            lexicon.is_in("channels", w) || matches!(w, "said" | "says") || w == format!("told {c}")
                || lexicon.sets.contains("reports")
        }
        #[cfg(test)]
        mod tests {
            const A: &str = "hidden";
        }
    "##;
    let code = code.replace("        #[cfg(test)]\n        mod", "#[cfg(test)]\nmod");
    let names = Names {
        signs: BTreeSet::new(),
        parts: BTreeSet::new(),
        ontology: BTreeSet::from(["reports".to_string()]),
        tables: BTreeMap::new(),
    };
    let literals = literals(&code);
    let words = |path: &str| -> Vec<&str> {
        let words = literals.iter().filter(|l| names.are_a_word(l, path));
        words.map(|l| l.text.as_str()).collect()
    };
    assert_eq!(words("extract/mod.rs"), ["said", "says"]);
    assert_eq!(words("text/mod.rs"), ["said", "says", "reports"]);
}
