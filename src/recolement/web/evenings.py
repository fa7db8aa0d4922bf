"""The ballots this installation holds, each with its ledger, its desk and its canvass as of now.

A process keeps what it has read of each ledger and reads on from there: the ledger in the database is the
only truth, and any number of processes may serve it. A canvass is made once for a size of the ledger.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from threading import RLock
from typing import Any, TypeAlias

from django.http import Http404

from recolement.acts import RefusedEvent
from recolement.canvass import Canvass, canvass
from recolement.desk import Desk, Recorded
from recolement.ledger.codec import decode
from recolement.ledger.events import ActEvent, AnyEvent
from recolement.ledger.events.evening import OfSheet
from recolement.ledger.events.figures import Figures
from recolement.ledger.receipt import Receipt
from recolement.ledger.storage import SizeDiffers, earlier_answer
from recolement.model.findings import Finding
from recolement.model.folder import BallotFolder
from recolement.storage.django.lines import DatabaseStorage
from recolement.storage.ledger_folder import LedgerFolder
from recolement.web.data import data_folder
from recolement.web.public.models import HostedBallot

TRIES = 20
"""How often an act is decided again when others write at the same time."""


def ledger_folder(slug: str) -> Path:
    """Where the texts, keys and checkpoint of a ballot's ledger are kept."""
    return data_folder() / "ledgers" / slug


def _now() -> datetime:
    return datetime.now(UTC)


def _salt() -> bytes:
    return secrets.token_bytes(32)


Meanwhile: TypeAlias = "Callable[[Evening], RefusedEvent | None]"
"""Why a line may not be written any more, or ``None``."""


def nothing_happened(_: Evening) -> None:
    """Nothing that others wrote in between matters."""


@dataclass
class Evening:
    """One ballot as this process knows it."""

    slug: str
    desk: Desk
    storage: DatabaseStorage
    lock: RLock = field(default_factory=RLock)
    events: list[AnyEvent] = field(default_factory=list)
    """Every line so far, read."""
    of_unit: dict[str, list[AnyEvent]] = field(default_factory=dict)
    """The lines that name a unit, in order: the history of its sheet."""
    _made: tuple[int, Canvass] | None = None
    _found: tuple[int, dict[str, list[Finding]]] | None = None

    def findings_by_unit(self) -> dict[str, list[Finding]]:
        """The findings as of now, by unit."""
        with self.lock:
            night = self.now()
            if self._found is None or self._found[0] != self.size:
                found: dict[str, list[Finding]] = {}
                for one in night.findings:
                    if one.unit is not None:
                        found.setdefault(one.unit, []).append(one)
                self._found = (self.size, found)
            return self._found[1]

    def now(self) -> Canvass:
        """The canvass of everything recorded so far."""
        with self.lock:
            if self.storage.size() != self.desk.size:
                self.desk.read()
            self._read_on()
            if self._made is None or self._made[0] != self.desk.size:
                today = _now().date()
                self._made = (self.desk.size, canvass(self.desk.moment.state.folder(), today=today))
            return self._made[1]

    def _read_on(self) -> None:
        for line in self.storage.read(len(self.events), self.desk.size):
            event = decode(line)
            self.events.append(event)
            for unit in units_named(event):
                self.of_unit.setdefault(unit, []).append(event)

    def scans(self, unit: str) -> tuple[str, ...]:
        """The digests of the photos recorded for a unit."""
        return tuple(scan for event in self.of_unit.get(unit, ()) for scan in getattr(event, "scans", ()))

    @property
    def size(self) -> int:
        """How many lines the ledger has, as far as this process has read."""
        return len(self.events)

    def receipt(self, seq: int) -> Receipt:
        """The receipt of a line."""
        with self.lock:
            return self.desk.receipt(seq)

    def record(
        self, intention: dict[str, Any], key: str, meanwhile: Meanwhile = nothing_happened
    ) -> Recorded | RefusedEvent:
        """Record what somebody asks for; decided again where somebody else wrote in between.

        ``meanwhile`` looks at the ledger as it is when the line would be written, and says why it may not be:
        of two people at one sheet, one wins and the other is told. The same sending again has its answer.
        """
        with self.lock:
            for _ in range(TRIES):
                if self.storage.size() != self.desk.size:
                    self.desk.read()
                self._read_on()
                refusal = meanwhile(self)
                if refusal is not None and earlier_answer(self.storage, key) is None:
                    return refusal
                try:
                    return self.desk.record(intention, self.desk.size, key)
                except SizeDiffers:
                    self.desk.read()
            raise SizeDiffers(self.desk.size, self.storage.size())


def units_named(event: AnyEvent) -> tuple[str, ...]:
    """The units that a line speaks of, if it names some."""
    if isinstance(event, Figures):
        return (event.unit,)
    if isinstance(event, OfSheet):
        return (event.unit,)
    return event.units or () if isinstance(event, ActEvent) else ()


_EVENINGS: dict[str, Evening] = {}
_OPENING = RLock()


def evening(slug: str) -> Evening:
    """The ballot of that name; 404 where there is none."""
    with _OPENING:
        known = _EVENINGS.get(slug)
        if known is not None:
            return known
        if not HostedBallot.objects.filter(slug=slug).exists():
            raise Http404
        storage = DatabaseStorage(slug)
        desk = Desk(storage, LedgerFolder(ledger_folder(slug)), _now, _salt).read()
        _EVENINGS[slug] = Evening(slug, desk, storage)
        return _EVENINGS[slug]


def host(slug: str, folder: BallotFolder, origin: str) -> Evening:
    """Take a ballot in: its ledger is opened with everything the folder says."""
    storage = DatabaseStorage(slug)
    desk = Desk.create(storage, LedgerFolder(ledger_folder(slug)), _now, _salt, origin, folder)
    HostedBallot.objects.create(slug=slug, title=folder.ballot.title)
    with _OPENING:
        _EVENINGS[slug] = Evening(slug, desk, storage)
        return _EVENINGS[slug]


def forget() -> None:
    """Read everything anew at the next request (tests, a restored backup)."""
    with _OPENING:
        _EVENINGS.clear()
