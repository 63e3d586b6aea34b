#!/usr/bin/env python3
"""Call costs of the peers: nanoseconds of `a + b` of 16 floats and of a size, one thread, fastest of seven."""
import time

import numpy
import torch

torch.set_num_threads(1)


def report(name, f, n=200_000):
    best = float("inf")
    for _ in range(7):
        start = time.perf_counter()
        f(n)
        best = min(best, (time.perf_counter() - start) / n * 1e9)
    print(f"{name:36} {best:8.1f}")


def numpy_add(n, a=numpy.random.randn(16).astype("f4"), b=numpy.random.randn(16).astype("f4")):
    for _ in range(n):
        a + b


def torch_add(n, a=torch.randn(16), b=torch.randn(16)):
    for _ in range(n):
        a + b


def torch_recorded(n, a=torch.randn(16), p=torch.randn(16, requires_grad=True)):
    for _ in range(n):
        a + p


def torch_size(n, a=torch.randn(16)):
    for _ in range(n):
        a.size(0)


report("NumPy a + b, 16 elements", numpy_add)
report("PyTorch a + b, 16 elements", torch_add)
report("PyTorch a + p, recorded", torch_recorded)
report("PyTorch t.size(0)", torch_size)
