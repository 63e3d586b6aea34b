"""One suggestion in 20 dimensions beside BoTorch and Optuna: python3 benchmarks/suggestion.py [--threads 1] [--rounds 3]

n values of Ackley's function at points of the unit cube, the same for all sides; each fits its model anew and looks for q
points. Median processor time in milliseconds: with one thread the wall time of a machine that does nothing else.
`python3` has torch, botorch and optuna. Variables by which the environment tells a library which kernels to use, or how
many threads, are left out: each side chooses for this machine.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile

from neutral import environment

import numpy as np

here = os.path.dirname(os.path.abspath(__file__))
parser = argparse.ArgumentParser()
parser.add_argument("--workbench", default=os.path.join(here, "..", ".build", "release", "workbench"))
parser.add_argument("--threads", type=int, default=1)
parser.add_argument("--rounds", type=int, default=3)
parser.add_argument("--sizes", default="20,80,200,500")
options = parser.parse_args()


def run(command):
    output = subprocess.run(command, stdout=subprocess.PIPE, env=environment, text=True, check=True).stdout
    return json.loads(output.strip().splitlines()[-1])


def ackley(x):
    x = 65 * x - 32.5
    return -(
        -20 * np.exp(-0.2 * np.sqrt(np.mean(x**2, axis=1))) - np.exp(np.mean(np.cos(2 * np.pi * x), axis=1)) + 20 + np.e
    )


rng = np.random.default_rng(1)
with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "data.npz")
    arrays = {}
    for n in map(int, options.sizes.split(",")):
        # Half spread over the cube, half around a good point, as in a search that is under way.
        x = np.vstack([rng.random((n - n // 2, 20)), np.clip(0.6 + 0.1 * rng.standard_normal((n // 2, 20)), 0, 1)])
        arrays[f"x_{n}"], arrays[f"y_{n}"] = x, ackley(x)
    np.savez(path, **arrays)
    threads = ["--threads", str(options.threads)]
    arguments = ["--data", path, "--rounds", str(options.rounds), "--sizes", options.sizes]
    peers = os.path.join(here, "suggestion_peers.py")
    ours = run([options.workbench, *threads, os.path.join(here, "suggestion.lua"), *arguments])
    botorch = run([sys.executable, peers, "botorch", *arguments, *threads])
    optuna = run([sys.executable, peers, "optuna", *arguments, *threads])

print("| values told | q | workbench, ms | BoTorch, ms | takes | Optuna, ms | takes |")
print("| --- | --- | --- | --- | --- | --- | --- |")
for case, seconds in sorted(ours.items(), key=lambda item: [int(part) for part in item[0].split()]):
    n, q = case.split()
    cells = []
    for peer in (botorch, optuna):
        other = peer.get(case)
        cells += ["", ""] if other is None else [f"{1000 * other:,.0f}", f"{other / seconds:,.0f} times as long"]
    print(f"| {n} | {q} | {1000 * seconds:.1f} | {' | '.join(cells)} |")
