"""How the record of a rehearsal is: what its last verification said, as a note on the room's page."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from recolement.web.evenings import Evening
from recolement.web.rehearsal.band import is_rehearsal
from recolement.web.rehearsal.models import Verification
from recolement.web.words import say
from recolement.words.numbers import Language


def health_of(tonight: Evening, language: Language) -> tuple[str, str] | None:
    """A kind of note and a sentence; nothing of a ballot that is no rehearsal."""
    if not is_rehearsal(tonight.slug):
        return None
    last = Verification.objects.filter(rehearsal__slug=tonight.slug).order_by("-at").first()
    if last is None:
        return "warning", say("rehearsal.never", language)
    at = last.at.astimezone(ZoneInfo(tonight.now().folder.ballot.timezone)).strftime("%H:%M:%S")
    if last.holds:
        return "good", say("rehearsal.held", language, at=at, size=last.size)
    return "error", say("rehearsal.broken", language, at=at, line=last.line)
