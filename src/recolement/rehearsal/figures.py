"""The figures of a made-up night: every section's true sheet, drawn from the seed.

Where the contest had an earlier round, each section votes nearly as it did then: its turnout, its shares
between those who still stand, what the others had divided among them. Elsewhere a place leans (some
federations are strongholds) and each of its sections strays a little from it. All of it is integers, so that
one seed gives one night on any machine; the draws of a section depend on its id alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isqrt

from recolement.canvass.scopes import Question
from recolement.lots import Lots
from recolement.model.folder import BallotFolder
from recolement.model.ids import OptionId, UnitId
from recolement.model.sheets import TallySheet

MILLION = 1_000_000
FALL = (3, 4)
"""Each further option has so much of the one before it."""
LEAN = 140_000
"""How far a place leans towards one of the first two, in millionths of its votes."""
STRAY = 45_000
"""How far a large section strays from its place; a small one strays more, as chance has it."""
LEAST = 4_000
"""No option has less than this."""


@dataclass(frozen=True, slots=True)
class Cast:
    """Who plays: the options of a question in the order they should come out."""

    first: OptionId
    rest: tuple[OptionId, ...]

    @property
    def options(self) -> tuple[OptionId, ...]:
        """All of them."""
        return (self.first, *self.rest)

    @property
    def weights(self) -> dict[OptionId, int]:
        """Their shares in millionths before places differ: the first two level, the others behind."""
        raw = {self.first: MILLION}
        last = MILLION
        for place, option in enumerate(self.rest):
            last = last if place == 0 else last * FALL[0] // FALL[1]
            raw[option] = last
        whole = sum(raw.values())
        return {option: weight * MILLION // whole for option, weight in raw.items()}


def bell(lots: Lots, spread: int) -> int:
    """A number around 0, rarely beyond twice the spread: three draws added."""
    return sum(lots.below(2 * spread + 1) - spread for _ in range(3)) * 100 // 173


def sheet_of(
    folder: BallotFolder, question: Question, unit: UnitId, cast: Cast, seed: str,
    before: TallySheet | None = None,
) -> TallySheet:  # fmt: skip
    """The true sheet of one section."""
    contest, number = question.contest.id, question.round.number
    lots = Lots(seed, f"rehearsal/1 sheet {contest} {number} {unit}")
    above = folder.tree[unit].parent or unit
    around = Lots(seed, f"rehearsal/1 place {contest} {number} {above}")
    lean, mobilised = bell(around, LEAN), bell(around, 35)
    roll = folder.roll(unit, number)
    if roll is None:
        roll = before.registered if before and before.registered else 40 + lots.below(1000) ** 2 // 1400
    turnout = _turnout_before(before) or 560 + mobilised
    turnout = min(970, max(30, turnout + bell(lots, 40 + 500 // (isqrt(roll) + 1))))
    papers = roll * turnout // 1000
    blank = papers * (6 + lots.below(12)) // 1000
    null = papers * (3 + lots.below(9)) // 1000
    offered = question.offered(unit)
    weights = {one: weight for one, weight in cast.weights.items() if one in offered}
    then = None if before is None else _shares_before(before, weights)
    if then is not None:
        weights, lean = then, 0
    votes = _votes(papers - blank - null, _strayed(weights, cast, lean, lots, papers))
    valid = sum(votes.values())
    return TallySheet(
        unit, contest, number, registered=roll, signatures=papers, in_box=papers,
        blank=papers - null - valid, null=null, valid=valid, votes=votes,
    )  # fmt: skip


def _turnout_before(before: TallySheet | None) -> int | None:
    """The turnout of the earlier round in thousandths."""
    if before is None or not before.registered or before.papers is None:
        return None
    return before.papers * 1000 // before.registered


def _shares_before(before: TallySheet, weights: Mapping[OptionId, int]) -> dict[OptionId, int] | None:
    """What each had then, and a part of what those had who are gone, as the weights divide it."""
    own = {option: max(0, before.votes.get(option, 0)) for option in weights}
    cast, kept = sum(max(0, votes) for votes in before.votes.values()), sum(own.values())
    if not kept or not weights:
        return None
    whole = sum(weights.values())
    return {
        option: (votes * MILLION + (cast - kept) * MILLION * weights[option] // whole) // cast
        for option, votes in own.items()
    }


def _strayed(
    weights: Mapping[OptionId, int], cast: Cast, lean: int, lots: Lots, papers: int
) -> dict[OptionId, int]:
    """The weights moved by the place's lean between the first two, and by what is the section's own."""
    moved, stray = dict(weights), STRAY + STRAY * 6 // (isqrt(papers) + 1)
    for place, option in enumerate(cast.options):
        if option in moved:
            moved[option] += lean if place == 0 else -lean if place == 1 else 0
            moved[option] = max(LEAST, moved[option] + bell(lots, stray))
    return moved


def _votes(valid: int, weights: Mapping[OptionId, int]) -> dict[OptionId, int]:
    """Votes in proportion to the weights, their sum exactly ``valid``; none where nobody is on offer."""
    whole = sum(weights.values())
    given: dict[OptionId, int] = {}
    reached = done = 0
    for option, weight in weights.items():
        reached += weight
        given[option] = valid * reached // whole - done
        done += given[option]
    return given


def earlier_sheets(folder: BallotFolder, question: Question) -> dict[UnitId, TallySheet]:
    """The sheets of the last round before this one of which there are any, by section."""
    found: dict[int, dict[UnitId, TallySheet]] = {}
    for sheet in folder.sheets:
        if sheet.contest == question.contest.id and sheet.round < question.round.number:
            found.setdefault(sheet.round, {}).setdefault(sheet.unit, sheet)
    return found[max(found)] if found else {}


def cast_of(
    options: Sequence[OptionId], leader: OptionId | None, before: Mapping[UnitId, TallySheet], seed: str
) -> Cast:
    """In which order the options come: as in the earlier round, else as drawn; whoever should lead first."""
    votes = {one: sum(sheet.votes.get(one, 0) for sheet in before.values()) for one in options}
    order = sorted(Lots(seed, "rehearsal/1 order").order(options), key=lambda one: -votes[one])
    first = leader if leader is not None else order[0]
    return Cast(first, tuple(one for one in order if one != first))
