"""What anybody may see of an initiative, and where somebody on the roll signs.

The public page reads the counters of the units: no signature is looked at. Nobody who signed is shown to
anybody; whoever has a code sees what is theirs.
"""

from __future__ import annotations

import io
import json
import smtplib
import zipfile
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.mail import EmailMultiAlternatives
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from recolement.initiatives.outcome import State
from recolement.ledger.tree import leaf_hash
from recolement.publication.initiative import arithmetic, so_far
from recolement.publication.initiative_picture import gauge, spread_picture
from recolement.web.evenings import time_now
from recolement.web.initiatives import ledger
from recolement.web.initiatives.closing import LEAVES, line_of, place_in
from recolement.web.initiatives.guard import initiative_of, may
from recolement.web.initiatives.ledger import assessed, document, progress_of, rules_of, state
from recolement.web.initiatives.models import Initiative, Member
from recolement.web.initiatives.purging import CERTIFICATE
from recolement.web.initiatives.signing import sign, withdraw
from recolement.web.initiatives.vault import Vault, vault_of
from recolement.web.words import language_of, say
from recolement.words.numbers import Language
from recolement.words.plain import shown

MOST_UNITS = 120
"""Units that the page draws; the table of all is a file."""
AGAIN = timedelta(minutes=10)
"""Between two letters to one member."""
SIGNING = (State.OPEN, State.REACHED)


@never_cache
@require_GET
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """The initiative's public page."""
    initiative, language = initiative_of(slug), language_of(request)
    progress, rules = progress_of(initiative), rules_of(initiative)
    found = None if rules is None else assessed(initiative, rules)
    now = state(progress, rules, found)
    shown_page: dict[str, Any] = {
        "initiative": initiative,
        "slug": slug,
        "progress": progress,
        "state": now.value,
        "state_code": f"initiative_state.{now.value}",
        "rules": rules,
        "may": may(request.user, "organise_initiative", slug),
        "signing": now in SIGNING,
        "steps": [
            (datetime.fromisoformat(event["at"]), say(f"initiative_event.{_kind(event)}", language))
            for event in progress.events
        ],
        "zone": settings.TIME_ZONE,
        "files": sorted(progress_files(progress).items()),
        "certificate": _read(initiative, CERTIFICATE) if progress.purged else None,
    }
    if progress.announced and rules is not None and found is not None:
        left = rules.closes - time_now()
        drawn = sorted(found.units, key=lambda one: (-one.counted / max(1, one.registered), one.unit))
        shown_page |= {
            **_text(initiative, progress),
            "found": found,
            "sentences": (so_far if progress.verdict is None else arithmetic)(rules, found, language),
            "days_left": max(0, left.days),
            "gauge": mark_safe(gauge(found, language)),  # drawn by us, its texts escaped
            "picture": mark_safe(spread_picture(drawn[:MOST_UNITS], language)),
            "units": drawn[:MOST_UNITS],
            "more_units": max(0, len(drawn) - MOST_UNITS),
            "verified": progress.last.get(ledger.VERIFIED),
            "planned": progress.last.get(ledger.PLANNED),
            "sample": progress.last.get(ledger.DRAWN),
            "canvass": progress.last.get(ledger.CANVASSED),
            "handed_on": progress.last.get(ledger.HANDED_ON),
            "closed": progress.last.get(ledger.CLOSED),
        }
    return render(request, "initiatives/page.html", shown_page)


def progress_files(progress: ledger.Progress) -> dict[str, str]:
    """The published files that the ledger names, with their digests."""
    found: dict[str, str] = {}
    for event in progress.events:
        found |= event.get("documents", {})
    return found


def _read(initiative: Initiative, name: str) -> Any:
    content = document(initiative, name)
    return None if content is None else json.loads(content)


def _text(initiative: Initiative, progress: ledger.Progress) -> dict[str, Any]:
    """The text as it was last published, its committee in one line."""
    text = _read(initiative, f"text-{progress.version}.json") or {}
    return {"text": text, "committee": ", ".join(text.get("committee", ()))}


def _kind(event: Any) -> str:
    return str(event.get("event", "")).partition("/")[0].replace("-", "_")


