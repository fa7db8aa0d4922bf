"""Panels by lot against known optima and a peer: seconds of computing, smallest chance, Gini, in one run.

    RECOLEMENT_SHARED=/path/to/shared python benchmarks/panels.py [--peer PYTHON] [--limit SECONDS]

PYTHON is an interpreter of an environment of its own in which ``sortition-algorithms`` is installed (with
``gurobipy`` for its LEXIMIN). On the given instances it is started as a program; nothing of it is imported
here. Every time is processor time of one process. The larger pools are generated here from a fixed seed.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from recolement.analysis.panels import compose
from recolement.formats.gathering import Problems
from recolement.formats.panels import read_pool, read_quotas
from recolement.model.panels import Method

SHARED = Path(os.environ.get("RECOLEMENT_SHARED", "shared"))
INSTANCES = (("example_small_20", 20), ("example_large_200", 200), ("synthetic_800_42", 42))

GENERATED = (
    ("825_75_narrow", 825, 75, 0, 0), ("825_75_households", 825, 75, 0, 600),
    ("825_75_equations", 825, 75, -1, 550),
    ("1727_110_narrow", 1727, 110, 0, 0), ("1727_110_households", 1727, 110, 0, 1300),
    ("5000_42", 5000, 42, 1, 0), ("5000_42_narrow", 5000, 42, 0, 0),
    ("5000_42_households", 5000, 42, 1, 4000),
)  # fmt: skip
"""Pools generated here: people, places, width of the quotas (-1: equations), households. Some have the
numbers of published private pools, whose people are not known."""

PEER = """
import csv, json, sys, time
from sortition_algorithms.committee_generation import find_distribution_leximin, find_distribution_maximin
from sortition_algorithms.features import read_in_features
from sortition_algorithms.people import read_in_people
from sortition_algorithms.settings import Settings
people, quotas, size, method = sys.argv[1:5]
rows = list(csv.DictReader(open(people, encoding="utf-8")))
for number, row in enumerate(rows, 1):
    row["own_number"] = str(number)
wanted = [
    {"feature": row["category"], "value": row["feature"], "min": row["min"], "max": row["max"]}
    for row in csv.DictReader(open(quotas, encoding="utf-8"))
]
began = time.process_time()
features, *_ = read_in_features(list(wanted[0]), wanted)
pool, _ = read_in_people(list(rows[0]), rows, features, Settings(id_column="own_number", columns_to_keep=[]))
find = find_distribution_leximin if method == "leximin" else find_distribution_maximin
panels, weights, _ = find(features, pool, int(size), [])
chances = {}
for panel, weight in zip(panels, weights):
    for one in panel:
        chances[one] = chances.get(one, 0) + weight
