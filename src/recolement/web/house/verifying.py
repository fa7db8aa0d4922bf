"""A ledger of this installation read from its bytes alone, as ``recolement verify`` does it."""

from __future__ import annotations

import time
from functools import partial
from pathlib import Path

from recolement.storage.django.lines import DatabaseStorage
from recolement.storage.gathering import files_of
from recolement.storage.ledger_folder import LedgerFolder
from recolement.verify import Report, verify
from recolement.web.evenings import ledger_folder
from recolement.web.house.journal import note
from recolement.web.house.models import Verification


def verify_ledger(slug: str) -> Report:
    """Verify, and keep when it was done, up to which line, and how many things were wrong."""
    place: Path = ledger_folder(slug)
    with LedgerFolder(place).alone():  # a line and its checkpoint, or neither
        files = files_of(place, list(DatabaseStorage(slug).read()))
        held = {name: read() for name, read in files.items() if not name.startswith("keys/")}
    report = verify({name: partial(bytes, data) for name, data in held.items()}, now=int(time.time()))
    first = report.wrongs[0].code if report.wrongs else ""
    Verification.objects.create(ballot=slug, size=report.size, problems=len(report.wrongs), first=first[:80])
    note("verified", ballot=slug, reason=first)
    return report
