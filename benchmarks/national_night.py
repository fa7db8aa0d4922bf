"""A national night: read, check, tally and verdict of a round; one more sheet on the way; how time grows.

Run: ``RECOLEMENT_SHARED=/path/to/shared python benchmarks/national_night.py`` (both rounds of 2017, 69,242
stations), or without it: made-up nights of the same size. ``--units 300`` makes everything that small.

Each night is read from files on disk by a process of its own. Seconds are of the processor (user and
system), the best of three, since other work may share the machine; on a machine at rest the clock says the
same. The peer is a plain Polars sum of the same file: it reads every figure and adds it up by department,
and does nothing else: no checks, no acts, no verdict.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import redirect_stdout
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import polars
from ballots_2017 import ballot_folder

from recolement.canvass import canvass
from recolement.cli.door import print_json
from recolement.formats.collector import collector_at_rest
from recolement.formats.folder import read_folder
from recolement.publication.tally import tally_json

NATION = 69_242
SIZES = (1_000, 4_000, 16_000, NATION)
GOAL_SECONDS, GOAL_GB, GOAL_MS = 6, 1, 5
ARRIVALS = 1000
Files = dict[str, bytes]


def made_up_night(units: int, rounds: Sequence[int]) -> Files:
    """A night of so many stations: figures that add up, of many different shares, eleven options then two."""
    chance = Random(2017)
    options = [f"o{number}" for number in range(1, 12)]
    tree = ["unit,parent,level,name,registered", "FR,,nation,France,"]
    groups = ["unit,kind,group"]
    figures = "unit,round,registered,in_box,blank,null,valid,"
    lines = [figures + ",".join(options)]
    for number in range(units):
        department, town = f"d{number // 650}", f"t{number // 3}"
        if number % 650 == 0:
            tree.append(f"{department},FR,department,Département {number // 650},")
        if number % 3 == 0:
            tree.append(f"{town},d{number // 650},commune,Commune {number // 3},")
        registered = chance.randint(200, 1300)
        unit = f"{number:05d}"
        tree.append(f"{unit},{town},station,Bureau {number},{registered}")
        groups.append(f"{unit},constituency,{number // 120}")
        for round_number in rounds:
            standing = 11 if round_number == 1 else 2
            shares = [chance.random() for _ in range(standing)]
            votes = [int(registered * 0.7 * share / sum(shares)) for share in shares]
            blank, null = chance.randint(0, 12), chance.randint(0, 6)
            counts = (unit, round_number, registered, sum(votes) + blank + null, blank, null, sum(votes))
            lines.append(",".join(map(str, (*counts, *votes, *[""] * (11 - standing)))))
    ballot = [
        'title = "Nuit nationale"',
        'organisation = "x"',
        'levels = ["nation", "department", "commune", "station"]',
        f'[rulebook]\nrule = "{"majority_two_round" if 1 in rounds else "plurality"}"',
        '[[contest]]\nid = "c"\nscope = "FR"',
        *(f'[[contest.option]]\nid = "{option}"\nname = "Option {option}"' for option in options),
    ]
    for round_number in rounds:
        ids = ", ".join(f'"{option}"' for option in (options if round_number == 1 else options[:2]))
        ballot += ["[[round]]", f"number = {round_number}", "[round.options]", f"c = [{ids}]"]
    tables = {"ballot.toml": ballot, "units.csv": tree, "groups.csv": groups, "sheets.csv": lines}
    return {name: ("\n".join(rows) + "\n").encode() for name, rows in tables.items()}


def nights(shared: str | None) -> Callable[[int, Sequence[int]], Files]:
    """How to make a night of so many units: the real one, as far as there is one."""
    if shared is None:
        return made_up_night
    return lambda units, rounds: ballot_folder(Path(shared), rounds, stations_at_most=units)


def best(work: Callable[[], object], times: int = 3) -> float:
    """The fewest seconds of the processor that a few runs took."""
    found = []
    for _ in range(times):
        start = time.process_time()
        work()
        found.append(time.process_time() - start)
    return min(found)


def plain_sum(sheets: bytes) -> float:
    """The peer's seconds: every figure of the file, added up by department and round."""

    def work() -> None:
        table = polars.read_csv(sheets, infer_schema_length=2000, schema_overrides={"unit": polars.String})
        figures = [name for name, kind in table.schema.items() if kind.is_integer() and name != "round"]
        by = [polars.col("unit").str.slice(0, 2), polars.col("round")]
        table.group_by(by).agg(polars.col(figures).sum()).height  # noqa: B018

    work()
    return best(work)


def once(where: str) -> None:
    """One night in this process, from files on disk to the JSON of its tally; prints what it took."""
    taken: dict[str, float] = {}
    clock, start = time.perf_counter(), time.process_time()

    def lap(name: str) -> None:
        taken[name] = time.process_time() - start - sum(taken.values())

    with collector_at_rest():
        folder = read_folder({path.name: path.read_bytes() for path in Path(where).iterdir()})
        lap("read")
        night = canvass(folder)
        lap("check and tally")
        for result in night.results:
            assert result.verdict is None or len(result.verdict.open) >= 0
        lap("verdict")
    gc.freeze()  # as the command line does
    seconds = time.perf_counter() - clock
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere, redirect_stdout(nowhere):
        print_json(tally_json(night))
    lap("json")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    findings = Counter(f"{finding.code} round {finding.round}" for finding in night.findings)
    print(json.dumps({**taken, "clock": seconds, "memory": memory, "findings": findings}))


