"""Filing a dispute on a sheet: what it seeks, and on what grounds."""

from __future__ import annotations

import re
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from recolement.canvass.retain import papers_there
from recolement.model.ids import UnitId
from recolement.web.accounts.models import Post
from recolement.web.acting import name_from, new_key, record, text
from recolement.web.intake.form import read
from recolement.web.rights import evening_of, needs, post_by_which, roles_for
from recolement.web.sheets import card, questions_of
from recolement.web.words import language_of, say
from recolement.words.numbers import colon


@never_cache
@needs("file_dispute")
def file_dispute(request: HttpRequest, slug: str, contest: str, round: int, unit: str) -> HttpResponse:
    """File a dispute on a sheet: what it seeks, and on what grounds."""
    tonight, language = evening_of(request), language_of(request)
    question = next(
        (q for q in questions_of(tonight, unit) if (q.contest.id, q.round.number) == (contest, round)), None
    )
    if question is None:
        raise Http404
    options = [(option.id, option.name) for option in question.options]
    if request.method == "POST" and _no_figure(request, [id for id, _ in options]):
        box, wanted = say("desk.value", language), say("sheet.number", language)
        messages.error(request, f"{box}{colon(language)}{wanted}")
    elif request.method == "POST":
        fields = _dispute_fields(request, unit, [id for id, _ in options])
        fields |= {"units": [unit], "contest": contest, "round": round}
        role = post_by_which(request, "file_dispute", slug, unit, tonight.now().folder.tree)
        if record(request, tonight, role, "dispute-filed/1", fields) is not None:
            if role == Post.COMMISSIONER.value:
                return redirect("matter", slug, fields["id"])
            return redirect("sheet-desk", slug, contest, round, unit)
    page = {
        "slug": slug,
        "card": card(tonight, question, unit, language),
        "options": options,
        "papers": papers_there(tonight.now().retained(UnitId(unit), question.contest.id, round)),
        "sees_room": bool(roles_for(request.user, "see_room", slug, unit, tonight.now().folder.tree)),
        "given": request.POST,
        "claimed": [(id, name, request.POST.get(f"claimed:{id}", "")) for id, name in options],
        "key": new_key(),
    }
    return render(request, "commission/dispute.html", page)


def _no_figure(request: HttpRequest, options: list[str]) -> bool:
    """Whether something that is no figure was written for one: it is not left out in silence."""
    how = text(request, "how", 20)
    names = {"values": [f"claimed:{option}" for option in options], "ballots": ["papers"]}.get(how, [])
    return any(not isinstance(read(text(request, name, 40)), int | None) for name in names)


def _dispute_fields(request: HttpRequest, unit: str, options: list[str]) -> dict[str, Any]:
    how = text(request, "how", 20)
    fields: dict[str, Any] = {
        "id": re.sub(r"\s", "-", f"{unit.casefold()[:60]}-{name_from(request)}"),
        "grounds": text(request, "grounds"),
        "seeks": how if how in ("annul", "recount") else "correct",
    }
    if how == "swap":
        fields["options"] = [text(request, "one", 200), text(request, "other", 200)]
    elif how == "ballots":
        papers = read(text(request, "papers", 40))
        fields["ballots"] = papers if isinstance(papers, int) else None
    elif how == "values":
        claimed = {option: read(text(request, f"claimed:{option}", 40)) for option in options}
        fields["values"] = [
            {"unit": unit, "field": option, "value": value}
            for option, value in claimed.items()
            if isinstance(value, int)
        ]
    return fields
