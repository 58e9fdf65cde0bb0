use super::*;
use crate::store::pages::Pages;

/// As a file before format 5 has them.
fn whole(lines: &str) -> Corpus {
    let bytes = lines.as_bytes().to_vec();
    let length = bytes.len() as u64;
    Corpus {
        lines: Lines::Whole(Pages::own(bytes).all(), length),
        prints: None,
        decisions: String::new(),
        current: true,
    }
}

#[test]
fn lines_that_another_wrote_are_written_anew() {
    let ontology = Ontology::embedded().unwrap();
    let gazetteer = Gazetteer::embedded();
    let (base, none) = ("https://example.org/", Decisions::default());
    let line = |id: &str| {
        format!(r#"{{"type":"document","id":"document/{id}","text":"Guns fell silent."}}"#)
    };
    let read = |lines: &str| {
        let read: Result<Vec<Dossier>, _> =
            jsonl::Reader::new(lines.as_bytes(), NAME, &ontology).collect();
        read.unwrap()
    };
    let scratch = |lines: &str| Store::build(read(lines), &none, &ontology, &gazetteer, base);
    let kept = |store: &Store| {
        let Lines::Each(documents) = &store.corpus.as_ref().unwrap().lines else {
            panic!("packed as one");
        };
        let lines = (0..documents.len()).map(|number| documents.lines(number).unwrap());
        String::from_utf8(lines.collect::<Vec<_>>().concat()).unwrap()
    };
    let all = [line("1"), line("2"), line("3")].join("\n");
    let expected = kept(&scratch(&all).unwrap());
    // In another order, with blanks, with what is no document at first sight, and without the end of the last line.
    for old in [
        [line("3"), line("1")],
        [line("1").replace(":", ": "), line("3")],
        [line("1"), line("3").replace("type", r#"t\u0079pe"#)],
        [line("1"), line("3")],
    ] {
        let mut store = scratch(&line("9")).unwrap();
        store.corpus = Some(whole(&old.join("\n")));
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("old.dateline");
        store.save(&path).unwrap();
        let store = Store::open(&path).unwrap();
        let dossiers = store.dossiers().unwrap();
        assert_eq!(dossiers.len(), 2);
        let store = store.update(dossiers, read(&line("2")), &none, &gazetteer);
        assert_eq!(kept(&store.unwrap()), expected, "{old:?}");
    }
}
