"""Weights of the signs by which accounts of several articles are linked.

    cargo run --release --example evaluate -- linked-pairs articles.jsonl > pairs.jsonl
    python training/links.py models/links.tsv pairs.jsonl more-pairs.jsonl [--check pairs.jsonl]

A line of `pairs.jsonl` has `documents` (two names), `one` (whether the two accounts tell one event; `null` where nobody knows) and
`signs`. The model is logistic. Its weights are drawn to PRIORS, what people who read the news would say: of the data sets one has many
articles a story but few days and places, the other a war but few articles a story. What the pairs do not show stays as it was.
"""

import argparse
import collections
import json
import math

# Of each sign what it weighs before anything is learned, in natural logarithms of odds.
PRIORS = {
    "two events": -4.0,
    "two statements": -4.0,
    "the same kind of event": 0.3,
    "told as different kinds": -1.5,
    "dated to two days, told of the night": -1.0,
    "a few days apart, one of them unsure": -1.0,
    "days apart, one of them unsure": -2.5,
    "the same day": 2.0,
    "days that overlap": 1.3,
    "weeks that overlap": 0.8,
    "the same month": 0.5,
    "the same year": 0.8,
    "the same day of the month": 1.4,
    "the same day of the week": 0.6,
    "another day of the week": -2.0,
    "told long after the day of the other": -1.5,
    "articles weeks apart, no day told": -1.5,
    "articles of the same days, no day told": 0.3,
    "the same town": 2.0,
    "different towns": -8.0,
    "the same region": 0.7,
    "one place lies in the other": 0.5,
    "towns of one province": -4.0,
    "different places": -8.0,
    "a day and a town in common": 0.6,
    "places that cannot be compared": -0.5,
    "the same side did it": 1.5,
    "done by the same kind of people": 0.5,
    "different sides are blamed": -2.0,
    "the same side suffered": 1.5,
    "several of the same suffered": 0.8,
    "the same kind of people suffered": 0.4,
    "different sides suffered": -2.0,
    "other people suffered": -1.0,
    "different sides fought": -2.0,
    "one side is the same": 1.0,
    "the same two sides": 3.0,
    "different people took part": -2.5,
    "dated agreements of two parties": 0.7,
    "one party is the same": 0.7,
    "the same parties": 2.0,
    "the parties of one are among those of the other": 1.5,
    "some parties are the same": 0.7,
    "the same unusual number": 2.5,
    "the same number": 1.8,
    "the same small number": 1.1,
    "nearly the same number": 0.9,
    "numbers that fit each other": 0.4,
    "other numbers": -0.5,
    "numbers far apart": -1.5,
    "the same number of the same things agreed": 1.2,
    "the same number of the same things": 0.4,
    "other numbers of the same things": -1.5,
    "the same thing was hit": 0.8,
    "different things were hit": -1.5,
    "the same weapon": 0.3,
    "different weapons": -0.7,
    "different times of the day": -2.0,
    "one is told as another event": -4.0,
    "both articles begin with it": 0.0,
    "the only one of its kind in both articles": 0.0,
    "named by the same word": 0.0,
    "named by two of the same words": 0.0,
    "named by several of the same words": 0.0,
    "nearly the same sentence": 4.0,
    "the same short sentence": 2.5,
    "like wording": 2.0,
    "somewhat like wording": 1.0,
    "agreed on the same": 1.0,
    "like wording around other words": 1.0,
    "their articles share sentences": 1.0,
    "the same source is quoted": 0.7,
    "articles nearly the same": 0.0,
    "articles much alike": 0.0,
    "articles alike": 0.0,
    "articles somewhat alike": 0.0,
    "articles hardly alike": 0.0,
    "articles not compared": 0.0,
    "said at the same time": 0.5,
    "the same speaker": 1.0,
    "speakers of the same side": 0.3,
    "the same words": 4.0,
    "a close paraphrase": 3.2,
    "the words of one are part of the other's": 3.2,
    "the same few words": 2.9,
    "the same is asked of the same one": 2.6,
    "the same is denied": 2.6,
    "partly the same words": 2.0,
    "other numbers are said": -2.0,
    "said in articles that share sentences": 1.0,
}
# What the data set shows better than people know: it has many articles a story. A weight of another sign costs more to change,
# since days and places are few in it.
LEARNED = {
    "two events",
    "the same kind of event",
    "both articles begin with it",
    "the only one of its kind in both articles",
    "named by the same word",
    "named by two of the same words",
    "named by several of the same words",
    "places that cannot be compared",
    "nearly the same sentence",
    "the same short sentence",
    "like wording",
    "somewhat like wording",
    "like wording around other words",
    "their articles share sentences",
    "articles nearly the same",
    "articles much alike",
    "articles alike",
    "articles somewhat alike",
    "articles hardly alike",
}
COST = (60.0, 2.0)
# Taken from the odds of every two events: one that is joined wrongly costs more than one that is left apart.
MARGIN = 0.8
# What two events have against them of which only the sentences are known: the pairs learned from are all of whole articles.
ALONE, BASE = "articles not compared", -3.6
# In how many pairs a sign has to be seen to leave it.
SEEN = 20
ROUNDS = 400
STEP = 0.5


