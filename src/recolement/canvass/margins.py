"""The margin (écart décisif): the fewest papers to change for another outcome (ASSERTIONS section 6)."""

from __future__ import annotations

from recolement.canvass.joint import JointRival
from recolement.model.matters import Moved
from recolement.model.results import Assertion, Outcome, OutcomeKind, Rival, Vector


def margin(outcome: Outcome | None, totals: Vector) -> int | None:
    """The fewest papers that must be moved into another ballot cell for the outcome to change.

    A tie is enough to leave the outcome. Reims 2008, second round: 67,413 against 67,371, slack 42;
    moving 21 papers makes them equal. ``None``: no outcome yet (or lots are due), or no such change is
    enough (a quorum counts papers, whatever is on them). With mandates the papers are mandates.
    """
    if outcome is None or outcome.kind is OutcomeKind.LOTS_NEEDED:
        return None
    found = [moves for rival in outcome.rivals if (moves := fewest_moves(rival, totals)) is not None]
    return min(found, default=None)


def fewest_moves(rival: Rival, totals: Vector) -> int | None:
    """The fewest papers to move for all assertions of one rival to fail together."""
    if len(rival) == 1:
        return moves_against(rival[0], totals)
    joint = JointRival(rival, totals)
    if joint.worst_moves(Moved(sum(totals[:-1]), totals)) is None:
        return joint.fewest_moves(totals)
    # The same moves in the same order are the worst for every assertion: the longest way decides.
    alone = [moves_against(assertion, totals) for assertion in rival]
    known = [moves for moves in alone if moves is not None]
    return max(known) if len(known) == len(alone) else None


def moves_against(assertion: Assertion, totals: Vector) -> int | None:
    """The fewest papers to move for one assertion to fail: from its largest coefficients first."""
    left = assertion.slack(totals)
    if left <= 0:
        return 0
    ballots = range(len(totals) - 1)
    least = min(assertion.coefficients[cell] for cell in ballots)
    moves = 0
    for cell in sorted(ballots, key=lambda cell: -assertion.coefficients[cell]):
        gain = assertion.coefficients[cell] - least
        if gain == 0:
            return None
        papers = min(totals[cell], -(-left // gain))
        moves += papers
        left -= papers * gain
        if left <= 0:
            return moves
    return None
