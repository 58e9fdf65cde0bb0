"""How well a tower reads annotated texts: `python training/check.py --weights TOWER.pt --data KIND:STATES.npz:…`.

Figures on the words as they were given; what the program makes of them is measured by `evaluate`.
"""

import argparse

import numpy
import torch

import annotations
from annotations import NAMES, PARTS, ROLES
from tower import collate, kept, told_gold, windows


def f1(counts):
    right, found, gold = counts
    p, r = right / max(found, 1), right / max(gold, 1)
    return f"P {100 * p:.1f} R {100 * r:.1f} F {200 * p * r / max(p + r, 1e-9):.1f} ({gold})"


# Whether a label may follow one: an I stands after its B or I only.
FOLLOWS = numpy.array([[not b.startswith("I-") or a[2:] == b[2:] for b in NAMES] for a in NAMES])


def sequence(scores):
    """The best labels of names of which each may follow the one before it, as the program chooses them."""
    # Before the first word stands an O.
    totals, back = numpy.where(numpy.arange(len(NAMES)) == 0, 0.0, -1e9), []
    for row in scores:
        ways = numpy.where(FOLLOWS, totals[:, None], -1e9)
        back.append(ways.argmax(0))
        totals = ways.max(0) + row
    labels = [int(totals.argmax())]
    for chosen in reversed(back[1:]):
        labels.append(int(chosen[labels[-1]]))
    return labels[::-1]


def spans(labels):
    """Names of labels by number, a stray I opening one."""
    result, begin, kind = [], None, None
    for at, label in enumerate(list(labels) + [0]):
        tag = NAMES[label]
        if begin is not None and not (tag == "I-" + kind):
            result.append((begin, at, kind))
            begin = None
        if tag != "O" and begin is None:
            begin, kind = at, tag[2:]
    return result


