"""PyEI's Bayesian multinomial-Dirichlet model on one district; run by the Python that has PyEI installed.

    python transfers_pyei.py DISTRICT.npz

Reads ``x`` and ``y`` (units × options), prints the posterior mean table of votes as JSON.
"""

import json
import sys

import numpy as np
from pyei import RowByColumnEI


def main() -> None:
    """Fit with one chain of 500 draws after 500 of tuning."""
    data = np.load(sys.argv[1])
    x, y = data["x"], data["y"]
    size = x.sum(1)
    used = size > 0
    x, y, size = x[used], y[used], size[used]
    model = RowByColumnEI(model_name="multinomial-dirichlet")
    model.fit(
        (x / size[:, None]).T, (y / size[:, None]).T, size.astype(int),
        [f"r{row}" for row in range(x.shape[1])], [f"c{column}" for column in range(y.shape[1])],
        draws=500, tune=500, chains=1, cores=1, progressbar=False, random_seed=1,
    )  # fmt: skip
    shares = np.asarray(model.sampled_voting_prefs).mean(axis=0)
    print(json.dumps((x.sum(0)[:, None] * shares).tolist()))


main()
