"""What the pronouns of speakers mean, from articles whose statements have known speakers.

    cargo run --release --example evaluate -- coref articles.jsonl > phrases.jsonl
    python training/speakers.py articles.jsonl phrases.jsonl > speakers.jsonl
    cargo run --release --example evaluate -- choices speakers.jsonl > choices.jsonl

A line of `articles.jsonl` has `id`, `text`, `actors` (by key: `name`, `aliases`) and `statements` with `cue` (begin and end in
characters) and `speaker` (keys of actors). What comes out is what `mentions.py` makes of other data: `id`, `text` and `mentions`, of which those
that name one actor, and the pronouns beside the cues of what that actor says, are one chain. All others are chains of their own.
"""

import json
import re
import sys

from episodes import folded

PRONOUNS = {"he", "she", "it", "they", "him", "her", "his", "hers", "their", "its", "them"}
BEFORE = re.compile(r"\b(he|she|it|they)(?:\s+(?:also|then|has|had|have|later|further|however|now|even|again|only|,))*\s*$", re.IGNORECASE)
BEHIND = re.compile(r"\s+(he|she|it|they)\b", re.IGNORECASE)
# A name behind one of these words is not what the phrase means.
OTHERS = re.compile(r"\b(?:of|for|to|in|at|with|from|by|on|against|about)\b|['’]s", re.IGNORECASE)
# A phrase longer than this, in characters, is no name.
LONGEST = 160


def speaking(article):
    """Where pronouns stand that speak, with the actor each means."""
    text, found = article["text"], {}
    for statement in article["statements"]:
        if not statement.get("cue") or len(statement.get("speaker", [])) != 1:
            continue
        begin, end = statement["cue"]
        first = max(0, begin - 40)
        if before := BEFORE.search(text[first:begin]):
            found[first + before.start(1)] = statement["speaker"][0]
        elif behind := BEHIND.match(text[end : end + 12]):
            found[end + behind.start(1)] = statement["speaker"][0]
    return found


def named(phrase, names):
    """The actor that a phrase names, if it is one only."""
    words = folded(phrase)
    whole = [key for key, known in names.items() if words in known]
    if not whole and len(phrase) < LONGEST:
        front = re.split(r",|\(| who ", phrase)[0]
        words = folded(front)
        ends = lambda name: name and words[-len(name) :] == name and not OTHERS.search(front)
        whole = [key for key, known in names.items() if words in known or any(ends(name) for name in known)]
    return whole[0] if len(whole) == 1 else None


def main():
    phrases = {line["id"]: line["mentions"] for line in map(json.loads, open(sys.argv[2], encoding="utf-8"))}
    for article in map(json.loads, open(sys.argv[1], encoding="utf-8")):
        names = {
            key: [words for name in [actor["name"], *actor.get("aliases", [])] if (words := folded(name))]
            for key, actor in article["actors"].items()
        }
        speakers, mentions = speaking(article), []
        for number, mention in enumerate(phrases.get(article["id"], [])):
            words = article["text"][mention["b"] : mention["e"]]
            actor = speakers.get(mention["b"]) if words.lower() in PRONOUNS else named(words, names)
            mentions.append({"b": mention["b"], "e": mention["e"], "chain": actor or f"none {number}"})
        print(json.dumps({"id": article["id"], "text": article["text"], "mentions": mentions}, ensure_ascii=False))


if __name__ == "__main__":
    main()
