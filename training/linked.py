"""How many accounts of one event in several articles are one node, and how many articles are joined that tell two stories.

    cargo run --release --example evaluate -- linked articles.jsonl > linked.jsonl
    python training/linked.py articles.jsonl linked.jsonl

A line of `articles.jsonl` has `id`, `topic`, `subtopic` (the story) and `mentions` (`b`, `e`, `event`, `chain`), as ECB+ has them. Pairs are
counted within a story: what articles of another story tell of it as background has no chain there.
"""

import argparse
import collections
import itertools
import json


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("articles")
    arguments.add_argument("linked")
    options = arguments.parse_args()
    read = lambda path: [json.loads(line) for line in open(path, encoding="utf-8")]
    articles, linked = read(options.articles), read(options.linked)
    # By story the nodes of each article whose words the input has chains for; by node the articles that tell it.
    told, tellers = collections.defaultdict(list), collections.defaultdict(set)
    for article, found in zip(articles, linked):
        assert article["id"] == found["id"]
        chains = collections.defaultdict(set)
        for mine in found["mentions"]:
            tellers[mine["chain"]].add((article["topic"], article["subtopic"], article["id"]))
            for given in article["mentions"]:
                if given.get("event") and given["b"] < mine["e"] and mine["b"] < given["e"]:
                    chains[mine["chain"]].add(given["chain"])
        told[article["topic"], article["subtopic"]] += [(article["id"], node, of) for node, of in chains.items()]
    pairs = [pair for nodes in told.values() for pair in itertools.combinations(nodes, 2) if pair[0][0] != pair[1][0]]
    one = [bool(a[2] & b[2]) for a, b in pairs]
    made = [a[1] == b[1] for a, b in pairs]
    right = sum(x and y for x, y in zip(one, made))
    print(f"pairs of accounts of one event: {sum(one)}; made one node: {sum(made)}, right {right}: precision {right / max(1, sum(made)):.2f}, recall {right / max(1, sum(one)):.2f}")
    joined = [pair for articles in tellers.values() for pair in itertools.combinations(articles, 2)]
    strangers = sum(a[:2] != b[:2] for a, b in joined)
    print(f"pairs of articles that an event joins: {len(joined)}, of two stories: {strangers}")


if __name__ == "__main__":
    main()
