"""A file written whole or not at all: into a temporary file beside it, then put in its place."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from recolement.model.problems import Problem, Unusable


def write_whole(path: Path, parts: Iterable[bytes]) -> None:
    """Write the parts; whoever reads the path meanwhile finds what was there before.

    Raises :class:`Unusable` where the system refuses; nothing is changed then.
    """
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", suffix=".part", dir=path.parent)
    except OSError as error:
        raise Unusable([_unwritable(path, error)]) from None
    try:
        with os.fdopen(handle, "wb") as file:
            for part in parts:
                file.write(part)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(_usual_mode())
        Path(name).replace(path)
    except OSError as error:
        raise Unusable([_unwritable(path, error)]) from None
    finally:
        with suppress(FileNotFoundError):
            Path(name).unlink()


def _usual_mode() -> int:
    """The rights of a file made in the usual way: a temporary file would be its maker's alone."""
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _unwritable(path: Path, error: OSError) -> Problem:
    return Problem("file_unwritable", str(path), facts={"reason": error.strerror or str(error)})
