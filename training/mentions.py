"""GUM's annotation of entities, from CoNLL-U to a document a line: `id`, `text`, `mentions` with `b`, `e` (in characters)
and `chain`. This is what `evaluate coref` and `coreference.py` read.

    python training/mentions.py en_gum-ud-train.conllu [--genres news,bio] > gum.jsonl
    python training/mentions.py train.jsonl --ecbplus > ecb.jsonl

ECB+'s documents, one a line, become the same: its mentions without events and without those in several pieces.
"""

import argparse
import json
import re

MARK = re.compile(r"\(([^()]+)\)|\(([^()]+)|([^()]+)\)")


def documents(path):
    """The comment lines and word lines of each document, a list a sentence."""
    document, sentence = [], []
    with open(path, encoding="utf-8") as file:
        for line in file:
            line = line.rstrip("\n")
            if line.startswith("# newdoc id = ") and document:
                yield document
                document = []
            if line:
                sentence.append(line)
            elif sentence:
                document.append(sentence)
                sentence = []
    if document:
        yield document


def words(lines, text, start):
    """(misc, begin, end) of each word of a sentence; the words of a contraction share its letters in order."""
    at, until, inside = start, 0, None
    for line in lines:
        columns = line.split("\t")
        number, form = columns[0], columns[1]
        if "-" in number:
            begin = text.index(form, at)
            inside = (begin, begin + len(form))
            until = int(number.split("-")[1])
            at = begin
        elif "." not in number:
            if int(number) <= until:
                begin = at
                end = inside[1] if int(number) == until else min(begin + len(form), inside[1])
            else:
                begin = text.index(form, at)
                end = begin + len(form)
            at = end
            yield columns[9], begin, end


def convert(sentences):
    name, title, text, mentions, opened = None, None, "", [], {}
    for lines in sentences:
        comments = [line for line in lines if line.startswith("#")]
        for comment in comments:
            if comment.startswith("# newdoc id = "):
                name = comment.split(" = ", 1)[1]
            if comment.startswith("# meta::title = "):
                title = comment.split(" = ", 1)[1]
        own = next(c.split(" = ", 1)[1] for c in comments if c.startswith("# text = "))
        if text:
            text += "\n\n" if any(c.startswith("# newpar") for c in comments) else " "
        start = len(text)
        text += own
        for misc, begin, end in words([line for line in lines if not line.startswith("#")], text, start):
            value = next((m[7:] for m in misc.split("|") if m.startswith("Entity=")), "")
            for whole, left, right in MARK.findall(value):
                if whole or left:
                    chain = (whole or left).split("-")[0]
                    if whole:
                        mentions.append((begin, end, chain))
                    else:
                        opened.setdefault(chain, []).append(begin)
                else:
                    chain = right.split("-")[0]
                    if opened.get(chain):
                        mentions.append((opened[chain].pop(), end, chain))
    # Parts of a mention that is not in one piece have numbers in brackets; they are left out.
    mentions = sorted({m for m in mentions if "[" not in m[2]})
    return {
        "id": name,
        "title": title,
        "text": text,
        "mentions": [{"b": b, "e": e, "chain": c} for b, e, c in mentions],
    }


def of_ecbplus(line):
    document = json.loads(line)
    found = {}
    for m in document["mentions"]:
        if not m["event"] and not m["spans"]:
            found.setdefault((m["b"], -m["e"]), m["chain"])
    mentions = [{"b": b, "e": -e, "chain": chain} for (b, e), chain in sorted(found.items())]
    return {"id": "ecb_" + document["id"], "title": "", "text": document["text"], "mentions": mentions}


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("treebank")
    arguments.add_argument("--genres", default="")
    arguments.add_argument("--ecbplus", action="store_true")
    options = arguments.parse_args()
    if options.ecbplus:
        for line in open(options.treebank, encoding="utf-8"):
            print(json.dumps(of_ecbplus(line), ensure_ascii=False))
        return
    genres = set(filter(None, options.genres.split(",")))
    for sentences in documents(options.treebank):
        document = convert(sentences)
        if not genres or document["id"].split("_")[1] in genres:
            print(json.dumps(document, ensure_ascii=False))


if __name__ == "__main__":
    main()
