"""What the night's screen shows of one question at one size of the ledger: facts and sentences, no layout."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from recolement.canvass import Canvass
from recolement.canvass.results import ContestResult
from recolement.canvass.scopes import Question
from recolement.canvass.turnout import HourOfTurnout, last_told, turnout
from recolement.ledger.events import AnyEvent, RoundOpened, SheetRecorded, TurnoutReported
from recolement.model.ids import OptionId, UnitId
from recolement.publication.findings import telling_unknown, unknown_in
from recolement.publication.report import Strip
from recolement.publication.reporting import by_votes, heading, strip_of
from recolement.web.night.tiles import Grid, grid
from recolement.web.words import say
from recolement.words.fields import field_label
from recolement.words.naming import Names
from recolement.words.numbers import Language
from recolement.words.rehearsal import title_in
from recolement.words.verdict import status_label

MOST_ROWS, MOST_MISSING, MOST_ARRIVALS = 6, 3, 4
FIGURES = ("registered", "in_box", "blank", "null", "valid")


@dataclass(frozen=True, slots=True)
class Row:
    """An option with its votes."""

    id: str
    name: str
    votes: int | None


@dataclass(frozen=True, slots=True)
class Total:
    """A figure of the whole; ``at_least`` where sheets that count leave it empty: the others' sum."""

    label: str
    papers: int | None
    at_least: bool


@dataclass(frozen=True, slots=True)
class Arrival:
    """A sheet that came in."""

    at: datetime
    name: str


@dataclass(frozen=True, slots=True)
class Screen:
    """Everything the screen says, for one question, at one size of the ledger."""

    title: str
    heading: str
    status: str
    size: int
    at: datetime | None
    zone: str
    received: int
    expected: int
    strip: Strip | None
    rows: tuple[Row, ...]
    others: int
    """How many options have no row, where there are more than fit."""
    other_votes: int | None
    valid: int | None
    figures: tuple[Total, ...]
    grid: Grid
    missing: tuple[tuple[str, int | None, bool], ...]
    """The missing with the largest rolls: name, registered, whether the sheet came in and was sent back."""
    more_missing: int
    arrivals: tuple[Arrival, ...]
    turnout: HourOfTurnout | None = None
    """The last hour of which sections reported turnout; only before the first sheet."""

    @property
    def uncounted(self) -> int:
        """Sections that are neither counted nor missing: set aside, annulled, or without a vote."""
        return self.expected - self.received - len(self.missing) - self.more_missing

    @property
    def most(self) -> int:
        """The longest bar."""
        return max((row.votes or 0 for row in self.rows), default=0)


def asked_of(night: Canvass, events: Sequence[AnyEvent], wanted: tuple[str, str, str]) -> Question | None:
    """The question in the address (contest, round, place); without one, the first of the round under way."""
    contest, number, place = wanted
    if any(wanted):
        return next(
            (
                one
                for one in night.questions
                if one.contest.id == contest and str(one.round.number) == number and one.place.id == place
            ),
            None,
        )
    opened = [event.round or 0 for event in events if isinstance(event, RoundOpened)]
    under_way = max([*(sheet.round for sheet in night.folder.sheets), *opened], default=0)
    return next((one for one in night.questions if one.round.number == under_way), None) or next(
        iter(night.questions), None
    )


def screen(
    night: Canvass,
    events: Sequence[AnyEvent],
    question: Question,
    language: Language,
    *,
    by_lead: bool = False,
) -> Screen:
    """The screen of a question; ``events`` are the lines of the ledger that the canvass rests on.

    ``by_lead``: the tiles say who leads in each place, not how much of it is in.
    """
    names = Names(night.folder, language)
    contest, number, place = question.key
    result = night.result(contest, number, place)
    zone = ZoneInfo(night.folder.ballot.timezone)
    votes = result.figures.votes
    rows = [
        Row(option, names.option(contest, option), votes[OptionId(option)]) for option in by_votes(result)
    ]
    shown = rows if len(rows) <= MOST_ROWS else rows[: MOST_ROWS - 1]
    rest = [row.votes for row in rows[len(shown) :]]
    missing = sorted(
        ((unit, night.folder.roll(unit, number)) for unit in result.coverage.missing),
        key=lambda one: (one[1] is not None, -(one[1] or 0), one[0]),
    )
    return Screen(
        title=title_in(night.folder.ballot.title, language),
        heading=" · ".join(heading(night, result, names)),
        status=status_label(result.status.value, language),
        size=len(events),
        at=events[-1].at.astimezone(zone) if events else None,
        zone=zone.key,
        received=result.coverage.received,
        expected=result.coverage.expected,
        strip=strip_of(night, result, names),
        rows=tuple(shown),
        others=len(rest),
        other_votes=None if None in rest else sum(votes or 0 for votes in rest),
        valid=result.figures.valid,
        figures=tuple(_figures(night, result, language)),
        grid=grid(night, question, names, by_lead=by_lead),
        missing=tuple(
            (names.place(unit), roll, (unit, question.contest.id, number) in night.folder.returned)
            for unit, roll in missing[:MOST_MISSING]
        ),
        more_missing=max(0, len(missing) - MOST_MISSING),
        arrivals=tuple(_arrivals(events, question, names, zone)),
        turnout=None if result.coverage.received else _turnout(night, events, question),
    )


def _turnout(night: Canvass, events: Sequence[AnyEvent], question: Question) -> HourOfTurnout | None:
    """What the sections of the question said last of how many have voted, if any did."""
    if not night.folder.ballot.turnout_hours:
        return None
    told: dict[tuple[UnitId, int], dict[str, int]] = {}
    for event in events:
        if isinstance(event, TurnoutReported):
            told.setdefault((UnitId(event.unit), event.round), {})[event.hour] = event.voters
    return last_told(turnout(night.folder, told, question.place.leaves, question.round.number))


def _figures(night: Canvass, result: ContestResult, language: Language) -> Iterator[Total]:
    """The totals in paper order; votants where the papers are given so, blank and null as one where only
    their sum is."""
    figures, partial = result.figures, unknown_in(night, result, telling_unknown(night))
    for field in FIGURES:
        if field == "in_box" and figures.in_box is None:
            field = "voters"
        if figures.blank is None and figures.null is None and figures.blank_null is not None:
            if field == "null":
                continue
            field = "blank_null" if field == "blank" else field
        label = say("night.in_box", language) if field == "in_box" else field_label(field, language)
        papers = getattr(figures, field)
        yield Total(label, papers, papers is not None and field in partial)


def _arrivals(
    events: Sequence[AnyEvent], question: Question, names: Names, zone: ZoneInfo
) -> Iterator[Arrival]:
    """The last sheets of the question, the last one first."""
    found, here = 0, set(question.place.leaves)
    for event in reversed(events):
        if not isinstance(event, SheetRecorded) or UnitId(event.unit) not in here:
            continue
        if (event.contest, event.round) == question.key[:2]:
            yield Arrival(event.at.astimezone(zone), names.place(event.unit))
            found += 1
            if found == MOST_ARRIVALS:
                return
