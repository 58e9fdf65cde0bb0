"""Reading the training data: CoNLL-U trees, names in IOB2, GUM's entity annotation; lemma scripts; word pieces."""

import math
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field, replace

MAX_PIECES_A_WORD = 12
NAME_LABELS = ["O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC"]
GUM_KINDS = {"person": "PER", "organization": "ORG", "place": "LOC"}
CHARACTERS = str.maketrans(
    {
        "\u2018": "'", "\u2019": "'", "\u201b": "'", "\u2032": "'", "\u00b4": "'", "`": "'",
        "\u201c": '"', "\u201d": '"', "\u201e": '"', "\u201f": '"', "\u00ab": '"', "\u00bb": '"',
        "\u2010": "-", "\u2011": "-", "\u2012": "\u2013", "\u2015": "\u2014",
        "\u00ad": None, "\u200b": None, "\ufeff": None,
    }
)


@dataclass
class Sentence:
    """One tree; names is None where nobody has annotated them, heads where there is no tree to learn from.

    `unnamed` are the spans of names whose kind nobody has annotated, as pairs of begin and end.
    """

    document: str
    forms: list
    lemmas: list = field(default_factory=list)
    upos: list = field(default_factory=list)
    features: list = field(default_factory=list)
    heads: list = None
    relations: list = field(default_factory=list)
    names: list = None
    unnamed: list = field(default_factory=list)
    script_free: bool = False


def normal(form):
    """Typographic variants written the way the model reads them. The reader in Rust has the same table."""
    return form.translate(CHARACTERS).replace("\u2026", "...") or form


# --- trees ---------------------------------------------------------------------------------------------------------


def read_conllu(path):
    """Every sentence of a CoNLL-U file: syntactic words only, without ranges and empty nodes."""
    sentences, rows, document, has_entities = [], [], "", False
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            line = line.rstrip("\n")
            if line.startswith("# newdoc id"):
                document = line.split("=", 1)[1].strip()
            elif line.startswith("# global.Entity"):
                has_entities = True
            elif line and not line.startswith("#"):
                columns = line.split("\t")
                if columns[0].isdigit():
                    rows.append(columns)
            elif not line and rows:
                sentences.append((document, rows))
                rows = []
    if rows:
        sentences.append((document, rows))
    roles = set(row[2].lower() for _, rows in sentences for row in rows if row[7] == "nmod:desc")
    result, annotated = [], []
    for document, rows in sentences:
        sentence = Sentence(
            document=document,
            forms=[row[1] for row in rows],
            lemmas=[row[2] for row in rows],
            upos=[row[3] for row in rows],
            features=[row[5] for row in rows],
            heads=[int(row[6]) for row in rows],
            relations=[relation(row[7]) for row in rows],
        )
        if has_entities:
            spans = entity_spans(sentence, [row[9] for row in rows])
            roles |= {sentence.lemmas[s[2]] for s in spans if s[4] == "PER" and sentence.upos[s[2]] == "NOUN"}
            annotated.append((sentence, spans))
        result.append(sentence)
    for sentence, spans in annotated:
        sentence.names = names_from_entities(sentence, spans, roles)
    return result, roles


def relation(text):
    """The names for adjuncts without preposition differ between releases."""
    return re.sub(r"^(obl|nmod):(tmod|npmod)$", r"\1:unmarked", text)


def entity_spans(sentence, misc):
    """GUM's noun phrases for people, organisations and places: begin, end, head, core words, kind."""
    spans, opened = [], {}
    for index, column in enumerate(misc):
        found = re.search(r"(?:^|\|)Entity=([^|]*)", column)
        for mark in re.findall(r"\([^()]+\)?|[^()]+\)", found.group(1)) if found else []:
            fields = mark.strip("()").split("-")
            key = fields[0].split("[")[0]
            if mark.startswith("("):
                opened.setdefault(key, []).append((index, fields))
            if mark.endswith(")") and opened.get(key):
                begin, fields = opened[key].pop()
                if len(fields) > 5 and fields[1] in GUM_KINDS:
                    core = [begin + int(n) - 1 for n in fields[5].split(",") if n.isdigit()]
                    core = [word for word in core if word <= index]
                    heads = [word for word in core if sentence.heads[word] - 1 not in core]
                    if heads:
                        spans.append((begin, index + 1, heads[0], core, GUM_KINDS[fields[1]]))
    return spans


def names_from_entities(sentence, spans, roles):
    """A name is the proper-noun head of a phrase with what belongs to the name around it; roles are no names."""
    names = []
    for begin, end, head, core, kind in spans:
        if sentence.upos[head] != "PROPN" or kind == "PER" and "Number=Plur" in sentence.features[head]:
            continue
        words = name_words(sentence, head, begin, end, kind) | {w for w in core if sentence.upos[w] == "PROPN"}
        first, last = head, head
        while first - 1 >= begin and first - 1 in words:
            first -= 1
        while last + 1 < end and last + 1 in words:
            last += 1
        if kind == "PER":
            titles = [w for w in range(first, last + 1) if sentence.lemmas[w].lower() in roles]
            first = titles[-1] + 1 if titles else first
        if first <= last:
            names.append((first, last + 1, kind))
    labels = ["O"] * len(sentence.forms)
    for first, end, kind in sorted(names, key=lambda name: (name[0] - name[1], name)):
        if all(label == "O" for label in labels[first:end]):
            labels[first:end] = ["B-" + kind] + ["I-" + kind] * (end - first - 1)
    return labels


