"""How wrong this machine's clock may be, as far as that can be known without asking anybody outside.

Two witnesses: the kernel's own bound, which a time service (NTP) keeps small, and the clock of the database
server where that is another machine. Nothing is known where neither says anything.
"""

from __future__ import annotations

import ctypes
import sys
import time
from typing import ClassVar

from django.db import connection

NOT_KEPT = 0x40
"""``STA_UNSYNC``: no time service keeps this clock."""


class _Timex(ctypes.Structure):
    """The beginning of Linux's ``struct timex``; the rest is room that the kernel may write in."""

    _fields_: ClassVar = [
        ("modes", ctypes.c_uint),
        ("offset", ctypes.c_long),
        ("freq", ctypes.c_long),
        ("maxerror", ctypes.c_long),
        ("esterror", ctypes.c_long),
        ("status", ctypes.c_int),
        ("rest", ctypes.c_byte * 256),
    ]


def kernel_bound() -> tuple[bool, float] | None:
    """Whether a time service keeps the clock, and the seconds it is off at most; ``None``: unknown."""
    if sys.platform != "linux":
        return None
    read = _Timex()
    try:
        if ctypes.CDLL(None, use_errno=True).adjtimex(ctypes.byref(read)) < 0:
            return None
    except (OSError, AttributeError):
        return None
    return not read.status & NOT_KEPT, read.maxerror / 1_000_000


def against_database() -> float | None:
    """Seconds by which the database server's clock is ahead of ours; ``None`` where it is one machine."""
    if connection.vendor != "postgresql":
        return None
    before = time.time()
    with connection.cursor() as cursor:
        cursor.execute("SELECT extract(epoch FROM clock_timestamp())")
        (there,) = cursor.fetchone()
    return float(there) - (before + time.time()) / 2
