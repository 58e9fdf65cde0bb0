"""Makes the likelihoods of a tower mean what they say: `python training/calibrate.py TOWER.pt OUT.pt --data KIND:STATES.npz:…`.

Scores of each task are divided by one number, the one that makes the labels of the given texts likeliest (Guo and others,
2017); what is likeliest stays so. From those of yes and no another is taken first, so that there are as many yeses as there
should be: where the few yeses weighed more in training, too many are given. Prints how often the tower is right where it is so sure, before and after.
"""

import argparse

import numpy
import torch
import torch.nn.functional as F

import annotations
from tower import LABELLED, PAIR_TASKS, WORD_TASKS, YES_NO, collate, kept, windows

BINS = [0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 1.0]


@torch.no_grad()
def scores_of(model, documents, found):
    """Adds to `found`, by task, scores of words and the right labels."""
    model.eval()
    for document in documents:
        for window in windows(document):
            batch, _, _ = collate([window])
            states = model.states(batch)
            scores = model.word_scores(states)
            cut = slice(window.begin, window.end)
            for task, name in LABELLED.items():
                values = getattr(document, name)
                if values is not None:
                    gold = torch.tensor(values[cut])
                    known = gold >= 0
                    found.setdefault(task, []).append((scores[task][0][known], gold[known]))
            states = states[0, : window.length]
            if window.roles:
                anchors = [at - window.begin for at, _, _ in window.roles]
                distance, way = map(torch.from_numpy, window.ways(anchors))
                rows = model.pairs["roles"](states, torch.tensor(anchors), distance, way)
                sentence = document.sentence[cut]
                for row, anchor, (_, roles, _) in zip(rows, anchors, window.roles):
                    same = numpy.nonzero(sentence == sentence[anchor])[0]
                    gold = torch.tensor([roles.get(int(w) + window.begin, 0) for w in same])
                    found.setdefault("roles", []).append((row[same], gold))


def likelihoods(task, scores, gold):
    """How likely the best label is, and whether it is right."""
    if task in YES_NO:
        likely = torch.sigmoid(scores.squeeze(-1))
        yes = likely > 0.5
        return torch.where(yes, likely, 1 - likely), yes == (gold > 0)
    likely, best = scores.softmax(-1).max(-1)
    return likely, best == gold


def loss(task, scores, gold):
    if task in YES_NO:
        return float(F.binary_cross_entropy_with_logits(scores.squeeze(-1), (gold > 0).float()))
    return float(F.cross_entropy(scores, gold))


def table(task, scores, gold):
    likely, right = likelihoods(task, scores, gold)
    # Words that are plainly nothing would hide all others.
    nothing = scores.argmax(-1) == 0 if task not in YES_NO else scores.squeeze(-1) < 0
    likely, right = likely[~nothing], right[~nothing]
    parts = []
    for low, high in zip(BINS, BINS[1:]):
        inside = (likely >= low) & (likely < high if high < 1 else likely <= high)
        if inside.any():
            parts.append(f"{low:g}–{high:g}: {100 * right[inside].float().mean():.0f} % of {int(inside.sum())}")
    return "; ".join(parts)


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("weights")
    arguments.add_argument("out")
    arguments.add_argument("--data", nargs="+", required=True)
    options = arguments.parse_args()
    checkpoint, model = kept(options.weights)
    state = checkpoint["model"]
    found = {}
    for given in options.data:
        kind, states, *rest = given.split(":")
        scores_of(model, getattr(annotations, kind)(annotations.States(states), *rest), found)
    begins = dict(zip(WORD_TASKS, numpy.cumsum([0, *WORD_TASKS.values()])))
    for task, parts in found.items():
        scores, gold = torch.cat([s for s, _ in parts]), torch.cat([g for _, g in parts])
        excess = 0.0
        if task in YES_NO:
            excess = float(scores.flatten().sort(descending=True).values[int((gold > 0).sum())])
            some = slice(None)
        else:
            # Words that are plainly nothing would outvote all others.
            some = scores.argmax(-1) > 0
        divisor = min(numpy.arange(0.5, 3.01, 0.05), key=lambda by: loss(task, (scores[some] - excess) / by, gold[some]))
        print(f"{task}: less {excess:.2f}, divided by {divisor:.2f}\n  before {table(task, scores, gold)}")
        print(f"  after  {table(task, (scores - excess) / divisor, gold)}", flush=True)
        if task in WORD_TASKS:
            rows = slice(begins[task], begins[task] + WORD_TASKS[task])
            state["words.weight"][rows] /= divisor
            state["words.bias"][rows] = (state["words.bias"][rows] - excess) / divisor
        elif task in PAIR_TASKS:
            for part in ("weight", "bias"):
                state[f"pairs.{task}.out.{part}"] /= divisor
    torch.save(checkpoint, options.out)


if __name__ == "__main__":
    main()
