//! Articles, accounts or a snapshot → [`Store`].

use super::failure::Failure;
use super::ontology::Options;
use super::progress::{Files, progress};
use super::remote::{Remote, is_address};
use super::stages::Stages;
use super::tally::{Tally, counted};
use super::terminal;
use anyhow::Result;
use dateline::document::{self, Document, DocumentError, Documents, Input, Reading, Source};
use dateline::extract::Extractor;
use dateline::gazetteer::Gazetteer;
use dateline::jsonl;
use dateline::link::repeats::{self, Found};
use dateline::link::updates;
use dateline::link::{Decisions, Dossier};
use dateline::ontology::Ontology;
use dateline::pipeline::extract_documents;
use dateline::shown::Shown;
use dateline::store::{MAGIC, Store};
use dateline::text::Reader;
use dateline::watch::{Stage, Watch};
use std::collections::BTreeSet;
use std::io::{Read, Write};
use std::ops::ControlFlow;
use std::path::Path;

/// The store that the inputs are, when they are one snapshot or endpoint, or else the graph of the articles.
pub fn open_or_build(inputs: &[String], options: &Options, remote: &Remote) -> Result<Store> {
    match inputs {
        [only] if is_address(only) => remote.connect(only, options.load()?, options.base()),
        [address, ..] if is_address(address) => Err(Failure::usage(format!(
            "{address}: an endpoint is asked alone, not together with other graphs or articles"
        ))),
        [only] if is_snapshot(Path::new(only)) => {
            let store = Store::open(Path::new(only))?;
            if let Some(option) = options.against(store.base()) {
                let message = format!(
                    "{0}: a graph has the ontology and the base that it was built with; give {option} to `dateline build`, not here",
                    Shown::name(only)
                );
                return Err(Failure::usage(message));
            }
            Ok(store)
        }
        _ => build(inputs, options),
    }
}

/// Opens a snapshot; anything else is an error that says what to do.
pub fn open(path: &Path) -> Result<Store> {
    if path.is_dir() {
        return Err(Failure::store(format!(
            "{0}: a folder, not a graph; build one first: dateline build {0} -o NAME.dateline",
            Shown::path(path)
        )));
    }
    Ok(Store::open(path)?)
}

/// A file that says it is a snapshot by its first bytes or its name (so that a damaged one is refused as such).
pub fn is_snapshot(path: &Path) -> bool {
    if path.extension().is_some_and(|e| e == "dateline") {
        return true;
    }
    let mut start = [0; MAGIC.len()];
    let file = path.is_file().then(|| std::fs::File::open(path).ok());
    let read = file.flatten().map(|mut file| file.read_exact(&mut start));
    matches!(read, Some(Ok(()))) && start == *MAGIC.as_bytes()
}

/// Reads all articles and accounts and links them.
pub fn build(inputs: &[String], options: &Options) -> Result<Store> {
    build_with(inputs, options, &Decisions::default())
}

/// As [`build`], respecting what a person has decided.
pub fn build_with(inputs: &[String], options: &Options, decisions: &Decisions) -> Result<Store> {
    let ontology = options.load()?;
    let gazetteer = Gazetteer::embedded();
    let (reading, base, stages) = (options.map.reading(), options.base(), Stages::new());
    let dossiers = dossiers(inputs, &reading, &ontology, &gazetteer, options.strict)?;
    Ok(Store::build_watched(
        dossiers, decisions, &ontology, &gazetteer, base, &stages,
    )?)
}

/// Reads all articles and accounts. A document that is there twice comes once, which is said.
pub fn dossiers(
    inputs: &[String],
    reading: &Reading,
    ontology: &Ontology,
    gazetteer: &Gazetteer,
    strict: bool,
) -> Result<Vec<Dossier>> {
    let mut found: Vec<Found> = Vec::new();
    let mut tally = Tally::default();
    let mut articles: Vec<Documents> = Vec::new();
    for source in named(inputs)? {
        // Only the start is read here, and a file is closed again: there may be very many.
        let opened = source.clone().and_then(|source| reading.open(&source));
        match (source, opened) {
            (Ok(source), Ok(Input::Accounts(lines))) => {
                let (before, name) = (found.len(), source.name());
                let stages = Stages::new();
                stages.begin(Stage::Reading, length(&source));
                let read = jsonl::read_all(lines, &name, ontology, |bytes| {
                    stages.step(bytes as u64);
                });
                found.extend(read?.into_iter().map(|(line, dossier)| Found {
                    place: format!("{name}, line {line}"),
                    dossier,
                }));
                let none = |found: &Found| found.dossier.accounts.is_empty();
                if found[before..].iter().all(none) {
                    tally.without_accounts(&source.name());
                }
            }
            (Ok(source), Ok(Input::Articles(documents))) => {
                // A pipe gives its bytes once; a file is opened again when its turn comes.
                let again = matches!(&source, Source::Path(path) if path.is_file());
                let reading = reading.clone();
                articles.push(match again {
                    true => Box::new(std::iter::once_with(move || reading.read(&source)).flatten()),
                    false => documents,
                });
            }
            (_, Err(error)) | (Err(error), _) => {
                articles.push(Box::new(std::iter::once(Err(error))));
            }
        }
    }
    tally.read(found.len());
    if !articles.is_empty() {
        let files = Files::of(articles.len());
        let begun = files.clone();
        let articles = articles.into_iter().inspect(move |_| begun.begin());
        let articles = articles.flatten();
        let each = |dossier: Dossier| {
            let place = dossier.document.source.clone();
            found.push(Found { place, dossier });
            Ok(())
        };
        each_document(articles, &files, ontology, gazetteer, &mut tally, each)?;
    }
    let dossiers = unique(found, &mut tally)?;
    let (dossiers, updates) = updates::newest(dossiers, &BTreeSet::new());
    tally.updates(updates);
    tally.report(strict)?;
    Ok(dossiers)
}

