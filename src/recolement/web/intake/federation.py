"""The federation's desk: received, missing, flagged; accept, return, no vote, correct, acknowledge."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from recolement.canvass.scopes import Question
from recolement.model.findings import Severity
from recolement.model.ids import UnitId
from recolement.web.accounts.models import Post, Role
from recolement.web.acting import new_key, record, text
from recolement.web.awaited import awaited
from recolement.web.evenings import Evening
from recolement.web.intake.form import read
from recolement.web.rights import evening_of, needs, post_by_which, roles_for
from recolement.web.sheets import card, findings_of, questions_of, state_of
from recolement.web.words import language_of
from recolement.words.naming import Names

ORDER = ("flagged", "received", "returned", "awaited", "set_aside", "annulled", "no_vote", "accepted")
MOST = 500


@never_cache
@require_GET
@needs("accept_sheet")
def desk(request: HttpRequest, slug: str, unit: str) -> HttpResponse:
    """Every section under a unit with its state: what needs a hand first."""
    tonight = evening_of(request)
    night = tonight.now()
    if unit not in night.folder.tree:
        raise Http404
    names = Names(night.folder, language_of(request))
    rows = rows_under(tonight, slug, unit, names)
    counts = Counter(row["state"] for row in rows)
    wanted, sought = request.GET.get("state", ""), request.GET.get("q", "").casefold().strip()
    shown = [
        row
        for row in rows
        if (not wanted or row["state"] == wanted) and (not sought or sought in row["name"].casefold())
    ]
    shown.sort(key=lambda row: (ORDER.index(row["state"]), row["name"]))
    page = {
        "slug": slug,
        "here": names.unit(unit),
        "unit": unit,
        "rows": shown[:MOST],
        "left_out": max(0, len(shown) - MOST),
        "states": [(state, counts[state]) for state in ORDER if counts[state]],
        "wanted": wanted,
        "sought": request.GET.get("q", ""),
        "total": len(rows),
    }
    return render(request, "intake/desk.html", page)


def rows_under(tonight: Evening, slug: str, unit: str, names: Names) -> list[dict[str, Any]]:
    """Every sheet of the sections under a unit, in the order of the ballot."""
    telephones = _telephones(slug)
    under = set(tonight.now().folder.tree.leaves_under(UnitId(unit)))
    return [
        _row(tonight, question, leaf, names, telephones)
        for question in awaited(tonight)
        for leaf in question.place.leaves
        if leaf in under
    ]


def _row(
    tonight: Evening, question: Question, leaf: UnitId, names: Names, telephones: dict[str, str]
) -> dict[str, Any]:
    contest, round_ = question.contest.id, question.round.number
    found = findings_of(tonight, leaf, contest, round_)
    errors = [one for one in found if one.severity is Severity.ERROR and not one.acknowledged]
    retained = tonight.now().retained(leaf, contest, round_)
    return {
        "unit": leaf,
        "name": names.unit(leaf),
        "contest": contest,
        "contest_name": names.contest(contest),
        "round": round_,
        "state": state_of(tonight, (leaf, contest, round_), retained, bool(errors)),
        "codes": sorted({(one.code, one.severity.value) for one in found if one.code[0] in "ARCW"}),
        "telephone": telephones.get(leaf, ""),
    }


def _telephones(slug: str) -> dict[str, str]:
    roles = Role.objects.filter(ballot=slug, post=Post.SECRETARY).select_related("account")
    return {role.unit: role.account.telephone for role in roles if role.account.telephone}


def _question(tonight: Evening, contest: str, round: int, unit: str) -> Question:
    found = [
        one for one in questions_of(tonight, unit) if (one.contest.id, one.round.number) == (contest, round)
    ]
    if not found:
        raise Http404
    return found[0]


@never_cache
@require_GET
@needs("accept_sheet", "file_dispute")
def sheet(request: HttpRequest, slug: str, contest: str, round: int, unit: str) -> HttpResponse:
    """One sheet with everything beside it, and what this account may do with it."""
    tonight = evening_of(request)
    question = _question(tonight, contest, round, unit)
    shown = card(tonight, question, unit, language_of(request))
    tree = tonight.now().folder.tree
    may = {
        action
        for action in (
            "accept_sheet",
            "return_sheet",
            "record_no_vote",
            "correct_figure",
            "acknowledge",
            "file_dispute",
        )
        if roles_for(request.user, action, slug, unit, tree)
    }
    siblings = [leaf for leaf in question.place.leaves if tree[leaf].parent == tree[UnitId(unit)].parent]
    place = siblings.index(UnitId(unit))
    page = {
        "slug": slug,
        "card": shown,
        "may": may,
        "key": new_key(),
        "fields": [(line.field, line.label) for line in shown.lines],
        "codes": sorted({one["code"] for one in shown.findings if not one["acknowledged"]}),
        "before": siblings[place - 1] if place else None,
        "after": siblings[place + 1] if place + 1 < len(siblings) else None,
        "parent": tree[UnitId(unit)].parent or tree.root,
    }
    return render(request, "intake/sheet.html", page)


def _acted(request: HttpRequest, slug: str, contest: str, round: int, unit: str) -> HttpResponse:
    return redirect("sheet-desk", slug, contest, round, unit)


def _as(request: HttpRequest, action: str, slug: str, unit: str) -> str:
    """The post under which this account acts on the sheet."""
    tonight = evening_of(request)
    return post_by_which(request, action, slug, unit, tonight.now().folder.tree)


def _where(contest: str, round: int, unit: str) -> dict[str, Any]:
    """The target of an act on one sheet."""
    return {"units": [unit], "contest": contest, "round": round}


@require_POST
@needs("accept_sheet")
def accept(request: HttpRequest, slug: str, contest: str, round: int, unit: str) -> HttpResponse:
    """Take the sheet as it is."""
    tonight = evening_of(request)
    record(
        request,
        tonight,
        _as(request, "accept_sheet", slug, unit),
        "sheet-accepted/1",
        {"unit": unit, "contest": contest, "round": round},
    )
    return _acted(request, slug, contest, round, unit)


@require_POST
@needs("return_sheet")
def send_back(request: HttpRequest, slug: str, contest: str, round: int, unit: str) -> HttpResponse:
    """Send the sheet back with a reason: the section is awaited again."""
    tonight = evening_of(request)
    fields = {"unit": unit, "contest": contest, "round": round, "reason": text(request, "reason")}
    record(request, tonight, _as(request, "return_sheet", slug, unit), "sheet-returned/1", fields)
    return _acted(request, slug, contest, round, unit)


@require_POST
@needs("record_no_vote")
def no_vote(request: HttpRequest, slug: str, contest: str, round: int, unit: str) -> HttpResponse:
    """Record that no vote was held there."""
    tonight = evening_of(request)
    fields = _where(contest, round, unit) | {"reason": text(request, "reason")}
    record(request, tonight, _as(request, "record_no_vote", slug, unit), "no-vote-held/1", fields)
    return _acted(request, slug, contest, round, unit)


@require_POST
@needs("correct_figure")
def correct(request: HttpRequest, slug: str, contest: str, round: int, unit: str) -> HttpResponse:
    """Correct one figure, with its reason and evidence; the old one remains readable."""
    tonight = evening_of(request)
    value = read(text(request, "value", 40))
    evidence = text(request, "evidence")
    fields = _where(contest, round, unit) | {
        "field": text(request, "field", 200),
        "value": value if isinstance(value, int) else text(request, "value", 40),
        "reason": text(request, "reason"),
        "evidence": [evidence] if evidence else [],
    }
    record(request, tonight, _as(request, "correct_figure", slug, unit), "figure-corrected/1", fields)
    return _acted(request, slug, contest, round, unit)


@require_POST
@needs("acknowledge")
def acknowledge(request: HttpRequest, slug: str, contest: str, round: int, unit: str) -> HttpResponse:
    """A finding is known and explained."""
    tonight = evening_of(request)
    fields = _where(contest, round, unit) | {
        "code": text(request, "code", 10),
        "reason": text(request, "reason"),
    }
    record(request, tonight, _as(request, "acknowledge", slug, unit), "finding-acknowledged/1", fields)
    return _acted(request, slug, contest, round, unit)
