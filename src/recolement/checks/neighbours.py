"""Family W, the checks that set a sheet beside others: its neighbours, its twins, its own first round.

Neighbours are the other sections under the same parent; where fewer than four of them are in, those under
the parent's parent, and so on up. All comparisons are of fractions, in whole numbers.
"""

from __future__ import annotations

from fractions import Fraction

from recolement.checks.reading import Reading
from recolement.checks.setting import Setting
from recolement.checks.surprising import warning
from recolement.model.findings import Finding
from recolement.model.ids import UnitId

CHANCE = 16
"""Square of the standard errors (4) beyond which a reversal is no longer put down to chance."""
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
    if reading.distances is not None:
        return reading.distances
    votes, cast = reading.votes, reading.cast
    least = setting.warn.neighbour_valid
    if votes is None or cast < least or len(votes) < 2:
        return None
    neighbours = setting.neighbours(reading.unit)
    if neighbours is None:
        return None
    theirs = neighbours.votes
    around = sum(theirs)
    if around < least:
        return None
    by_option = [here * around - there * cast for here, there in zip(votes, theirs, strict=True)]
    reading.distances = (cast, around, by_option)
    return reading.distances


def w7(reading: Reading, setting: Setting) -> Finding | None:
    """No two options look swapped (voix inversées).

    The two options furthest above and below their share around are looked at. They look swapped where

    1. here they stand in the reverse of the neighbours' order, beyond chance: with n votes for the two and
       the neighbours' proportion p, the distance from n·p is more than 4 standard errors;
    2. of all the neighbours none is as far on this side: between the unit and the nearest of them there is
       more than from one end of the neighbours to the other, and the votes exchanged would fall among them;
    3. in the round before, where both stood, the unit did not have them in this order.

    By hand: four neighbours give a 550, 580, 600 and 620 votes of 1,000, this one 400 to b's 600. Of 1,000
    votes 587.5 were to be expected: 187.5 fewer, and 4 standard errors are 62. Nearest neighbour at 10 points
    of lead, this one at −20: 30 > 24 − 10 = 14; exchanged, +20 falls within 10 to 24.
    """
    votes, theirs = reading.votes, None
    distances = _distances(reading, setting)
    if distances is None or votes is None:
        return None
    by_option = distances[2]
    above, below = by_option.index(max(by_option)), by_option.index(min(by_option))
    if votes[above] <= votes[below]:
        return None
    neighbours = setting.neighbours(reading.unit)
    if neighbours is None:
        return None
    theirs = neighbours.votes
    if theirs[above] >= theirs[below]:
        return None
    here = votes[above] + votes[below]
    both = theirs[above] + theirs[below]
    if (votes[above] * both - here * theirs[above]) ** 2 <= CHANCE * here * theirs[above] * theirs[below]:
        return None
    if not _outside(reading, setting, above, below, neighbours.node) or _so_before(
        reading, setting, above, below
    ):
        return None
    offered = setting.offered(reading.unit)
    return warning(
        "W7",
        reading,
        (offered[above], offered[below]),
        votes[above],
        votes[below],
        votes[above] - votes[below],
        option=offered[above],
        other=offered[below],
        neighbours=neighbours.sheets,
        neighbours_option=theirs[above],
        neighbours_other=theirs[below],
    )


def _outside(reading: Reading, setting: Setting, above: int, below: int, node: UnitId) -> bool:
    """Whether the lead is out of the neighbours' range by more than that range, and −lead within it."""
    votes = reading.votes or ()
    lead = Fraction(votes[above] - votes[below], reading.cast)
    least = setting.warn.neighbour_valid
    leads = [
        Fraction(other.votes[above] - other.votes[below], other.cast)
        for other in setting.each_neighbour(reading.unit, node)
        if other.votes is not None and other.cast >= least
    ]
    if len(leads) < 4:
        return False
    lowest, highest = min(leads), max(leads)
    return lead - highest > highest - lowest and lowest <= -lead <= highest


def _so_before(reading: Reading, setting: Setting, above: int, below: int) -> bool:
    """Whether the unit already had the two options in this order in the round before."""
    previous = setting.previous.reading_of(reading.unit) if setting.previous else None
    if previous is None:
        return False
    offered = setting.offered(reading.unit)
    before = previous.sheet.votes
    first, second = before.get(offered[above]), before.get(offered[below])
    return first is not None and second is not None and first > second


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
    if not near:
        return None
    return warning(
        "W9", reading, setting.offered(reading.unit), reading.cast, other=near[0], others=len(near)
    )


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
