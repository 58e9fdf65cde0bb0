"""Trains the reader's second tower: `python training/tower.py DATA... --reader READER.bin --start DIR --out OUT`.

The first tower reads a sentence at a time and stays as it is; this one reads what it gives for the words of several sentences.
The recipe, the data and the figures are in models/README.md.
"""

import argparse
import math
import random
import time

import numpy
import torch
import torch.nn.functional as F
from torch import nn

import annotations
from annotations import CUES, IGNORE, KINDS, NAMES, PARTS, ROLES, SPANS
from states import tensors
from train import WIDTH, Layer, batches, layers_from, pretrained

SEED = 20261128
WINDOW, SENTENCES, HIDDEN, PAIR = 256, 32, 384, 128
# Relations between two words of a tree: of the branch below their lowest common ancestor on either side.
RELATIONS = 64
DISTANCES = [-64, -32, -16, -8, -4, -2, -1, 0, 1, 2, 4, 8, 16, 32, 64]
# How often each set is read in an epoch: of data of which there is plenty a part, what little there is several times.
SHARES = {"gum": 0.5, "polnear": 0.4, "world_news": 0.7, "web_treebank": 0.5, "facts": 1.5, "broadcasts": 0.2, "uw_joined": 1}
# In the order of the outputs of the file; new tasks come last.
WORD_TASKS = {"names": len(NAMES), "kinds": len(KINDS), "cues": len(CUES), "predicate": 1, "violence": 1, "sure": 1, "episode": 1, "agreement": 1}
# Tasks with a label for each word, and the field of a document that holds it.
LABELLED = {"names": "names", "kinds": "kinds", "cues": "cues", "predicate": "predicates", "violence": "violence", "episode": "episode", "agreement": "agreement"}
# Weights of the losses of yes and no. The few words of violence weigh more, or hardly any would be found.
YES_NO = {"predicate": 1.0, "violence": 3.0, "episode": 0.5, "agreement": 1.0}
POSITIVE = {"violence": 1.5}
SURE = 1.0
TOLD = 0.3
# Variances of what is judged to have happened.
SPREADS = {"web_treebank": 5.5, "uw": 1.6, "uw_joined": 1.6}
# How much of what the first tower gives is left out at random, and how often all that it gives for a word: then names must
# be told by what stands around them, not be known by heart.
GIVEN, FORGOTTEN = 0.2, 0.07
# Names are learnt by heart within two epochs; so their labels are not held for certain.
SMOOTHING, NAMED = 0.05, 1.5
PAIR_TASKS = {"roles": len(ROLES), "said": len(SPANS) + 4, "same": 1, "told": len(PARTS)}


