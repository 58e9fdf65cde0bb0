"""Writes trained weights in the form that crates/encoder reads: int8, one scale per output channel.

`python training/export.py CHECKPOINT OUT` writes what train.py has kept, or tower.py: the first tower (tags and trees) or the
second (what is meant).

Layout: eight bytes of magic, the length of the header (u32), the header (JSON: labels, word pieces, and for every
tensor its kind, shape and offset), then the tensors. All numbers are little-endian.
"""

import json
import pathlib
import struct
import sys

import numpy
import torch

TREES, MEANING = b"dlread03", b"dlmean03"
PANEL = 64
# Word pieces are stored in six bits, from -31 to 31.
WORD_STEPS = 31


class Writer:
    def __init__(self):
        self.tensors, self.parts, self.size = {}, [], 0

    def add(self, name, array):
        kind = {"int8": "i8", "uint8": "u8", "float32": "f32", "int32": "i32"}[str(array.dtype)]
        data = numpy.ascontiguousarray(array).tobytes()
        self.tensors[name] = {"kind": kind, "shape": list(array.shape), "offset": self.size}
        data += b"\0" * (-len(data) % 64)
        self.parts.append(data)
        self.size += len(data)

    def rows(self, name, weight):
        """A table: one scale a row."""
        scale = numpy.maximum(numpy.abs(weight).max(1), 1e-12) / 127
        self.add(name + ".rows", numpy.rint(weight / scale[:, None]).astype(numpy.int8))
        self.add(name + ".scales", scale.astype(numpy.float32))

    def words(self, name, weight):
        """The table of word pieces: one scale a row, four values of six bits in three bytes, the first one lowest."""
        scale = numpy.maximum(numpy.abs(weight).max(1), 1e-12) / WORD_STEPS
        values = (numpy.rint(weight / scale[:, None]).astype(numpy.int32) + 32).reshape(len(weight), -1, 4)
        packed = (values << (6 * numpy.arange(4))).sum(2)
        self.add(name + ".packed", (packed[:, :, None] >> (8 * numpy.arange(3)) & 255).astype(numpy.uint8))
        self.add(name + ".scales", scale.astype(numpy.float32))

    def linear(self, name, weight, bias=None):
        """A matrix in panels of 64 outputs; within a panel four inputs of each output lie together, then the next four.

        `sums` are the sums over the inputs, which undo the offset that makes activations unsigned.
        """
        outputs, inputs = weight.shape
        padded = -(-outputs // PANEL) * PANEL
        scale = numpy.maximum(numpy.abs(weight).max(1), 1e-12) / 127
        integers = numpy.zeros((padded, inputs), numpy.int8)
        integers[:outputs] = numpy.rint(weight / scale[:, None])
        panels = integers.reshape(padded // PANEL, PANEL, inputs // 4, 4).transpose(0, 2, 1, 3)
        pad = lambda values: numpy.pad(values, (0, padded - outputs)).astype(numpy.float32)
        self.add(name + ".panels", panels)
        self.add(name + ".scales", pad(scale))
        self.add(name + ".bias", pad(numpy.zeros(outputs) if bias is None else bias))
        self.add(name + ".sums", integers.astype(numpy.int32).sum(1, dtype=numpy.int32))


    def layers(self, state):
        """The layers of a transformer; how many they are."""
        count = 1 + max(int(name.split(".")[1]) for name in state if name.startswith("layers."))
        for number in range(count):
            layer = f"layers.{number}."
            for name in ("qkv", "out", "up", "down"):
                self.linear(layer + name, state[f"{layer}{name}.weight"], state[f"{layer}{name}.bias"])
            for name in ("norm1", "norm2"):
                for part in ("weight", "bias"):
                    self.add(f"{layer}{name}.{part}", state[f"{layer}{name}.{part}"])
        return count

    def save(self, path, magic, header):
        text = json.dumps(header | {"tensors": self.tensors}, ensure_ascii=False, separators=(",", ":")).encode()
        text += b" " * (-(len(magic) + 4 + len(text)) % 64)
        pathlib.Path(path).write_bytes(magic + struct.pack("<I", len(text)) + text + b"".join(self.parts))


def write(path, state, labels, pieces, costs):
    """The first tower. Its names served to learn by and are left out: the second tower finds them."""
    state = {name: tensor.float().numpy() for name, tensor in state.items()}
    writer = Writer()
    writer.words("words", state["words.weight"])
    writer.rows("positions", state["positions.weight"])
    writer.add("shapes", state["shapes.weight"])
    for part in ("weight", "bias"):
        writer.add(f"norm.{part}", state[f"norm.{part}"])
    layers = writer.layers(state)
    # Matrices with the same input are one matrix: fewer, larger products.
    stacked = lambda names, part: numpy.concatenate([state[f"{name}.{part}"] for name in names])
    for name, parts in (
        ("tags", ("upos", "features", "lemmas")),
        ("tree", ("arc_dep", "arc_head", "label_dep", "label_head")),
    ):
        writer.linear(name, stacked(parts, "weight"), stacked(parts, "bias"))
    for name in ("arc", "label", "label_from_dep", "label_from_head"):
        writer.linear(name, state[name + ".weight"], state.get(name + ".bias"))
    header = {
        "width": state["norm.weight"].shape[0],
        "layers": layers,
        "heads": 12,
        "arc": state["arc.weight"].shape[0],
        "label": state["label.weight"].shape[1],
        "upos": labels["upos"],
        "features": ["" if text == "_" else text for text in labels["features"]],
        "lemmas": labels["lemmas"],
        "relations": labels["relations"],
        "pieces": pieces,
        "script_costs": costs,
    }
    writer.save(path, TREES, header)


def write_meaning(path, state, labels):
    """The second tower, with the spellings of its labels."""
    state = {name: tensor.float().numpy() for name, tensor in state.items()}
    writer = Writer()
    linear = lambda name: writer.linear(name, state[name + ".weight"], state[name + ".bias"])
    for name in ("join", "hidden", "words"):
        linear(name)
    writer.rows("sentence", state["sentence.weight"])
    writer.add("quoted", state["quoted.weight"])
    layers = writer.layers(state)
    scorers = ("roles", "said", "told")
    sides = [f"pairs.{name}.{side}" for name in scorers for side in ("word", "anchor")]
    weights = [state[side + ".weight"] for side in sides]
    biases = [state.get(side + ".bias", numpy.zeros(len(weight))) for side, weight in zip(sides, weights)]
    writer.linear("pairs", numpy.concatenate(weights), numpy.concatenate(biases))
    for name in scorers:
        writer.add(name + ".distance", state[f"pairs.{name}.distance.weight"])
        writer.rows(name + ".way", state[f"pairs.{name}.way.weight"])
        for part in ("weight", "bias"):
            writer.add(f"{name}.out.{part}", state[f"pairs.{name}.out.{part}"])
    header = {
        "width": state["join.weight"].shape[0],
        "layers": layers,
        "heads": 12,
        "hidden": state["hidden.weight"].shape[0],
        "pair": len(weights[0]),
    }
    writer.save(path, MEANING, header | labels)


if __name__ == "__main__":
    kept = torch.load(sys.argv[1], map_location="cpu")
    if "pieces" in kept:
        write(sys.argv[2], kept["model"], kept["labels"], kept["pieces"], kept["costs"])
    else:
        write_meaning(sys.argv[2], kept["model"], kept["labels"])
