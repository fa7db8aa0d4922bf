"""The ceremony: what the seed is made of, committed to before, revealed after, and the draw.

The order is kept: a commitment is taken until the announcement, a secret only after it, and the draw is made
once everything that was announced is told and the time of the public source has come.
"""

from __future__ import annotations

import json
import secrets
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from recolement.publication import panel_ceremony as ceremony
from recolement.publication import panel_ledger as ledger
from recolement.publication import panel_steps as steps
from recolement.publication.panel_verify import Doubt, seed_doubts
from recolement.web.acting import text
from recolement.web.panels import jobs
from recolement.web.panels.documents import documents, now, publish
from recolement.web.panels.guard import actor_of, may_organise, needs_panel, panel_of
from recolement.web.panels.ledger import PanelLedger
from recolement.web.panels.models import Contribution, Panel, Seed
from recolement.web.panels.progress import Progress, doubts_of, progress_of
from recolement.web.panels.seeds import complete, is_commitment, keeps, link_digest, new_link, told_of
from recolement.web.words import language_of, say
from recolement.words.panels import doubt_sentence

MOST_CONTRIBUTORS = 20
LONGEST_SECRET = 300

PLANNED = "seed-planned/1"
COMMITTED = "contribution-committed/1"
REVEALED = "contribution-revealed/1"
VALUE = "public-value/1"


@never_cache
@require_POST
@needs_panel
def plan(request: HttpRequest, panel: Panel) -> HttpResponse:
    """Say what the seed will be made of; each contributor's link is shown now, and never again."""
    language, progress = language_of(request), progress_of(panel)
    if progress.to_draw or progress.purged:
        messages.error(request, say("panel.seed_fixed", language))
        return redirect("panel-organise", panel.slug)
    names = [one.strip()[:100] for one in text(request, "contributors", 4000).splitlines() if one.strip()]
    names = list(dict.fromkeys(names))[:MOST_CONTRIBUTORS]
    source, at = text(request, "source", 300), _moment(text(request, "at", 16))
    if not names and not source:
        messages.error(request, say("panel.seed_empty", language))
        return redirect("panel-organise", panel.slug)
    if source and (at is None or at <= timezone.now()):
        messages.error(request, say("panel.source_past", language))
        return redirect("panel-organise", panel.slug)
    links = {name: new_link() for name in names}
    with transaction.atomic():
        seed, _ = Seed.objects.update_or_create(
            panel=panel,
            step=progress.step,
            defaults={"source": source, "at": at if source else None, "value": ""},
        )
        seed.contributions.all().delete()
        for name, (_, own) in links.items():
            Contribution.objects.create(seed=seed, name=name, link_digest=own)
    PanelLedger(panel.slug).record(
        PLANNED, actor_of(request), secrets.token_urlsafe(12), step=progress.step, contributors=names,
        source=source, at_planned=at.isoformat() if source and at else "",
    )  # fmt: skip
    if not names:
        return redirect("panel-organise", panel.slug)
    page = {
        "panel": panel,
        "slug": panel.slug,
        "links": [
            (name, request.build_absolute_uri(reverse("panel-contribute", args=[panel.slug, link])))
            for name, (link, _) in links.items()
        ],
    }
    return render(request, "panels/links.html", page)


def _moment(written: str) -> datetime | None:
    """The local time of a form."""
    try:
        return datetime.fromisoformat(written).replace(tzinfo=ZoneInfo(settings.TIME_ZONE))
    except ValueError:
        return None


@never_cache
def contribute(request: HttpRequest, slug: str, link: str) -> HttpResponse:
    """One contributor's page: the commitment before the announcement, the secret after it."""
    panel = panel_of(slug)
    own = Contribution.objects.filter(seed__panel=panel, link_digest=link_digest(link)).first()
    if own is None:
        raise Http404
    progress, problem = progress_of(panel), ""
    current = own.seed.step == progress.step and not progress.purged
    if request.method == "POST" and current:
        problem = _take(request, panel, own, progress)
        if not problem:
            return redirect("panel-contribute", slug, link)
    state = (
        "revealed" if own.secret
        else "over" if not current
        else "reveal" if progress.to_draw
        else "committed" if own.commitment
        else "commit"
    )  # fmt: skip
    page = {"panel": panel, "slug": slug, "own": own, "state": state, "problem": problem, "link": link}
    return render(request, "panels/contribute.html", page, status=400 if problem else 200)


def _take(request: HttpRequest, panel: Panel, own: Contribution, progress: Progress) -> str:
    """Take a commitment or a secret; why not, if not."""
    language, own_ledger = language_of(request), PanelLedger(panel.slug)
    actor = f"contributor-{own.pk}"
    if not progress.to_draw:
        commitment = text(request, "commitment", 100).lower()
        if not is_commitment(commitment):
            return say("panel.commitment_wrong", language)
        if own.commitment == commitment:
            return ""
        Contribution.objects.filter(pk=own.pk).update(commitment=commitment)
        own_ledger.record(
            COMMITTED,
            actor,
            secrets.token_urlsafe(12),
            step=own.seed.step,
            name=own.name,
            commitment=commitment,
        )
        return ""
    secret = request.POST.get("secret", "")[:LONGEST_SECRET].strip()
    if not secret or not keeps(own, secret):
        return say("panel.secret_wrong", language)
    Contribution.objects.filter(pk=own.pk).update(secret=secret)
    own_ledger.record(REVEALED, actor, f"revealed-{own.pk}", step=own.seed.step, name=own.name, secret=secret)
    return ""


