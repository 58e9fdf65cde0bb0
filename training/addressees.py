"""Learns the row of weights that tells addressees once more, and nothing else: `python training/addressees.py TOWER.pt OUT.pt --data STATES.npz:ARTICLES.jsonl …`.

The mean of two towers of which one has learned them halves what it says of them; all the rest of the mean stays as it is.
"""

import argparse
import random

import torch
import torch.nn.functional as F

import annotations
from tower import SEED, collate, kept, windows

ROW, RATE = 7, 3e-3


def hidden(model, window):
    """What the scorer of cues makes of each pair of a cue and a word, and 1 where the word is the head of an addressee of the cue."""
    states = model.states(collate([window])[0])[0, : window.length]
    heads, _ = window.heads()
    inside = lambda words: [word - window.begin for word in words if window.begin <= word < window.end]
    anchors = [annotations.head_of(inside(cue), [head + 1 for head in heads]) for cue, *_ in window.said]
    gold = torch.zeros(len(anchors), window.length)
    for row, (*_, addressees) in enumerate(window.said):
        gold[row, inside(addressees)] = 1
    distance, way = map(torch.from_numpy, window.ways(anchors))
    pairs = model.pairs["said"]
    sums = pairs.word(states)[None] + pairs.anchor(states[torch.tensor(anchors)])[:, None] + pairs.distance(distance) + pairs.way(way)
    return F.leaky_relu(sums, 0.1), gold


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("weights")
    arguments.add_argument("out")
    arguments.add_argument("--data", nargs="+", required=True, help="articles as `facts` of training/annotations.py reads them")
    options = arguments.parse_args()
    torch.manual_seed(SEED)
    checkpoint, model = kept(options.weights)
    model.eval()
    out = model.pairs["said"].out
    weight, bias = (torch.nn.Parameter(part[ROW].detach().clone()) for part in (out.weight, out.bias))
    optimiser = torch.optim.Adam([weight, bias], lr=RATE)
    given = [data.split(":") for data in options.data]
    documents = [document for states, path in given for document in annotations.facts(annotations.States(states), path)]
    lessons = [window for document in documents for window in windows(document) if window.said]
    random.Random(SEED).shuffle(lessons)
    for number, window in enumerate(lessons):
        with torch.no_grad():
            pairs, gold = hidden(model, window)
        loss = F.binary_cross_entropy_with_logits(pairs @ weight + bias, gold, reduction="sum") / len(gold)
        optimiser.zero_grad()
        loss.backward()
        optimiser.param_groups[0]["lr"] = RATE * (1 - number / len(lessons))
        optimiser.step()
    with torch.no_grad():
        out.weight[ROW], out.bias[ROW] = weight, bias
    torch.save({"model": model.state_dict(), "labels": checkpoint["labels"]}, options.out)


if __name__ == "__main__":
    main()
