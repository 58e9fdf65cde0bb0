"""Weights of the signs by which the events of a document are told, joined and filled.

    cargo run --release --example evaluate -- episodes articles.jsonl > lessons.jsonl
    python training/episodes.py articles.jsonl lessons.jsonl models/episodes.tsv

A line of `articles.jsonl` has `id`, `text`, `mentions` (`b`, `e`, `chain`: words that tell of an event, and which), `actors`
(by key: `name`, `aliases`, `class`, `country`) and `events` and `agreements`: `id`, `specific`, `modality` or `status`, and what
takes part in them: `perpetrator`, `target` and `party` (keys of actors, or words), `place`, `weapon` (words) and `date` (two days).
Each question is a logistic model of its own: does a word tell of something that happened once, do two of them tell of one
event, does somebody or something around take this part in it.
"""

import argparse
import collections
import datetime
import json
import re
import unicodedata

import numpy
import torch

from sparse import summed

# For each question what is added to the log-odds, since what is missed costs more than what is wrong, and how much a weight costs.
QUESTIONS = {
    "tells": (0.5, 3.0),
    "one": (0.2, 3.0),
    "agent": (0.7, 3.0),
    "patient": (0.5, 3.0),
    "place": (1.0, 3.0),
    "instrument": (1.0, 3.0),
    "time": (1.0, 3.0),
}
PARTS = {"agent": ("perpetrator", "party"), "patient": ("target",), "place": ("place",), "instrument": ("weapon",)}
# In how many articles a sign has to be seen to be given a weight.
SEEN = 5
# What speaks for or against two tellings being one event, whatever so few articles say: weights are drawn to these instead of 0.
PRIORS = {
    ("what fills the same part", "agent differs"): -1.5,
    ("what fills the same part", "place differs"): -1.0,
    ("their sides", "swapped"): -4.0,
    ("who does it", "of two countries"): -2.0,
    ("a number", "shared"): 2.5,
    ("a headline", "and what follows it"): 3.0,
    # Counted on 270 articles: of the first word of an article and another more are of one event than the other signs say.
    ("the first is", "the first of the article"): 0.4,
    ("the second tells", "how many more"): 1.5,
}
# What nothing is learned of: what happens "every six hours" is no single event.
HELD = {
    "tells": {("told as", "what recurs"): -6.0},
}


