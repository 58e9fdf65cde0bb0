//! `\why`: the sentences that an answer rests on, with the words that fill each role marked.

use super::Paint;
use crate::ontology::{Ontology, RoleKind};
use crate::output;
use crate::report::done;
pub(super) use crate::report::source;
use crate::shown::{Shown, is_hidden};
use crate::store::{Evidence, Passage, Span};
use std::io::{self, Write};

/// Writes all accounts of an event, each with its article, its sentences and who is quoted for it.
pub(super) fn write(
    evidence: &[Evidence],
    ontology: &Ontology,
    paint: Paint,
    out: &mut dyn Write,
) -> io::Result<()> {
    let all: Vec<(usize, &Evidence)> = (1..).zip(evidence).collect();
    some(&all, all.len() > 1, ontology, paint, out)
}

/// Writes some accounts of an event by their numbers among all; `numbered` says whether there are several.
pub(super) fn some(
    evidence: &[(usize, &Evidence)],
    numbered: bool,
    ontology: &Ontology,
    paint: Paint,
    out: &mut dyn Write,
) -> io::Result<()> {
    for (place, (number, account)) in evidence.iter().enumerate() {
        if place > 0 {
            writeln!(out)?;
        }
        // By these numbers one of several accounts is corrected.
        let number = match numbered {
            false => String::new(),
            true => format!("({number}) "),
        };
        let title = format!("{number}{}", source(&account.document));
        writeln!(out, "{}", paint.bold(&title))?;
        let mut elsewhere: Vec<&Span> = account.spans.iter().collect();
        for sentence in &account.sentences {
            writeln!(out, "  {}", marked(sentence, account, ontology, paint))?;
            elsewhere.retain(|span| !within(&span.passage, sentence));
        }
        for span in elsewhere {
            let (words, role) = (Shown::line(&span.passage.text), role(span, ontology));
            let role = Shown::line(&role);
            writeln!(out, "  {role}: “{words}”, elsewhere in the article")?;
        }
        let mut facts = Vec::new();
        if !account.attributed_to.is_empty() {
            let speakers = account.attributed_to.join(", ");
            facts.push(format!("according to {speakers}"));
        }
        facts.push(account.modality.clone());
        facts.push(format!("found by {}", account.found_by));
        let sure = account.confidence;
        facts.extend(sure.map(|percent| format!("{percent} % sure")));
        let line = format!("{}: {}", account.kind, facts.join("; "));
        writeln!(out, "  {}", paint.dim(&line))?;
        let said = by_hand(account);
        if !said.is_empty() {
            writeln!(out, "  by hand: {}", Shown::line(&said.join("; ")))?;
        }
        for renamed in &account.renamed {
            let (words, reasons) = (Shown::line(&renamed.words), renamed.reasons.join("; "));
            let (label, score) = (&renamed.label, renamed.score);
            let line = format!("“{words}” is {label}: {reasons} ({score:.2})");
            writeln!(out, "  {}", paint.dim(&line))?;
        }
        let joined = account.joined.iter().map(|tie| ("one with", tie));
        let answers = account.answers.iter();
        let answers = answers.map(|(does, tie)| (does.as_str(), tie));
        let answered = account.answered_in.iter();
        let answered = answered.map(|(does, tie)| (done(does), tie));
        for (verb, tie) in joined.chain(answers).chain(answered) {
            let (other, reasons) = (source(&tie.document), tie.reasons.join("; "));
            let line = format!("{verb} {other}: {reasons} ({:.2})", tie.score);
            writeln!(out, "  {}", paint.dim(&line))?;
        }
    }
    Ok(())
}

/// What a person has said of an account.
fn by_hand(account: &Evidence) -> Vec<String> {
    let date = account.dated.as_ref().map(output::days);
    let date = date.map(|days| format!("dated {days}"));
    let confirmed = account.confirmed.then(|| "confirmed".to_string());
    let notes = account.notes.iter().map(|note| format!("note “{note}”"));
    confirmed.into_iter().chain(date).chain(notes).collect()
}

/// The role, with the name of what fills it where the words are others.
///
/// The same words may fill two roles ("eight soldiers": the killed and the target); only a role that holds nodes is named by
/// the node.
fn role(span: &Span, ontology: &Ontology) -> String {
    let role = ontology.roles.get(&span.role);
    let node = role.is_none_or(|role| matches!(role.kind, RoleKind::Node | RoleKind::Field));
    match &span.label {
        Some(label) if node && *label != span.passage.text => format!("{} = {label}", span.role),
        _ => span.role.clone(),
    }
}

fn within(inner: &Passage, outer: &Passage) -> bool {
    outer.begin <= inner.begin && inner.end <= outer.end
}

