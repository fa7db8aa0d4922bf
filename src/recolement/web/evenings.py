"""The ballots this installation holds, each with its ledger, its desk and its canvass as of now.

A process keeps what it has read of each ledger and reads on from there: the ledger in the database is the
only truth, and any number of processes may serve it. A canvass is made once; sheets, typings and acts that
come in are added to it, and it is made anew only where one changes a sheet that stood, or takes it away.
Whoever reads it holds the evening's lock (the guards of ``rights`` do), so that nobody adds to it meanwhile.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock, RLock, Thread
from typing import Any, TypeAlias

from django.db import connection
from django.http import Http404

from recolement.acts import RefusedEvent
from recolement.acts.preparing import AtPlace
from recolement.canvass import Canvass, canvass
from recolement.desk import Desk, Recorded
from recolement.ledger.codec import decode
from recolement.ledger.events import (
    ActEvent,
    AnyEvent,
    CallListsPurged,
    DisputeFiled,
    EntryRecorded,
    KeyChanged,
    MatterReferred,
    MemberVoted,
    MotionLost,
    ProclamationSigned,
    ResultFrozen,
    ResultProclaimed,
    RollClosed,
    RoundClosed,
    RulingMade,
    RulingMoved,
    SheetAccepted,
    SheetRecorded,
    TurnoutReported,
    WitnessNamed,
)
from recolement.ledger.events.evening import OfSheet
from recolement.ledger.events.figures import Figures
from recolement.ledger.fold.figures import sheet
from recolement.ledger.receipt import Receipt
from recolement.ledger.storage import LedgerStorage, NotAppended, SizeDiffers
from recolement.model.folder import BallotFolder
from recolement.model.sheets import Entry
from recolement.storage.django.lines import DatabaseStorage
from recolement.storage.ledger_folder import LedgerFolder
from recolement.web.awaited import awaited
from recolement.web.boards import Board
from recolement.web.data import data_folder
from recolement.web.public.models import HostedBallot
from recolement.web.rehearsal.models import Rehearsal, lost

TRIES = 20
"""How often an act is decided again when others write at the same time."""


COMES_IN = SheetRecorded | EntryRecorded
"""What a canvass takes one by one; acts too."""
SAYS_NO_FIGURE = (
    SheetAccepted
    | RulingMoved
    | MemberVoted
    | MotionLost
    | ProclamationSigned
    | KeyChanged
    | WitnessNamed
    | TurnoutReported
    | CallListsPurged
)
"""What changes nothing in a canvass."""


SAYS_WHICH_SHEETS = (
    ResultFrozen | MatterReferred | DisputeFiled | RollClosed | RoundClosed | ResultProclaimed | RulingMade
)
"""The acts that name no unit and change the state of no sheet but those of which the canvass speaks."""


def ledger_folder(slug: str) -> Path:
    """Where the texts, keys and checkpoint of a ballot's ledger are kept."""
    return data_folder() / "ledgers" / slug


def time_now() -> datetime:
    """The desk's clock."""
    return datetime.now(UTC)


def salt_now() -> bytes:
    """32 bytes that nobody can guess."""
    return secrets.token_bytes(32)


Meanwhile: TypeAlias = "Callable[[Evening], RefusedEvent | None]"
"""Why a line may not be written any more, or ``None``: asked while nobody writes, of the lines alone."""


def nothing_happened(_: Evening) -> None:
    """Nothing that others wrote in between matters."""


