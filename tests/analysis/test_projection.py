"""The projection: what it must be whatever its constants, and how it does on nights drawn from its own
law."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recolement.analysis.projection import ProjectionModel, ProjectionResults, calls
from recolement.model.ballots import Option
from recolement.model.ids import OptionId
from recolement.model.problems import Unusable
from recolement.model.results import Outcome
from recolement.model.rulebook import Rule, Rulebook
from recolement.rules import Poll, decide

CELLS = ("A", "B", "null", "abstention")


def made_night(seed: int, areas: int = 6, units: int = 20) -> tuple[pl.DataFrame, pl.DataFrame]:
    """A baseline and a full night after it: each unit keeps its baseline share of A, plus a common shift,
    one of its area (s.d. 0.02) and one of its own (s.d. 0.02); 60 % of the registered vote for A or B."""
    rng = np.random.default_rng(seed)
    number = areas * units
    registered = rng.integers(100, 1500, number)
    before = rng.uniform(0.15, 0.45, number)
    shift = rng.normal(0.0, 0.05)
    share = before + shift + np.repeat(rng.normal(0, 0.02, areas), units) + rng.normal(0, 0.02, number)
    votes = rng.multinomial(registered, [[p, 0.6 - p, 0.02, 0.38] for p in np.clip(share, 0.02, 0.58)])
    names = [f"u{one:03}" for one in range(number)]
    night = pl.DataFrame(
        {"unit": names, "area": [f"a{one // units}" for one in range(number)], "registered": registered}
        | {cell: votes[:, place] for place, cell in enumerate(CELLS)}
    )
    a = np.round(registered * before).astype(int)
    b = np.round(registered * (0.6 - before)).astype(int)
    return pl.DataFrame({"unit": names, "A": a, "B": b, "abstention": registered - a - b}), night


def with_missing(night: pl.DataFrame, missing: pl.Series) -> pl.DataFrame:
    """The night while these units are not counted."""
    return night.with_columns(pl.when(~missing).then(pl.col(cell)).alias(cell) for cell in CELLS)


def first_areas(night: pl.DataFrame, share: float) -> pl.Series:
    """Missing: all but the first units in the order of the list (area after area)."""
    return pl.Series(np.arange(night.height) >= share * night.height)


def whole(result: ProjectionResults) -> pl.DataFrame:
    """The rows of the whole."""
    return result.estimates.filter(pl.col("area") == "*")


def test_all_counted_is_the_total_exactly() -> None:
    """With every unit counted the projection is the sum of the units, in every place, with no width."""
    baseline, night = made_night(1)
    result = ProjectionModel().fit(baseline, night, levels=["area"])
    assert whole(result)["votes"].to_list() == [night[cell].sum() for cell in CELLS]
    assert (result.estimates["low"] == result.estimates["high"]).all()
    assert (result.draws == result.draws[0]).all()


@given(seed=st.integers(0, 10_000), share=st.floats(0.1, 0.98), based=st.booleans())
@settings(max_examples=6, deadline=None)
def test_counted_votes_are_a_floor(seed: int, share: float, based: bool) -> None:
    """No estimate, bound or draw is below what is counted, nor above it and the registered still to come."""
    baseline, night = made_night(seed, areas=4, units=10)
    missing = first_areas(night, share)
    result = ProjectionModel(draws=200).fit(
        baseline if based else None, with_missing(night, missing), levels=["area"]
    )
    to_come = int(night.filter(missing)["registered"].sum())
    counted = np.array([night.filter(~missing)[cell].sum() for cell in CELLS])
    for key in ("low", "votes", "high"):
        values = whole(result)[key].to_numpy()
        assert (values >= counted - 1e-6).all()
        assert (values <= counted + to_come + 1e-6).all()
    assert (result.draws >= counted).all()
    assert (result.draws.sum(1) == counted.sum() + to_come).all()


def test_the_order_of_the_rows_changes_nothing() -> None:
    """The same units in another order give the same figures to the last bit; so does the same run again."""
    baseline, night = made_night(3)
    shown = with_missing(night, first_areas(night, 0.3))
    model = ProjectionModel(draws=300)
    once = model.fit(baseline, shown, levels=["area"])
    for rows, before in (
        (shown.sample(fraction=1, shuffle=True, seed=7), baseline.reverse()), (shown, baseline)
    ):  # fmt: skip
        again = model.fit(before, rows, levels=["area"])
        assert again.estimates.equals(once.estimates)
        assert (again.draws == once.draws).all()


@pytest.mark.parametrize("scattered", [True, False])
def test_intervals_cover_what_the_law_draws(scattered: bool) -> None:
    """On nights drawn from such a law (units missing at random, or whole areas), 90 % intervals of A cover at
    least 22 of 30 totals: fewer would have a chance below 1 in 100 if the coverage were 90 %."""
    hits = 0
    for seed in range(30):
        baseline, night = made_night(1000 + seed, areas=8, units=12)
        missing = first_areas(night, 0.3)
        if scattered:
            missing = missing.shuffle(seed=seed)
        row = whole(
            ProjectionModel(draws=1).fit(baseline, with_missing(night, missing), levels=["area"])
        ).row(0, named=True)
        hits += row["low"] <= night["A"].sum() <= row["high"]
    assert hits >= 22


def test_a_biased_order_is_put_right() -> None:
    """Units where A was strong come first: the raw share is far off, the projection is not."""
    baseline, night = made_night(5, areas=10, units=40)
    strong = (baseline["A"] / night["registered"]).rank(descending=True)
    missing = strong > 0.2 * night.height
    result = ProjectionModel(draws=1).fit(baseline, with_missing(night, missing), levels=["area"])
    true, registered = night["A"].sum(), night["registered"].sum()
    counted = night.filter(~missing)
    raw = counted["A"].sum() / counted["registered"].sum() * registered
    assert abs(whole(result)["votes"][0] - true) < abs(raw - true) / 3


def test_units_that_the_baseline_lacks_take_their_neighbours() -> None:
    """A unit that is new since the baseline is named, and projected all the same."""
    baseline, night = made_night(6)
    shown = with_missing(night, first_areas(night, 0.5))
    result = ProjectionModel(draws=1).fit(baseline.filter(pl.col("unit") != "u119"), shown, levels=["area"])
    assert result.unmatched == ("u119",)
    assert whole(result)["votes"].sum() == pytest.approx(night["registered"].sum())


def test_nothing_counted_is_said() -> None:
    """With fewer than three units counted, or no roll, there is no projection, and a code says why."""
    baseline, night = made_night(7)
    with pytest.raises(Unusable) as found:
        ProjectionModel().fit(baseline, with_missing(night, first_areas(night, 0.01)), levels=["area"])
    assert found.value.problems[0].code == "too_few_counted"
    bare = with_missing(night, first_areas(night, 0.0)).with_columns(registered=pl.lit(None, pl.Int64))
    with pytest.raises(Unusable) as found:
        ProjectionModel().fit(baseline, bare, levels=["area"])
    assert found.value.problems[0].code == "no_roll"


@pytest.mark.parametrize("rule", [Rule.PLURALITY, Rule.MAJORITY_TWO_ROUND, Rule.ABSOLUTE_MAJORITY])
def test_probabilities_are_those_of_the_rule_draw_by_draw(rule: Rule) -> None:
    """The probability of each outcome is how many draws the exact rule decides so, asked one by one."""
    draws = np.random.default_rng(0).integers(20, 60, (300, 6))
    options = tuple(Option(OptionId(name), name) for name in "abc")

    def rule_of(totals: tuple[int, ...]) -> Outcome:
        return decide(Poll(options, totals, 1, Rulebook(rule=rule)))

    one_by_one = [rule_of(tuple(map(int, row))) for row in draws]
    found = calls(draws, rule_of)
    assert sum(call.probability for call in found) == pytest.approx(1.0)
    for call in found:
        same = sum(one.same_as(call.outcome) for one in one_by_one)
        assert call.probability == pytest.approx(same / 300)


def test_an_order_that_hangs_on_the_votes_is_noticed() -> None:
    """Where units come in the order of what they vote now, beyond their baseline, those that came last were
    missed by those before them: the interval is wider than with the same units in no order."""
    baseline, night = made_night(9, areas=8, units=30)
    moved = (night["A"] - baseline["A"]) / night["registered"]
    by_it = night["unit"].gather(moved.arg_sort(descending=True))
    first = by_it[: night.height // 2]
    shown = with_missing(night, ~night["unit"].is_in(first.to_list()))
    widths = []
    for order in (first, first.shuffle(seed=1)):
        row = whole(
            ProjectionModel(draws=1).fit(baseline, shown, levels=["area"], order=order.to_list())
        ).row(0)
        widths.append(row[5] - row[4])
    assert widths[0] > 1.25 * widths[1]


def test_few_areas_make_long_tails() -> None:
    """With one area of eight counted, how much areas differ is hardly known: the 98 % interval is far wider
    beside the 50 % one (over 8 times) than where sections of all are counted (5.06 times: Student's law with
    four degrees of freedom, 3.747 over 0.741 in the printed tables)."""
    baseline, night = made_night(4, areas=8, units=30)
    by_chance = pl.Series(np.random.default_rng(2).random(night.height) > 0.5)

    def beside(missing: pl.Series) -> float:
        wide, narrow = (
            whole(
                ProjectionModel(level=level, draws=1).fit(
                    baseline, with_missing(night, missing), levels=["area"]
                )
            ).row(0, named=True)
            for level in (0.98, 0.5)
        )
        return float((wide["votes"] - wide["low"]) / (narrow["votes"] - narrow["low"]))

    assert beside(first_areas(night, 1 / 8)) > 8
    assert beside(by_chance) == pytest.approx(5.06, rel=0.01)
