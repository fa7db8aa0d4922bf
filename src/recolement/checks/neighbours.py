"""Family W, the checks that set a sheet beside others: its neighbours, its twins, its own first round.

Neighbours are the other sections under the same parent; where fewer than four of them are in, those under
the parent's parent, and so on up. All comparisons are of fractions, in whole numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from recolement.checks.around import ENOUGH, Neighbours, beyond
from recolement.checks.reading import Reading
from recolement.checks.setting import Setting
from recolement.checks.surprising import CHANCE, warning
from recolement.model.findings import Figure, Finding
from recolement.model.ids import UnitId

LIKELY = 4
"""Square of the standard errors (2) within which a figure is what was to be expected."""
HARDLY_ANY = 50
"""A share is never expected to be under 1 in 50, or over 49 in 50: nobody is that sure."""
NEW_ROLL = 10
"""Two rolls closer than this cannot be told apart when looking for exchanged stations."""


def w6(reading: Reading, setting: Setting) -> Finding | None:
    """No option's share is far from its share among the neighbours together.

    From ``neighbour_points`` (25 points) on, where the unit and its neighbours have at least
    ``neighbour_valid`` (50) valid votes each; the option furthest away is named.
    By hand: neighbours 240 of 400 (60 %), here 30 of 100 (30 %): 30 points below.
    """
    distances = _distances(reading, setting)
    if distances is None:
        return None
    cast, around, by_option = distances
    furthest = max(by_option, key=abs)
    points = setting.warn.neighbour_points
    if abs(furthest) * points.denominator < points.numerator * cast * around:
        return None
    place = by_option.index(furthest)
    votes = reading.votes
    neighbours = setting.neighbours(reading.unit)
    if votes is None or neighbours is None:
        return None
    option = setting.offered(reading.unit)[place]
    return warning(
        "W6",
        reading,
        (option,),
        votes[place],
        option=option,
        valid=cast,
        neighbours=neighbours.sheets,
        neighbours_votes=neighbours.votes[place],
        neighbours_valid=around,
        node=neighbours.node,
    )


def _distances(reading: Reading, setting: Setting) -> tuple[int, int, list[int]] | None:
    """Valid votes here, valid votes around, and per option here/valid − around/valid × both (an integer).

    ``None`` where there are too few votes to compare.
    """
    votes, cast = reading.votes, reading.cast
    least = setting.warn.neighbour_valid
    if votes is None or cast < least or len(votes) < 2:
        return None
    neighbours = setting.neighbours(reading.unit)
    if neighbours is None:
        return None
    if neighbours.distances is None:
        theirs = neighbours.votes
        around = sum(theirs)
        by_option = [here * around - there * cast for here, there in zip(votes, theirs, strict=True)]
        neighbours.distances = (cast, around, by_option)
    return neighbours.distances if neighbours.distances[1] >= least else None


def w7(reading: Reading, setting: Setting) -> Finding | None:
    """No two options look swapped (voix inversées).

    Where the unit and its neighbours had a round before, in which two of the options stood, the unit's own
    proportion of the two then, moved as the neighbours' has moved since, is what is expected now. The two
    look swapped where the votes are more than 4 standard errors away from it, and the votes exchanged
    within 2. By hand (Châtenay-en-France, 2017, as first published): 16 against 7, then 14 against 32; the
    neighbours went from 58 % to 71 %. Expected 16/23 + 0.13 = 83 %, standard error 9.7 points: 30 % is
    5.4 of them away; exchanged, 70 % is 1.3.

    Elsewhere the two options furthest above and below their share around are looked at, and look swapped
    where

    1. here they stand in the reverse of the neighbours' order, beyond chance: with n votes for the two and
       the neighbours' proportion p, the distance from n·p is more than 4 standard errors;
    2. of all the neighbours none is as far on this side: between the unit and the nearest of them there is
       more than from one end of the neighbours to the other, and the votes exchanged would fall among them.

    By hand: four neighbours give a 220, 232, 240 and 248 votes of 400, this one 160 to b's 240: 41 % would
    be 165, and 240 are 7.6 standard errors (9.8) more. Nearest neighbour at 10 points of lead, this one at
    −20: 30 > 24 − 10 = 14; exchanged +20 falls within 10 to 24.
    """
    if reading.votes is None or len(reading.votes) < 2 or not reading.cast:
        return None
    neighbours = setting.neighbours(reading.unit) if reading.unit in setting.tree else None
    if neighbours is None:
        return None
    then = _round_before(reading, setting, neighbours)
    if then is None:
        return _swapped_around(reading, setting, neighbours)
    return _swapped_since(reading, setting, neighbours, then)


@dataclass(frozen=True, slots=True)
class _Before:
    """The round before, for the options that stood in both: their places, the votes here and around."""

    places: list[int]
    here: list[int]
    around: list[int]


def _round_before(reading: Reading, setting: Setting, neighbours: Neighbours) -> _Before | None:
    """The round before, if two options of this one stood in it and the unit and its neighbours voted."""
    previous = setting.previous
    before = previous.reading_of(reading.unit) if previous else None
    if previous is None or before is None or before.votes is None or not before.cast:
        return None
    theirs = previous.around.under(neighbours.node, reading.unit)
    if theirs is None:
        return None
    stood = {option: place for place, option in enumerate(previous.offered(reading.unit))}
    now = setting.offered(reading.unit)
    places = [place for place, option in enumerate(now) if option in stood]
    if len(places) < 2:
        return None
    earlier, votes = [stood[now[place]] for place in places], theirs.votes
    return _Before(places, [before.votes[place] for place in earlier], [votes[place] for place in earlier])


def _swapped_since(
    reading: Reading, setting: Setting, neighbours: Neighbours, then: _Before
) -> Finding | None:
    """W7 measured on the round before: the two options that rose and fell most, as against the neighbours."""
    votes = [(reading.votes or ())[place] for place in then.places]
    theirs = [neighbours.votes[place] for place in then.places]
    now, before, around, earlier = map(sum, (votes, then.here, theirs, then.around))
    if min(now, before) <= 0 or min(around, earlier) < setting.warn.neighbour_valid:
        return None
    one, other = 0, 1
    if len(votes) > 2:
        bases = (
            before * around * earlier,
            now * around * earlier,
            now * before * earlier,
            now * before * around,
        )
        rise = [
            a * bases[0] - b * bases[1] - c * bases[2] + d * bases[3]
            for a, b, c, d in zip(votes, then.here, theirs, then.around, strict=True)
        ]
        one, other = rise.index(max(rise)), rise.index(min(rise))
    both = [figures[one] + figures[other] for figures in (votes, then.here, theirs, then.around)]
    if min(both) <= 0:
        return None
    pair, whole = both[0], both[1] * both[2] * both[3]
    expected = (
        then.here[one] * both[2] * both[3]
        + theirs[one] * both[1] * both[3]
        - then.around[one] * both[1] * both[2]
    )
    if not whole < HARDLY_ANY * expected < (HARDLY_ANY - 1) * whole:
        expected, whole = (1 if HARDLY_ANY * expected <= whole else HARDLY_ANY - 1), HARDLY_ANY
    # The distances from what is expected, and their standard error, all times pair × whole, squared.
    away = (votes[one] * whole - pair * expected) ** 2 * both[1]
    exchanged = (votes[other] * whole - pair * expected) ** 2 * both[1]
    error = expected * (whole - expected) * (pair + both[1]) * pair
    if away <= CHANCE * error or exchanged > LIKELY * error:
        return None
    if votes[one] < votes[other]:
        one, other = other, one
    return _swapped(
        reading, setting, neighbours, then.places[one], then.places[other],
        before_option=then.here[one], before_other=then.here[other],
    )  # fmt: skip


def _swapped_around(reading: Reading, setting: Setting, neighbours: Neighbours) -> Finding | None:
    """W7 measured on the neighbours alone."""
    distances, votes, theirs = _distances(reading, setting), reading.votes, neighbours.votes
    if distances is None or votes is None:
        return None
    by_option = distances[2]
    above, below = by_option.index(max(by_option)), by_option.index(min(by_option))
    if votes[above] <= votes[below] or theirs[above] >= theirs[below]:
        return None
    here, both = votes[above] + votes[below], theirs[above] + theirs[below]
    if (votes[above] * both - here * theirs[above]) ** 2 <= CHANCE * here * theirs[above] * theirs[below]:
        return None
    if not _outside(reading, setting, above, below, neighbours.node):
        return None
    return _swapped(reading, setting, neighbours, above, below)


def _swapped(
    reading: Reading, setting: Setting, neighbours: Neighbours, first: int, second: int, **facts: Figure
) -> Finding:
    """The finding W7: the option with more votes here first."""
    votes, theirs, offered = reading.votes or (), neighbours.votes, setting.offered(reading.unit)
    return warning(
        "W7",
        reading,
        (offered[first], offered[second]),
        votes[first],
        votes[second],
        votes[first] - votes[second],
        option=offered[first],
        other=offered[second],
        neighbours=neighbours.sheets,
        neighbours_option=theirs[first],
        neighbours_other=theirs[second],
        **facts,
    )


def _outside(reading: Reading, setting: Setting, above: int, below: int, node: UnitId) -> bool:
    """Whether the lead is out of the neighbours' range by more than that range, and −lead within it."""
    votes = reading.votes or ()
    own = (votes[above] - votes[below], reading.cast)
    leads = setting.around.leads(reading.unit, node, (above, below))
    counted = setting.around.counts(reading.unit)
    if leads.sheets - counted < ENOUGH or (counted and beyond(leads.highest, own)):
        return False
    lead = Fraction(*own)
    highest, lowest = Fraction(*(leads.second if counted else leads.highest)), Fraction(*leads.lowest)
    return lead - highest > highest - lowest and lowest <= -lead <= highest


