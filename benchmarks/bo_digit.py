"""The digit search in BoTorch's tutorial setting (z in [-6, 6]^20, 5 + 25 x 3 evaluations): BoTorch's qLogEI beside ours.

Both sides use the tutorial's weights and run in turns on this machine, digit by digit. Prints one line a digit and,
at the end, a table in Markdown with the medians over digits and seeds.

    PYTHON benchmarks/bo_digit.py --weights DIR [--digits 0-9] [--seeds 3]

PYTHON has torch, botorch and safetensors; DIR holds mnist_vae.safetensors and mnist_cnn.safetensors.
"""

import argparse
import json
import statistics
import subprocess
import sys
from pathlib import Path

from neutral import environment

here = Path(__file__).resolve().parent


def lines(command: list) -> list[dict]:
    arguments = [str(part) for part in command]
    done = subprocess.run(
        arguments, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment, check=True
    )
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith(b"{")]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--digits", default="0-9")
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--batches", type=int, default=25)
    parser.add_argument("--threads", type=int, default=2, help="of each side")
    parser.add_argument("--workbench", type=Path, default=here.parent / ".build/release/workbench")
    args = parser.parse_args()
    first, _, last = args.digits.partition("-")

    runs = {"BoTorch qLogEI": [], "workbench, score": [], "workbench, score, whole cube": [], "workbench, classes": []}
    for digit in range(int(first), int(last or first) + 1):
        ours = [
            args.workbench, "--threads", args.threads, here / "bo_digit.lua", "--vae", args.weights / "mnist_vae.safetensors",
            "--classifier", args.weights / "mnist_cnn.safetensors", "--digit", digit, "--seeds", args.seeds,
            "--batches", args.batches,
        ]
        found = {
            "workbench, score": lines(ours + ["--surrogate", "score"]),
            "workbench, score, whole cube": lines(ours + ["--surrogate", "score", "--trust-region", "off"]),
            "workbench, classes": lines(ours + ["--surrogate", "classes"]),
            "BoTorch qLogEI": lines(
                [
                    sys.executable, here / "bo_digit_botorch.py", "--weights", args.weights, "--digits", digit,
                    "--seeds", f"1-{args.seeds}", "--batches", args.batches, "--threads", args.threads,
                ]
            ),
        }
        for name, results in found.items():
            runs[name] += results
            print(
                f"digit {digit}  {name:28}  best {[round(r['best'], 3) for r in results]}"
                f"  seconds {[round(r['seconds'], 2) for r in results]}",
                flush=True,
            )

    peer = statistics.median(r["seconds"] for r in runs["BoTorch qLogEI"])
    print("\n| what | median best score | mean best score | median seconds | BoTorch's time is |")
    print("| --- | --- | --- | --- | --- |")
    for name, results in runs.items():
        best = [r["best"] for r in results]
        seconds = statistics.median(r["seconds"] for r in results)
        print(
            f"| {name} | {statistics.median(best):.4f} | {statistics.mean(best):.4f} | {seconds:.2f}"
            f" | {peer / seconds:.0f} times as long |"
        )


if __name__ == "__main__":
    main()
