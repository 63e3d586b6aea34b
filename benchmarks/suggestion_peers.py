"""One suggestion from n told values by BoTorch (q 1 and 3) or Optuna's GPSampler (q 1): the fit and the search for the
maximum. Prints one JSON line: seconds of processor time by case, the median of the rounds.

    python3 benchmarks/suggestion_peers.py botorch|optuna --data FILE [--rounds 3] [--threads 1]
"""

import argparse
import json
import statistics
import time
import warnings

import numpy as np
import torch

warnings.filterwarnings("ignore")
parser = argparse.ArgumentParser()
parser.add_argument("peer", choices=["botorch", "optuna"])
parser.add_argument("--data", required=True)
parser.add_argument("--sizes", default="20,80,200,500")
parser.add_argument("--rounds", type=int, default=3)
parser.add_argument("--threads", type=int, default=1)
options = parser.parse_args()
torch.set_num_threads(options.threads)
data = np.load(options.data)


def botorch(x, y, q, seed):
    from botorch.acquisition.logei import qLogExpectedImprovement
    from botorch.fit import fit_gpytorch_mll
    from botorch.models import SingleTaskGP
    from botorch.models.transforms import Standardize
    from botorch.optim import optimize_acqf
    from botorch.sampling.normal import SobolQMCNormalSampler
    from gpytorch.mlls import ExactMarginalLogLikelihood

    torch.manual_seed(seed)
    x, y = torch.tensor(x), torch.tensor(y)[:, None]
    start = time.process_time()
    model = SingleTaskGP(x, y, outcome_transform=Standardize(1))
    fit_gpytorch_mll(ExactMarginalLogLikelihood(model.likelihood, model))
    acquisition = qLogExpectedImprovement(model, best_f=y.max(), sampler=SobolQMCNormalSampler(torch.Size([256])))
    bounds = torch.stack([torch.zeros(x.shape[1]), torch.ones(x.shape[1])]).double()
    optimize_acqf(
        acquisition, bounds=bounds, q=q, num_restarts=10, raw_samples=256, options={"batch_limit": 5, "maxiter": 200}
    )
    return time.process_time() - start


def optuna_(x, y, q, seed):
    import optuna

    optuna.logging.set_verbosity(optuna.logging.ERROR)
    d = x.shape[1]
    space = {f"x{k:02}": optuna.distributions.FloatDistribution(0, 1) for k in range(d)}
    study = optuna.create_study(
        direction="maximize", sampler=optuna.samplers.GPSampler(seed=seed, n_startup_trials=1)
    )
    study.add_trials(
        [
            optuna.trial.create_trial(params=dict(zip(space, map(float, row))), distributions=space, value=float(value))
            for row, value in zip(x, y)
        ]
    )
    start = time.process_time()
    study.ask(space)
    return time.process_time() - start


run, counts = (botorch, (1, 3)) if options.peer == "botorch" else (optuna_, (1,))
result = {}
for n in map(int, options.sizes.split(",")):
    x, y = data[f"x_{n}"], data[f"y_{n}"]
    for q in counts:
        if not result:
            run(x, y, q, 0)  # imports and first calls
        result[f"{n} {q}"] = statistics.median(run(x, y, q, seed + 1) for seed in range(options.rounds))
print(json.dumps(result))
