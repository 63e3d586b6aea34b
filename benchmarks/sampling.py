"""Draws beside PyTorch: python3 benchmarks/sampling.py [--workbench PATH] [--runs 5] [--rounds 20]

Runs both sides in turn on one thread and prints the median of the runs' medians, in milliseconds for 10^6 draws, and the
ratio. `python3` has torch. Variables by which the environment tells a library which kernels to use, or how many threads,
are left out: each side chooses for this machine.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import time

from neutral import environment

here = os.path.dirname(os.path.abspath(__file__))
parser = argparse.ArgumentParser()
parser.add_argument("--workbench", default=os.path.join(here, "..", ".build", "release", "workbench"))
parser.add_argument("--runs", type=int, default=5)
parser.add_argument("--rounds", type=int, default=20)
parser.add_argument("--torch", action="store_true", help="measure PyTorch alone and print JSON")
options = parser.parse_args()


def torch_side():
    import torch
    from torch import distributions as dist

    torch.set_num_threads(1)
    torch.manual_seed(1)
    n = (1000000,)
    weights = torch.arange(1.0, 101.0)
    works = {
        "normal(0, 1)": dist.Normal(0.0, 1.0),
        "normal(1, 2)": dist.Normal(1.0, 2.0),
        "gamma(0.05, 1)": dist.Gamma(0.05, 1.0),
        "gamma(3, 2)": dist.Gamma(3.0, 2.0),
        "gamma(500, 1)": dist.Gamma(500.0, 1.0),
        "beta(0.05, 0.05)": dist.Beta(0.05, 0.05),
        "beta(1, 1)": dist.Beta(1.0, 1.0),
        "beta(2, 5)": dist.Beta(2.0, 5.0),
        "categorical, 10 classes": dist.Categorical(weights[:10]),
        "categorical, 100 classes": dist.Categorical(weights),
    }
    medians = {}
    for name, law in works.items():
        times = []
        for round in range(options.rounds + 1):
            start = time.perf_counter()
            law.sample(n)
            times.append((time.perf_counter() - start) * 1000)
        medians[name] = statistics.median(times[1:])
    print(json.dumps(medians))


if options.torch:
    torch_side()
    sys.exit()

rounds = ["--rounds", str(options.rounds)]
commands = [
    [options.workbench, "--threads", "1", os.path.join(here, "sampling.lua"), *rounds],
    [sys.executable, os.path.abspath(__file__), "--torch", *rounds],
]


def run(command):
    """The JSON object that the command prints."""
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True, env=environment).stdout)


turns = [[run(command) for command in commands] for _ in range(options.runs)]
print("| 10^6 draws, one thread | workbench, ms | PyTorch, ms | ratio |")
print("| --- | --- | --- | --- |")
for name in turns[0][1]:
    ours, theirs = (statistics.median(turn[side][name] for turn in turns) for side in (0, 1))
    print(f"| {name} | {ours:.2f} | {theirs:.2f} | {theirs / ours:.1f} |")
