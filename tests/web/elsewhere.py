"""Files of a database that this process has open are read by another process.

SQLite's locks belong to the process, and the system drops them all when any of its handles on the file is
closed: a test that reads the file itself would take from its own connection what keeps it and the server
apart (sqlite.org/howtocorrupt.html, 2.2).
"""

from __future__ import annotations

import subprocess
from pathlib import Path


def bytes_of(file: Path) -> bytes:
    """What a file holds."""
    if "sqlite" not in file.name:
        return file.read_bytes()
    return subprocess.run(["cat", str(file)], capture_output=True, check=True).stdout
