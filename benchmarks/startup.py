#!/usr/bin/env python3
"""Start-up: `workbench -e 'print(1)'` beside `lua5.4 -e 'print(1)'`, in turns, wall time of the whole process.

    python3 benchmarks/startup.py [--program .build/release/workbench] [--runs 400]
"""
import argparse
import statistics
import subprocess
import time

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--program", default=".build/release/workbench")
parser.add_argument("--runs", type=int, default=400)
options = parser.parse_args()

commands = {"lua5.4": ["lua5.4"], "workbench": [options.program]}
times = {name: [] for name in commands}
for run in range(options.runs + 10):
    for name, command in commands.items():
        start = time.perf_counter()
        result = subprocess.run(command + ["-e", "print(1)"], capture_output=True, check=True)
        spent = time.perf_counter() - start
        assert result.stdout == b"1\n"
        if run >= 10:
            times[name].append(spent * 1e3)

for name, spent in times.items():
    spent.sort()
    print(f"{name:10} median {statistics.median(spent):5.2f} ms, fastest {spent[0]:5.2f} ms")
lua, ours = statistics.median(times["lua5.4"]), statistics.median(times["workbench"])
bar = 2 * lua + 10
print(f"bar: twice lua5.4's plus 10 ms = {bar:.2f} ms; {'kept' if ours <= bar else 'MISSED'}")
