"""What the handlers share: an act recorded under its key, findings as the API writes them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse

from recolement.acts import RefusedEvent
from recolement.model.findings import Finding
from recolement.publication.tally import finding_json
from recolement.web.api.operations import Asked
from recolement.web.api.problems import Problem
from recolement.web.api.shapes import Found, Recorded
from recolement.web.evenings import Meanwhile, nothing_happened
from recolement.web.words import language_of
from recolement.words.findings import say_finding
from recolement.words.naming import Names

UNREADABLE = ("bad_fields", "too_long", "key_reused")
"""Refusals of what was sent, whenever it is sent; every other one is of this moment."""


def record(
    asked: Asked,
    intention: Mapping[str, Any],
    meanwhile: Meanwhile = nothing_happened,
    *,
    id: str | None = None,
) -> Recorded:
    """Record an act, or say why not."""
    given = {name: value for name, value in intention.items() if value not in (None, "", [], {})}
    answer = asked.tonight.record(given, asked.key, meanwhile)
    if isinstance(answer, RefusedEvent):
        raise refusal(answer)
    return Recorded(
        line=answer.seq,
        receipt=asked.request.build_absolute_uri(
            reverse("api-readReceipt", kwargs={"ballot": asked.tonight.slug, "line": answer.seq})
        ),
        checkpoint=answer.note.written().decode(),
        id=id,
    )


def refusal(refused: RefusedEvent) -> Problem:
    """A refusal of the ledger as a problem: its code, its facts, the sentence that the screens say."""
    return Problem(refused.code, 422 if refused.code in UNREADABLE else 409, refused.facts)


def findings(asked: Asked, found: Iterable[Finding]) -> list[Found]:
    """Findings with their sentences."""
    names = Names(asked.tonight.now().folder, language_of())
    made = []
    for one in found:
        written = finding_json(one)
        made.append(
            Found(
                code=one.code,
                severity=written["severity"],
                fields=written["fields"],
                expected=written["expected"],
                found=written["found"],
                difference=written["difference"],
                sentence=say_finding(one, names),
                acknowledged=one.acknowledged,
            )
        )
    return made
