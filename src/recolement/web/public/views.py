"""What anyone may see: the ballots, their results, a unit's sheet with its history, receipts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_GET

from recolement.canvass.scopes import Question
from recolement.ledger.events.figures import Figures
from recolement.ledger.receipt import qr_text
from recolement.model.ids import ContestId, UnitId
from recolement.publication.findings import said_findings
from recolement.publication.reporting import report
from recolement.publication.transferred import can_estimate, pairs
from recolement.web.accounts.models import Account, Post, Role, by_post
from recolement.web.awaited import awaited, latest_first
from recolement.web.calls.home import tasks as call_tasks
from recolement.web.drawing import qr_svg
from recolement.web.evenings import Evening, evening
from recolement.web.following import following
from recolement.web.history import of_unit
from recolement.web.initiatives.guard import task as initiative_task
from recolement.web.initiatives.models import Initiative
from recolement.web.intake.sending import recorded, sent_back
from recolement.web.pages import page_of
from recolement.web.panels.guard import task as panel_task
from recolement.web.panels.models import Panel
from recolement.web.parts import part_wanted
from recolement.web.public.models import HostedBallot
from recolement.web.rehearsal.band import is_rehearsal, rehearsals
from recolement.web.rehearsal.models import lost
from recolement.web.results import published
from recolement.web.sheets import disputes_on
from recolement.web.words import language_of, say
from recolement.words.naming import Names
from recolement.words.numbers import Language
from recolement.words.rehearsal import title_in


def _open_ballots() -> QuerySet[HostedBallot]:
    """The ballots everybody may see; no rehearsal is among them."""
    return HostedBallot.objects.filter(open=True).exclude(slug__in=rehearsals()).order_by("title")


@require_GET
def results(request: HttpRequest) -> HttpResponse:
    """The published sites: each open ballot's, once it was written."""
    sites = [ballot for ballot in _open_ballots() if published(ballot.slug)]
    return render(request, "public/results.html", {"sites": sites})


LEADING = (Post.FEDERATION, Post.REPRESENTATIVE, Post.COMMISSIONER, Post.ORGANISER)
"""The posts whose first page leads to what everybody sees of the ballot: home need not list it again."""


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """What one may do here, then the ballots everybody may see."""
    by_label: dict[str, list[dict[str, str]]] = {}
    own, returned = set(), []
    for role in by_post(_roles(request)):
        tasks = _tasks(request, role)
        for task in tasks:
            if "returned" in task:
                returned.append(task)
            else:
                by_label.setdefault(task["label"], []).append(task)
        if tasks and role.post in LEADING:
            own.add(role.ballot)
    for task in call_tasks(request.user, language_of(request)):
        by_label.setdefault(task["label"], []).append(task)
    page = {
        "returned": returned,
        "alone": [tasks[0] for tasks in by_label.values() if len(tasks) == 1],
        "several": {
            label: sorted(tasks, key=lambda task: (task["ballot"], task["place"]))
            for label, tasks in by_label.items()
            if len(tasks) > 1
        },
        "new": _new(request),
        "ballots": _open_ballots().exclude(slug__in=own),
        "own": bool(own),
        "panels": Panel.objects.order_by("title"),
        "initiatives": Initiative.objects.order_by("title"),
        "ended": request.session.pop("ended", ""),
    }
    return render(request, "public/home.html", page)


def _roles(request: HttpRequest) -> list[Role]:
    return list(request.user.roles.all()) if isinstance(request.user, Account) else []


def _new(request: HttpRequest) -> list[dict[str, str]]:
    """What an organiser may begin."""
    language = language_of(request)
    organised = {role.ballot for role in _roles(request) if role.post == Post.ORGANISER}
    if not organised:
        return []
    ways = {"panel-new": "panel.new", "initiative-new": "initiative.new"}
    if "" not in organised:  # else it is the task itself
        ways = {"organise-new": "organise.new"} | ways
    return [{"address": reverse(name), "label": say(label, language)} for name, label in ways.items()]


