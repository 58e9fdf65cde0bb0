"""How sure the program may say to be: `python training/confidence.py OUT.tsv ARTICLES.jsonl ACCOUNTS.jsonl [ARTICLES ACCOUNTS …]`.

`ACCOUNTS` is what `evaluate accounts ARTICLES.jsonl` gives with the table that ships; articles are those of `episodes.py`, with
`statements` (`content`: begin and end, `speaker`, `addressee`: keys of actors) where they are known. Of each kind of finding two
numbers are fitted (Platt, 1999), one where no signs are weighed, so that of all findings that are 0.8 likely four fifths are
right. With `--check` nothing is written; prints how often what is so likely is right, and by how much it is off on average.
"""

import argparse
import json
import math

from episodes import PARTS, alike, folded, happened, names_of, same_days

BINS = [0, 0.2, 0.4, 0.6, 0.8, 0.9, 1.0]


def overlap(one, other):
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def logit(likely):
    likely = min(max(likely, 0.001), 0.999)
    return math.log(likely / (1 - likely))


def fills(filler, keys, actors):
    names = [folded(name) for name in (filler["name"], filler["text"])]
    return any(alike(names, names_of(key, actors)) for key in keys)


def findings(articles, lines):
    """Pairs of kind, how likely it is said to be, and whether it is right."""
    for article, line in zip(articles, lines):
        assert article["id"] == line["id"], article["id"]
        actors, accounts = article["actors"], [a for a in line["accounts"] if a["modality"] in ("asserted", "doubtful")]
        yield from events(article, actors, [a for a in accounts if "Statement" not in a["kinds"]])
        if article.get("statements"):
            yield from statements(article, actors, [a for a in accounts if "Statement" in a["kinds"]])


def events(article, actors, accounts):
    known = {event["id"]: event for event in article["events"] if happened(event)}
    spans = [((m["b"], m["e"]), m["chain"]) for m in article["mentions"] if m["chain"] in known]
    shares, best = [], {}
    for account in accounts:
        share = {}
        for span, chain in spans:
            share[chain] = share.get(chain, 0) + sum(overlap(span, word) > 0 for word in account["triggers"])
        shares.append(share)
        for chain, count in share.items():
            best[chain] = max(best.get(chain, 1), count)
    for account, share in zip(accounts, shares):
        if "confidence" not in account:
            continue
        # Of several accounts of one event the one that tells most of it is right.
        event = next((known[chain] for chain, count in share.items() if count == best[chain]), None)
        if event:
            best[event["id"]] = math.inf
        yield "event", account["confidence"], event is not None
        for part, roles in PARTS.items():
            keys = [key for role in roles for key in (event or {}).get(role, [])]
            for role in roles:
                for filler in account["roles"].get(role, []):
                    yield part, filler.get("confidence"), fills(filler, keys, actors)
        date = account.get("date") or {}
        right = event is not None and bool(event.get("date")) and same_days(event["date"], date)
        yield "time", date.get("confidence"), right
        for number in account["quantities"]:
            bounds = [(n["min"], n["max"]) for n in (event or {}).get(number["of"], [])]
            yield number["of"], number.get("confidence"), (number["min"], number["max"]) in bounds


def statements(article, actors, accounts):
    free = list(article["statements"])
    for account in accounts:
        content = account.get("content")
        if not content:
            continue
        here = (content["begin"], content["end"])
        length = lambda span: max(1, span[1] - span[0])
        likeness = lambda other: 2 * overlap(here, other["content"]) / (length(here) + length(other["content"]))
        told = max(free, key=likeness, default=None)
        told = told if told and likeness(told) >= 0.5 else None
        if told:
            free.remove(told)
        yield "statement", account["confidence"], told is not None
        for role in ("speaker", "addressee"):
            for filler in account["roles"].get(role, []):
                yield role, filler.get("confidence"), told is not None and fills(filler, told.get(role, []), actors)


def fit(cases, weighed):
    """Slope and base that make the answers likeliest; of few answers they stay near what is said."""
    right, count = sum(answer for _, answer in cases), len(cases)
    if not weighed:
        return 0.0, math.log((right + 1) / (count - right + 1))
    slope, base = 1.0, 0.0
    for _ in range(200):
        # Newton's method with a prior of slope 1, base 0.
        g = [slope - 1, base]
        h = [[1.0, 0.0], [0.0, 1.0]]
        for score, answer in cases:
            likely = 1 / (1 + math.exp(-(slope * score + base)))
            error, weight = likely - answer, likely * (1 - likely)
            g[0] += error * score
            g[1] += error
            h[0][0] += weight * score * score
            h[0][1] += weight * score
            h[1][1] += weight
        determinant = h[0][0] * h[1][1] - h[0][1] ** 2
        step = ((h[1][1] * g[0] - h[0][1] * g[1]) / determinant, (h[0][0] * g[1] - h[0][1] * g[0]) / determinant)
        # Far from the best place a whole step may lead further away.
        short = 0.5 / max(0.5, *map(abs, step))
        slope, base = slope - short * step[0], base - short * step[1]
    return slope, base


def report(found):
    for kind in [*found, "all"]:
        cases = [case for k, of in found.items() if kind in (k, "all") for case in of]
        off, cells = 0.0, []
        for low, high in zip(BINS, BINS[1:]):
            here = [(p, right) for p, right in cases if low <= p < high or p == high == 1]
            if here:
                said, is_so = sum(p for p, _ in here) / len(here), sum(right for _, right in here) / len(here)
                off += abs(said - is_so) * len(here) / len(cases)
                cells.append(f"{said:.2f}→{is_so:.2f} ({len(here)})")
        print(f"{kind:18} {len(cases):5}  off by {off:.3f}  " + "  ".join(cells))


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("table")
    arguments.add_argument("files", nargs="+")
    arguments.add_argument("--check", action="store_true", help="only print how right the table is")
    options = arguments.parse_args()
    rows = [line.split("\t") for line in open(options.table, encoding="utf-8").read().split("\n") if line and line[0] != "#"]
    scales = {of: (float(slope), float(base)) for of, slope, base in rows}
    found = {of: [] for of in scales}
    for paths in zip(options.files[::2], options.files[1::2]):
        read = ([json.loads(line) for line in open(path, encoding="utf-8")] for path in paths)
        for kind, likely, right in findings(*read):
            if kind in found and likely is not None:
                found[kind].append((likely, right))
    report(found)
    if options.check:
        return
    with open(options.table, "w", encoding="utf-8") as out:
        out.write("# What log-odds are multiplied by and what is added; made by training/confidence.py\n# of\tslope\tbase\n")
        for of, (slope, base) in scales.items():
            odds = [((logit(p) - base) / slope if slope else 0.0, right) for p, right in found[of]]
            fitted = fit(odds, slope != 0) if odds else (slope, base)
            out.write(f"{of}\t{fitted[0]:.2f}\t{fitted[1]:.2f}\n")


if __name__ == "__main__":
    main()
