"""The mean of the weights of checkpoints that go on from one another: `python training/mean.py OUT.pt CHECKPOINT...`."""

import sys

import torch


def mean(parts):
    """The mean of what all have; what has grown since the first is as the last one has it."""
    whole, shared = parts[-1].clone(), tuple(slice(size) for size in parts[0].shape)
    whole[shared] = sum(part[shared] for part in parts) / len(parts)
    return whole


if __name__ == "__main__":
    out, *paths = sys.argv[1:]
    kept = [torch.load(path, map_location="cpu") for path in paths]
    weights = {name: mean([one["model"].get(name, weight) for one in kept]) for name, weight in kept[-1]["model"].items()}
    torch.save(kept[-1] | {"model": weights}, out)
