"""What the second tower learns from: annotated texts as windows of words with labels for each task.

Every reader here takes the states of a text (`states.py`) and its annotation, and gives `Document`s. A task that nobody
annotated in a text is `None` there, and costs nothing.
"""

import itertools
import json
import re
from dataclasses import dataclass, field

import numpy

import episodes

NAMES = ["O"] + [f"{place}-{kind}" for kind in ("PER", "ORG", "LOC", "NORP", "FAC") for place in "BI"]
KINDS = ["none", "person", "place", "organization", "object", "event", "time", "abstract", "substance", "animal", "plant"]
ROLES = [
    "none", "ARG0", "ARG1", "ARG2", "ARG3", "ARG4", "ARGM-TMP", "ARGM-LOC", "ARGM-MNR", "ARGM-CAU", "ARGM-PRP", "ARGM-ADV",
    "ARGM-MOD", "ARGM-NEG", "ARGM-DIS", "ARGM-EXT", "ARGM-DIR", "ARGM-PRD", "ARGM-GOL", "ARGM-COM", "ARGM-ADJ", "ARGM-LVB",
    "ARGM-PRR", "ARGM-CXN", "R-ARG0", "R-ARG1", "R-ARG2", "R-ARGM-LOC", "R-ARGM-TMP", "C-ARG1", "C-ARG2", "C-V",
]
CUES = ["O", "B", "I"]
SPANS = ["none", "source", "content"]
# What a word is to a word that tells of an event: another that tells of the same one, or what takes a part in it.
PARTS = ["same", "agent", "patient", "place", "instrument", "killed", "injured"]
FILLED = {slot: part for part, slots in episodes.PARTS.items() for slot in slots} | {"killed": "killed", "injured": "injured"}
IGNORE = -100
NAME_KINDS = {"person": "PER", "organization": "ORG", "place": "LOC", "norp": "NORP", "facility": "FAC"}


@dataclass
class Document:
    """Words of a text in order. `rows` are their places in the states, `sentence` counts up."""

    states: object
    rows: numpy.ndarray
    sentence: numpy.ndarray
    words: list
    # Which of the readers below gave it.
    set: str = ""
    names: list = None
    kinds: list = None
    predicates: list = None
    cues: list = None
    # 1 at words that tell of violence.
    violence: list = None
    # At words that tell of violence: 1 if it is one episode that happened or goes on, 0 if it is violence in general or may happen.
    episode: list = None
    # 1 at words that tell of an agreement.
    agreement: list = None
    # (word that tells, key of its event), and for each key of an event whose parts are annotated {word: numbers of its parts}.
    tellings: list = None
    parts: dict = None
    sure: dict = field(default_factory=dict)
    # The chain of each mention by its head; chains of one mention too.
    chains: dict = None
    # (predicate, {word: role}) with places in the document.
    roles: list = None
    # (cue words, source words, content words) with places in the document.
    attributions: list = None


class States:
    """The file that `states.py` wrote, opened lazily."""

    def __init__(self, path):
        kept = numpy.load(path, allow_pickle=False)
        for name in ("first", "last", "upos", "heads", "relations", "starts", "documents", "words", "ranges"):
            setattr(self, name, kept[name])

    def documents_of(self):
        """Documents as lists of sentence numbers, in order; one text may come twice."""
        groups = itertools.groupby(range(len(self.documents)), key=lambda number: self.documents[number])
        return [list(numbers) for _, numbers in groups]

    def document(self, numbers):
        rows = numpy.concatenate([numpy.arange(self.starts[n], self.starts[n + 1]) for n in numbers])
        sentence = numpy.concatenate([numpy.full(self.starts[n + 1] - self.starts[n], i) for i, n in enumerate(numbers)])
        return Document(self, rows, sentence, [str(w) for w in self.words[rows]])


def places(document):
    """Word at each character, for finding the words of a span of characters."""
    ranges = document.states.ranges[document.rows]

    def words(begin, end):
        inside = numpy.nonzero((ranges[:, 0] < end) & (ranges[:, 1] > begin))[0]
        return [int(n) for n in inside]

    return words


