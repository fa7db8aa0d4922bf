"""A ballot folder on a disk: its files by name, each opened when its turn comes.

Files that an editor, a spreadsheet or a Mac leaves behind (``.DS_Store``, ``~$sheets.xlsx``) are passed over.
"""

from __future__ import annotations

import os
import stat
from functools import partial
from pathlib import Path
from typing import BinaryIO

from recolement.formats.decoding import Content, NotAFile
from recolement.formats.folder import read_folder
from recolement.formats.shorthand import read_shorthand
from recolement.formats.tables import Progress
from recolement.model.folder import BallotFolder
from recolement.model.problems import Problem, Unusable

LEFT_BEHIND = (".", "~$")
"""How the names begin of files that nobody wrote by hand."""


def read_ballot(source: str | os.PathLike[str], progress: Progress | None = None) -> BallotFolder:
    """The ballot of a folder, or of a few lines of shorthand: text with a line break is shorthand.

    Raises :class:`Unusable` with every problem found.

    >>> folder = read_ballot('''
    ... sheet Lyon-3  in_box=100  A=60 B=40
    ... sheet Brest   in_box=90   A=45 B=45
    ... ''')
    >>> folder.tree.leaves
    ('Lyon-3', 'Brest')
    """
    if isinstance(source, str) and "\n" in source:
        return read_shorthand(source)
    return read_folder(files_of(Path(source)), progress)


def files_of(folder: Path) -> dict[str, Content]:
    """The files of a folder by name, as functions that open them."""
    try:
        if folder.is_file():
            raise Unusable([Problem("not_a_folder", str(folder))])
        if not folder.is_dir():
            raise Unusable([Problem("folder_missing", str(folder))])
        found = sorted(folder.iterdir())
    except (OSError, ValueError) as error:
        raise Unusable([_unreadable(str(folder), error)]) from None
    return {path.name: partial(opened, path) for path in found if not path.name.startswith(LEFT_BEHIND)}


def opened(path: Path) -> BinaryIO:
    """The file, opened for reading; a pipe or a device is :class:`NotAFile`, and never waited for."""
    if path.is_dir():
        raise IsADirectoryError(path.name)
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise NotAFile(path.name)
    return os.fdopen(descriptor, "rb")


def _unreadable(name: str, error: Exception) -> Problem:
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return Problem("file_unreadable", name, facts={"reason": reason})
