"""The projection beside the Washington Post's ``elex-live-model``, on the same nights in the same run.

    RECOLEMENT_SHARED=/path/to/shared python benchmarks/projection_peers.py PYTHON_WITH_ELEX [--regions N]

The second round of the 2017 presidential election, region by region, communes as units, the first round as
baseline (its shares are the peer's covariates). Each region is counted in four orders, at seven shares. The
peer models the votes of an option (conformal, Gaussian) or the margin of two (bootstrap), so both are
compared: votes as a share of the registered, the margin as a share of the votes for the two. Its conformal
and Gaussian methods read how a figure changed since a baseline of the same name: the first round's valid
votes, shared as the two shared theirs. Seconds are processor time. Make its environment with ``python -m
venv E && E/bin/pip install elex-model``.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import time
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from projection import FRACTIONS, Election, _cells, arrived, come, frame, orders

from recolement.analysis.projection import ProjectionModel

REGIONS = {
    "Bretagne": "22 29 35 56", "Normandie": "14 27 50 61 76", "Hauts-de-France": "02 59 60 62 80",
    "Île-de-France": "75 77 78 91 92 93 94 95", "Provence": "04 05 06 13 83 84",
    "Pays de la Loire": "44 49 53 72 85", "Centre": "18 28 36 37 41 45",
    "Bourgogne": "21 25 39 58 70 71 89 90", "Alsace-Lorraine": "54 55 57 67 68 88",
    "Limousin-Poitou": "16 17 19 23 79 86 87", "Aquitaine": "24 33 40 47 64", "Languedoc": "11 30 34 48 66",
}  # fmt: skip
TWO = ("MACRON", "LE PEN")
LEVELS = (0.05, 0.95)


def region(first: pl.DataFrame, second: pl.DataFrame, departments: str) -> Election:
    """The communes of some departments, with both rounds."""
    tables = [
        votes.filter(pl.col("department").is_in(departments.split())).drop("unit")
        .group_by("department", "commune").sum().sort("commune").with_columns(unit=pl.col("commune"))
        for votes in (first, second)
    ]  # fmt: skip
    before, after = tables[0], tables[1].join(tables[0].select("unit"), on="unit", maintain_order="left")
    places = ("unit", "department", "commune")
    cells = tuple(name for name in after.columns if name not in places)
    return Election(
        "",
        after.select(places),
        cells,
        after.select(cells).to_numpy().astype(float),
        before.drop("department", "commune"),
    )


def request(election: Election, seen: np.ndarray) -> dict[str, Any]:
    """The night as the peer reads it."""
    before = election.units.join(election.baseline, on="unit", how="left", maintain_order="left")  # type: ignore[arg-type]
    names = [name for name in before.columns if name not in ("unit", "department", "commune")]
    roll = before.select(pl.sum_horizontal(names)).to_series()
    valid = roll - before["abstention"] - before["blank"] - before["null"]
    share = before[TWO[0]] / (before[TWO[0]] + before[TWO[1]])
    base = {
        "postal_code": ["FR"] * before.height, "geographic_unit_fips": before["unit"].to_list(),
        "county_fips": before["unit"].to_list(), "county_classification": before["department"].to_list(),
        "baseline_dem": (valid * share).to_list(), "baseline_gop": (valid * (1 - share)).to_list(),
        "baseline_turnout": valid.to_list(),
        **{f"x_{name}": (before[name] / roll).to_list() for name in names if name not in (*TWO, "null")},
    }  # fmt: skip
    one, two = (election.counts[:, election.cells.index(name)] * seen for name in TWO)
    counted = {
        "postal_code": ["FR"] * before.height, "geographic_unit_fips": before["unit"].to_list(),
        "percent_expected_vote": np.where(seen, 100, 0).tolist(), "results_dem": one.tolist(),
        "results_gop": two.tolist(), "results_turnout": (one + two).tolist(),
    }  # fmt: skip
    return {"baseline": base, "counted": counted}


def ours(
    election: Election, order: np.ndarray, seen: np.ndarray
) -> tuple[dict[str, tuple[float, float, float]], float]:
    """Low, estimate and high of the two options' votes and of their margin; seconds."""
    began = time.process_time()
    result = ProjectionModel().fit(
        election.baseline, frame(election, seen).drop("commune"), levels=["department"],
        order=come(election, order, seen),
    )  # fmt: skip
    seconds = time.process_time() - began
    one, two = (result.draws[:, election.cells.index(name)] for name in TWO)
    figures = {TWO[0]: one, TWO[1]: two, "margin": (one - two) / (one + two)}
    return {
        name: (np.quantile(of, LEVELS[0]), float(of.mean()), np.quantile(of, LEVELS[1]))
        for name, of in figures.items()
    }, seconds


