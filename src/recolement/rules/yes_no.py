"""Yes or no (question): the first option is yes; a majority of a base, and a quorum if there is one.

Adopted is one conjunction. Not adopted is a union: no majority, or no quorum (or no vote at all where
reaching the majority would be enough), so its branches are rivals together.
"""

from __future__ import annotations

from recolement.model.results import Assertion, Claim, Outcome, OutcomeKind, Step
from recolement.rules.bars import Bar
from recolement.rules.forms import Forms, value
from recolement.rules.order import cite, forms_of
from recolement.rules.poll import Poll
from recolement.rules.shape import Conditions, no_vote


def yes_no(poll: Poll) -> Outcome:
    """Adopted or rejected."""
    forms, rulebook, yes = forms_of(poll), poll.rulebook, poll.ids[0]
    bar = Bar(rulebook.majority, rulebook.base, rulebook.majority_reached, "majority")
    adopted = [bar.cleared(forms, yes)]
    rejected: list[tuple[Assertion, ...]] = [(bar.missed(forms, yes),)]
    steps = [bar.step(poll, forms), Step("votes", {"option": yes, "votes": poll.votes[yes]})]
    if rulebook.quorum is not None:
        adopted.append(_quorum(poll, forms, reached=True))
        rejected.append((_quorum(poll, forms, reached=False),))
        steps.append(_quorum_step(poll, forms, adopted[-1]))
    conditions = Conditions(list(adopted))
    conditions.demand_a_vote(forms)
    if len(conditions.common) > len(adopted):
        rejected.append((no_vote(forms),))
    if all(assertion.holds(poll.totals) for assertion in conditions.common):
        steps.append(Step("adopted", {"option": yes}, cite(poll, "rule")))
        return conditions.outcome(OutcomeKind.ADOPTED, poll.totals, options=(yes,), steps=steps)
    steps.append(Step("rejected", {"option": yes}, cite(poll, "rule")))
    conditions = Conditions(alternatives=[tuple(rejected)])
    return conditions.outcome(OutcomeKind.REJECTED, poll.totals, steps=steps)


def _quorum(poll: Poll, forms: Forms, *, reached: bool) -> Assertion:
    """Papers in the box are at least the share of the base, or they are not."""
    quorum, base = poll.rulebook.quorum, poll.rulebook.quorum_base
    assert quorum is not None
    facts: dict[str, str | int] = {
        "numerator": quorum.numerator,
        "denominator": quorum.denominator,
        "base": base.value,
    }
    sign = 1 if reached else -1
    return forms.assertion(
        Claim("quorum_reached" if reached else "quorum_missed", facts),
        (sign, forms.in_box),
        (-sign * quorum, forms.base(base)),
        reached=reached,
    )


def _quorum_step(poll: Poll, forms: Forms, quorum: Assertion) -> Step:
    share, base = poll.rulebook.quorum, poll.rulebook.quorum_base
    assert share is not None
    exact = share * value(forms.base(base), poll.totals)
    facts: dict[str, str | int] = {
        "numerator": share.numerator,
        "denominator": share.denominator,
        "base": base.value,
        "needed": -(-exact.numerator // exact.denominator),
        "papers": value(forms.in_box, poll.totals),
    }
    code = "quorum_reached" if quorum.holds(poll.totals) else "quorum_missed"
    return Step(code, facts, cite(poll, "quorum"))
