use super::*;

fn packed(lines: &str) -> Corpus {
    let bytes = packed::pack(lines.as_bytes()).unwrap();
    Corpus {
        lines: Pages::own(bytes).all(),
        prints: None,
        unpacked: lines.len() as u64,
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
        let corpus = store.corpus.as_ref().unwrap();
        let mut lines = String::new();
        io::Read::read_to_string(&mut corpus.unpacked().unwrap(), &mut lines).unwrap();
        lines
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
        store.corpus = Some(packed(&old.join("\n")));
        let dossiers = store.dossiers().unwrap();
        let store = store.update(dossiers, read(&line("2")), &none, &gazetteer);
        assert_eq!(kept(&store.unwrap()), expected, "{old:?}");
    }
}
