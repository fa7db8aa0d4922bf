"""Every rule against a slow, independent one, on every split of small ballots.

For each variant and each way to split some papers over the cells: the rule says what the slow one says;
the branch shown first holds; for each outcome, its branches hold exactly where the slow rule says that
outcome (only where, if the rule says it is not exact); the outcome differs iff some rival fails wholly.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

import pytest

from recolement.model.ballots import Member, Option
from recolement.model.ids import OptionId
from recolement.model.results import Assertion, Outcome, Vector
from recolement.model.rulebook import Base, Rule, Rulebook, Runoff
from recolement.rules import Poll, decide
from rules import slow

LETTERS = "abcd"
BIRTHS = (date(1962, 5, 1), date(1950, 1, 1), date(1980, 3, 3), date(1971, 7, 7))
RANK = (1, 0, 3, 2)
"""The order of age of the options above, the oldest first."""


@dataclass(frozen=True)
class Variant:
    """A rule to try: the poll it is given (totals aside), the slow rule, and how many papers."""

    name: str
    poll: Poll
    slow: Callable[[tuple[int, ...], dict[str, int]], slow.Said]
    papers: tuple[int, ...]
    cells: tuple[str, ...] = ()
    """Which of blank, null and abstain are tried beside the options."""

    def every_total(self) -> list[Vector]:
        k = len(self.poll.options)
        found = []
        for papers in self.papers:
            for split in slow.splits(papers, k + len(self.cells)):
                beside = dict(zip(self.cells, split[k:], strict=True))
                found.append((*split[:k], *(beside.get(c, 0) for c in ("blank", "null", "abstain"))))
        return found

    def says(self, totals: Vector) -> slow.Said:
        votes, (blank, null, abstain) = totals[:-3], totals[-3:]
        blank_valid = self.poll.rulebook.blank == "valid"
        return self.slow(votes, slow.bases(votes, blank, null, abstain, blank_valid))


def options(k: int, *, members: tuple[int, ...] = ()) -> tuple[Option, ...]:
    return tuple(
        Option(
            OptionId(letter),
            letter.upper(),
            born=BIRTHS[place],
            members=tuple(Member(f"{letter}{n}") for n in range(members[place])) if members else (),
        )
        for place, letter in enumerate(LETTERS[:k])
    )


def poll(k: int, rulebook: Rulebook, seats: int = 1, **more: object) -> Poll:
    return replace(Poll(options(k), (0,) * (k + 3), seats, rulebook), **more)  # type: ignore[arg-type]


def book(rule: Rule, **keys: object) -> Rulebook:
    return replace(Rulebook(rule=rule), **keys)  # type: ignore[arg-type]


AGE = ("age", "lot")
VARIANTS: list[Variant] = []


def plurality_variants() -> None:
    for k, seats, papers in ((1, 1, 3), (2, 1, 7), (3, 1, 9), (3, 2, 9), (4, 2, 8), (3, 5, 3)):
        for ties, rank in ((("lot",), None), (AGE, RANK)):
            VARIANTS.append(
                Variant(
                    f"plurality {k} for {seats} by {ties[0]}",
                    poll(k, book(Rule.PLURALITY, ties=ties), seats),
                    lambda v, b, seats=seats, rank=rank: slow.plurality(v, seats, rank),  # type: ignore[misc]
                    (1, papers),
                    ("null",),
                )
            )
    VARIANTS.append(
        Variant(
            "second round by plurality, blank valid",
            poll(3, book(Rule.MAJORITY_TWO_ROUND, blank="valid"), round=2),
            lambda v, b: slow.plurality(v, 1, None),
            (7,),
            ("blank",),
        )
    )


def majority_variants() -> None:
    bars: list[dict[str, object]] = [
        {},
        {"blank": "valid"},
        {"base": Base.IN_BOX},
        {"base": Base.REGISTERED},
        {"elected_share_of_registered": Fraction(1, 4)},
        {"elected_share_of_registered": Fraction(1, 3), "blank": "valid"},
        {"majority": Fraction(2, 3), "majority_reached": True},
        {"majority_reached": True},
        {"majority": Fraction(2, 5), "majority_reached": True, "elected_share_of_registered": Fraction(1, 4)},
        {"majority": Fraction(2, 5), "ties": AGE},
    ]
    runoffs: list[tuple[Runoff, frozenset[int]]] = [
        (Runoff(), frozenset()),
        (Runoff(), frozenset({0})),
        (Runoff("threshold", Fraction(1, 8)), frozenset()),
        (Runoff("threshold", Fraction(1, 4)), frozenset({1})),
        (Runoff("threshold", Fraction(1, 3), Base.VALID), frozenset()),
    ]
    for keys in bars:
        rulebook = book(Rule.ABSOLUTE_MAJORITY, **keys)
        rank = RANK if rulebook.ties == AGE else None

        def winners(
            v: tuple[int, ...], b: dict[str, int], rulebook: Rulebook = rulebook, rank: slow.Rank = rank
        ) -> slow.Said | None:
            clearing = slow.majority_winners(
                v,
                b,
                share=rulebook.majority,
                of=rulebook.base.value,
                reached=rulebook.majority_reached,
                registered=rulebook.elected_share_of_registered,
            )
            return slow.elected(slow.top(v, clearing, 1, rank)) if clearing else None

        def absolute(v: tuple[int, ...], b: dict[str, int], winners: object = winners) -> slow.Said:
            return winners(v, b) or ("no_majority", frozenset(), None)  # type: ignore[operator,no-any-return]

        name = ", ".join(f"{key}={value}" for key, value in keys.items())
        VARIANTS.append(
            Variant(f"majority {name}", poll(3, rulebook), absolute, (6,), ("blank", "null", "abstain"))
        )
        for rule, withdrawn in runoffs:
            for ties, order in ((rulebook.ties, rank), (AGE, RANK)):
                two_rounds = replace(rulebook, rule=Rule.MAJORITY_TWO_ROUND, runoff=rule, ties=ties)

                def first_round(
                    v: tuple[int, ...],
                    b: dict[str, int],
                    rule: Runoff = rule,
                    withdrawn: frozenset[int] = withdrawn,
                    order: slow.Rank = order,
                    book: Rulebook = two_rounds,
                ) -> slow.Said:
                    if sum(v) == 0:
                        return slow.NOTHING
                    clearing = slow.majority_winners(
                        v,
                        b,
                        share=book.majority,
                        of=book.base.value,
                        reached=book.majority_reached,
                        registered=book.elected_share_of_registered,
                    )
                    if clearing:
                        return slow.elected(slow.top(v, clearing, 1, order))
                    gone = withdrawn if rule.kind == "top_two" else frozenset()
                    return slow.runoff(
                        v, b, share=rule.share, of=rule.share_base.value, withdrawn=gone, rank=order
                    )

                for k, papers, cells in ((2, 5, ("blank", "abstain")), (4, 6, ("abstain",))):
                    VARIANTS.append(
                        Variant(
                            f"two rounds {k} {name} {rule.kind} {rule.share} −{set(withdrawn)} {ties[0]}",
                            poll(
                                k,
                                two_rounds,
                                withdrawn=frozenset(OptionId(LETTERS[o]) for o in withdrawn),
                            ),
                            first_round,
                            (papers,),
                            cells,
                        )
                    )


def yes_no_variants() -> None:
    for quorum in (None, Fraction(1, 2), Fraction(1, 3)):
        for share, reached in (
            (Fraction(1, 2), False),
            (Fraction(1, 2), True),
            (Fraction(2, 3), True),
            (Fraction(2, 3), False),
        ):
            for base in Base:
                for blank in ("separate", "valid"):
                    rulebook = book(
                        Rule.YES_NO,
                        quorum=quorum,
                        majority=share,
                        majority_reached=reached,
                        base=base,
                        blank=blank,
                    )

                    def answer(
                        v: tuple[int, ...],
                        b: dict[str, int],
                        quorum: Fraction | None = quorum,
                        share: Fraction = share,
                        reached: bool = reached,
                        base: Base = base,
                    ) -> slow.Said:
                        enough = quorum is None or Fraction(b["in_box"]) >= quorum * b["registered"]
                        if v[0] > 0 and slow.clears(v[0], share, b[base.value], reached) and enough:
                            return ("adopted", frozenset({0}), None)
                        return ("rejected", frozenset(), None)

                    VARIANTS.append(
                        Variant(
                            f"yes/no {share} reached={reached} of {base}, quorum {quorum}, blank {blank}",
                            poll(2, rulebook),
                            answer,
                            (1, 6),
                            ("blank", "null", "abstain"),
                        )
                    )


def seats_said(seats: tuple[int, ...] | None) -> slow.Said:
    if seats is None:
        return slow.TIE
    return ("seats", frozenset(o for o, n in enumerate(seats) if n), seats)


def averages_variants() -> None:
    for divisor in ("dhondt", "sainte_lague", "modified_sainte_lague", "imperiali"):
        for ties, votes_first in ((("lot",), False), (AGE, True), (("votes", "lot"), True)):
            for threshold, base in (
                (None, Base.VALID),
                (Fraction(1, 5), Base.VALID),
                (Fraction(1, 4), Base.REGISTERED),
            ):
                for members in ((), (1, 2, 9)):
                    rulebook = book(
                        Rule.HIGHEST_AVERAGES,
                        divisor=divisor,
                        ties=ties,
                        threshold=threshold,
                        threshold_base=base,
                    )

                    def answer(
                        v: tuple[int, ...],
                        b: dict[str, int],
                        divisor: str = divisor,
                        votes_first: bool = votes_first,
                        least: Fraction = threshold or Fraction(0),
                        base: Base = base,
                        members: tuple[int, ...] = members,
                        aged: bool = ties == AGE and not members,
                    ) -> slow.Said:
                        if sum(v) == 0:
                            return slow.NOTHING
                        if all(n < least * b[base.value] for n in v):
                            return ("no_majority", frozenset(), None)
                        return seats_said(
                            slow.averages(
                                v,
                                4,
                                divisor=divisor,
                                least=least * b[base.value],
                                votes_first=votes_first,
                                rank=(lambda o, n: RANK[o]) if aged else None,
                                names=members or None,
                            )
                        )

                    VARIANTS.append(
                        Variant(
                            f"{divisor} {ties[0]} threshold {threshold} of {base} members {members}",
                            replace(poll(3, rulebook, 4), options=options(3, members=members)),
                            answer,
                            (5, 11),
                            ("null",),
                        )
                    )


def remainder_variants() -> None:
    for quota in ("hare", "hagenbach_bischoff", "droop", "imperiali"):
        for ties, votes_first in ((("lot",), False), (AGE, True)):
            for threshold in (None, Fraction(1, 5)):
                for seats, papers in ((2, 17), (3, 14), (3, 17)):
                    rulebook = book(Rule.LARGEST_REMAINDER, quota=quota, ties=ties, threshold=threshold)

                    def answer(
                        v: tuple[int, ...],
                        b: dict[str, int],
                        quota: str = quota,
                        seats: int = seats,
                        votes_first: bool = votes_first,
                        least: Fraction = threshold or Fraction(0),
                    ) -> slow.Said:
                        if sum(v) == 0:
                            return slow.NOTHING
                        return seats_said(
                            slow.remainders(
                                v,
                                seats,
                                quota=quota,
                                least=least * b["valid"],
                                votes_first=votes_first,
                                rank=RANK if votes_first else None,
                            )
                        )

                    VARIANTS.append(
                        Variant(
                            f"{quota} {seats} of {papers} {ties[0]} threshold {threshold}",
                            poll(3, rulebook, seats),
                            answer,
                            (papers,),
                            ("null",),
                        )
                    )


def municipal_variants() -> None:
    for round_number in (1, 2):
        for seats, bonus, threshold in (
            (5, Fraction(1, 2), None),
            (7, Fraction(1, 2), Fraction(1, 4)),
            (6, Fraction(1, 4), Fraction(1, 5)),
        ):
            for ties in (("votes", "lot"), AGE):
                rulebook = book(Rule.MUNICIPAL_LIST, bonus=bonus, threshold=threshold, ties=ties)

                def answer(
                    v: tuple[int, ...],
                    b: dict[str, int],
                    round_number: int = round_number,
                    seats: int = seats,
                    bonus: Fraction = bonus,
                    least: Fraction = Fraction(1, 20) if threshold is None else threshold,
                    rank: slow.Rank = RANK if ties == AGE else None,
                ) -> slow.Said:
                    if sum(v) == 0:
                        return slow.NOTHING
                    if round_number == 1:
                        heads = [o for o, n in enumerate(v) if 2 * n > sum(v)]
                        if not heads:
                            return slow.runoff(
                                v, b, share=Fraction(1, 10), of="valid", withdrawn=frozenset(), rank=rank
                            )
                        head = heads[0]
                    else:
                        chosen = slow.top(v, range(len(v)), 1, rank)
                        if chosen is None:
                            return slow.TIE
                        (head,) = chosen
                    extra = -((-seats * bonus.numerator) // bonus.denominator)
                    shared = slow.averages(
                        v,
                        seats - extra,
                        divisor="dhondt",
                        least=least * sum(v),
                        votes_first=True,
                        rank=None if rank is None else (lambda o, n: rank[o]),
                    )
                    if shared is None:
                        return slow.TIE
                    total = tuple(n + (extra if o == head else 0) for o, n in enumerate(shared))
                    return ("seats", frozenset({head}), total)

                VARIANTS.append(
                    Variant(
                        f"municipal round {round_number} {seats} seats bonus {bonus} {threshold} {ties[0]}",
                        poll(3, rulebook, seats, round=round_number),
                        answer,
                        (6, 13),
                        ("null",),
                    )
                )


def order_variants() -> None:
    """An order among equals that comes from a draw or from seniority, not from age."""
    drawn = (tuple(OptionId(LETTERS[o]) for o in sorted(range(4), key=RANK.__getitem__)),)
    longest = tuple(replace(option, born=None, since=option.born) for option in options(4))
    ways: list[tuple[str, dict[str, object], tuple[str, ...]]] = [
        ("a draw", {"draws": drawn}, ("lot",)),
        ("seniority", {}, ("seniority", "lot")),
        ("seniority, and a draw that says nothing more", {"draws": drawn}, ("seniority",)),
    ]
    for name, more, ties in ways:
        standing = longest if "seniority" in name else options(4)
        votes_first = ties[0] == "seniority"

        def given(
            k: int, rulebook: Rulebook, seats: int, *, more: object = more, standing: object = standing
        ) -> Poll:
            return replace(poll(k, rulebook, seats, **more), options=standing[:k])  # type: ignore[arg-type,index]

        VARIANTS.append(
            Variant(
                f"plurality of 4 for 2 by {name}",
                given(4, book(Rule.PLURALITY, ties=ties), 2),
                lambda v, b: slow.plurality(v, 2, RANK),
                (7,),
            )
        )
        VARIANTS.append(
            Variant(
                f"top two of 4 by {name}",
                given(4, book(Rule.MAJORITY_TWO_ROUND, ties=ties), 1),
                lambda v, b: (
                    slow.NOTHING
                    if sum(v) == 0
                    else slow.elected(frozenset(o for o in range(4) if 2 * v[o] > sum(v)))
                    if any(2 * n > sum(v) for n in v)
                    else slow.runoff(v, b, share=None, of="valid", withdrawn=frozenset(), rank=RANK)
                ),
                (7,),
            )
        )
        VARIANTS.append(
            Variant(
                f"dhondt for 3 by {name}",
                given(3, book(Rule.HIGHEST_AVERAGES, ties=ties), 3),
                lambda v, b, votes_first=votes_first: (  # type: ignore[misc]
                    slow.NOTHING
                    if sum(v) == 0
                    else seats_said(
                        slow.averages(
                            v, 3, divisor="dhondt", votes_first=votes_first, rank=lambda o, n: RANK[o]
                        )
                    )
                ),
                (12,),
            )
        )
        VARIANTS.append(
            Variant(
                f"hare for 3 by {name}",
                given(3, book(Rule.LARGEST_REMAINDER, ties=ties), 3),
                lambda v, b, votes_first=votes_first: (  # type: ignore[misc]
                    slow.NOTHING
                    if sum(v) == 0
                    else seats_said(slow.remainders(v, 3, quota="hare", votes_first=votes_first, rank=RANK))
                ),
                (12,),
            )
        )


def municipal_with_names_variants() -> None:
    """Lists that may run out of names, the bonus counted; and who may stand where a list withdrew."""
    for members in ((3, 5, 1), (5, 2, 5)):
        rulebook = book(Rule.MUNICIPAL_LIST, ties=("votes", "lot"))

        def answer(v: tuple[int, ...], b: dict[str, int], members: tuple[int, ...] = members) -> slow.Said:
            if sum(v) == 0:
                return slow.NOTHING
            chosen = slow.top(v, range(3), 1, None)
            if chosen is None:
                return slow.TIE
            (head,) = chosen
            left = tuple(max(0, names - (3 if o == head else 0)) for o, names in enumerate(members))
            shared = slow.averages(
                v, 2, divisor="dhondt", least=Fraction(sum(v), 20), votes_first=True, names=left
            )
            if shared is None:
                return slow.TIE
            return (
                "seats",
                frozenset({head}),
                tuple(n + (3 if o == head else 0) for o, n in enumerate(shared)),
            )

        VARIANTS.append(
            Variant(
                f"municipal round 2, 5 seats, lists of {members}",
                replace(poll(3, rulebook, 5, round=2), options=options(3, members=members)),
                answer,
                (6, 12),
            )
        )
    for base in (Base.IN_BOX, Base.REGISTERED):
        rulebook = book(Rule.MUNICIPAL_LIST, ties=AGE, runoff=Runoff("threshold", Fraction(1, 5), base))

        def first_round(v: tuple[int, ...], b: dict[str, int], base: Base = base) -> slow.Said:
            if sum(v) == 0:
                return slow.NOTHING
            heads = [o for o, n in enumerate(v) if 2 * n > sum(v)]
            if not heads:
                return slow.runoff(
                    v, b, share=Fraction(1, 5), of=base.value, withdrawn=frozenset(), rank=RANK
                )
            shared = slow.averages(
                v,
                2,
                divisor="dhondt",
                least=Fraction(sum(v), 20),
                votes_first=True,
                rank=lambda o, n: RANK[o],
            )
            if shared is None:
                return slow.TIE
            total = tuple(n + (3 if o == heads[0] else 0) for o, n in enumerate(shared))
            return ("seats", frozenset(heads), total)

        VARIANTS.append(
            Variant(
                f"municipal round 1, a runoff from a fifth of {base}",
                poll(3, rulebook, 5, withdrawn=frozenset({OptionId("b")})),
                first_round,
                (8,),
                ("null", "abstain"),
            )
        )


def threshold_base_variants() -> None:
    """A threshold on the registered or the papers, and blank votes that count as valid."""
    for base in Base:
        for blank in ("separate", "valid"):
            for rule in (Rule.HIGHEST_AVERAGES, Rule.LARGEST_REMAINDER):
                rulebook = book(rule, threshold=Fraction(1, 4), threshold_base=base, blank=blank)

                def answer(
                    v: tuple[int, ...], b: dict[str, int], rule: Rule = rule, base: Base = base
                ) -> slow.Said:
                    if sum(v) == 0:
                        return slow.NOTHING
                    least = Fraction(b[base.value], 4)
                    taking = [n for n in v if n and n >= least]
                    if not taking:
                        return ("no_majority", frozenset(), None)
                    if rule is Rule.HIGHEST_AVERAGES:
                        return seats_said(slow.averages(v, 3, divisor="dhondt", least=least))
                    blank = b["valid"] - sum(v)
                    return seats_said(
                        slow.remainders(v, 3, quota="hare", least=max(least, Fraction(1)), blank=blank)
                    )

                VARIANTS.append(
                    Variant(
                        f"{rule} threshold of {base}, blank {blank}",
                        poll(3, rulebook, 3),
                        answer,
                        (9,),
                        ("blank", "abstain"),
                    )
                )


plurality_variants()
majority_variants()
yes_no_variants()
averages_variants()
remainder_variants()
municipal_variants()
order_variants()
municipal_with_names_variants()
threshold_base_variants()


def said(outcome: Outcome) -> slow.Said:
    """What our outcome says, in the slow rules' terms."""
    if outcome.lots is not None:
        return slow.TIE
    chosen = frozenset(LETTERS.index(option) for option in outcome.options)
    return (
        outcome.kind.value,
        chosen,
        None if outcome.seats is None else tuple(outcome.seats.values()),
    )


