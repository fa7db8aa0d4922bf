"""Largest remainders (plus forts restes): whole quotas first, the seats left to the largest remainders.

Quotas: Hare V/S, Hagenbach-Bischoff V/(S+1), Droop ⌊V/(S+1)⌋+1, Imperiali V/(S+2). A list's n-th claim
is its votes less n − 1 quotas: the S highest claims are the seats. So "i does not take j's last seat"
is ``V(1 + sᵢ − sⱼ) − D(vᵢ − vⱼ) > 0``, p(k − 1) of them, exact for Hare and Hagenbach-Bischoff. They are only
sufficient with the Droop quota (its rounding is not linear: either inequalities true of every rounding,
or the quota is pinned), with Imperiali's (which may give out too many seats, and is then replaced by
V/(S+1)), and with a threshold that leaves a list without seats (the quota moves with the lists that
take part). ASSERTIONS, section 2.
"""

from __future__ import annotations

from recolement.model.ids import OptionId
from recolement.model.results import Assertion, Outcome, OutcomeKind, Step
from recolement.rules.bars import threshold_bar
from recolement.rules.highest_averages import nobody_eligible, seat_steps, seated
from recolement.rules.order import cite, forms_of
from recolement.rules.poll import Poll
from recolement.rules.remainders import Remainders
from recolement.rules.shape import Conditions, lots_needed


def largest_remainder(poll: Poll) -> Outcome:
    """The seats of each list; ``no_majority`` where no list reaches the threshold."""
    forms, bar = forms_of(poll), threshold_bar(poll)
    steps = [
        Step("largest_remainder", {"seats": poll.seats, "quota": poll.rulebook.quota}, cite(poll, "rule"))
    ]
    taking = poll.ids
    if bar is not None:
        needed = bar.needed(forms, poll.totals)
        taking = tuple(option for option in poll.ids if poll.votes[option] >= max(needed, 1))
        steps.append(bar.step(poll, forms))
        steps += [
            Step("below_threshold", {"option": option, "votes": poll.votes[option]}, cite(poll, "threshold"))
            for option in poll.ids
            if option not in taking
        ]
        if not taking:
            return nobody_eligible(poll, bar, steps)
    sharing, before = _sharing(poll, taking)
    if before is not None:
        facts = {"quotas": sum(map(before.whole_seats, taking)), "seats": poll.seats}
        steps.append(Step("overflow", facts, cite(poll, "overflow")))
    seats, lots = sharing.allocate()
    steps += _steps(sharing, seats)
    if lots is not None:
        return lots_needed(lots, steps)
    conditions = Conditions(exact=poll.rulebook.quota in ("hare", "hagenbach_bischoff"))
    if bar is not None:
        conditions.common += [
            bar.cleared(forms, option) if option in taking else bar.missed(forms, option)
            for option in poll.ids
        ]
        conditions.exact = conditions.exact and all(seats.values())
    conditions.common += _kept(sharing, before, seats)
    conditions.demand_a_vote(forms)
    steps += seat_steps(poll, seats)
    return conditions.outcome(OutcomeKind.SEATS, poll.totals, options=seated(seats), seats=seats, steps=steps)


def _sharing(poll: Poll, taking: tuple[OptionId, ...]) -> tuple[Remainders, Remainders | None]:
    """The sharing that applies, and the one that gave out too many seats before it, if any did."""
    seats, quota = poll.seats, poll.rulebook.quota
    if quota == "hare":
        return Remainders(poll, taking, seats), None
    if quota == "hagenbach_bischoff":
        return Remainders(poll, taking, seats + 1), None
    if quota == "droop":
        return Remainders(poll, taking, seats + 1, rounded_up=True), None
    if quota == "imperiali":
        full = Remainders(poll, taking, seats + 2)
        if sum(map(full.whole_seats, taking)) <= seats:
            return full, None
        return Remainders(poll, taking, seats + 1), full
    raise ValueError(f"quota: {quota!r}; expected hare, hagenbach_bischoff, droop or imperiali")


def _kept(sharing: Remainders, before: Remainders | None, seats: dict[OptionId, int]) -> list[Assertion]:
    """What the seats rest on; with the Droop quota the set that holds now."""
    if sharing.rounded_up:
        linear = list(sharing.keeps_whatever_the_rounding(seats))
        if all(assertion.holds(sharing.poll.totals) for assertion in linear):
            return linear
        return list(sharing.keeps_at_this_quota(seats))
    if before is not None:
        return [*before.overflow(), *sharing.keeps(seats)]
    if sharing.poll.rulebook.quota == "imperiali":
        return [*sharing.keeps(seats), *sharing.no_overflow(seats)]
    return list(sharing.keeps(seats))


def _steps(sharing: Remainders, seats: dict[OptionId, int]) -> list[Step]:
    """The quota, the whole seats, and who takes the seats left."""
    numerator, denominator = sharing.quota
    poll = sharing.poll
    steps = [Step("quota", {"numerator": numerator, "denominator": denominator}, cite(poll, "quota"))]
    for option in sharing.taking:
        whole = sharing.whole_seats(option)
        facts: dict[str, str | int] = {"option": option, "votes": poll.votes[option], "seats": whole}
        steps.append(Step("whole_seats", facts))
        if seats[option] > whole:
            steps.append(Step("remainder_seat", {"option": option, "seats": seats[option] - whole}))
    return steps
