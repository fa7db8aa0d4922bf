"""The municipal list rule (code électoral, L. 262 and L. 264): a bonus for the head list, then D'Hondt.

The head list — more than half of the valid votes in the first round, the most votes in the second —
takes the bonus (half of the seats, rounded up); the other seats are shared by highest averages among
all lists with 5 % of the valid votes, the head list included. A first round without a majority opens a
second one for the lists with 10 %; lists with 5 % may join them. Head lists with equal votes: the higher
average age; equal averages: the list with more votes, then the oldest candidate who could be elected.
"""

from __future__ import annotations

from fractions import Fraction

from recolement.model.ids import OptionId
from recolement.model.results import Outcome, OutcomeKind, Step
from recolement.model.rulebook import Base, Rule, Rulebook, Runoff
from recolement.rules.averages import Averages
from recolement.rules.bars import Election, threshold_bar
from recolement.rules.highest_averages import nobody_eligible, seat_steps
from recolement.rules.order import ahead, cite, first, forms_of, order_steps
from recolement.rules.poll import Poll
from recolement.rules.preference import Preference, average_birth
from recolement.rules.runoff import runoff
from recolement.rules.shape import Conditions, lots_needed

L262_THRESHOLD = Fraction(5, 100)
"""Share of the valid votes below which a list takes no part in the sharing (L. 262)."""
L264 = Runoff("threshold", Fraction(10, 100), Base.VALID, Fraction(5, 100))
"""Who may stand in the second round, and join one who stands (L. 264)."""


def municipal_list(poll: Poll) -> Outcome:
    """The seats of each list (``options``: the head list), or who may stand in the second round."""
    forms, preference = forms_of(poll), Preference.of(poll, average_birth)
    if poll.decided_by_second_round:
        steps = [Step("head_by_plurality", {}, cite(poll, "rule", "L. 262"))]
        heads, lots = first(poll, poll.ids, 1, preference)
        if lots is not None:
            return lots_needed(lots, steps)
        others = [option for option in poll.ids if option not in heads]
        conditions = Conditions([ahead(forms, heads[0], other, preference) for other in others])
        steps += order_steps(poll, heads, others)
    else:
        election = Election(poll, forms, preference)
        steps = election.steps()
        heads, lots = first(poll, election.clearing, 1, preference)
        if lots is not None:
            return lots_needed(lots, steps)
        if not heads:
            return runoff(election, runoff_rule(poll.rulebook))
        conditions = election.elected(heads[0])
    return _share_out(poll, heads[0], conditions, steps)


def runoff_rule(rulebook: Rulebook) -> Runoff:
    """Who may stand by this rulebook: as it says, and L. 264 for municipal lists where it says nothing."""
    given = rulebook.runoff
    return L264 if rulebook.rule is Rule.MUNICIPAL_LIST and given == Runoff() else given


def bonus_seats(poll: Poll) -> int:
    """The seats of the bonus, rounded up.

    With 27 seats and a bonus of one half, 14.
    """
    exact = poll.rulebook.bonus * poll.seats
    return -(-exact.numerator // exact.denominator)


def _share_out(poll: Poll, head: OptionId, conditions: Conditions, steps: list[Step]) -> Outcome:
    """The bonus to ``head``, the rest by D'Hondt; both add their conditions."""
    bonus = bonus_seats(poll)
    bar = threshold_bar(poll, L262_THRESHOLD)
    averages = Averages(poll, poll.seats - bonus, "dhondt", bar, {head: bonus})
    steps.append(Step("bonus", {"option": head, "seats": bonus}, cite(poll, "bonus", "L. 262")))
    steps += averages.steps()
    if not averages.eligible and bar is not None:
        return nobody_eligible(poll, bar, steps)
    shared, lots = averages.allocate()
    if lots is not None:
        return lots_needed(lots, steps)
    averages.gather(conditions, shared)
    conditions.demand_a_vote(averages.forms)
    seats = {option: number + (bonus if option == head else 0) for option, number in shared.items()}
    steps += seat_steps(poll, seats)
    return conditions.outcome(OutcomeKind.SEATS, poll.totals, options=(head,), seats=seats, steps=steps)
