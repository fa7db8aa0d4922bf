"""Huge or endless input is refused soon, within bounded memory, by a process of its own."""

from __future__ import annotations

import io
import os
import struct
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from broken.broken import BALLOT, SOUND
from broken.workbooks import ROWS, SHEET, workbook

SECONDS = 15
"""Processor time that any of them may take; most take one second, which is that of starting."""

MEGABYTES = 700
"""Memory that any of them may take."""


def long_line(folder: Path) -> None:
    """One line of 100 MB."""
    with (folder / "sheets.csv").open("wb") as file:
        file.write(b"unit,ann,bob\n")
        for _ in range(100):
            file.write(b"7" * 1_000_000)


def long_line_of_toml(folder: Path) -> None:
    """A title of 100 MB."""
    with (folder / "ballot.toml").open("wb") as file:
        file.write(b'title = "')
        for _ in range(100):
            file.write(b"7" * 1_000_000)


def large_file(folder: Path) -> None:
    """300 MB of short lines."""
    with (folder / "sheets.csv").open("wb") as file:
        for _ in range(300):
            file.write(b"Lyon-1,1,2,3,4,5,6,7\n" * 50_000)


def many_columns(folder: Path) -> None:
    """A header of 150,000 columns."""
    (folder / "sheets.csv").write_text("unit," + ",".join(f"c{n}" for n in range(150_000)) + "\n")


def many_unknown_units(folder: Path) -> None:
    """100,000 sheets of units that are not in a tree of 1,999."""
    rows = "".join(f"Lyon-{n},Lyon,section\n" for n in range(1_998))
    (folder / "units.csv").write_text(f"unit,parent,level\nLyon,,ville\n{rows}")
    (folder / "sheets.csv").write_text("unit,ann\n" + "".join(f"Lyom-{n},1\n" for n in range(100_000)))


def open_quotation(folder: Path) -> None:
    """A quotation mark opened in the first row of 60 MB and never closed."""
    with (folder / "sheets.csv").open("wb") as file:
        file.write(b'unit,ann,bob\nLyon-1,"4')
        for _ in range(60):
            file.write(b"Lyon-1,40,37\n" * 77_000)


def deep_toml(folder: Path) -> None:
    """8 MB of lists within lists."""
    (folder / "ballot.toml").write_text(BALLOT + ("x = " + "[" * 400_000 + "\n") * 2)


def honest_bomb(folder: Path) -> None:
    """A workbook of 300 kB whose parts say that they expand to 300 MB."""
    _bomb(folder, lambda packed: packed)


def lying_bomb(folder: Path) -> None:
    """The same bomb, with every declared size changed to 10 bytes."""
    _bomb(folder, _lie)


def _bomb(folder: Path, change: Callable[[bytes], bytes]) -> None:
    held = io.BytesIO(workbook({"sheets": ROWS}))
    with zipfile.ZipFile(held, "a", zipfile.ZIP_DEFLATED) as book:
        for number in range(10):
            book.writestr(f"xl/media/{number}.bin", bytes(30_000_000))
    (folder / "sheets.csv").unlink()
    (folder / "sheets.xlsx").write_bytes(change(held.getvalue()))


def _lie(packed: bytes) -> bytes:
    size = struct.pack("<I", 30_000_000)
    assert packed.count(size) == 20  # once beside each part, once in the directory
    return packed.replace(size, struct.pack("<I", 10))


def blank_workbook(folder: Path) -> None:
    """A sheet of 200 MB of spaces: less than is refused at once, and nothing to read."""
    held = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook({"sheets": ROWS}))) as before,
        zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in before.namelist():
            content = before.read(name)
            if name == SHEET:
                content = content.replace(b"</sheetData>", b" " * 200_000_000 + b"</sheetDatum>")
            after.writestr(name, content)
    (folder / "sheets.csv").unlink()
    (folder / "sheets.xlsx").write_bytes(held.getvalue())


@dataclass(frozen=True)
class Ended:
    """How a process ended, what it printed, and what it took."""

    code: int
    out: bytes
    err: bytes
    seconds: float
    megabytes: float


MEASURE = """
import os, pathlib, subprocess, sys
process = subprocess.Popen(sys.argv[2:])
_, status, used = os.wait4(process.pid, 0)
pathlib.Path(sys.argv[1]).write_text(f"{used.ru_utime + used.ru_stime} {used.ru_maxrss}")
os._exit(os.waitstatus_to_exitcode(status))
"""
"""A small program in between: a process counts as its own the memory of the one that started it."""


def run(*arguments: str) -> Ended:
    """The command line in a process of its own, measured by the system."""
    with (
        tempfile.TemporaryFile() as out,
        tempfile.TemporaryFile() as err,
        tempfile.NamedTemporaryFile() as told,
    ):
        command = [sys.executable, "-c", MEASURE, told.name, sys.executable, "-m", "recolement", *arguments]
        code = subprocess.run(command, stdout=out, stderr=err, check=False).returncode
        out.seek(0)
        err.seek(0)
        seconds, memory = map(float, told.read().split())
        per_megabyte = 1 << 20 if sys.platform == "darwin" else 1 << 10
        return Ended(code, out.read(), err.read(), seconds, memory / per_megabyte)


@pytest.mark.skipif(not hasattr(os, "wait4"), reason="the system does not measure processes: run on Unix")
@pytest.mark.parametrize(
    ("made", "said"),
    [
        (long_line, "sheets.csv, row 2: a line is over 1 MB long"),
        (long_line_of_toml, "ballot.toml, row 1: a line is over 1 MB long"),
        (large_file, "sheets.csv: the file is over 256 MB"),
        (many_columns, "sheets.csv, row 1, column “c0”: neither a column of the format"),
        (many_unknown_units, "sheets.csv, row 2, column “unit”: the unit “Lyom-0” is not in units.csv"),
        (open_quotation, "sheets.csv, row 2: a cell is far too long"),
        (deep_toml, "ballot.toml"),
        (honest_bomb, "sheets.xlsx: the workbook expands to more than 256 MB: it was not opened"),
        (lying_bomb, "sheets.xlsx: the workbook"),
        (blank_workbook, "sheets.xlsx: the workbook is damaged or is no XLSX"),
    ],
    ids=lambda made: getattr(made, "__name__", ""),
)
def test_huge_input_is_refused_soon_and_in_bounded_memory(
    made: Callable[[Path], None], said: str, tmp_path: Path
) -> None:
    """The process ends with 2, prints nothing but the sentence, and takes bounded time and memory."""
    for name, text in SOUND.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    made(tmp_path)
    ended = run("tally", str(tmp_path), "--lang", "en")
    assert ended.code == 2
    assert ended.out == b""
    assert said in " ".join(ended.err.decode().split())
    assert b"Traceback" not in ended.err
    assert ended.seconds < SECONDS
    assert ended.megabytes < MEGABYTES
