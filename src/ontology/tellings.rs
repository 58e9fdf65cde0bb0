//! What classes and roles say of what happens: how it is told and read, who answers for it, and who takes which part in it.

/// How events of a class are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    /// One event may be told as two kinds of the class: an airstrike as a bombing.
    InOtherKinds,
    /// The text need not say which of two sides began: a clash.
    BySides,
    /// It answers another event of its family, and is never one with that: a retaliation.
    AsAnAnswer,
    /// Articles of later years still tell it: an agreement.
    ForYears,
}

impl Told {
    pub(super) const ALL: [(&str, Told); 4] = [
        ("in other kinds", Told::InOtherKinds),
        ("by sides", Told::BySides),
        ("as an answer", Told::AsAnAnswer),
        ("for years", Told::ForYears),
    ];

    /// What the words in Turtle mean.
    pub(super) fn from_words(words: &str) -> Option<Told> {
        meant(&Told::ALL, words)
    }
}

/// What the reader takes words for: such words add to events of the class without a frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReadAs {
    /// They tell of violence.
    Violence,
    /// They tell of an agreement.
    Agreement,
}

impl ReadAs {
    pub(super) const ALL: [ReadAs; 2] = [ReadAs::Violence, ReadAs::Agreement];

    /// The word in Turtle.
    pub fn name(self) -> &'static str {
        match self {
            ReadAs::Violence => "violence",
            ReadAs::Agreement => "agreement",
        }
    }
}

/// What a statement does with an event, or a statement, that others tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Answer {
    /// It says that it is not so.
    Denies,
    /// It will have nothing to do with it; what it says is not so, it denies.
    Rejects,
    /// The speaker takes responsibility for it.
    Claims,
    /// It gives somebody else the blame for it.
    Blames,
}

impl Answer {
    pub(super) const ALL: [Answer; 4] = [
        Answer::Denies,
        Answer::Rejects,
        Answer::Claims,
        Answer::Blames,
    ];

    /// The word in Turtle, and in the graph.
    pub fn name(self) -> &'static str {
        match self {
            Answer::Denies => "denies",
            Answer::Rejects => "rejects",
            Answer::Claims => "claims",
            Answer::Blames => "blames",
        }
    }

    /// The answer of that name.
    pub(super) fn from_name(name: &str) -> Option<Answer> {
        Answer::ALL.into_iter().find(|answer| answer.name() == name)
    }
}

/// The part that values of a role take in what happens, whatever its class.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Who does it.
    Agent,
    /// Who or what suffers it.
    Patient,
    /// Where it happens.
    Place,
    /// With what it is done.
    Instrument,
}

impl Part {
    pub(super) const ALL: [Part; 4] = [Part::Agent, Part::Patient, Part::Place, Part::Instrument];

    /// The word in Turtle.
    pub fn name(self) -> &'static str {
        match self {
            Part::Agent => "agent",
            Part::Patient => "patient",
            Part::Place => "place",
            Part::Instrument => "instrument",
        }
    }

    /// The part of that name.
    pub(super) fn from_name(name: &str) -> Option<Part> {
        Part::ALL.into_iter().find(|part| part.name() == name)
    }
}

/// What words in Turtle mean, of those that are known.
pub(super) fn meant<T: Copy>(known: &[(&str, T)], words: &str) -> Option<T> {
    let found = known.iter().find(|(known, _)| *known == words);
    found.map(|(_, meant)| *meant)
}

/// How a verb tells who is to blame.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blame {
    /// Lemmas of its object ("blame", "finger"); where there are none, its object is the deed.
    pub(super) objects: Vec<String>,
    /// Prepositions of whoever is blamed.
    pub(super) prepositions: Vec<String>,
}
