"""Files come in: sealed as they arrive, looked at, shown as numbers, recorded when the organiser says so."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from recolement.calls.matching import Doubt
from recolement.formats.call_columns import Places
from recolement.formats.calls import read_register, read_roll
from recolement.formats.gathering import Problems
from recolement.model.calls import Marked, Member
from recolement.model.problems import Unusable
from recolement.web.acting import text
from recolement.web.calls.closing import Closed, still_open
from recolement.web.calls.guard import actor_of, needs_part, tree_of
from recolement.web.calls.models import Campaign, Taken
from recolement.web.calls.recording import match_register, record_register, record_roll, sort_roll
from recolement.web.calls.vault import vault_made, vault_of
from recolement.web.organiser.setting_up import LONGEST_FILE
from recolement.web.uploads import in_memory
from recolement.web.words import language_of, say
from recolement.words.calls import call_problem

MOST_PROBLEMS = 50
MOST_DOUBTS = 200
REASONS = ("not_on_roll", "several", "differs", "again", "section_unknown")
"""Why lines of a register are put to nobody, as the page lists them."""
KINDS = {one.value for one in Taken.Kind}


@dataclass(frozen=True, slots=True)
class Looked:
    """What a file would do: numbers, and the lines in doubt."""

    counts: dict[str, int]
    doubts: tuple[Doubt, ...]
    unread: tuple[str, ...]


def _places(campaign: Campaign) -> Places:
    tree = tree_of(campaign)
    return Places({leaf: tree[leaf].name for leaf in tree.leaves})


def _read(campaign: Campaign, kind: str, name: str, content: bytes) -> tuple[Any, tuple[str, ...]]:
    """The lines of a file and the columns that were not read; raises ``Unusable`` with every problem."""
    problems = Problems()
    if kind == Taken.Kind.ROLL:
        roll = read_roll(content, name, problems, _places(campaign))
        problems.stop_if_any()
        return roll.members, roll.unread
    register = read_register(content, name, problems, _places(campaign))
    problems.stop_if_any()
    return register.marked, register.unread


def looked_at(campaign: Campaign, kind: str, name: str, content: bytes) -> Looked:
    """Read a file and hold it against what is there; nothing is recorded."""
    lines, unread = _read(campaign, kind, name, content)
    if kind == Taken.Kind.ROLL:
        members: tuple[Member, ...] = lines
        return Looked({"lines": len(members), **sort_roll(campaign, members).counts}, (), unread)
    marked: tuple[Marked, ...] = lines
    found = match_register(campaign, marked)
    counts = {"lines": found.lines, "voted": len(found.voted), "sections": len(found.sections)}
    return Looked(counts | dict(found.counted), found.doubts, unread)


@in_memory
@require_POST
@needs_part("organise_calls")
def take(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """Take a file in, if it can be used; else say what to mend, and keep nothing of it."""
    language, kind = language_of(request), text(request, "kind", 10)
    sent = request.FILES.get("file")
    if sent is None or not sent.size or kind not in KINDS:
        messages.error(request, say("calls.no_file", language, most=LONGEST_FILE // 1_000_000))
        return redirect("calls-organise", campaign.slug)
    name, content = (sent.name or "file")[:100], sent.read()
    try:
        with still_open(campaign):
            vault = vault_made(campaign)
            looked = looked_at(campaign, kind, name, content)
            taken = Taken.objects.create(
                campaign=campaign, kind=kind, digest=hashlib.sha256(content).hexdigest(),
                sealed=vault.seal_bytes(content), actor=actor_of(request), counts=looked.counts,
            )  # fmt: skip
    except Unusable as unusable:
        problems = unusable.problems
        page = {
            "campaign": campaign,
            "problems": [call_problem(one, language) for one in problems[:MOST_PROBLEMS]],
            "more": max(0, len(problems) - MOST_PROBLEMS),
        }
        return render(request, "calls/unusable.html", page, status=400)
    except Closed:
        messages.error(request, say("calls.is_purged", language))
        return redirect("calls-organise", campaign.slug)
    return redirect("calls-file", campaign.slug, taken.pk)


def _waiting(campaign: Campaign, number: int) -> tuple[Taken, bytes]:
    """A file that waits to be recorded, in clear; 404 where there is none."""
    vault = vault_of(campaign)
    taken = campaign.taken.filter(pk=number, recorded=None).first()
    if vault is None or taken is None or taken.sealed is None:
        raise Http404
    content = vault.open_bytes(bytes(taken.sealed))
    if content is None:
        raise Http404
    return taken, content


@never_cache
@require_GET
@needs_part("organise_calls")
def file(request: HttpRequest, campaign: Campaign, number: int) -> HttpResponse:
    """What a file would do, before it is recorded."""
    taken, content = _waiting(campaign, number)
    looked = looked_at(campaign, taken.kind, "file", content)
    reasons = () if taken.kind == Taken.Kind.ROLL else REASONS
    page = {
        "campaign": campaign,
        "taken": taken,
        "counts": [
            (f"calls.count_{name}", number) for name, number in looked.counts.items() if name not in reasons
        ],
        "doubts": [(f"calls.doubt_{why}", looked.counts[why]) for why in reasons if why in looked.counts],
        "lines": looked.doubts[:MOST_DOUBTS],
        "more": max(0, len(looked.doubts) - MOST_DOUBTS),
        "unread": looked.unread,
    }
    return render(request, "calls/file.html", page)


@require_POST
@needs_part("organise_calls")
def record(request: HttpRequest, campaign: Campaign, number: int) -> HttpResponse:
    """Record a file; of the file itself only its digest and its numbers stay."""
    taken, content = _waiting(campaign, number)
    language = language_of(request)
    try:
        if "discard" in request.POST:
            taken.delete()
            return redirect("calls-organise", campaign.slug)
        lines, _ = _read(campaign, taken.kind, "file", content)
        if taken.kind == Taken.Kind.ROLL:
            counts = record_roll(campaign, lines)
        else:
            found = record_register(campaign, lines, today=taken.kind == Taken.Kind.TODAY)
            counts = {"voted": len(found.voted), "sections": len(found.sections), **found.counted}
    except Closed:
        messages.error(request, say("calls.is_purged", language))
        return redirect("calls-organise", campaign.slug)
    Taken.objects.filter(pk=taken.pk).update(
        sealed=None, recorded=timezone.now(), counts={"lines": len(lines), **counts}
    )
    messages.success(request, say("calls.recorded", language, lines=len(lines)))
    return redirect("calls-organise", campaign.slug)
