"""A matrix product beside OpenBLAS's own: python3 benchmarks/matmul.py [--threads 1] [--size 2048] [--rounds 31]

Both sides live at the same time and work in turns; prints the medians, in milliseconds, and the median of the ratios of
neighbours; the same of the processors' time, which other work on the machine disturbs less. Builds matmul.c with cc.
"""

import argparse
import os
import statistics
import subprocess
import tempfile

from neutral import environment

here = os.path.dirname(os.path.abspath(__file__))
parser = argparse.ArgumentParser()
parser.add_argument("--workbench", default=os.path.join(here, "..", ".build", "release", "workbench"))
parser.add_argument("--threads", type=int, default=1)
parser.add_argument("--size", type=int, default=2048)
parser.add_argument("--rounds", type=int, default=31)
options = parser.parse_args()
size, threads = str(options.size), str(options.threads)

with tempfile.TemporaryDirectory() as folder:
    direct = os.path.join(folder, "matmul")
    subprocess.run(["cc", "-O2", os.path.join(here, "matmul.c"), "-lopenblas", "-o", direct], check=True)
    commands = [
        [options.workbench, "--threads", threads, os.path.join(here, "matmul.lua"), "--size", size],
        [direct, size, threads],
    ]
    sides = [subprocess.Popen(c, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment, text=True) for c in commands]
    times, used = [[], []], [[], []]
    for turn in range(options.rounds + 2):
        # Who goes first changes from turn to turn.
        for side in (0, 1) if turn % 2 == 0 else (1, 0):
            sides[side].stdin.write("\n")
            sides[side].stdin.flush()
            wall, processors = map(float, sides[side].stdout.readline().split())
            if turn >= 2:
                times[side].append(wall)
                used[side].append(processors)
    for side in sides:
        side.stdin.close()
        side.wait()

print(f"| {threads} thread{'s' if options.threads > 1 else ''}, {size} x {size} | workbench, ms | OpenBLAS, ms | ratio |")
print("| --- | --- | --- | --- |")
for name, both in (("wall time", times), ("processor time", used)):
    ours, direct = (statistics.median(t) * 1e3 for t in both)
    print(f"| {name} | {ours:.1f} | {direct:.1f} | {statistics.median(a / b for a, b in zip(*both)):.3f} |")
