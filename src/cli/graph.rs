//! Articles, accounts or a snapshot → [`Store`].

use super::failure::{Failure, STORE, USAGE};
use super::ontology::Options;
use super::terminal;
use anyhow::{Context, Result};
use dateline::document::{self, BlockKind, Document, DocumentError, Source};
use dateline::extract::{Extractor, jsonl};
use dateline::gazetteer::Gazetteer;
use dateline::link::{Decisions, Dossier};
use dateline::ontology::Ontology;
use dateline::pipeline::{Unread, extract_documents};
use dateline::shown::Shown;
use dateline::store::{Endpoint, MAGIC, Store};
use dateline::text::Reader;
use std::io::{Read, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How many unread articles are named; the rest are counted.
const NAMED: usize = 20;

/// A graph that is elsewhere.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct Remote {
    /// Ask a SPARQL 1.1 endpoint (http://… or https://…) instead of a file; nothing is written there. DATELINE_USER,
    /// DATELINE_PASSWORD and DATELINE_TIMEOUT (seconds) are taken from the environment
    #[arg(long, value_name = "URL")]
    endpoint: Option<String>,
    /// The named graph of the endpoint that holds the default graph, for servers that have no default graph of their own
    #[arg(long, value_name = "IRI")]
    default_graph: Option<String>,
}

impl Remote {
    /// The endpoint as the first of the inputs, where a store's file stands otherwise.
    pub fn put_first(&self, inputs: &mut Vec<String>) {
        inputs.splice(0..0, self.endpoint.clone());
    }

    /// With `--endpoint`, what stands where a store's file would stand is the first of the files.
    pub fn store_and_files(
        &self,
        first: String,
        mut files: Vec<PathBuf>,
    ) -> (String, Vec<PathBuf>) {
        match &self.endpoint {
            Some(endpoint) => {
                files.insert(0, PathBuf::from(first));
                (endpoint.clone(), files)
            }
            None => (first, files),
        }
    }
}

/// The store that the inputs are, when they are one snapshot or endpoint, or else the graph of the articles.
pub fn open_or_build(inputs: &[String], options: &Options, remote: &Remote) -> Result<Store> {
    match inputs {
        [only] if is_address(only) => connect(only, options.load()?, &options.base, remote),
        [address, ..] if is_address(address) => Err(Failure::error(
            USAGE,
            format!(
                "{address}: an endpoint is asked alone, not together with other graphs or articles"
            ),
        )),
        [only] if is_snapshot(Path::new(only)) => Ok(Store::open(Path::new(only))?),
        _ => build(inputs, options),
    }
}

/// Whether a store is given by the address of a SPARQL endpoint.
fn is_address(input: &str) -> bool {
    input.starts_with("http://") || input.starts_with("https://")
}

/// A graph that a SPARQL endpoint holds; user and password come from the environment.
fn connect(url: &str, ontology: Ontology, base: &str, remote: &Remote) -> Result<Store> {
    let set = |name| std::env::var(name).ok();
    let mut endpoint = Endpoint::new(url)?;
    if let Some(graph) = &remote.default_graph {
        endpoint = endpoint.with_default_graph(graph);
    }
    if let (Some(user), Some(password)) = (set("DATELINE_USER"), set("DATELINE_PASSWORD")) {
        if endpoint.is_open() {
            // Nobody is left to tell when standard error is closed.
            let _ = writeln!(
                std::io::stderr().lock(),
                "warning: {url} is plain http, so whoever is on the way can read the password; use https"
            );
        }
        endpoint = endpoint.with_password(&user, &password);
    }
    if let Some(seconds) = set("DATELINE_TIMEOUT") {
        let wrong = |reason| Failure::error(USAGE, format!("DATELINE_TIMEOUT={seconds}: {reason}"));
        let seconds = super::limits::seconds(&seconds).map_err(wrong)?;
        if seconds == 0.0 {
            return Err(wrong("no answer comes in no time".to_string()));
        }
        endpoint = endpoint.with_timeout(Duration::from_secs_f64(seconds));
    }
    Ok(Store::connect(endpoint, ontology, base.to_string())?)
}

/// Opens a snapshot; anything else is an error that says what to do.
pub fn open(path: &Path) -> Result<Store> {
    if path.is_dir() {
        return Err(Failure::error(
            STORE,
            format!(
                "{0}: a folder, not a graph; build one first: dateline build {0} -o NAME.dateline",
                path.display()
            ),
        ));
    }
    Ok(Store::open(path)?)
}