@require_GET
def file(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """One published file, byte for byte; the ledger and its checkpoint too."""
    initiative = initiative_of(slug)
    own = ledger.InitiativeLedger(slug).files()
    content = own.get(name) if name in own else document(initiative, name)
    if content is None:
        raise Http404
    kind = "application/json" if name.endswith(".json") else "application/octet-stream"
    response = HttpResponse(content, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_GET
def bundle(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything published, as one folder to verify with ``recolement initiative verify``."""
    initiative = initiative_of(slug)
    names = progress_files(progress_of(initiative))
    kept = {one.name: bytes(one.content) for one in initiative.documents.filter(name__in=names)}
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, own in {**kept, **ledger.InitiativeLedger(slug).files()}.items():
            archive.writestr(zipfile.ZipInfo(f"{slug}/{name}"), own, zipfile.ZIP_DEFLATED)
    response = HttpResponse(content.getvalue(), content_type="application/zip")
    response.headers["Content-Disposition"] = f'attachment; filename="{slug}.zip"'
    return response


@never_cache
def ask(request: HttpRequest, slug: str) -> HttpResponse:
    """Where somebody types their code, or asks for a letter with it by their number.

    Of a number that is not on the roll, or has no address, the page says the same: it tells nobody who is a
    member.
    """
    initiative, language = initiative_of(slug), language_of(request)
    page: dict[str, Any] = {"initiative": initiative, "slug": slug, "mail": settings.MAIL}
    if request.method != "POST":
        return render(request, "initiatives/sign.html", page)
    vault, code = vault_of(slug), request.POST.get("code", "")[:200]
    if code.strip():
        member = None if vault is None else _by_code(initiative, vault, code)
        if member is None or vault is None:
            return render(request, "initiatives/sign.html", page | {"wrong": True}, status=404)
        return redirect("initiative-own", slug, vault.code(vault.member(member).number))
    if vault is not None and settings.MAIL:
        _write(request, initiative, vault, request.POST.get("number", "")[:200], language)
    return render(request, "initiatives/sign.html", page | {"written": True})


def _by_code(initiative: Initiative, vault: Vault, typed: str) -> Member | None:
    return initiative.members.filter(code=vault.code_digest(typed)).first()


def _write(
    request: HttpRequest, initiative: Initiative, vault: Vault, number: str, language: Language
) -> None:
    """Send a member their link, once in ten minutes; a failure is the mail server's, and is not shown."""
    member = initiative.members.filter(number=vault.number(number)).first()
    now = timezone.now()
    if member is None or (member.mailed is not None and now - member.mailed < AGAIN):
        return
    who = vault.member(member)
    if not who.email:
        return
    address = request.build_absolute_uri(
        reverse("initiative-own", args=[initiative.slug, vault.code(who.number)])
    )
    title = shown(initiative.title, 150)
    facts = {"language": language, "title": title, "name": shown(who.name, 150), "address": address}
    subject = " ".join(say("letter.signature_subject", language, title=title).split())
    letter = EmailMultiAlternatives(subject, render_to_string("mail/signature.txt", facts), to=[who.email])
    letter.extra_headers["Auto-Submitted"] = "auto-generated"
    try:
        letter.send()
    except (smtplib.SMTPException, OSError):
        return
    Member.objects.filter(pk=member.pk).update(mailed=now)


@never_cache
@require_GET
def own(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """What one person signed, and what they may do: sign, withdraw, find their hash in what is published."""
    initiative = initiative_of(slug)
    vault = vault_of(slug)
    member = None if vault is None else _by_code(initiative, vault, code)
    if member is None or vault is None:
        page = {"initiative": initiative, "slug": slug, "wrong": True, "mail": settings.MAIL}
        return render(request, "initiatives/sign.html", page, status=404)
    progress, rules, who = progress_of(initiative), rules_of(initiative), vault.member(member)
    found = None if rules is None else assessed(initiative, rules)
    now = state(progress, rules, found)
    page = {
        "initiative": initiative,
        "slug": slug,
        "code": code,
        "who": who,
        "member": member,
        "state": now.value,
        "rules": rules,
        "signing": now in SIGNING and rules is not None,
        "elsewhere": rules is not None and not rules.may_sign(who.unit),
        "paper": member.lines.filter(void="").select_related("sheet").first(),
        **_text(initiative, progress),
    }
    if progress.closed:
        line = line_of(slug, who, vault)
        leaf = leaf_hash(line)
        place = place_in(document(initiative, LEAVES) or b"", leaf)
        page |= {
            "line": line.decode(),
            "leaf": leaf.hex(),
            "place": place,
            "closed": progress.last[ledger.CLOSED],
        }
    return render(request, "initiatives/own.html", page)


@require_POST
def act(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Sign, or withdraw: until the closing, by whoever has the code."""
    initiative, language = initiative_of(slug), language_of(request)
    vault = vault_of(slug)
    member = None if vault is None else _by_code(initiative, vault, code)
    if member is None or vault is None:
        raise Http404
    progress, rules = progress_of(initiative), rules_of(initiative)
    at = time_now()
    open_now = progress.announced and not progress.closed and rules is not None
    if rules is None or not open_now or not rules.opens <= at < rules.closes:
        messages.error(request, say("initiative.not_open", language))
    elif not rules.may_sign(vault.member(member).unit):
        messages.error(request, say("initiative.elsewhere", language))
    elif request.POST.get("what") == "withdraw":
        withdraw(rules, vault, member, at)
        messages.success(request, say("initiative.is_withdrawn", language))
    elif request.POST.get("what") == "sign":
        sign(rules, vault, member, at)
        messages.success(request, say("initiative.is_signed", language))
    return redirect("initiative-own", slug, code)
