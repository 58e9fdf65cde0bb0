//! What the network is shown for the tokens: straight quotation marks, sentence case for headlines, and acronyms that it
//! does not mistake for words (it ignores case). Offsets and forms stay those of the document.

use super::words::WORDS;

/// One string a token.
pub(crate) fn shown(forms: &[&str]) -> Vec<String> {
    let mut shown: Vec<String> = forms.iter().map(|form| straight(form)).collect();
    let words: Vec<usize> = (0..shown.len())
        .filter(|&at| letters(&shown[at]) > 1)
        .collect();
    let long = |at: &&usize| letters(&shown[**at]) > 3;
    let capitals = words
        .iter()
        .filter(|&&at| shown[at].chars().all(|c| !c.is_lowercase()))
        .count();
    let titled = words
        .iter()
        .filter(long)
        .filter(|&&at| shown[at].starts_with(char::is_uppercase))
        .count();
    let all = words.iter().filter(long).count();
    let in_capitals = 10 * capitals >= 9 * words.len();
    if words.len() >= 3 && in_capitals {
        for (rank, &at) in words.iter().enumerate() {
            shown[at] = from_capitals(&shown[at], rank == 0);
        }
    } else if all >= 3 && 10 * titled >= 8 * all {
        for &at in words.iter().skip(1) {
            let lower = shown[at].to_lowercase();
            if WORDS.functions.contains(lower.as_str()) && titled_form(&shown[at]) {
                shown[at] = lower;
            }
        }
    }
    // In a line of capitals "IS" is the verb.
    if !in_capitals {
        for word in &mut shown {
            if let Some(other) = WORDS.acronyms.get(word.as_str()) {
                *word = (*other).to_owned();
            }
        }
    }
    shown
}

fn letters(form: &str) -> usize {
    form.chars().filter(|c| c.is_alphabetic()).count()
}

/// `The`, not `US`.
fn titled_form(form: &str) -> bool {
    form.chars().skip(1).all(char::is_lowercase)
}

/// A word of a line in capitals: small when it is a function word, otherwise as in a title. Short words, and those with
/// full stops or digits, may be abbreviations and stay.
fn from_capitals(form: &str, first: bool) -> String {
    let lower = form.to_lowercase();
    let function = WORDS.functions.contains(lower.as_str());
    if function && !first && lower != "us" {
        return lower;
    }
    if !function && letters(form) < 4 || form.contains(|c: char| c == '.' || c.is_ascii_digit()) {
        return form.to_owned();
    }
    let mut chars = lower.chars();
    let initial = chars
        .next()
        .map(|c| c.to_uppercase().to_string())
        .unwrap_or_default();
    initial + chars.as_str()
}

fn straight(form: &str) -> String {
    if form.is_ascii() && !form.contains('`') {
        return form.to_owned();
    }
    let mut out = String::with_capacity(form.len());
    for c in form.chars() {
        match c {
            '‘' | '’' | 'ʼ' | '`' | '´' | '‛' | '′' => out.push('\''),
            '“' | '”' | '„' | '«' | '»' | '″' => out.push('"'),
            '…' => out.push_str("..."),
            '―' | '‒' => out.push('–'),
            '‐' | '‑' => out.push('-'),
            '\u{ad}' => {}
            c => out.push(c),
        }
    }
    // a token of nothing but soft hyphens
    if out.is_empty() { form.to_owned() } else { out }
}

#[cfg(test)]
mod tests {
    use super::shown;

    #[test]
    fn quotes_are_straight_and_headlines_in_sentence_case() {
        assert_eq!(
            shown(&["“", "No", "”", "…", "it", "’s"]),
            ["\"", "No", "\"", "...", "it", "'s"]
        );
        let capitals = ["REBELS", "TAKE", "THE", "PORT", "OF", "UN", "BASE"];
        assert_eq!(
            shown(&capitals),
            ["Rebels", "Take", "the", "Port", "of", "UN", "Base"]
        );
        let title = ["Rebels", "Take", "The", "Port", "And", "Leave"];
        assert_eq!(
            shown(&title),
            ["Rebels", "Take", "the", "Port", "and", "Leave"]
        );
        assert_eq!(shown(&["He", "met", "Ann"]), ["He", "met", "Ann"]);
        assert_eq!(
            shown(&["It", "is", "IS", "that", "left"]),
            ["It", "is", "ISIS", "that", "left"]
        );
        assert_eq!(shown(&["THE", "PORT", "IS", "LOST"])[2], "is");
    }
}
