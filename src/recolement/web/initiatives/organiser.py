"""The organiser's pages until people sign: text, rules, roll, who helps, the announcement."""

from __future__ import annotations

import json
import re
import secrets
from datetime import date
from typing import Any
from unicodedata import normalize

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from recolement.initiatives.outcome import State
from recolement.publication.initiative import arithmetic, so_far
from recolement.publication.panel_ceremony import canonical, digest
from recolement.web.accounts.models import Account, Post, Role
from recolement.web.acting import text
from recolement.web.initiatives import ledger
from recolement.web.initiatives.guard import actor_of, needs_initiative, place_of
from recolement.web.initiatives.ledger import (
    InitiativeLedger,
    assessed,
    progress_of,
    publish,
    rules_of,
    state,
)
from recolement.web.initiatives.models import Initiative
from recolement.web.initiatives.roll import roll_document, take_in
from recolement.web.initiatives.roll import understood as understood_roll
from recolement.web.initiatives.rules import understood
from recolement.web.initiatives.vault import vault_made, vault_of
from recolement.web.initiatives.verifying import counting_lines, decided_by_the_count, found_in, to_check
from recolement.web.panels.inputs import safe_csv
from recolement.web.panels.members import grouped
from recolement.web.uploads import in_memory
from recolement.web.words import language_of, say

LONGEST_TEXT = 50_000


@never_cache
def new(request: HttpRequest) -> HttpResponseBase:
    """Make an initiative: for organisers of anything."""
    if not isinstance(request.user, Account):
        return redirect_to_login(request.get_full_path())
    if not request.user.roles.filter(post=Post.ORGANISER).exists():
        raise PermissionDenied
    problems: list[str] = []
    if request.method == "POST":
        language = language_of(request)
        title, purge_by = text(request, "title", 300), _date(request)
        if not title:
            problems.append(say("initiative.title_missing", language))
        if purge_by is None or purge_by <= timezone.localdate():
            problems.append(say("initiative.purge_wrong", language))
        if not problems and purge_by is not None:
            slug = f"{_slug(title)}-{secrets.token_hex(2)}"
            made = Initiative.objects.create(slug=slug, title=title, purge_by=purge_by)
            InitiativeLedger(slug).open(made, f"{request.get_host()}/initiative/{slug}", request.user.actor)
            Role.objects.create(account=request.user, ballot=place_of(slug), post=Post.ORGANISER)
            return redirect("initiative-organise", slug)
    page = {"problems": problems, "given": request.POST}
    return render(request, "initiatives/new.html", page, status=400 if problems else 200)


def _date(request: HttpRequest) -> date | None:
    try:
        return date.fromisoformat(text(request, "purge_by", 10))
    except ValueError:
        return None


def _slug(title: str) -> str:
    bare = normalize("NFKD", title.casefold()).encode("ascii", "ignore").decode()
    plain = re.sub(r"[^a-z0-9]+", "-", bare)
    return plain[:40].strip("-") or "initiative"


@never_cache
@require_GET
@needs_initiative("organise_initiative")
def organise(request: HttpRequest, initiative: Initiative) -> HttpResponse:
    """Everything that has been done, and the next thing to do."""
    return page_of(request, initiative, [])