/// A file that says it is a snapshot by its first bytes or its name (so that a damaged one is refused as such).
fn is_snapshot(path: &Path) -> bool {
    if path.extension().is_some_and(|e| e == "dateline") {
        return true;
    }
    let mut start = [0; MAGIC.len()];
    let file = path.is_file().then(|| std::fs::File::open(path).ok());
    file.flatten()
        .is_some_and(|mut file| file.read_exact(&mut start).is_ok())
        && start == *MAGIC.as_bytes()
}

/// Reads all articles and accounts and links them.
pub fn build(inputs: &[String], options: &Options) -> Result<Store> {
    build_with(inputs, options, &Decisions::default())
}

/// As [`build`], respecting what a person has decided.
pub fn build_with(inputs: &[String], options: &Options, decisions: &Decisions) -> Result<Store> {
    let ontology = options.load()?;
    let gazetteer = Gazetteer::embedded();
    let dossiers = dossiers(inputs, &ontology, &gazetteer, options.strict)?;
    Ok(Store::build(
        dossiers,
        decisions,
        &ontology,
        &gazetteer,
        &options.base,
    )?)
}

/// Reads all articles and accounts.
pub fn dossiers(
    inputs: &[String],
    ontology: &Ontology,
    gazetteer: &Gazetteer,
    strict: bool,
) -> Result<Vec<Dossier>> {
    let mut dossiers = Vec::new();
    let mut tally = Tally::default();
    let (accounts, articles) = split(inputs);
    for path in &accounts {
        let file = std::fs::File::open(path).with_context(|| format!("{path}: cannot be read"))?;
        for dossier in jsonl::Reader::new(std::io::BufReader::new(file), path, ontology) {
            dossiers.push(dossier?);
        }
    }
    tally.read = dossiers.len();
    if !articles.is_empty() {
        each_dossier(&articles, ontology, gazetteer, &mut tally, |dossier| {
            dossiers.push(dossier);
            Ok(())
        })?;
    }
    tally.report(strict)?;
    Ok(dossiers)
}

/// Says on standard error what a graph holds.
pub fn summary(path: &Path, store: &Store) -> Result<()> {
    let counts = store.statistics();
    let class = |name| counts.classes.get(name).copied().unwrap_or_default();
    let line = format!(
        "{}: {} articles, {} accounts, {} events, {} actors, {} places",
        path.display(),
        thousands(counts.documents),
        thousands(counts.accounts),
        thousands(class("Event")),
        thousands(class("Actor")),
        thousands(class("Place")),
    );
    Ok(writeln!(terminal::stderr(), "{}", Shown::line(&line))?)
}

/// Files of accounts, and everything else.
fn split(inputs: &[String]) -> (Vec<String>, Vec<String>) {
    inputs
        .iter()
        .cloned()
        .partition(|input| Path::new(input).is_file() && holds_accounts(Path::new(input)))
}

/// Whether the file is what `extract --format jsonl` writes: its first object says that it is a document.
fn holds_accounts(path: &Path) -> bool {
    let Ok(file) = std::fs::File::open(path) else {
        return false;
    };
    let mut start = String::new();
    // Broken UTF-8 leaves `start` empty, and then it is no such file.
    let read = std::io::BufReader::new(file.take(4096)).read_to_string(&mut start);
    read.is_ok()
        && start
            .trim_start()
            .strip_prefix("{\"type\":\"")
            .is_some_and(|rest| rest.starts_with("document\"") || rest.starts_with("account\""))
}

/// How many articles there were, and which could not be read, or not all of them.
#[derive(Debug, Default)]
pub struct Tally {
    read: usize,
    unread: Vec<Unread>,
    foreign: Vec<Foreign>,
    long: Vec<Long>,
}

/// An article with paragraphs in another language, which are not read.
#[derive(Debug)]
struct Foreign {
    source: String,
    skipped: usize,
    paragraphs: usize,
}

/// An article that is too long to be read to its end.
#[derive(Debug)]
struct Long {
    source: String,
    unread: usize,
    characters: usize,
}

