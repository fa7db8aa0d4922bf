"""From what was asked for to the script: who leads, every sheet, every second, every fault."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from recolement.canvass.scopes import Places, Question, questions
from recolement.model.folder import BallotFolder
from recolement.model.ids import ContestId, OptionId, UnitId
from recolement.model.sheets import TallySheet
from recolement.rehearsal.arrivals import arrival
from recolement.rehearsal.faults import FIRST_PLACES, put_fault
from recolement.rehearsal.figures import Cast, cast_of, earlier_sheets, sheet_of
from recolement.rehearsal.outcome import lead_of, with_lead
from recolement.rehearsal.playing import entry_of
from recolement.rehearsal.script import (
    LONGEST_SEED,
    MOST_FAULTS,
    Arrival,
    FaultKind,
    NotRehearsed,
    Script,
    Wanted,
)
from recolement.rehearsal.setting import Night

A_TYPING = 120
"""Seconds from the first typing of a sheet to the second, where sheets are typed twice."""

Key = tuple[ContestId, UnitId]


def write_script(folder: BallotFolder, wanted: Wanted) -> Script:
    """The script of a night; :class:`NotRehearsed` where there can be none."""
    _check(wanted)
    asked = [one for one in questions(folder, Places(folder)) if one.round.number == wanted.round]
    if not asked:
        raise NotRehearsed("unknown_round", round=wanted.round)
    played = next((one for one in asked if one.place.leaves and one.options), None)
    if played is None:
        raise NotRehearsed("no_sections")
    truth: dict[Key, TallySheet] = {}
    for question in asked:
        if question is not played and question.options:
            cast = _cast(folder, question, None, wanted.seed)
            truth.update(_sheets(folder, question, cast, wanted.seed))
    cast = _cast(folder, played, wanted.leader, wanted.seed)
    own = {unit: sheet for (_, unit), sheet in _sheets(folder, played, cast, wanted.seed).items()}
    second = cast.rest[0] if cast.rest else None
    if second is not None:
        own = with_lead(own, cast.first, second, _margin(own, wanted), wanted.seed)
        _check_order(own, cast)
    elif wanted.margin is not None:
        raise NotRehearsed("margin_out_of_reach", margin=wanted.margin)
    truth.update({(played.contest.id, unit): sheet for unit, sheet in own.items()})
    night = _night(folder, played, wanted.seed, own, truth, cast)
    impossible = _put_faults(night, wanted.faults)
    return Script(
        seed=wanted.seed,
        contest=played.contest.id,
        round=wanted.round,
        place=played.place.id,
        leader=cast.first,
        second=second,
        margin=0 if second is None else lead_of(own, cast.first, second),
        arrivals=tuple(sorted(_arrivals(folder, night, truth), key=_order)),
        truth=tuple(truth.values()),
        faults=tuple(night.faults),
        impossible=impossible,
    )


def _check(wanted: Wanted) -> None:
    if len(wanted.seed) > LONGEST_SEED:
        raise NotRehearsed("seed_too_long", found=len(wanted.seed), most=LONGEST_SEED)
    try:
        wanted.seed.encode("utf-8")
    except UnicodeEncodeError:
        raise NotRehearsed("seed_not_text") from None
    if not 0 <= wanted.faults <= MOST_FAULTS:
        raise NotRehearsed("faults_out_of_range", found=wanted.faults, most=MOST_FAULTS)
    if wanted.margin is not None and wanted.margin < 0:
        raise NotRehearsed("margin_out_of_reach", margin=wanted.margin)


def _cast(folder: BallotFolder, question: Question, leader: str | None, seed: str) -> Cast:
    options = [option.id for option in question.options]
    if leader is not None and leader not in options:
        raise NotRehearsed("unknown_option", found=leader, known=", ".join(options[:20]))
    before = earlier_sheets(folder, question)
    return cast_of(options, None if leader is None else OptionId(leader), before, seed)


def _sheets(folder: BallotFolder, question: Question, cast: Cast, seed: str) -> dict[Key, TallySheet]:
    before = earlier_sheets(folder, question)
    return {
        (question.contest.id, unit): sheet_of(folder, question, unit, cast, seed, before.get(unit))
        for unit in question.place.leaves
    }


def _margin(sheets: dict[UnitId, TallySheet], wanted: Wanted) -> int:
    """The lead asked for; else half a hundredth of the votes, and one: a close night."""
    if wanted.margin is not None:
        return wanted.margin
    valid = sum(sheet.valid or 0 for sheet in sheets.values())
    return valid // 200 + 1 if valid else 0


def _check_order(sheets: dict[UnitId, TallySheet], cast: Cast) -> None:
    """Nobody has come out before the one who should lead."""
    votes = {one: sum(sheet.votes.get(one, 0) for sheet in sheets.values()) for one in cast.options}
    best = max(votes.values(), default=0)
    if votes[cast.first] < best:
        raise NotRehearsed("margin_out_of_reach", margin=votes[cast.first] - best)


def _night(
    folder: BallotFolder, played: Question, seed: str, own: dict[UnitId, TallySheet],
    truth: dict[Key, TallySheet], cast: Cast,
) -> Night:  # fmt: skip
    papers: dict[UnitId, int] = {}
    for (_, unit), sheet in truth.items():
        papers[unit] = papers.get(unit, 0) + (sheet.papers or 0)
    times = {unit: arrival(unit, counted, seed) for unit, counted in papers.items()}
    return Night(folder, played, seed, own, times, pair=cast.options[:2])


def _put_faults(night: Night, number: int) -> tuple[FaultKind, ...]:
    """So many faults, one of each kind and then again; gives the kinds for which no room was left."""
    kinds = list(FaultKind)
    wanted = [kinds[place % len(kinds)] for place in range(number)]
    wanted.sort(key=lambda kind: FIRST_PLACES.index(kind) if kind in FIRST_PLACES else len(FIRST_PLACES))
    without = {kind: None for kind in wanted if not put_fault(night, kind)}
    night.faults.sort(key=lambda fault: (kinds.index(fault.kind), fault.at))
    night.faults = [replace(fault, number=place) for place, fault in enumerate(night.faults, start=1)]
    return tuple(without)


def _arrivals(folder: BallotFolder, night: Night, truth: dict[Key, TallySheet]) -> Iterator[Arrival]:
    for (contest, unit), sheet in truth.items():
        if unit in night.silent:
            continue
        mine = contest == night.question.contest.id
        sent = night.sent.get(unit, sheet) if mine else sheet
        yield from _typed(folder, Arrival(night.times[unit], sent))
    for again in night.again:
        yield Arrival(again.at, again.sheet, entry_of(folder, again.sheet))


def _typed(folder: BallotFolder, one: Arrival) -> Iterator[Arrival]:
    """A sheet as it comes: recorded; or typed twice, where the rulebook has two entries."""
    if not entry_of(folder, one.sheet):
        yield one
        return
    yield Arrival(one.at, one.sheet, "first")
    yield Arrival(one.at + A_TYPING, one.sheet, "second")


def _order(one: Arrival) -> tuple[int, str, str, str]:
    return one.at, one.sheet.unit, one.sheet.contest, one.entry