def inequalities(assertions: Iterable[Assertion]) -> frozenset[tuple[Vector, int]]:
    """Assertions without their sentences, to recognise those already tried."""
    return frozenset((assertion.coefficients, assertion.constant) for assertion in assertions)


@pytest.mark.parametrize(
    "variant",
    [
        pytest.param(variant, id=variant.name, marks=() if place % 6 == 0 else pytest.mark.long)
        for place, variant in enumerate(VARIANTS)
    ],
)
def test_outcome_branches_and_rivals_agree_with_a_slow_rule_everywhere(variant: Variant) -> None:
    """On every split: same outcome; branches hold iff the outcome is that; differs iff a rival fails."""
    truth = {totals: variant.says(totals) for totals in variant.every_total()}
    shapes: dict[object, Outcome] = {}
    for totals, expected in truth.items():
        outcome = decide(replace(variant.poll, totals=totals))
        assert said(outcome) == expected, totals
        if outcome.lots is None:
            assert outcome.branches[0].holds(totals), totals
            branches = frozenset(inequalities(branch.assertions) for branch in outcome.branches)
            shapes[(expected, branches, frozenset(map(inequalities, outcome.rivals)))] = outcome
        else:
            assert outcome.branches == ()
    for outcome in shapes.values():
        expected = said(outcome)
        for totals, is_said in truth.items():
            held = any(branch.holds(totals) for branch in outcome.branches)
            failing = any(not any(assertion.holds(totals) for assertion in rival) for rival in outcome.rivals)
            assert held != failing, (expected, totals)
            assert not held or is_said == expected, (expected, totals, "unsound")
            assert held or is_said != expected or not outcome.exact, (expected, totals, "incomplete")