def _tasks(request: HttpRequest, role: Role) -> list[dict[str, str]]:
    """The pages a role begins with, each with its label and place."""
    language = language_of(request)
    if role.post == Post.ADMINISTRATOR:
        return [
            {"address": reverse("house"), "label": say("house.title", language), "ballot": "", "place": ""}
        ]
    if role.post == Post.ORGANISER and not role.ballot:
        return [
            {
                "address": reverse("organise-new"),
                "label": say("organise.new", language),
                "ballot": "",
                "place": "",
            }
        ]
    apart = panel_task(role, language) or initiative_task(role, language)
    if apart is not None:
        return [apart]
    if not HostedBallot.objects.filter(slug=role.ballot).exists() or lost(role.ballot):
        return []
    tonight = evening(role.ballot)
    names = Names(tonight.now().folder, language)
    common = {
        "ballot": title_in(tonight.now().folder.ballot.title, language),
        "place": names.place(role.unit) if role.unit else "",
    }
    if role.post == Post.SECRETARY:
        return _turnout_tasks(tonight, role, common, language) + [
            common | _sheet_task(tonight, role, question, names)
            for question in _open_questions(tonight, role.unit)
        ]
    pages = {
        Post.FEDERATION: "federation",
        Post.CLERK: "clerk",
        Post.COMMISSIONER: "room",
        Post.REPRESENTATIVE: "representative",
        Post.ORGANISER: "organise",
    }
    runoffs = [
        common
        | {
            "address": reverse("organise-runoff", args=[role.ballot, one.contest, one.number]),
            "label": f"{say('runoff.title', language, number=one.number)} · {one.name}",
        }
        for one in (following(tonight, language) if role.post == Post.ORGANISER else ())
        if not one.prepared
    ]
    label = say(f"post.{role.post}", language)
    arguments = (
        [role.ballot, role.unit or tonight.now().folder.tree.root]
        if role.post in (Post.FEDERATION, Post.REPRESENTATIVE)
        else [role.ballot]
    )
    return [*runoffs, common | {"address": reverse(pages[Post(role.post)], args=arguments), "label": label}]


def _sheet_task(tonight: Evening, role: Role, question: Question, names: Names) -> dict[str, str]:
    """What a section has to do about a sheet: fill it in, take it up again once sent back, or none."""
    key = question.contest.id, question.round.number
    task = {"address": reverse("sheet", args=[role.ballot, *key, role.unit])}
    called, language = _called(tonight, names, question), names.language
    reason = sent_back(tonight, role.unit, *key)
    if reason is not None:
        return task | {"label": called, "returned": reason or say("sheet.returned_no_reason", language)}
    sent = recorded(tonight, role.unit, *key) is not None
    return task | {"label": f"{say('sheet.is_sent' if sent else 'sheet.to_fill', language)} · {called}"}


def _turnout_tasks(
    tonight: Evening, role: Role, common: dict[str, str], language: Language
) -> list[dict[str, str]]:
    """During the day: saying how many have voted, in each round that is under way and has no sheet yet."""
    ballot = tonight.now().folder.ballot
    if not ballot.turnout_hours:
        return []
    rounds = {
        one.round.number
        for one in _open_questions(tonight, role.unit)
        if tonight.now().retained(UnitId(role.unit), one.contest.id, one.round.number).recorded is None
    }
    return [
        common
        | {
            "address": reverse("turnout-report", args=[role.ballot, number, role.unit]),
            "label": say("turnout.report", language)
            + (f" · {say('result.round', language, number=number)}" if len(ballot.rounds) > 1 else ""),
        }
        for number in sorted(rounds, reverse=True)
    ]


def _called(tonight: Evening, names: Names, question: Question) -> str:
    """A contest, and the round where there are several."""
    contest = names.contest(question.contest.id)
    if len(tonight.now().folder.ballot.rounds) == 1:
        return contest
    return f"{contest} · {say('result.round', names.language, number=question.round.number)}"


def _open_questions(tonight: Evening, unit: str) -> list[Question]:
    """The questions on which a section votes, those of the last round first."""
    asked = [one for one in awaited(tonight) if UnitId(unit) in one.place.leaves]
    return sorted(asked, key=lambda question: -question.round.number)


def open_to(request: HttpRequest, slug: str) -> Evening:
    """A ballot that this reader may see: open to all, or one in which they have a role."""
    hosted = HostedBallot.objects.filter(slug=slug).first()
    if hosted is None:
        raise Http404
    if (not hosted.open or is_rehearsal(slug)) and all(role.ballot != slug for role in _roles(request)):
        raise PermissionDenied
    return evening(slug)


