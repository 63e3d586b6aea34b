"""Exact Gaussian processes beside BoTorch's and scikit-learn's: python3 benchmarks/gp_fit.py [--threads 1 2] [--sizes 100 ...]

Fits 10 lengthscales and a noise to n points and predicts 1,000 more; a process a run, the sides in turns, medians of 5 (of
2,000 points, medians of 3 beside a single run of each peer). scikit-learn maximises the likelihood without priors. `python3`
has numpy, botorch and sklearn. Variables by which the environment tells a library which kernels to use, or how many threads, are left out: each
side chooses for this machine.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile

from neutral import environment

import numpy as np

here = os.path.dirname(os.path.abspath(__file__))
parser = argparse.ArgumentParser()
parser.add_argument("--workbench", default=os.path.join(here, "..", ".build", "release", "workbench"))
parser.add_argument("--threads", type=int, nargs="+", default=[1, 2])
parser.add_argument("--sizes", type=int, nargs="+", default=[100, 500, 2000])
parser.add_argument("--sides", nargs="+", default=["workbench", "botorch", "sklearn"])
parser.add_argument("--runs", type=int, default=5)
options = parser.parse_args()


def data(folder):
    """Sines of all coordinates, weaker and quicker from the first to the last, a product, and noise of 0.05."""
    generator = np.random.default_rng(1)

    def f(x):
        k = np.arange(1, 11)
        return (np.sin(k * x) / k).sum(1) + x[:, 0] * x[:, 1]

    x, queries = generator.random((2000, 10)), generator.random((1000, 10))
    np.save(f"{folder}/x.npy", x)
    np.save(f"{folder}/y.npy", f(x) + 0.05 * generator.standard_normal(len(x)))
    np.save(f"{folder}/queries.npy", queries)


def run(side, threads, folder, n):
    if side == "workbench":
        script = os.path.join(here, "gp_fit.lua")
        command = [options.workbench, "--threads", str(threads), script, "--data", folder, "--n", str(n)]
    else:
        command = [sys.executable, os.path.join(here, "gp_fit_peers.py"), side, str(threads), folder, str(n)]
    limits = {"OMP_NUM_THREADS": str(threads), "OPENBLAS_NUM_THREADS": str(threads)} if side == "sklearn" else {}
    output = subprocess.run(command, stdout=subprocess.PIPE, env={**environment, **limits}, text=True, check=True).stdout
    return json.loads(output.strip().splitlines()[-1])


with tempfile.TemporaryDirectory() as folder:
    data(folder)
    print("| n | threads | side | fit + predict, s | fit | predict | evaluations | objective | workbench is faster by |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- | --- |")
    for threads in options.threads:
        for n in options.sizes:
            runs = {side: [] for side in options.sides}
            for turn in range(options.runs if n < 1000 else max(options.runs - 2, 1)):
                for side in options.sides:
                    if side == "workbench" or n < 1000 or turn == 0:
                        runs[side].append(run(side, threads, folder, n))
            total = {side: statistics.median(r["fit"] + r["predict"] for r in runs[side]) for side in options.sides}
            for side in options.sides:
                fit, predict = (statistics.median(r[key] for r in runs[side]) for key in ("fit", "predict"))
                first = runs[side][0]
                evaluations, objective = first.get("evaluations", ""), first.get("objective")
                ratio = total[side] / total["workbench"] if "workbench" in total else float("nan")
                print(
                    f"| {n} | {threads} | {side} | {total[side]:.4f} | {fit:.4f} | {predict:.4f} | {evaluations} | "
                    f"{'' if objective is None else f'{objective:.4f}'} | {'' if side == 'workbench' else f'{ratio:.1f}'} |",
                    flush=True,
                )
            if "workbench" in runs:
                once = statistics.median(r["cholesky"] for r in runs["workbench"])
                print(f"| {n} | {threads} | one Cholesky factorisation | {once:.5f} | | | | | |", flush=True)