def page_of(request: HttpRequest, initiative: Initiative, problems: list[str]) -> HttpResponse:
    """The organiser's page, with what is wrong with what was just sent."""
    language, progress, rules = language_of(request), progress_of(initiative), rules_of(initiative)
    found = None if rules is None else assessed(initiative, rules)
    now = state(progress, rules, found)
    kept = ledger.document(initiative, f"text-{progress.version}.json") or b"{}"
    planned = progress.last.get(ledger.PLANNED)
    page: dict[str, Any] = {
        "initiative": initiative,
        "slug": initiative.slug,
        "progress": progress,
        "state": now.value,
        "rules": rules,
        "given": request.POST if problems else initiative.rules,
        "opens": _local(initiative.rules.get("opens")),
        "closes": _local(initiative.rules.get("closes")),
        "text": json.loads(kept),
        "registered": sum(one.registered for one in initiative.units.all()),
        "units": initiative.units.count(),
        "sentences": []
        if rules is None or found is None
        else (so_far if progress.verdict is None else arithmetic)(rules, found, language),
        "helpers": Role.objects.filter(ballot=place_of(initiative.slug), post=Post.CLERK).select_related(
            "account"
        ),
        "problems": problems,
        "planned": planned,
        "drawn": progress.last.get(ledger.DRAWN),
        "canvass": progress.last.get(ledger.CANVASSED),
        "handed_on": progress.last.get(ledger.HANDED_ON),
        "purge_word": say("initiative.purge_word", language),
        "close_word": say("initiative.close_word", language),
        "zone": settings.TIME_ZONE,
        "territory": ", ".join(initiative.rules.get("territory", ())),
    }
    if now is State.VERIFYING and progress.closed and rules is not None:
        page |= {
            "papers": counting_lines(initiative).count(),
            "decided": decided_by_the_count(initiative, rules) if planned is None else None,
            "to_check": to_check(initiative).count(),
            "left": to_check(initiative).filter(verdict="").count(),
            "found_void": found_in(initiative).void,
        }
    return render(request, "initiatives/organise.html", page, status=400 if problems else 200)


def _local(written: str | None) -> str:
    return "" if not written else written[:16]


def _draft(request: HttpRequest, initiative: Initiative) -> bool:
    """Whether text, rules and roll may still change; it is said where they may not."""
    progress = progress_of(initiative)
    if progress.announced or progress.purged:
        messages.error(request, say("initiative.fixed", language_of(request)))
        return False
    return True


@require_POST
@needs_initiative("organise_initiative")
def save(request: HttpRequest, initiative: Initiative) -> HttpResponse:
    """Keep the text, the committee and the rules: a new version, until the announcement."""
    if not _draft(request, initiative):
        return redirect("initiative-organise", initiative.slug)
    language = language_of(request)
    fields = ("threshold", "units", "each", "opens", "closes", "follows", "territory")
    kept, problems = understood({name: text(request, name, 5_000) for name in fields}, language)
    body = text(request, "text", LONGEST_TEXT)
    committee = [
        line.strip()[:200] for line in text(request, "committee", 5_000).splitlines() if line.strip()
    ]
    if not body:
        problems.append(say("initiative.text_missing", language))
    if not committee:
        problems.append(say("initiative.committee_missing", language))
    if problems:
        return page_of(request, initiative, problems)
    version = progress_of(initiative).version + 1
    made = {
        "format": "recolement-initiative-text/1", "version": version, "title": initiative.title,
        "text": body, "committee": committee, "rules": kept,
    }  # fmt: skip
    Initiative.objects.filter(pk=initiative.pk).update(rules=kept)
    own = publish(initiative, {f"text-{version}.json": canonical(made)})
    InitiativeLedger(initiative.slug).record(
        ledger.TEXT, actor_of(request), secrets.token_urlsafe(12), version=version, documents=own
    )
    messages.success(request, say("initiative.saved", language, version=version))
    return redirect("initiative-organise", initiative.slug)


@in_memory
@require_POST
@needs_initiative("organise_initiative")
def roll(request: HttpRequest, initiative: Initiative) -> HttpResponse:
    """Take the roll in from a table: all of its lines, or none, each wrong line said."""
    if not _draft(request, initiative):
        return redirect("initiative-organise", initiative.slug)
    language = language_of(request)
    sent = request.FILES.get("roll")
    if sent is None or not sent.size:
        return page_of(request, initiative, [say("initiative.no_file", language)])
    content = sent.read()
    members, problems = understood_roll(content, (sent.name or "roll")[:100], language)
    if problems:
        return page_of(request, initiative, problems)
    take_in(initiative, vault_made(initiative.slug), members)
    own = publish(initiative, {"roll.json": roll_document(initiative)})
    InitiativeLedger(initiative.slug).record(
        ledger.ROLL, actor_of(request), secrets.token_urlsafe(12), members=len(members),
        file=digest(content), documents=own,
    )  # fmt: skip
    messages.success(request, say("initiative.roll_taken", language, members=len(members)))
    return redirect("initiative-organise", initiative.slug)


