use super::*;
use std::sync::LazyLock;
use tags::{MentionKind, NameKind, Upos};

static ENCODER: LazyLock<Encoder> = LazyLock::new(|| Encoder::embedded().expect("a model"));

fn read(sentence: &str) -> (Vec<&str>, Reading) {
    let words: Vec<&str> = sentence.split(' ').collect();
    let reading = ENCODER.read(&words);
    (words, reading)
}

/// `word relation head`, for the words asked for.
fn arcs(sentence: &str, asked: &[&str]) -> Vec<String> {
    let (words, reading) = read(sentence);
    let arc = |word: &&str| {
        let at = words
            .iter()
            .position(|other| other == word)
            .expect("a word of the sentence");
        let head = reading.heads[at]
            .checked_sub(1)
            .map_or("", |head| words[head]);
        format!("{word} {} {head}", reading.relations[at])
    };
    asked.iter().map(arc).collect()
}

#[test]
fn subjects_and_objects() {
    assert_eq!(
        arcs(
            "The army shelled the village on Monday .",
            &["army", "village", "Monday"]
        ),
        [
            "army nsubj shelled",
            "village obj shelled",
            "Monday obl shelled"
        ]
    );
    assert_eq!(
        arcs(
            "Two soldiers were killed by rebels near the border .",
            &["soldiers", "rebels"]
        ),
        ["soldiers nsubj:pass killed", "rebels obl:agent killed"]
    );
    assert_eq!(
        arcs(
            "The minister said that both sides had signed the agreement .",
            &["signed", "sides"]
        ),
        ["signed ccomp said", "sides nsubj signed"]
    );
}

#[test]
fn tags_lemmas_and_names() {
    let (_, reading) = read("Maria Keller visited the ruined cities of Norway .");
    assert_eq!(reading.upos[2], Upos::Verb);
    assert_eq!(reading.lemmas[2], "visit");
    assert_eq!(reading.lemmas[5], "city");
    assert_eq!(&*reading.features[5], "Number=Plur");
    let person = Name {
        begin: 0,
        end: 2,
        kind: NameKind::Person,
    };
    let place = Name {
        begin: 7,
        end: 8,
        kind: NameKind::Place,
    };
    assert_eq!(reading.names, [person, place]);
}

#[test]
fn curly_quotes_read_like_straight_ones() {
    let (_, straight) = read("\" It 's over , \" he said .");
    let (_, curly) = read("“ It ’s over , ” he said .");
    assert_eq!(straight, curly);
}

#[test]
fn company_changes_nothing() {
    let long = ["so", "it", "rained", ","].repeat(200);
    let sentences = [
        vec!["It", "rained", "."],
        vec![],
        long,
        vec!["Rebels", "of", "the", "Northern", "Front", "fled", "."],
    ];
    let alone: Vec<Reading> = sentences.iter().map(|words| ENCODER.read(words)).collect();
    let together = ENCODER.read_all(&sentences).sentences;
    let trees = |reading: &Reading| (reading.heads.clone(), reading.features.clone());
    assert!(together.iter().map(trees).eq(alone.iter().map(trees)));
    assert!(decode::is_tree(&alone[2].heads));
}

#[test]
fn nothing_gives_nothing() {
    assert_eq!(ENCODER.read(&[]), Reading::default());
}

#[test]
fn odd_words_give_trees() {
    for words in [
        vec![""],
        vec![" "],
        vec!["\u{200b}", "漢字"],
        vec!["a"; 2000],
        vec!["x,y/z"; 150],
    ] {
        let reading = ENCODER.read(&words);
        assert!(decode::is_tree(&reading.heads));
        let lengths = [
            reading.upos.len(),
            reading.lemmas.len(),
            reading.relations.len(),
        ];
        assert_eq!(lengths, [words.len(); 3]);
        assert_eq!(reading.features.len(), words.len());
        let lengths = [
            reading.mentions.len(),
            reading.sure.len(),
            reading.violence.len(),
        ];
        assert_eq!(lengths, [words.len(); 3]);
    }
}

/// Who said what in some sentences: the words of cue, source and content.
fn said(sentences: &[&str]) -> Vec<[String; 3]> {
    let words: Vec<Vec<&str>> = sentences.iter().map(|s| s.split(' ').collect()).collect();
    let text = |places: &[(usize, usize)]| {
        let forms: Vec<&str> = places.iter().map(|(s, w)| words[*s][*w]).collect();
        forms.join(" ")
    };
    let read = ENCODER.read_all(&words).attributions;
    let parts = read
        .iter()
        .map(|a| [text(&a.cue), text(&a.source), text(&a.content)]);
    parts.collect()
}

#[test]
fn who_said_what_and_who_did_what() {
    let told = "The army shelled the village on Monday , the minister said .";
    let wanted = [
        "said",
        "the minister",
        "The army shelled the village on Monday",
    ];
    assert_eq!(said(&["Talks go on .", told]), [wanted.map(str::to_owned)]);
    let (words, reading) = read(told);
    let shelled = reading
        .predicates
        .iter()
        .find(|p| words[p.word] == "shelled");
    let arguments = shelled.expect("a predicate").arguments.iter();
    let arguments: Vec<String> = arguments
        .map(|(word, role, _)| format!("{role} {}", words[*word]))
        .collect();
    assert_eq!(arguments, ["ARG0 army", "ARG1 village", "ARGM-TMP Monday"]);
    assert!(reading.sure[2] > 1.5 && reading.violence[2] > 0.5);
    assert_eq!(reading.mentions[4].0, MentionKind::Place);
}

#[test]
fn places_of_attributions_are_words_of_the_text() {
    let told =
        "The minister said on Monday that the town had fallen , but residents said it had not .";
    let all = vec![told.split(' ').collect::<Vec<_>>(); 40];
    let readings = ENCODER.read_all(&all);
    assert!(!readings.attributions.is_empty());
    let known = |(s, word): &(usize, usize)| *s < all.len() && *word < all[0].len();
    for said in &readings.attributions {
        for places in [&said.cue, &said.source, &said.content] {
            assert!(places.is_sorted() && places.iter().all(known));
        }
    }
}

#[test]
fn kernels_read_alike() {
    let sentence =
        "On 3 March , rebels of the People 's Front shelled the airport , officials said .";
    let words: Vec<&str> = sentence.split(' ').collect();
    let mut scores: Option<Vec<Vec<u32>>> = None;
    for kernel in Kernel::available() {
        let encoder = Encoder::embedded().expect("a model").on(kernel);
        let encoder = encoder.expect("an available kernel");
        let (mut input, mut scratch) = (Input::default(), Scratch::default());
        encoder.fill(&words, true, &mut input);
        network::run(kernel, &encoder.network, &input, &mut scratch);
        let bits = |values: &[f32]| {
            values
                .iter()
                .map(|value| value.to_bits())
                .collect::<Vec<_>>()
        };
        let got = [&scratch.scores.tags, &scratch.scores.arcs].map(|v| bits(v));
        match &scores {
            None => scores = Some(got.to_vec()),
            Some(expected) => assert!(got.as_slice() == expected, "{kernel:?} differs"),
        }
        let meant = encoder.read_all(&[&words, &words]);
        assert_eq!(
            meant,
            ENCODER.read_all(&[&words, &words]),
            "{kernel:?} differs"
        );
    }
}

#[test]
fn encoders_are_shared_between_threads() {
    fn shared<T: Send + Sync>() {}
    shared::<Encoder>();
}
