"""The one place where the command line opens a ballot folder: names, and how each file is opened.

Nothing is read here. What is no regular file (a pipe, a device) is refused before reading, which might
never end; a file that cannot be opened is a problem like another, told by the reader.
"""

from __future__ import annotations

import os
import stat
from functools import partial
from pathlib import Path
from typing import BinaryIO

from recolement.formats.decoding import Content, NotAFile


def contents(folder: Path) -> dict[str, Content]:
    """What the folder holds, in the order of names: each name with a function that opens it."""
    return {path.name: partial(_opened, path) for path in sorted(folder.iterdir())}


def _opened(path: Path) -> BinaryIO:
    """The file, opened for reading; :class:`NotAFile` where it is none (never waits on a pipe)."""
    if path.is_dir():
        raise IsADirectoryError(path.name)
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise NotAFile(path.name)
    return os.fdopen(descriptor, "rb")
