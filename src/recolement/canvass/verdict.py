"""The verdict (conclusion du récolement): is the outcome settled, and what could still change it?

Totals are the baseline: sheets as entered; a missing unit with a known roll stands whole in abstain, one
with an unknown roll counts nothing. Every figure is exact; nothing here is an estimate.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import chain
from typing import overload

from recolement.canvass.decisive import decisive
from recolement.canvass.joint import JointRival
from recolement.canvass.margins import margin
from recolement.canvass.open_matters import HeldMatter, OpenMatters
from recolement.model.ids import MatterId, UnitId
from recolement.model.matters import Matter
from recolement.model.results import Assertion, Outcome, OutcomeKind, Rival, Vector


@dataclass(frozen=True, slots=True)
class OpenMatter:
    """One open matter and what it could do alone.

    ``worst_case``: the loss on the assertion ``on``, where it is the largest share of the slack;
    ``leverage``: that share (1 or more: with one branch, it decides alone). All ``None`` where a roll is
    unknown (no bound): then ``break_even_roll`` is the smallest roll of that unit from which the outcome
    could change, the other unknown rolls at 0 and every other open matter at its worst; 0 if these are
    enough without it, ``None`` if no roll can change the outcome.
    """

    matter: Matter
    worst_case: int | None
    on: Assertion | None
    leverage: Fraction | None
    break_even_roll: int | None = None


@dataclass(frozen=True, slots=True)
class Exposure:
    """One assertion: its lead now and the most that all open matters together could take from it.

    The two bars of the verdict strip: ``slack`` longer than ``at_risk`` means this assertion is safe.
    ``at_risk`` is ``None`` where an unknown roll leaves no bound.
    """

    assertion: Assertion
    slack: int
    at_risk: int | None

    @property
    def safe(self) -> bool:
        """Whether it holds whatever the open matters bring."""
        return self.at_risk is not None and self.slack > self.at_risk


@dataclass(frozen=True)
class Verdict:
    """Is it settled, by how much, and what could still change it (FORMAT, ``recolement tally --json``).

    ``settled``: ``False`` if some combination of the open matters gives another outcome, ``True`` if none
    does, ``None`` without an outcome (no valid vote, or lots are due: an equality is no outcome yet) or if
    only unknown rolls leave it open. Where the outcome's branches are only sufficient (``exact`` false),
    ``False`` means not proved settled.
    """

    settled: bool | None
    margin: int | None
    open: Sequence[OpenMatter]
    """Unknown rolls first, then by leverage, largest first; ties by id. Computed as it is read."""
    decisive: tuple[MatterId, ...]
    decisive_units: tuple[UnitId, ...]
    exposures: tuple[Exposure, ...]
    """Every assertion of the branch shown, in its order."""
    break_even_roll: int | None
    """The smallest single unknown roll that could change an outcome otherwise settled."""
    open_units: int
    """How many units the open matters touch, each counted once."""
    open_registered: int
    """The registered of these units as far as they are known; of a contested sheet, those on it."""
    unknown_rolls: int
    """How many missing units have no known roll: they are not in ``open_registered``."""

    @property
    def lead(self) -> Exposure | None:
        """The assertion to show on the strip: the one the open matters threaten most, for its slack."""
        return max(self.exposures, key=_threat, default=None)


def _threat(exposure: Exposure) -> tuple[bool, Fraction, int]:
    if exposure.at_risk is None:
        return True, Fraction(0), -exposure.slack
    return False, Fraction(exposure.at_risk, max(1, exposure.slack)), -exposure.slack


def assertions_of(outcome: Outcome) -> tuple[Assertion, ...]:
    """The assertions of all branches and rivals, each once, in their order."""
    branches = chain.from_iterable(branch.assertions for branch in outcome.branches)
    once: dict[tuple[Vector, int], Assertion] = {}
    for assertion in chain(branches, chain.from_iterable(outcome.rivals)):
        once.setdefault((assertion.coefficients, assertion.constant), assertion)
    return tuple(once.values())


def verdict(outcome: Outcome | None, totals: Vector, matters: OpenMatters) -> Verdict:
    """The verdict on an outcome at the baseline totals, with everything that is open.

    ``outcome`` is ``None`` where nobody cast a valid vote.
    """
    decided = outcome is not None and outcome.kind is not OutcomeKind.LOTS_NEEDED
    unknown = matters.unknown_rolls()
    settled: bool | None = None
    break_even: int | None = None
    deciding: tuple[MatterId, ...] = ()
    if outcome is not None and decided:
        rivals = [rival for rival in outcome.rivals if _feasible(rival, totals, matters)]
        settled = not rivals
        deciding = decisive(rivals, totals, matters)
        if unknown:
            rolls = (_break_even(rival, totals, matters) for rival in outcome.rivals)
            break_even = 0 if rivals else min((roll for roll in rolls if roll is not None), default=None)
            settled = None if settled and break_even is not None else settled
    measured = _measure(outcome if decided else None, totals)
    units, registered = _suspended(matters)
    return Verdict(
        settled=settled,
        margin=margin(outcome, totals),
        open=OpenMattersByLeverage(matters, measured, break_even),
        decisive=deciding,
        decisive_units=_units(matters, deciding),
        exposures=_exposures(outcome if decided else None, totals, matters, bool(unknown)),
        break_even_roll=break_even,
        open_units=units,
        open_registered=registered,
        unknown_rolls=sum(matter.unknown_rolls for matter in unknown),
    )


def _feasible(rival: Rival, totals: Vector, matters: OpenMatters) -> bool:
    if len(rival) == 1:
        return matters.at_risk(rival[0].coefficients) >= rival[0].slack(totals)
    return JointRival(rival, totals).feasible(matters)


def _break_even(rival: Rival, totals: Vector, matters: OpenMatters) -> int | None:
    """⌈slack left / −μ*⌉ for one assertion: every voter of the roll in the cell that hurts it most."""
    if len(rival) > 1:
        return JointRival(rival, totals).break_even(matters)
    left = rival[0].slack(totals) - matters.at_risk(rival[0].coefficients)
    worst = -min(rival[0].coefficients)
    if left <= 0:
        return 0
    return -(-left // worst) if worst > 0 else None


def _measure(outcome: Outcome | None, totals: Vector) -> list[tuple[Assertion, int]]:
    """The assertions that hold now, with their slack: shares are of these."""
    if outcome is None:
        return []
    slacks = ((assertion, assertion.slack(totals)) for assertion in assertions_of(outcome))
    return [(assertion, slack) for assertion, slack in slacks if slack > 0]


def _exposures(
    outcome: Outcome | None, totals: Vector, matters: OpenMatters, unknown: bool
) -> tuple[Exposure, ...]:
    """Of the branches that hold, the one whose most threatened assertion is threatened least."""
    if outcome is None:
        return ()
    shown: tuple[Exposure, ...] = ()
    for branch in outcome.branches:
        if branch.holds(totals):
            exposures = tuple(
                Exposure(
                    assertion,
                    assertion.slack(totals),
                    None
                    if unknown and min(assertion.coefficients) < 0
                    else matters.at_risk(assertion.coefficients),
                )
                for assertion in branch.assertions
            )
            if not shown or max(map(_threat, exposures)) < max(map(_threat, shown)):
                shown = exposures
    return shown


def _suspended(matters: OpenMatters) -> tuple[int, int]:
    registered = matters.missing.registered
    units: set[UnitId] = set()
    for held in matters.others.values():
        matter = held.matter
        units.update(matter.units)
        fixed = (sum(one.fixed) + sum(free.papers for free in one.free) for one in matter.possibilities)
        registered += max(sum(matter.as_entered), max(fixed, default=0))
    return len(matters.missing) + len(units - matters.missing.keys()), registered


def _units(matters: OpenMatters, chosen: tuple[MatterId, ...]) -> tuple[UnitId, ...]:
    """The units of some matters, each once, in order."""
    found: dict[UnitId, None] = {}
    for id in chosen:
        held = matters.others.get(id)
        found.update(dict.fromkeys(held.matter.units if held else (UnitId(id),)))
    return tuple(found)


class OpenMattersByLeverage(Sequence[OpenMatter]):
    """The open matters, unknown rolls first, then by leverage; only what is read is computed.

    The plain missing units are in order already (the larger the roll, the larger the leverage); each
    other matter has a place among them.
    """

    def __init__(
        self, matters: OpenMatters, measured: list[tuple[Assertion, int]], break_even: int | None
    ) -> None:
        self._matters = matters
        self._measured = measured
        self._break_even = break_even

    def __len__(self) -> int:
        return len(self._matters)

    @cached_property
    def _share_per_registered(self) -> tuple[Fraction, Assertion | None]:
        """The leverage of one registered voter of a missing unit, and the assertion it is reached on."""
        best: tuple[Fraction, Assertion | None] = (Fraction(0), None)
        for assertion, slack in self._measured:
            share = Fraction(self._matters.per_registered(assertion.coefficients), slack)
            if best[1] is None or share > best[0]:
                best = share, assertion
        return best

    @cached_property
    def _others(self) -> tuple[list[OpenMatter], list[int]]:
        """The other matters in order, and the index of each in the whole sequence."""
        found = [self._measure(held) for held in self._matters.others.values()]
        found.sort(key=lambda one: (one.leverage is not None, -(one.leverage or 0), one.matter.id))
        share = self._share_per_registered[0]
        places = []
        for number, one in enumerate(found):
            before = 0
            if one.leverage is not None and share:
                roll, rest = divmod(one.leverage, share)
                before = self._matters.missing.before(roll, "" if rest else one.matter.id)
            places.append(number + before)
        return found, places

    def _measure(self, held: HeldMatter) -> OpenMatter:
        if held.matter.unknown_rolls:
            return OpenMatter(held.matter, None, None, None, self._break_even)
        best: OpenMatter | None = None
        for assertion, slack in self._measured:
            loss = held.loss(assertion.coefficients)
            leverage = Fraction(loss, slack)
            if best is None or best.leverage is None or leverage > best.leverage:
                best = OpenMatter(held.matter, loss, assertion, leverage)
        return best or OpenMatter(held.matter, None, None, None)

    def _missing(self, place: int) -> OpenMatter:
        unit, roll = self._matters.missing.at(place)
        matter = self._matters[MatterId(unit)]
        share, on = self._share_per_registered
        if on is None:
            return OpenMatter(matter, None, None, None)
        return OpenMatter(matter, roll * self._matters.per_registered(on.coefficients), on, roll * share)

    @overload
    def __getitem__(self, index: int) -> OpenMatter: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[OpenMatter]: ...
    def __getitem__(self, index: int | slice) -> OpenMatter | Sequence[OpenMatter]:
        if isinstance(index, slice):
            return [self[number] for number in range(*index.indices(len(self)))]
        if not -len(self) <= index < len(self):
            raise IndexError(index)
        index %= len(self)
        others, places = self._others
        number = bisect_right(places, index)
        if number and places[number - 1] == index:
            return others[number - 1]
        return self._missing(index - number)