@torch.no_grad()
def check(model, documents):
    model.eval()
    names = {kind: numpy.zeros(3, int) for kind in ("PER", "ORG", "LOC", "NORP", "FAC")}
    counts = {n: numpy.zeros(3, int) for n in ("cue", "predicate", "violence", "kinds", "mention", "roles", "unlabelled", "source", "content", "same", "agreement", *(f"told {part}" for part in PARTS))}
    sure, episodes = [], numpy.zeros(3, int)
    for document in documents:
        for window in windows(document):
            batch, labels, _ = collate([window])
            states = model.states(batch)
            scores = {k: v[0] for k, v in model.word_scores(states).items()}
            states = states[0, : window.length]
            cut = slice(window.begin, window.end)
            if document.names is not None:
                found = set(spans(sequence(scores["names"].numpy())))
                gold = set(spans([max(v, 0) for v in document.names[cut]]))
                for kind, c in names.items():
                    f, g = {s for s in found if s[2] == kind}, {s for s in gold if s[2] == kind}
                    c += [len(f & g), len(f), len(g)]
            for name, values, score in (
                ("predicate", document.predicates, scores["predicate"][:, 0] > 0),
                ("violence", document.violence, scores["violence"][:, 0] > 0),
                ("agreement", document.agreement, scores["agreement"][:, 0] > 0),
                ("cue", document.cues, scores["cues"].argmax(-1) > 0),
            ):
                if values is not None:
                    gold = torch.tensor(values[cut])
                    known = gold >= 0
                    g, f = gold[known] > 0, score[known]
                    counts[name] += [int((f & g).sum()), int(f.sum()), int(g.sum())]
            if document.episode is not None:
                gold = torch.tensor(document.episode[cut])
                known = gold >= 0
                right = (scores["episode"][:, 0] > 0)[known] == (gold[known] > 0)
                episodes += [int(right.sum()), len(right), int((gold > 0).sum())]
            if document.kinds is not None:
                gold, f = torch.tensor(document.kinds[cut]), scores["kinds"].argmax(-1)
                counts["kinds"] += [int(((f == gold) & (gold > 0)).sum()), int((f > 0).sum()), int((gold > 0).sum())]
                counts["mention"] += [int(((f > 0) & (gold > 0)).sum()), int((f > 0).sum()), int((gold > 0).sum())]
            for at, value in document.sure.items():
                if window.begin <= at < window.end:
                    sure.append((float(scores["sure"][at - window.begin, 0]), value))
            if window.roles:
                anchors = [at - window.begin for at, _, _ in window.roles]
                distance, way = map(torch.from_numpy, window.ways(anchors))
                found = model.pairs["roles"](states, torch.tensor(anchors), distance, way).argmax(-1)
                sentence = document.sentence[cut]
                for row, (at, roles, _) in enumerate(window.roles):
                    f = {(w + window.begin, int(r)) for w, r in enumerate(found[row]) if r and sentence[w] == document.sentence[at]}
                    g = set(roles.items())
                    counts["roles"] += [len(f & g), len(f), len(g)]
                    counts["unlabelled"] += [len({w for w, _ in f} & {w for w, _ in g}), len(f), len(g)]
            if window.said:
                heads, _ = window.heads()
                cues = [[w - window.begin for w in cue if window.begin <= w < window.end] for cue, _, _ in window.said]
                anchors = [annotations.head_of(cue, [h + 1 for h in heads]) for cue in cues]
                distance, way = map(torch.from_numpy, window.ways(anchors))
                found = model.pairs["said"](states, torch.tensor(anchors), distance, way)[:, :, :3].argmax(-1)
                for row, (_, source, content) in enumerate(window.said):
                    for name, label, words in (("source", 1, source), ("content", 2, content)):
                        f = {w + window.begin for w, l in enumerate(found[row]) if l == label}
                        g = {w for w in words if window.begin <= w < window.end}
                        counts[name] += [len(f & g), len(f), len(g)]
            if window.told:
                anchors = [at - window.begin for at, _ in window.told]
                distance, way = map(torch.from_numpy, window.ways(anchors))
                found = model.pairs["told"](states, torch.tensor(anchors), distance, way) > 0
                gold, known = told_gold(window)
                for n, part in enumerate(PARTS):
                    f, g = found[:, :, n] & known[:, :, n], (gold[:, :, n] > 0) & known[:, :, n]
                    counts[f"told {part}"] += [int((f & g).sum()), int(f.sum()), int(g.sum())]
            if len(window.mentions) > 1:
                at = [m - window.begin for m in window.mentions]
                distance, way = (torch.from_numpy(p)[:, at] for p in window.ways(at))
                scores_ = model.pairs["same"](states, torch.tensor(at), distance, way, at).squeeze(-1)
                chains = [document.chains[m] for m in window.mentions]
                for m in range(1, len(at)):
                    row = scores_[m, :m]
                    gold = {o for o in range(m) if chains[o] == chains[m]}
                    best = int(row.argmax()) if float(row.max()) > 0 else None
                    counts["same"] += [int(best in gold), int(best is not None), int(bool(gold))]
    total = names["PER"] + names["ORG"] + names["LOC"]
    for kind, c in list(names.items()) + [("PER+ORG+LOC", total)] + list(counts.items()):
        if c[2]:
            print(f"  {kind:12}", f1(c))
    if sure:
        f, g = numpy.clip(numpy.array(sure).T, -3, 3)
        asserted = (int(((f > 0.5) & (g > 0.5)).sum()), int((f > 0.5).sum()), int((g > 0.5).sum()))
        print("  sure         Pearson", round(float(numpy.corrcoef(f, g)[0, 1]), 3), "asserted", f1(asserted))
    if episodes[1]:
        print(f"  episode      right {100 * episodes[0] / episodes[1]:.1f} % of {episodes[1]}, {episodes[2]} of them are one")
    model.train()


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--weights", required=True)
    arguments.add_argument("--data", nargs="+", required=True)
    arguments.add_argument("--threads", type=int, default=2)
    options = arguments.parse_args()
    torch.set_num_threads(options.threads)
    _, model = kept(options.weights)
    for given in options.data:
        kind, states, *rest = given.split(":")
        print(given)
        check(model, list(getattr(annotations, kind)(annotations.States(states), *rest)))


if __name__ == "__main__":
    main()
