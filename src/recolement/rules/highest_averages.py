"""Highest averages (plus forte moyenne): each seat goes to the list with the highest votes / divisor.

Divisors: D'Hondt 1, 2, 3…; Sainte-Laguë 1, 3, 5…; modified 1.4, 3, 5… (here 7, 15, 25…); Imperiali
2, 3, 4…. The allocation is right iff no list's first unseated claim beats another list's last seated
one: p(k − 1) assertions for k lists of which p have seats, whatever the number of seats (Balinski and
Young 1982; ASSERTIONS, section 2).
"""

from __future__ import annotations

from recolement.model.ids import OptionId
from recolement.model.results import Outcome, OutcomeKind, Step
from recolement.rules.averages import Averages
from recolement.rules.bars import Bar, threshold_bar
from recolement.rules.order import cite, forms_of
from recolement.rules.poll import Poll
from recolement.rules.shape import Conditions, lots_needed


def highest_averages(poll: Poll) -> Outcome:
    """The seats of each list; ``no_majority`` where no list reaches the threshold."""
    bar = threshold_bar(poll)
    averages = Averages(poll, poll.seats, poll.rulebook.divisor, bar)
    steps = [
        Step("highest_averages", {"seats": poll.seats, "divisor": averages.divisor}, cite(poll, "rule")),
        *averages.steps(),
    ]
    if not averages.eligible:
        assert bar is not None, "without a threshold any list with a vote takes part"
        return nobody_eligible(poll, bar, steps)
    seats, lots = averages.allocate()
    if lots is not None:
        return lots_needed(lots, steps)
    conditions = Conditions()
    averages.gather(conditions, seats)
    conditions.demand_a_vote(averages.forms)
    steps += seat_steps(poll, seats)
    return conditions.outcome(OutcomeKind.SEATS, poll.totals, options=seated(seats), seats=seats, steps=steps)


def nobody_eligible(poll: Poll, bar: Bar, steps: list[Step]) -> Outcome:
    """No list reaches the threshold: the rulebook says what follows (k assertions, exact)."""
    forms = forms_of(poll)
    conditions = Conditions([bar.missed(forms, option) for option in poll.ids])
    conditions.demand_a_vote(forms)
    follows = Step("nobody_eligible", {"follows": poll.rulebook.no_majority}, cite(poll, "no_majority"))
    return conditions.outcome(OutcomeKind.NO_MAJORITY, poll.totals, steps=[*steps, follows])


def seated(seats: dict[OptionId, int]) -> tuple[OptionId, ...]:
    """The lists that have seats, in contest order."""
    return tuple(option for option, number in seats.items() if number)


def seat_steps(poll: Poll, seats: dict[OptionId, int]) -> list[Step]:
    """The seats of each list, and how many stay vacant for want of names."""
    steps = [
        Step("seats", {"option": option, "votes": poll.votes[option], "seats": number})
        for option, number in seats.items()
    ]
    vacant = poll.seats - sum(seats.values())
    return [*steps, Step("vacant", {"seats": vacant})] if vacant else steps
