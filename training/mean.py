"""The mean of the weights of checkpoints that go on from one another: `python training/mean.py OUT.pt CHECKPOINT...`."""

import sys

import torch

if __name__ == "__main__":
    out, *paths = sys.argv[1:]
    kept = [torch.load(path, map_location="cpu") for path in paths]
    weights = {name: sum(one["model"][name] for one in kept) / len(kept) for name in kept[0]["model"]}
    torch.save(kept[0] | {"model": weights}, out)
