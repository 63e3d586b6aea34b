"""The best of a search, beside BoTorch's: median regret over seeds on known functions at equal budgets.

    PYTHON benchmarks/regret.py [--seeds 1-20] [--functions branin,levy] [--peer FILE…]

PYTHON has torch and botorch; with --peer, lines that regret_botorch.py printed before are read in place of running it.
Prints a table in Markdown.
"""

import argparse
import json
import statistics
import subprocess
import sys
from pathlib import Path

from neutral import environment

here = Path(__file__).resolve().parent
PROBLEMS = {
    "branin": "Branin, 30",
    "hartmann6": "Hartmann-6, 60",
    "levy": "Levy-10, 100 by 4",
    "rastrigin": "Rastrigin-10, 100 by 4",
    "ackley": "Ackley-20 on [-5, 10], 160 by 4",
    "ackley464": "Ackley-20 on [-5, 10], 464 by 4",
}


def lines(text: str) -> list[dict]:
    return [json.loads(line) for line in text.splitlines() if line.startswith("{")]


def run(command: list) -> list[dict]:
    arguments = [str(part) for part in command]
    done = subprocess.run(
        arguments, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment, check=True
    )
    return lines(done.stdout.decode())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--functions", default=",".join(PROBLEMS))
    parser.add_argument("--seeds", default="1-20")
    parser.add_argument("--peer", type=Path, nargs="*", help="saved lines of regret_botorch.py")
    parser.add_argument("--threads", type=int, default=1, help="of each side")
    parser.add_argument("--workbench", type=Path, default=here.parent / ".build/release/workbench")
    args = parser.parse_args()
    first, _, last = args.seeds.partition("-")
    seeds = range(int(first), int(last or first) + 1)

    saved = [line for file in args.peer or [] for line in lines(file.read_text())]
    print("| function, evaluations | BoTorch: median regret (quartiles) | workbench | seconds a run: BoTorch, workbench |")
    print("| --- | --- | --- | --- |")
    for name in args.functions.split(","):
        ours = run(
            [args.workbench, "--threads", args.threads, here / "regret.lua", "--functions", name, "--first", seeds[0],
             "--last", seeds[-1]]
        )
        theirs = [line for line in saved if line["function"] == name and line["seed"] in seeds]
        if args.peer is None and name != "ackley464":
            theirs = run(
                [sys.executable, here / "regret_botorch.py", "--functions", name, "--seeds", args.seeds, "--threads",
                 args.threads]
            )
        print(f"| {PROBLEMS[name]} | {summary(theirs)} | {summary(ours)} | {seconds(theirs)}, {seconds(ours)} |", flush=True)


def summary(results: list[dict]) -> str:
    regrets = sorted(result["regret"] for result in results)
    if len(regrets) < 2:
        return "–"
    low, middle, high = statistics.quantiles(regrets, n=4, method="inclusive")
    note = "" if len(regrets) == 20 else f", {len(regrets)} seeds"
    return f"{middle:.3g} ({low:.3g} to {high:.3g}{note})"


def seconds(results: list[dict]) -> str:
    return f"{statistics.median(result['seconds'] for result in results):.2g}" if results else "–"


if __name__ == "__main__":
    main()
