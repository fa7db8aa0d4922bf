"""Who may stand in the second round (ballottage): the top two, or those who reach a share.

Sources: Constitution art. 7 (top two, withdrawals promote the next one); code électoral L. 162 (an
eighth of the registered, the top two where fewer reach it; a withdrawal promotes nobody) and L. 264
(lists with 10 % of the valid votes; lists with 5 % may join them). Proofs: ASSERTIONS, section 2.
"""

from __future__ import annotations

from recolement.model.ids import OptionId
from recolement.model.results import Outcome, OutcomeKind, Step
from recolement.model.rulebook import Runoff
from recolement.rules.absolute_majority import nobody_step
from recolement.rules.bars import Bar, Election
from recolement.rules.order import ahead, cite, first, order_steps
from recolement.rules.poll import Poll
from recolement.rules.shape import Conditions, lots_needed


def runoff(election: Election, rule: Runoff) -> Outcome:
    """The outcome of a first round that elected nobody: who may stand in the second."""
    if rule.kind == "threshold":
        return _by_threshold(election, rule)
    return _top_two(election)


def _top_two(election: Election) -> Outcome:
    """The two with most votes; who withdrew is replaced by the next one (Constitution, art. 7)."""
    poll, forms = election.poll, election.forms
    left = [option for option in poll.ids if option not in poll.withdrawn]
    gone = [option for option in poll.ids if option in poll.withdrawn]
    steps = [*election.steps(), nobody_step(poll)]
    steps += [Step("withdrew", {"option": option}, cite(poll, "runoff")) for option in gone]
    standing, lots = first(poll, left, 2, election.preference)
    if lots is not None:
        return lots_needed(lots, steps)
    others = [option for option in left if option not in standing]
    conditions = Conditions(
        [ahead(forms, one, other, election.preference) for one in standing for other in others],
        election.nobody((*standing, *gone)),
    )
    conditions.demand_a_vote(forms)
    steps += order_steps(poll, standing, others)
    steps += _may_stand(poll, standing)
    return conditions.outcome(OutcomeKind.RUNOFF, poll.totals, options=standing, steps=steps)


def _by_threshold(election: Election, rule: Runoff) -> Outcome:
    """Those who reach the share; the top two where fewer than two do.

    The outcome is who may stand by the votes. Who withdraws then only leaves (nobody is promoted): a
    step says so. Lists between ``joins`` and the share may join a list that stands.
    """
    poll, forms = election.poll, election.forms
    assert rule.share is not None, "the rulebook gives a share with a runoff by threshold"
    bar = Bar(rule.share, rule.share_base, True, "runoff")
    needed = bar.needed(forms, poll.totals)
    steps = [*election.steps(), nobody_step(poll), bar.step(poll, forms)]
    standing = tuple(option for option in poll.ids if poll.votes[option] >= needed)
    if len(standing) < 2:
        steps.append(Step("fewer_than_two", {"reaching": len(standing)}, cite(poll, "runoff")))
        standing, lots = first(poll, poll.ids, 2, election.preference)
        if lots is not None:
            return lots_needed(lots, steps)
    others = [option for option in poll.ids if option not in standing]
    conditions = Conditions(alternatives=election.nobody(standing))
    conditions.common += [bar.missed(forms, other) for other in others]
    if len(standing) > 2:
        conditions.common += [bar.cleared(forms, one) for one in standing]
    else:  # one conjunction covers the three legal cases: both reach it, one does, none does
        conditions.common += [
            ahead(forms, one, other, election.preference) for one in standing for other in others
        ]
    conditions.demand_a_vote(forms)
    steps += _may_stand(poll, standing)
    steps += [
        Step("withdrew", {"option": option}, cite(poll, "runoff"))
        for option in standing
        if option in poll.withdrawn
    ]
    if rule.joins is not None:
        joining = Bar(rule.joins, rule.share_base, True, "runoff").needed(forms, poll.totals)
        steps += [
            Step("may_join", {"option": other, "votes": poll.votes[other]}, cite(poll, "runoff"))
            for other in others
            if poll.votes[other] >= joining
        ]
    return conditions.outcome(OutcomeKind.RUNOFF, poll.totals, options=standing, steps=steps)


def _may_stand(poll: Poll, standing: tuple[OptionId, ...]) -> list[Step]:
    votes, source = poll.votes, cite(poll, "runoff")
    return [Step("may_stand", {"option": one, "votes": votes[one]}, source) for one in standing]
