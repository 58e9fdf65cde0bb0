"""Trains the reader: `python training/train.py --treebanks FILE... --names FILE --start DIR --out models/reader.bin`.

The recipe, the data and the figures are in models/README.md. Nothing at run time needs this file.
"""

import argparse
import math
import pathlib
import random
import time
from collections import Counter

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import nn

import export
import treebank
from treebank import NAME_LABELS, SHAPES

SEED = 20250515
WIDTH, HEADS, LAYERS, ARC, LABEL, NAMES_HIDDEN = 384, 12, 4, 256, 96, 128
POSITIONS = 512
IGNORE = -100


class Layer(nn.Module):
    """One transformer layer, as in BERT, with the tanh form of GELU."""

    def __init__(self, attention_dropout=0.1):
        super().__init__()
        self.attention_dropout = attention_dropout
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, 4 * WIDTH)
        self.down = nn.Linear(4 * WIDTH, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = nn.Dropout(0.1)

    def forward(self, x, mask):
        batch, length, _ = x.shape
        q, k, v = self.qkv(x).view(batch, length, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        mixed = F.scaled_dot_product_attention(q, k, v, attn_mask=mask, dropout_p=self.attention_dropout if self.training else 0.0)
        mixed = mixed.transpose(1, 2).reshape(batch, length, WIDTH)
        x = self.norm1(x + self.dropout(self.out(mixed)))
        return self.norm2(x + self.dropout(self.down(F.gelu(self.up(x), approximate="tanh"))))


class Reader(nn.Module):
    """The encoder and its heads."""

    def __init__(self, pieces, labels):
        super().__init__()
        self.words = nn.Embedding(pieces, WIDTH)
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.shapes = nn.Embedding(len(SHAPES), WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.dropout = nn.Dropout(0.1)
        self.tree_dropout = nn.Dropout(0.2)
        # First and last piece: the ending of a long word sits in its last piece.
        self.upos = nn.Linear(2 * WIDTH, len(labels["upos"]))
        self.features = nn.Linear(2 * WIDTH, len(labels["features"]))
        self.lemmas = nn.Linear(2 * WIDTH, len(labels["lemmas"]))
        self.names_hidden = nn.Linear(WIDTH, NAMES_HIDDEN)
        self.names = nn.Linear(NAMES_HIDDEN, len(NAME_LABELS))
        self.arc_dep = nn.Linear(WIDTH, ARC)
        self.arc_head = nn.Linear(WIDTH, ARC)
        self.arc = nn.Linear(ARC, ARC)
        self.label_dep = nn.Linear(WIDTH, LABEL)
        self.label_head = nn.Linear(WIDTH, LABEL)
        relations = len(labels["relations"])
        self.label = nn.Linear(LABEL, relations * LABEL, bias=False)
        self.label_from_dep = nn.Linear(LABEL, relations)
        self.label_from_head = nn.Linear(LABEL, relations, bias=False)
        nn.init.zeros_(self.shapes.weight)
        nn.init.normal_(self.label.weight, std=0.02)
        nn.init.normal_(self.arc.weight, std=0.02)

    def encode(self, batch):
        pieces = batch["pieces"]
        positions = torch.arange(pieces.shape[1])
        x = self.words(pieces) + self.positions(positions) + self.shapes(batch["shapes"])
        x = self.dropout(self.norm(x))
        mask = batch["mask"][:, None, None, :]
        for layer in self.layers:
            x = layer(x, mask)
        take = lambda index: torch.gather(x, 1, index[:, :, None].expand(-1, -1, WIDTH))
        return x[:, :1], take(batch["first"]), take(batch["last"])

    def forward(self, batch):
        root, first, last = self.encode(batch)
        both = self.dropout(torch.cat([first, last], 2))
        leaky = lambda x: self.tree_dropout(F.leaky_relu(x, 0.1))
        with_root = torch.cat([root, first], 1)
        arcs = self.arc(leaky(self.arc_dep(first))) @ leaky(self.arc_head(with_root)).transpose(1, 2)
        return {
            "upos": self.upos(both),
            "features": self.features(both),
            "lemmas": self.lemmas(both),
            "names": self.names(leaky(self.names_hidden(first))),
            "arcs": arcs.masked_fill(~batch["head_mask"][:, None, :], -1e4),
            "label_dep": leaky(self.label_dep(first)),
            "label_head": leaky(self.label_head(with_root)),
        }

    def relations(self, scores, heads):
        """Label scores for each word, given its head."""
        dep = scores["label_dep"]
        index = heads.clamp(min=0)[:, :, None].expand(-1, -1, LABEL)
        head = torch.gather(scores["label_head"], 1, index)
        mixed = self.label(dep).unflatten(2, (-1, LABEL))
        return (mixed @ head[:, :, :, None]).squeeze(3) + self.label_from_dep(dep) + self.label_from_head(head)


def pretrained(folder):
    """What gives MiniLM's tensors by name."""
    weights = load_file(pathlib.Path(folder) / "model.safetensors")
    return lambda name: weights.get(name, weights.get("bert." + name))


@torch.no_grad()
def layers_from(layers, take, first):
    """MiniLM's layers from `first` on."""
    for number, layer in enumerate(layers):
        name = f"encoder.layer.{first + number}."
        for kind in ("weight", "bias"):
            qkv = [take(f"{name}attention.self.{part}.{kind}") for part in ("query", "key", "value")]
            getattr(layer.qkv, kind).copy_(torch.cat(qkv))
            getattr(layer.out, kind).copy_(take(f"{name}attention.output.dense.{kind}"))
            getattr(layer.norm1, kind).copy_(take(f"{name}attention.output.LayerNorm.{kind}"))
            getattr(layer.up, kind).copy_(take(f"{name}intermediate.dense.{kind}"))
            getattr(layer.down, kind).copy_(take(f"{name}output.dense.{kind}"))
            getattr(layer.norm2, kind).copy_(take(f"{name}output.LayerNorm.{kind}"))


def start_from(model, folder, keep):
    """MiniLM's first layers. Its table of word pieces is frozen, and rounded to six bits from the start."""
    take = pretrained(folder)
    with torch.no_grad():
        words = take("embeddings.word_embeddings.weight")[keep]
        scale = words.abs().amax(1, keepdim=True) / export.WORD_STEPS
        model.words.weight.copy_((words / scale).round() * scale)
        positions = take("embeddings.position_embeddings.weight")
        model.positions.weight.copy_(positions + take("embeddings.token_type_embeddings.weight")[0])
        model.norm.weight.copy_(take("embeddings.LayerNorm.weight"))
        model.norm.bias.copy_(take("embeddings.LayerNorm.bias"))
    layers_from(model.layers, take, 0)
    model.words.weight.requires_grad_(False)


class Encoded:
    """A sentence as numbers."""

    def __init__(self, sentence, pieces, numbers):
        special, first_word = [pieces.ids["[CLS]"], pieces.ids["[SEP]"]], True
        self.pieces, self.shapes, self.first, self.last = [special[0]], [0], [], []
        for form in sentence.forms:
            word = pieces.word(form)
            shape = treebank.shape(form, first_word)
            first_word = first_word and shape == SHAPES.index("symbols")
            self.first.append(len(self.pieces))
            self.pieces += word
            self.shapes += [shape] * len(word)
            self.last.append(len(self.pieces) - 1)
        self.pieces.append(special[1])
        self.shapes.append(0)
        none = [IGNORE] * len(sentence.forms)
        tree = sentence.heads is not None
        numbered = lambda kind, texts: [numbers[kind].get(text, IGNORE) for text in texts] if tree else none
        self.upos = numbered("upos", sentence.upos)
        self.features = numbered("features", sentence.features)
        self.relations = numbered("relations", sentence.relations)
        scripts = map(treebank.lemma_script, sentence.forms, sentence.lemmas)
        self.lemmas = none if sentence.script_free else numbered("lemmas", scripts)
        self.heads = sentence.heads if tree else none
        named = lambda name: IGNORE if name is None else NAME_LABELS.index(name)
        self.names = [named(name) for name in sentence.names] if sentence.names else none


def batches(examples, limit, rng=None, length=lambda example: len(example.pieces), mixed=4):
    """What is of like length together, about `limit` in sum; `mixed` is by how much lengths may be out of order."""
    noise = (lambda: rng.random() * mixed) if rng else (lambda: 0)
    ordered = sorted(examples, key=lambda e: length(e) + noise())
    groups, group = [], []
    for example in ordered:
        if group and length(example) * (len(group) + 1) > limit:
            groups.append(group)
            group = []
        group.append(example)
    groups.append(group)
    if rng:
        rng.shuffle(groups)
    return groups


def collate(group):
    pad = lambda rows, value: torch.tensor(
        [row + [value] * (max(map(len, rows)) - len(row)) for row in rows], dtype=torch.long
    )
    batch = {name: pad([getattr(e, name) for e in group], 0) for name in ("pieces", "shapes", "first", "last")}
    for name in ("upos", "features", "lemmas", "names", "heads", "relations"):
        batch[name] = pad([getattr(e, name) for e in group], IGNORE)
    lengths = torch.tensor([len(e.pieces) for e in group])
    batch["mask"] = torch.arange(batch["pieces"].shape[1])[None] < lengths[:, None]
    words = torch.tensor([len(e.first) for e in group])
    batch["head_mask"] = torch.arange(batch["first"].shape[1] + 1)[None] <= words[:, None]
    batch["words"] = words
    return batch


def loss_of(model, batch):
    scores = model(batch)
    entropy = lambda s, gold: F.cross_entropy(
        s.float().flatten(0, 1), gold.flatten(), ignore_index=IGNORE, reduction="sum"
    ) / max(1, int((gold != IGNORE).sum()))
    total = entropy(scores["arcs"], batch["heads"])
    total = total + entropy(model.relations(scores, batch["heads"]), batch["relations"])
    total = total + entropy(scores["upos"], batch["upos"]) + 0.5 * entropy(scores["features"], batch["features"])
    return total + 0.5 * entropy(scores["lemmas"], batch["lemmas"]) + entropy(scores["names"], batch["names"])


@torch.no_grad()
def name_the_unnamed(model, sentences, encode, sure=0.8):
    """Gives names whose kind nobody annotated the kind that the model is sure of; the others stay unknown."""
    model.eval()
    todo = [(encode(sentence), sentence) for sentence in sentences if sentence.unnamed]
    place = {id(example): sentence for example, sentence in todo}
    for group in batches([example for example, _ in todo], 2000):
        chances = model(collate(group))["names"].float().log_softmax(-1)
        for row, example in zip(chances, group):
            sentence = place[id(example)]
            for begin, end in sentence.unnamed:
                readings = {"O": row[begin:end, 0].sum()}
                for kind in ("PER", "ORG", "LOC"):
                    inside = row[begin + 1 : end, NAME_LABELS.index("I-" + kind)].sum()
                    readings[kind] = row[begin, NAME_LABELS.index("B-" + kind)] + inside
                kinds = list(readings)
                share, best = torch.stack([readings[kind] for kind in kinds]).softmax(0).max(0)
                kind, length = kinds[int(best)], end - begin
                labels = ["O"] * length if kind == "O" else ["B-" + kind] + ["I-" + kind] * (length - 1)
                sentence.names[begin:end] = labels if share >= sure else [None] * length
    model.train()


@torch.no_grad()
def measure(model, examples):
    """Greedy heads, before quantisation: to watch the training. The figures that count come from the Rust reader."""
    model.eval()
    right, total = Counter(), Counter()
    for group in batches(examples, 2000):
        batch = collate(group)
        scores = model(batch)
        heads = scores["arcs"].argmax(-1)
        predicted = {name: scores[name].argmax(-1) for name in ("upos", "features", "lemmas", "names")}
        predicted |= {"heads": heads, "relations": model.relations(scores, heads).argmax(-1)}
        words = batch["head_mask"][:, 1:]
        good = {name: (value == batch[name]) & words for name, value in predicted.items()}
        good["las with subtypes"] = good["heads"] & good["relations"]
        for name, value in good.items():
            right[name] += int(value.sum())
            total[name] += int(words.sum())
        said, gold = predicted["names"], batch["names"]
        marked = words & (gold != IGNORE)
        right["name tokens found"] += int(((gold > 0) & (said == gold) & marked).sum())
        total["name tokens found"] += int(((gold > 0) & marked).sum())
    model.train()
    return " ".join(f"{name} {100 * right[name] / max(1, total[name]):.2f}" for name in total)


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--treebanks", nargs="+", required=True, help="CoNLL-U files to learn from")
    arguments.add_argument("--names", nargs="*", default=[], help="UNER IOB2 files to learn names from")
    arguments.add_argument("--check", nargs="*", default=[], help="CoNLL-U files to watch the training on")
    arguments.add_argument("--start", required=True, help="folder with MiniLM's model.safetensors and vocab.txt")
    arguments.add_argument("--out", required=True, help="where the model goes")
    arguments.add_argument("--keep", help="also keep the weights in full precision here")
    arguments.add_argument("--epochs", type=int, default=6)
    arguments.add_argument("--threads", type=int, default=2)
    arguments.add_argument("--limit", type=int, help="only so many sentences, to try the command")
    options = arguments.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(SEED)
    rng = random.Random(SEED)

    read = [treebank.read_conllu(path) for path in options.treebanks]
    roles = set().union(*(roles for _, roles in read))
    sentences = [s for trees, _ in read for s in trees[: options.limit]]
    unnamed = [s for s in sentences if s.names is None]
    for sentence in unnamed:
        treebank.names_without_kind(sentence, roles)
    named = [s for path in options.names for s in treebank.read_names(path)][: options.limit]
    # One document in five with names is kept apart, by its number, to measure on.
    documents = sorted({s.document for s in named})
    apart = set(documents[::5])
    named = [s for s in named if s.document not in apart]
    news = [s for s in sentences if s.document.startswith("GUM_news")]
    count = lambda values: Counter(values)
    scripts = count(treebank.lemma_script(f, l) for s in sentences for f, l in zip(s.forms, s.lemmas))
    labels = {
        "upos": sorted(set(tag for s in sentences for tag in s.upos)),
        "features": [t for t, n in sorted(count(t for s in sentences for t in s.features).items()) if n >= 5],
        "lemmas": [t for t, n in sorted(scripts.items()) if n >= 3],
        "relations": sorted(t for t, n in count(t for s in sentences for t in s.relations).items() if n >= 3),
    }
    numbers = {kind: {text: number for number, text in enumerate(texts)} for kind, texts in labels.items()}
    costs = treebank.script_costs(sentences, numbers["lemmas"])
    vocabulary = (pathlib.Path(options.start) / "vocab.txt").read_text(encoding="utf-8").split("\n")
    vocabulary = [p for p in vocabulary if p] if not vocabulary[-1] else vocabulary
    keep = [number for number, piece in enumerate(vocabulary) if treebank.latin(piece)]
    pieces = treebank.WordPieces([vocabulary[number] for number in keep])
    print(f"{len(sentences)} trees, {len(named)} sentences with names, {len(keep)} pieces, "
          + ", ".join(f"{len(texts)} {kind}" for kind, texts in labels.items()), flush=True)

    model = Reader(len(keep), labels)
    start_from(model, options.start, keep)
    encode = lambda s: Encoded(s, pieces, numbers)
    checks = {path: [encode(s) for s in treebank.read_conllu(path)[0]] for path in options.check}
    heads = [p for n, p in model.named_parameters() if p.requires_grad and is_head(n)]
    encoder = [p for n, p in model.named_parameters() if p.requires_grad and not is_head(n)]
    optimiser = torch.optim.AdamW(
        [{"params": encoder, "lr": 1.5e-4}, {"params": heads, "lr": 2e-3}], betas=(0.9, 0.98), weight_decay=0.01
    )
    examples = lambda: [
        e for s in sentences + news + news + named + named if len((e := encode(treebank.varied(s, rng))).pieces) <= 300
    ]
    # Variation changes the number of batches a little from epoch to epoch: the last few may have no rate left.
    steps = len(batches(examples(), 900)) * options.epochs
    warm = max(1, int(0.06 * steps))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min((step + 1) / warm, max(0.0, (steps - step) / (steps - warm)))
    )
    begun, step = time.time(), 0
    for epoch in range(options.epochs):
        if epoch >= options.epochs // 3:
            name_the_unnamed(model, unnamed, encode)
        for group in batches(examples(), 900, rng):
            batch = collate(group)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                loss = loss_of(model, batch)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(encoder + heads, 1.0)
            optimiser.step()
            schedule.step()
            optimiser.zero_grad(set_to_none=True)
            step += 1
            if step % 50 == 0:
                print(f"{step}/{steps} loss {loss.item():.3f} {time.time() - begun:.0f} s", flush=True)
            if math.isnan(loss.item()):
                raise SystemExit("the loss is not a number")
        for path, check in checks.items():
            print(f"epoch {epoch + 1} {pathlib.Path(path).name}: {measure(model, check)}", flush=True)
        if options.keep:
            kept = {"model": model.state_dict(), "labels": labels, "pieces": pieces.pieces, "costs": costs}
            torch.save(kept, options.keep)
    export.write(options.out, model.state_dict(), labels, pieces.pieces, costs)


def is_head(name):
    return not name.startswith(("words", "positions", "norm", "layers"))


if __name__ == "__main__":
    main()
