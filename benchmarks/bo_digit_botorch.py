"""BoTorch's qLogEI on the digit search, to run beside `bo_digit.lua --space z --box 6`.

The search space is the latent cube [-6, 6]^20 of a pretrained VAE; the objective is the expected score
sum_k p_k exp(-2 (k - digit)^2) under a pretrained CNN's class probabilities for the decoded image. Settings are
those of BoTorch's VAE-MNIST tutorial: 5 initial points, batches of q = 3, 10 restarts, 256 raw samples,
`SingleTaskGP` with its defaults, a fresh fit for each batch.

Prints one JSON line a run: digit, seed, best score, wall seconds of the loop (objective included), and the best
score after each batch.

    python benchmarks/bo_digit_botorch.py --weights DIR [--digits 0-9] [--seeds 1-3] [--threads 2]

DIR holds mnist_vae.safetensors and mnist_cnn.safetensors.
"""

import argparse
import json
import time
import warnings
from pathlib import Path

warnings.filterwarnings("ignore")

import torch
import torch.nn.functional as F
from botorch.acquisition.logei import qLogExpectedImprovement
from botorch.fit import fit_gpytorch_mll
from botorch.models import SingleTaskGP
from botorch.models.transforms import Normalize, Standardize
from botorch.optim import optimize_acqf
from botorch.sampling.normal import SobolQMCNormalSampler
from gpytorch.mlls import ExactMarginalLogLikelihood
from safetensors.torch import load_file

DIMENSION, BOX = 20, 6.0


class Objective:
    """Latent points (n, 20) to scores (n, 1), in float32 as the weights are."""

    def __init__(self, weights: Path, digit: int):
        self.vae = load_file(weights / "mnist_vae.safetensors")
        self.cnn = load_file(weights / "mnist_cnn.safetensors")
        self.value = torch.exp(-2.0 * (torch.arange(10, dtype=torch.float32) - digit) ** 2)

    @torch.no_grad()
    def __call__(self, z: torch.Tensor) -> torch.Tensor:
        v, c = self.vae, self.cnn
        h = F.relu(F.linear(z.float(), v["fc3.weight"], v["fc3.bias"]))
        image = torch.sigmoid(F.linear(h, v["fc4.weight"], v["fc4.bias"])).view(-1, 1, 28, 28)
        x = F.max_pool2d(F.relu(F.conv2d(image, c["conv1.weight"], c["conv1.bias"])), 2)
        x = F.max_pool2d(F.relu(F.conv2d(x, c["conv2.weight"], c["conv2.bias"])), 2)
        x = F.relu(F.linear(x.flatten(1), c["fc1.weight"], c["fc1.bias"]))
        p = F.softmax(F.linear(x, c["fc2.weight"], c["fc2.bias"]), dim=1)
        return (p @ self.value).unsqueeze(1).double()


def run(objective: Objective, seed: int, initial: int, batches: int, q: int, args) -> dict:
    torch.manual_seed(seed)
    bounds = torch.tensor([[-BOX] * DIMENSION, [BOX] * DIMENSION], dtype=torch.double)
    started = time.perf_counter()
    x = bounds[0] + (bounds[1] - bounds[0]) * torch.rand(initial, DIMENSION, dtype=torch.double)
    y = objective(x)
    trace = [y.max().item()]
    for _ in range(batches):
        model = SingleTaskGP(
            x, y, input_transform=Normalize(DIMENSION, bounds=bounds), outcome_transform=Standardize(1)
        )
        fit_gpytorch_mll(ExactMarginalLogLikelihood(model.likelihood, model))
        acquisition = qLogExpectedImprovement(
            model, best_f=y.max(), sampler=SobolQMCNormalSampler(torch.Size([args.samples]))
        )
        candidates, _ = optimize_acqf(
            acquisition, bounds=bounds, q=q, num_restarts=10, raw_samples=args.raw_samples,
            options={"batch_limit": 5, "maxiter": 200},
        )
        x = torch.cat([x, candidates])
        y = torch.cat([y, objective(candidates)])
        trace.append(y.max().item())
    return {"best": y.max().item(), "seconds": time.perf_counter() - started, "trace": trace}


def numbers(text: str) -> list[int]:
    first, _, last = text.partition("-")
    return list(range(int(first), int(last or first) + 1))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--digits", type=numbers, default=numbers("0-9"))
    parser.add_argument("--seeds", type=numbers, default=numbers("1-3"))
    parser.add_argument("--initial", type=int, default=5)
    parser.add_argument("--batches", type=int, default=25)
    parser.add_argument("--q", type=int, default=3)
    parser.add_argument("--samples", type=int, default=256)
    parser.add_argument("--raw-samples", type=int, default=256)
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    for digit in args.digits:
        objective = Objective(args.weights, digit)
        for seed in args.seeds:
            result = run(objective, seed, args.initial, args.batches, args.q, args)
            print(json.dumps({"digit": digit, "seed": seed, **result}), flush=True)


if __name__ == "__main__":
    main()