def seen(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view of a ballot that its reader may see; the ballot does not change while the page is made."""

    @wraps(view)
    def guarded(request: HttpRequest, slug: str, *args: Any, **named: Any) -> HttpResponse:
        tonight = open_to(request, slug)
        with tonight.lock:
            tonight.now()
            return view(request, tonight, *args, **named)

    return guarded


@require_GET
@seen
def ballot(request: HttpRequest, tonight: Evening) -> HttpResponse:
    """The results of a ballot with their verdicts, its findings, its units."""
    slug = tonight.slug
    night, language = tonight.now(), language_of(request)
    names = Names(night.folder, language)
    tree = night.folder.tree
    listed = units_below(request, tonight, tree.root, names)
    if part_wanted(request) == "found":
        return render(request, "pieces/units_part.html", {"slug": slug, **listed})
    results = latest_first(night.result(*question.key) for question in awaited(tonight))
    page = {
        "slug": slug,
        "size": tonight.size,
        "report": report(night, language, results),
        "turnout": [max(one.round.number for one in awaited(tonight)), tree.root]
        if night.folder.ballot.turnout_hours
        else None,
        "published": published(slug),
        "pairs": pairs(night) if can_estimate() else [],
        **listed,
    }
    return render(request, "public/ballot.html", page)


def units_below(request: HttpRequest, tonight: Evening, unit: UnitId, names: Names) -> dict[str, Any]:
    """The units just below one, or, where something is sought, the sections under it of that name."""
    board, tree = tonight.board(), tonight.now().folder.tree
    sought = request.GET.get("q", "").strip()[:200]
    found: Sequence[UnitId] = tree.children(unit)
    if sought:
        folded, under = sought.casefold(), set(tree.leaves_under(unit))
        found = [one for one, name in board.folded.items() if folded in name and one in under]
    page = page_of(request, found)
    rows = [
        {
            "id": one,
            "name": names.unit(one),
            "received": board.received.get(one, 0),
            "expected": board.expected.get(one, 0),
        }
        for one in page.rows
    ]
    return {"page": page, "units": rows, "sought": sought, "searchable": len(tree.children(unit)) > 1}


@require_GET
@seen
def unit(request: HttpRequest, tonight: Evening, unit: str) -> HttpResponse:
    """One unit: its figures, its sheet's history and findings, what lies under it."""
    slug = tonight.slug
    night, language = tonight.now(), language_of(request)
    tree = night.folder.tree
    if unit not in tree:
        raise Http404
    here = UnitId(unit)
    names = Names(night.folder, language)
    listed = units_below(request, tonight, here, names)
    if part_wanted(request) == "found":
        return render(request, "pieces/units_part.html", {"slug": slug, **listed})
    asked = {(one.contest.id, one.round.number): one for one in awaited(tonight)}
    here_too = (night.result(*of, unit) for of in asked)
    results = latest_first(one for one in here_too if one.coverage.expected)
    trail, above = [], tree[here].parent
    while above is not None:
        trail.append({"id": above, "name": names.place(above)})
        above = tree[above].parent
    leaves = set(tree.leaves_under(here))
    page = {
        "slug": slug,
        "size": tonight.size,
        "here": names.unit(unit),
        "trail": trail[::-1],
        "report": report(night, language, results),
        "findings": said_findings(night, names, 20, leaves),
        "disputes": disputes_on(tonight, unit, language),
        "history": of_unit(tonight, unit, language),
        **listed,
    }
    return render(request, "public/unit.html", page)


@require_GET
def receipt(request: HttpRequest, slug: str, seq: int) -> HttpResponse:
    """The receipt of a line: what it proves, as a page with its QR, drawn while others are answered."""
    tonight = open_to(request, slug)
    tonight.catch_up()
    if seq >= tonight.size:
        raise Http404
    event = tonight.events[seq]
    if not isinstance(event, Figures):
        raise Http404
    made = tonight.receipt(seq)
    text = qr_text(made)
    qr = "" if text is None else qr_svg(text, error="l", mask=2)
    names = Names(tonight.now().folder, language_of(request))
    zone = ZoneInfo(tonight.now().folder.ballot.timezone)
    page = {
        "slug": slug,
        "seq": seq,
        "unit_id": event.unit,
        "unit": names.unit(event.unit),
        "contest": names.contest(ContestId(event.contest)),
        "at": event.at.astimezone(zone),
        "zone": zone.key,
        "qr": qr,
        "root": made.checkpoint.root.hex(),
        "size": made.checkpoint.size,
    }
    return render(request, "public/receipt.html", page)


@require_GET
@seen
def receipt_file(request: HttpRequest, tonight: Evening, seq: int) -> HttpResponse:
    """The receipt itself, to keep: a small text that proves, offline, that the line is in the record."""
    slug = tonight.slug
    if seq >= tonight.size or not isinstance(tonight.events[seq], Figures):
        raise Http404
    response = HttpResponse(tonight.receipt(seq).written(), content_type="text/plain; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="recu-{slug}-{seq}.txt"'
    return response


@require_GET
def offline(request: HttpRequest) -> HttpResponse:
    """The service worker, at the root so that it may serve every sheet's page."""
    from django.contrib.staticfiles import finders

    path = finders.find("recolement/offline.js")
    assert isinstance(path, str)
    with open(path, encoding="utf-8") as file:  # noqa: PTH123 (a file of this package)
        return HttpResponse(file.read(), content_type="text/javascript; charset=utf-8")


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without the mark of this browser: an old page, or a forged one. Nothing was done."""
    return HttpResponse(render_to_string("public/stale.html", request=request), status=403)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Not for this account: what to do. Somebody who has not signed in is asked to."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    return HttpResponse(render_to_string("public/forbidden.html", request=request), status=403)