def train(pairs):
    """Weights by sign: those that make the pairs likeliest, not far from the priors. Steps are scaled by past slopes (AdaGrad)."""
    count = collections.Counter(sign for pair in pairs for sign in pair["signs"])
    free = [sign for sign in PRIORS if count[sign] >= SEEN and sign != ALONE]
    # The same signs with the same answers are one row with a number.
    rows = collections.Counter((tuple(sorted(pair["signs"])), pair["one"]) for pair in pairs)
    weights, past = dict(PRIORS), dict.fromkeys(free, 1e-6)
    for _ in range(ROUNDS):
        slope = {sign: COST[sign in LEARNED] * (weights[sign] - PRIORS[sign]) for sign in free}
        for (signs, one), number in rows.items():
            score = sum(weights[sign] for sign in signs)
            error = number * (1 / (1 + math.exp(-score)) - one)
            for sign in signs:
                if sign in slope:
                    slope[sign] += error
        for sign in free:
            past[sign] += slope[sign] ** 2
            weights[sign] -= STEP * slope[sign] / math.sqrt(past[sign])
    weights["two events"] -= MARGIN
    weights[ALONE] = BASE - weights["two events"]
    return weights


def measured(pairs, weights):
    """Pairs taken for one, and how many of them and of all that are one are so."""
    made = [pair["one"] for pair in pairs if sum(weights[sign] for sign in pair["signs"]) >= 0]
    right, wanted = sum(made), sum(pair["one"] for pair in pairs)
    return len(made), right / max(1, len(made)), right / max(1, wanted)


def read(path):
    """The pairs of a file of which it is known whether they are one."""
    pairs = (json.loads(line) for line in open(path, encoding="utf-8"))
    return [pair for pair in pairs if pair["one"] is not None]


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("out")
    arguments.add_argument("pairs", nargs="+")
    arguments.add_argument("--check", nargs="*", default=[], help="pairs that are measured, not learned from")
    options = arguments.parse_args()
    pairs = [pair for path in options.pairs for pair in read(path)]
    unknown = {sign for pair in pairs for sign in pair["signs"]} - PRIORS.keys()
    assert not unknown, f"signs without a prior: {sorted(unknown)}"
    weights = train(pairs)
    checked = [(f"measured on {path}:", read(path)) for path in options.check]
    for name, those in [("learned from", pairs), *checked]:
        for of, table in [("priors", PRIORS), ("weights", weights)]:
            made, precision, recall = measured(those, table)
            print(f"{name} {len(those)} pairs, {of}: {made} taken for one, precision {precision:.2f}, recall {recall:.2f}")
    with open(options.out, "w", encoding="utf-8") as out:
        out.write("# How much each sign speaks for two accounts telling one event. Made by training/links.py\n")
        for sign in PRIORS:
            out.write(f"{sign}\t{weights[sign]:.2f}\n")


if __name__ == "__main__":
    main()
