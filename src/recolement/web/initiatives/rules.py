"""The rules of an initiative as the form, the database and the published text have them.

>>> rules = read_rules(
...     {"threshold": "5 %", "opens": "2026-03-01T08:00:00+01:00", "closes": "2026-04-01T08:00:00+02:00",
...      "follows": "vote", "units": 2, "each": "10", "territory": ["01"]}
... )
>>> rules.spread.each.number, rules.may_sign("02")
(10, False)
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from recolement.formats.initiatives import amount
from recolement.initiatives.rulebook import Amount, Follows, Rulebook, Spread
from recolement.web.words import say
from recolement.words.numbers import Language


def read_rules(kept: Mapping[str, Any]) -> Rulebook:
    """The rules that were kept."""
    spread = Spread(int(kept["units"]), amount(kept["each"])) if kept.get("units") else None
    return Rulebook(
        amount(kept["threshold"]),
        datetime.fromisoformat(kept["opens"]),
        datetime.fromisoformat(kept["closes"]),
        Follows(kept["follows"]),
        spread,
        frozenset(kept["territory"]) if kept.get("territory") else None,
    )


def understood(form: Mapping[str, str], language: Language) -> tuple[dict[str, Any], list[str]]:
    """What the form says, to keep; and what is wrong with it, in sentences."""
    wrong: list[str] = []
    kept: dict[str, Any] = {}
    if _amount(form.get("threshold", "")) is None:
        wrong.append(say("initiative.threshold_wrong", language))
    kept["threshold"] = form.get("threshold", "")
    opens, closes = _local(form.get("opens", "")), _local(form.get("closes", ""))
    if opens is None or closes is None or opens >= closes:
        wrong.append(say("initiative.period_wrong", language))
    else:
        kept["opens"], kept["closes"] = opens.isoformat(), closes.isoformat()
    units = form.get("units", "")
    if units:
        if not (units.isascii() and units.isdigit() and 0 < int(units) < 100_000) or (
            _amount(form.get("each", "")) is None
        ):
            wrong.append(say("initiative.spread_wrong", language))
        else:
            kept["units"], kept["each"] = int(units), form["each"]
    follows = form.get("follows", "")
    kept["follows"] = follows if follows in {one.value for one in Follows} else Follows.VOTE.value
    territory = [part.strip() for part in form.get("territory", "").split(",") if part.strip()]
    if territory:
        kept["territory"] = list(dict.fromkeys(territory))
    return ({} if wrong else kept), wrong


def _amount(written: str) -> Amount | None:
    try:
        return amount(written)
    except ValueError:
        return None


def _local(written: str) -> datetime | None:
    """The local time of a form."""
    try:
        return datetime.fromisoformat(written[:16]).replace(tzinfo=ZoneInfo(settings.TIME_ZONE))
    except ValueError:
        return None
