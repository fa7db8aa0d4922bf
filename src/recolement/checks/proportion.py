"""Yesterday's percentages applied to a new total: telling a multiplication from a count (P2).

The total rises from T to T′ by N. If an option's new figure was *computed* from its earlier share s, it is
s·T′ to rounding: s as published before, or the earlier votes over T, unrounded or rounded to 0, 1 or 2
decimals of a per cent (the same for all options: one *habit*). If it was *counted*, the N new papers brought
the options some votes, which even in a perfectly even country vary as N draws do (real places vary far
more). Windows of wᵢ votes are then all hit with chance about ∏wᵢ / √((2πN)ᵏ·∏sᵢ·r), r the share of all the
rest. Times the habits tried, under 1 in 200, the finding is made.

Worked example (primary of January 2017): T = 1,249,126, T′ = 1,601,138, N = 352,012. Hamon 454,041 is
36.35 %; 36.35 % of T′ is 582,013.7; published 582,014. Valls 388,603 is 31.11 %; 498,114.03; published
498,114. Windows of 3 votes, r = 0.3254: 9 / (6.28 · 352,012 · √(0.3635 · 0.3111 · 0.3254)) = 1 in 47,000;
with five habits 1 in 9,400. Everything is compared squared, in exact fractions.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, TypeAlias

from recolement.checks.snapshots import Snapshot
from recolement.model.findings import Figure
from recolement.model.ids import OptionId

TOTALS = ("voters", "in_box", "valid", "signatures")
"""The totals an organiser may have multiplied."""
ONCE_IN = 200
TWO_PI = Fraction(628, 100)
"""2π, rounded down: the chance is never understated."""
LITTLE_LEFT = Fraction(1, 100)
"""Where less than this is left over, the options' figures follow from each other: one is not counted."""
ROUNDED = Fraction(3)
"""A window of three votes: the product, one below, one above."""

Habit: TypeAlias = Literal["published", "0", "1", "2", "unrounded"]
HABITS: tuple[Habit, ...] = ("published", "2", "1", "0", "unrounded")


@dataclass(frozen=True, slots=True)
class Copied:
    """The total that rose, the options whose shares did not move, and facts for the sentence."""

    field: str
    before: int
    now: int
    options: tuple[OptionId, ...]
    facts: Mapping[str, Figure]


def same_shares(before: Snapshot, now: Snapshot, options: tuple[OptionId, ...]) -> Copied | None:
    """Whether all the options' figures of ``now`` are shares of ``before`` times the new total."""
    for name in TOTALS:
        first, second = before.counts.get(name), now.counts.get(name)
        if first is None or second is None or second <= first or first <= 0:
            continue
        for habit in HABITS:
            multiplied = _multiplied(before, now, options, first, second, habit)
            if len(multiplied) < 2 or not _beyond_chance(multiplied, second - first):
                continue
            top = max(multiplied, key=lambda one: one.share)
            facts: dict[str, Figure] = {"option": top.option, "share": top.share, "votes": top.votes}
            return Copied(name, first, second, tuple(one.option for one in multiplied), facts)
    return None


@dataclass(frozen=True, slots=True)
class _Multiple:
    """An option whose new figure is its earlier share of the new total, within so many votes."""

    option: OptionId
    share: Fraction
    window: Fraction
    votes: int | None


def _multiplied(
    before: Snapshot, now: Snapshot, options: tuple[OptionId, ...], first: int, second: int, habit: Habit
) -> list[_Multiple]:
    """Every option published both times, if all are multiples by that habit; else nothing."""
    found: list[_Multiple] = []
    for option in options:
        share = _earlier_share(before, option, first, habit)
        votes, later = now.counts.get(option), now.shares.get(option)
        if share is None or (votes is None and later is None):
            continue
        if votes is not None:
            if abs(votes - share * second) > 1:
                return []
            found.append(_Multiple(option, share, ROUNDED, votes))
        elif later is not None:
            if abs(later.value - share) * 2 > later.digit:
                return []
            found.append(_Multiple(option, share, later.digit * second + 1, None))
    return found


def _earlier_share(before: Snapshot, option: OptionId, total: int, habit: Habit) -> Fraction | None:
    if habit == "published":
        published = before.shares.get(option)
        return published.value if published else None
    votes = before.counts.get(option)
    if votes is None:
        return None
    if habit == "unrounded":
        return Fraction(votes, total)
    scale = 100 * 10 ** int(habit)
    return Fraction((2 * votes * scale + total) // (2 * total), scale)


def _beyond_chance(multiplied: list[_Multiple], new_papers: int) -> bool:
    telling = [
        one
        for one in multiplied
        if one.window**2 < TWO_PI * new_papers * one.share * (1 - one.share)  # else it says nothing
    ]
    left = 1 - sum((one.share for one in telling), Fraction(0))
    if telling and left < LITTLE_LEFT:
        largest = max(telling, key=lambda one: one.share)
        telling.remove(largest)
        left += largest.share
    if not telling or left <= 0:
        return False
    squared_chance = 1 / left
    for one in telling:
        squared_chance *= one.window**2 / (TWO_PI * new_papers * one.share)
    return squared_chance * (ONCE_IN * len(HABITS)) ** 2 < 1
