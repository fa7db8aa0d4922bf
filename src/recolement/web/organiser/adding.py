"""The second round where a ballot declared the first alone: added in the step that prepares its runoff."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from recolement.web.acting import record, text
from recolement.web.evenings import Evening
from recolement.web.following import held_in_the_round_added

ROLE = "organiser"


def add_round(request: HttpRequest, tonight: Evening, number: int, key: str) -> bool:
    """The round is there, or is now, with the day that the form gives; whether nothing was refused."""
    night = tonight.now()
    if night.folder.ballot.may_gain != number:
        return True
    fields: dict[str, Any] = {"number": number, "contests": held_in_the_round_added(night, number)}
    fields["date"] = text(request, "date", 10)
    return record(request, tonight, ROLE, "round-added/1", fields, f"{key}-round"[:200]) is not None
