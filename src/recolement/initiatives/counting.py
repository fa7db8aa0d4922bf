"""Which signatures count: one a member, in the time and the territory, unless it was withdrawn.

Ann signs online and on paper, Bob signs and withdraws, Cem is of another department, Dan signs too late:

>>> from datetime import UTC, datetime
>>> from recolement.initiatives.rulebook import Amount, Rulebook
>>> hour = lambda number: datetime(2026, 3, 1, number, tzinfo=UTC)
>>> rules = Rulebook(Amount(number=1), hour(8), hour(18), territory=frozenset({"01"}))
>>> roll = {"ann": "01", "bob": "01", "cem": "02", "dan": "01"}
>>> signatures = [
...     Signature("s1", "ann", hour(9), Way.ONLINE), Signature("s2", "ann", hour(10), Way.PAPER),
...     Signature("s3", "bob", hour(9), Way.ONLINE), Signature("s4", "cem", hour(9), Way.PAPER),
...     Signature("s5", "dan", hour(18), Way.ONLINE), Signature("s6", "eve", hour(9), Way.PAPER),
... ]
>>> found = count(rules, roll, signatures, [Withdrawal("bob", hour(12))])
>>> found.total, [void and void.value for _, void in sorted(found.why.items())]
(1, [None, 'double', 'withdrawn', 'elsewhere', 'late', 'unknown'])

Nothing depends on the order in which signatures come in: each has its moment. A signature on paper has that
of the day its sheet was handed in. A withdrawal undoes what its own member signed until then, in whatever
way; who signs again afterwards counts again. Of several that are good one counts, an online one first, as
nothing of it has to be checked.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from recolement.initiatives.rulebook import Rulebook


class Way(StrEnum):
    """How somebody signed."""

    ONLINE = "online"
    PAPER = "paper"


class Void(StrEnum):
    """Why a signature does not count."""

    UNKNOWN = "unknown"
    """Not on the roll."""
    ELSEWHERE = "elsewhere"
    """Of a unit outside the territory."""
    EARLY = "early"
    LATE = "late"
    UNSIGNED = "unsigned"
    """A line of a sheet without a signature."""
    FORGED = "forged"
    """Not the hand, or not the will, of whose name it bears."""
    WITHDRAWN = "withdrawn"
    DOUBLE = "double"


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature as it came in. ``void``: what was seen on its paper, where that alone voids it."""

    id: str
    member: str
    at: datetime
    way: Way
    void: Void | None = None


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A member takes back whatever they signed until then."""

    member: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Count:
    """What counts: by unit and way, and for each signature why not (``None``: it counts)."""

    by_unit: Mapping[tuple[str, Way], int]
    why: Mapping[str, Void | None]

    @property
    def total(self) -> int:
        """How many signatures count."""
        return sum(self.by_unit.values())

    def of_unit(self, unit: str) -> int:
        """How many of a unit count."""
        return sum(self.by_unit.get((unit, way), 0) for way in Way)

    def voids(self) -> dict[Void, int]:
        """How many do not count, by reason."""
        counted = Counter(void for void in self.why.values() if void is not None)
        return {void: counted[void] for void in Void if counted[void]}


def count(
    rules: Rulebook,
    roll: Mapping[str, str],
    signatures: Iterable[Signature],
    withdrawals: Iterable[Withdrawal] = (),
) -> Count:
    """Count the signatures; ``roll`` says the unit of each member."""
    signed: dict[str, list[Signature]] = defaultdict(list)
    undone: dict[str, list[Withdrawal]] = defaultdict(list)
    for signature in signatures:
        signed[signature.member].append(signature)
    for withdrawal in withdrawals:
        undone[withdrawal.member].append(withdrawal)
    by_unit: Counter[tuple[str, Way]] = Counter()
    why: dict[str, Void | None] = {}
    for member, own in signed.items():
        unit = roll.get(member)
        counts, found = stand(rules, unit, own, undone.get(member, ()))
        why |= found
        if counts is not None and unit is not None:
            by_unit[unit, counts.way] += 1
    return Count(by_unit, why)


def stand(
    rules: Rulebook, unit: str | None, signatures: Sequence[Signature], withdrawals: Iterable[Withdrawal] = ()
) -> tuple[Signature | None, dict[str, Void | None]]:
    """Of all that one member signed: the signature that counts, if one does, and what became of each.

    ``unit``: the member's; ``None`` where nobody of that name is on the roll.
    """
    in_time = [one.at for one in withdrawals if rules.opens <= one.at < rules.closes]
    until = max(in_time, default=None)
    why: dict[str, Void | None] = {}
    good: list[Signature] = []
    for one in signatures:
        void = _void(rules, unit, one, until)
        why[one.id] = void
        if void is None:
            good.append(one)
    if not good:
        return None, why
    counts = min(good, key=lambda one: (one.way is not Way.ONLINE, one.at, one.id))
    for one in good:
        if one is not counts:
            why[one.id] = Void.DOUBLE
    return counts, why


def _void(rules: Rulebook, unit: str | None, one: Signature, until: datetime | None) -> Void | None:
    if unit is None:
        return Void.UNKNOWN
    if not rules.may_sign(unit):
        return Void.ELSEWHERE
    if one.at < rules.opens:
        return Void.EARLY
    if one.at >= rules.closes:
        return Void.LATE
    if one.void is not None:
        return one.void
    if until is not None and one.at <= until:
        return Void.WITHDRAWN
    return None