/// The sentence with `[words|role]` where words fill a role, and `[words|Kind]` for those that name the event.
fn marked(sentence: &Passage, account: &Evidence, ontology: &Ontology, paint: Paint) -> String {
    let mut marks: Vec<(usize, usize, String)> = account
        .spans
        .iter()
        .filter(|span| within(&span.passage, sentence))
        .map(|span| (span.passage.begin, span.passage.end, role(span, ontology)))
        .collect();
    if let Some(trigger) = account.trigger.as_ref().filter(|t| within(t, sentence)) {
        marks.push((trigger.begin, trigger.end, account.kind.clone()));
    }
    // Outer before inner, so that brackets nest.
    marks.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)).then(a.2.cmp(&b.2)));
    marks.dedup_by(|later, earlier| {
        let same = (later.0, later.1) == (earlier.0, earlier.1);
        if same && later.2 != earlier.2 {
            earlier.2 = format!("{}, {}", earlier.2, later.2);
        }
        same
    });
    let mut result = String::new();
    let mut open: Vec<(usize, String)> = Vec::new();
    let mut next = marks.into_iter().peekable();
    for (index, c) in sentence.text.chars().enumerate() {
        let place = sentence.begin + index;
        close(&mut open, place, paint, &mut result);
        while let Some((_, end, role)) = next.next_if(|(begin, ..)| *begin <= place) {
            // Marks that cross an open one cannot be shown as brackets.
            if open.last().is_none_or(|(outer, _)| end <= *outer) && end > place {
                result.push_str(&paint.role("["));
                open.push((end, role));
            }
        }
        // Cleaned here, letter by letter: cleaning the whole line would take the colours with it.
        result.push(if is_hidden(c) { ' ' } else { c });
    }
    close(&mut open, usize::MAX, paint, &mut result);
    result
}

fn close(open: &mut Vec<(usize, String)>, place: usize, paint: Paint, result: &mut String) {
    while let Some((_, role)) = open.pop_if(|(end, _)| *end <= place) {
        result.push_str(&paint.role(&format!("|{role}]")));
    }
}

#[cfg(test)]
mod tests {
    use super::{marked, write};
    use crate::ontology::Ontology;
    use crate::repl::Paint;
    use crate::store::{Evidence, Passage, Source, Span};

    fn passage(text: &str, within: &str, at: usize) -> Passage {
        let byte = within.find(text).unwrap();
        let begin = at + within[..byte].chars().count();
        Passage {
            begin,
            end: begin + text.chars().count(),
            text: text.to_string(),
        }
    }

    fn account() -> Evidence {
        let sentence = "Élite troops shelled eight Turkish personnel on Monday.";
        let span = |words, role: &str, label: Option<&str>| Span {
            passage: passage(words, sentence, 100),
            role: role.to_string(),
            node: None,
            label: label.map(str::to_string),
        };
        Evidence {
            kind: "Shelling".to_string(),
            document: Source {
                publisher: Some("Outlet".into()),
                ..Source::default()
            },
            sentences: vec![passage(sentence, sentence, 100)],
            spans: vec![
                span("Élite troops", "perpetrator", Some("Syria")),
                span("eight", "killed", None),
                span("eight Turkish personnel", "target", None),
                span("Monday", "date", None),
                Span {
                    passage: Passage {
                        begin: 3,
                        end: 9,
                        text: "Idlib ".trim().to_string(),
                    },
                    role: "place".to_string(),
                    node: None,
                    label: None,
                },
            ],
            trigger: Some(passage("shelled", sentence, 100)),
            found_by: "attack.verb".to_string(),
            attributed_to: vec!["A minister".to_string()],
            modality: "asserted".to_string(),
            ..Evidence::default()
        }
    }

    #[test]
    fn brackets_nest() {
        let account = account();
        let (ontology, sentence) = (Ontology::embedded().unwrap(), &account.sentences[0]);
        assert_eq!(
            marked(sentence, &account, &ontology, Paint::default()),
            "[Élite troops|perpetrator = Syria] [shelled|Shelling] [[eight|killed] Turkish personnel|target] \
             on [Monday|date]."
        );
    }

    #[test]
    fn names_article_and_speaker() {
        let mut out = Vec::new();
        let ontology = Ontology::embedded().unwrap();
        write(&[account()], &ontology, Paint::default(), &mut out).unwrap();
        let out = String::from_utf8(out).unwrap();
        assert!(out.starts_with("Outlet\n  [Élite"), "{out}");
        assert!(
            out.contains("  place: “Idlib”, elsewhere in the article\n"),
            "{out}"
        );
        assert!(
            out.ends_with("  Shelling: according to A minister; asserted; found by attack.verb\n"),
            "{out}"
        );
    }
}