def names_without_kind(sentence, roles):
    """Names as the tree alone shows them, kind unknown: proper nouns with what belongs to them, without titles.

    `unnamed` gets the spans, `names` gets O outside of them and None where even the extent is doubtful (X of Y).
    """
    length = len(sentence.forms)
    labels, spans = ["O"] * length, []
    for head in range(length):
        if sentence.upos[head] != "PROPN" or labels[head] != "O":
            continue
        words = name_words(sentence, head, 0, length, "PER")
        first, last = head, head
        while first and first - 1 in words and labels[first - 1] == "O":
            first -= 1
        while last + 1 < length and last + 1 in words:
            last += 1
        titles = [w for w in range(first, last + 1) if sentence.lemmas[w].lower() in roles]
        if titles and titles[-1] < last:
            first = titles[-1] + 1
        doubtful = last + 2 < length and sentence.forms[last + 1] in ("of", "for", "and", "&") and (
            sentence.upos[last + 2] == "PROPN" or sentence.forms[last + 2] == "the"
        )
        if not doubtful:
            spans.append((first, last + 1))
        labels[first : last + 1 + doubtful] = [None] * (last + 1 + doubtful - first)
    for word in range(1, length):
        # What follows a doubtful extent is as doubtful.
        if sentence.upos[word] == "PROPN" and labels[word - 1] is None and sentence.upos[word - 1] in ("ADP", "CCONJ"):
            spans = [span for span in spans if not span[0] <= word < span[1]]
    sentence.names, sentence.unnamed = labels, spans


def name_words(sentence, head, begin, end, kind):
    """The words of the name around a proper-noun head: Bank of England, New York, Human Rights Watch."""
    words, open_words = {head}, [head]
    while open_words:
        parent = open_words.pop()
        for child in range(begin, end):
            if sentence.heads[child] != parent + 1 or child in words:
                continue
            base, form = sentence.relations[child].split(":")[0], sentence.forms[child]
            proper = sentence.upos[child] == "PROPN"
            part = (
                base in ("flat", "compound", "goeswith", "fixed") and (proper or form[:1].isupper() or base == "flat")
                or base == "amod" and form[:1].isupper() and child > 0
                or base == "nummod" and parent < child and proper
                or kind != "PER" and sentence.relations[child] == "nmod" and proper and parent < child
                and any(sentence.heads[of] == child + 1 and sentence.forms[of] == "of" for of in range(parent, child))
                or base in ("case", "det") and parent != head and form.lower() in ("of", "the", "and")
                or base == "punct" and form in ("-", "/", "\u2013") and begin < child < end - 1
            )
            if part:
                words.add(child)
                if base != "amod":
                    open_words.append(child)
    return words


def read_names(path):
    """UNER's IOB2 files: names on sentences whose trees are kept for scoring."""
    sentences, forms, labels, document = [], [], [], ""
    with open(path, encoding="utf-8") as lines:
        for line in list(lines) + ["\n"]:
            line = line.rstrip("\n")
            if line.startswith("# newdoc id"):
                document = line.split("=", 1)[1].strip()
            elif not line:
                if forms:
                    sentences.append(Sentence(document=document, forms=forms, names=labels))
                forms, labels = [], []
            elif not line.startswith("#"):
                columns = line.split("\t")
                label = columns[2] if columns[2] in NAME_LABELS else "O"
                forms.append(columns[1])
                labels.append(label)
    return sentences


# --- lemma scripts -------------------------------------------------------------------------------------------------


def lemma_script(form, lemma):
    """How to get the lemma from the form: `=be`, or a casing letter, a digit (strip so many characters), what to append."""
    form, lemma = normal(form), normal(lemma)
    best = None
    for casing, cased in (("l", form.lower()), ("k", form), ("t", form[:1].upper() + form[1:].lower())):
        shared = 0
        while shared < min(len(cased), len(lemma)) and cased[shared] == lemma[shared]:
            shared += 1
        cost = len(cased) - shared + len(lemma) - shared
        if shared and len(cased) - shared < 10 and (best is None or cost < best[0]):
            best = (cost, f"{casing}{len(cased) - shared}{lemma[shared:]}")
    return best[1] if best else "=" + lemma


def endings_of(form, upos):
    """What decides between scripts: the word itself, then ever shorter endings, with the part of speech."""
    form = normal(form).lower()
    return [f"{upos} ^{form}"] + [f"{upos} {form[-length:]}" for length in (5, 4, 3, 2, 1) if len(form) >= length]