def raw_documents(states, path):
    """Pairs of a document and its line of JSON, for texts that `dateline parse` has cut into words, in the same order."""
    with open(path, encoding="utf-8") as lines:
        given = [json.loads(line) for line in lines]
    found = states.documents_of()
    assert len(found) == len(given), (len(found), len(given))
    for numbers, line in zip(found, given):
        yield states.document(numbers), line


def world_news(states, path):
    """Names as ww_names marks them; of nested ones the outermost ("Bank of England", not its "England")."""
    for document, line in raw_documents(states, path):
        words, labels = places(document), ["O"] * len(document.words)
        for entity in sorted(line["entities"], key=lambda entity: entity["b"] - entity["e"]):
            kind = NAME_KINDS.get(entity["type"])
            inside = words(entity["b"], entity["e"]) if kind else []
            for n, word in enumerate(inside if all(labels[word] == "O" for word in inside) else []):
                labels[word] = ("I-" if n else "B-") + kind
        document.names = [NAMES.index(label) for label in labels]
        yield document


def uner(path):
    """Names of Universal NER with its nationalities, by the ids of EWT's sentences."""
    kept, name = {}, None
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("# sent_id"):
                name = line.split("=", 1)[1].strip()
            elif line.strip() and not line.startswith("#"):
                label = line.rstrip("\n").split("\t")[2].replace("OTH", "NORP")
                kept.setdefault(name, []).append(label if label in NAMES else "O")
    return kept


def trees(path):
    """Sentences of a treebank: id, words, heads, and GUM's entities in MISC."""
    rows, name, document = [], "", ""
    with open(path, encoding="utf-8") as lines:
        for line in list(lines) + ["\n"]:
            line = line.rstrip("\n")
            if line.startswith("# sent_id"):
                name = line.split("=", 1)[1].strip()
            elif line.startswith("# newdoc id"):
                document = line.split("=", 1)[1].strip()
            elif line and not line.startswith("#"):
                columns = line.split("\t")
                if columns[0].isdigit():
                    rows.append(columns)
            elif not line and rows:
                yield document, name, rows
                rows = []


def head_of(span, heads):
    """The word of a span whose head lies outside it; of several the one with most of the span below it, then the first."""
    inside = set(span)
    tops = [w for w in span if heads[w] - 1 not in inside]
    if len(tops) < 2:
        return tops[0] if tops else span[0]

    def below(top):
        count = 0
        for word in span:
            at, steps = word, 0
            while at in inside and at != top and steps < len(span):
                at, steps = heads[at] - 1, steps + 1
            count += at == top
        return count

    return max(tops, key=lambda top: (below(top), -top))


def web_treebank(states, treebank, roles, names, happened):
    """EWT: names of UNER, roles of PropBank, UDS's happened or not."""
    with open(roles, encoding="utf-8") as lines:
        framed = {(line := json.loads(text))["sent_id"]: line for text in lines}
    sure = {}
    with open(happened, encoding="utf-8") as lines:
        for text in lines:
            line = json.loads(text)
            sure.setdefault(line["text"], {}).update({t["span1"][0]: t["label"] for t in line["targets"]})
    named = uner(names)
    parsed = list(trees(treebank))
    for numbers in states.documents_of():
        document = states.document(numbers)
        document.names = []
        document.predicates, document.roles = [], []
        begin = 0
        for number in numbers:
            _, name, rows = parsed[number]
            words, heads = [row[1] for row in rows], [int(row[6]) for row in rows]
            labels = named.get(name)
            # A handful of sentences have other words in the two.
            same = labels is not None and len(labels) == len(words)
            document.names += [NAMES.index(label) for label in labels] if same else [IGNORE] * len(words)
            line = framed.get(name)
            marks = [IGNORE if line is None else 0] * len(words)
            for predicate in line["predicates"] if line else []:
                at, gold = predicate["at"], {}
                marks[at] = 1
                for label, first, end in predicate["args"]:
                    if label in ROLES and first < end <= len(words):
                        gold[begin + head_of(list(range(first, end)), heads)] = ROLES.index(label)
                spans = [(label, begin + first, begin + end) for label, first, end in predicate["args"]]
                document.roles.append((begin + at, gold, spans))
            document.predicates += marks
            for at, value in sure.get(" ".join(words), {}).items():
                document.sure[begin + at] = value
            begin += len(words)
        yield document


