"""The Washington Post's ``elex-live-model`` on nights it is given: run by ``projection_peers.py``, in an
environment of its own.

Each line on standard input is a night as JSON: columns of the baseline, what is counted, and the covariates.
Each line out: per method, its seconds and its 90 % intervals. Methods as its own example calls them:
conformal ("nonparametric") and Gaussian for the votes of each of the two options, bootstrap for their margin.
"""

from __future__ import annotations

import json
import logging
import os
import sys
import time
import warnings
from typing import Any

warnings.filterwarnings("ignore")
os.environ["APP_ENV"] = "local"

import pandas as pd  # noqa: E402 # the variable above is read at import
from elexmodel.client import ModelClient  # noqa: E402

logging.disable(logging.CRITICAL)
LEVEL = 0.9
NAME = "2017_FR_G"


def estimate(night: dict[str, Any], method: str, estimands: list[str]) -> dict[str, float]:
    """One method's line for the whole."""
    covariates = [name for name in night["baseline"] if name.startswith("x_")]
    features = ["baseline_normalized_margin", *covariates] if method == "bootstrap" else covariates
    office = {
        "office": "P", "states": ["FR"], "geographic_unit_types": ["county"], "historical_election": [],
        "features": list(covariates), "aggregates": ["postal_code", "county_fips", "unit"],
        "fixed_effect": ["county_classification"],
    }  # fmt: skip
    found = ModelClient().get_estimates(
        pd.DataFrame(night["counted"]), NAME, "P", estimands, [LEVEL], 100, "county",
        raw_config={NAME: [office]}, preprocessed_data=pd.DataFrame(night["baseline"]), model_parameters={},
        features=features, aggregates=["postal_code"], fixed_effects={}, pi_method=method, save_output=[],
    )  # fmt: skip
    line: dict[str, float] = found["state_data"].iloc[0].drop("postal_code").to_dict()
    return line


def main() -> None:
    """Nights in, estimates out; a method that fails says why."""
    for line in sys.stdin:
        night = json.loads(line)
        answer: dict[str, Any] = {}
        for method, estimands in (
            ("nonparametric", ["dem", "gop"]),
            ("gaussian", ["dem", "gop"]),
            ("bootstrap", ["margin"]),
        ):
            began = time.process_time()
            try:
                answer[method] = estimate(night, method, estimands)
            except Exception as failure:  # the peer's own errors are part of what is measured
                answer[method] = {"failed": f"{type(failure).__name__}: {failure}"[:200]}
            answer[method]["seconds"] = time.process_time() - began
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
