"""The ledger at one moment: what was said and done so far, and whether a given event may come next.

A moment takes the lines one by one, from the first. :meth:`Moment.refusal` asks about an event and changes
nothing; :meth:`Moment.take` adds it, and says if it should not have been there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import copy, deepcopy
from dataclasses import replace

from recolement.acts import disputes, evening, intake, rounds, turnout
from recolement.acts.contested import too_many_papers
from recolement.acts.names import Names
from recolement.acts.refused import RefusedEvent, from_act, from_fold, refused
from recolement.canvass.count import QuestionCount
from recolement.canvass.counting import counts_at
from recolement.canvass.gate import concerns, last_proclaimed, refusal_to_proclaim, ties_drawn
from recolement.canvass.proceedings import Gate, Proceedings, QuestionKey
from recolement.canvass.reader import Reading
from recolement.canvass.scopes import Places, questions
from recolement.ledger.events import (
    TEXT_FIELDS,
    ActEvent,
    AnyEvent,
    BallotOpened,
    DisputeFiled,
    EntryRecorded,
    Event,
    FigurePublished,
    MemberVoted,
    MotionLost,
    ProclamationSigned,
    ResultProclaimed,
    RollsRevised,
    RoundAdded,
    RulingMade,
    RulingMoved,
    RunoffPrepared,
    RunoffPreparedByPlace,
    SheetRecorded,
    SheetReturned,
    SheetsAwaited,
    TextErased,
    TurnoutReported,
)
from recolement.ledger.events.evening import OfSheet
from recolement.ledger.fold import NotFolded, State, fold_into
from recolement.ledger.fold.acts import act_of
from recolement.ledger.fold.evening import key_of
from recolement.model.acts import Act, Drawn, Proclaimed, Refused


class Moment:
    """The state after some lines. ``texts``: the texts kept outside, by digest."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self.state = State(texts)
        self.cited: dict[str, int] = {}
        """Every text that a line cites, with the first line that does."""
        self.people: dict[str, str] = {}
        """Who acted, by what is kept of them outside: their digest."""
        self._names: Names | None = None
        self._reading: Reading | None = None

    @property
    def size(self) -> int:
        """How many lines were taken."""
        return self.state.size

    def refusal(self, event: AnyEvent) -> RefusedEvent | None:
        """Why the event may not be the next line, or ``None``."""
        if event.seq != self.size:
            return refused(event, "wrong_number", expected=self.size, found=event.seq)
        first = next(self._refusals(event), None)
        if first is not None:
            return first
        try:
            if isinstance(event, ActEvent):
                reading = self._opened()
                if isinstance(event, DisputeFiled):
                    excess = too_many_papers(event, self.state, reading)
                    if excess is not None:
                        return excess
                refusal = reading.refusal(act_of(self.state, event), self._gate)
                return None if refusal is None else from_act(event, refusal)
            fold_into(_trial(self.state, event), event)
        except NotFolded as not_folded:
            return from_fold(event, not_folded)
        return None

    def take(self, event: AnyEvent) -> RefusedEvent | None:
        """Add the event, and say why it should not be there, if so; :class:`NotFolded` where it cannot be.

        While a folder is being brought in, acts that were not allowed are facts of that folder, which the
        canvass reports (D1).
        """
        first = next(self._refusals(event), None)
        fold_into(self.state, event)
        for text in texts_cited(event):
            self.cited.setdefault(text, event.seq)
        if event.actor is not None:
            self.people.setdefault(self.state.who(event.actor) or event.actor, event.actor)
        if isinstance(event, SheetRecorded | EntryRecorded):
            sheets = self.state.sheets if isinstance(event, SheetRecorded) else None
            key = sheets[-1].key if sheets else self.state.entries[-1].sheet.key
            self._opened().received.add(key)
        elif isinstance(event, SheetReturned):
            self._opened().received.discard(key_of(event))
        elif isinstance(event, ActEvent):
            reading = self._opened()
            before = len(reading.state.refused)
            reading.read(self.state.acts[-1], self._gate)
            if first is None and len(reading.state.refused) > before and not self.state.importing:
                first = from_act(event, reading.state.refused[-1])
        elif isinstance(event, RoundAdded):
            reading = self._opened()
            reading.round_added(self.state.folder())
            self._names = Names(reading.folder.ballot, reading.places)
        elif isinstance(event, BallotOpened):
            self._open()
        return first

    def counts(self) -> tuple[QuestionCount, ...]:
        """The count of every question now."""
        reading = self._opened()
        return counts_at(self.state.folder(), reading.places, reading.state)

    def act(self, event: ActEvent) -> Act:
        """The act that the event would be, as the next one."""
        return act_of(self.state, event)

    def _open(self) -> None:
        folder = self.state.folder()
        places = Places(folder)
        self._names = Names(folder.ballot, places)
        self._reading = Reading(folder, places)

    def _opened(self) -> Reading:
        if self._reading is None:
            raise NotFolded("ballot_not_opened")
        return self._reading

    @property
    def _gate(self) -> Gate:
        return Gate(self._refusal_to_proclaim, self._ties_drawn)

    def _refusal_to_proclaim(self, state: Proceedings, act: Proclaimed) -> Refused | None:
        folder, places = self.state.folder(), self._opened().places
        return refusal_to_proclaim(act, state, counts_at(folder, places, state))

    def _ties_drawn(self, state: Proceedings, act: Drawn) -> tuple[QuestionKey, ...]:
        folder, places = self.state.folder(), self._opened().places
        return ties_drawn(act, counts_at(folder, places, state))

    def _refusals(self, event: Event) -> Iterator[RefusedEvent]:
        """What is wrong with the event in itself: names that nobody bears, values that mean nothing."""
        if isinstance(event, TextErased) and event.text not in self.cited:
            yield refused(event, "text_never_cited", found=event.text)
        names, reading = self._names, self._reading
        if names is None or reading is None:
            return
        if isinstance(event, SheetRecorded):
            yield from intake.sheet(event, names, reading.state)
        elif isinstance(event, EntryRecorded):
            yield from intake.entry(event, names, reading.state)
        elif isinstance(event, FigurePublished):
            yield from intake.published(event, names)
        elif isinstance(event, SheetsAwaited):
            yield from names.units(event, event.units)
            yield from names.question(event, event.contest, event.round)
        elif isinstance(event, OfSheet | RulingMoved | ProclamationSigned):
            yield from evening.named(event, names)
            if isinstance(event, SheetReturned):
                yield from self._sent_back(event, reading)
        elif isinstance(event, TurnoutReported):
            yield from turnout.reported(event, names)
        elif isinstance(event, RollsRevised):
            yield from rounds.rolls(event, names)
        elif isinstance(event, RoundAdded):
            yield from rounds.added(event, names, reading.state, self.counts)
        elif isinstance(event, RunoffPrepared):
            yield from rounds.runoff(event, names, reading.state, self.counts)
        elif isinstance(event, RunoffPreparedByPlace):
            yield from rounds.runoff_by_place(event, names, reading.state, self.counts)
        elif isinstance(event, ActEvent):
            yield from disputes.act(event, names)
            if isinstance(event, RulingMade):
                yield from evening.as_voted(event, self.state.motion_on(event.of))
            if isinstance(event, ResultProclaimed) and not self.state.importing:
                yield from self._proclaimed(event, reading)

    def _sent_back(self, event: SheetReturned, reading: Reading) -> Iterator[RefusedEvent]:
        """A result that is proclaimed keeps its sheets: what changes them then is an act."""
        if not reading.state.proclamations:
            return
        done = last_proclaimed(key_of(event), questions(self.state.folder(), reading.places), reading.state)
        if done is not None:
            yield refused(event, "proclaimed_already", unit=event.unit, version=done.version)

    def _proclaimed(self, event: ResultProclaimed, reading: Reading) -> Iterator[RefusedEvent]:
        """It says what it rests on; every sheet was checked as the rulebook asks."""
        if event.pins is None:
            yield refused(event, "pins_missing")
        if all(one.rulebook.entry == "single" for one in self.state.folder().ballot.contests):
            return
        target = self.act(event).target
        asked = [one for one in questions(self.state.folder(), reading.places) if concerns(target, one)]
        found = evening.unchecked(asked, self.state, reading.state)
        if found is not None:
            yield refused(event, found[0], **found[1])


