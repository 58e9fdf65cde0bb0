//! Which language an article is in, and which of its paragraphs are in another.

use whatlang::{Info, Lang, Script};

/// Shorter paragraphs do not tell.
const SHORTEST: usize = 80;

/// Longer texts need not be read to the end for this.
const SAMPLE: usize = 20_000;

/// Letters of the language's two-letter code.
pub fn code(language: Lang) -> &'static str {
    const CODES: &[(&str, &str)] = &[
        ("eng", "en"),
        ("fra", "fr"),
        ("deu", "de"),
        ("spa", "es"),
        ("por", "pt"),
        ("ita", "it"),
        ("nld", "nl"),
        ("tur", "tr"),
        ("rus", "ru"),
        ("ukr", "uk"),
        ("bel", "be"),
        ("bul", "bg"),
        ("srp", "sr"),
        ("hrv", "hr"),
        ("slv", "sl"),
        ("mkd", "mk"),
        ("pol", "pl"),
        ("ces", "cs"),
        ("slk", "sk"),
        ("hun", "hu"),
        ("ron", "ro"),
        ("ell", "el"),
        ("heb", "he"),
        ("ara", "ar"),
        ("pes", "fa"),
        ("urd", "ur"),
        ("hin", "hi"),
        ("ben", "bn"),
        ("pan", "pa"),
        ("guj", "gu"),
        ("tam", "ta"),
        ("tel", "te"),
        ("kan", "kn"),
        ("mal", "ml"),
        ("mar", "mr"),
        ("nep", "ne"),
        ("sin", "si"),
        ("mya", "my"),
        ("tha", "th"),
        ("khm", "km"),
        ("vie", "vi"),
        ("ind", "id"),
        ("jav", "jv"),
        ("tgl", "tl"),
        ("cmn", "zh"),
        ("jpn", "ja"),
        ("kor", "ko"),
        ("kat", "ka"),
        ("hye", "hy"),
        ("aze", "az"),
        ("uzb", "uz"),
        ("tuk", "tk"),
        ("amh", "am"),
        ("swe", "sv"),
        ("dan", "da"),
        ("nob", "nb"),
        ("fin", "fi"),
        ("est", "et"),
        ("lav", "lv"),
        ("lit", "lt"),
        ("cat", "ca"),
        ("epo", "eo"),
        ("lat", "la"),
        ("afr", "af"),
        ("zul", "zu"),
        ("sna", "sn"),
        ("aka", "ak"),
        ("yid", "yi"),
        ("cym", "cy"),
        ("ori", "or"),
    ];
    let long = language.code();
    CODES
        .iter()
        .find(|(three, _)| *three == long)
        .map_or(long, |(_, two)| two)
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
    match code(language) {
        "ru" | "uk" | "be" | "bg" | "mk" | "sr" => Script::Cyrillic,
        "ar" | "fa" | "ur" => Script::Arabic,
        "he" | "yi" => Script::Hebrew,
        "el" => Script::Greek,
        "zh" => Script::Mandarin,
        _ => Script::Latin,
    }
}

/// Whether small English words are frequent. Sturdier than letter statistics where foreign names abound.
pub fn is_english(text: &str) -> bool {
    const SMALL: &[&str] = &[
        "the", "of", "and", "to", "in", "that", "was", "for", "on", "with", "is", "by", "from",
        "he", "it", "at", "an", "said", "has", "were", "had", "we", "are", "be", "will", "his",
        "their", "not", "as", "they", "this", "there",
    ];
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
