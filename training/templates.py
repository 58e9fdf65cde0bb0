"""MUC-4's templates as articles whose events are known, for `training/episodes.py --templates`.

    python training/templates.py muc4.jsonl > articles.jsonl
    cargo run --release --example evaluate -- episodes articles.jsonl > words.jsonl
    python training/templates.py muc4.jsonl words.jsonl > articles.jsonl
    cargo run --release --example evaluate -- episodes articles.jsonl > lessons.jsonl

The templates do not say which words tell of them. With `words.jsonl`, what `evaluate episodes` took for such words, a word tells
of the template whose fillers stand most often in its sentence.
"""

import argparse
import json
import re

from episodes import folded

# From how likely on a word is held for one that tells of violence.
LIKELY = 0.4
STAGES = {"ACCOMPLISHED": "happened", "ATTEMPTED": "attempted"}


def strings(fillers):
    return [text for filler in fillers or [] for text in filler["strings"] if re.search("[A-Z]", text)]


def event(number, template):
    """What a template tells, in the form of `episodes.py`; days and places are left out, which other data teach better."""
    return {
        "id": f"template {number}",
        "type": template["type"][0],
        "modality": STAGES.get((template["stage"] or "").split(" / ")[0], "threatened"),
        "perpetrator": strings(template["perp_individual_id"]) + strings(template["perp_organization_id"]),
        "target": strings(template["hum_tgt_name"]) + strings(template["hum_tgt_description"]) + strings(template["phys_tgt_id"]),
        "weapon": strings(template["incident_instrument_id"]),
        "where": re.sub(r" \([^)]*\)", "", template["location"] or "").split(": ")[-1],
    }


def sentence(text, begin, end):
    """The words around a place in a text, without those of other sentences."""
    first = max(text.rfind(". ", 0, begin), text.rfind("\n", 0, begin)) + 1
    ends = [stop for stop in (text.find(". ", end), text.find("\n", end)) if stop >= 0]
    return folded(text[first : min(ends, default=len(text))])


def stands(phrase, words):
    sought = folded(phrase)
    return bool(sought) and any(words[n : n + len(sought)] == sought for n in range(len(words)))


def told(events, kind, words):
    """The event that a word of a class tells of by the other words of its sentence, if it is one alone."""
    scores = []
    for one in events:
        score = sum(stands(filler, words) for filler in [*one["perpetrator"], *one["weapon"], one["where"]])
        score += 2 * sum(stands(filler, words) for filler in one["target"])
        if (kind == "Kidnapping") != (one["type"] == "kidnapping"):
            score -= 3
        scores.append((score, one["id"]))
    best, *others = sorted(scores, reverse=True)
    return best[1] if best[0] > 0 and all(score < best[0] for score, _ in others) else None


def mentions(document, events, tellings):
    for telling in tellings:
        signs = [tuple(sign) for sign in telling["signs"]]
        if max((float(kind) for sign, kind in signs if sign == "violence"), default=0) < LIKELY:
            continue
        (begin, end), *_ = telling["words"]
        chain = told(events, dict(signs)["its class"], sentence(document["text"], begin, end))
        if chain:
            yield {"b": begin, "e": end, "chain": chain}


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("templates")
    arguments.add_argument("words", nargs="?")
    options = arguments.parse_args()
    documents = [json.loads(line) for line in open(options.templates, encoding="utf-8")]
    documents = [document for document in documents if document["templates"]]
    known = [json.loads(line)["tellings"] for line in open(options.words, encoding="utf-8")] if options.words else [[]] * len(documents)
    for document, tellings in zip(documents, known, strict=True):
        events = [event(number, template) for number, template in enumerate(document["templates"])]
        article = {"id": document["id"], "text": document["text"], "dct": document["date"], "actors": {}, "agreements": []}
        print(json.dumps({**article, "events": events, "mentions": list(mentions(document, events, tellings))}))


if __name__ == "__main__":
    main()