@dataclass
class Evening:
    """One ballot as this process knows it."""

    slug: str
    desk: Desk
    storage: LedgerStorage
    lock: RLock = field(default_factory=RLock)
    events: list[AnyEvent] = field(default_factory=list)
    """Every line so far, read."""
    of_unit: dict[str, list[AnyEvent]] = field(default_factory=dict)
    """The lines that name a unit, in order: the history of its sheet."""
    wake: Callable[[Evening], None] | None = None
    """What is to happen before the lines are read: a rehearsal's night goes on."""
    trials: dict[tuple[str, str], tuple[int, Any]] = field(default_factory=dict)
    """What each ruling on a dispute would give, said in a language, as of a size of the ledger."""
    runoffs: dict[tuple[str, int], tuple[int, list[AtPlace]]] = field(default_factory=dict)
    """Where the runoff of each place of a contest stands, as of a size of the ledger."""
    _made: tuple[int, Canvass] | None = None
    _board: Board | None = None

    def now(self) -> Canvass:
        """The canvass of everything recorded so far."""
        with self.lock:
            self.catch_up()
            if self._made is not None and self._made[0] < self.size:
                self._add(self._made[1], self.events[self._made[0] :])
            if self._made is None:
                folder = self.desk.moment.state.folder()
                self._made, self._board = (self.size, canvass(folder, today=time_now().date())), None
            return self._made[1]

    def _add(self, night: Canvass, new: list[AnyEvent]) -> None:
        """Add what came in to the canvass; forget it where it must be made anew."""
        if not all(isinstance(event, COMES_IN | SAYS_NO_FIGURE | ActEvent) for event in new):
            self._made = None
            return
        for event in new:
            if isinstance(event, SheetRecorded):
                night.receive(sheet(event))
            elif isinstance(event, EntryRecorded):
                night.enter(Entry(sheet(event), event.entry, self.desk.moment.state.who(event.actor)))
        acts = [event for event in new if isinstance(event, ActEvent)]
        heard = night.hear(tuple(self.desk.moment.state.acts)) if acts else frozenset()
        self._made = (self.size, night)
        if heard is None or any(not act.units and not isinstance(act, SAYS_WHICH_SHEETS) for act in acts):
            self._board = None
        if self._board is not None:
            named = {unit for event in new for unit in units_named(event)}
            self._board.touch(night.places.leaves_of(named | (heard or set())))

    def board(self) -> Board:
        """Where every sheet stands now."""
        with self.lock:
            night = self.now()
            if self._board is None:
                self._board = Board(night, awaited(self), self.desk.moment.state, self.of_unit)
            return self._board

    def folder(self) -> BallotFolder:
        """The ballot folder with everything recorded so far."""
        return self.desk.moment.state.folder()

    def catch_up(self) -> None:
        """Read the lines that were written since."""
        with self.lock:
            if self.wake is not None:
                self.wake(self)
            self.follow()

    def size_now(self) -> int:
        """How many lines the storage has."""
        if self.wake is not None:
            self.catch_up()
        return self.storage.size()

    def follow(self) -> None:
        """Read the lines that are there."""
        with self.lock:
            if self.storage.size() != self.desk.size:
                self.desk.follow()
            self._read_on()

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
        """Record what somebody asks for, decided on everything that others wrote before.

        ``meanwhile`` looks at the ledger as it is when the line would be written, and says why it may not be:
        of two people at one sheet, one wins and the other is told. The same sending again has its answer.
        """

        def look() -> RefusedEvent | None:
            self._read_on()
            return meanwhile(self)

        with self.lock:
            for _ in range(TRIES):
                try:
                    return self.desk.record(intention, None, key, look)
                except SizeDiffers:  # by a process of another machine: it does not queue here
                    self.desk.follow()
            raise SizeDiffers(self.desk.size, self.storage.size())


def units_named(event: AnyEvent) -> tuple[str, ...]:
    """The units that a line speaks of, if it names some."""
    if isinstance(event, Figures):
        return (event.unit,)
    if isinstance(event, OfSheet):
        return (event.unit,)
    return event.units or () if isinstance(event, ActEvent) else ()


_EVENINGS: dict[str, Evening] = {}
_AS_OF: list[int] = [0]
"""When something was last restored, as far as this process knows."""
_OPENING = RLock()
_GATES: dict[str, Lock] = {}
"""Of the ballots that are being read, or were: one reads, the others wait for it."""
NEWEST = 3
"""How many of the ballots taken in last a new process reads before anybody asks."""


