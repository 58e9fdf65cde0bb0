"""The second tower as it ships, for going on from it: `torch.save` of `checkpoint(PATH)` is what `tower.py --resume` takes."""

import torch

from annotations import KINDS, ROLES
from states import matrix, tensors
from tower import WORD_TASKS


def checkpoint(path):
    """Weights and labels of a file that `export.py` wrote, in 32-bit floats; what it leaves out (links of mentions) is missing here too."""
    header, raw = tensors(path)
    width, pair = header["width"], header["pair"]
    state = {}

    def linear(name, outputs):
        state[name + ".weight"], state[name + ".bias"] = matrix(raw, name, outputs)

    linear("join", width)
    linear("hidden", header["hidden"])
    linear("words", sum(WORD_TASKS.values()))
    rows = lambda name: torch.from_numpy(raw[name + ".rows"].astype("float32") * raw[name + ".scales"][:, None])
    plain = lambda name: torch.from_numpy(raw[name].copy())
    state["sentence.weight"], state["quoted.weight"] = rows("sentence"), plain("quoted")
    for number in range(header["layers"]):
        layer = f"layers.{number}."
        for name, outputs in (("qkv", 3 * width), ("out", width), ("up", None), ("down", width)):
            linear(layer + name, outputs or raw[layer + name + ".sums"].shape[0])
        for name in ("norm1", "norm2"):
            for part in ("weight", "bias"):
                state[f"{layer}{name}.{part}"] = plain(f"{layer}{name}.{part}")
    weights, biases = matrix(raw, "pairs", None)
    scorers = [name.removesuffix(".distance") for name in raw if name.endswith(".distance")]
    for number, name in enumerate(scorers):
        for side, place in (("word", 2 * number), ("anchor", 2 * number + 1)):
            state[f"pairs.{name}.{side}.weight"] = weights[place * pair : (place + 1) * pair]
        state[f"pairs.{name}.word.bias"] = biases[2 * number * pair : (2 * number + 1) * pair] + biases[(2 * number + 1) * pair : (2 * number + 2) * pair]
        state[f"pairs.{name}.distance.weight"], state[f"pairs.{name}.way.weight"] = plain(name + ".distance"), rows(name + ".way")
        for part in ("weight", "bias"):
            state[f"pairs.{name}.out.{part}"] = plain(f"{name}.out.{part}")
    return {"model": state, "labels": {"names": header["names"], "mentions": KINDS, "roles": ROLES[1:], "relations": header["relations"]}}
