"""The work of linalg.lua in PyTorch."""

import sys
import time

import torch

torch.set_num_threads(int(sys.argv[1]))
torch.manual_seed(1)
matrices = {}


def matrix(n):
    if n not in matrices:
        a = torch.randn(n, n, dtype=torch.float64)
        matrices[n] = a @ a.T + n * torch.eye(n, dtype=torch.float64)
    return matrices[n]


work = {
    "cholesky": torch.linalg.cholesky,
    "solve": lambda a: torch.linalg.solve(a, a[0]),
    "inverse": torch.linalg.inv,
    "eigh": torch.linalg.eigh,
    "svd": torch.linalg.svd,
    "qr": torch.linalg.qr,
}

for line in sys.stdin:
    name, size = line.split()
    a = matrix(int(size))
    work[name](a)
    start, used = time.perf_counter(), time.process_time()
    work[name](a)
    print(f"{time.perf_counter() - start:.9f} {time.process_time() - used:.9f}", flush=True)