def script_costs(sentences, numbers):
    """Word pieces don't see how a word ends. For every ending, the scripts it was seen with, and what each costs.

    The longest ending that is known decides which scripts can be chosen; an ending that says no more than the next
    shorter one is left out. Costs are in hundredths, half of the logarithm of the share.
    """
    counts = {}
    for sentence in sentences:
        for form, lemma, upos in zip(sentence.forms, sentence.lemmas, sentence.upos):
            number = numbers.get(lemma_script(form, lemma))
            if number is not None:
                for ending in endings_of(form, upos):
                    counts.setdefault(ending, Counter())[number] += 1
    known = {e: c for e, c in counts.items() if " ^" in e or c.total() >= 3}
    costs = {
        ending: {n: round(-50 * math.log(seen / count.total())) for n, seen in sorted(count.items())}
        for ending, count in known.items()
    }
    kept = {}
    for sentence in sentences:
        for form, upos in zip(sentence.forms, sentence.upos):
            shorter = None
            for ending in reversed(endings_of(form, upos)):
                if ending in costs and ending not in kept:
                    if shorter is None or set(costs[ending]) != set(costs[shorter]):
                        kept[ending] = costs[ending]
                if ending in kept:
                    shorter = ending
    return {ending: [n for pair in kept[ending].items() for n in pair] for ending in sorted(kept)}


# --- word pieces ---------------------------------------------------------------------------------------------------

SHAPES = ["special", "lower", "capitalised", "capitalised first", "upper", "initial", "digits", "symbols", "mixed"]


def shape(form, first):
    """The case the word pieces have lost. `first`: no word with letters or digits stands before it."""
    letters = [c for c in form if c.isalpha()]
    if any(c.isnumeric() for c in form):
        return SHAPES.index("digits")
    if not letters:
        return SHAPES.index("symbols")
    if not any(c.isupper() for c in letters):
        return SHAPES.index("lower")
    if len(letters) == 1:
        return SHAPES.index("initial")
    if all(c.isupper() for c in letters):
        return SHAPES.index("upper")
    if letters[0].isupper() and not any(c.isupper() for c in letters[1:]):
        return SHAPES.index("capitalised first" if first else "capitalised")
    return SHAPES.index("mixed")


def latin(piece):
    """Whether a word piece can occur in text in Latin script."""
    text = piece.removeprefix("##")
    if re.fullmatch(r"\[unused\d+\]", piece):
        return False
    return all(not c.isalpha() or "LATIN" in unicodedata.name(c, "") for c in text)


class WordPieces:
    """BERT's uncased word pieces, one word at a time."""

    def __init__(self, pieces):
        self.pieces = pieces
        self.ids = {piece: number for number, piece in enumerate(pieces)}
        self.unknown = self.ids["[UNK]"]
        self.cache = {}

    def word(self, form):
        if form not in self.cache:
            self.cache[form] = self.cut(form)
        return self.cache[form]

    def cut(self, form):
        text = unicodedata.normalize("NFD", normal(form).lower())
        runs, run = [], ""
        for c in text:
            if unicodedata.category(c).startswith("M"):
                continue
            if c.isalnum():
                run += c
            else:
                runs.extend([run, c] if run else [c])
                run = ""
        runs.extend([run] if run else [])
        pieces = [piece for run in runs for piece in self.run(run)]
        return pieces[:MAX_PIECES_A_WORD] or [self.unknown]

    def run(self, text):
        pieces, start = [], 0
        while start < len(text):
            for end in range(len(text), start, -1):
                piece = self.ids.get(("##" if start else "") + text[start:end])
                if piece is not None:
                    break
            else:
                return [self.unknown]
            pieces.append(piece)
            start = end
        return pieces


# --- robustness ----------------------------------------------------------------------------------------------------


def varied(sentence, random):
    """A copy as headlines and careless writers would have it, now and then."""
    if sentence.heads is None:
        return sentence
    last = len(sentence.forms)
    ends = last > 2 and sentence.upos[-1] == "PUNCT" and last not in sentence.heads
    if random.random() < 0.05 and ends:
        names = sentence.names
        sentence = Sentence(
            sentence.document, sentence.forms[:-1], sentence.lemmas[:-1], sentence.upos[:-1], sentence.features[:-1],
            sentence.heads[:-1], sentence.relations[:-1], names[:-1] if names else None, sentence.unnamed,
        )
    chance = random.random()
    if chance < 0.03:
        small = {"a", "an", "the", "of", "in", "on", "to", "for", "and", "at", "by", "as", "from", "with", "'s", "n't"}
        forms = [f if f.lower() in small and i else f[:1].upper() + f[1:] for i, f in enumerate(sentence.forms)]
    elif chance < 0.04:
        forms = [form.lower() for form in sentence.forms]
    elif chance < 0.05:
        forms = [form.upper() for form in sentence.forms]
    else:
        return sentence
    return replace(sentence, forms=forms, script_free=True)
