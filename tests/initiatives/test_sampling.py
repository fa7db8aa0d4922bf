"""The sample of a petition: chances by enumeration and by another program; risk, for every small petition."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations
from math import comb

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import hypergeom

from recolement.initiatives.california import california
from recolement.initiatives.chances import repeats_at_most, void_at_most
from recolement.initiatives.sampling import (
    Decision,
    Found,
    Petition,
    Plan,
    decide,
    estimate,
    exact_plan,
    plan_matched,
    plan_sample,
)


def partitions(total: int, largest: int) -> Iterator[tuple[int, ...]]:
    """Every way in which so many good signatures can be those of different people."""
    if total == 0:
        yield ()
    for first in range(min(total, largest), 0, -1):
        for rest in partitions(total - first, first):
            yield (first, *rest)


def samples(void: int, people: tuple[int, ...], drawn: int) -> Counter[Found]:
    """What each sample of a petition shows: every one is drawn."""
    signatures = [None] * void + [person for person, times in enumerate(people) for _ in range(times)]
    shown: Counter[Found] = Counter()
    for chosen in combinations(signatures, drawn):
        times = Counter(person for person in chosen if person is not None)
        shown[Found(chosen.count(None), sum(comb(of, 2) for of in times.values()))] += 1
    return shown


@pytest.mark.parametrize(("signatures", "drawn"), [(6, 2), (7, 4), (9, 5)])
def test_no_failing_petition_passes_more_often_than_the_risk(signatures: int, drawn: int) -> None:
    """Law: whatever is void and whoever signed several times, a failing petition passes at most with the
    risk.

    Every petition of so many signatures and every sample of it is gone through, for every bar; the risks are
    large, as nothing passes with a small one among so few.
    """
    passed = 0
    for void in range(signatures + 1):
        for people in partitions(signatures - void, signatures - void):
            shown = samples(void, people, drawn)
            for needed in range(len(people) + 1, signatures + 1):
                petition = Petition(signatures, needed)
                for bar in range(1, petition.failing + 1):
                    for risk in (Fraction(1, 4), Fraction(1, 2), Fraction(4, 5)):
                        plan = exact_plan(petition, risk, bar, drawn)
                        passing = sum(
                            ways
                            for found, ways in shown.items()
                            if decide(plan, found) is Decision.SUFFICIENT
                        )
                        assert Fraction(passing, comb(signatures, drawn)) <= risk
                        passed += passing
    assert passed


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_void_chances_are_hypergeometric(data: st.DataObject) -> None:
    """Law: the exact chance agrees with SciPy's hypergeometric distribution."""
    signatures = data.draw(st.integers(1, 400))
    void, drawn = data.draw(st.integers(0, signatures)), data.draw(st.integers(0, signatures))
    most = data.draw(st.integers(0, drawn))
    other = hypergeom.cdf(most, signatures, void, drawn)
    assert float(void_at_most(most, signatures, void, drawn)) == pytest.approx(other, abs=1e-9)


@pytest.mark.parametrize(("signatures", "repeated", "drawn"), [(6, 2, 3), (8, 3, 5), (9, 4, 4), (10, 1, 7)])
def test_repeat_chances_by_enumeration(signatures: int, repeated: int, drawn: int) -> None:
    """The chance of at most so many pairs is the share of all samples that hold at most so many."""
    people = (2,) * repeated + (1,) * (signatures - 2 * repeated)
    shown = samples(0, people, drawn)
    for most in range(drawn):
        share = Fraction(sum(ways for found, ways in shown.items() if found.repeats <= most), shown.total())
        assert repeats_at_most(most, signatures, repeated, drawn) == share


@pytest.mark.parametrize("people", [(2, 2, 1, 1), (3, 1, 1), (4,), (2, 2, 2)])
def test_the_estimate_is_unbiased(people: tuple[int, ...]) -> None:
    """Over all samples the estimate's mean is the number of good signatures less the pairs of equal ones."""
    void, drawn = 2, 3
    petition = Petition(void + sum(people), 1)
    shown = samples(void, people, drawn)
    mean = sum(ways * estimate(petition, drawn, found) for found, ways in shown.items()) / shown.total()
    assert mean == sum(people) - sum(comb(times, 2) for times in people)


