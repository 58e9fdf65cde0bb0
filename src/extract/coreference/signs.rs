//! The rows of the table of weights: signs that two phrases mean the same, and that a phrase is the first of its kind.

use super::form::{Form, Sort, named};

named! {
    /// A sign that two phrases mean the same, or that they don't.
    Sign, {
        SameWords = "same words",
        SameHead = "same head",
        HeadInside = "its head is among the other's words",
        InsideHead = "the other's head is among its words",
        WordsInside = "all its words are among the other's",
        SharedWord = "a word shared, heads differ",
        NoNewModifier = "same head, no new modifier",
        NewModifier = "same head, new modifiers",
        OtherModifiers = "same head, each with modifiers of its own",
        Acronym = "acronym and expansion",
        SameKnown = "one entry of the gazetteer",
        OtherKnown = "two entries of the gazetteer",
        SameOwner = "of one country",
        OtherOwner = "of two countries",
        OwnedByIt = "belongs to the other",
        SameTime = "same time",
        OtherTime = "another time",
        SameQuantity = "same number",
        OtherQuantity = "another number",
        Apposition = "apposition",
        Adjoining = "right after a comma or bracket",
        SameWordsLong = "same words, more than one",
        SameWordsFar = "same words, far off",
        Predicate = "predicate noun",
        SameHeadToken = "one head token",
        Contains = "inside the other",
        Contained = "around the other",
        CoArguments = "arguments of one verb",
        ReflexiveSubject = "reflexive of its subject",
        SameNumber = "both one or both many",
        OtherNumber = "one and many",
        SameGender = "same gender",
        OtherGender = "other gender",
        Sentence0 = "same sentence",
        Sentence1 = "previous sentence",
        Sentence2 = "two sentences before",
        Sentence4 = "three or four sentences before",
        Sentence8 = "five to eight sentences before",
        SentenceFar = "nine or more sentences before",
        Subject0 = "subject of the sentence",
        Subject1 = "subject of the previous sentence",
        SubjectFar = "subject further before",
        Object0 = "object in the sentence",
        Object1 = "object in the previous sentence",
        Possessor = "possessor",
        SameRole = "same role",
        Governor = "of the phrase's own verb",
        Speaks = "said something",
        BothSpeak = "both said something",
        ChainSpoke = "said something before, as it does now",
        SpokeLast = "said something last, as it does now",
        Speaker = "speaker of the quotation",
        SameSpeaker = "same speaker",
        OtherSpeaker = "another speaker",
        SameQuote = "same quotation",
        OtherQuote = "two quotations",
        IntoQuote = "from the text into a quotation",
        OutOfQuote = "from a quotation into the text",
        Fits0 = "nearest that fits",
        Fits1 = "second nearest that fits",
        Fits2 = "third nearest that fits",
        FitsFar = "further off than three that fit",
        Chain1 = "mentioned once",
        Chain2 = "mentioned twice",
        Chain5 = "mentioned three to five times",
        ChainMany = "mentioned more than five times",
        NamedChain = "has a name",
        LastOfChain = "its latest mention",
        Heading = "in the title",
        SameForm = "same pronoun",
        JoinedAndNot = "one coordinated, one not",
        BothJoined = "both coordinated",
        SameSurname = "same surname",
        OtherGiven = "same surname, other given name",
        SameGivenName = "begins with the same name",
        TwoNames = "two names without a common word",
        SameParagraph = "same paragraph",
        ParagraphSpeaks = "named before in the paragraph in which it says something",
    }
}

named! {
    /// A sign that a phrase means something not mentioned before.
    Fresh, {
        Always = "new",
        InHeading = "new: in the title",
        OneModifier = "new: one modifier",
        Modifiers = "new: modifiers",
        Extended = "new: with what follows",
        Plural = "new: many",
        Counted = "new: counted",
        AsSubject = "new: subject",
        AsObject = "new: object",
        AsPossessor = "new: possessor",
        Owned = "new: of a country",
        HeadMet = "new: head met before",
        WordsMet = "new: words met before",
        AsPredicate = "new: predicate noun",
        Apposed = "new: apposition",
        Quoted = "new: in a quotation",
        SpeakerLater = "new: speaker comes later",
        FirstSentences = "new: in the first sentences",
        Short = "new: one word",
    }
}

pub(super) const SIGNS: usize = Sign::NAMES.len();
pub(super) const FORMS: usize = Form::NAMES.len();
pub(super) const SORTS: usize = Sort::NAMES.len();
pub(super) const FRESH: usize = Fresh::NAMES.len();

/// How many rows the table has.
pub const ROWS: usize = SIGNS + 2 * FORMS + SORTS * SORTS + FRESH + SORTS;

/// The name of a row.
pub fn row_name(row: usize) -> String {
    let heads = SIGNS + FORMS;
    let sorts = heads + FORMS;
    let fresh = sorts + SORTS * SORTS;
    if row < SIGNS {
        Sign::NAMES[row].to_owned()
    } else if row < heads {
        format!("after {}", Form::NAMES[row - SIGNS])
    } else if row < sorts {
        format!("same head after {}", Form::NAMES[row - heads])
    } else if row < fresh {
        let pair = row - sorts;
        format!(
            "{} then {}",
            Sort::NAMES[pair / SORTS],
            Sort::NAMES[pair % SORTS]
        )
    } else if row < fresh + FRESH {
        Fresh::NAMES[row - fresh].to_owned()
    } else {
        format!("new: {}", Sort::NAMES[row - fresh - FRESH])
    }
}
