//! Any bytes as an article: they are read or refused, and what is read has sound offsets and trees.

use dateline::document::from_bytes;
use dateline::extract::Extractor;
use dateline::gazetteer::Gazetteer;
use dateline::ontology::Ontology;
use dateline::text::Reader;
use std::sync::LazyLock;

/// The longest article, in bytes. Each sentence costs the reader a pass through its layers, and what a long article can
/// show, a short one can.
const LONGEST: usize = 600;

static ONTOLOGY: LazyLock<Ontology> = LazyLock::new(|| Ontology::embedded().unwrap());
static GAZETTEER: LazyLock<Gazetteer> = LazyLock::new(Gazetteer::embedded);
static READER: LazyLock<Reader> = LazyLock::new(|| Reader::embedded().unwrap());
static EXTRACTOR: LazyLock<Extractor<'static>> =
    LazyLock::new(|| Extractor::new(&ONTOLOGY, &GAZETTEER));

/// Reads the article; whether it is short enough to be worth keeping.
pub fn run(bytes: &[u8]) -> bool {
    if bytes.len() > LONGEST {
        return false;
    }
    // One of the two: what is no page is read as plain text.
    let page = bytes.starts_with(b"<");
    let name = if page { "article.html" } else { "article.txt" };
    let Ok(document) = from_bytes(bytes, name) else {
        return true;
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
    for account in EXTRACTOR.extract(&document, &analysis) {
        let evidence = &account.evidence;
        let begin = document.byte_offset(evidence.begin);
        let bytes = begin.zip(document.byte_offset(evidence.end));
        let words = bytes.and_then(|(begin, end)| document.text.get(begin..end));
        assert_eq!(words, Some(evidence.text.as_str()));
    }
    true
}
