"""Networks and element-wise work beside PyTorch: python3 benchmarks/networks.py [--threads 1 2] [--runs 5] [--work vae ...]

Runs both sides in turn and prints the median of the runs' medians, in microseconds, the ratio, and the largest memory that
a whole process took. `python3` has torch and torchvision. Variables by which the environment tells a library which kernels
to use, or how many threads, are left out: each side chooses for this machine.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys

from neutral import environment

here = os.path.dirname(os.path.abspath(__file__))
works = ["vae", "cnn", "alexnet", "alexnet_training", "elementwise"]
parser = argparse.ArgumentParser()
parser.add_argument("--workbench", default=os.path.join(here, "..", ".build", "release", "workbench"))
parser.add_argument("--threads", type=int, nargs="+", default=[1, 2])
parser.add_argument("--work", nargs="+", choices=works, default=works)
parser.add_argument("--runs", type=int, default=5)
parser.add_argument("--rounds", type=int, default=60)
options = parser.parse_args()


def run(command):
    """The JSON object that the command prints last, and its peak memory in MB."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE, env=environment, text=True)
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"failed: {' '.join(command)}")
    return json.loads(output.strip().splitlines()[-1]), usage.ru_maxrss / 1024


def measure(work, threads):
    """The medians of both sides by name, and their memory."""
    arguments = ["--work", work, "--rounds", str(options.rounds)]
    commands = [
        [options.workbench, "--threads", str(threads), os.path.join(here, "networks.lua"), *arguments],
        [sys.executable, os.path.join(here, "networks_torch.py"), "--threads", str(threads), *arguments],
    ]
    turns = [[run(command) for command in commands] for _ in range(options.runs)]
    sides = list(zip(*turns))
    times = {name: [statistics.median(times[name] for times, _ in side) for side in sides] for name in sides[1][0][0]}
    return times, [statistics.median(memory for _, memory in side) for side in sides]


memory = {}
for threads in options.threads:
    print(f"| {threads} thread{'s' if threads > 1 else ''} | workbench, us | PyTorch, us | ratio |")
    print("| --- | --- | --- | --- |")
    for work in options.work:
        times, memory[work, threads] = measure(work, threads)
        for name, (ours, theirs) in times.items():
            print(f"| {name} | {ours:,.0f} | {theirs:,.0f} | {theirs / ours:.2f} |", flush=True)
    print()
print("| whole process, MB | threads | workbench | PyTorch |")
print("| --- | --- | --- | --- |")
for (work, threads), (ours, theirs) in memory.items():
    print(f"| {work} | {threads} | {ours:,.0f} | {theirs:,.0f} |")
