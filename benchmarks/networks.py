"""The digit networks beside PyTorch: python3 benchmarks/networks.py [--threads 1] [--runs 5]

Runs both sides in turn and prints the median of the runs' medians, in microseconds, and the ratio. `python3` has torch.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys

here = os.path.dirname(os.path.abspath(__file__))
parser = argparse.ArgumentParser()
parser.add_argument("--workbench", default=os.path.join(here, "..", ".build", "release", "workbench"))
parser.add_argument("--threads", type=int, default=1)
parser.add_argument("--runs", type=int, default=5)
parser.add_argument("--rounds", type=int, default=60)
options = parser.parse_args()

threads, rounds = str(options.threads), str(options.rounds)
commands = {
    "workbench": [options.workbench, "--threads", threads, os.path.join(here, "networks.lua"), "--rounds", rounds],
    "PyTorch": [sys.executable, os.path.join(here, "networks_torch.py"), "--threads", threads, "--rounds", rounds],
}
runs = {name: [] for name in commands}
for _ in range(options.runs):
    for name, command in commands.items():
        output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        runs[name].append(json.loads(output.strip().splitlines()[-1]))

print(f"| {options.threads} thread{'s' if options.threads > 1 else ''} | workbench, us | PyTorch, us | ratio |")
print("| --- | --- | --- | --- |")
for work in runs["PyTorch"][0]:
    ours, theirs = (statistics.median(run[work] for run in runs[name]) for name in ("workbench", "PyTorch"))
    print(f"| {work} | {ours:,.0f} | {theirs:,.0f} | {theirs / ours:.1f} |")