least = min(chances.get(str(number), 0) for number in range(1, len(rows) + 1))
print(json.dumps({"seconds": time.process_time() - began, "minimum": least}))
"""

POPULATION = {
    "gender": {"F": 0.52, "M": 0.48},
    "age": {"16-24": 0.13, "25-34": 0.14, "35-49": 0.25, "50-64": 0.25, "65-74": 0.13, "75+": 0.10},
    "education": {"none": 0.29, "vocational": 0.25, "bac": 0.17, "higher": 0.29},
    "occupation": {
        "manual": 0.12, "employee": 0.16, "intermediate": 0.15, "executive": 0.10,
        "self-employed": 0.04, "retired": 0.27, "inactive": 0.16,
    },
    "habitat": {"rural": 0.22, "small-town": 0.18, "suburb": 0.30, "city": 0.30},
    "region": {
        "IDF": 0.18, "NE": 0.12, "NW": 0.14, "SW": 0.14, "SE": 0.20, "centre": 0.12, "north": 0.10,
    },
}  # fmt: skip
"""Shares of a population, to within a few points those of a large country."""

KEENNESS = {
    "16-24": 0.5, "75+": 0.4, "50-64": 1.4, "none": 0.25, "vocational": 0.6, "higher": 2.2, "manual": 0.35,
    "executive": 2.2, "inactive": 0.6, "city": 1.6, "rural": 0.8, "IDF": 1.7, "north": 0.6, "F": 0.8,
}  # fmt: skip
"""How much readier than others people of a feature are to volunteer."""


def generate(folder: Path, people: int, size: int, width: int, homes: int) -> None:
    """A biased pool, and quotas of the population's shares, ``width`` wide each way of whole numbers."""
    rng = random.Random(2017)
    rows: list[dict[str, str]] = []
    while len(rows) < people:
        row = {
            name: rng.choices(list(shares), [share * KEENNESS.get(key, 1) for key, share in shares.items()])[
                0
            ]
            for name, shares in POPULATION.items()
        }
        if (row["occupation"] == "retired") == (row["age"] in ("65-74", "75+")) or rng.random() < 0.15:
            rows.append(row | ({"address": str(rng.randrange(homes))} if homes else {}))
    with (folder / "respondents.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    with (folder / "categories.csv").open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow(["category", "feature", "min", "max"])
        for name, shares in POPULATION.items():
            exact = equations(shares, size)
            for feature, share in shares.items():
                low, high = int(share * size) - width, int(share * size) + width + 1
                bounds = (exact[feature], exact[feature]) if width < 0 else (max(0, low), high)
                table.writerow([name, feature, *bounds])


def equations(shares: dict[str, float], size: int) -> dict[str, int]:
    """Whole numbers of places, near the shares, that add up to the size (largest remainders)."""
    whole = {feature: int(share * size) for feature, share in shares.items()}
    for feature in sorted(shares, key=lambda one: int(shares[one] * size) - shares[one] * size):
        whole[feature] += sum(whole.values()) < size
    return whole


def ours(folder: Path, size: int, method: Method) -> str:
    """Seconds from the bytes of the files to the 1,000 numbered panels, and what was reached."""
    began = time.process_time()
    problems = Problems()
    quotas = read_quotas((folder / "categories.csv").read_bytes(), "categories.csv", problems)
    pool = read_pool((folder / "respondents.csv").read_bytes(), "respondents.csv", quotas, problems)
    problems.stop_if_any()
    lottery = compose(pool, quotas, size, method, "benchmark")
    seconds = time.process_time() - began
    gap = f"gap to the exact bound {float(lottery.levels[0].bound - lottery.minimum):.1e}" if (
        lottery.levels
    ) else f"gap {lottery.nash_gap:.1e}"  # fmt: skip
    moved = max(abs(t / 1000 - float(c)) for t, c in zip(lottery.times, lottery.chances, strict=True))
    return (
        f"{seconds:8.2f} s  minimum {float(lottery.minimum):.7f} "
        f"(numbered {float(lottery.lottery_minimum):.3f}) "
        f"Gini {float(lottery.gini):.3f}  {gap}  numbering moves {moved:.4f}"
        f"{'  (branch and bound)' if lottery.branch_and_bound else ''}"
    )


def peer(python: str, folder: Path, size: int, method: Method, limit: int) -> str:
    """The same of the peer, stopped after ``limit`` seconds of processor time."""
    files = (str(folder / name) for name in ("respondents.csv", "categories.csv"))
    done = subprocess.run(
        [python, "-c", PEER, *files, str(size), method.value],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": ""},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (limit, limit)),
    )
    if done.returncode < 0:
        return f"not finished after {limit} s"
    if done.returncode:
        return "failed: " + (done.stderr.strip().splitlines() or ["?"])[-1][:90]
    found = json.loads(done.stdout.strip().splitlines()[-1])
    return f"{found['seconds']:8.2f} s  minimum {found['minimum']:.7f}"


def instances(scratch: Path) -> Iterator[tuple[str, Path, int]]:
    """The given instances, then generated pools of 5,000."""
    for name, size in INSTANCES:
        yield name, SHARED / "data" / "panels" / name, size
    for name, people, size, width, homes in GENERATED:
        folder = scratch / name
        folder.mkdir()
        generate(folder, people, size, width, homes)
        yield name, folder, size


def main() -> None:
    """Print a table of all of it."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--peer", help="an interpreter that has sortition-algorithms")
    options.add_argument("--limit", type=int, default=120, help="seconds after which the peer is stopped")
    asked = options.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        for name, folder, size in instances(Path(scratch)):
            for method in Method:
                print(f"{name:20}{method.value:9}ours {ours(folder, size, method)}", flush=True)
                if asked.peer and method is not Method.NASH and folder.parent != Path(scratch):
                    found = peer(asked.peer, folder, size, method, asked.limit)
                    print(f"{'':29}peer {found}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
