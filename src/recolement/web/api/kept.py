"""Idempotency keys: the same key and request again have the same answer, and record nothing twice.

The answer is kept in the database before it is sent. Where a process died between the act and its answer,
the same request is taken up again, and the ledger, which knows the key too, gives the line that was written.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256

from django.db import IntegrityError
from django.http import HttpRequest
from django.utils import timezone

from recolement.web.accounts.models import Account
from recolement.web.api.hasty import without_waiting
from recolement.web.api.models import KeptAnswer
from recolement.web.api.problems import Problem

KEY = "Idempotency-Key"
LONGEST_KEY = 200
FORM = re.compile(rf"[!-~]{{1,{LONGEST_KEY}}}")
UNDER_WAY = timedelta(seconds=30)
"""After which a request that was never answered is taken up again: its process is gone."""
KEPT_FOR = timedelta(days=7)
"""How long an answer is kept; the ledger knows the keys of its lines for ever."""

Answer = tuple[int, bytes]


def key_of(request: HttpRequest) -> str:
    """The key of a request, written bare or as a structured field (in quotes)."""
    written = request.headers.get(KEY, "").strip()
    if not written:
        raise Problem("key_missing")
    bare = written[1:-1] if len(written) > 1 and written[0] == written[-1] == '"' else written
    if not FORM.fullmatch(bare):
        raise Problem("bad_key")
    return bare


def ledger_key(account: Account, key: str) -> str:
    """The key under which the ledger knows the act."""
    return f"api:{account.actor}:{sha256(key.encode()).hexdigest()}"


def fingerprint_of(request: HttpRequest, body: bytes) -> str:
    """What makes two requests the same: the method, the address and the body."""
    return sha256(b"\n".join([str(request.method).encode(), request.path.encode(), body])).hexdigest()


def once(account: Account, key: str, fingerprint: str, work: Callable[[], Answer]) -> tuple[Answer, bool]:
    """The answer to a request, and whether it was given before.

    ``work`` that raises leaves nothing behind: the request may come again.
    """
    now = timezone.now()
    try:
        with without_waiting():
            mine = KeptAnswer.objects.create(account=account, key=key, fingerprint=fingerprint, begun=now)
    except IntegrityError:
        found = KeptAnswer.objects.filter(account=account, key=key).first()
        if found is None:  # it failed just now, and was forgotten
            raise _under_way() from None
        if found.fingerprint != fingerprint:
            raise Problem("key_differs") from None
        if found.status is not None:
            return (found.status, bytes(found.body)), True
        abandoned = KeptAnswer.objects.filter(pk=found.pk, status=None, begun__lte=now - UNDER_WAY)
        if abandoned.update(begun=now) != 1:
            raise _under_way() from None
        mine = found
    try:
        answer = work()
    except BaseException:
        KeptAnswer.objects.filter(pk=mine.pk).delete()
        raise
    with without_waiting():  # lost in a power cut, it is made again from the ledger's line
        KeptAnswer.objects.filter(pk=mine.pk).update(status=answer[0], body=answer[1])
    return answer, False


def _under_way() -> Problem:
    return Problem("under_way", headers={"Retry-After": "1"})


def forget_old() -> int:
    """Forget answers that nobody will ask for again; gives how many."""
    old = KeptAnswer.objects.filter(begun__lt=timezone.now() - KEPT_FOR)
    return old.delete()[0]