def _trial(state: State, event: Event) -> State:
    """A state to try an event on: the parts that the ledger's own events change are copies."""
    trial = copy(state)
    trial.keys, trial.witnesses, trial.erased = list(state.keys), dict(state.witnesses), dict(state.erased)
    trial.declaration = deepcopy(state.declaration)
    if isinstance(event, RoundAdded | RunoffPrepared | RunoffPreparedByPlace | RollsRevised):
        trial.runoffs, trial.runoffs_at = dict(state.runoffs), dict(state.runoffs_at)
        return trial  # what it asks of sheets and entries is only whether there are any
    trial.sheets, trial.entries, trial.publications, trial.listed = [], [], [], set()
    trial.turnout, trial.purged = {}, dict(state.purged)
    if isinstance(event, OfSheet):
        trial.sheets, trial.entries, trial.accepted, trial.returned = (
            list(state.sheets),
            list(state.entries),
            dict(state.accepted),
            dict(state.returned),
        )
    elif isinstance(event, RulingMoved | MemberVoted | MotionLost):
        trial.motions = {
            id: replace(motion, votes=dict(motion.votes)) for id, motion in state.motions.items()
        }
    elif isinstance(event, ProclamationSigned):
        trial.signatures = {key: dict(signers) for key, signers in state.signatures.items()}
    return trial


def texts_cited(event: Event) -> Iterator[str]:
    """The texts kept outside that an event cites."""
    if event.actor is not None:
        yield event.actor
    for field in TEXT_FIELDS.get(event.__class__, ()):
        value = getattr(event, field)
        if isinstance(value, tuple):
            yield from value
        elif value is not None:
            yield value
