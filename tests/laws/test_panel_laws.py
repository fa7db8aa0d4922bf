"""Laws of a panel drawn by lot, over small pools: a sentence each, and the assertion says it."""

import random
from fractions import Fraction

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from analysis.small_pools import follows, pool_of
from recolement.analysis.panels import Infeasible, Lottery, compose
from recolement.analysis.panels.uniform import bound
from recolement.model.panels import Method, Pool, Quota, doubled_households

METHODS = st.sampled_from(list(Method))
SEEDS = st.integers(0, 10**6)


def drawn(seed: int, method: Method, number: int = 50) -> tuple[Pool, list[Quota], int, Lottery]:
    pool, quotas, size = pool_of(random.Random(seed), 14)
    try:
        return pool, quotas, size, compose(pool, quotas, size, method, "seed", number=number)
    except Infeasible:
        assume(False)
        raise


@settings(deadline=None, max_examples=60)
@given(SEEDS, METHODS)
def test_every_panel_follows_the_quotas_and_no_household_is_doubled(seed: int, method: Method) -> None:
    """Every numbered panel has its size, follows every quota, and takes nobody's household twice."""
    pool, quotas, size, lottery = drawn(seed, method)
    for panel in lottery.panels:
        assert len(set(panel)) == len(panel) == size
        assert follows(pool, quotas, panel)
        assert not doubled_households(pool.volunteers[one] for one in panel)


@settings(deadline=None, max_examples=60)
@given(SEEDS, METHODS)
def test_the_chances_add_up_to_the_size(seed: int, method: Method) -> None:
    """Everybody's probabilities, as fractions, add up to the number of places exactly."""
    _, _, size, lottery = drawn(seed, method)
    assert sum(lottery.chances) == size
    assert sum(lottery.times) == size * len(lottery.panels)


@settings(deadline=None, max_examples=60)
@given(SEEDS, METHODS)
def test_people_alike_have_equal_chances(seed: int, method: Method) -> None:
    """Two people of the same features, and whose households hold the same features, have the same chance."""
    pool, _, _, lottery = drawn(seed, method)

    def situation(place: int) -> tuple[object, ...]:
        own = pool.volunteers[place]
        home = [
            one.features
            for at, one in enumerate(pool.volunteers)
            if at == place or (own.household is not None and one.household == own.household)
        ]
        return own.features, tuple(sorted(home))

    chances: dict[object, set[Fraction]] = {}
    for place, chance in enumerate(lottery.chances):
        chances.setdefault(situation(place), set()).add(chance)
    assert all(len(own) == 1 for own in chances.values())


@settings(deadline=None, max_examples=60)
@given(SEEDS, METHODS, st.integers(1, 60))
def test_numbering_changes_no_chance_by_more_than_the_bound(seed: int, method: Method, number: int) -> None:
    """However many panels are numbered, nobody's share is farther from their chance than the theorem says."""
    _, _, size, lottery = drawn(seed, method, number)
    for times, chance in zip(lottery.times, lottery.chances, strict=True):
        assert abs(Fraction(times, number) - chance) < bound(size, number)


@settings(deadline=None, max_examples=40)
@given(SEEDS, METHODS, st.randoms(use_true_random=False))
def test_the_order_of_the_lines_changes_nothing(seed: int, method: Method, rng: random.Random) -> None:
    """The same people in another order give the same numbered panels of the same people."""
    pool, quotas, size, lottery = drawn(seed, method)
    order = list(range(len(pool.volunteers)))
    rng.shuffle(order)
    other = Pool(pool.categories, tuple(pool.volunteers[place] for place in order))
    again = compose(other, quotas, size, method, "seed", number=50)

    def named(of: Pool, panels: tuple[tuple[int, ...], ...]) -> list[set[str]]:
        return [{of.volunteers[one].id for one in panel} for panel in panels]

    assert named(other, again.panels) == named(pool, lottery.panels)


@settings(deadline=None, max_examples=40)
@given(SEEDS)
def test_nobody_is_worse_off_at_the_bottom_than_under_another_method(seed: int) -> None:
    """The smallest chance under LEXIMIN and maximin is the same, and no smaller than under Nash."""
    pool, quotas, size, lottery = drawn(seed, Method.LEXIMIN, 5)
    maximin, nash = (
        compose(pool, quotas, size, method, "seed", number=5) for method in (Method.MAXIMIN, Method.NASH)
    )
    slip = Fraction(1, 10**7)
    assert abs(lottery.minimum - maximin.minimum) < slip
    assert lottery.minimum > nash.minimum - slip