def w9(reading: Reading, setting: Setting) -> Finding | None:
    """No two units return the same sheet: one may have been entered twice, under two names.

    The same votes for every option, the same papers, blank, null and signatures, with at least
    ``identical_valid`` (20) valid votes, under the same parent.
    By hand: sections 3 and 4 of one town: 39, 45 and 1 of 85 papers in both.
    """
    if reading.cast < setting.warn.identical_valid or reading.votes is None:
        return None
    twins = setting.twins(reading)
    if not twins:
        return None
    parent = setting.tree[reading.unit].parent
    near = [twin for twin in twins if setting.tree[twin].parent == parent]
    if not near or parent is None:
        return None
    first = next(unit for unit in setting.tree.children(parent) if unit in near)
    return warning("W9", reading, setting.offered(reading.unit), reading.cast, other=first, others=len(near))


def w11(reading: Reading, setting: Setting) -> Finding | None:
    """No two sections look exchanged between two rounds: each has the roll the other had.

    By hand (Briançon, 2017): stations 1 and 2 have 1,481 and 1,322 registered in the first round, 1,322
    and 1,481 in the second: one of the two rounds has them under each other's number.
    """
    previous = setting.previous
    if previous is None:
        return None
    before = previous.reading_of(reading.unit)
    now = reading.registered
    if before is None or before.registered is None or now is None or abs(now - before.registered) < NEW_ROLL:
        return None
    parent = setting.tree[reading.unit].parent if reading.unit in setting.tree else None
    if parent is None:
        return None
    for other in setting.tree.children(parent):
        theirs, earlier = setting.reading_of(other), previous.reading_of(other)
        if other == reading.unit or theirs is None or earlier is None:
            continue
        if theirs.registered is None or earlier.registered is None:
            continue
        apart = abs(before.registered - earlier.registered)
        left = abs(now - earlier.registered) + abs(theirs.registered - before.registered)
        if apart >= NEW_ROLL and 4 * left <= apart:
            return warning(
                "W11",
                reading,
                ("registered",),
                now,
                before.registered,
                now - before.registered,
                other=other,
                other_found=theirs.registered,
                other_expected=earlier.registered,
            )
    return None