impl Tally {
    /// Says on standard error which articles could not be read. An error when there was nothing else, or with `strict`.
    pub fn report(&self, strict: bool) -> Result<()> {
        let mut stderr = terminal::stderr();
        self.report_foreign(&mut stderr);
        self.report_long(&mut stderr);
        if self.unread.is_empty() {
            return Ok(());
        }
        let all = self.read + self.unread.len();
        // Nobody is left to tell when standard error is closed.
        let _ = writeln!(
            stderr,
            "{} of {} articles could not be read:",
            thousands(self.unread.len()),
            thousands(all)
        );
        for unread in self.unread.iter().take(NAMED) {
            let _ = writeln!(stderr, "  {}", Shown::line(&unread.to_string()));
        }
        if let Some(more @ 1..) = self.unread.len().checked_sub(NAMED) {
            let _ = writeln!(stderr, "  and {} more", thousands(more));
        }
        if strict || self.read == 0 {
            return Err(Failure::said(STORE));
        }
        Ok(())
    }

    fn report_foreign(&self, stderr: &mut impl Write) {
        if self.foreign.is_empty() {
            return;
        }
        // Nobody is left to tell when standard error is closed.
        let _ = writeln!(
            stderr,
            "paragraphs that are not in English are not read; {} of {} articles {} some:",
            thousands(self.foreign.len()),
            thousands(self.read),
            if self.foreign.len() == 1 {
                "has"
            } else {
                "have"
            },
        );
        for article in self.foreign.iter().take(NAMED) {
            let source = Shown::line(&article.source);
            let (skipped, all) = (article.skipped, article.paragraphs);
            let _ = writeln!(stderr, "  {source}: {skipped} of {all} paragraphs");
        }
        if let Some(more @ 1..) = self.foreign.len().checked_sub(NAMED) {
            let _ = writeln!(stderr, "  and {} more", thousands(more));
        }
    }

    fn report_long(&self, stderr: &mut impl Write) {
        if self.long.is_empty() {
            return;
        }
        // Nobody is left to tell when standard error is closed.
        let _ = writeln!(
            stderr,
            "no more than {} bytes of an article are read; {} of {} articles {} longer (one file should hold one article):",
            thousands(document::LONGEST_ARTICLE),
            thousands(self.long.len()),
            thousands(self.read),
            if self.long.len() == 1 { "is" } else { "are" },
        );
        for article in self.long.iter().take(NAMED) {
            let (unread, all) = (thousands(article.unread), thousands(article.characters));
            let _ = writeln!(
                stderr,
                "  {}: {unread} of {all} characters are not read",
                article.source
            );
        }
        if let Some(more @ 1..) = self.long.len().checked_sub(NAMED) {
            let _ = writeln!(stderr, "  and {} more", thousands(more));
        }
    }

    /// Counts an article that was read.
    fn took(&mut self, document: &Document) {
        self.read += 1;
        let of = |kinds: fn(BlockKind) -> bool| {
            let blocks = document.blocks.iter();
            blocks.filter(|block| kinds(block.kind)).count()
        };
        let unread = document.beyond();
        if unread > 0 {
            self.long.push(Long {
                source: document.source.clone(),
                unread,
                characters: document.char_offset(document.text.len()),
            });
        }
        let skipped = of(|kind| kind == BlockKind::Foreign);
        if skipped > 0 {
            self.foreign.push(Foreign {
                source: document.source.clone(),
                skipped,
                paragraphs: skipped + of(BlockKind::is_read),
            });
        }
    }
}

/// `1234567` → `1,234,567`.
pub fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Reads articles and gives each with its accounts to `each`, in order.
pub fn each_dossier(
    inputs: &[String],
    ontology: &Ontology,
    gazetteer: &Gazetteer,
    tally: &mut Tally,
    mut each: impl FnMut(Dossier) -> Result<()>,
) -> Result<()> {
    let reader = Reader::embedded()?;
    let extractor = Extractor::new(ontology, gazetteer);
    let sources = document::sources(inputs);
    let bar = terminal::progress();
    let mut error = None;
    let documents = sources.into_iter().flat_map(documents);
    extract_documents(documents, &reader, &extractor, |dossier| {
        match dossier {
            Ok(dossier) => {
                tally.took(&dossier.document);
                bar.name(&Shown::line(&dossier.document.source));
                error = each(dossier).err();
            }
            Err(unread) => tally.unread.push(unread),
        }
        bar.count();
        match error {
            Some(_) => ControlFlow::Break(()),
            None => ControlFlow::Continue(()),
        }
    });
    bar.clear();
    error.map_or(Ok(()), Err)
}

/// Documents as they are read.
pub type Documents = Box<dyn Iterator<Item = Result<Document, DocumentError>> + Send>;

/// The documents of a source, or what is wrong with it.
pub fn documents(source: Result<Source, DocumentError>) -> Documents {
    match source {
        Ok(source) => document::read(&source),
        Err(error) => Box::new(std::iter::once(Err(error))),
    }
}
