"""Units that weigh mandates: what a section gives for its votes, and what its ballots could do to that.

Worked example: 3 mandates, votes 60 and 40. The winner takes 3; rounded by largest remainders, 2 and 1; in
proportion, 9/5 and 6/5. In proportion one ballot moved from the first to the second carries 3/100 mandate.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from recolement.model.results import Assertion, Outcome, OutcomeKind, Vector

Weighed = tuple[Vector, int]
"""A section's voters over the cells, and its mandates."""


def mandates_of(vector: Vector, mandates: int, how: str) -> Vector:
    """The mandates a unit gives for its votes: all to the first (``winner``) or by remainders (``rounded``).

    ``rounded`` is the largest remainder with the Hare quota; equal claims go to the option that stands
    first on the ballot, which the rulebook must say. A unit without votes gives no mandate.

    >>> mandates_of((60, 40, 0, 0, 5), 3, "rounded"), mandates_of((60, 40, 0, 0, 5), 3, "winner")
    ((2, 1, 0, 0, 0), (3, 0, 0, 0, 0))
    """
    votes = vector[:-3]
    cast = sum(votes)
    if cast == 0:
        return (0,) * len(vector)
    if how == "winner":
        first = max(range(len(votes)), key=lambda option: (votes[option], -option))
        return tuple(mandates if cell == first else 0 for cell in range(len(vector)))
    whole = [mandates * vote // cast for vote in votes]
    rest = [(mandates * vote % cast, -option) for option, vote in enumerate(votes)]
    for _, option in sorted(rest, reverse=True)[: mandates - sum(whole)]:
        whole[-option] += 1
    return (*whole, 0, 0, 0)


def parts_of(vector: Vector, mandates: int) -> tuple[Fraction, ...]:
    """The mandates a unit gives in exact proportion to its votes.

    >>> [str(part) for part in parts_of((60, 40, 0, 0, 5), 3)]
    ['9/5', '6/5', '0', '0', '0']
    """
    votes = vector[:-3]
    cast = sum(votes)
    shares = [Fraction(mandates * vote, cast) if cast else Fraction(0) for vote in votes]
    return (*shares, Fraction(0), Fraction(0), Fraction(0))


def ballots_to_change(
    outcome: Outcome | None, totals: Vector, units: Iterable[Weighed], how: str, scale: int
) -> int | None:
    """The margin in ballots where units weigh mandates (ASSERTIONS section 6), or ``None``.

    Exact for ``proportional`` (the ballots that carry most first) and ``winner`` (each section won over at
    its price: a knapsack). ``None`` without an outcome, for ``rounded``, where one more ballot may carry a
    whole mandate or nothing, and where several assertions must fail together.
    """
    if outcome is None or outcome.kind is OutcomeKind.LOTS_NEEDED or how == "rounded":
        return None
    if any(len(rival) > 1 for rival in outcome.rivals):
        return None
    weighed = list(units)
    against = _in_proportion if how == "proportional" else _by_winners
    found = [against(rival[0], totals, weighed, scale) for rival in outcome.rivals]
    return min((ballots for ballots in found if ballots is not None), default=None)


def _in_proportion(assertion: Assertion, totals: Vector, units: Sequence[Weighed], scale: int) -> int | None:
    """A ballot of a section of M mandates and V votes carries M/V: from the largest gains first.

    Making a vote blank, or a blank paper a vote, never carries more than moving the vote that counts most,
    but where nobody has a vote: there one blank or null paper made a vote gives all the mandates.
    """
    left = Fraction(assertion.slack(totals), scale)
    options = assertion.coefficients[:-3]
    least = min(options)
    gains = [
        (Fraction(mandates * (coefficient - least), sum(vector[:-3])), votes)
        for vector, mandates in units
        for coefficient, votes in zip(options, vector, strict=False)
        if votes and mandates and coefficient > least
    ]
    gains += [
        (Fraction(-mandates * least), 1)
        for vector, mandates in units
        if mandates and least < 0 and any(vector[:-1]) and not any(vector[:-3])
    ]
    ballots = 0
    for gain, votes in sorted(gains, reverse=True):
        if left <= 0:
            break
        needed = min(votes, -(-left // gain))
        ballots += needed
        left -= needed * gain
    return ballots if left <= 0 else None


def _by_winners(assertion: Assertion, totals: Vector, units: Sequence[Weighed], scale: int) -> int | None:
    """The cheapest sections to win over: fewest ballots by what is taken, section after section."""
    slack = assertion.slack(totals)
    cheapest = {0: 0}
    for vector, mandates in units:
        now = mandates_of(vector, mandates, "winner")
        standing = sum(map(int.__mul__, assertion.coefficients, now))
        ways = {0: 0}
        for option in range(len(vector) - 3):
            ballots = ballots_to_win(vector, option)
            taken = standing - assertion.coefficients[option] * mandates
            if ballots is not None and taken > 0:
                ways[taken] = min(ballots, ways.get(taken, ballots))
        nobody = sum(vector[:-3])
        if standing > 0:  # every vote made blank: the section gives no mandate
            ways[standing] = min(nobody, ways.get(standing, nobody))
        reached: dict[int, int] = {}
        for before, paid in cheapest.items():
            for taken, ballots in ways.items():
                total = min(slack, before + taken)
                reached[total] = min(paid + ballots, reached.get(total, paid + ballots))
        cheapest = reached
    return cheapest.get(slack)


def ballots_to_win(vector: Vector, option: int) -> int | None:
    """The fewest ballots to move, all to that option, for it to come first; ``None`` if there are too few.

    >>> ballots_to_win((60, 40, 0, 0, 5), 1), ballots_to_win((60, 40, 0, 0, 5), 0)
    (11, 0)
    """
    votes = vector[:-3]
    there = sum(vector[:-1]) - votes[option]
    if not sum(vector[:-1]):
        return None

    def enough(moved: int) -> bool:
        mine = votes[option] + moved
        above = (vote - mine + (place < option) for place, vote in enumerate(votes) if place != option)
        return mine > 0 and sum(max(0, excess) for excess in above) <= moved

    least, most = 0, there
    if not enough(most):
        return None
    while least < most:
        middle = (least + most) // 2
        if enough(middle):
            most = middle
        else:
            least = middle + 1
    return least
