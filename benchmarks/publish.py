"""A national result published: the build, its size, its verification, one more sheet.

Run: ``RECOLEMENT_SHARED=/path/to/shared python benchmarks/publish.py`` (both rounds of 2017, 69,242
stations, with maps and pictures), or without it: a made-up night; ``--units 3000`` makes it that small,
``--ledger`` publishes a ledger, ``--keep OUT`` keeps the publication. Seconds of the clock, and of the
processor (every process together); memory is that of the largest process.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

from national_night import NATION, nights

from recolement.canvass import canvass
from recolement.cli.bundle_shelf import Shelf
from recolement.formats.folder import read_folder
from recolement.publication.bundle.changes import codes_touched
from recolement.publication.bundle.manifest import Manifest
from recolement.publication.site import Site
from recolement.publication.site.card import carded_places
from recolement.publication.site.maps import maps_of

SHEETS = 20
ADDRESS = "https://results.example/2017"


def processor() -> float:
    """Seconds of the processor of the processes started so far."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def run(*arguments: str) -> tuple[float, float, float]:
    """A command: seconds by the clock, of the processor, and peak memory of its largest process in GB."""
    clock, before = time.perf_counter(), processor()
    subprocess.run([sys.executable, "-m", "recolement", *arguments], check=True, stdout=subprocess.DEVNULL)
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1e6
    return time.perf_counter() - clock, processor() - before, memory


def beside() -> list[str]:
    """What is published beside the figures: maps, and the address, which gives pictures."""
    shared = os.environ.get("RECOLEMENT_SHARED")
    areas = sorted((Path(shared) / "data/geo").glob("geo_departements_*.geojson")) if shared else []
    return ["--url", ADDRESS, *(word for area in areas for word in ("--map", str(area)))]


def one_more(folder: Path, out: Path) -> list[float]:
    """Milliseconds of the clock from a sheet received to its pages written, for some sheets."""
    whole = read_folder({path.name: path.read_bytes() for path in folder.iterdir()})
    late = whole.sheets[:: max(1, len(whole.sheets) // SHEETS)][:SHEETS]
    left = {sheet.key for sheet in late}
    day = date(2026, 11, 25)
    night = canvass(
        replace(whole, sheets=tuple(one for one in whole.sheets if one.key not in left)), today=day
    )
    site, shelf = Site(night, day), Shelf(out)
    files = {
        path.relative_to(out).as_posix(): path.read_bytes for path in out.glob("maps/*") if path.is_file()
    }
    site.maps, site.address, site.carded = maps_of(site, files), ADDRESS, carded_places(site)
    shelf.manifest = Manifest.read(
        {f"manifest/{part.name}": part.read_bytes() for part in sorted((out / "manifest").iterdir())}
    )
    site.add_up()
    times = []
    for sheet in late:
        start, before = time.perf_counter(), site.findings
        night.receive(sheet)
        site.look_again([sheet.unit])
        elsewhere = {
            place for place in {*before, *site.findings} if before.get(place) != site.findings.get(place)
        }
        codes = codes_touched(before, site.findings)
        alone = {place for place in elsewhere if place in night.places}
        shelf.bring_up(site, [sheet.unit], codes, lambda *_: (), set(), None, alone)
        times.append(1000 * (time.perf_counter() - start))
    return times


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="A national result published, timed.")
    parser.add_argument("--units", type=int, default=NATION, help="stations (default: 69,242)")
    parser.add_argument("--out", type=Path, help="a publication made before, to time the rest on")
    parser.add_argument("--ledger", action="store_true", help="a ledger in place of a folder")
    parser.add_argument("--keep", type=Path, help="where to keep the publication")
    asked = parser.parse_args()
    files = nights(os.environ.get("RECOLEMENT_SHARED"))(asked.units, (1, 2))
    place = Path(tempfile.mkdtemp())
    try:
        folder = place / "folder"
        folder.mkdir()
        for name, data in files.items():
            (folder / name).write_bytes(data)
        out = asked.out or asked.keep or place / "out"
        source = folder
        if asked.ledger:
            source = place / "ledger"
            run("ledger", "init", str(source), "--from", str(folder), "--origin", "results.example/2017")
        print(f"{asked.units:,} stations, two rounds")
        print(f"{'':<34} {'clock':>9} {'processor':>10} {'memory':>8}  goal")
        if asked.out is None:
            clock, used, memory = run("publish", str(source), str(out), *beside())
            print(f"{'full build':<34} {clock:>7.1f} s {used:>8.1f} s {memory:>5.2f} GB  300 s, 2 GB")
        clock, used, memory = run("verify", str(out))
        print(f"{'verify':<34} {clock:>7.1f} s {used:>8.1f} s {memory:>5.2f} GB  20 s")
        times = one_more(folder, out)
        first, rest = times[0], sorted(times[1:])
        print(f"{'one more sheet: the first':<34} {first:>6.0f} ms {'':>20}  1000 ms")
        print(f"{'one more sheet: median of the rest':<34} {rest[len(rest) // 2]:>6.0f} ms")
        worst = "one more sheet: worst of the rest"
        print(f"{worst:<34} {rest[-1]:>6.0f} ms {'':>20}  1000 ms")
        data = [file.stat().st_size for file in out.rglob("*") if file.is_file()]
        pages = max(file.stat().st_size for file in out.rglob("*.html"))
        print(f"{len(data):,} files, {sum(data) / 1e9:.2f} GB; the largest page {pages / 1000:.0f} kB")
    finally:
        shutil.rmtree(place)


if __name__ == "__main__":
    main()
