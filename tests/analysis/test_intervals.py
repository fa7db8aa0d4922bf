"""Bounds and intervals of a cell, against arithmetic done by hand."""

import numpy as np
import pytest

from recolement.analysis.transfers.intervals import odds_interval, unit_bounds


def test_bounds_add_up_over_units() -> None:
    """Two units of 10: (8, 6) leaves at least 4 and at most 6; (1, 3) leaves 0 to 1. Together 4 to 7."""
    low, high = unit_bounds(np.array([[8.0, 2.0], [1.0, 9.0]]), np.array([[6.0, 4.0], [3.0, 7.0]]))
    assert (low[0, 0], high[0, 0]) == (4, 7)


def test_the_interval_moves_the_odds_ratio_by_its_deviation() -> None:
    """A cell of 50 in margins 100, 100, 200 (odds ratio 1): at ratio w the count t solves (t/(100-t))²
    = w."""
    w = np.exp(1.6448536269514722 * 0.5)
    by_hand = 101 * np.sqrt(w) / (1 + np.sqrt(w)) - 0.5  # half a vote in each of the four cells
    _, high = odds_interval(*(np.array([v]) for v in (50.0, 100.0, 100.0, 200.0)), np.array([0.5]), 0.9)
    assert high[0] == pytest.approx(by_hand + 0.5)
