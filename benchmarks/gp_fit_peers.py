"""The work of gp_fit.lua by BoTorch or scikit-learn: gp_fit_peers.py botorch|sklearn THREADS FOLDER N"""

import json
import sys
import time
import warnings

import numpy as np

warnings.filterwarnings("ignore")
side, threads, folder, n = sys.argv[1], int(sys.argv[2]), sys.argv[3], int(sys.argv[4])
x, y, queries = (np.load(f"{folder}/{name}.npy") for name in ("x", "y", "queries"))
x, y = x[:n], y[:n]


def botorch():
    import torch
    from botorch.fit import fit_gpytorch_mll
    from botorch.models import SingleTaskGP
    from gpytorch.mlls import ExactMarginalLogLikelihood

    torch.set_num_threads(threads)

    def run(x, y):
        start = time.perf_counter()
        model = SingleTaskGP(torch.from_numpy(x), torch.from_numpy(y)[:, None])
        mll = ExactMarginalLogLikelihood(model.likelihood, model)
        calls, forward = [0], mll.forward

        def counted(*arguments, **options):
            calls[0] += 1
            return forward(*arguments, **options)

        mll.forward = counted
        fit_gpytorch_mll(mll)
        fitted = time.perf_counter()
        with torch.no_grad():
            posterior = model.posterior(torch.from_numpy(queries))
            posterior.mean, posterior.variance
        done = time.perf_counter()
        evaluations = calls[0]
        model.train()
        with torch.no_grad():
            objective = mll(model(*model.train_inputs), model.train_targets).item() * len(y)
        return dict(fit=fitted - start, predict=done - fitted, objective=objective, evaluations=evaluations)

    run(x[:20], y[:20])
    return run(x, y)


def sklearn():
    from sklearn.gaussian_process import GaussianProcessRegressor
    from sklearn.gaussian_process.kernels import RBF, WhiteKernel

    def run(x, y):
        start = time.perf_counter()
        kernel = RBF(np.ones(x.shape[1]), (0.025, 1e4)) + WhiteKernel(0.01, (1e-4, 1e2))
        model = GaussianProcessRegressor(kernel, normalize_y=True).fit(x, y)
        fitted = time.perf_counter()
        model.predict(queries, return_std=True)
        return dict(fit=fitted - start, predict=time.perf_counter() - fitted)

    run(x[:20], y[:20])
    return run(x, y)


print(json.dumps({"botorch": botorch, "sklearn": sklearn}[side]()))
