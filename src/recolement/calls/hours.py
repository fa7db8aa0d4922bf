"""When people may be called: between two hours of their own clocks, whatever the clocks do meanwhile.

>>> from zoneinfo import ZoneInfo
>>> paris = Hours(time(9), time(20), ZoneInfo("Europe/Paris"))
>>> evening = datetime(2026, 10, 24, 20, tzinfo=ZoneInfo("Europe/Paris"))
>>> may_call(paris, evening)
False
>>> opening = next_opening(paris, evening)
>>> opening.isoformat(), opening - evening  # the clocks went back meanwhile: the night has 14 hours
('2026-10-25T08:00:00+00:00', datetime.timedelta(seconds=50400))

A section may have a time zone of its own: who lives in Réunion is called by the clocks of Réunion.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo

MINUTE = timedelta(minutes=1)
SEARCHED = timedelta(days=3)
"""However the clocks are changed, each of three days has one of the hours of calls in it."""


@dataclass(frozen=True, slots=True)
class Hours:
    """Calls from ``opens`` until just before ``closes``, on the clocks of a zone; whole minutes."""

    opens: time
    closes: time
    zone: tzinfo

    def __post_init__(self) -> None:
        if self.opens >= self.closes:
            raise ValueError("calls end later on the same day than they begin")


def may_call(hours: Hours, at: datetime) -> bool:
    """Whether somebody may be called at this moment."""
    clock = at.astimezone(hours.zone).time()
    return hours.opens <= clock < hours.closes


def next_opening(hours: Hours, at: datetime) -> datetime:
    """The first whole minute from a moment on at which somebody may be called, in UTC.

    Each minute is looked at: an hour that a change of clocks leaves out or repeats needs no rule of its own.
    """
    moment = at.astimezone(UTC)
    here = moment.replace(second=0, microsecond=0)
    if here < moment:
        here += MINUTE
    end = here + SEARCHED
    while here < end:
        if may_call(hours, here):
            return here
        here += MINUTE
    raise ValueError("no moment within three days lies between these hours")
