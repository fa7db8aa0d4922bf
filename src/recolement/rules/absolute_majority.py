"""Absolute majority (majorité absolue): elected with more than half of the base, or nobody is.

Where blank votes are valid everybody may miss it: the outcome is then ``no_majority`` and the rulebook
says, in its own words, what follows.
"""

from __future__ import annotations

from recolement.model.results import Outcome, OutcomeKind, Step
from recolement.rules.bars import Election
from recolement.rules.order import cite, first, forms_of
from recolement.rules.poll import Poll
from recolement.rules.preference import Preference
from recolement.rules.shape import Conditions, lots_needed


def by_majority(election: Election) -> Outcome | None:
    """Who is elected by the election's majority; ``None`` if nobody is."""
    poll, steps = election.poll, election.steps()
    winners, lots = first(poll, election.clearing, 1, election.preference)
    if lots is not None:
        return lots_needed(lots, steps)
    if not winners:
        return None
    winner = winners[0]
    steps.append(Step("elected", {"option": winner, "votes": poll.votes[winner]}, cite(poll, "rule")))
    return election.elected(winner).outcome(OutcomeKind.ELECTED, poll.totals, options=winners, steps=steps)


def nobody_step(poll: Poll) -> Step:
    """That nobody is elected, and who came nearest."""
    best = max(poll.ids, key=lambda option: poll.votes[option])
    return Step("nobody_elected", {"option": best, "votes": poll.votes[best]}, cite(poll, "rule"))


def absolute_majority(poll: Poll) -> Outcome:
    """Who has the majority; ``no_majority`` if nobody does (k assertions, exact)."""
    election = Election(poll, forms_of(poll), Preference.of(poll))
    elected = by_majority(election)
    if elected is not None:
        return elected
    follows = Step("no_majority", {"follows": poll.rulebook.no_majority}, cite(poll, "no_majority"))
    conditions = Conditions(alternatives=election.nobody_at_all())
    return conditions.outcome(
        OutcomeKind.NO_MAJORITY,
        poll.totals,
        steps=[*election.steps(), nobody_step(poll), follows],
    )
