"""The sharing of seats by highest averages, and the assertions it rests on (ASSERTIONS, section 2).

Used by the highest averages rule, and by the municipal rule for what the bonus leaves.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

from recolement.model.ids import OptionId
from recolement.model.results import Assertion, Claim, LotsNeeded, Step
from recolement.rules.awards import Key, award
from recolement.rules.bars import Bar
from recolement.rules.forms import Forms
from recolement.rules.order import cite, forms_of
from recolement.rules.poll import Poll
from recolement.rules.preference import Day, Preference, seat_birth
from recolement.rules.shape import Conditions


def divisor(name: str, seat: int) -> int:
    """The whole number by which votes are divided for a list's n-th seat (n from 1).

    >>> [divisor("modified_sainte_lague", seat) for seat in (1, 2, 3)]  # 1.4, 3, 5, times 5
    [7, 15, 25]
    """
    if name == "dhondt":
        return seat
    if name == "sainte_lague":
        return 2 * seat - 1
    if name == "modified_sainte_lague":
        return 7 if seat == 1 else 5 * (2 * seat - 1)
    if name == "imperiali":
        return seat + 1
    raise ValueError(f"divisor: {name!r}; expected dhondt, sainte_lague, modified_sainte_lague or imperiali")


def votes_before_age(poll: Poll) -> bool:
    """Whether an equal average (or remainder) goes to the list with more votes.

    So the French rule (L. 262, L. 338: then to the oldest): asked for by ``votes`` among the ties, and
    understood where they begin with age or seniority. With ``lot`` alone equal averages are drawn.
    """
    ties = poll.rulebook.ties
    return "votes" in ties or ties[:1] in (("age",), ("seniority",))


@dataclass(frozen=True)
class Averages:
    """``seats`` shared by highest averages among the lists that reach the ``threshold``.

    ``held`` are seats a list already has (the bonus of the head list): they only say which of its members
    a further seat elects, and how many names it has left.
    """

    poll: Poll
    seats: int
    divisor: str
    threshold: Bar | None
    held: Mapping[OptionId, int] = field(default_factory=dict)

    @cached_property
    def forms(self) -> Forms:
        """The linear forms over the poll's cells."""
        return forms_of(self.poll)

    @cached_property
    def eligible(self) -> tuple[OptionId, ...]:
        """The lists with votes that reach the threshold."""
        needed = 1 if self.threshold is None else self.threshold.needed(self.forms, self.poll.totals)
        return tuple(option for option, votes in self.poll.votes.items() if votes >= max(needed, 1))

    @cached_property
    def capacities(self) -> dict[OptionId, int]:
        """How many more seats a list has names for, where that is less than the seats to share."""
        rooms = {
            option.id: len(option.members) - self.held.get(option.id, 0)
            for option in self.poll.options
            if option.members
        }
        return {option: max(room, 0) for option, room in rooms.items() if room < self.seats}

    def allocate(self) -> tuple[dict[OptionId, int], LotsNeeded | None]:
        """The seats of each list (zero included), and the lots needed first."""
        votes, by_votes = self.poll.votes, votes_before_age(self.poll)

        def key(option: OptionId, seat: int) -> Key | None:
            if seat > self.capacities.get(option, seat):
                return None
            average = Fraction(votes[option], divisor(self.divisor, seat))
            return (average, votes[option]) if by_votes else (average,)

        seats, lots = award(self.eligible, key, self.seats, self._preference)
        return {option: seats.get(option, 0) for option in self.poll.ids}, lots

    def gather(self, conditions: Conditions, seats: Mapping[OptionId, int]) -> None:
        """Add what these seats rest on.

        Each seated list beats each other one's next claim. A list without seats is under the threshold,
        or it loses on averages: two branches (the lemma). Where names can run out, a list that has used
        its own claims nothing more, and seated lists have votes.
        """
        seated = [option for option in self.poll.ids if seats[option]]
        vacant = sum(seats.values()) < self.seats
        for winner in seated:
            if self.threshold is not None:
                conditions.common.append(self.threshold.cleared(self.forms, winner))
            if self.capacities:
                conditions.common.append(
                    self.forms.assertion(
                        Claim("has_votes", {"option": winner}), (1, self.forms.votes(winner))
                    )
                )
            conditions.common += [
                self._beats(winner, loser, seats)
                for loser in seated
                if loser != winner and seats[loser] < self.capacities.get(loser, self.seats + 1)
            ]
        for loser in self.poll.ids:
            if seats[loser] or self.capacities.get(loser) == 0:
                continue
            loses = (
                (self._without_votes(loser),)
                if vacant
                else tuple(self._beats(winner, loser, seats) for winner in seated)
            )
            if self.threshold is None:
                conditions.common += loses
            else:
                conditions.alternatives.append(((self.threshold.missed(self.forms, loser),), loses))

    def steps(self) -> list[Step]:
        """The threshold, and the lists below it."""
        if self.threshold is None:
            return []
        return [
            self.threshold.step(self.poll, self.forms),
            *(
                Step("below_threshold", {"option": option, "votes": votes}, cite(self.poll, "threshold"))
                for option, votes in self.poll.votes.items()
                if option not in self.eligible
            ),
        ]

    def _beats(self, winner: OptionId, loser: OptionId, seats: Mapping[OptionId, int]) -> Assertion:
        """``winner``'s last average exceeds ``loser``'s next one; equal is enough for the preferred."""
        claims = {winner: seats[winner], loser: seats[loser] + 1}
        mine, its = (divisor(self.divisor, claims[option]) for option in (winner, loser))
        if votes_before_age(self.poll) and mine != its:
            preferred = mine > its  # at equal averages the larger divisor has the more votes
        else:
            preferred = self._preference(claims).prefers(winner, loser)
        facts: dict[str, str | int] = {
            "winner": winner,
            "winner_seat": claims[winner],
            "loser": loser,
            "loser_seat": claims[loser],
        }
        return self.forms.assertion(
            Claim("average_reaches" if preferred else "average_exceeds", facts),
            (its, self.forms.votes(winner)),
            (-mine, self.forms.votes(loser)),
            reached=preferred,
        )

    def _without_votes(self, option: OptionId) -> Assertion:
        return self.forms.assertion(
            Claim("has_no_votes", {"option": option}), (-1, self.forms.votes(option)), reached=True
        )

    def _preference(self, claims: Mapping[OptionId, int]) -> Preference:
        """The order among equals, each making that claim: its age is that of the member it would elect."""
        options = {option.id: option for option in self.poll.options}

        def birth(option: OptionId) -> Day:
            return seat_birth(options[option], claims[option] + self.held.get(option, 0))

        return Preference.of(self.poll).reading(birth)
