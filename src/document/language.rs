//! Which language an article is in, and which of its paragraphs are in another.

use std::sync::LazyLock;
use whatlang::{Info, Lang, Script};

/// Shorter paragraphs do not tell.
const SHORTEST: usize = 80;

/// Longer texts need not be read to the end for this.
const SAMPLE: usize = 20_000;

/// The lines of `gazetteer/languages.tsv`: codes of three and two letters, small words.
static LANGUAGES: LazyLock<Vec<[&str; 3]>> = LazyLock::new(|| {
    let lines = include_str!("../../gazetteer/languages.tsv").lines();
    let rows = lines.filter_map(|line| {
        let mut fields = line.split('\t');
        Some([fields.next()?, fields.next()?, fields.next()?])
    });
    rows.collect()
});

/// Words that are frequent in English.
static SMALL: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let english = LANGUAGES
        .iter()
        .find(|[long, ..]| *long == Lang::Eng.code());
    english.map_or_else(Vec::new, |[.., words]| words.split(' ').collect())
});

/// Letters of the language's two-letter code.
pub fn code(language: Lang) -> &'static str {
    let long = language.code();
    LANGUAGES
        .iter()
        .find(|[three, ..]| *three == long)
        .map_or(long, |[_, two, _]| two)
}

/// The language of the article whose running paragraphs are `paragraphs`.
pub fn of_article<'t>(paragraphs: impl Iterator<Item = &'t str> + Clone) -> Option<Lang> {
    // One foreign quotation does not make a foreign article, and half an article in English is read as English.
    let all: usize = paragraphs.clone().map(str::len).take(10_000).sum();
    let english: usize = paragraphs
        .clone()
        .take(10_000)
        .filter(|text| is_english(text))
        .map(str::len)
        .sum();
    if english * 3 >= all && english >= 40 {
        return Some(Lang::Eng);
    }
    let mut sample = String::new();
    for text in paragraphs {
        sample.push_str(cut(text));
        sample.push('\n');
        if sample.len() > SAMPLE {
            break;
        }
    }
    whatlang::detect(&sample)
        .filter(|found| sample.len() >= SHORTEST && found.is_reliable())
        .map(|found| found.lang())
}

/// Whether `text` is surely not in `language`.
pub fn is_foreign(text: &str, language: Lang) -> bool {
    let text = cut(text);
    if language == Lang::Eng && is_english(text) {
        return false;
    }
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let Some(found) = whatlang::detect(text) else {
        return false;
    };
    let other_script = found.script() != script(language) && letters >= 10;
    other_script || letters >= SHORTEST && surely_other(&found, language)
}

/// Whether `text` is too short for its language to be told by its letters.
pub fn is_short(text: &str) -> bool {
    cut(text).chars().filter(|c| c.is_alphabetic()).count() < SHORTEST
}

fn surely_other(found: &Info, language: Lang) -> bool {
    found.lang() != language && found.is_reliable() && found.confidence() >= 0.8
}

fn script(language: Lang) -> Script {
    match language {
        Lang::Rus | Lang::Ukr | Lang::Bel | Lang::Bul | Lang::Mkd | Lang::Srp => Script::Cyrillic,
        Lang::Ara | Lang::Pes | Lang::Urd => Script::Arabic,
        Lang::Heb | Lang::Yid => Script::Hebrew,
        Lang::Ell => Script::Greek,
        Lang::Cmn => Script::Mandarin,
        _ => Script::Latin,
    }
}

/// Whether small English words are frequent. Sturdier than letter statistics where foreign names abound.
pub fn is_english(text: &str) -> bool {
    let (mut words, mut small) = (0, 0);
    for word in cut(text)
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| !word.is_empty())
    {
        words += 1;
        small += usize::from(SMALL.iter().any(|s| s.eq_ignore_ascii_case(word)));
    }
    small >= 2 && small * 6 >= words
}

fn cut(text: &str) -> &str {
    &text[..text.floor_char_boundary(SAMPLE)]
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENGLISH: &str = "The envoys said that the road to the valley was closed, and that they would wait there for a week.";
    const FRENCH: &str = "Le ministre a déclaré que les combats se poursuivaient dans la région et que les civils fuyaient vers le nord du pays.";
    const RUSSIAN: &str = "Министр заявил, что бои продолжаются.";

    #[test]
    fn articles_and_paragraphs() {
        assert_eq!(of_article([ENGLISH, FRENCH].into_iter()), Some(Lang::Eng));
        assert_eq!(of_article([FRENCH].into_iter()).map(code), Some("fr"));
        assert!(is_foreign(FRENCH, Lang::Eng) && is_foreign(RUSSIAN, Lang::Eng));
        assert!(!is_foreign(ENGLISH, Lang::Eng));
        assert!(!is_foreign(
            "Mevlüt Yıldırımoğlu told Çağlar in Şanlıurfa, the border of Gaziantep.",
            Lang::Eng
        ));
    }
}
