"""The federation's desk: received, missing, flagged; accept, return, no vote, correct, acknowledge."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from recolement.canvass.gate import last_proclaimed
from recolement.canvass.proceedings import SheetKey
from recolement.canvass.scopes import Question
from recolement.model.ids import UnitId
from recolement.model.units import UnitTree
from recolement.web.accounts.models import Post, Role
from recolement.web.acting import new_key, record, refuse, text, written
from recolement.web.awaited import awaited
from recolement.web.evenings import Evening
from recolement.web.intake.form import read
from recolement.web.intake.sending import sent_back
from recolement.web.pages import Page, asked_in
from recolement.web.parts import answer, as_listed, nothing_new, unchanged
from recolement.web.rights import evening_of, needs, post_by_which, roles_for
from recolement.web.sheets import card, disputes_on, questions_of
from recolement.web.words import language_of, say
from recolement.words.naming import Names

ASIDE = ("twice", "misdirected", "other")
"""Why a sheet is set aside."""
ORDER = ("flagged", "received", "returned", "awaited", "set_aside", "annulled", "no_vote", "accepted")


@never_cache
@require_GET
@needs("accept_sheet")
def desk(request: HttpRequest, slug: str, unit: str) -> HttpResponse:
    """Every section under a unit with its state: what needs a hand first."""
    tonight = evening_of(request)
    night = tonight.now()
    if unit not in night.folder.tree:
        raise Http404
    if nothing_new(request, tonight.size):
        return unchanged()
    names = Names(night.folder, language_of(request))
    listed = listing(request.GET, tonight, unit)
    telephones = _telephones(slug, [key[0] for key in listed.page.rows])
    page = {
        "slug": slug,
        "here": names.unit(unit),
        "unit": unit,
        "listed": listed,
        "query": request.GET.urlencode(),
        "size": tonight.size,
        "sees_room": bool(roles_for(request.user, "see_room", slug, unit, night.folder.tree)),
        "imports": bool(roles_for(request.user, "import_sheets", slug, unit, night.folder.tree)),
        "turnout": max(one.round.number for one in awaited(tonight))
        if night.folder.ballot.turnout_hours
        else None,
        "rows": [
            row(tonight, key, names) | {"telephone": telephones.get(key[0], ""), "key": new_key()}
            for key in listed.page.rows
        ],
    }
    parts = {"listed": "intake/desk_listed.html", "found": "intake/desk_part.html"}
    return answer(request, "intake/desk.html", parts, page)


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of the sheets under a unit, of a state or with a name that were asked for."""

    page: Page[SheetKey]
    states: tuple[tuple[str, int], ...]
    """How many sheets are in each state."""
    wanted: str
    sought: str
    total: int


def listing(asked: QueryDict, tonight: Evening, unit: str) -> Listing:
    """The sheets under a unit: by state, what needs a hand first, then by name."""
    board = tonight.board()
    tree = tonight.now().folder.tree
    under = None if unit == tree.root else set(tree.leaves_under(UnitId(unit)))
    wanted, sought = asked.get("state", ""), asked.get("q", "").strip()[:200]
    folded = sought.casefold()
    by_state: dict[str, list[SheetKey]] = {state: [] for state in ORDER}
    counts: Counter[str] = Counter()
    for key in board.keys:
        if under is None or key[0] in under:
            state = board.states[key]
            counts[state] += 1
            if not folded or folded in board.folded[key[0]]:
                by_state[state].append(key)
    shown = by_state.get(wanted, []) if wanted else [key for state in ORDER for key in by_state[state]]
    states = tuple((state, counts[state]) for state in ORDER if counts[state])
    return Listing(asked_in(asked, shown), states, wanted, sought, sum(counts.values()))


def row(tonight: Evening, key: SheetKey, names: Names) -> dict[str, Any]:
    """One sheet in a list."""
    leaf, contest, round_ = key
    found = tonight.now().findings_of(*key)
    return {
        "unit": leaf,
        "name": names.unit(leaf),
        "contest": contest,
        "contest_name": names.contest(contest),
        "round": round_,
        "state": tonight.board().states[key],
        "fixed": _version(tonight, key) is not None,
        "returned": sent_back(tonight, *key),
        "codes": sorted({(one.code, one.severity.value) for one in found if one.code[0] in "ARCW"}),
    }


def _version(tonight: Evening, key: SheetKey) -> int | None:
    """The version of the proclamation that a sheet is part of: it is no longer sent back."""
    night = tonight.now()
    if not night.proceedings.proclamations:
        return None
    done = last_proclaimed(key, night.questions, night.proceedings)
    return None if done is None else done.version


