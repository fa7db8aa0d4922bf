"""When something happened and who did it, as every screen tells it: one form for each language.

>>> from datetime import UTC, date, datetime
>>> at = datetime(2026, 11, 25, 21, 5, tzinfo=UTC)
>>> when(at, "Europe/Paris", "fr"), when(at, "Europe/Paris", "en")
('25/11/2026 22:05', '25 Nov 2026 22:05')
>>> when(date(2026, 11, 25), "Europe/Paris", "en")
'25 Nov 2026'
"""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from recolement.web.accounts.models import Account, Post
from recolement.web.words import say
from recolement.words.fields import MONTHS
from recolement.words.numbers import Language


def when(at: datetime | date, zone: str, language: Language, *, seconds: bool = False) -> str:
    """A moment on a zone's clock, to the minute or the second; a day where only the day is known."""
    if not isinstance(at, datetime):
        return _day(at, language)
    here = at.astimezone(ZoneInfo(zone))
    return f"{_day(here, language)} {here:%H:%M:%S}" if seconds else f"{_day(here, language)} {here:%H:%M}"


def _day(at: date, language: Language) -> str:
    """The month is written in English: 03/04 is April to one reader and March to another."""
    return f"{at:%d/%m/%Y}" if language == "fr" else f"{at.day} {MONTHS['en'][at.month - 1][:3]} {at.year}"


def who(actor: str | None, role: str | None, language: Language) -> str:
    """Somebody by name; by their post where no account bears it any more."""
    account = Account.objects.filter(actor=actor).first() if actor else None
    if account is not None:
        return str(account)
    return say(f"post.{role}", language) if role in Post.values else (role or "—")