def evening(slug: str) -> Evening:
    """The ballot of that name; 404 where there is none.

    The first who asks reads its ledger, for seconds where it is a nation's; who asks for another ballot
    meanwhile does not wait.
    """
    known = _known(slug)
    if known is not None:
        return known
    with _OPENING:
        gate = _GATES.setdefault(slug, Lock())
    with gate:
        known = _known(slug)
        while known is None:
            as_of, opened = _AS_OF[0], _opened(slug)
            with _OPENING:
                if as_of == _AS_OF[0]:  # nothing was restored while it was read
                    _EVENINGS[slug] = opened
            known = _known(slug)
        return known


def _known(slug: str) -> Evening | None:
    """The ballot, if this process has read it since anything was restored."""
    with _OPENING:
        at = _restored_at()
        if at != _AS_OF[0]:
            _AS_OF[0] = at
            _EVENINGS.clear()
        return _EVENINGS.get(slug)


def _opened(slug: str) -> Evening:
    """The ballot, its ledger read."""
    if not HostedBallot.objects.filter(slug=slug).exists() or lost(slug):
        raise Http404
    if Rehearsal.objects.filter(slug=slug).exists():
        from recolement.web.rehearsal.playing import AsItWas, Player

        storage: LedgerStorage = AsItWas(slug)
        wake: Callable[[Evening], None] | None = Player()
    else:
        storage, wake = DatabaseStorage(slug), None
    desk = Desk(storage, LedgerFolder(ledger_folder(slug)), time_now, salt_now).read()
    return Evening(slug, desk, storage, wake=wake)


def open_the_newest() -> Thread:
    """Read the ballots taken in last before anybody asks: a thread of a process that has just begun.

    Those that not everybody sees too: their sections wait for the first page as others do. No rehearsal.
    """

    def read() -> None:
        real = HostedBallot.objects.exclude(slug__in=Rehearsal.objects.values("slug"))
        newest = real.order_by("-pk").values_list("slug", flat=True)
        try:
            for slug in newest[:NEWEST]:
                with suppress(Http404):
                    tonight = evening(slug)
                    with tonight.lock:
                        tonight.now()
        finally:
            connection.close()

    thread = Thread(target=read, name="opening", daemon=True)
    thread.start()
    return thread


def forget_one(slug: str) -> None:
    """A ballot that is no more."""
    with _OPENING:
        _EVENINGS.pop(slug, None)


def host(slug: str, folder: BallotFolder, origin: str, *, public: bool) -> Evening:
    """Take a ballot in: its ledger is opened with everything the folder says. ``public``: everybody sees it.

    A ledger that was opened with the very same folder, by a process that was stopped before it could list the
    ballot, is taken up where it was left.
    """
    storage, beside = DatabaseStorage(slug), LedgerFolder(ledger_folder(slug))
    try:
        desk = Desk.create(storage, beside, time_now, salt_now, origin, folder)
    except NotAppended as begun:
        desk = Desk(storage, beside, time_now, salt_now)
        if begun.code != "begun_before" or HostedBallot.objects.filter(slug=slug).exists():
            raise
        if desk.read().moment.state.folder() != folder:
            raise
    HostedBallot.objects.create(slug=slug, title=folder.ballot.title, open=public)
    with _OPENING:
        _EVENINGS[slug] = Evening(slug, desk, storage)
        return _EVENINGS[slug]


def _marker() -> Path:
    return data_folder() / "restored"


def _restored_at() -> int:
    try:
        return _marker().stat().st_mtime_ns
    except FileNotFoundError:
        return 0


def tell_all() -> None:
    """Something was restored: every process reads its ballots anew, at its next request."""
    _marker().touch()


def forget() -> None:
    """Read everything anew at the next request (tests, a restored backup)."""
    with _OPENING:
        _EVENINGS.clear()
