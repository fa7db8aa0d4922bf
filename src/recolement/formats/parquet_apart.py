"""A Parquet file read by a process of its own, since a damaged one may end the process that reads it.

Polars does not only raise: it panics, which it prints, or asks for more memory than there is, which aborts.
This file is run as a program by :func:`read_apart`: it reads Parquet from its input, writes the same table to
its output in the Arrow IPC format, and what becomes of it is only an exit code. It imports nothing of the
project, so that it starts quickly (decision 0023).

>>> sink = io.BytesIO()
>>> _ = pl.DataFrame({"unit": ["a", "b"]}).write_parquet(sink)
>>> read_apart(sink.getvalue(), most=2)["unit"].to_list()
['a', 'b']
>>> read_apart(sink.getvalue(), most=1)
Traceback (most recent call last):
    ...
recolement.formats.parquet_apart.TooManyCells
"""

from __future__ import annotations

import io
import subprocess
import sys

import polars as pl

MOST_CELLS = 50_000_000
"""Cells a file may hold: four times a national first round with a group of columns per candidate."""

_TOO_MANY = 3


class Damaged(Exception):
    """No table comes out of the file."""


class TooManyCells(Exception):
    """The file declares more cells than allowed; it was not read."""


def read_apart(raw: bytes, most: int) -> pl.DataFrame:
    """The table of a file of at most ``most`` cells; raises :class:`Damaged` or :class:`TooManyCells`."""
    # -P: the modules beside this file are not the standard library's, whatever their names.
    command = [sys.executable, "-P", __file__, str(most)]
    done = subprocess.run(command, input=raw, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)
    if done.returncode == _TOO_MANY:
        raise TooManyCells
    if done.returncode:
        raise Damaged
    return pl.read_ipc(io.BytesIO(done.stdout))


def _read(most: int) -> None:
    raw = sys.stdin.buffer.read()
    scan = pl.scan_parquet(io.BytesIO(raw))
    width = len(scan.collect_schema())
    if int(scan.select(pl.len()).collect().item()) * width > most:
        sys.exit(_TOO_MANY)
    table = io.BytesIO()
    pl.read_parquet(io.BytesIO(raw), use_pyarrow=False).write_ipc(table)
    sys.stdout.buffer.write(table.getbuffer())


if __name__ == "__main__":
    _read(int(sys.argv[1]))