/// Bytes of a source, where that is known.
fn length(source: &Source) -> u64 {
    match source {
        Source::Path(path) => std::fs::metadata(path).map_or(0, |file| file.len()),
        _ => 0,
    }
}

/// Of documents with one id the first; two that tell different things are an error.
fn unique(found: Vec<Found>, tally: &mut Tally) -> Result<Vec<Dossier>> {
    let (dossiers, repeats) = repeats::unique(found)?;
    tally.repeats(repeats);
    Ok(dossiers)
}

/// The documents of a graph, and those that come to them; one that is there already comes once, and one of which a newer text
/// comes goes, which is said.
pub fn together(
    store: &Store,
    path: &Path,
    more: Vec<Dossier>,
) -> Result<(Vec<Dossier>, Vec<Dossier>)> {
    let ids: BTreeSet<&String> = more.iter().map(|dossier| &dossier.document.id).collect();
    let known = store.dossiers_watched(&Stages::new())?.into_iter();
    let (again, kept): (Vec<Dossier>, Vec<Dossier>) =
        known.partition(|dossier| ids.contains(&dossier.document.id));
    let again = again.into_iter().map(|dossier| Found {
        place: format!("{} in {}", dossier.document.source, Shown::path(path)),
        dossier,
    });
    let more = more.into_iter().map(|dossier| Found {
        place: dossier.document.source.clone(),
        dossier,
    });
    let mut tally = Tally::default();
    let added = unique(again.chain(more).collect(), &mut tally)?;
    let latest: BTreeSet<String> = added.iter().map(|d| d.document.id.clone()).collect();
    let all = kept.into_iter().chain(added).collect();
    let (all, updates) = updates::newest(all, &latest);
    tally.updates(updates);
    tally.report(false)?;
    let is_kept = |dossier: &Dossier| !latest.contains(&dossier.document.id);
    Ok(all.into_iter().partition(is_kept))
}

/// What the arguments name; one that is not there is an error before anything is read.
pub fn named(inputs: &[String]) -> Result<Vec<Result<Source, DocumentError>>> {
    let sources = document::sources(inputs);
    let wrong = sources.iter().filter_map(|source| source.as_ref().err());
    let missing = wrong.filter(|error| error.is_missing());
    let missing: Vec<String> = missing.map(ToString::to_string).collect();
    match missing.is_empty() {
        true => Ok(sources),
        false => Err(Failure::store(missing.join("\n"))),
    }
}

/// Says on standard error what a graph holds.
pub fn summary(path: &Path, store: &Store) -> Result<()> {
    let counts = store.statistics();
    let class = |name| counts.classes.get(name).copied().unwrap_or_default();
    let parts = [
        (counts.documents, "article"),
        (counts.accounts, "account"),
        (class("Event"), "event"),
        (class("Actor"), "actor"),
        (class("Place"), "place"),
    ];
    let parts = parts.map(|(count, noun)| counted(count, noun, &format!("{noun}s")));
    let line = format!("{}: {}", Shown::path(path), parts.join(", "));
    Ok(writeln!(terminal::stderr(), "{}", Shown::line(&line))?)
}

/// Reads articles and gives each with its accounts to `each`, in order.
pub fn each_dossier(
    inputs: &[String],
    reading: &Reading,
    ontology: &Ontology,
    gazetteer: &Gazetteer,
    tally: &mut Tally,
    each: impl FnMut(Dossier) -> Result<()>,
) -> Result<()> {
    let reading = reading.clone();
    let sources = named(inputs)?;
    let files = Files::of(sources.len());
    let begun = files.clone();
    let sources = sources.into_iter().inspect(move |_| begun.begin());
    let documents = sources.flat_map(move |source| read(&reading, source));
    each_document(documents, &files, ontology, gazetteer, tally, each)
}

fn each_document(
    documents: impl Iterator<Item = Result<Document, DocumentError>> + Send,
    files: &Files,
    ontology: &Ontology,
    gazetteer: &Gazetteer,
    tally: &mut Tally,
    mut each: impl FnMut(Dossier) -> Result<()>,
) -> Result<()> {
    let reader = Reader::embedded()?;
    let extractor = Extractor::new(ontology, gazetteer);
    let bar = progress(files);
    let mut error = None;
    extract_documents(documents, &reader, &extractor, |dossier| {
        match dossier {
            Ok(dossier) => {
                tally.took(&dossier.document);
                bar.name(&Shown::line(&dossier.document.source));
                error = each(dossier).err();
            }
            Err(unread) => tally.unread(unread),
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

/// The documents of all inputs, or what is wrong with them.
pub fn documents(inputs: &[String], reading: &Reading) -> Result<Documents> {
    let reading = reading.clone();
    let sources = named(inputs)?.into_iter();
    let documents = sources.flat_map(move |source| read(&reading, source));
    Ok(Box::new(documents))
}

fn read(reading: &Reading, source: Result<Source, DocumentError>) -> Documents {
    match source {
        Ok(source) => reading.read(&source),
        Err(error) => Box::new(std::iter::once(Err(error))),
    }
}
