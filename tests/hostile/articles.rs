//! Articles that nobody writes, of any length: what a broken export, a bad joke or an attack may hand to the reader.
//!
//! `cargo run --release --example hostile -- KIND LENGTH` prints one.

#[path = "dice.rs"]
pub mod dice;

use dice::Dice;

/// The kinds of article that [`article`] makes.
pub const KINDS: [&str; 19] = [
    "events",
    "one-paragraph",
    "one-event",
    "pronouns",
    "governments",
    "officials",
    "one-official",
    "quotations",
    "one-speaker",
    "marks",
    "names",
    "long-names",
    "list",
    "no-full-stop",
    "one-word",
    "headlines",
    "related",
    "dates",
    "stops",
];

impl Dice {
    fn of<'w>(&mut self, words: &[&'w str]) -> &'w str {
        words[self.below(words.len())]
    }

    /// A name that no list has, of two or three syllables.
    fn name(&mut self) -> String {
        let mut name = String::new();
        for _ in 0..2 + self.below(2) {
            name.push_str(self.of(&[
                "ba", "do", "ke", "li", "mu", "na", "pe", "ro", "su", "ta", "vi", "zo",
            ]));
            name.push_str(self.of(&["", "", "n", "r", "l", "m"]));
        }
        let (first, rest) = name.split_at(1);
        first.to_uppercase() + rest
    }
}

const SIDES: [&str; 8] = [
    "Turkish troops",
    "Syrian government forces",
    "rebel fighters",
    "Russian warplanes",
    "the Syrian army",
    "Kurdish militants",
    "Hezbollah fighters",
    "government artillery",
];
const DEEDS: [&str; 6] = [
    "shelled", "bombed", "attacked", "raided", "stormed", "struck",
];
const THINGS: [&str; 8] = [
    "a convoy",
    "a market",
    "a hospital",
    "an outpost",
    "a school",
    "a checkpoint",
    "a village",
    "a depot",
];
const DAYS: [&str; 5] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"];

/// One sentence or two that tell of an event, seldom the same twice.
fn event(dice: &mut Dice) -> String {
    let (side, deed, thing) = (dice.of(&SIDES), dice.of(&DEEDS), dice.of(&THINGS));
    let (town, speaker) = (dice.name(), dice.name());
    let (day, killed) = (dice.of(&DAYS), 1 + dice.below(60));
    match dice.below(4) {
        0 => format!("On {day} {side} {deed} {thing} in {town}, killing {killed} people."),
        1 => format!(
            "At least {killed} soldiers were killed when {side} {deed} {thing} near {town}, Ali {speaker} said."
        ),
        2 => format!(
            "An airstrike by {side} hit {thing} in {town} on {day}. The strike killed {killed}."
        ),
        _ => format!(
            "“Yesterday {side} {deed} {thing} in {town},” Omar {speaker} told reporters. He said that they would be back."
        ),
    }
}

/// Sentences, three in a paragraph.
fn paragraphs(sentences: impl Iterator<Item = String>) -> String {
    let mut text = String::new();
    for (number, sentence) in sentences.enumerate() {
        if number > 0 {
            text.push_str(if number % 3 == 0 { "\n\n" } else { " " });
        }
        text.push_str(&sentence);
    }
    text
}

/// An article of a kind and of so many sentences (or words, where it has no sentences); nothing for another kind.
pub fn article(kind: &str, length: usize) -> Option<String> {
    let mut dice = Dice(7);
    let each = 0..length;
    let text = match kind {
        "events" => paragraphs(each.map(|_| event(&mut dice))),
        "one-paragraph" => each.map(|_| event(&mut dice) + " ").collect(),
        "one-event" => paragraphs(each.map(|n| match n {
            0 => "Rebel fighters attacked a convoy in Idlib on Monday.".to_string(),
            _ => format!(
                "The attack also hit {} and {}.",
                dice.name(),
                dice.of(&THINGS)
            ),
        })),
        "pronouns" => "He said that he told him. ".repeat(length),
        "governments" => paragraphs(each.map(|n| match n % 3 {
            0 => format!("The government in {} attacked the ministry.", dice.name()),
            1 => format!(
                "The {} minister said the army struck {}.",
                dice.name(),
                dice.of(&THINGS)
            ),
            _ => "The spokeswoman said she told it and they left.".to_string(),
        })),
        "officials" => paragraphs(each.map(|_| {
            let (given, name) = (dice.name(), dice.name());
            format!("The coalition spokesman {given} {name} met the foreign minister.")
        })),
        "one-official" => paragraphs(each.map(|_| {
            format!(
                "The {} Party spokesman, Ali Demir, met the army.",
                dice.name()
            )
        })),
        "quotations" => each
            .map(|_| format!("“We shall never leave {} again,” she said. ", dice.name()))
            .collect(),
        "one-speaker" => {
            let quotations = each.map(|_| format!("“we shall never leave {} again” ", dice.name()));
            "The minister told reporters: ".to_string() + &quotations.collect::<String>()
        }
        "marks" => each
            .map(|n| match n % 4 {
                0 => "the “army” ",
                1 => "said \"we\" ",
                2 => "left “ and ",
                _ => "went ” home. ",
            })
            .collect(),
        "names" => paragraphs(each.map(|_| {
            let names = [dice.name(), dice.name(), dice.name(), dice.name()];
            format!(
                "{} {} met {} {} there.",
                names[0], names[1], names[2], names[3]
            )
        })),
        "long-names" => paragraphs(each.map(|n| match n % 50 {
            0 => {
                "President ".to_string()
                    + &(0..60).map(|_| dice.name() + " ").collect::<String>()
                    + "spoke."
            }
            _ => event(&mut dice),
        })),
        "list" => {
            let towns = each.map(|_| format!("{} and ", dice.name()));
            "Rebels attacked ".to_string() + &towns.collect::<String>() + "left."
        }
        "no-full-stop" => each
            .map(|_| {
                dice.of(&[
                    "the ",
                    "army ",
                    "attack ",
                    "killed ",
                    "soldiers ",
                    "said ",
                    "that ",
                    "and ",
                    "in ",
                    "shelling ",
                ])
            })
            .collect(),
        "one-word" => "The army said ".to_string() + &"a".repeat(length),
        "headlines" => each
            .map(|_| {
                let (killed, town) = (1 + dice.below(60), dice.name());
                format!(
                    "Shelling by {} kills {killed} in {town}\n\n",
                    dice.of(&SIDES)
                )
            })
            .collect(),
        "related" => each
            .map(|n| match n % 2 {
                0 => "Related stories\n\n".to_string(),
                _ => event(&mut dice) + "\n\n",
            })
            .collect(),
        "dates" => paragraphs(each.map(|_| {
            let (day, number) = (dice.of(&DAYS), 1 + dice.below(28));
            format!(
                "Troops left {} on {day}, {number} May, and came back on {number} June.",
                dice.name()
            )
        })),
        "stops" => format!("The army said{} it.", ".?".repeat(length)),
        _ => return None,
    };
    Some(text)
}
