//! Made-up articles of some 400 words on attacks, statements and agreements, as JSON Lines: to measure with. Every event is
//! told by several articles in other words, and no two articles are the same. The same number gives the same articles.
//!
//! ```text
//! cargo run --release --example articles -- 2000 > articles.jsonl
//! dateline build articles.jsonl -o articles.dateline
//! ```

#![allow(clippy::print_stdout, reason = "the articles go to standard output")]

#[path = "../../tests/hostile/dice.rs"]
mod dice;
mod words;

use anyhow::{Context, Result};
use dice::Dice;
use jiff::ToSpan;
use jiff::civil::{Date, date};
use serde_json::json;
use words::*;

/// Words of an article.
const LENGTH: usize = 400;
/// Days on which it all happens.
const DAYS: usize = 2500;
/// Which of the last things that happened an article tells.
const TELLS: [usize; 3] = [0, 1, 3];

fn main() -> Result<()> {
    let count = std::env::args()
        .nth(1)
        .context("how many articles? articles NUMBER")?;
    let count: usize = count
        .parse()
        .with_context(|| format!("not a number: {count}"))?;
    for number in 0..count {
        println!("{}", article(number, count));
    }
    Ok(())
}

/// Something that happened: the same for every article that tells it.
struct Story {
    day: Date,
    by: usize,
    on: usize,
    town: &'static str,
    hit: &'static str,
    victims: &'static str,
    killed: usize,
    speaker: String,
    office: &'static str,
    agreed: Option<&'static str>,
}

fn pick<T: Copy>(dice: &mut Dice, all: &[T]) -> T {
    all[dice.below(all.len())]
}

fn story(number: usize, count: usize) -> Story {
    let mut dice = Dice(number as u64 * 7919 + 17);
    dice.below(1);
    let by = dice.below(SIDES.len());
    // Neighbours in the list fight each other.
    let on = by ^ 1;
    let name = format!(
        "{} {}{}{}",
        pick(&mut dice, &FIRST),
        pick(&mut dice, &BEGIN),
        pick(&mut dice, &MIDDLE),
        pick(&mut dice, &END)
    );
    Story {
        day: day(number, count),
        by,
        on,
        town: pick(&mut dice, &TOWNS[on]),
        hit: pick(&mut dice, &HIT),
        victims: pick(&mut dice, &VICTIMS),
        killed: 2 + dice.below(30),
        speaker: name,
        office: pick(&mut dice, &OFFICES),
        agreed: (dice.below(6) == 0).then(|| pick(&mut dice, &AGREED)),
    }
}

fn day(number: usize, count: usize) -> Date {
    let behind = i64::try_from(number * DAYS / count.max(1)).unwrap_or_default();
    date(2018, 1, 1).saturating_add(behind.days())
}

/// An article as a line of JSON.
fn article(number: usize, count: usize) -> String {
    let mut dice = Dice(number as u64 * 104_729 + 3);
    let told = TELLS.map(|back| story(number.saturating_sub(back), count));
    let published = day(number, count).saturating_add(1.day());
    let mut paragraphs: Vec<String> = Vec::new();
    for story in &told {
        let mut sentences = attack(&mut dice, story);
        sentences.extend(said(&mut dice, story));
        if let Some(what) = story.agreed {
            sentences.push(agreement(&mut dice, story, what));
        }
        paragraphs.push(sentences.join(" "));
    }
    let mut words: usize = paragraphs.iter().map(|p| p.split(' ').count()).sum();
    while words < LENGTH {
        let story = &told[dice.below(told.len())];
        let sentence = filler(&mut dice, story);
        words += sentence.split(' ').count();
        match dice.below(3) {
            0 => paragraphs.push(sentence),
            _ => {
                if let Some(last) = paragraphs.last_mut() {
                    last.push(' ');
                    last.push_str(&sentence);
                }
            }
        }
    }
    let first = &told[0];
    let title = match dice.below(3) {
        0 => format!("{} killed in attack on {}", first.killed, first.town),
        1 => format!(
            "{} forces hit {} in {}",
            SIDES[first.by].1, first.hit, first.town
        ),
        _ => format!(
            "{} accuses {} after attack in {}",
            SIDES[first.on].0, SIDES[first.by].0, first.town
        ),
    };
    json!({
        "title": title,
        "published": published.to_string(),
        "publisher": pick(&mut dice, &OUTLETS),
        "url": format!("https://news.example.org/{number}"),
        "text": paragraphs.join("\n\n"),
    })
    .to_string()
}

