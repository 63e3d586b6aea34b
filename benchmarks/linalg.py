"""Factorisations beside PyTorch: python3 benchmarks/linalg.py [--threads 1] [--rounds 7]

Both sides live at the same time and work in turns; prints the medians of the processors' time (--wall: of the wall's), in
microseconds, and the median of the ratios of neighbours. `python3` has torch.
"""

import argparse
import os
import statistics
import subprocess
import sys

from neutral import environment

here = os.path.dirname(os.path.abspath(__file__))
parser = argparse.ArgumentParser()
parser.add_argument("--workbench", default=os.path.join(here, "..", ".build", "release", "workbench"))
parser.add_argument("--threads", type=int, default=1)
parser.add_argument("--rounds", type=int, default=7)
parser.add_argument("--work", default="cholesky,solve,inverse,eigh,svd,qr")
parser.add_argument("--sizes", default="100,500,1000")
parser.add_argument("--wall", action="store_true")
options = parser.parse_args()

threads = str(options.threads)
commands = [
    [options.workbench, "--threads", threads, os.path.join(here, "linalg.lua")],
    [sys.executable, os.path.join(here, "linalg_torch.py"), threads],
]
sides = [subprocess.Popen(c, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment, text=True) for c in commands]


def seconds(side, request):
    side.stdin.write(request)
    side.stdin.flush()
    return float(side.stdout.readline().split()[0 if options.wall else 1])


print(f"| {threads} thread{'s' if options.threads > 1 else ''} | workbench, us | PyTorch, us | ratio |")
print("| --- | --- | --- | --- |")
for name in options.work.split(","):
    for size in options.sizes.split(","):
        # Short work is repeated more often.
        rounds = options.rounds * (10 if size == "100" else 1)
        times = [[], []]
        for turn in range(rounds + 1):
            for side in (0, 1) if turn % 2 == 0 else (1, 0):
                took = seconds(sides[side], f"{name} {size}\n")
                if turn > 0:
                    times[side].append(took)
        ours, theirs = (statistics.median(t) * 1e6 for t in times)
        ratio = statistics.median(b / a for a, b in zip(*times))
        print(f"| {name} {size} | {ours:,.0f} | {theirs:,.0f} | {ratio:.2f} |", flush=True)
for side in sides:
    side.stdin.close()
    side.wait()
