"""Two rounds (scrutin majoritaire à deux tours): a majority in the first, plurality in the next ones."""

from __future__ import annotations

from recolement.model.results import Outcome
from recolement.rules.absolute_majority import by_majority
from recolement.rules.bars import Election
from recolement.rules.order import forms_of
from recolement.rules.plurality import plurality
from recolement.rules.poll import Poll
from recolement.rules.preference import Preference
from recolement.rules.runoff import runoff


def majority_two_round(poll: Poll) -> Outcome:
    """Elected in the first round, or who may stand in the second; later rounds elect by plurality."""
    if poll.decided_by_second_round:
        return plurality(poll)
    election = Election(poll, forms_of(poll), Preference.of(poll))
    return by_majority(election) or runoff(election, poll.rulebook.runoff)
