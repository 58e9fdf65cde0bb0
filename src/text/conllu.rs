//! Trees in the CoNLL-U format, and how well one reading of a treebank agrees with another.

use std::fmt::{self, Write};

/// A sentence: its comments, as they stand without the `#`, and its syntactic words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sentence {
    /// Comment lines without `#` and the blanks after it.
    pub comments: Vec<String>,
    /// Syntactic words. Ranges of multiword tokens and empty nodes are left out.
    pub words: Vec<Word>,
}

/// The ten columns of a word; `_` stands for none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Word {
    /// Number in the sentence, from 1.
    pub id: usize,
    /// The word.
    pub form: String,
    /// Dictionary form.
    pub lemma: String,
    /// Universal part of speech.
    pub upos: String,
    /// The treebank's own tag.
    pub xpos: String,
    /// Features.
    pub features: String,
    /// Number of the head, 0 for the root.
    pub head: usize,
    /// Relation to the head.
    pub relation: String,
    /// Enhanced dependencies.
    pub dependencies: String,
    /// Everything else.
    pub misc: String,
}

/// A line that is no CoNLL-U.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {problem}")]
pub struct ConlluError {
    /// Its number, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub problem: String,
}

/// Every sentence of a file.
pub fn read(text: &str) -> Result<Vec<Sentence>, ConlluError> {
    let mut sentences = Vec::new();
    let mut sentence = Sentence::default();
    for (index, line) in text.lines().enumerate() {
        let line = line.trim_end_matches('\r');
        if line.is_empty() {
            if !sentence.words.is_empty() {
                sentences.push(std::mem::take(&mut sentence));
            }
        } else if let Some(comment) = line.strip_prefix('#') {
            sentence.comments.push(comment.trim().to_owned());
        } else if let Some(word) = word(line).map_err(|problem| ConlluError {
            line: index + 1,
            problem,
        })? {
            sentence.words.push(word);
        }
    }
    if !sentence.words.is_empty() {
        sentences.push(sentence);
    }
    Ok(sentences)
}

/// A word; nothing for a range or an empty node.
fn word(line: &str) -> Result<Option<Word>, String> {
    let columns: Vec<&str> = line.split('\t').collect();
    let [
        id,
        form,
        lemma,
        upos,
        xpos,
        features,
        head,
        relation,
        dependencies,
        misc,
    ] = columns[..]
    else {
        return Err(format!("{} columns instead of ten", columns.len()));
    };
    if id.contains(['-', '.']) {
        return Ok(None);
    }
    let number = |text: &str, what: &str| {
        text.parse()
            .map_err(|_| format!("`{text}` is no number of a {what}"))
    };
    Ok(Some(Word {
        id: number(id, "word")?,
        form: form.to_owned(),
        lemma: lemma.to_owned(),
        upos: upos.to_owned(),
        xpos: xpos.to_owned(),
        features: features.to_owned(),
        head: if head == "_" {
            0
        } else {
            number(head, "head")?
        },
        relation: relation.to_owned(),
        dependencies: dependencies.to_owned(),
        misc: misc.to_owned(),
    }))
}

impl fmt::Display for Sentence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for comment in &self.comments {
            writeln!(f, "# {comment}")?;
        }
        for w in &self.words {
            write!(
                f,
                "{}\t{}\t{}\t{}\t{}\t{}",
                w.id, w.form, w.lemma, w.upos, w.xpos, w.features
            )?;
            writeln!(
                f,
                "\t{}\t{}\t{}\t{}",
                w.head, w.relation, w.dependencies, w.misc
            )?;
        }
        f.write_char('\n')
    }
}

/// How well a system agrees with a treebank: counts of words that are right.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Scores {
    /// Words of the treebank.
    pub words: usize,
    /// Part of speech right.
    pub upos: usize,
    /// Lemma right, as it is spelled; typographic apostrophes count as straight ones.
    pub lemmas: usize,
    /// All features right.
    pub features: usize,
    /// Head right.
    pub heads: usize,
    /// Head and relation right, subtypes left out.
    pub labelled: usize,
    /// Head and relation right, with the subtype.
    pub labelled_with_subtype: usize,
    /// Words that aren't punctuation.
    pub words_without_punctuation: usize,
    /// Of those, head and relation right, subtypes left out.
    pub labelled_without_punctuation: usize,
}