def in_own_process(files: Files, times: int) -> dict[str, Any]:
    """The best of a few processes that each read the night from disk."""
    with tempfile.TemporaryDirectory() as where:
        for name, data in files.items():
            (Path(where) / name).write_bytes(data)
        command = [sys.executable, __file__, "--once", where]
        runs = [
            json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
            for _ in range(times)
        ]
    found: dict[str, Any] = min(runs, key=whole)
    return found


def whole(taken: Mapping[str, Any]) -> float:
    """Read, check, tally and verdict."""
    return float(taken["read"] + taken["check and tally"] + taken["verdict"])


def one_more(files: Files) -> tuple[list[float], float]:
    """Milliseconds for each of many sheets into half a night, with the verdict; then for the findings."""
    folder = read_folder(files)
    sheets = list(folder.sheets)
    Random(2017).shuffle(sheets)
    half = len(sheets) // 2
    live = canvass(replace(folder, sheets=tuple(sheets[:half])))
    times = []
    for sheet in sheets[half : half + min(ARRIVALS, half // 2)]:
        start = time.process_time()
        (result,) = live.receive(sheet)
        verdict = result.verdict
        assert verdict is not None
        _ = (verdict.settled, verdict.margin, verdict.decisive, verdict.open[0])
        times.append(1000 * (time.process_time() - start))
    len(live.findings)
    live.receive(sheets[-1])
    return sorted(times), 1000 * best(lambda: len(live.findings), 1)


def line(name: str, ours: str, goal: str = "", peer: str = "", ratio: str = "") -> None:
    """A row of the first table."""
    print(f"{name:<44} {ours:>10} {goal:>8} {peer:>11} {ratio:>6}")


def night_rows(name: str, taken: dict[str, float], sheets: bytes, goals: bool) -> None:
    """The rows of one night."""
    peer, seconds = plain_sum(sheets), whole(taken)
    goal = f"{GOAL_SECONDS} s" if goals else ""
    for part in ("read", "check and tally", "verdict"):
        line(f"{name}: {part}", f"{taken[part]:.2f} s")
    line(f"{name}: together", f"{seconds:.2f} s", goal, f"{peer:.3f} s", f"{seconds / peer:.0f}")
    line(f"{name}: together, by the clock", f"{taken['clock']:.2f} s")
    line(f"{name}: and its tally as JSON", f"{taken['json']:.2f} s")
    line(f"{name}: peak memory", f"{taken['memory']:.2f} GB", f"{GOAL_GB} GB" if goals else "")


def growth(night: Callable[[int, Sequence[int]], Files], sizes: Iterable[int], times: int) -> None:
    """How time grows: a unit costs the same in a night of any size."""
    columns = ("read", "canvass", "verdict", "µs/unit", "Polars", "ratio")
    print(f"\n{'units':>8} " + " ".join(f"{column:>8}" for column in columns))
    for units in sizes:
        files = night(units, (1,))
        taken, peer = in_own_process(files, times), plain_sum(files["sheets.csv"])
        seconds = whole(taken)
        print(
            f"{units:>8,} {taken['read']:8.3f} {taken['check and tally']:8.3f} {taken['verdict']:8.3f} "
            f"{1e6 * seconds / units:8.1f} {peer:8.4f} {seconds / peer:8.0f}"
        )


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description="A national night, timed.")
    parser.add_argument("--units", type=int, default=NATION, help="stations (default: 69,242)")
    parser.add_argument("--runs", type=int, default=3, help="processes of which the best counts (default: 3)")
    parser.add_argument("--once", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.once:
        once(asked.once)
        return
    shared = os.environ.get("RECOLEMENT_SHARED")
    night = nights(shared)
    real = "presidential election of 2017" if shared else "made-up night (RECOLEMENT_SHARED is not set)"
    print(f"{asked.units:,} stations, {real}\n")
    line("", "ours", "goal", "Polars sum", "ratio")
    found: Counter[str] = Counter()
    for name, rounds in (("round 1", (1,)), ("round 2", (2,)), ("both rounds", (1, 2))):
        files = night(asked.units, rounds)
        taken = in_own_process(files, asked.runs)
        night_rows(name, taken, files["sheets.csv"], len(rounds) == 1)
        if len(rounds) == 2:
            found.update(taken["findings"])
        if rounds == (1,):
            times, findings = one_more(files)
            line("one more sheet, half missing: median", f"{times[len(times) // 2]:.2f} ms", f"{GOAL_MS} ms")
            line("one more sheet, half missing: 99 of 100", f"{times[len(times) * 99 // 100]:.2f} ms")
            line(f"one more sheet, half missing: worst of {len(times)}", f"{times[-1]:.2f} ms")
            line("every finding, after one more sheet", f"{findings:.1f} ms")
    growth(night, [size for size in SIZES if size < asked.units] + [asked.units], asked.runs)
    print(
        "\nfindings, both rounds: " + ", ".join(f"{code}: {count:,}" for code, count in sorted(found.items()))
    )


if __name__ == "__main__":
    main()