def _telephones(slug: str, units: list[UnitId]) -> dict[str, str]:
    roles = Role.objects.filter(ballot=slug, post=Post.SECRETARY, unit__in=units).select_related("account")
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
            "set_aside",
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
        "given": written(request),
        "fields": [(line.field, line.label) for line in shown.lines],
        "codes": sorted(
            {one["code"]: one["text"] for one in shown.findings if not one["acknowledged"]}.items()
        ),
        "sees_room": bool(roles_for(request.user, "see_room", slug, unit, tree)),
        "before": siblings[place - 1] if place else None,
        "after": siblings[place + 1] if place + 1 < len(siblings) else None,
        "aside": ASIDE,
        "version": _version(tonight, (UnitId(unit), question.contest.id, round)),
        "disputes": disputes_on(tonight, unit, language_of(request)),
        "returned": sent_back(tonight, unit, contest, round),
        "back": _list_of(request, slug, unit, tree),
    }
    return render(request, "intake/sheet.html", page)


def _list_of(request: HttpRequest, slug: str, unit: str, tree: UnitTree) -> str:
    """The list this account came from: of the federation above the section, or of the representative."""
    if roles_for(request.user, "accept_sheet", slug, unit, tree):
        above = tree[UnitId(unit)].parent or tree.root
        listed = above if roles_for(request.user, "accept_sheet", slug, above, tree) else unit
        return reverse("federation", args=[slug, listed])
    role = roles_for(request.user, "file_dispute", slug, unit, tree)[0]
    return reverse("representative", args=[slug, role.unit or tree.root])


def _acted(
    request: HttpRequest, slug: str, contest: str, round: int, unit: str, done: bool = True
) -> HttpResponse:
    """To where the form stood: the sheet's page, or the list; of the list a script wants the row alone."""
    tonight, listed = evening_of(request), text(request, "list", 300)
    tree = tonight.now().folder.tree
    if listed not in tree or not roles_for(request.user, "accept_sheet", slug, listed, tree):
        return redirect("sheet-desk", slug, contest, round, unit)
    if request.headers.get("HX-Request") != "true" and not done:
        return redirect("sheet-desk", slug, contest, round, unit)  # its form has what was written
    if request.headers.get("HX-Request") != "true":
        return redirect(f"{reverse('federation', args=[slug, listed])}?{as_listed(request).urlencode()}")
    key = UnitId(unit), _question(tonight, contest, round, unit).contest.id, round
    names = Names(tonight.now().folder, language_of(request))
    page = {
        "slug": slug,
        "unit": listed,
        "query": text(request, "query", 500),
        "row": row(tonight, key, names)
        | {"telephone": _telephones(slug, [key[0]]).get(key[0], ""), "key": new_key()},
        "listed": listing(as_listed(request), tonight, listed),
        "done": done,
        "refused": not done,
        "given": written(request),
    }
    return render(request, "intake/desk_acted.html", page, status=200 if done else 422)


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
    recorded = record(
        request,
        tonight,
        _as(request, "accept_sheet", slug, unit),
        "sheet-accepted/1",
        {"unit": unit, "contest": contest, "round": round},
    )
    return _acted(request, slug, contest, round, unit, recorded is not None)


@require_POST
@needs("return_sheet")
def send_back(request: HttpRequest, slug: str, contest: str, round: int, unit: str) -> HttpResponse:
    """Send the sheet back with a reason: the section is awaited again."""
    tonight = evening_of(request)
    fields = {"unit": unit, "contest": contest, "round": round, "reason": text(request, "reason")}
    recorded = record(request, tonight, _as(request, "return_sheet", slug, unit), "sheet-returned/1", fields)
    return _acted(request, slug, contest, round, unit, recorded is not None)


@require_POST
@needs("set_aside")
def set_aside(request: HttpRequest, slug: str, contest: str, round: int, unit: str) -> HttpResponse:
    """Leave a sheet out of the sums until the commission rules: sent twice, misdirected, doubtful."""
    tonight = evening_of(request)
    kind = text(request, "kind", 20)
    kind = say(f"aside.{kind}" if kind in ASIDE else "aside.other", "fr")
    reason = f"{kind} : {text(request, 'reason')}" if text(request, "reason") else ""
    fields = _where(contest, round, unit) | {"reason": reason}
    record(request, tonight, _as(request, "set_aside", slug, unit), "sheet-set-aside/1", fields)
    return _acted(request, slug, contest, round, unit)


@require_POST
@needs("record_no_vote")
def no_vote(request: HttpRequest, slug: str, contest: str, round: int, unit: str) -> HttpResponse:
    """Record that no vote was held there."""
    tonight = evening_of(request)
    fields = _where(contest, round, unit) | {"reason": text(request, "reason")}
    recorded = record(request, tonight, _as(request, "record_no_vote", slug, unit), "no-vote-held/1", fields)
    return _acted(request, slug, contest, round, unit, recorded is not None)


@require_POST
@needs("correct_figure")
def correct(request: HttpRequest, slug: str, contest: str, round: int, unit: str) -> HttpResponse:
    """Correct one figure, with its reason and evidence; the old one remains readable."""
    tonight = evening_of(request)
    value = read(text(request, "value", 40))
    if not isinstance(value, int):
        refuse(
            request,
            f"{say('desk.value', language_of(request))} : {say('sheet.number', language_of(request))}",
        )
        return _acted(request, slug, contest, round, unit)
    evidence = text(request, "evidence")
    fields = _where(contest, round, unit) | {
        "field": text(request, "field", 200),
        "value": value,
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
