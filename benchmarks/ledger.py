"""The ledger at national scale: verify a night from its bytes, fold it, prove a line; appends in files.

    RECOLEMENT_SHARED=/path/to/shared python benchmarks/ledger.py [--repeat 3]

The night: the 69,242 polling stations of the first round of 2017, or as many made up where the data is not
there, with 1,000 disputes, 700 rulings and 300 corrections. Times are of the processor (user and system), the
best of several; the disk's are of the wall. Appends in databases: ``appends.py``.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

from recolement.canvass import canvass
from recolement.desk import Desk
from recolement.ledger.codec import decode
from recolement.ledger.fold import fold
from recolement.ledger.note import Note
from recolement.ledger.receipt import Receipt, receipt_of
from recolement.ledger.tree import Tree, inclusion_proof, leaf_hash, root_of_inclusion
from recolement.model import acts
from recolement.model.ballots import Ballot, Contest, Option, Scope
from recolement.model.folder import BallotFolder
from recolement.model.ids import ContestId, OptionId, UnitId
from recolement.model.rulebook import Rule, Rulebook
from recolement.model.sheets import TallySheet
from recolement.model.units import Unit, UnitTree
from recolement.storage.jsonl import JsonlStorage
from recolement.storage.ledger_folder import LedgerFolder
from recolement.verify import verify

SHARED = os.environ.get("RECOLEMENT_SHARED")
STATIONS = 69_242
NIGHT = datetime(2017, 4, 23, 22, tzinfo=UTC)
CONTEST = ContestId("president")

Station = tuple[str, str, str, dict[str, int]]
"""Department, commune, number, figures: registered, in_box, blank, null, valid and votes by option."""

Result = TypeVar("Result")


def of_2017() -> tuple[list[str], Iterator[Station]]:
    """The stations as the ministry published them."""
    import polars as pl

    frame = pl.read_parquet(f"{SHARED}/data/france/fr2017_presidentielle_t1_bureaux.parquet")
    options = frame.columns[10:]
    names = {"inscrits": "registered", "votants": "in_box", "blancs": "blank", "nuls": "null",
             "exprimes": "valid"}  # fmt: skip

    def stations() -> Iterator[Station]:
        for row in frame.iter_rows(named=True):
            figures = {english: row[french] for french, english in names.items()}
            figures |= {option: row[option] for option in options}
            yield row["departement"], row["commune"], row["bureau"], figures

    return options, stations()


def made_up() -> tuple[list[str], Iterator[Station]]:
    """As many stations, with figures that add up."""
    options, chance = [f"candidate-{number}" for number in range(1, 12)], random.Random(2017)

    def stations() -> Iterator[Station]:
        for number in range(STATIONS):
            votes = {option: chance.randrange(150) for option in options}
            valid, blank, null = sum(votes.values()), chance.randrange(15), chance.randrange(8)
            in_box = valid + blank + null
            figures = {"registered": in_box + chance.randrange(300), "in_box": in_box, "blank": blank,
                       "null": null, "valid": valid}  # fmt: skip
            yield f"{number % 101:03}", f"{number // 2:05}", f"{number % 2 + 1:04}", figures | votes

    return options, stations()


def night() -> BallotFolder:
    """The ballot folder of the night, with its disputes."""
    options, stations = of_2017() if SHARED else made_up()
    units = {"FR": Unit(UnitId("FR"), None, "nation", "France")}
    sheets: list[TallySheet] = []
    for department, commune, number, figures in stations:
        above, place = f"D{department}", f"{department}{commune}"
        station = UnitId(f"{place}-{number}")
        units.setdefault(above, Unit(UnitId(above), UnitId("FR"), "department", above))
        units.setdefault(place, Unit(UnitId(place), UnitId(above), "commune", place))
        units[station] = Unit(station, UnitId(place), "station", station, figures["registered"])
        counts = {name: figures[name] for name in ("registered", "in_box", "blank", "null", "valid")}
        votes = {OptionId(option): figures[option] for option in options}
        sheets.append(TallySheet(station, CONTEST, 1, **counts, votes=votes))
    contest = Contest(
        CONTEST, "Président", Scope(False, None, "FR"),
        tuple(Option(OptionId(option), option) for option in options),
        Rulebook(rule=Rule.MAJORITY_TWO_ROUND),
    )  # fmt: skip
    levels = ("nation", "department", "commune", "station")
    ballot = Ballot("Présidentielle 2017", "France", levels, (contest,))
    made = tuple(disputes(sheets, options))
    return BallotFolder(ballot, UnitTree(units.values()), tuple(sheets), acts=made)


def disputes(sheets: list[TallySheet], options: list[str]) -> Iterator[acts.Act]:
    """1,000 disputes, 700 rulings on them, 300 corrections."""
    for number, place in enumerate(range(2000), start=1):
        sheet = sheets[place % 1000 * (len(sheets) // 1000)]
        target = acts.Target((sheet.unit,), CONTEST, 1)
        if place < 1000:
            yield acts.Disputed(number=number, at=NIGHT, id=f"d{place}", grounds="émargements", target=target)
        elif place < 1700:
            effect = ("uphold", "annul")[place % 2]
            yield acts.Ruled(number=number, at=NIGHT, of=f"d{place - 1000}", effect=effect, for_=5, against=1)
        else:
            value = sheet.votes[OptionId(options[0])] + 1
            yield acts.Corrected(number=number, at=NIGHT, target=target, field=options[0], value=value)


def best(repeat: int, work: Callable[[], Result]) -> tuple[float, Result]:
    """The shortest processor time of several, and the last result."""
    times = []
    for _ in range(repeat):
        began = time.process_time()
        result = work()
        times.append(time.process_time() - began)
    return min(times), result


def national(place: Path, repeat: int) -> None:
    """Verify, and each part of it alone."""
    folder = night()
    began, cpu = time.perf_counter(), time.process_time()
    storage, beside = JsonlStorage(place), LedgerFolder(place)
    Desk.create(storage, beside, lambda: datetime.now(UTC), lambda: os.urandom(32), "x.example/2017", folder)
    print(
        f"written: {time.perf_counter() - began:.1f} s, {time.process_time() - cpu:.1f} s of processor "
        f"(each text is a file that the disk must have)"
    )
    lines = list(JsonlStorage(place).read())
    print(f"{len(lines):,} lines, {sum(map(len, lines)) / 1e6:.1f} MB, {'2017' if SHARED else 'made up'}")
    paths = [path for path in place.rglob("*") if path.is_file()]
    files = {path.relative_to(place).as_posix(): path.read_bytes for path in paths}
    seconds, report = best(repeat, lambda: verify(files))
    assert report.holds, report.wrongs
    print(f"verify from bytes: {seconds:.2f} s (at most 10)")
    seconds, leaves = best(repeat, lambda: [leaf_hash(line) for line in lines])
    print(f"  leaf hashes  {seconds:.2f}")
    seconds, tree = best(repeat, lambda: Tree(leaves))
    print(f"  tree         {seconds:.2f}")
    seconds, events = best(repeat, lambda: [decode(line) for line in lines])
    print(f"  decoded, canonical bytes compared  {seconds:.2f}")
    seconds, state = best(repeat, lambda: fold(events))
    print(f"fold alone, from events: {seconds:.2f} s (at most 3)")
    assert state.folder().sheets == folder.sheets
    seconds, one = best(repeat, lambda: receipt(lines, tree, place))
    print(f"a receipt: {len(one.written()):,} bytes, {seconds * 1e3:.1f} ms with its tree in memory")
    seconds, _ = best(1, lambda: canvass(folder).results)
    print(f"for comparison, the canvass of the same folder with every check: {seconds:.1f} s")


def receipt(lines: list[bytes], tree: Tree, place: Path) -> Receipt:
    """The receipt of a line in the middle, written and read back."""
    note = Note.read((place / "checkpoint").read_bytes())
    made = receipt_of(lines[len(lines) // 2], len(lines) // 2, tree.node, note)
    return Receipt.read(made.written())


def proofs() -> None:
    """Size and time of a proof against the size of the ledger."""
    print("\nlines      hashes  bytes of proof  µs to make  µs to check")
    for size in (10**3, 10**4, 10**5, 10**6):
        tree = Tree(number.to_bytes(32, "big") for number in range(size))
        places = [size * step // 997 for step in range(997)]
        made, all_proofs = best(3, partial(prove, tree, places))
        checked, roots = best(3, partial(check, tree, places, all_proofs))
        assert roots == {tree.root()}
        longest = max(map(len, all_proofs))
        micro = [seconds / len(places) * 1e6 for seconds in (made, checked)]
        print(f"{size:>9,}  {longest:>6}  {32 * longest:>14}  {micro[0]:>10.1f}  {micro[1]:>11.1f}")


def prove(tree: Tree, places: list[int]) -> list[list[bytes]]:
    """The proofs of some lines."""
    return [inclusion_proof(tree.node, place, tree.size) for place in places]


def check(tree: Tree, places: list[int], proofs: list[list[bytes]]) -> set[bytes]:
    """The roots that they lead to."""
    return {
        root_of_inclusion(tree.node(0, place), place, tree.size, proof)
        for place, proof in zip(places, proofs, strict=True)
    }


def appends(place: Path, count: int = 300) -> None:
    """Durable appends a second in a folder, beside writing and waiting for the same bytes in a plain file."""
    line = b'{"at":"2026-11-25T20:00:00Z","event":"sheet-recorded/1"}' + b" " * 400
    storage = JsonlStorage(place / "appends")
    began = time.perf_counter()
    for number in range(count):
        storage.append([line], number, f"k{number}")
    ours = count / (time.perf_counter() - began)
    descriptor = os.open(place / "plain", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    began = time.perf_counter()
    for _ in range(count):
        os.write(descriptor, line + b"\n")
        os.fsync(descriptor)
    plain = count / (time.perf_counter() - began)
    os.close(descriptor)
    print(f"\nappends a second in a folder: {ours:.0f}; one write and one wait in a plain file: {plain:.0f} "
          f"(ours costs {plain / ours:.1f} times: it waits twice)")  # fmt: skip


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--repeat", type=int, default=3, help="how often each work is timed")
    given = parser.parse_args()
    where = Path(tempfile.mkdtemp(prefix="ledger-"))
    try:
        national(where / "night", given.repeat)
        proofs()
        appends(where)
    finally:
        shutil.rmtree(where)