impl fmt::Display for Scores {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let percent = |part: usize, of: usize| 100.0 * part as f64 / of.max(1) as f64;
        writeln!(f, "{:<22}{}", "words", self.words)?;
        for (name, part) in [
            ("UPOS", self.upos),
            ("lemmas", self.lemmas),
            ("features", self.features),
            ("UAS", self.heads),
            ("LAS", self.labelled),
            ("LAS with subtypes", self.labelled_with_subtype),
        ] {
            writeln!(f, "{name:<22}{:.2}", percent(part, self.words))?;
        }
        let las = percent(
            self.labelled_without_punctuation,
            self.words_without_punctuation,
        );
        writeln!(f, "{:<22}{las:.2}", "LAS, no punctuation")
    }
}

/// A sentence or a word of the system that isn't the treebank's.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("sentence {sentence} doesn't have the same words in both")]
pub struct Misaligned {
    /// Its number, from 1.
    pub sentence: usize,
}

/// Compares word by word; both must have the same words.
pub fn score(gold: &[Sentence], system: &[Sentence]) -> Result<Scores, Misaligned> {
    let mut scores = Scores::default();
    if gold.len() != system.len() {
        return Err(Misaligned {
            sentence: gold.len().min(system.len()) + 1,
        });
    }
    for (index, (gold, system)) in gold.iter().zip(system).enumerate() {
        if !gold
            .words
            .iter()
            .map(|w| &w.form)
            .eq(system.words.iter().map(|w| &w.form))
        {
            return Err(Misaligned {
                sentence: index + 1,
            });
        }
        for (gold, system) in gold.words.iter().zip(&system.words) {
            scores.add(gold, system);
        }
    }
    Ok(scores)
}

impl Scores {
    fn add(&mut self, gold: &Word, system: &Word) {
        let base = |relation: &str| relation.split(':').next().unwrap_or_default().to_owned();
        let straight = |lemma: &str| lemma.replace('’', "'");
        let head = gold.head == system.head;
        let labelled = head && base(&gold.relation) == base(&system.relation);
        self.words += 1;
        self.upos += usize::from(gold.upos == system.upos);
        self.lemmas += usize::from(straight(&gold.lemma) == straight(&system.lemma));
        self.features += usize::from(gold.features == system.features);
        self.heads += usize::from(head);
        self.labelled += usize::from(labelled);
        self.labelled_with_subtype += usize::from(head && gold.relation == system.relation);
        if gold.upos != "PUNCT" {
            self.words_without_punctuation += 1;
            self.labelled_without_punctuation += usize::from(labelled);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "# text = They don't.\n\
        1\tThey\tthey\tPRON\tPRP\tCase=Nom\t2\tnsubj:pass\t_\t_\n\
        2-3\tdon't\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n\
        2\tdo\tdo\tAUX\tVBP\t_\t0\troot\t_\t_\n\
        3\tn't\tnot\tPART\tRB\t_\t2\tadvmod\t_\t_\n\
        3.1\tgo\tgo\tVERB\tVB\t_\t_\t_\t_\t_\n\
        4\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_\n\n";

    #[test]
    fn ranges_and_empty_nodes_are_left_out() {
        let sentences = read(TEXT).expect("sentences");
        assert_eq!(sentences.len(), 1);
        let forms: Vec<&str> = sentences[0].words.iter().map(|w| w.form.as_str()).collect();
        assert_eq!(forms, ["They", "do", "n't", "."]);
        assert_eq!(read(&sentences[0].to_string()), Ok(sentences));
    }

    #[test]
    fn errors_name_the_line() {
        let error = read("# c\n1\tx\n").expect_err("two columns");
        assert_eq!(error.to_string(), "line 2: 2 columns instead of ten");
    }

    #[test]
    fn scores_count_what_is_right() {
        let gold = read(TEXT).expect("sentences");
        let mut system = gold.clone();
        system[0].words[0].relation = "nsubj".to_owned();
        system[0].words[3].head = 3;
        let scores = score(&gold, &system).expect("same words");
        assert_eq!((scores.words, scores.heads), (4, 3));
        assert_eq!((scores.labelled, scores.labelled_with_subtype), (3, 2));
        assert_eq!(scores.labelled_without_punctuation, 3);
        system[0].words[0].form.clear();
        assert_eq!(score(&gold, &system), Err(Misaligned { sentence: 1 }));
    }
}
