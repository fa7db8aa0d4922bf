"""What a caller says and reads: the script, the telephone as it is dialled, the times that are offered.

>>> dialled("+33612345678"), dialled("+262692123456")
('06 12 34 56 78', '+262 69 21 23 45 6')
"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import lru_cache
from time import monotonic

from recolement.calls.hours import Hours, may_call
from recolement.calls.lists import CallList
from recolement.web.calls.guard import tree_of
from recolement.web.calls.models import Campaign
from recolement.web.calls.reach import KEPT
from recolement.web.told import day_of_year
from recolement.web.words import say
from recolement.words.numbers import Language

OFFERED = 5
"""Times for a call back that are offered as buttons; any other can be typed."""


def script(campaign: Campaign, which: CallList, caller: str, language: Language) -> list[str]:
    """What to say, paragraph by paragraph; last where the data comes from, and that one may refuse."""
    own = campaign.script_en if language == "en" else campaign.script_fr
    source = campaign.source_en if language == "en" and campaign.source_en else campaign.source
    written = own or say(f"call.script_{which}", language, caller=caller, title=campaign.title)
    paragraphs = [line.strip() for line in written.splitlines() if line.strip()]
    return [*paragraphs, say("call.script_source", language, source=source.rstrip(". "))]


def dialled(telephone: str) -> str:
    """A telephone in pairs of figures, as it is read aloud."""
    if telephone.startswith("+33") and len(telephone) == 12:
        national = f"0{telephone[3:]}"
        return " ".join(national[at : at + 2] for at in range(0, len(national), 2))
    begin, rest = telephone[:4], telephone[4:]
    return " ".join([begin, *(rest[at : at + 2] for at in range(0, len(rest), 2))])


def section_names(campaign: Campaign) -> dict[str, str]:
    """The name of each unit of the ballot, as it was at most a minute ago."""
    return _names(campaign.ballot, int(monotonic() // KEPT))


@lru_cache(maxsize=32)
def _names(ballot: str, moment: int) -> dict[str, str]:
    tree = tree_of(Campaign(ballot=ballot))
    return {unit: tree[unit].name for unit in tree}


def spelled(when: datetime, now: datetime, language: Language) -> str:
    """A moment by its day and its clock: today, tomorrow, or the day of the month."""
    days = (when.date() - now.astimezone(when.tzinfo).date()).days
    hour = when.strftime("%H:%M")
    if days in (0, 1):
        return say("call.today_at" if days == 0 else "call.tomorrow_at", language, hour=hour)
    return say("call.day_at", language, day=day_of_year(when, language), hour=hour)


def offered_times(hours: Hours, now: datetime, language: Language) -> list[tuple[str, str]]:
    """Times for a call back, each as it is sent and as it is said: all within the hours of calls."""
    here = now.astimezone(hours.zone)
    soon = here + timedelta(hours=1)
    tried = [soon.replace(minute=soon.minute // 15 * 15, second=0, microsecond=0)]
    for days in (0, 1):
        for hour in (12, 18):
            day = here.date() + timedelta(days=days)
            tried.append(datetime(day.year, day.month, day.day, hour, 15, tzinfo=hours.zone))
    found = sorted({when for when in tried if when > here and may_call(hours, when)})
    return [(when.isoformat(), spelled(when, now, language)) for when in found[:OFFERED]]