def uw(states, path, together=1):
    """University of Washington's happened or not, on news, sentence by sentence."""
    with open(path, encoding="utf-8") as lines:
        judged = [json.loads(line)["targets"] for line in lines]
    for first in range(0, len(judged), together):
        numbers = range(first, min(first + together, len(judged)))
        document = states.document(numbers)
        begin = 0
        for number in numbers:
            length = int(states.starts[number + 1] - states.starts[number])
            document.sure |= {begin + t["span1"][0]: t["label"] for t in judged[number] if t["span1"][0] < length}
            begin += length
        yield document


def uw_joined(states, path):
    """The same with sentences that follow one another: they mostly come from one article, and texts are read in windows."""
    yield from uw(states, path, 8)


def gum(states, treebank):
    """GUM: the kind of every mention at its head."""
    parsed = list(trees(treebank))
    for numbers in states.documents_of():
        document = states.document(numbers)
        document.kinds, document.chains, opened, begin = [0] * len(document.words), {}, {}, 0
        for number in numbers:
            rows = parsed[number][2]
            heads = [int(row[6]) for row in rows]
            for index, row in enumerate(rows):
                found = re.search(r"(?:^|\|)Entity=([^|]*)", row[9])
                for mark in re.findall(r"\([^()]+\)?|[^()]+\)", found.group(1)) if found else []:
                    fields = mark.strip("()").split("-")
                    key = fields[0].split("[")[0]
                    if mark.startswith("("):
                        opened.setdefault(key, []).append((begin + index, fields))
                    if mark.endswith(")") and opened.get(key):
                        first, about = opened[key].pop()
                        if first >= begin and len(about) > 1 and about[1] in KINDS:
                            span = list(range(first - begin, index + 1))
                            head = begin + head_of(span, heads)
                            # Of nested mentions with one head the outermost, which ends last.
                            document.kinds[head] = KINDS.index(about[1])
                            document.chains[head] = key
            begin += len(rows)
        yield document


def polnear(states, path):
    """PolNeAR: cue, source and content of what is said."""
    for document, line in raw_documents(states, path):
        words = places(document)
        document.cues, document.attributions = [0] * len(document.words), []
        spans = lambda pairs: sorted({w for b, e in pairs for w in words(b, e)})
        for said in line["attributions"]:
            cue, source, content = spans(said["cue"]), spans(said["source"]), spans(said["content"])
            if not cue or not content:
                continue
            for n, word in enumerate(cue):
                document.cues[word] = 2 if n and cue[n - 1] == word - 1 else 1
            document.attributions.append((cue, source, content))
        yield document


VIOLENT = {"Conflict:Attack", "Life:Die", "Life:Injure"}


def broadcasts(states, path, better=None):
    """M2E2: words that tell of attacks and deaths.

    It marks some of them only ("attack" one time in three), so a word that it does not mark is unknown if it is marked
    anywhere, here or in `better`, whose articles are annotated in full; those are left out here.
    """
    with open(path, encoding="utf-8") as lines:
        given = [json.loads(line) for line in lines]
    known, forms = set(), set()
    if better:
        with open(better, encoding="utf-8") as lines:
            for line in map(json.loads, lines):
                known.add(line["id"])
                marked = [line["text"][begin:end] for event in line["events"] for begin, end in event["mentions"]]
                forms.update(word for text in marked for word in text.lower().split())
    for line in given:
        for sentence in line["sentences"]:
            marked = [range(*event["trigger"]) for event in sentence["events"] if event["type"] in VIOLENT]
            forms.update(sentence["words"][at].lower() for words in marked for at in words)
    for numbers, line in zip(states.documents_of(), given):
        if line["id"] in known:
            continue
        document, begin = states.document(numbers), 0
        document.violence = [IGNORE if word.lower() in forms else 0 for word in document.words]
        for sentence in line["sentences"]:
            for event in sentence["events"]:
                if event["type"] in VIOLENT:
                    for word in range(*event["trigger"]):
                        document.violence[begin + word] = 1
            begin += len(sentence["words"])
        assert begin == len(document.words), line["id"]
        yield document


# What they mean is not annotated.
PRONOUNS = set("he him his she her hers it its they them their theirs we us our who whom which that this these those".split())


