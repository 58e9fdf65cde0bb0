"""What the reader's first tower gives for the words of annotated texts, computed once and kept on disk.

`python training/states.py READER.bin TEXTS.conllu OUT.npz` reads CoNLL-U (the words of `dateline parse`, or a treebank) with the
weights that ship, and keeps for every word the states of its first and last word piece, its part of speech, head and relation
as the reader sees them. Heads are greedy; the reader in Rust looks for the best tree.
"""

import json
import pathlib
import struct
import sys

import numpy
import torch

import train
import treebank


def tensors(path):
    """The tensors of a model file by name, in 32-bit floats, and its header."""
    data = pathlib.Path(path).read_bytes()
    (length,) = struct.unpack_from("<I", data, 8)
    header = json.loads(data[12 : 12 + length])
    start, kinds = 12 + length, {"i8": numpy.int8, "u8": numpy.uint8, "f32": numpy.float32, "i32": numpy.int32}
    raw = {}
    for name, about in header["tensors"].items():
        count = int(numpy.prod(about["shape"]))
        raw[name] = numpy.frombuffer(data, kinds[about["kind"]], count, start + about["offset"]).reshape(about["shape"])
    return header, raw


def matrix(raw, name, outputs):
    """A quantised matrix and its bias as floats; see `export.Writer.linear` for the layout."""
    panels = raw[name + ".panels"]
    integers = panels.transpose(0, 2, 1, 3).reshape(panels.shape[0] * panels.shape[2], -1)
    weight = integers.astype(numpy.float32) * raw[name + ".scales"][:, None]
    return torch.from_numpy(weight[:outputs].copy()), torch.from_numpy(raw[name + ".bias"][:outputs].copy())


def load(path):
    """The reader of a model file as a module, with its labels and word pieces. The file has none of its names, nor are they asked for."""
    header, raw = tensors(path)
    labels = {name: header[name] for name in ("upos", "features", "lemmas", "relations")}
    model = train.Reader(len(header["pieces"]), labels)
    state = model.state_dict()
    table = lambda name: torch.from_numpy(raw[name + ".rows"].astype(numpy.float32) * raw[name + ".scales"][:, None])
    packed = raw["words.packed"].astype(numpy.int32)
    bits = packed[:, :, 0] | packed[:, :, 1] << 8 | packed[:, :, 2] << 16
    words = ((bits[:, :, None] >> (6 * numpy.arange(4))) & 63).reshape(len(packed), -1) - 32
    state["words.weight"] = torch.from_numpy(words.astype(numpy.float32) * raw["words.scales"][:, None])
    state["positions.weight"] = table("positions")
    state["shapes.weight"] = torch.from_numpy(raw["shapes"].copy())
    for name in state:
        if "norm" in name:
            state[name] = torch.from_numpy(raw[name].copy())
    stacks = {
        "tags": ("upos", "features", "lemmas"),
        "tree": ("arc_dep", "arc_head", "label_dep", "label_head"),
    }
    single = [n.removesuffix(".weight") for n in state if n.endswith((".qkv.weight", ".out.weight", ".up.weight", ".down.weight"))]
    for name in single + ["arc", "label", "label_from_dep", "label_from_head"]:
        weight, bias = matrix(raw, name, len(state[name + ".weight"]))
        state[name + ".weight"] = weight
        if name + ".bias" in state:
            state[name + ".bias"] = bias
    for stack, parts in stacks.items():
        weight, bias = matrix(raw, stack, sum(len(state[p + ".weight"]) for p in parts))
        begin = 0
        for part in parts:
            end = begin + len(state[part + ".weight"])
            state[part + ".weight"], state[part + ".bias"] = weight[begin:end], bias[begin:end]
            begin = end
    model.load_state_dict(state)
    return model.eval(), labels, treebank.WordPieces(header["pieces"])


def sentences(path):
    """Sentences of a CoNLL-U file: document, words as they are, offsets where `TokenRange` tells them."""
    document, rows, count = "", [], 0
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            line = line.rstrip("\n")
            if line.startswith("# newdoc id"):
                # One text may come twice.
                count += 1
                document = f"{count} {line.split('=', 1)[1].strip()}"
            elif line and not line.startswith("#"):
                columns = line.split("\t")
                if columns[0].isdigit():
                    rows.append(columns)
            elif not line and rows:
                ranges = [next((f[11:] for f in row[9].split("|") if f.startswith("TokenRange=")), "0:0") for row in rows]
                yield document, [row[1] for row in rows], [tuple(map(int, r.split(":"))) for r in ranges]
                rows = []


@torch.no_grad()
def run(model, labels, pieces, path, out):
    read = list(sentences(path))
    starts = numpy.cumsum([0] + [len(words) for _, words, _ in read])
    first = numpy.zeros((starts[-1], train.WIDTH), numpy.float16)
    last = numpy.zeros_like(first)
    upos, heads, relations = (numpy.zeros(starts[-1], numpy.int16) for _ in range(3))
    examples = []
    for number, (_, words, _) in enumerate(read):
        example = train.Encoded(treebank.Sentence(document="", forms=words), pieces, {})
        if len(example.pieces) <= train.POSITIONS:
            example.number = number
            examples.append(example)
    for group in train.batches(examples, 4000):
        batch = train.collate(group)
        root, f, l = model.encode(batch)
        kept = model.encode
        model.encode = lambda _: (root, f, l)
        scores = model(batch)
        model.encode = kept
        head = scores["arcs"].argmax(-1)
        relation = model.relations(scores, head).argmax(-1)
        tag = scores["upos"].argmax(-1)
        for row, example in enumerate(group):
            begin, count = starts[example.number], len(example.first)
            place = slice(begin, begin + count)
            first[place], last[place] = f[row, :count].half().numpy(), l[row, :count].half().numpy()
            upos[place], heads[place], relations[place] = tag[row, :count], head[row, :count], relation[row, :count]
    numpy.savez(
        out, first=first, last=last, upos=upos, heads=heads, relations=relations, starts=starts,
        documents=numpy.array([document for document, _, _ in read]),
        words=numpy.array([word for _, words, _ in read for word in words]),
        ranges=numpy.array([pair for _, _, ranges in read for pair in ranges], numpy.int32),
    )
    print(out, len(read), "sentences", starts[-1], "words")


if __name__ == "__main__":
    torch.set_num_threads(2)
    reader = load(sys.argv[1])
    for source in sys.argv[2:-1]:
        run(*reader, source, pathlib.Path(sys.argv[-1]) / (pathlib.Path(source).stem + ".npz"))
