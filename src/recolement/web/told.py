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
from typing import Literal, TypeAlias
from zoneinfo import ZoneInfo

from recolement.web.accounts.models import Account, Post
from recolement.web.words import say
from recolement.words.fields import MONTHS
from recolement.words.numbers import Language


def when(at: datetime | date, zone: str, language: Language, *, seconds: bool = False) -> str:
    """A moment on a zone's clock, to the minute or the second; a day where only the day is known."""
    if not isinstance(at, datetime):
        return day(at, language)
    return on_its_clock(at.astimezone(ZoneInfo(zone)), language, "second" if seconds else "minute")


Form: TypeAlias = Literal["day", "minute", "second", "hour", "hour_second"]
"""How much of a moment is said; ``hour``: that of a day that is known, without it."""


def on_its_clock(at: datetime, language: Language, form: Form = "minute") -> str:
    """A moment as the clock that it bears shows it, in one of the forms.

    >>> from datetime import UTC, datetime
    >>> at = datetime(2026, 11, 25, 21, 5, 9, tzinfo=UTC)
    >>> on_its_clock(at, "en", "second"), on_its_clock(at, "fr", "hour"), on_its_clock(at, "fr", "day")
    ('25 Nov 2026 21:05:09', '21:05', '25/11/2026')
    """
    clock = f"{at:%H:%M:%S}" if form in ("second", "hour_second") else f"{at:%H:%M}"
    if form in ("hour", "hour_second"):
        return clock
    return day(at, language) if form == "day" else f"{day(at, language)} {clock}"


def day_of_year(at: date, language: Language) -> str:
    """A day without its year, where it is near.

    >>> day_of_year(date(2026, 4, 3), "fr"), day_of_year(date(2026, 4, 3), "en")
    ('03/04', '3 Apr')
    """
    return f"{at:%d/%m}" if language == "fr" else f"{at.day} {MONTHS['en'][at.month - 1][:3]}"


def day(at: date, language: Language) -> str:
    """The month is written in English: 03/04 is April to one reader and March to another."""
    return f"{at:%d/%m/%Y}" if language == "fr" else f"{day_of_year(at, language)} {at.year}"


def who(actor: str | None, role: str | None, language: Language) -> str:
    """Somebody by name; by their post where no account bears it any more."""
    account = Account.objects.filter(actor=actor).first() if actor else None
    if account is not None:
        return str(account)
    return say(f"post.{role}", language) if role in Post.values else (role or "—")