def heads_of(document):
    """The place of each word's head in the document, counted from one; 0 for roots."""
    relative = document.states.heads[document.rows].astype(int)
    begins = numpy.searchsorted(document.sentence, document.sentence, "left")
    return numpy.where(relative > 0, begins + relative, 0)


def facts(states, path):
    """Articles with their events, agreements and, where they are annotated, statements."""
    for document, line in raw_documents(states, path):
        words, heads, text = places(document), heads_of(document), line["text"]
        document.violence, document.agreement = [0] * len(document.words), [0] * len(document.words)
        document.episode = [IGNORE] * len(document.words)
        document.tellings, document.parts = [], {}
        for kind in ("events", "agreements"):
            marks = document.violence if kind == "events" else document.agreement
            for event in line[kind]:
                real = int(event.get("specific", True) and event.get("modality", "happened") in ("happened", "ongoing"))
                key, telling = f"{kind} {event['id']}", []
                for begin, end in event["mentions"]:
                    inside = words(begin, end)
                    for word in inside:
                        marks[word] = 1
                        if kind == "events":
                            document.episode[word] = max(document.episode[word], real)
                    if inside:
                        telling.append(head_of(inside, heads))
                document.tellings += [(word, key) for word in sorted(set(telling))]
                parts = parts_of(event, telling, line, document, words, heads)
                if parts or kind == "events" and real:
                    document.parts[key] = parts
        if line["statements"]:
            document.cues, document.attributions = [0] * len(document.words), []
            for said in line["statements"]:
                cue, content = cue_of(said, text), words(*said["content"])
                cue = words(*cue) if cue else []
                if not cue or not content:
                    continue
                for n, word in enumerate(cue):
                    document.cues[word] = 2 if n and cue[n - 1] == word - 1 else 1
                source = source_of(said, cue, content, line, document, words)
                document.attributions.append((cue, source, [w for w in content if w not in cue and w not in source]))
        yield document


def occurrences(name, text):
    """Begin and end of a name in a text, as whole words."""
    return [m.span() for m in re.finditer(r"(?<!\w)" + re.escape(name) + r"(?!\w)", text)]


def names_of(key, actors):
    """The names of an actor, or words of the text that stand for themselves; whether they mean one thing wherever they stand."""
    if key not in actors:
        return [key], False
    actor = actors[key]
    alone = actor["class"] != "group" and not actor.get("generic")
    return [actor["name"], *actor.get("aliases", [])], alone


def parts_of(event, telling, line, document, words, heads):
    """For each head of a phrase that takes part in an event the numbers of its parts. What has no name of its own takes part where
    the event is told or a sentence beside."""
    near = {int(document.sentence[word]) + step for word in telling for step in (-1, 0, 1)}
    found = {}
    for slot, part in FILLED.items():
        for filler in event.get(slot) or []:
            if isinstance(filler, dict):
                names, alone = [filler["words"]], False
            else:
                names, alone = names_of(filler, line["actors"])
            for name in names:
                for begin, end in occurrences(name, line["text"]):
                    inside = words(begin, end)
                    if inside and (alone or slot == "place" or int(document.sentence[inside[0]]) in near):
                        found.setdefault(head_of(inside, heads), set()).add(PARTS.index(part))
    return found


def cue_of(said, text):
    """Where a cue stands; given as words it is the nearest to what is said."""
    cue, (begin, end) = said.get("cue"), said["content"]
    if not cue or not isinstance(cue, str):
        return cue
    return min(occurrences(cue, text), key=lambda c: min(abs(c[1] - begin), abs(c[0] - end)), default=None)


def source_of(said, cue, content, line, document, words):
    """The words of the speaker nearest to the cue in its sentence or one beside, outside of what is said; of nested ones the longest."""
    inside, near = set(content) | set(cue), int(document.sentence[cue[0]])
    found = []
    for key in said["speaker"]:
        for name in names_of(key, line["actors"])[0]:
            for begin, end in occurrences(name, line["text"]):
                span = words(begin, end)
                if span and not inside & set(span) and abs(int(document.sentence[span[0]]) - near) <= 1:
                    away = min(abs(span[0] - cue[-1]), abs(span[-1] - cue[0])) + 50 * abs(int(document.sentence[span[0]]) - near)
                    found.append((away, -len(span), span))
    return min(found)[2] if found else []
