"""BoTorch's qLogEI on test functions, to run beside `regret.lua`: minimises, one JSON line a run with the regret.

`SingleTaskGP` with its defaults, a fresh fit a batch, `optimize_acqf` with 10 restarts, 256 raw samples and 256 base
samples; scrambled Sobol points to begin with. Domains and budgets are those of `regret.lua`.

    python benchmarks/regret_botorch.py [--functions branin,levy] [--seeds 1-20] [--threads 1]
"""

import argparse
import json
import time
import warnings

warnings.filterwarnings("ignore")

import torch
from botorch.acquisition.logei import qLogExpectedImprovement
from botorch.fit import fit_gpytorch_mll
from botorch.models import SingleTaskGP
from botorch.models.transforms import Normalize, Standardize
from botorch.optim import optimize_acqf
from botorch.sampling.normal import SobolQMCNormalSampler
from botorch.test_functions import Ackley, Branin, Hartmann, Levy, Rastrigin
from botorch.utils.sampling import draw_sobol_samples
from gpytorch.mlls import ExactMarginalLogLikelihood

# function, initial points, batches, points a batch
PROBLEMS = {
    "branin": (Branin(), 5, 25, 1),
    "hartmann6": (Hartmann(), 10, 50, 1),
    "levy": (Levy(dim=10), 20, 20, 4),
    "rastrigin": (Rastrigin(dim=10), 20, 20, 4),
    "ackley": (Ackley(dim=20, bounds=[(-5.0, 10.0)] * 20), 40, 30, 4),
}


def run(name: str, seed: int) -> dict:
    function, initial, batches, q = PROBLEMS[name]
    torch.manual_seed(seed)
    d, bounds = function.dim, function.bounds.double()
    started = time.perf_counter()
    x = draw_sobol_samples(bounds, n=initial, q=1, seed=seed).squeeze(1).double()
    y = -function(x).unsqueeze(1)
    trace = [y.max().item()]
    for _ in range(batches):
        model = SingleTaskGP(x, y, input_transform=Normalize(d, bounds=bounds), outcome_transform=Standardize(1))
        fit_gpytorch_mll(ExactMarginalLogLikelihood(model.likelihood, model))
        acquisition = qLogExpectedImprovement(model, best_f=y.max(), sampler=SobolQMCNormalSampler(torch.Size([256])))
        candidates, _ = optimize_acqf(
            acquisition, bounds=bounds, q=q, num_restarts=10, raw_samples=256, options={"batch_limit": 5, "maxiter": 200}
        )
        x = torch.cat([x, candidates])
        y = torch.cat([y, -function(candidates).unsqueeze(1)])
        trace.append(y.max().item())
    optimum = -function.optimal_value
    return {
        "function": name, "seed": seed, "evaluations": len(y), "regret": optimum - y.max().item(),
        "seconds": time.perf_counter() - started, "trace": [optimum - value for value in trace],
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--functions", default=",".join(PROBLEMS))
    parser.add_argument("--seeds", default="1-20")
    parser.add_argument("--threads", type=int, default=1)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    first, _, last = args.seeds.partition("-")
    for name in args.functions.split(","):
        for seed in range(int(first), int(last or first) + 1):
            print(json.dumps(run(name, seed)), flush=True)


if __name__ == "__main__":
    main()
