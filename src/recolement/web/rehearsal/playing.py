"""The night played in the app: whoever looks at a rehearsal makes it go on as far as its clock has come.

No process of its own plays it: before a ballot's lines are read (:meth:`Evening.catch_up`), what is due is
recorded. Two workers may do so at once: the ledger takes the lines of the one that came first, and the other
reads them. Where nobody looks, nothing happens, and the next look records all that was due.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.http import Http404
from django.utils import timezone

from recolement.acts import RefusedEvent
from recolement.ledger.layout import LINES
from recolement.ledger.storage import SizeDiffers
from recolement.rehearsal.playing import Played, altered, due, intention, line_to_alter
from recolement.rehearsal.script import Arrival, Fault, FaultKind, Script
from recolement.storage.jsonl import JsonlStorage
from recolement.web.evenings import Evening, forget_one, ledger_folder
from recolement.web.rehearsal.keeping import script_of
from recolement.web.rehearsal.models import Rehearsal

AT_ONCE = 250
"""Sheets in one append: a page waits for no more than one."""
LOOK_EVERY = 0.5
"""Seconds between two looks at the clock in one process."""


@dataclass
class Player:
    """What this process knows of one rehearsal: what was played, and when it last looked."""

    played: Played = field(default_factory=Played)
    looked: float = 0.0

    def __call__(self, tonight: Evening) -> None:
        """Go on as far as the clock has come; a rehearsal that was erased is forgotten."""
        if time.monotonic() - self.looked < LOOK_EVERY:
            return
        self.looked = time.monotonic()
        rehearsal = Rehearsal.objects.filter(slug=tonight.slug).first()
        if rehearsal is None:
            forget_one(tonight.slug)
            raise Http404
        self.advance(tonight, rehearsal)

    def advance(self, tonight: Evening, rehearsal: Rehearsal, *, everything: bool = False) -> None:
        """Record what is due by now: one append, or all of them."""
        script, second = script_of(rehearsal.slug), rehearsal.now(timezone.now())
        while self._append(tonight, script, second) and everything:
            pass
        for fault in script.faults:
            if fault.kind is FaultKind.ALTERED and fault.at <= second and rehearsal.altered is None:
                _alter(tonight, rehearsal, fault)

    def due(self, tonight: Evening, script: Script, second: int) -> list[Arrival]:
        """What is due and not in the ledger."""
        tonight.follow()
        self.played.take(tonight.events[self.played.size :])
        return due(script, self.played, second)

    def _append(self, tonight: Evening, script: Script, second: int) -> bool:
        """One append of what is due; says whether more may be."""
        sheets = self.due(tonight, script, second)
        if not sheets:
            return False
        size = tonight.desk.size
        asked = [intention(one.sheet, one.entry) for one in sheets[:AT_ONCE]]
        try:
            answer = tonight.desk.record_sheets(asked, size, f"play-{size}")
        except SizeDiffers:
            return True  # somebody wrote in between: what is due is looked at again
        if isinstance(answer, RefusedEvent):
            self.played.given_up.add(str(answer.facts["unit"]))  # of a sheet, only its unit can be refused
        return True


class AsItWas(JsonlStorage):
    """The lines of a rehearsal as the processes that run have them: an altered one as it was.

    A process goes on from what it read; one that begins later must not stop the others' evening. Verification
    reads the files.
    """

    def __init__(self, slug: str) -> None:
        super().__init__(ledger_folder(slug))
        self._slug = slug

    def size(self) -> int:
        """How many lines there are; 404 once the rehearsal was erased."""
        if not (ledger_folder(self._slug) / LINES).exists():
            raise Http404
        return super().size()

    def read(self, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        """The lines from ``start`` to ``end`` − 1.

        What the altered line was is asked for after the lines are read: it is kept before the file is
        changed, so that a line that another process altered meanwhile is known for altered.
        """
        lines = list(super().read(start, end))
        found = Rehearsal.objects.filter(slug=self._slug, original__isnull=False).first() if lines else None
        was = None if found is None else bytes(found.original or b"")
        for number, line in enumerate(lines, start):
            yield was if was is not None and found is not None and number == found.altered_line else line


def _alter(tonight: Evening, rehearsal: Rehearsal, fault: Fault) -> None:
    """Change a line of the rehearsal's own file, as somebody with access to the disk would; once."""
    number = line_to_alter(fault, tonight.events)
    if number is None:
        return
    (line,) = tonight.storage.read(number, number + 1)
    mine = Rehearsal.objects.filter(pk=rehearsal.pk, altered=None).update(
        altered=timezone.now(), altered_line=number, original=line
    )
    if mine:
        _overwrite(rehearsal.slug, number, altered(line, fault))


def put_back(rehearsal: Rehearsal) -> None:
    """The altered line as it was; what it was stays known to whoever is reading it just now."""
    if rehearsal.original is not None and rehearsal.altered_line is not None:
        _overwrite(rehearsal.slug, rehearsal.altered_line, bytes(rehearsal.original))


def _overwrite(slug: str, number: int, line: bytes) -> None:
    """Another line in the place of one that is as long."""
    with (ledger_folder(slug) / LINES).open("r+b") as file:
        for _ in range(number):
            file.readline()
        place = file.tell()
        assert len(file.readline()) == len(line) + 1
        file.seek(place)
        file.write(line)


def stop_clock(rehearsal: Rehearsal, at: datetime) -> None:
    """The clock stands where it is now; pressed twice, it stands where it stood."""
    Rehearsal.objects.filter(pk=rehearsal.pk, started=rehearsal.started).update(
        second=rehearsal.now(at), started=None
    )


def start_clock(rehearsal: Rehearsal, at: datetime, minutes: int) -> None:
    """The whole night in so many minutes from here on; a clock that runs runs on."""
    speed = max(1, -(-rehearsal.ends // (minutes * 60)))
    Rehearsal.objects.filter(pk=rehearsal.pk, started=None).update(started=at, speed=speed)


def move_clock(rehearsal: Rehearsal, since: int, second: int) -> None:
    """A clock that stands goes to a later second; asked twice from the same one, it goes once."""
    if second > since:
        Rehearsal.objects.filter(pk=rehearsal.pk, started=None, second=since).update(second=second)