def theirs(answer: dict[str, Any]) -> dict[str, dict[str, tuple[float, float, float]]]:
    """The same three figures by each of the peer's methods that gave them."""
    found: dict[str, dict[str, tuple[float, float, float]]] = {}
    for method, line in answer.items():
        for name, estimand in ((TWO[0], "dem"), (TWO[1], "gop"), ("margin", "margin")):
            if f"pred_{estimand}" in line:
                three = tuple(line[f"{key}_{estimand}"] for key in ("lower_0.9", "pred", "upper_0.9"))
                found.setdefault(method, {})[name] = three  # type: ignore[assignment] # three figures
    return found


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("peer", type=Path, help="the Python of an environment with elex-model")
    parser.add_argument("--regions", type=int, default=len(REGIONS))
    given = parser.parse_args()
    first, second = (_cells("presidentielle", number) for number in (1, 2))
    rows: dict[tuple[str, str, str], list[list[float]]] = defaultdict(list)
    seconds: dict[str, list[float]] = defaultdict(list)
    failed: dict[str, Counter[str]] = defaultdict(Counter)
    peer = subprocess.Popen(
        [given.peer, Path(__file__).with_name("projection_elex.py")],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    assert peer.stdin is not None
    assert peer.stdout is not None
    for departments in list(REGIONS.values())[: given.regions]:
        election = region(first, second, departments)
        totals = dict(zip(election.cells, election.counts.sum(0), strict=True))
        one, two, roll = totals[TWO[0]], totals[TWO[1]], election.registered.sum()
        truth = {TWO[0]: (one, roll), TWO[1]: (two, roll), "margin": ((one - two) / (one + two), 1.0)}
        for order_name, order in some_orders(election).items():
            for fraction in FRACTIONS:
                seen = arrived(election, order, fraction)
                peer.stdin.write(json.dumps(request(election, seen)) + "\n")
                peer.stdin.flush()
                answer = json.loads(peer.stdout.readline())
                mine, spent = ours(election, order, seen)
                seconds["ours"].append(spent)
                for method, line in answer.items():
                    seconds[method].append(line["seconds"])
                    if "failed" in line:
                        failed[method][line["failed"]] += 1
                for method, figures in theirs(answer).items():
                    for name, guess in figures.items():
                        row = [*compared(guess, truth[name]), *compared(mine[name], truth[name])]
                        for where in (order_name, f"{fraction:4.0%} counted", "all"):
                            rows[method, "margin" if name == "margin" else "votes", where].append(row)
        print(f"  {departments}: {election.units.height} communes; so far, covered, width, error | ours")
        _print({key: lines for key, lines in rows.items() if key[2] == "all"})
    peer.stdin.close()
    peer.wait()
    print(f"\n{'in points; on nights the peer answered':56}{'the peer':>24}{'ours':>24}")
    print(f"{'method':16}{'figure':8}{'where':26}{'n':>6}" + f"{'covered':>8}{'width':>8}{'error':>8}" * 2)
    _print(rows)
    for method, times in seconds.items():
        print(f"{method:16}{np.mean(times):6.2f} s a night, slowest {max(times):.2f}")
        for reason, count in failed[method].most_common(3):
            print(f"    no answer {count} times: {reason}")


def _print(rows: dict[tuple[str, str, str], list[list[float]]]) -> None:
    for (method, kind, where), lines in sorted(rows.items()):
        means = "".join(f"{mean:8.2f}" for mean in np.mean(np.array(lines, dtype=float), 0))
        print(f"{method:16}{kind:8}{where:26}{len(lines):6}{means}", flush=True)


def some_orders(election: Election) -> dict[str, np.ndarray]:
    """Four orders: by size, by chance, department by department, and one option's best units first."""
    known = orders(election, np.random.default_rng(0))
    best = next(name for name in known if name.startswith("units of"))
    return {name: known[name] for name in ("size", "chance", "areas")} | {
        "one option's best first": known[best]
    }


def compared(guess: tuple[float, float, float], truth: tuple[float, float]) -> tuple[float, float, float]:
    """Whether the interval holds the truth; its width and the estimate's error in points."""
    (low, middle, high), (true, whole) = guess, truth
    return float(low <= true <= high), (high - low) / whole * 100, abs(middle - true) / whole * 100


if __name__ == "__main__":
    main()
