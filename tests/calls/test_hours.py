"""The hours of calls: known days on which the clocks changed, and the laws for any hours, zone and moment."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recolement.calls.hours import Hours, may_call, next_opening

PARIS = ZoneInfo("Europe/Paris")
ZONES = ("Europe/Paris", "Indian/Reunion", "America/New_York", "Pacific/Noumea", "Australia/Lord_Howe")
"""Two without a change of clocks, two with, and one whose clocks change by half an hour."""

minutes = st.integers(0, 24 * 60 - 1).map(lambda number: time(number // 60, number % 60))
hours = st.builds(
    lambda two, zone: Hours(min(two), max(two), ZoneInfo(zone)),
    st.tuples(minutes, minutes).filter(lambda two: two[0] != two[1]), st.sampled_from(ZONES),
)  # fmt: skip
moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))


@pytest.mark.parametrize(
    ("at", "may"),
    [
        ("2026-03-28T20:00+01:00", False),  # the evening before the clocks go forward
        ("2026-03-29T08:59+02:00", False),  # 07:59 by yesterday's clocks
        ("2026-03-29T09:00+02:00", True),
        ("2026-10-25T08:59+01:00", False),  # 09:59 by yesterday's clocks
        ("2026-10-25T09:00+01:00", True),
        ("2026-10-25T19:59+01:00", True),
        ("2026-10-25T20:00+01:00", False),
    ],
)
def test_the_clocks_of_the_day_count(at: str, may: bool) -> None:
    """From nine to eight in Paris, on the days of 2026 on which its clocks change (29 March, 25 October)."""
    assert may_call(Hours(time(9), time(20), PARIS), datetime.fromisoformat(at)) is may


@pytest.mark.parametrize(
    ("evening", "wait"),
    [("2026-03-28T20:00+01:00", 12), ("2026-06-01T20:00+02:00", 13), ("2026-10-24T20:00+02:00", 14)],
)
def test_the_night_of_a_change_is_shorter_or_longer(evening: str, wait: int) -> None:
    """From eight in the evening to nine in the morning: 12, 13 and 14 hours."""
    at = datetime.fromisoformat(evening)
    assert next_opening(Hours(time(9), time(20), PARIS), at) - at == timedelta(hours=wait)


def test_an_hour_that_is_left_out_and_one_that_is_repeated() -> None:
    """Hours within the change itself: 02:15 to 02:45 is skipped in March, and comes twice in October."""
    night = Hours(time(2, 15), time(2, 45), PARIS)
    assert next_opening(night, datetime(2026, 3, 28, 12, tzinfo=UTC)) == datetime(
        2026, 3, 30, 0, 15, tzinfo=UTC
    )
    first = next_opening(night, datetime(2026, 10, 24, 12, tzinfo=UTC))
    again = next_opening(night, first + timedelta(minutes=30))
    assert (first, again) == (
        datetime(2026, 10, 25, 0, 15, tzinfo=UTC), datetime(2026, 10, 25, 1, 15, tzinfo=UTC)
    )  # fmt: skip


def test_hours_that_end_before_they_begin_are_none() -> None:
    """Calls through the night cannot be asked for."""
    with pytest.raises(ValueError, match="later on the same day"):
        Hours(time(20), time(9), PARIS)


@given(hours, moments)
def test_never_outside_the_hours(of: Hours, at: datetime) -> None:
    """A call is allowed exactly where the clock on the wall of that zone stands between the hours."""
    wall = at.astimezone(of.zone)
    since_midnight = wall.hour * 60 + wall.minute + (wall.second + wall.microsecond / 1e6) / 60
    opens, closes = (one.hour * 60 + one.minute for one in (of.opens, of.closes))
    assert may_call(of, at) is (opens <= since_midnight < closes)


@given(hours, moments)
def test_the_next_opening_is_the_first(of: Hours, at: datetime) -> None:
    """Calls are allowed then, and at no whole minute before."""
    found = next_opening(of, at)
    assert found >= at
    assert may_call(of, found)
    minute = found - timedelta(minutes=1)
    while minute >= at:
        assert not may_call(of, minute)
        minute -= timedelta(minutes=1)