def test_the_published_example_of_california() -> None:
    """2 CCR § 20540: 24,034 signatures, 722 sampled, 516 valid, 2 twice: 17,178 less 2,150.

    https://www.sos.ca.gov/admin/regulations/elections/election-petition-signature.htm
    """
    found = california(raw_count=24_034, sample=722, valid=516, duplicates=2)
    assert (found.uncorrected, found.duplicates) == (17_178, 2_150)
    # The weight v (v - 1) supposes that the two repeated ones are also among those not counted as valid.
    ours = estimate(Petition(24_034, 1), 722, Found(722 - 516 - 2, 2))
    assert abs(ours - found.valid) < 10


def test_a_hopeless_petition_is_counted_whole() -> None:
    """Where as many are expected void as can be, no sample helps; then the count decides, either way."""
    plan = plan_sample(Petition(100, 90), Fraction(1, 20), Fraction(1, 10), Fraction(1, 100))
    assert plan.full
    assert decide(plan, Found(10, 0)) is Decision.SUFFICIENT
    assert decide(plan, Found(10, 1)) is Decision.INSUFFICIENT


@given(st.integers(20, 3000), st.integers(50, 99), st.sampled_from([Fraction(1, 100), Fraction(1, 20)]))
@settings(max_examples=40, deadline=None)
def test_what_a_plan_allows_is_within_its_risk(signatures: int, percent: int, risk: Fraction) -> None:
    """Law: with as many void as the bar, or the repeats that then suffice, passing is within the risk."""
    petition = Petition(signatures, max(1, signatures * percent // 100))
    plan = plan_sample(petition, risk, Fraction(3, 100), Fraction(1, 1000))
    if plan.full:
        return
    hidden = petition.failing - plan.bar + 1
    assert void_at_most(plan.void_allowed, signatures, plan.bar, plan.drawn) <= risk
    assert repeats_at_most(plan.repeats_allowed, signatures, min(hidden, signatures // 2), plan.drawn) <= risk


@pytest.mark.parametrize(("signatures", "needed"), [(0, 0), (5, 6), (5, 0)])
def test_an_impossible_petition_is_refused(signatures: int, needed: int) -> None:
    """No signature, none needed, or more needed than were handed in: said at once."""
    with pytest.raises(ValueError, match="petition"):
        Petition(signatures, needed)


def test_a_plan_says_what_it_was_made_for() -> None:
    """A plan holds its petition, risk, bar and size: who has it can count its risk again."""
    petition = Petition(1_000, 800)
    plan = plan_sample(petition, Fraction(1, 20), Fraction(1, 10), Fraction(1, 200))
    assert plan == exact_plan(petition, Fraction(1, 20), plan.bar, plan.drawn)
    assert isinstance(plan, Plan)


@pytest.mark.parametrize("signatures", [5, 9, 30])
def test_matched_signatures_pass_within_the_risk(signatures: int) -> None:
    """Law: where each signature is matched with another member, a failing petition passes at most with the
    risk, for every number of void ones; the samples that pass are counted as products of binomials."""
    passing = 0
    for needed in range(1, signatures + 1):
        for risk in (Fraction(1, 20), Fraction(1, 4)):
            plan = plan_matched(Petition(signatures, needed), risk, Fraction(1, 20))
            for void in range(plan.petition.failing, signatures + 1):
                ways = sum(
                    comb(void, seen) * comb(signatures - void, plan.drawn - seen)
                    for seen in range(min(void, plan.drawn) + 1)
                    if decide(plan, Found(seen, 0)) is Decision.SUFFICIENT
                )
                assert Fraction(ways, comb(signatures, plan.drawn)) <= risk
                passing += ways
    assert passing or signatures < 30


def test_a_matched_sample_is_of_the_size_another_program_needs() -> None:
    """20,000 signatures of which 15,000 are needed: SciPy finds that no smaller sample lets a tenth of void
    ones pass nine times in ten within a risk of one in twenty, and that this one does."""
    plan = plan_matched(Petition(20_000, 15_000), Fraction(1, 20), Fraction(1, 10))

    def passes(drawn: int) -> bool:
        allowed = max(
            (seen for seen in range(drawn + 1) if hypergeom.cdf(seen, 20_000, 5_001, drawn) <= 0.05),
            default=-1,
        )
        return allowed >= 0 and hypergeom.cdf(allowed, 20_000, 2_000, drawn) >= 0.9

    assert passes(plan.drawn)
    assert not passes(plan.drawn - 1)
    assert hypergeom.cdf(plan.void_allowed, 20_000, 5_001, plan.drawn) <= 0.05
    assert plan_matched(Petition(100, 100), Fraction(1, 20), Fraction(1, 10)).full
