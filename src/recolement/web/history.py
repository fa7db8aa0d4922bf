"""The lines that speak of a unit, in words: what happened to its sheet, when, and who did it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from recolement.canvass.proceedings import SheetKey
from recolement.ledger.events import AnyEvent
from recolement.ledger.events.figures import Figures
from recolement.ledger.fold.state import moment
from recolement.web.accounts.models import Post
from recolement.web.evenings import Evening
from recolement.web.words import say
from recolement.words.numbers import Language


@dataclass(frozen=True, slots=True)
class Said:
    """One line in words: ``at`` is the act's own moment, where it bears one."""

    seq: int
    at: datetime | date
    what: str
    who: str
    is_sheet: bool
    why: str = ""
    """The reason or the grounds that were given, where the line bears some."""


def of_unit(tonight: Evening, unit: str, language: Language) -> list[Said]:
    """Every line that names a unit."""
    return [_said(tonight, event, language) for event in tonight.of_unit.get(unit, ())]


def of_sheet(tonight: Evening, key: SheetKey, language: Language) -> list[Said]:
    """The lines that speak of one of its sheets, or of all of them at once."""
    unit, contest, round_ = key
    return [
        _said(tonight, event, language)
        for event in tonight.of_unit.get(unit, ())
        if getattr(event, "contest", None) in (None, contest)
        and getattr(event, "round", None) in (None, round_)
    ]


def _said(tonight: Evening, event: AnyEvent, language: Language) -> Said:
    name = str(event.__struct_config__.tag).partition("/")[0].replace("-", "_")
    what = say(f"event.{name}", language)
    role = say(f"post.{event.role}", language) if event.role in Post.values else (event.role or "")
    own = getattr(event, "dated", None)
    at = event.at if own is None else moment(own)
    if isinstance(at, datetime):
        at = at.astimezone(ZoneInfo(tonight.now().folder.ballot.timezone))
    why = tonight.desk.moment.state.said(getattr(event, "reason", None) or getattr(event, "grounds", None))
    return Said(event.seq, at, what, role, isinstance(event, Figures), why)
