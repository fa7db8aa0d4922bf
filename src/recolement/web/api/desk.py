"""The federation's desk: accept, return, no vote, correct, set aside, acknowledge; and disputes."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import Any

from recolement.web.api import shapes
from recolement.web.api.handling import record
from recolement.web.api.operations import Asked
from recolement.web.words import say
from recolement.words.numbers import colon


def _of_sheet(asked: Asked, event: str) -> dict[str, Any]:
    """An act that names one sheet."""
    unit, contest, round_ = asked.sheet
    who = {"actor": asked.actor, "role": asked.token.role.post}
    return {"event": event, **who, "unit": unit, "contest": contest, "round": round_}


def _on_sheet(asked: Asked, event: str) -> dict[str, Any]:
    """An act whose target is one sheet."""
    unit, contest, round_ = asked.sheet
    who = {"actor": asked.actor, "role": asked.token.role.post}
    return {"event": event, **who, "units": [unit], "contest": contest, "round": round_}


def accept(asked: Asked) -> shapes.Recorded:
    """Take a sheet as it is."""
    return record(asked, _of_sheet(asked, "sheet-accepted/1"))


def send_back(asked: Asked) -> shapes.Recorded:
    """Send a sheet back with a reason: the section is awaited again."""
    return record(asked, _of_sheet(asked, "sheet-returned/1") | {"reason": asked.body.reason})


def set_aside(asked: Asked) -> shapes.Recorded:
    """Leave a sheet out of the sums until the commission rules."""
    reason = f"{say(f'aside.{asked.body.kind}', 'fr')}{colon('fr')}{asked.body.reason}"
    return record(asked, _on_sheet(asked, "sheet-set-aside/1") | {"reason": reason})


def no_vote(asked: Asked) -> shapes.Recorded:
    """Record that no vote was held there."""
    return record(asked, _on_sheet(asked, "no-vote-held/1") | {"reason": asked.body.reason})


def correct(asked: Asked) -> shapes.Recorded:
    """Correct one figure."""
    body = asked.body
    fields = {
        "field": body.field,
        "value": body.value,
        "reason": body.reason,
        "evidence": [body.evidence] if body.evidence else [],
    }
    return record(asked, _on_sheet(asked, "figure-corrected/1") | fields)


def acknowledge(asked: Asked) -> shapes.Recorded:
    """A finding is known and explained."""
    fields = {"code": asked.body.code, "reason": asked.body.reason}
    return record(asked, _on_sheet(asked, "finding-acknowledged/1") | fields)


def dispute(asked: Asked) -> shapes.Recorded:
    """File a dispute on a sheet; its id is the same for the same sending."""
    body = asked.body
    unit = asked.place["unit"]
    made = f"{unit.casefold()[:60]}-{sha256(asked.key.encode()).hexdigest()[:8]}"
    fields = {
        "id": re.sub(r"\s", "-", made),
        "grounds": body.grounds,
        "seeks": body.seeks,
        "options": body.options,
        "ballots": body.ballots,
        "values": [{"unit": unit, "field": field, "value": value} for field, value in body.values.items()],
    }
    return record(asked, _on_sheet(asked, "dispute-filed/1") | fields, id=fields["id"])
