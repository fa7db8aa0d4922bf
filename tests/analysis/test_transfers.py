"""Transfers between two votes: margins, bounds, honesty where the law does not hold, awkward input."""

from __future__ import annotations

import dataclasses

import polars as pl
import pytest

from analysis.elections import error_index, made_election, made_rounds
from recolement.analysis.transfers import Law, TransferModel
from recolement.analysis.transfers.margins import NOT_IN_DESTINATIONS, NOT_IN_ORIGINS
from recolement.model.problems import Unusable

NO_TILT = dataclasses.replace(Law(), own_large=0, own_small=0, near_large=0, near_small=0, near_unlabelled=0)


def _votes(**columns: list[object]) -> pl.DataFrame:
    return pl.DataFrame(columns)


def test_every_margin_is_respected_and_the_bounds_hold() -> None:
    """Rows add up to the origins, columns to the destinations, low <= votes <= high within sure bounds."""
    made = made_election(areas=4, units=15)
    cells = TransferModel().fit(made.origins, made.destinations).estimates.filter(pl.col("area") != "*")
    cast = made.destinations.group_by("area", "option").agg(pl.col("votes").sum())
    found = cells.group_by("area", pl.col("destination").alias("option")).agg(pl.col("votes").sum())
    both = cast.join(found, on=["area", "option"])
    assert both.height == cast.height
    assert (both["votes"] - both["votes_right"]).abs().max() < 1.0
    ordered = cells.select(
        (pl.col("least") <= pl.col("low") + 1e-6).all(),
        (pl.col("low") <= pl.col("votes")).all(),
        (pl.col("votes") <= pl.col("high")).all(),
        (pl.col("high") <= pl.col("most") + 1e-6).all(),
    )
    assert all(ordered.row(0))


@pytest.mark.parametrize("clumping", [0.0, 0.15])
def test_without_a_contextual_effect_the_law_does_no_harm(clumping: float) -> None:
    """On elections drawn without one, the estimate is not worse than the same model without the tilt."""
    made = made_election(clumping=clumping)
    result = TransferModel().fit(made.origins, made.destinations)
    without = TransferModel(NO_TILT).fit(made.origins, made.destinations)
    assert result.fit.tilt < 0.05
    assert error_index(result.estimates, made) <= error_index(without.estimates, made) + 0.2


@pytest.mark.parametrize(("areas", "elections"), [(20, 1), (3, 4), (1, 8)])
def test_between_rounds_without_a_contextual_effect_the_law_does_no_harm(areas: int, elections: int) -> None:
    """Two rounds, few columns, one area or many: over some elections the mean error is that of no tilt."""
    harm, tilt = [], []
    for seed in range(10, 10 + elections):
        made = made_rounds(areas=areas, seed=seed)
        result = TransferModel().fit(made.origins, made.destinations)
        without = TransferModel(NO_TILT).fit(made.origins, made.destinations)
        harm.append(error_index(result.estimates, made) - error_index(without.estimates, made))
        tilt.append(result.fit.tilt)
    assert sum(tilt) / elections < 0.15
    assert sum(harm) / elections < 0.15


def test_with_a_contextual_effect_the_tilt_pays() -> None:
    """On elections drawn with one, the model keeps its tilt and errs less than without."""
    made = made_election(context=0.5, clumping=0.15)
    result = TransferModel().fit(made.origins, made.destinations)
    without = TransferModel(NO_TILT).fit(made.origins, made.destinations)
    assert result.fit.tilt > 0.9
    assert error_index(result.estimates, made) < error_index(without.estimates, made)


def test_the_order_of_the_rows_changes_nothing() -> None:
    """The same file shuffled gives the same estimate, to the last bit."""
    made = made_election(areas=3, units=10)
    first = TransferModel().fit(made.origins, made.destinations).estimates
    again = TransferModel().fit(made.origins[::-1], made.destinations[::-1]).estimates
    assert first.equals(again)


def test_unmatched_units_are_left_out_and_said() -> None:
    """A unit in one table only does not count, and is named with its votes and side."""
    first = _votes(unit=["1", "2", "3"], A=[10, 20, 5], B=[5, 5, 5])
    second = _votes(unit=["1", "2", "4"], A=[9, 19, 7], B=[6, 6, 7])
    result = TransferModel().fit(first, second)
    assert {(gone.unit, gone.side, gone.votes) for gone in result.unmatched} == {
        ("3", "origins", 10),
        ("4", "destinations", 14),
    }
    assert result.estimates["votes"].sum() == pytest.approx(40)


