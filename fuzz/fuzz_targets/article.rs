//! Any bytes as an article: they are read or refused, and what is read has sound offsets and trees.
#![no_main]

use dateline::document::from_bytes;
use dateline::extract::Extractor;
use dateline::gazetteer::Gazetteer;
use dateline::ontology::Ontology;
use dateline::text::Reader;
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static ONTOLOGY: LazyLock<Ontology> = LazyLock::new(|| Ontology::embedded().unwrap());
static GAZETTEER: LazyLock<Gazetteer> = LazyLock::new(Gazetteer::embedded);
static READER: LazyLock<Reader> = LazyLock::new(|| Reader::embedded().unwrap());

fuzz_target!(|bytes: &[u8]| {
    for name in ["article.txt", "article.html"] {
        let Ok(document) = from_bytes(bytes, name) else {
            continue;
        };
        let analysis = READER.read(&document);
        for sentence in &analysis.sentences {
            let roots = sentence.tokens.iter().filter(|token| token.head.is_none());
            assert_eq!(roots.count(), 1);
            for token in &sentence.tokens {
                let words = document.text.get(token.span.begin..token.span.end);
                assert_eq!(words, Some(token.form.as_str()));
            }
        }
        for account in Extractor::new(&ONTOLOGY, &GAZETTEER).extract(&document, &analysis) {
            let evidence = &account.evidence;
            let bytes = document.byte_offset(evidence.begin).zip(document.byte_offset(evidence.end));
            let words = bytes.and_then(|(begin, end)| document.text.get(begin..end));
            assert_eq!(words, Some(evidence.text.as_str()));
        }
    }
});
