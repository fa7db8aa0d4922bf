"""Plurality (majorité relative): the ``seats`` options with most votes are elected.

``m(k − m)`` assertions for m seats and k options, exact: each winner is ahead of each loser. How the
winners are ordered among themselves does not matter, so equal winners are no tie.
"""

from __future__ import annotations

from recolement.model.results import Outcome, OutcomeKind, Step
from recolement.rules.order import ahead, cite, first, forms_of, order_steps
from recolement.rules.poll import Poll
from recolement.rules.preference import Preference
from recolement.rules.shape import Conditions, lots_needed


def plurality(poll: Poll) -> Outcome:
    """Who is elected by plurality; some vote must have been cast."""
    forms, preference = forms_of(poll), Preference.of(poll)
    steps = [Step("plurality", {"seats": poll.seats}, cite(poll, "rule"))]
    winners, lots = first(poll, poll.ids, poll.seats, preference)
    if lots is not None:
        return lots_needed(lots, steps)
    losers = [option for option in poll.ids if option not in winners]
    conditions = Conditions(
        [ahead(forms, winner, loser, preference) for winner in winners for loser in losers]
    )
    conditions.demand_a_vote(forms)
    steps += order_steps(poll, winners, losers)
    steps += [Step("elected", {"option": winner, "votes": poll.votes[winner]}) for winner in winners]
    return conditions.outcome(OutcomeKind.ELECTED, poll.totals, options=winners, steps=steps)