@require_POST
@needs_initiative("organise_initiative")
def announce(request: HttpRequest, initiative: Initiative) -> HttpResponse:
    """Fix the text, the rules and the roll; from the opening on people sign."""
    language, progress, rules = language_of(request), progress_of(initiative), rules_of(initiative)
    if not _draft(request, initiative):
        return redirect("initiative-organise", initiative.slug)
    if rules is None or not progress.version or not progress.has(ledger.ROLL):
        messages.error(request, say("initiative.not_ready", language))
        return redirect("initiative-organise", initiative.slug)
    known = set(initiative.units.values_list("name", flat=True))
    strangers = sorted((rules.territory or frozenset()) - known)
    found = assessed(initiative, rules)
    if strangers:
        named = ", ".join(strangers)[:200]
        return page_of(request, initiative, [say("initiative.territory_wrong", language, units=named)])
    if found.needed > found.registered or found.units_needed > len(found.units):
        return page_of(request, initiative, [say("initiative.out_of_reach", language)])
    if rules.closes <= timezone.now():
        return page_of(request, initiative, [say("initiative.closes_past", language)])
    names = {f"text-{progress.version}.json", "roll.json"}
    own = {one.name: digest(bytes(one.content)) for one in initiative.documents.filter(name__in=names)}
    InitiativeLedger(initiative.slug).record(
        ledger.ANNOUNCED, actor_of(request), "announcement", version=progress.version, documents=own
    )
    messages.success(request, say("initiative.is_announced", language))
    return redirect("initiative-organise", initiative.slug)


@require_POST
@needs_initiative("organise_initiative")
def letters(request: HttpRequest, initiative: Initiative) -> HttpResponse:
    """Everybody's link and code as a table, for letters or mail made elsewhere.

    Whoever has it could sign for everybody: that it was taken stands in the ledger.
    """
    vault, progress = vault_of(initiative.slug), progress_of(initiative)
    if vault is None or not progress.announced or progress.closed:
        messages.error(request, say("initiative.not_now", language_of(request)))
        return redirect("initiative-organise", initiative.slug)
    InitiativeLedger(initiative.slug).record(ledger.CODES, actor_of(request), secrets.token_urlsafe(12))

    def row(content: Any) -> tuple[str, ...]:
        who = vault.member(content)
        code = vault.code(who.number)
        address = request.build_absolute_uri(reverse("initiative-own", args=[initiative.slug, code]))
        return who.number, who.name, who.unit, who.email, grouped(code), address

    rows = (row(one) for one in initiative.members.order_by("pk").iterator(chunk_size=2_000))
    header = ("number", "name", "unit", "email", "code", "link")
    response = HttpResponse(safe_csv(header, rows), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="codes-{initiative.slug}.csv"'
    return response


@require_POST
@needs_initiative("organise_initiative")
def helper(request: HttpRequest, initiative: Initiative) -> HttpResponse:
    """Let an account type sheets and check signatures, or no more."""
    account = Account.objects.filter(username=text(request, "username", 150)).first()
    place = place_of(initiative.slug)
    if account is None:
        messages.error(request, say("initiative.no_account", language_of(request)))
    elif text(request, "what", 10) == "dismiss":
        Role.objects.filter(account=account, ballot=place, post=Post.CLERK).delete()
    else:
        Role.objects.get_or_create(account=account, ballot=place, post=Post.CLERK)
    return redirect("initiative-organise", initiative.slug)
