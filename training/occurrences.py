"""Weights of the signs by which two words name one event, from documents with known chains.

    cargo run --release --example evaluate -- ecbplus-pairs train.jsonl > pairs.jsonl
    python training/occurrences.py pairs.jsonl models/occurrences.tsv

A pair is right or wrong; the weights are those of a logistic model. `--folds N` writes N tables instead, each learned
without every Nth topic.
"""

import argparse
import json
import pathlib

import numpy
import torch

from sparse import summed


def read(path):
    topics, right, owners, signs = [], [], [], []
    with open(path, encoding="utf-8") as lines:
        names = json.loads(next(lines))["rows"]
        for line in lines:
            topic, _, _, good, rows = json.loads(line)
            signs.extend(rows)
            owners.extend([len(right)] * len(rows))
            topics.append(topic)
            right.append(good)
    return names, *map(numpy.array, (topics, right, owners, signs))


def train(names, right, owners, signs, strength):
    count, size = len(right), len(names)
    score = summed(torch.tensor(owners), torch.tensor(signs), count, size)
    right = torch.tensor(right, dtype=torch.float32)

    weights = torch.zeros(size, requires_grad=True)
    optimizer = torch.optim.LBFGS([weights], max_iter=150, line_search_fn="strong_wolfe")

    def loss():
        optimizer.zero_grad()
        value = torch.nn.functional.binary_cross_entropy_with_logits(score(weights), right, reduction="sum")
        value = value + strength * (weights[1:] ** 2).sum()
        value.backward()
        return value

    optimizer.step(loss)
    print("loss", loss().item() / count)
    return weights.detach()


def write(path, names, weights):
    with open(path, "w", encoding="utf-8") as out:
        out.write("# How much each sign speaks for two words naming one event. Made by training/occurrences.py\n")
        for name, value in zip(names, weights.tolist()):
            if abs(value) >= 0.005:
                out.write(f"{name}\t{value:.2f}\n")


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("pairs")
    arguments.add_argument("out")
    arguments.add_argument("--strength", type=float, default=10.0)
    arguments.add_argument("--folds", type=int, default=0, help="write so many tables, each without a part of the topics")
    options = arguments.parse_args()
    torch.manual_seed(1)
    torch.set_num_threads(1)
    names, topics, right, owners, signs = read(options.pairs)
    if not options.folds:
        write(options.out, names, train(names, right, owners, signs, options.strength))
        return
    for fold in range(options.folds):
        held = numpy.isin(topics, sorted(set(topics.tolist()))[fold :: options.folds])
        keep = numpy.flatnonzero(~held)
        new = numpy.cumsum(~held) - 1
        part = ~held[owners]
        weights = train(names, right[keep], new[owners[part]], signs[part], options.strength)
        out = pathlib.Path(options.out)
        write(out.with_suffix(f".{fold}{out.suffix}"), names, weights)


if __name__ == "__main__":
    main()
