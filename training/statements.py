"""Weights of the signs by which what may be a statement is told from what is none.

    cargo run --release --example evaluate -- statements articles.jsonl > possible.jsonl
    python training/statements.py articles.jsonl possible.jsonl models/statements.tsv

A line of `articles.jsonl` has `id`, `text` and `statements`, whose `content` is a begin and an end in characters. What shares more than
half of its words with one of them is right, each with one at most.
"""

import argparse
import json
import re

import torch

from episodes import train

# How much a weight costs, how much leaving an earlier table costs, and what is added to the log-odds of what went on from one:
# the examples of the frames, one sentence each, stay statements.
STRENGTH, STAYING, LEAN = 3.0, 20.0, 0.25


def words(text, spans):
    return {m.start() for m in re.finditer(r"\w+", text) if any(m.start() < e and m.end() > b for b, e in spans)}


def right_ones(gold, found):
    """For each that is found whether it is right; the pairs that share most go first."""
    shares = [
        (len(mine & theirs) / len(mine | theirs), i, j)
        for i, mine in enumerate(found)
        for j, theirs in enumerate(gold)
        if mine & theirs and len(mine & theirs) >= len(mine | theirs) / 2
    ]
    mine, theirs = set(), set()
    for _, i, j in sorted(shares, key=lambda s: (-s[0], s[1], s[2])):
        if i not in mine and j not in theirs:
            mine.add(i)
            theirs.add(j)
    return [i in mine for i in range(len(found))]


def cases(articles, possible):
    for article, line in zip(articles, possible):
        assert article["id"] == line["id"]
        text = article["text"]
        gold = [words(text, [said["content"]]) for said in article["statements"]]
        found = [words(text, statement["content"]) for statement in line["statements"]]
        for statement, right in zip(line["statements"], right_ones(gold, found)):
            # A sign that is seen twice says no more than once.
            yield [list(sign) for sign in dict.fromkeys(map(tuple, statement["signs"]))], right, article["id"]


def table(path):
    """The weights of an earlier table."""
    lines = [line.rstrip("\n").split("\t") for line in open(path, encoding="utf-8") if not line.startswith("#")]
    return {(sign, kind): float(weight) for sign, kind, weight in lines}


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("articles")
    arguments.add_argument("possible")
    arguments.add_argument("out")
    arguments.add_argument("--from", dest="before", help="a table to go on from, of which the articles need not be at hand any more")
    options = arguments.parse_args()
    torch.manual_seed(1)
    torch.set_num_threads(1)
    articles, possible = ([json.loads(line) for line in open(path, encoding="utf-8")] for path in (options.articles, options.possible))
    before = table(options.before) if options.before else {}
    weights = train(list(cases(articles, possible)), STAYING if before else STRENGTH, before)
    with open(options.out, "w", encoding="utf-8") as out:
        out.write("# How much each sign speaks for a statement. Made by training/statements.py\n# sign\tkind\ttold\n")
        for sign in sorted(weights):
            weight = weights[sign] + (LEAN if before and sign[0] == "always" else 0.0)
            if abs(weight) >= 0.05:
                out.write("\t".join([*sign, f"{weight:.2f}"]) + "\n")


if __name__ == "__main__":
    main()
