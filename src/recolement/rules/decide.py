"""One question for every rule: what do these totals decide, and on what does it rest?"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from recolement.model.results import Outcome, OutcomeKind, Step
from recolement.model.rulebook import Rule
from recolement.rules.absolute_majority import absolute_majority
from recolement.rules.highest_averages import highest_averages
from recolement.rules.largest_remainder import largest_remainder
from recolement.rules.majority_two_round import majority_two_round
from recolement.rules.municipal_list import municipal_list
from recolement.rules.order import forms_of
from recolement.rules.plurality import plurality
from recolement.rules.poll import Poll
from recolement.rules.shape import Conditions, no_vote
from recolement.rules.yes_no import yes_no

RULES: Mapping[Rule, Callable[[Poll], Outcome]] = {
    Rule.PLURALITY: plurality,
    Rule.ABSOLUTE_MAJORITY: absolute_majority,
    Rule.MAJORITY_TWO_ROUND: majority_two_round,
    Rule.YES_NO: yes_no,
    Rule.HIGHEST_AVERAGES: highest_averages,
    Rule.LARGEST_REMAINDER: largest_remainder,
    Rule.MUNICIPAL_LIST: municipal_list,
}
"""The function of each rule of the rulebook."""

DECIDED_WITHOUT_VOTES = frozenset({Rule.ABSOLUTE_MAJORITY, Rule.YES_NO})
"""Rules with an answer even where no option has a vote: nobody has the majority; not adopted."""


def decide(poll: Poll) -> Outcome:
    """The outcome of a poll, its branches, its rivals and its steps.

    Where no option has a vote, elections and allocations give the kind ``no_votes``. A tie that crosses
    the line gives ``lots_needed`` and no branch. Raises ``ValueError`` for an unknown divisor or quota.

    >>> from recolement.model.ballots import Option
    >>> from recolement.model.ids import OptionId
    >>> from recolement.model.rulebook import Rulebook
    >>> aubry, royal = (Option(OptionId(name), name) for name in ("aubry", "royal"))
    >>> reims = decide(Poll((aubry, royal), (67413, 67371, 0, 2332, 95796), 1, Rulebook()))
    >>> reims.options, reims.branches[0].assertions[0].slack((67413, 67371, 0, 2332, 95796))
    (('aubry',), 42)
    """
    rule = poll.rulebook.rule
    if not any(poll.votes.values()) and rule not in DECIDED_WITHOUT_VOTES:
        conditions = Conditions([no_vote(forms_of(poll))])
        return conditions.outcome(OutcomeKind.NO_VOTES, poll.totals, steps=[Step("no_vote")])
    return RULES[rule](poll)