@require_POST
@needs_panel
def value(request: HttpRequest, panel: Panel) -> HttpResponse:
    """Read out the public value, once its time has come."""
    language, progress = language_of(request), progress_of(panel)
    seed = panel.seeds.filter(step=progress.step).first()
    told = text(request, "value", 300)
    if seed is None or not seed.source or not progress.to_draw or progress.purged:
        messages.error(request, say("panel.not_now", language))
    elif seed.at is not None and seed.at > timezone.now():
        messages.error(request, say("panel.too_early", language))
    elif not told:
        messages.error(request, say("panel.value_missing", language))
    else:
        Seed.objects.filter(pk=seed.pk).update(value=told)
        PanelLedger(panel.slug).record(
            VALUE, actor_of(request), secrets.token_urlsafe(12), step=seed.step, value=told
        )
    return redirect("panel-organise", panel.slug)


@require_POST
@needs_panel
def draw(request: HttpRequest, panel: Panel) -> HttpResponse:
    """Draw the panel, or the replacement that was announced; refused where anything is not as announced."""
    language, progress = language_of(request), progress_of(panel)
    word = say("panel.draw_word", language)
    seed = panel.seeds.filter(step=progress.step).first()
    early = seed is not None and seed.at is not None and seed.at > timezone.now()
    if seed is None or not progress.to_draw or progress.purged or not complete(seed) or early:
        messages.error(request, say("panel.not_now", language))
        return redirect("panel-organise", panel.slug)
    if text(request, "word", 40).casefold() != word.casefold():
        messages.error(request, say("room.word_missing", language, word=word))
        return redirect("panel-organise", panel.slug)
    doubts = doubts_of(panel)
    if not doubts:
        doubts = _drawn(panel, seed, progress, actor_of(request))
    if doubts:
        for doubt in doubts:
            messages.error(request, doubt_sentence(doubt.code, doubt.facts, language))
        return redirect("panel-organise", panel.slug)
    jobs.start(panel, "describe")
    return redirect("panel-ceremony", panel.slug)


def _drawn(panel: Panel, seed: Seed, progress: Progress, actor: str) -> list[Doubt]:
    """Make the draw and record it; the doubts that stop it."""
    files, told, public = documents(panel), dict(told_of(seed)), seed.value or None
    if not progress.drawn:
        raw = files["announcement.json"]
        record = ceremony.draw_json(
            at=now(), announcement=raw, contributions=told, public=public,
            lottery=json.loads(files["lottery.json"]),
        )  # fmt: skip
        whole, event = record, ledger.DRAWN
    else:
        raw = files[steps.announcement_file(seed.step)]
        record = steps.step_json(
            at=now(), announcement=raw, announced=json.loads(raw), contributions=told, public=public,
            completions=steps.read_completions(files[steps.completions_file(seed.step)]),
        )  # fmt: skip
        before = json.loads(files["draw.json"])
        whole, event = {**before, "steps": [*before["steps"], record]}, ledger.REPLACEMENT_DRAWN
    doubts = list(seed_doubts(record, json.loads(raw), raw))
    if doubts:
        return doubts
    own = publish(panel, {"draw.json": ceremony.canonical(whole)})
    PanelLedger(panel.slug).record(
        event, actor, f"drawn-{seed.step}", step=seed.step, number=record["number"], documents=own
    )
    return []


@never_cache
@require_GET
def screen(request: HttpRequest, slug: str) -> HttpResponse:
    """The draw for a projector: what is fixed, who has revealed, then the three digits and the panel."""
    panel = panel_of(slug)
    progress = progress_of(panel)
    files = documents(panel)
    last = json.loads(files["draw.json"]) if progress.drawn else None
    drawn = last is not None and not progress.pending
    step = last["steps"][-1] if last and last["steps"] and drawn else None
    seed = panel.seeds.filter(step=progress.step if not drawn else progress.replaced).first()
    own = step or last or {}
    announced = progress.announced
    if progress.pending:
        announced = ceremony.digest(files[steps.announcement_file(progress.step)])
    page = {
        "panel": panel,
        "slug": slug,
        "progress": progress,
        "announced": announced,
        "drawn": drawn,
        "step": step,
        "number": f"{own['number']:03d}" if drawn else "",
        "digits": list(f"{own['number']:03d}") if drawn else ["–", "–", "–"],
        "people": (step["joined"] if step else steps.present_after(last)) if drawn and last else [],
        "contributions": [] if seed is None else list(seed.contributions.order_by("name")),
        "seed": seed,
        "may": may_organise(request.user, slug),
    }
    return render(request, "panels/screen.html", page)
