"""When the server cannot: the disk is full, the database is away. The page says that one may try again.

It is made without the database, and without the names of this machine's folders.
"""

from __future__ import annotations

import errno
import sys

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from recolement.desk import NotSigned
from recolement.ledger.storage import NotAppended
from recolement.web.words import say

AGAIN_IN = 5
"""Seconds, in ``Retry-After``."""
FULL = (errno.ENOSPC, errno.EDQUOT)


def reason_of(failure: BaseException | None) -> str | None:
    """Why it may be tried again, a code of the table ``failure``; ``None``: a fault of ours."""
    if isinstance(failure, NotSigned):
        return "recorded_unsigned"
    if isinstance(failure, NotAppended):
        return failure.code if failure.code in KNOWN else "storage_unavailable"
    if isinstance(failure, DatabaseError):
        return "storage_full" if "disk is full" in str(failure) else "storage_unavailable"
    if isinstance(failure, OSError) and failure.errno in FULL:
        return "storage_full"
    return None


KNOWN = ("storage_full", "storage_read_only", "storage_unavailable", "size_differs", "recorded_unsigned")
"""What may pass: each has its sentences."""


def failed(request: HttpRequest) -> HttpResponse:
    """The page of what went wrong: 503 where it may pass, else 500."""
    reason = reason_of(sys.exc_info()[1])
    if reason is None:
        return HttpResponse(render_to_string("500.html"), status=500)
    said = {"french": say(f"failure.{reason}", "fr"), "english": say(f"failure.{reason}", "en")}
    headers = {"Retry-After": str(AGAIN_IN), "Cache-Control": "no-store"}
    return HttpResponse(render_to_string("503.html", said), status=503, headers=headers)
