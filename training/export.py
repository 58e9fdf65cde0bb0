"""Writes the trained reader in the form that crates/encoder reads: int8 weights, one scale per output channel.

`python training/export.py CHECKPOINT OUT` writes a checkpoint kept by train.py again.

Layout: eight bytes of magic, the length of the header (u32), the header (JSON: labels, word pieces, and for every
tensor its kind, shape and offset), then the tensors. All numbers are little-endian.
"""

import json
import pathlib
import struct
import sys

import numpy
import torch

MAGIC = b"dlread02"
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


def write(path, state, labels, pieces, costs):
    state = {name: tensor.float().numpy() for name, tensor in state.items()}
    writer = Writer()
    layers = 1 + max(int(name.split(".")[1]) for name in state if name.startswith("layers."))
    writer.words("words", state["words.weight"])
    writer.rows("positions", state["positions.weight"])
    writer.add("shapes", state["shapes.weight"])
    for part in ("weight", "bias"):
        writer.add(f"norm.{part}", state[f"norm.{part}"])
    for number in range(layers):
        layer = f"layers.{number}."
        for name in ("qkv", "out", "up", "down"):
            writer.linear(layer + name, state[f"{layer}{name}.weight"], state[f"{layer}{name}.bias"])
        for name in ("norm1", "norm2"):
            for part in ("weight", "bias"):
                writer.add(f"{layer}{name}.{part}", state[f"{layer}{name}.{part}"])
    # Matrices with the same input are one matrix: fewer, larger products.
    stacked = lambda names, part: numpy.concatenate([state[f"{name}.{part}"] for name in names])
    for name, parts in (
        ("tags", ("upos", "features", "lemmas")),
        ("tree", ("names_hidden", "arc_dep", "arc_head", "label_dep", "label_head")),
    ):
        writer.linear(name, stacked(parts, "weight"), stacked(parts, "bias"))
    for name in ("names", "arc", "label", "label_from_dep", "label_from_head"):
        writer.linear(name, state[name + ".weight"], state.get(name + ".bias"))
    header = {
        "width": state["norm.weight"].shape[0],
        "layers": layers,
        "heads": 12,
        "names_hidden": state["names_hidden.weight"].shape[0],
        "arc": state["arc.weight"].shape[0],
        "label": state["label.weight"].shape[1],
        "upos": labels["upos"],
        "features": ["" if text == "_" else text for text in labels["features"]],
        "lemmas": labels["lemmas"],
        "relations": labels["relations"],
        "pieces": pieces,
        "script_costs": costs,
        "tensors": writer.tensors,
    }
    text = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode()
    text += b" " * (-(len(MAGIC) + 4 + len(text)) % 64)
    pathlib.Path(path).write_bytes(MAGIC + struct.pack("<I", len(text)) + text + b"".join(writer.parts))


if __name__ == "__main__":
    kept = torch.load(sys.argv[1], map_location="cpu")
    write(sys.argv[2], kept["model"], kept["labels"], kept["pieces"], kept["costs"])