class Dropout(nn.Module):
    """PyTorch's own spends an eighth of the time of training on its random numbers; here a number of 64 bits makes eight of them."""

    def __init__(self, share):
        super().__init__()
        # In 256ths, since a byte is drawn for each value.
        self.level = round(256 * share)

    def forward(self, x):
        if not self.training or not self.level:
            return x
        drawn = torch.empty(-(-x.numel() // 8), dtype=torch.int64).random_(-(2**63), None).view(torch.uint8)[: x.numel()]
        return x * (drawn.view(x.shape) >= self.level) * (256 / (256 - self.level))


class Pairs(nn.Module):
    """Scores of every word for an anchor word: a hidden layer over both states, their distance and their way in the tree."""

    def __init__(self, labels):
        super().__init__()
        self.word, self.anchor = nn.Linear(WIDTH, PAIR), nn.Linear(WIDTH, PAIR, bias=False)
        self.distance = nn.Embedding(len(DISTANCES) + 1, PAIR)
        self.way = nn.Embedding(RELATIONS * RELATIONS + 1, PAIR, sparse=False)
        self.out = nn.Linear(PAIR, labels)
        self.dropout = Dropout(0.1)
        for table in (self.distance, self.way):
            nn.init.normal_(table.weight, std=0.05)

    def forward(self, states, anchors, distance, way, of=slice(None)):
        """`states` words × width; `anchors` their places; `distance`, `way` anchors × words → anchors × words × labels; `of`: those words only."""
        hidden = self.word(states[of])[None] + self.anchor(states[anchors])[:, None] + self.distance(distance) + self.way(way)
        return self.out(self.dropout(F.leaky_relu(hidden, 0.1)))

    def of(self, states, anchors, words, distance, way):
        """Scores of some pairs only, all given in lists of one length → pairs × labels."""
        hidden = F.embedding(words, self.word(states)) + F.embedding(anchors, self.anchor(states)) + self.distance(distance) + self.way(way)
        return self.out(self.dropout(F.leaky_relu(hidden, 0.1)))


class Tower(nn.Module):
    """Layers over the words of a window, and the heads of all tasks."""

    def __init__(self, layers):
        super().__init__()
        self.join = nn.Linear(WIDTH, WIDTH)
        self.sentence = nn.Embedding(SENTENCES, WIDTH)
        self.quoted = nn.Embedding(3, WIDTH)
        self.layers = nn.ModuleList(Layer(attention_dropout=0) for _ in range(layers))
        for layer in self.layers:
            layer.dropout = Dropout(0.1)
        self.given, self.dropout = Dropout(GIVEN), Dropout(0.15)
        self.hidden = nn.Linear(WIDTH, HIDDEN)
        self.words = nn.Linear(HIDDEN, sum(WORD_TASKS.values()))
        self.pairs = nn.ModuleDict({task: Pairs(labels) for task, labels in PAIR_TASKS.items()})
        for table in (self.join.weight, self.join.bias, self.sentence.weight, self.quoted.weight):
            nn.init.zeros_(table)

    def states(self, batch):
        first, last = batch["first"], batch["last"]
        if self.training:
            seen = torch.rand(first.shape[:2])[:, :, None] >= FORGOTTEN
            first, last = first * seen, last * seen
        x = self.given(first) + self.join(self.given(last)) + self.sentence(batch["sentence"]) + self.quoted(batch["quoted"])
        mask = batch["mask"][:, None, None, :]
        for layer in self.layers:
            x = layer(x, mask)
        return x

    def word_scores(self, states):
        hidden = self.dropout(F.leaky_relu(self.hidden(states), 0.1))
        return dict(zip(WORD_TASKS, self.words(hidden).split(list(WORD_TASKS.values()), -1)))


def kept(path):
    """A checkpoint, and its weights as a tower."""
    checkpoint = torch.load(path)
    state = checkpoint["model"]
    model = Tower(len({name.split(".")[1] for name in state if name.startswith("layers.")}))
    resume(model, state)
    return checkpoint, model


@torch.no_grad()
def resume(model, state):
    """Takes over the weights of a checkpoint. A hidden layer or the tasks may have grown: what is new says nothing at first."""
    own = model.state_dict()
    own["words.weight"].zero_()
    own["words.bias"].zero_()
    for name, tensor in state.items():
        own[name][tuple(slice(size) for size in tensor.shape)] = tensor


OPENING, CLOSING = {"\u201c", "\u00ab", "``", "\u201e"}, {"\u201d", "\u00bb", "''"}


def quoted(words):
    """0 outside of quotation marks, 1 inside, 2 the marks; straight ones alternate, and a paragraph is not known here."""
    inside, found = False, []
    for word in words:
        if word in OPENING or word in CLOSING or word == '"':
            inside = word in OPENING or word == '"' and not inside
            found.append(2)
        else:
            found.append(int(inside))
    return found


class Window:
    """Some sentences of a document."""

    def __init__(self, document, begin, end):
        self.document, self.begin, self.end = document, begin, end
        self.length = end - begin
        self.rows = document.rows[begin:end]
        order = document.sentence[begin:end]
        self.order = numpy.minimum(order - order[0], SENTENCES - 1)
        if not hasattr(document, "quoted"):
            document.quoted = quoted(document.words)
        self.quoted = document.quoted[begin:end]
        inside = lambda at: begin <= at < end
        self.roles = [r for r in document.roles or [] if inside(r[0])]
        self.mentions = sorted(w for w in document.chains or {} if inside(w))
        self.said = [a for a in document.attributions or [] if inside(a[0][0])]
        self.told = [t for t in document.tellings or [] if inside(t[0])]

    def teaches(self):
        """Whether anything in it is annotated."""
        values = [getattr(self.document, field) for field in LABELLED.values()]
        known = any(v is not None and any(label != IGNORE for label in v[self.begin : self.end]) for v in values)
        return known or self.roles or self.mentions or self.said or self.told or any(self.begin <= at < self.end for at in self.document.sure)

    def heads(self):
        """Places in the window of each word's head, -1 for roots."""
        states, heads = self.document.states, numpy.full(self.length, -1)
        relative = states.heads[self.rows].astype(int)
        sentence = self.document.sentence[self.begin : self.end]
        first = numpy.concatenate([[0], numpy.nonzero(numpy.diff(sentence))[0] + 1])
        starts = first[numpy.searchsorted(first, numpy.arange(self.length), "right") - 1]
        found = starts + relative - 1
        return numpy.where(relative > 0, found, heads), sentence

    def ways(self, anchors):
        """For each anchor and word the index of their distance and of their way in the tree."""
        heads, sentence = self.heads()
        relations = numpy.minimum(self.document.states.relations[self.rows].astype(int), RELATIONS - 2)
        n = numpy.arange(self.length)
        distance = numpy.stack([numpy.digitize(n - a, DISTANCES) for a in anchors])
        way = numpy.full((len(anchors), self.length), RELATIONS * RELATIONS)
        # The chain from each word to its root; a cycle of greedy heads ends it.
        chains = []
        for word in range(self.length):
            chain, at = [word], heads[word]
            while at >= 0 and at not in chain and len(chain) < 40:
                chain.append(at)
                at = heads[at]
            chains.append(chain)
        for row, anchor in enumerate(anchors):
            up = {at: step for step, at in enumerate(chains[anchor])}
            for word in numpy.nonzero(sentence == sentence[anchor])[0]:
                chain = chains[word]
                for step, at in enumerate(chain):
                    if at in up:
                        # Relation of the branch on each side; RELATIONS - 1 where the word itself is the ancestor.
                        mine = relations[chain[step - 1]] if step else RELATIONS - 1
                        theirs = relations[chains[anchor][up[at] - 1]] if up[at] else RELATIONS - 1
                        way[row, word] = mine * RELATIONS + theirs
                        break
        return distance, way


def windows(document, rng=None):
    """Cuts a document between sentences into windows of at most WINDOW words; longer sentences are cut anywhere."""
    bounds = [0] + [int(n) + 1 for n in numpy.nonzero(numpy.diff(document.sentence))[0]] + [len(document.rows)]
    limit = WINDOW if rng is None else rng.choice([WINDOW, WINDOW, 192, 128])
    begin, result = 0, []
    for previous, bound in zip(bounds, bounds[1:]):
        if bound - begin > limit and previous > begin:
            result.append((begin, previous))
            begin = previous
        while bound - begin > WINDOW:
            result.append((begin, begin + WINDOW))
            begin += WINDOW
    if begin < len(document.rows):
        result.append((begin, len(document.rows)))
    return [Window(document, b, e) for b, e in result]


def collate(group):
    width = max(w.length for w in group)
    batch = {name: torch.zeros(len(group), width, WIDTH) for name in ("first", "last")}
    for name in ("sentence", "quoted"):
        batch[name] = torch.zeros(len(group), width, dtype=torch.long)
    batch["mask"] = torch.zeros(len(group), width, dtype=torch.bool)
    labels = {name: torch.full((len(group), width), IGNORE) for name in LABELLED}
    sure = torch.full((len(group), width), float("nan"))
    for row, window in enumerate(group):
        document, n = window.document, window.length
        batch["first"][row, :n] = torch.from_numpy(document.states.first[window.rows].astype(numpy.float32))
        batch["last"][row, :n] = torch.from_numpy(document.states.last[window.rows].astype(numpy.float32))
        batch["sentence"][row, :n] = torch.from_numpy(window.order)
        batch["quoted"][row, :n] = torch.tensor(window.quoted)
        batch["mask"][row, :n] = True
        for name, field in LABELLED.items():
            values = getattr(document, field)
            if values is not None:
                labels[name][row, :n] = torch.tensor(values[window.begin : window.end])
        for at, value in document.sure.items():
            if window.begin <= at < window.end:
                sure[row, at - window.begin] = value
    return batch, labels, sure


def role_loss(model, window, states):
    if not window.roles:
        return None
    anchors = [at - window.begin for at, _, _ in window.roles]
    if not hasattr(window, "role_ways"):
        window.role_ways = window.ways(anchors)
    distance, way = map(torch.from_numpy, window.role_ways)
    gold = torch.zeros(len(anchors), window.length, dtype=torch.long)
    sentence = torch.from_numpy(window.document.sentence[window.begin : window.end])
    for row, (_, roles, _) in enumerate(window.roles):
        for word, role in roles.items():
            if window.begin <= word < window.end:
                gold[row, word - window.begin] = role
    # Arguments stand in the sentence of their predicate: a tenth of all pairs.
    anchors = torch.tensor(anchors)
    rows, words = (sentence[anchors][:, None] == sentence).nonzero(as_tuple=True)
    scores = model.pairs["roles"].of(states, anchors[rows], words, distance[rows, words], way[rows, words])
    return F.cross_entropy(scores, gold[rows, words], reduction="sum") / 3, len(anchors)


def said_loss(model, window, states):
    if not window.said:
        return None
    heads, _ = window.heads()
    anchors, gold, borders = [], torch.zeros(len(window.said), window.length, dtype=torch.long), None
    borders = torch.zeros(len(window.said), window.length, 4)
    for row, (cue, source, content) in enumerate(window.said):
        cue = [w - window.begin for w in cue if window.begin <= w < window.end]
        anchors.append(annotations.head_of(cue, [h + 1 for h in heads]))
        for label, span in ((1, source), (2, content)):
            span = [w - window.begin for w in span if window.begin <= w < window.end]
            gold[row, span] = label
            for n, word in enumerate(span):
                if n == 0 or span[n - 1] != word - 1:
                    borders[row, word, 2 * label - 2] = 1
                if n + 1 == len(span) or span[n + 1] != word + 1:
                    borders[row, word, 2 * label - 1] = 1
    if not hasattr(window, "said_ways"):
        window.said_ways = window.ways(anchors)
    distance, way = map(torch.from_numpy, window.said_ways)
    scores = model.pairs["said"](states, torch.tensor(anchors), distance, way)
    labels = F.cross_entropy(scores[:, :, :3].flatten(0, 1), gold.flatten(), reduction="sum") / 8
    edges = F.binary_cross_entropy_with_logits(scores[:, :, 3:], borders, reduction="sum") / 8
    return labels + edges, len(anchors)


def same_loss(model, window, states):
    """Every mention has an antecedent among those before it, or none, whose score is 0."""
    if len(window.mentions) < 2:
        return None
    places = [at - window.begin for at in window.mentions]
    if not hasattr(window, "same_ways"):
        window.same_ways = window.ways(places)
    distance, way = (torch.from_numpy(part)[:, places] for part in window.same_ways)
    chains = [window.document.chains[at] for at in window.mentions]
    scores = model.pairs["same"](states, torch.tensor(places), distance, way, places).squeeze(-1)
    before = torch.ones(len(places), len(places), dtype=torch.bool).tril(-1)
    scores = torch.cat([torch.zeros(len(places), 1), scores.masked_fill(~before, -1e4)], 1)
    gold = torch.tensor([[False] + [o < m and chains[o] == chains[m] for o in range(len(places))] for m in range(len(places))])
    gold[:, 0] = ~gold.any(1)
    found = scores.logsumexp(1) - scores.masked_fill(~gold, -1e4).logsumexp(1)
    return found.sum(), len(places)


def told_gold(window):
    """For each word that tells and each word of a window its parts, and which of them are known: whether two tell of one event only of
    words that tell, parts only of events whose parts are annotated and not of pronouns, which no annotation resolves."""
    document, begin = window.document, window.begin
    shape = (len(window.told), window.length, len(PARTS))
    gold, known = torch.zeros(shape), torch.zeros(shape, dtype=torch.bool)
    nouns = torch.tensor([word.lower() not in annotations.PRONOUNS for word in document.words[begin : window.end]])
    for row, (at, key) in enumerate(window.told):
        for other, theirs in window.told:
            if other != at:
                known[row, other - begin, 0] = True
                gold[row, other - begin, 0] = max(gold[row, other - begin, 0], float(theirs == key))
        parts = document.parts.get(key)
        if parts is not None:
            known[row, :, 1:] = nouns[:, None]
            for word, numbers in parts.items():
                if begin <= word < window.end:
                    gold[row, word - begin, list(numbers)] = 1
    return gold, known


def told_loss(model, window, states):
    if not window.told:
        return None
    anchors = [at - window.begin for at, _ in window.told]
    if not hasattr(window, "told_ways"):
        window.told_ways = window.ways(anchors)
        window.told_gold = told_gold(window)
    distance, way = map(torch.from_numpy, window.told_ways)
    gold, known = window.told_gold
    scores = model.pairs["told"](states, torch.tensor(anchors), distance, way)
    return F.binary_cross_entropy_with_logits(scores[known], gold[known], reduction="sum") / 4, len(anchors)


def sure_loss(scores, gold, group):
    """Squares of errors as a share of how far the judgements of a set spread: those of UDS spread twice as far as those of UW."""
    parts = []
    for name in {window.document.set for window in group}:
        rows = torch.tensor([window.document.set == name for window in group])
        known = rows[:, None] & ~gold.isnan()
        if known.any():
            parts.append((F.mse_loss(scores[known], gold[known], reduction="sum") / SPREADS.get(name, 1), int(known.sum())))
    return sum(value for value, _ in parts) / sum(count for _, count in parts) if parts else 0.0


def loss_of(model, group):
    batch, labels, sure = collate(group)
    states = model.states(batch)
    scores = model.word_scores(states)
    total = 0.0
    for name in ("names", "kinds", "cues"):
        count = int((labels[name] != IGNORE).sum())
        if count:
            smoothing = SMOOTHING if name == "names" else 0.0
            values = (scores[name].flatten(0, 1), labels[name].flatten())
            weight = NAMED if name == "names" else 1.0
            total = total + weight * F.cross_entropy(*values, ignore_index=IGNORE, reduction="sum", label_smoothing=smoothing) / count
    for name, weight in YES_NO.items():
        known = labels[name] != IGNORE
        if known.any():
            positive = torch.tensor(POSITIVE.get(name, 1.0))
            values = (scores[name].squeeze(-1)[known], labels[name][known].float())
            total = total + weight * F.binary_cross_entropy_with_logits(*values, pos_weight=positive)
    total = total + SURE * sure_loss(scores["sure"].squeeze(-1), sure, group)
    for loss, weight in ((role_loss, 0.3), (said_loss, 0.15), (same_loss, 0.2), (told_loss, TOLD)):
        found = [r for row, window in enumerate(group) if (r := loss(model, window, states[row, : window.length]))]
        if found:
            total = total + weight * sum(value for value, _ in found) / sum(count for _, count in found)
    return total


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--data", nargs="+", required=True, help="KIND:STATES.npz:ANNOTATION[:…], as in training/README.md")
    arguments.add_argument("--start", required=True, help="folder with MiniLM's model.safetensors")
    arguments.add_argument("--reader", required=True, help="the file of the first tower")
    arguments.add_argument("--out", required=True, help="where the checkpoint goes; export.py makes the file that ships")
    arguments.add_argument("--layers", type=int, default=2)
    arguments.add_argument("--epochs", type=int, default=4)
    arguments.add_argument("--threads", type=int, default=2)
    arguments.add_argument("--resume", help="a checkpoint to go on from, at half the rate of learning")
    arguments.add_argument("--minutes", type=float, help="end by then, with the rate of learning falling in time")
    options = arguments.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(SEED)
    rng = random.Random(SEED)
    documents = []
    for given in options.data:
        kind, states, *rest = given.split(":")
        found = list(getattr(annotations, kind)(annotations.States(states), *rest))
        for document in found:
            document.set = kind
        documents += [(document, SHARES.get(kind, 1)) for document in found]
        print(kind, len(found), "documents", sum(len(d.words) for d in found), "words", flush=True)
    names = [label[2:] for label in NAMES if label.startswith("B-")]
    relations = tensors(options.reader)[0]["relations"]
    labels = {"names": names, "mentions": KINDS, "roles": ROLES[1:], "links": PARTS, "relations": relations}
    model = Tower(options.layers)
    layers_from(model.layers, pretrained(options.start), 4)
    if options.resume:
        resume(model, torch.load(options.resume)["model"])
    rate = 1e-3 if options.resume else 2e-3
    slow = [p for n, p in model.named_parameters() if n.startswith("layers")]
    fast = [p for n, p in model.named_parameters() if not n.startswith("layers")]
    optimiser = torch.optim.AdamW(
        [{"params": slow, "lr": rate / 10}, {"params": fast, "lr": rate}], betas=(0.9, 0.98), weight_decay=0.05
    )
    rates = [group["lr"] for group in optimiser.param_groups]
    begun, step, seen, done = time.time(), 0, 0, 0.0
    times = lambda share: int(share) + (rng.random() < share % 1)
    shared = lambda: [w for d, share in documents for w in windows(d, rng) for _ in range(times(share)) if w.teaches()]
    cut = lambda: batches(shared(), 1500, rng, lambda window: window.length, 30)
    for epoch in range(options.epochs):
        groups = cut()
        for number, group in enumerate(groups):
            done = (epoch + number / len(groups)) / options.epochs
            if options.minutes:
                done = max(done, (time.time() - begun) / 60 / options.minutes)
            if done >= 1:
                break
            for rate, part in zip(rates, optimiser.param_groups):
                part["lr"] = rate * min((step + 1) / 150, 1 - done)
            loss = loss_of(model, group)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            optimiser.zero_grad(set_to_none=True)
            step, seen = step + 1, seen + sum(w.length for w in group)
            if step % 50 == 0:
                spent = time.time() - begun
                print(f"{step} epoch {epoch + number / len(groups):.2f} loss {loss.item():.3f} {spent:.0f} s {seen / spent:.0f} words/s", flush=True)
            if step % 200 == 0:
                torch.save({"model": model.state_dict(), "labels": labels}, options.out)
            if math.isnan(loss.item()):
                raise SystemExit("the loss is not a number")
        torch.save({"model": model.state_dict(), "labels": labels}, options.out)
        if done >= 1:
            break


if __name__ == "__main__":
    main()