fn attack(dice: &mut Dice, story: &Story) -> Vec<String> {
    let (by, on) = (SIDES[story.by], SIDES[story.on]);
    let (force, verb) = (pick(dice, &FORCES), pick(dice, &STRUCK));
    let day = match dice.below(2) {
        0 => story.day.strftime("%A").to_string(),
        _ => story.day.strftime("%B %-d").to_string(),
    };
    let (town, hit, victims, killed) = (story.town, story.hit, story.victims, story.killed);
    let first = match dice.below(4) {
        0 => format!(
            "{} {force} {verb} {hit} in {town} on {day}, killing {killed} {victims}.",
            by.1
        ),
        1 => format!(
            "At least {killed} {} {victims} were killed on {day} when {} {force} {verb} {hit} near {town}.",
            on.1, by.1
        ),
        2 => format!(
            "{} said {killed} {victims} died in {town} after {} {force} {verb} {hit} on {day}.",
            on.0, by.1
        ),
        _ => format!(
            "{killed} {victims} lost their lives in the {} city of {town} on {day} as {} {force} {verb} {hit}.",
            on.1, by.1
        ),
    };
    let hurt = killed + 1 + dice.below(20);
    let second = match dice.below(3) {
        0 => format!("Another {hurt} people were wounded in the attack, the health ministry said."),
        1 => format!(
            "{} {force} had shelled the outskirts of {town} for {} hours before, according to witnesses.",
            by.1,
            2 + dice.below(10)
        ),
        _ => format!(
            "Rescue workers took {hurt} wounded {victims} to a hospital in {}.",
            pick(dice, &TOWNS[story.on])
        ),
    };
    vec![first, second]
}

fn said(dice: &mut Dice, story: &Story) -> Vec<String> {
    let (side, office, speaker) = (SIDES[story.on].1, story.office, &story.speaker);
    let words = fill(pick(dice, &SAYINGS), dice, story);
    let more = fill(pick(dice, &SAYINGS), dice, story);
    let first = match dice.below(3) {
        0 => format!("\u{201c}{words},\u{201d} {side} {office} {speaker} said."),
        1 => format!(
            "{side} {office} {speaker} told reporters in {}: \u{201c}{words}.\u{201d}",
            story.town
        ),
        _ => format!(
            "{side} {office} {speaker} warned {} on {}.",
            SIDES[story.by].0,
            story.day.strftime("%A")
        ),
    };
    vec![
        first,
        format!(
            "\u{201c}{more},\u{201d} the {} added.",
            office.rsplit(' ').next().unwrap_or(office).to_lowercase()
        ),
    ]
}

fn agreement(dice: &mut Dice, story: &Story, what: &str) -> String {
    let (by, on) = (SIDES[story.by].0, SIDES[story.on].0);
    // Where neither of them is at home.
    let town = pick(dice, &TOWNS[(story.by + 4) % SIDES.len()]);
    match story.killed % 3 {
        0 => format!("{by} and {on} agreed on {what} after talks in {town}."),
        1 => format!(
            "{on} signed {what} with {by} in {town} on {}.",
            story.day.strftime("%A")
        ),
        _ => format!("Negotiators of {by} and {on} reached {what} in {town}, officials said."),
    }
}

fn filler(dice: &mut Dice, story: &Story) -> String {
    fill(pick(dice, &FILLERS), dice, story)
}

fn fill(words: &str, dice: &mut Dice, story: &Story) -> String {
    let all = &TOWNS[story.on];
    words
        .replace("{t}", pick(dice, all))
        .replace("{u}", pick(dice, all))
        .replace("{o}", SIDES[story.by].0)
        .replace("{n}", &(3 + dice.below(40)).to_string())
        .replace("{d}", &story.day.strftime("%A").to_string())
}
