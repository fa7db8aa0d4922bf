"""A ballot folder as events: what ``ledger init --from FOLDER`` writes (reprise d'un dossier).

Folding the events gives back the same folder. Long lists are cut so that each event is some kilobytes;
reasons, grounds and people go into texts kept outside.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any, TypeVar

from recolement.ledger.codec import canonical
from recolement.ledger.events import acts as act_events
from recolement.ledger.events import ballot as events
from recolement.ledger.events.common import Event, Where
from recolement.ledger.events.figures import EntryRecorded, FigurePublished, SheetRecorded, SheetsAwaited
from recolement.ledger.events.turnout import TurnoutHoursDeclared
from recolement.ledger.fold.rulebook import rulebook_written
from recolement.ledger.texts import Kept, Salt
from recolement.model import acts
from recolement.model.ballots import Contest, Option
from recolement.model.folder import BallotFolder
from recolement.model.sheets import Entry, Published, Source, TallySheet
from recolement.model.units import Unit

PIECE = 16_000
"""Bytes of a list in one event, about."""

Item = TypeVar("Item")


class Bringing:
    """One folder being written as events, from line ``seq`` on, at the time ``at``.

    ``texts`` fills with the texts to keep outside, by digest.
    """

    def __init__(self, seq: int, at: datetime, salt: Salt) -> None:
        self.seq = seq
        self.at = at
        self.texts: dict[str, Kept] = {}
        self._salt = salt
        self._people: dict[str, str] = {}

    def events(self, folder: BallotFolder) -> Iterator[Event]:
        """The declaration, then everything that was written down, then the end of it."""
        for made, fields in self._all(folder):
            yield made(seq=self.seq, at=self.at, **fields)
            self.seq += 1

    def _all(self, folder: BallotFolder) -> Iterator[tuple[type[Event], Mapping[str, Any]]]:
        yield from _declaration(folder)
        yield events.BallotOpened, {"importing": True}
        yield from _listed(folder)
        for sheet in folder.sheets:
            yield SheetRecorded, _figures(sheet)
        for entry in folder.entries:
            yield EntryRecorded, self._entry(entry)
        for published in folder.publications:
            yield FigurePublished, self._published(published)
        for act in folder.acts:
            made, fields = self._act(act)
            yield made, fields
        yield (
            events.FolderImported,
            {
                "sheets": len(folder.sheets),
                "entries": len(folder.entries),
                "publications": len(folder.publications),
                "acts": len(folder.acts),
            },
        )

    def _keep(self, text: str) -> str | None:
        """The digest of a text kept outside; nothing where there is no text."""
        if not text:
            return None
        return self._kept(text)

    def _kept(self, text: str) -> str:
        kept = Kept.of(text, self._salt())
        self.texts[kept.digest] = kept
        return kept.digest

    def _person(self, name: str | None) -> str | None:
        """One digest a person, so that it shows when the same one acted twice."""
        if name is None:
            return None
        if name not in self._people:
            self._people[name] = self._kept(name)
        return self._people[name]

    def _entry(self, entry: Entry) -> Mapping[str, Any]:
        return {
            **_figures(entry.sheet),
            "entry": entry.entry,
            "actor": self._person(entry.by),
            "dated": None if entry.at is None else written_moment(entry.at),
        }

    def _published(self, published: Published) -> Mapping[str, Any]:
        return {
            "dated": published.at,
            "contest": published.contest,
            "round": published.round,
            "unit": published.unit,
            "field": published.field,
            "value": published.value,
            "reason": self._keep(published.reason),
            "name": published.name,
            "source": _where(published.source),
        }

    def _act(self, act: acts.Act) -> tuple[type[Event], Mapping[str, Any]]:
        target = act.target
        common = {
            "actor": self._person(act.by),
            "role": act.role,
            "dated": written_moment(act.at),
            "units": target.units,
            "contest": target.contest,
            "round": target.round,
            "result": target.result,
        }
        made, own = self._own(act)
        return made, {**common, **own}

    def _own(self, act: acts.Act) -> tuple[type[Event], Mapping[str, Any]]:
        match act:
            case acts.RollClosed():
                return act_events.RollClosed, {}
            case acts.RoundOpened():
                return act_events.RoundOpened, {}
            case acts.RoundClosed():
                return act_events.RoundClosed, {}
            case acts.NoVoteHeld():
                return act_events.NoVoteHeld, {"reason": self._kept(act.reason)}
            case acts.SetAside():
                return act_events.SheetSetAside, {"reason": self._kept(act.reason)}
            case acts.Corrected():
                return act_events.FigureCorrected, {
                    "field": act.field,
                    "value": act.value,
                    "reason": self._keep(act.reason),
                    "evidence": tuple(map(self._kept, act.evidence)),
                }
            case acts.Acknowledged():
                return act_events.FindingAcknowledged, {"code": act.code, "reason": self._keep(act.reason)}
            case acts.Disputed():
                return act_events.DisputeFiled, {
                    "id": act.id,
                    "seeks": act.seeks,
                    "grounds": self._keep(act.grounds),
                    "options": act.options,
                    "ballots": act.ballots,
                    "values": _claims(act.values),
                }
            case acts.Withdrawn():
                return act_events.DisputeWithdrawn, {"of": act.of}
            case acts.Frozen():
                return act_events.ResultFrozen, {
                    "id": act.id,
                    "reason": self._keep(act.reason),
                    "until": _day(act.until),
                }
            case acts.Referred():
                return act_events.MatterReferred, {"of": act.of, "to": act.to, "due": _day(act.due)}
            case acts.Ruled():
                return act_events.RulingMade, {
                    "of": act.of,
                    "effect": act.effect,
                    "for_": act.for_,
                    "against": act.against,
                    "abstaining": act.abstaining,
                    "grounds": self._keep(act.grounds),
                    "values": _claims(act.values),
                }
            case acts.Drawn():
                return act_events.LotsDrawn, {
                    "options": act.options,
                    "order": act.order,
                    "method": act.method,
                    "seed": act.seed,
                }
            case acts.Rallied():
                return act_events.OptionRallied, {"option": act.option, "to": act.to}
            case acts.Proclaimed():
                return act_events.ResultProclaimed, {
                    "version": act.version,
                    "signed_by": tuple(self._person(signer) for signer in act.signed_by),
                }


def _declaration(folder: BallotFolder) -> Iterator[tuple[type[Event], Mapping[str, Any]]]:
    ballot, tree = folder.ballot, folder.tree
    yield (
        events.BallotDeclared,
        {
            "title": ballot.title,
            "organisation": ballot.organisation,
            "levels": ballot.levels,
            "language": ballot.language,
            "timezone": ballot.timezone,
        },
    )
    for round_ in ballot.rounds:
        yield (
            events.RoundDeclared,
            {"number": round_.number, "date": _day(round_.date), "contests": round_.contests},
        )
    if ballot.turnout_hours:
        yield TurnoutHoursDeclared, {"hours": ballot.turnout_hours}
    for units in _pieces(_unit(unit) for unit in tree.values()):
        yield events.UnitsDeclared, {"units": units}
    groups = (
        events.GroupWritten(kind=group.kind, id=group.id, name=group.name, units=tuple(part))
        for group in folder.groups
        for part in _pieces(group.units) or [()]
    )
    for some in _pieces(groups):
        yield events.GroupsDeclared, {"groups": some}
    for number in dict.fromkeys(number for _, number in folder.rolls):
        rolls = [(unit, count) for (unit, of), count in folder.rolls.items() if of == number]
        for pairs in _pieces(rolls):
            yield events.RollsDeclared, {"round": number, "rolls": dict(pairs)}
    places = _places(folder)
    for contest in ballot.contests:
        yield from _contest(contest, places)
    for round_ in ballot.rounds:
        for contest_id, options in round_.options.items():
            for standing in _pieces(options) or [()]:
                yield (
                    events.StandingDeclared,
                    {"round": round_.number, "contest": contest_id, "options": standing},
                )
        for contest_id, by_place in round_.places.items():
            said = (
                events.StandingWritten(place=place, options=standing.options)
                for place, standing in by_place.at.items()
            )
            for places_said in _pieces(said):
                yield (
                    events.StandingByPlaceDeclared,
                    {"round": round_.number, "contest": contest_id, "places": places_said},
                )


def _listed(folder: BallotFolder) -> Iterator[tuple[type[Event], Mapping[str, Any]]]:
    """The rows of the list of sheets that hold nothing yet, by contest and round."""
    by_question: dict[tuple[str, int], list[str]] = {}
    for unit, contest, number in sorted(folder.listed):
        by_question.setdefault((contest, number), []).append(unit)
    for (name, of), units in by_question.items():
        for some in _pieces(units):
            yield SheetsAwaited, {"contest": name, "round": of, "units": some}


def _contest(
    contest: Contest, places: Mapping[tuple[str, ...], str]
) -> Iterator[tuple[type[Event], Mapping[str, Any]]]:
    scope, seats = contest.scope, contest.rulebook.seats
    yield (
        events.ContestDeclared,
        {
            "contest": contest.id,
            "name": contest.name,
            "scope_each": scope.each,
            "scope_kind": scope.kind,
            "scope_id": scope.id,
            "rulebook": rulebook_written(contest.rulebook),
        },
    )
    if not isinstance(seats, int):
        for pairs in _pieces(seats.items()):
            yield events.SeatsDeclared, {"contest": contest.id, "seats": dict(pairs)}
    written = [_option(option, places) for option in contest.options]
    for options in _pieces(option for option, _ in written):
        yield events.OptionsDeclared, {"contest": contest.id, "options": options}
    for option, more in written:
        for units in more:
            yield (
                events.OptionUnitsDeclared,
                {"contest": contest.id, "option": option.id, "units": units},
            )


def _places(folder: BallotFolder) -> dict[tuple[str, ...], str]:
    """By the sections they stand for, the places that can be named instead: inner units, then groups."""
    if all(option.units is None for contest in folder.ballot.contests for option in contest.options):
        return {}
    tree = folder.tree
    inner: dict[tuple[str, ...], str] = {
        tree.leaves_under(unit): unit for unit in tree if not tree.is_leaf(unit)
    }
    return {**inner, **{group.units: group.address for group in folder.groups}}


def _option(
    option: Option, places: Mapping[tuple[str, ...], str]
) -> tuple[events.OptionWritten, list[tuple[str, ...]]]:
    """An option, and the further pieces of the list of its units."""
    units: tuple[str, ...] | None = option.units
    more: list[tuple[str, ...]] = []
    if units is not None and units in places:
        units = (places[units],)
    elif units is not None:
        units, *more = _pieces(units) or [()]
    written = events.OptionWritten(
        id=option.id,
        name=option.name,
        kind=option.kind.value,
        principal=option.principal,
        substitute=option.substitute,
        members=tuple(
            events.MemberWritten(name=member.name, born=_day(member.born)) for member in option.members
        ),
        born=_day(option.born),
        since=_day(option.since),
        labels=option.labels,
        number=option.number,
        colour=option.colour,
        units=units,
        family=option.family,
    )
    return written, more


def _unit(unit: Unit) -> events.UnitWritten:
    return events.UnitWritten(
        id=unit.id,
        parent=unit.parent,
        level=unit.level,
        name=unit.name,
        registered=unit.registered,
        mandates=unit.mandates,
    )


def _figures(sheet: TallySheet) -> dict[str, Any]:
    return {
        "unit": sheet.unit,
        "contest": sheet.contest,
        "round": sheet.round,
        "registered": sheet.registered,
        "signatures": sheet.signatures,
        "in_box": sheet.in_box,
        "voters": sheet.voters,
        "blank": sheet.blank,
        "null": sheet.null,
        "blank_null": sheet.blank_null,
        "valid": sheet.valid,
        "votes": sheet.votes,
        "source": _where(sheet.source),
    }


def _where(source: Source | None) -> Where | None:
    return None if source is None else Where(file=source.file, row=source.row)


def _claims(claims: Iterable[acts.Claimed]) -> tuple[act_events.ClaimWritten, ...]:
    return tuple(
        act_events.ClaimWritten(unit=claim.unit, field=claim.field, value=claim.value) for claim in claims
    )


def written_moment(moment: datetime | date) -> str:
    """A date, or a date and time with its offset, as RFC 3339 writes them."""
    if isinstance(moment, datetime):
        offset = moment.utcoffset()
        if offset is not None and offset.total_seconds() % 60:
            moment = moment.astimezone(UTC)
    return moment.isoformat()


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _pieces(items: Iterable[Item]) -> list[tuple[Item, ...]]:
    """A list in pieces of about :data:`PIECE` bytes."""
    pieces: list[tuple[Item, ...]] = []
    piece: list[Item] = []
    size = 0
    for item in items:
        length = len(canonical(item)) + 1
        if piece and size + length > PIECE:
            pieces.append(tuple(piece))
            piece, size = [], 0
        piece.append(item)
        size += length
    if piece:
        pieces.append(tuple(piece))
    return pieces