def folded(words):
    """Lower case without accents, articles and possessive marks."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", words or "") if not unicodedata.combining(c))
    plain = re.sub(r"['’]s\b", "", plain.lower())
    return [word for word in re.findall(r"\w+", plain) if word not in {"the", "a", "an", "of", "and", "s"}]


def names_of(filler, actors):
    if filler not in actors:
        return [folded(filler)]
    actor = actors[filler]
    country = [actor["country"]] if actor["class"] == "country" and actor.get("country") else []
    return [folded(name) for name in [actor["name"], *actor.get("aliases", []), *country]]


def alike(mine, theirs):
    """Equal, or the shorter is contained in the longer and holds its last word."""
    for one in mine:
        for other in theirs:
            short, long = sorted((one, other), key=len)
            if short and (short == long or set(short) <= set(long) and short[-1] == long[-1]):
                return True
    return False


def days(begin, end):
    first, last = datetime.date.fromisoformat(begin), datetime.date.fromisoformat(end)
    return first.toordinal(), last.toordinal() + 1


def same_days(gold, time):
    if not (time.get("begin") and time.get("end")):
        return False
    (a, b), (c, d) = days(*gold), days(time["begin"], time["end"])
    return max(0, min(b, d) - max(a, c)) / (max(b, d) - min(a, c)) >= 0.5


def happened(event):
    told = event.get("status") or event.get("modality", "happened")
    return event.get("specific", True) and told in {"happened", "ongoing", "signed", "in force", "broken", "ended"}


def cases(articles, lessons):
    """For each question signs, whether the answer is yes, and the article."""
    found = collections.defaultdict(list)
    for article, lesson in zip(articles, lessons):
        assert article["id"] == lesson["id"]
        events = {e["id"]: e for e in article["events"] + article["agreements"] if happened(e)}
        for telling in lesson["tellings"]:
            found["tells"].append((telling["signs"], telling["event"] in events, article["id"]))
        for i, j, signs in lesson["pairs"]:
            one, other = (lesson["tellings"][k]["event"] for k in (i, j))
            if one and other:
                found["one"].append((signs, one == other, article["id"]))
        for told in lesson["events"]:
            event = events.get(told["event"])
            if event is None:
                continue
            for chance in told["chances"]:
                if chance["time"] is not None:
                    right = bool(event.get("date")) and same_days(event["date"], chance["time"])
                    found["time"].append((chance["signs"], right, article["id"]))
                    continue
                names = [folded(name) for name in chance["names"]]
                for part, roles in PARTS.items():
                    fillers = [filler for role in roles for filler in event.get(role, [])]
                    right = any(alike(names, names_of(filler, article["actors"])) for filler in fillers)
                    found[part].append((chance["signs"], right, article["id"]))
    return found


def train(cases, strength, priors):
    """Log-odds of each sign that was seen in enough articles."""
    seen = {(tuple(sign), article): None for signs, _, article in cases for sign in signs}
    count = collections.Counter(sign for sign, _ in seen)
    known = dict.fromkeys([*priors, *(sign for sign in count if count[sign] >= SEEN)])
    number = {sign: n for n, sign in enumerate(known)}
    pairs = [(row, number[tuple(s)]) for row, (signs, _, _) in enumerate(cases) for s in signs if tuple(s) in number]
    rows, columns = (torch.tensor(part) for part in zip(*pairs))
    score = summed(rows, columns, len(cases), len(number))
    right = torch.tensor([float(answer) for _, answer, _ in cases])
    # What always holds is the base rate, which costs nothing.
    cost = torch.tensor([0.0 if sign[0] == "always" else strength / 2 for sign in number])
    before = torch.tensor([priors.get(sign, 0.0) for sign in number])
    weights = before.clone().requires_grad_()
    optimiser = torch.optim.LBFGS([weights], max_iter=200, line_search_fn="strong_wolfe")

    def loss():
        optimiser.zero_grad()
        value = torch.nn.functional.binary_cross_entropy_with_logits(score(weights), right, reduction="sum")
        value = value + (cost * (weights - before) ** 2).sum()
        value.backward()
        return value

    optimiser.step(loss)
    print(f"{len(cases)} cases, {int(right.sum())} right, loss {loss().item() / len(cases):.3f}")
    return dict(zip(number, weights.tolist()))


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("articles")
    arguments.add_argument("lessons")
    arguments.add_argument("out")
    arguments.add_argument("--folds", type=int, default=0, help="write so many tables, each without a part of the articles")
    options = arguments.parse_args()
    torch.manual_seed(1)
    torch.set_num_threads(1)

    articles, lessons = ([json.loads(line) for line in open(path, encoding="utf-8")] for path in (options.articles, options.lessons))
    for fold in range(max(1, options.folds)):
        kept = [n for n in range(len(articles)) if not options.folds or n % options.folds != fold]
        found = cases([articles[n] for n in kept], [lessons[n] for n in kept])
        columns = {}
        for question, (_, strength) in QUESTIONS.items():
            columns[question] = train(found[question], strength, PRIORS if question == "one" else {})
            columns[question] |= HELD.get(question, {})
        path = f"{options.out}.{fold}" if options.folds else options.out
        with open(path, "w", encoding="utf-8") as out:
            out.write("# How much each sign speaks for yes, a column for each question. Made by training/episodes.py\n")
            out.write("# sign\tkind\t" + "\t".join(columns) + "\n")
            for sign in sorted({sign for column in columns.values() for sign in column}):
                weights = [column.get(sign, 0.0) + (QUESTIONS[q][0] if sign[0] == "always" else 0.0) for q, column in columns.items()]
                if any(abs(weight) >= 0.05 for weight in weights):
                    cells = [f"{weight:.2f}" if abs(weight) >= 0.05 else "0" for weight in weights]
                    out.write("\t".join([*sign, *cells]) + "\n")


if __name__ == "__main__":
    main()
