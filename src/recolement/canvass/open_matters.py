"""All that is open in one scope (en suspens): built once, then changed matter by matter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from recolement.canvass.contributions import loss
from recolement.canvass.missing import MissingUnits
from recolement.model.ids import MatterId, UnitId
from recolement.model.matters import Free, Matter, Over, Possibility, Reason
from recolement.model.results import Vector

REMEMBERED = 2048
"""Losses remembered per matter; beyond, the memory is emptied and filled again."""


def missing_matter(unit: UnitId, roll: int | None, size: int) -> Matter:
    """A missing unit as a matter: any split of up to its registered voters, turnout included.

    As entered, a known roll stands in abstain (nobody voted) and an unknown one counts nothing.
    """
    nothing = (0,) * size
    if roll is None:
        return Matter(MatterId(unit), Reason.MISSING, (unit,), nothing, (Possibility(nothing),), 1)
    abstaining = (*nothing[:-1], roll)
    possibility = Possibility(nothing, (Free(roll, Over.ALL),))
    return Matter(MatterId(unit), Reason.MISSING, (unit,), abstaining, (possibility,))


class HeldMatter:
    """A matter with the losses already computed for it (a pure function of coefficients, remembered)."""

    __slots__ = ("_losses", "matter")

    def __init__(self, matter: Matter) -> None:
        self.matter = matter
        self._losses: dict[Vector, int] = {}

    def loss(self, coefficients: Vector) -> int:
        """The most the matter can take from an assertion with these coefficients."""
        known = self._losses.get(coefficients)
        if known is None:
            if len(self._losses) >= REMEMBERED:
                self._losses.clear()
            known = self._losses[coefficients] = loss(self.matter, coefficients)
        return known


class OpenMatters(Mapping[MatterId, Matter]):
    """The open matters of one contest, round and scope, by id.

    Immutable: :meth:`with_` and :meth:`without` return another one and share what did not change, so that
    a what-if costs no more than the real thing. ``missing`` gives plain missing units by known roll
    without a :class:`Matter` each; a matter of that very shape among ``matters`` is put with them.

    >>> matters = OpenMatters(5, missing={UnitId("Lyon-3"): 120, UnitId("Brest"): 80})
    >>> matters[MatterId("Brest")].as_entered, len(matters.without(MatterId("Brest")))
    ((0, 0, 0, 0, 80), 1)
    """

    def __init__(
        self,
        size: int,
        matters: Iterable[Matter] = (),
        missing: Mapping[UnitId, int] | None = None,
    ) -> None:
        self.size = size
        """How many cells a vector has."""
        rolls = dict(missing or {})
        self.others: dict[MatterId, HeldMatter] = {}
        """Every matter but the plain missing units, by id."""
        for matter in matters:
            if self._is_plain(matter):
                rolls[matter.units[0]] = matter.as_entered[-1]
            else:
                self.others[matter.id] = HeldMatter(matter)
        self.missing = MissingUnits(rolls)
        """The plain missing units: one unit each, roll known, any split of it possible."""

    def _is_plain(self, matter: Matter) -> bool:
        return (
            matter.reason is Reason.MISSING
            and len(matter.units) == 1
            and not matter.unknown_rolls
            and matter == missing_matter(matter.units[0], matter.as_entered[-1], self.size)
        )

    def __getitem__(self, matter: MatterId) -> Matter:
        held = self.others.get(matter)
        if held is not None:
            return held.matter
        return missing_matter(UnitId(matter), self.missing[UnitId(matter)], self.size)

    def __iter__(self) -> Iterator[MatterId]:
        yield from self.others
        for unit in self.missing:
            yield MatterId(unit)

    def __len__(self) -> int:
        return len(self.others) + len(self.missing)

    def __contains__(self, matter: object) -> bool:
        return matter in self.others or matter in self.missing

    def _copy(self, missing: MissingUnits, others: dict[MatterId, HeldMatter]) -> OpenMatters:
        other = OpenMatters(self.size)
        other.missing, other.others = missing, others
        return other

    def without(self, matter: MatterId) -> OpenMatters:
        """The same, one matter being settled; ``KeyError`` if it was not open."""
        if matter in self.others:
            return self._copy(self.missing, {id: held for id, held in self.others.items() if id != matter})
        return self._copy(self.missing.without(UnitId(matter)), self.others)

    def with_(self, matter: Matter) -> OpenMatters:
        """The same, with one more matter (or the matter of that id replaced)."""
        rest = self.without(matter.id) if matter.id in self else self
        if self._is_plain(matter):
            return self._copy(rest.missing.with_(matter.units[0], matter.as_entered[-1]), rest.others)
        return self._copy(rest.missing, {**rest.others, matter.id: HeldMatter(matter)})

    def unknown_rolls(self) -> tuple[Matter, ...]:
        """The matters with a unit whose roll is not known, by id."""
        found = (held.matter for held in self.others.values() if held.matter.unknown_rolls)
        return tuple(sorted(found, key=lambda matter: matter.id))

    def per_registered(self, coefficients: Vector) -> int:
        """What one registered voter of a plain missing unit can take: ``a_abstain − min a``."""
        return coefficients[-1] - min(coefficients)

    def at_risk(self, coefficients: Vector) -> int:
        """The most all matters together can take from an assertion (unknown rolls at 0)."""
        return self.missing.registered * self.per_registered(coefficients) + sum(
            held.loss(coefficients) for held in self.others.values()
        )
