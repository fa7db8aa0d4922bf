"""A rehearsal is prepared, its record verified, and all of it erased."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from recolement.rehearsal.copying import next_round
from recolement.rehearsal.script import NotRehearsed, Wanted
from recolement.storage.ledger_folder import LedgerFolder
from recolement.verify import Report, verify
from recolement.web.accounts.models import Account
from recolement.web.acting import text
from recolement.web.evenings import ledger_folder
from recolement.web.rehearsal.band import is_rehearsal
from recolement.web.rehearsal.keeping import erase, make
from recolement.web.rehearsal.models import Rehearsal, Verification
from recolement.web.rehearsal.playing import put_back
from recolement.web.rehearsal.views import rehearsal_of
from recolement.web.rights import evening_of, needs
from recolement.web.words import language_of, say
from recolement.words.naming import Names
from recolement.words.rehearsal import say_not_rehearsed, title_in

FAULTS = 12


@never_cache
@needs("organise")
def begin(request: HttpRequest, slug: str) -> HttpResponse:
    """Prepare a rehearsal of this ballot; those that there are."""
    if is_rehearsal(slug):
        return redirect("rehearsal", slug)
    tonight, language = evening_of(request), language_of(request)
    folder = tonight.now().folder
    problem = ""
    if request.method == "POST":
        try:
            made = make(slug, folder, _wanted(request, next_round(folder)), request.get_host())
        except NotRehearsed as refused:
            problem = say_not_rehearsed(refused.code, refused.facts, language)
        else:
            return redirect("rehearsal", made.slug)
    names = Names(folder, language)
    first = folder.ballot.contests[0]
    page = {
        "slug": slug,
        "title": folder.ballot.title,
        "problem": problem,
        "given": request.POST if request.method == "POST" else {"faults": str(FAULTS)},
        "options": [(option.id, names.option(first.id, option.id)) for option in first.options],
        "rounds": [one.number for one in folder.ballot.rounds],
        "round": next_round(folder),
        "there": Rehearsal.objects.filter(of=slug).order_by("-created"),
    }
    return render(request, "rehearsal/new.html", page, status=400 if problem else 200)


def _wanted(request: HttpRequest, otherwise: int) -> Wanted:
    """What the form asks for."""
    return Wanted(
        seed=request.POST.get("seed", "").strip() or secrets.token_hex(4),
        faults=_number(request, "faults", FAULTS),
        round=_number(request, "round", otherwise),
        leader=request.POST.get("leader", "")[:300] or None,
        margin=_number(request, "margin", -1) if text(request, "margin", 40) else None,
    )


def _number(request: HttpRequest, name: str, otherwise: int) -> int:
    written = "".join(text(request, name, 40).split())
    if not written:
        return otherwise
    digits = written.removeprefix("-")
    if not (digits.isascii() and digits.isdigit() and len(digits) < 12):
        raise NotRehearsed("margin_not_number" if name == "margin" else "faults_not_number", found=written)
    return int(written)


@require_POST
@needs("verify_record")
def verify_record(request: HttpRequest, slug: str) -> HttpResponse:
    """Verify the rehearsal's record from its files; an altered line is said, noted, and put back."""
    held = rehearsal_of(slug)
    assert isinstance(request.user, Account)
    report = _report(slug)
    line = next((one.line for one in report.wrongs if one.line is not None), None)
    Verification.objects.create(
        rehearsal=held, at=timezone.now(), by=request.user, holds=report.holds, line=line, size=report.size
    )
    if not report.holds:
        put_back(held)
    return redirect("rehearsal", slug)


def _report(slug: str) -> Report:
    """The verification of a rehearsal's folder, as it is while nobody writes."""
    place = ledger_folder(slug)
    with LedgerFolder(place).alone():
        files = {
            file.relative_to(place).as_posix(): file.read_bytes()
            for file in place.rglob("*")
            if file.is_file()
        }

    def reading(data: bytes) -> Callable[[], bytes]:
        return lambda: data

    return verify({name: reading(data) for name, data in files.items()})


@never_cache
@needs("organise")
def erasing(request: HttpRequest, slug: str) -> HttpResponse:
    """Erase a rehearsal: what will happen, a word to type."""
    held, language = rehearsal_of(slug), language_of(request)
    word = say("rehearsal.erase_word", language)
    wrong = False
    if request.method == "POST":
        wrong = text(request, "word", 40).casefold() != word.casefold()
        if not wrong:
            of = held.of
            erase(held)
            messages.success(request, say("rehearsal.erased", language))
            return redirect("organise-rehearsal", of)
    page = {
        "slug": slug,
        "title": title_in(evening_of(request).now().folder.ballot.title, language),
        "word": word,
        "wrong": wrong,
    }
    return render(request, "rehearsal/erase.html", page, status=400 if wrong else 200)
