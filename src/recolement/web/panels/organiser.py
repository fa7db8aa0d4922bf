"""The organiser's pages until the announcement: make a panel, hand in its files, have them checked."""

from __future__ import annotations

import json
import re
import secrets
from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from recolement.model.panels import Method
from recolement.publication.panel_ceremony import digest
from recolement.web.accounts.models import Account, Post, Role
from recolement.web.acting import text
from recolement.web.organiser.setting_up import LONGEST_FILE
from recolement.web.panels import jobs
from recolement.web.panels.guard import actor_of, needs_panel, place_of
from recolement.web.panels.ledger import PanelLedger
from recolement.web.panels.models import Panel, Sealed
from recolement.web.panels.progress import progress_of
from recolement.web.panels.seeds import complete, fixes_something, said_source
from recolement.web.panels.vault import put, take
from recolement.web.uploads import in_memory
from recolement.web.words import language_of, say

LARGEST_PANEL = 2_000
TAKEN = "files-taken/1"


@never_cache
def new(request: HttpRequest) -> HttpResponseBase:
    """Make a panel: for organisers of anything."""
    if not isinstance(request.user, Account):
        return redirect_to_login(request.get_full_path())
    if not request.user.roles.filter(post=Post.ORGANISER).exists():
        raise PermissionDenied
    problems: list[str] = []
    if request.method == "POST":
        language = language_of(request)
        title, size, purge_by = text(request, "title", 300), text(request, "size", 6), _date(request)
        if not title:
            problems.append(say("panel.title_missing", language))
        if not (size.isascii() and size.isdigit() and 1 <= int(size) <= LARGEST_PANEL):
            problems.append(say("panel.size_wrong", language, most=LARGEST_PANEL))
        if purge_by is None or purge_by <= timezone.localdate():
            problems.append(say("panel.purge_wrong", language))
        if not problems and purge_by is not None:
            method = text(request, "method", 10)
            panel = Panel.objects.create(
                slug=f"{_slug(title)}-{secrets.token_hex(2)}", title=title, size=int(size), purge_by=purge_by,
                method=method if method in {one.value for one in Method} else Method.LEXIMIN.value,
            )  # fmt: skip
            PanelLedger(panel.slug).open(panel, f"{request.get_host()}/p/{panel.slug}", request.user.actor)
            Role.objects.create(account=request.user, ballot=place_of(panel.slug), post=Post.ORGANISER)
            return redirect("panel-organise", panel.slug)
    page = {"methods": [one.value for one in Method], "problems": problems, "given": request.POST}
    return render(request, "panels/new.html", page, status=400 if problems else 200)


def _date(request: HttpRequest) -> date | None:
    try:
        return date.fromisoformat(text(request, "purge_by", 10))
    except ValueError:
        return None


def _slug(title: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", title.casefold().encode("ascii", "ignore").decode())[:40].strip(
        "-"
    ) or ("panel")


@never_cache
@require_GET
@needs_panel
def organise(request: HttpRequest, panel: Panel) -> HttpResponse:
    """Everything that has been done, and the next thing to do."""
    progress = progress_of(panel)
    have = set(Sealed.objects.filter(panel=panel).values_list("name", flat=True))
    seed = panel.seeds.filter(step=progress.step).prefetch_related("contributions").first()
    job = jobs.last(panel)
    page = {
        "panel": panel,
        "slug": panel.slug,
        "progress": progress,
        "have": have,
        "found": found_by_check(panel) if not progress.announced else None,
        "seed": seed,
        "contributions": [] if seed is None else list(seed.contributions.order_by("name")),
        "source": None if seed is None else said_source(seed),
        "fixed": seed is not None and fixes_something(seed),
        "complete": seed is not None and complete(seed),
        "early": seed is not None and seed.at is not None and seed.at > timezone.now(),
        "gone": [] if seed is None else seed.gone,
        "job": job,
        "job_state": "" if job is None else jobs.state_of(job),
        "word": say("panel.draw_word", language_of(request)),
        "purge_word": say("panel.purge_word", language_of(request)),
        "due": panel.purge_by <= timezone.localdate(),
    }
    return render(request, "panels/organise.html", page)


def found_by_check(panel: Panel) -> dict[str, Any] | None:
    kept = take(panel, "check")
    found: dict[str, Any] | None = None if kept is None else json.loads(kept[1])
    return found


@in_memory
@require_POST
@needs_panel
def files(request: HttpRequest, panel: Panel) -> HttpResponse:
    """Take the volunteers' file, the quotas' or both, seal them, and have them checked."""
    progress, language = progress_of(panel), language_of(request)
    if progress.announced or progress.purged:
        messages.error(request, say("panel.too_late", language))
        return redirect("panel-organise", panel.slug)
    taken: dict[str, str] = {}
    for name in ("people", "quotas"):
        sent = request.FILES.get(name)
        if sent is None or not sent.size:
            continue
        ending = "xlsx" if (sent.name or "").casefold().endswith(".xlsx") else "csv"
        content = sent.read()
        put(panel, name, f"{name}.{ending}", content)
        taken[name] = digest(content)
    if not taken:
        messages.error(request, say("panel.no_file", language, most=LONGEST_FILE // 1_000_000))
        return redirect("panel-organise", panel.slug)
    return checked(request, panel, taken)


def checked(request: HttpRequest, panel: Panel, taken: dict[str, str]) -> HttpResponse:
    """Record which files were taken, and have them checked."""
    Sealed.objects.filter(panel=panel, name="check").delete()
    PanelLedger(panel.slug).record(TAKEN, actor_of(request), secrets.token_urlsafe(12), files=taken)
    return started(request, panel, "check")


def started(request: HttpRequest, panel: Panel, kind: str) -> HttpResponse:
    """Start a job and go to its page."""
    if jobs.start(panel, kind) is None:
        messages.error(request, say("panel.busy", language_of(request)))
    return redirect("panel-job", panel.slug)


@require_POST
@needs_panel
def start(request: HttpRequest, panel: Panel) -> HttpResponse:
    """Start a computation: the check, the announcement, a replacement, the description of the panel."""
    progress, kind = progress_of(panel), text(request, "kind", 12)
    seed = panel.seeds.filter(step=progress.step).first()
    fixed = seed is not None and fixes_something(seed)
    allowed = {
        "check": not progress.announced,
        "announce": not progress.announced and fixed,
        "replace": progress.drawn and not progress.pending and fixed and bool(seed and seed.gone),
        "describe": progress.drawn,
    }
    if progress.purged or not allowed.get(kind, False):
        messages.error(request, say("panel.not_now", language_of(request)))
        return redirect("panel-organise", panel.slug)
    return started(request, panel, kind)
