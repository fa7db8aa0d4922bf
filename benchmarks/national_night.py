"""A national night: read, check, tally and verdict of one round, and one more sheet on the way.

Run: ``RECOLEMENT_SHARED=/path/to/shared python benchmarks/national_night.py`` (the real round 1 of 2017),
or without it (a made-up night of the same size). Prints a table; times are the best of three, in seconds.

The peer is a plain Polars sum of the same file: it reads every figure and adds it up by department, and
does nothing else (no checks, no acts, no verdict).
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import polars

from recolement.canvass import Canvass
from recolement.formats.datagouv import import_datagouv
from recolement.formats.folder import read_folder, write_folder
from recolement.model.folder import BallotFolder

SIZES = (1_000, 4_000, 16_000, 69_242)


def made_up_night(units: int) -> dict[str, bytes]:
    """A national ballot of that many sections, eleven options, figures that add up."""
    options = [f"o{number}" for number in range(1, 12)]
    lines = ["unit,registered,voters,blank,null,valid," + ",".join(options)]
    tree = ["unit,parent,level,name,registered", "FR,,nation,France,"]
    for number in range(units):
        if number % 650 == 0:
            tree.append(f"d{number // 650},FR,department,Département {number // 650},")
        registered = 400 + number * 7919 % 900
        votes = [(number * (37 + 11 * option) + 13 * option) % (70 - 4 * option) for option in range(11)]
        blank, null = number % 7, number % 5
        valid = sum(votes)
        name = f"{number:05d}-0001"
        tree.append(f"{name},d{number // 650},section,Bureau {number},{registered}")
        lines.append(",".join(map(str, (name, registered, valid + blank + null, blank, null, valid, *votes))))
    ballot = "".join(f'[[contest.option]]\nid = "{option}"\nname = "Option {option}"\n' for option in options)
    head = (
        'title = "Nuit nationale"\norganisation = "x"\nlevels = ["nation", "department", "section"]\n'
        '[rulebook]\nrule = "majority_two_round"\n[[contest]]\nid = "c"\nname = "c"\nscope = "FR"\n'
    )
    return {
        "ballot.toml": (head + ballot).encode(),
        "units.csv": "\n".join(tree).encode(),
        "sheets.csv": "\n".join(lines).encode(),
    }


def real_night(shared: Path) -> dict[str, bytes]:
    """Round 1 of the presidential election of 2017, from the ministry's file to a ballot folder."""
    name = "fr2017_presidentielle_t1_bureaux.parquet"
    folder = import_datagouv({name: (shared / "data" / "france" / name).read_bytes()})
    return dict(write_folder(folder))


def best(work: Callable[[], object], times: int = 3) -> float:
    """The shortest of a few runs, in seconds."""
    found = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        found.append(time.perf_counter() - start)
    return min(found)


def whole(files: dict[str, bytes]) -> None:
    """Everything a tally of a folder does, but printing."""
    night = Canvass(read_folder(files))
    assert night.results[0].verdict is not None
    assert len(night.results[0].verdict.open) >= 0


def plain_sum(sheets: bytes) -> None:
    """The peer: every figure of the file, added up by department."""
    table = polars.read_csv(sheets, infer_schema_length=2000, schema_overrides={"unit": polars.String})
    figures = [name for name, kind in table.schema.items() if kind.is_integer()]
    table.group_by(polars.col("unit").str.slice(0, 2)).agg(polars.col(figures).sum()).height  # noqa: B018


def one_more(folder: BallotFolder, sheets: int = 200) -> tuple[float, float]:
    """Median and largest time to take one more sheet, with the verdict, half the units still missing."""
    half = len(folder.sheets) // 2
    live = Canvass(replace(folder, sheets=folder.sheets[:half]))
    times = []
    for sheet in folder.sheets[half : half + sheets]:
        start = time.perf_counter()
        (result,) = live.receive(sheet)
        assert result.verdict is not None
        _ = (result.verdict.settled, result.verdict.margin, result.verdict.decisive, result.verdict.open[0])
        times.append(time.perf_counter() - start)
    times.sort()
    return times[len(times) // 2], times[-1]


def in_fresh_process(files: dict[str, bytes]) -> tuple[float, float]:
    """Seconds and peak memory (GB) of the whole way in a process of its own, files on disk."""
    with tempfile.TemporaryDirectory() as where:
        for name, data in files.items():
            (Path(where) / name).write_bytes(data)
        done = subprocess.run(
            [sys.executable, __file__, "--once", where], check=True, capture_output=True, text=True
        )
    seconds, memory = done.stdout.split()
    return float(seconds), float(memory)


def once(where: Path) -> None:
    """What ``in_fresh_process`` runs."""
    start = time.perf_counter()
    whole({path.name: path.read_bytes() for path in where.iterdir()})
    print(time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6)


def main() -> None:
    """Print the tables."""
    shared = os.environ.get("RECOLEMENT_SHARED")
    files = real_night(Path(shared)) if shared else made_up_night(SIZES[-1])
    print("real round 1 of 2017" if shared else "made-up night (RECOLEMENT_SHARED is not set)")
    folder = read_folder(files)
    seconds, memory = in_fresh_process(files)
    peer = best(lambda: plain_sum(files["sheets.csv"]))
    median, worst = one_more(folder)
    print(f"{'units':>34}  {len(folder.sheets):>8,}")
    print(f"{'read, check, tally, verdict':>34}  {seconds:8.2f} s   (goal 6 s)")
    print(f"{'peak memory':>34}  {memory:8.2f} GB  (goal 1 GB)")
    print(f"{'plain Polars sum of the same file':>34}  {peer:8.2f} s   (ours: {seconds / peer:.0f} times)")
    print(f"{'one more sheet, median':>34}  {1000 * median:8.2f} ms  (goal 5 ms)")
    print(f"{'one more sheet, worst of 200':>34}  {1000 * worst:8.2f} ms")
    print("\nhow time grows (made-up nights)")
    print(f"{'units':>10} {'read':>8} {'canvass':>8} {'µs a unit':>10}")
    for units in SIZES:
        made = made_up_night(units)
        read = best(lambda made=made: read_folder(made), 2)
        loaded = read_folder(made)
        judged = best(lambda loaded=loaded: Canvass(loaded).results[0].verdict, 2)
        print(f"{units:>10,} {read:8.2f} {judged:8.2f} {1e6 * (read + judged) / units:10.1f}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--once"]:
        once(Path(sys.argv[2]))
    else:
        main()