def test_people_counted_once_have_their_own_row_and_column() -> None:
    """A unit that grew by 4 and one that shrank by 3: 4 in a row, 3 in a column, nothing scaled."""
    first = _votes(unit=["1", "2"], A=[10, 20], B=[5, 8])
    second = _votes(unit=["1", "2"], A=[12, 17], B=[7, 8])
    result = TransferModel().fit(first, second)
    assert (result.more_in_destinations, result.more_in_origins) == (4, 3)
    rows = result.estimates.group_by("origin").agg(pl.col("votes").sum())
    columns = result.estimates.group_by("destination").agg(pl.col("votes").sum())
    assert dict(rows.iter_rows())[NOT_IN_ORIGINS] == pytest.approx(4, abs=0.01)
    assert dict(columns.iter_rows())[NOT_IN_DESTINATIONS] == pytest.approx(3, abs=0.01)


def test_an_option_on_offer_in_some_areas_only_receives_nothing_elsewhere() -> None:
    """An option without a figure in an area has no cell there."""
    first = _votes(area=["a", "a", "b", "b"], unit=["1", "2", "1", "2"], L=[5, 9, 7, 3], R=[5, 1, 3, 7])
    second = _votes(
        area=["a", "a", "b", "b"], unit=["1", "2", "1", "2"], L=[5, 9, 7, 3], S=[5, 1, None, None],
        R=[None, None, 3, 7],
    )  # fmt: skip
    cells = TransferModel().fit(first, second).estimates
    assert set(cells.filter(pl.col("area") == "a")["destination"]) == {"L", "S"}
    assert set(cells.filter(pl.col("area") == "b")["destination"]) == {"L", "R"}


def test_every_cell_says_how_far_it_depends_on_the_law() -> None:
    """A weaker tilt and less clumping move votes between cells: the moves of a row add up to nothing, so that
    a row's largest move is at most the sum of the others' (within the half vote of the fitted margins)."""
    made = made_election(areas=4, units=20, context=0.5)
    result = TransferModel().fit(made.origins, made.destinations)
    assert set(result.fit.moved) == {"tilt", "clumping"}
    assert all(0 < moved < 0.2 for moved in result.fit.moved.values())
    for _, row in result.estimates.filter(pl.col("area") != "*").group_by("area", "origin"):
        moves = row["sensitivity"].sort()
        assert moves[-1] <= moves[:-1].sum() + 0.5


def test_unit_tables_respect_both_margins() -> None:
    """Each unit's own table adds up to what was counted there, both times."""
    made = made_election(areas=2, units=8)
    result = TransferModel().fit(made.origins, made.destinations)
    cast = made.destinations.filter(pl.col("area") == "area 00").select("unit", "option", "votes")
    units = result.units("area 00")
    found = units.group_by("unit", pl.col("destination").alias("option")).agg(pl.col("votes").sum())
    both = cast.join(found, on=["unit", "option"])
    assert both.height == cast.height
    assert (both["votes"] - both["votes_right"]).abs().max() < 0.5


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param(
            {"unit": ["1"], "A": [3], "B": [4]}, {"unit": ["1"], "A": [2], "B": [5]}, id="one unit"
        ),
        pytest.param(
            {"unit": ["1", "2"], "A": [0, 0], "B": [0, 0]}, {"unit": ["1", "2"], "A": [0, 0], "B": [0, 0]},
            id="nobody voted",
        ),
        pytest.param(
            {"unit": ["1", "2"], "A": [5, 0], "B": [5, 0], "C": [0, 0]},
            {"unit": ["1", "2"], "A": [10, 0], "B": [0, 0]},
            id="an empty unit and empty options",
        ),
        pytest.param(
            {"unit": ["1", "2"], "<script>": [5, 2], "=cmd|'/c'!A0": [5, 1], "\u202eevil": [1, 1]},
            {"unit": ["1", "2"], "🗳" * 2500: [6, 2], "b": [5, 2]},
            id="hostile names",
        ),
    ],
)  # fmt: skip
def test_awkward_votes_give_finite_figures(
    first: dict[str, list[object]], second: dict[str, list[object]]
) -> None:
    """A single unit, empty units, options nobody chose, hostile names: finite figures within the bounds."""
    cells = TransferModel().fit(pl.DataFrame(first), pl.DataFrame(second)).estimates
    assert cells.select(pl.col("votes", "low", "high").is_finite().all()).row(0) == (True, True, True)
    assert (cells["votes"] >= 0).all()


def test_no_unit_in_common_is_refused() -> None:
    """Keys that never meet are an error that shows one of each."""
    with pytest.raises(Unusable) as refused:
        TransferModel().fit(_votes(unit=["1"], A=[3]), _votes(unit=["01"], A=[3]))
    assert refused.value.problems[0].code == "no_unit_matches"
