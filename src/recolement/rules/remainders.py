"""The sharing of seats by largest remainders, and the assertions it rests on (ASSERTIONS, section 2)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from recolement.model.ids import OptionId
from recolement.model.results import Assertion, Claim, LotsNeeded
from recolement.rules.averages import votes_before_age
from recolement.rules.awards import Key, award
from recolement.rules.forms import Forms, value
from recolement.rules.order import forms_of
from recolement.rules.poll import Poll
from recolement.rules.preference import Day, Preference, seat_birth


@dataclass(frozen=True)
class Remainders:
    """The poll's seats shared among ``taking`` (the lists that take part) by largest remainders.

    The quota is V / ``divisor``, V being the valid votes of the lists that take part; or the whole number
    ⌊V / divisor⌋ + 1 where ``rounded_up`` (Droop).
    """

    poll: Poll
    taking: tuple[OptionId, ...]
    divisor: int
    rounded_up: bool = False

    @cached_property
    def forms(self) -> Forms:
        """The linear forms over the poll's cells."""
        return forms_of(self.poll)

    @cached_property
    def valid(self) -> tuple[int, ...]:
        """The form V: the valid votes less those of the lists that take no part."""
        out = [option not in self.taking for option in self.poll.ids]
        return tuple(
            0 if cell < len(out) and out[cell] else factor for cell, factor in enumerate(self.forms.valid)
        )

    @cached_property
    def valid_votes(self) -> int:
        """V at the poll's totals."""
        return value(self.valid, self.poll.totals)

    @cached_property
    def quota(self) -> tuple[int, int]:
        """The quota as numerator and denominator."""
        if self.rounded_up:
            return self.valid_votes // self.divisor + 1, 1
        return self.valid_votes, self.divisor

    def whole_seats(self, option: OptionId) -> int:
        """How many whole quotas the option has."""
        numerator, denominator = self.quota
        return self.poll.votes[option] * denominator // numerator

    def allocate(self) -> tuple[dict[OptionId, int], LotsNeeded | None]:
        """The seats of each list (zero included), and the lots needed first."""
        votes, by_votes = self.poll.votes, votes_before_age(self.poll)
        numerator, denominator = self.quota

        def key(option: OptionId, seat: int) -> Key | None:
            left = votes[option] * denominator - (seat - 1) * numerator
            return (left, votes[option]) if by_votes else (left,)

        seats, lots = award(self.taking, key, self.poll.seats, self._preference)
        if lots is not None:
            left = Fraction(int(lots.figure), denominator)
            lots = replace(lots, figure=str(left))
        return {option: seats.get(option, 0) for option in self.poll.ids}, lots

    def keeps(self, seats: Mapping[OptionId, int]) -> Iterable[Assertion]:
        """No list takes another one's last seat: exact, the quota being V / divisor."""
        for holder, other, more in self._pairs(seats):
            preferred = self._preferred(holder, other, more, seats)
            yield self.forms.assertion(
                self._claim(holder, other, seats, preferred),
                (more, self.valid),
                (-self.divisor, self.forms.votes(other)),
                (self.divisor, self.forms.votes(holder)),
                reached=preferred,
            )

    def keeps_whatever_the_rounding(self, seats: Mapping[OptionId, int]) -> Iterable[Assertion]:
        """The same for the rounded quota, which lies between (V+1)/divisor and (V+divisor)/divisor."""
        for holder, other, more in self._pairs(seats):
            preferred = self._preferred(holder, other, more, seats)
            yield self.forms.assertion(
                self._claim(holder, other, seats, preferred),
                (more, self.valid),
                (-self.divisor, self.forms.votes(other)),
                (self.divisor, self.forms.votes(holder)),
                reached=preferred,
                constant=more * (1 if more >= 0 else self.divisor),
            )

    def keeps_at_this_quota(self, seats: Mapping[OptionId, int]) -> Iterable[Assertion]:
        """The same with the rounded quota pinned at its present value, and that it has this value."""
        quota = self.quota[0]
        least, most = self.divisor * (quota - 1), self.divisor * quota - 1
        yield self.forms.assertion(
            Claim("quota_at_least", {"quota": quota, "votes": least}),
            (1, self.valid),
            constant=-least,
            reached=True,
        )
        yield self.forms.assertion(
            Claim("quota_at_most", {"quota": quota, "votes": most}),
            (-1, self.valid),
            constant=most,
            reached=True,
        )
        for holder, other, more in self._pairs(seats):
            preferred = self._preferred(holder, other, more, seats)
            yield self.forms.assertion(
                self._claim(holder, other, seats, preferred),
                (-1, self.forms.votes(other)),
                (1, self.forms.votes(holder)),
                constant=more * quota,
                reached=preferred,
            )

    def no_overflow(self, seats: Mapping[OptionId, int]) -> Iterable[Assertion]:
        """No list has more whole quotas than seats: the quota does not give out too many."""
        for option in self.taking:
            facts: dict[str, str | int] = {
                "option": option,
                "quotas": seats[option] + 1,
                "divisor": self.divisor,
            }
            yield self.forms.assertion(
                Claim("fewer_quotas", facts),
                (seats[option] + 1, self.valid),
                (-self.divisor, self.forms.votes(option)),
            )

    def overflow(self) -> Iterable[Assertion]:
        """The lists have one whole quota more than there are seats: pinned, so only sufficient.

        Of a larger overflow the quotas that are reached by the most are kept.
        """
        reached = sorted(
            (
                self.divisor * self.poll.votes[option] - number * self.valid_votes,
                place,
                option,
                number,
            )
            for place, option in enumerate(self.taking)
            for number in range(1, self.whole_seats(option) + 1)
        )
        pinned: dict[OptionId, int] = {}
        for _, _, option, number in reached[len(reached) - self.poll.seats - 1 :]:
            pinned[option] = max(number, pinned.get(option, 0))
        for option in self.taking:
            if option in pinned:
                facts: dict[str, str | int] = {
                    "option": option,
                    "quotas": pinned[option],
                    "divisor": self.divisor,
                }
                yield self.forms.assertion(
                    Claim("at_least_quotas", facts),
                    (self.divisor, self.forms.votes(option)),
                    (-pinned[option], self.valid),
                    reached=True,
                )

    def _pairs(self, seats: Mapping[OptionId, int]) -> Iterable[tuple[OptionId, OptionId, int]]:
        """A list with seats, another one, and 1 + the other's seats − its own."""
        for holder in self.taking:
            for other in self.taking:
                if seats[holder] and other != holder:
                    yield holder, other, 1 + seats[other] - seats[holder]

    def _preferred(self, holder: OptionId, other: OptionId, more: int, seats: Mapping[OptionId, int]) -> bool:
        """Whether the holder keeps the seat at equal remainders."""
        if votes_before_age(self.poll) and more:
            return more < 0  # at equal remainders the holder of more whole quotas has more votes
        claims = {holder: seats[holder], other: seats[other] + 1}
        return self._preference(claims).prefers(holder, other)

    def _claim(
        self, holder: OptionId, other: OptionId, seats: Mapping[OptionId, int], preferred: bool
    ) -> Claim:
        facts: dict[str, str | int] = {
            "winner": holder,
            "winner_seat": seats[holder],
            "loser": other,
            "loser_seat": seats[other] + 1,
        }
        return Claim("remainder_reaches" if preferred else "remainder_exceeds", facts)

    def _preference(self, claims: Mapping[OptionId, int]) -> Preference:
        """The order among equals, each making that claim: its age is that of the member it would elect."""
        options = {option.id: option for option in self.poll.options}

        def birth(option: OptionId) -> Day:
            return seat_birth(options[option], claims[option])

        return Preference.of(self.poll).reading(birth)
