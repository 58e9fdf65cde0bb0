"""Sums of weights over the signs that hold: a sparse matrix with a gradient that is sparse too."""

import torch


def summed(rows, signs, count, size):
    """The function from `size` weights to `count` sums, where `signs[i]` holds for `rows[i]`."""
    ones = torch.ones(len(rows))
    table = torch.sparse_coo_tensor(torch.stack([rows, signs]), ones, (count, size)).to_sparse_csr()
    back = torch.sparse_coo_tensor(torch.stack([signs, rows]), ones, (size, count)).to_sparse_csr()

    class Sum(torch.autograd.Function):
        @staticmethod
        def forward(_, weights):
            return table @ weights

        @staticmethod
        def backward(_, gradient):
            return back @ gradient

    return Sum.apply
