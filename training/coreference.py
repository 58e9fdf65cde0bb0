"""Weights of the signs of coreference, from documents with known chains.

    python training/mentions.py en_gum-ud-train.conllu > gum.jsonl
    cargo run --release --example evaluate -- choices gum.jsonl > choices.jsonl
    python training/coreference.py choices.jsonl models/coreference.tsv

Each mention chooses among the mentions before it and being new; the weights are those of a multinomial logistic model
in which any right choice is as good as another.
"""

import argparse
import json

import numpy
import torch

from sparse import summed


PRONOUNS = ("he", "it", "they")
# Signs that the phrase chosen is a pronoun itself: what it means is not known where few phrases are annotated.
AFTER = {"after he", "after it", "after they", "after i", "after we", "after you"}


def lines(path, pronouns):
    for line in open(path, encoding="utf-8"):
        document = json.loads(line)
        for column, candidates in document["choices"]:
            # Where few phrases are annotated, what a pronoun means may be none of them.
            known = document["columns"][column] in PRONOUNS and not candidates[0][1]
            if not pronouns:
                yield document, column, candidates
            elif known:
                told = [c for c in candidates if c[1] or not any(document["rows"][row] in AFTER for row in c[0])]
                yield document, column, told


def read(path, without, pronouns):
    rows, marks, owners, right, form, news = [], [], [], [], [], []
    names = None
    choices = 0
    documents = list(lines(path, False)) + (list(lines(pronouns, True)) if pronouns else [])
    for document, column, candidates in documents:
        names = document["rows"], document["columns"]
        if not (without and without in document["id"]):
            for n, (signs, good) in enumerate(candidates):
                marks.extend(row * len(names[1]) + column for row in signs)
                rows.extend([len(owners)] * len(signs))
                owners.append(choices)
                right.append(good)
                news.append(n == 0)
            choices += 1
    return names, choices, *map(numpy.array, (rows, marks, owners, right, news))


def log_sum(scores, owners, count):
    top = torch.full((count,), -1e9).scatter_reduce(0, owners, scores, "amax")
    return top + torch.zeros(count).index_add(0, owners, torch.exp(scores - top[owners])).clamp_min(1e-30).log()


def train(data, strength, wrong_link, wrong_new):
    (rows, columns), choices, at, marks, owners, right, news = data
    size = len(rows) * len(columns)
    at, marks, owners = (torch.tensor(a) for a in (at, marks, owners))
    right, news = torch.tensor(right), torch.tensor(news)
    # A wrong choice must lose by a margin: what is wrong is worth more while training.
    is_new = torch.zeros(choices, dtype=torch.bool)
    is_new[owners[right & news]] = True
    cost = torch.where(right, 0.0, torch.where(is_new[owners], wrong_link, torch.where(news, wrong_new, 1.0)))
    score = summed(at, marks, len(owners), size)

    weights = torch.zeros(size, requires_grad=True)
    optimizer = torch.optim.LBFGS([weights], max_iter=120, line_search_fn="strong_wolfe")

    def loss():
        optimizer.zero_grad()
        scores = score(weights) + cost
        good = log_sum(torch.where(right, scores, torch.tensor(-1e9)), owners, choices)
        value = (log_sum(scores, owners, choices) - good).sum() + strength * (weights**2).sum()
        value.backward()
        return value

    print("loss", optimizer.step(loss).item() / choices, "->", loss().item() / choices)
    return weights.detach().reshape(len(rows), len(columns))


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("choices")
    arguments.add_argument("out")
    arguments.add_argument("--pronouns", help="choices of pronouns in documents of which few phrases are annotated")
    arguments.add_argument("--strength", type=float, default=1.0)
    arguments.add_argument("--link", type=float, default=1.0, help="cost of linking what is new")
    arguments.add_argument("--new", type=float, default=1.0, help="cost of taking for new what is not")
    arguments.add_argument("--lean", type=float, default=1.0, help="taken off what speaks for being new")
    arguments.add_argument("--without", default="", help="leave out documents with this in their id")
    options = arguments.parse_args()
    torch.manual_seed(1)
    torch.set_num_threads(1)
    data = read(options.choices, options.without, options.pronouns)
    weights = train(data, options.strength, options.link, options.new)
    rows, columns = data[0]
    # A link that is missed loses more than a wrong one costs: it splits a chain in two.
    weights[rows.index("new")] -= options.lean
    with open(options.out, "w", encoding="utf-8") as out:
        out.write("# How much each sign speaks for a link, by the form of the later phrase. Made by training/coreference.py\n")
        out.write("# sign\t" + "\t".join(columns) + "\n")
        for name, line in zip(rows, weights.tolist()):
            if any(abs(value) >= 0.005 for value in line):
                out.write(name + "\t" + "\t".join(f"{value:.2f}" if abs(value) >= 0.005 else "0" for value in line) + "\n")


if __name__ == "__main__":
    main()
