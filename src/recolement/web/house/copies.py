"""The pages of backups: made, kept, downloaded, brought back, looked at, put back by a ceremony."""

from __future__ import annotations

import os

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from recolement.ledger.storage import NotAppended
from recolement.web.acting import text
from recolement.web.house.backups import FILE, SENDS_FILES, folder, keep_digest, kept, new_name, path_of
from recolement.web.house.factor import factor_first
from recolement.web.house.journal import note
from recolement.web.house.restoring import NotRestorable, opened, restore
from recolement.web.house.saving import back_up
from recolement.web.rights import administers
from recolement.web.words import language_of, say
from recolement.words.ledger import say as said

LARGEST = 4_000_000_000
"""Bytes of a backup brought by the browser; a larger one is restored at the terminal."""


@never_cache
@require_GET
@administers
def backups(request: HttpRequest) -> HttpResponse:
    """The backups that are kept here."""
    return render(request, "house/backups.html", {"kept": kept()})


@never_cache
@require_POST
@administers
def make(request: HttpRequest) -> HttpResponse:
    """Make a backup, while the evening goes on."""
    first = factor_first(request, reverse("house-backups"))
    if first is not None:
        return first
    language = language_of(request)
    try:
        path, digest = back_up()
    except NotAppended as full:
        messages.error(request, said(full.code, full.facts, language))
    else:
        note("backup_made", reason=digest)
        messages.success(request, say("backup.is_made", language, name=path.name, digest=digest))
    return redirect("house-backups")


@never_cache
@require_GET
@administers
def fetch(request: HttpRequest, backup: str) -> HttpResponseBase:
    """Download a backup: it holds private keys, so the second factor is asked for again."""
    path = path_of(backup)
    if path is None:
        raise Http404
    first = factor_first(request, reverse("house-backups"))
    if first is not None:
        return first
    note("backup_fetched", reason=backup)
    answer = FileResponse(
        path.open("rb"), as_attachment=True, filename=backup, content_type="application/x-tar"
    )
    if SENDS_FILES in request.META:
        answer.headers[FILE] = str(path)
    return answer


@never_cache
@require_POST
@administers
def bring(request: HttpRequest) -> HttpResponse:
    """Keep a backup that comes from elsewhere; its own page looks at it, nothing is restored yet."""
    sent, language = request.FILES.get("backup"), language_of(request)
    if sent is None or not sent.size or sent.size > LARGEST:
        messages.error(request, say("backup.nothing_brought", language, most=LARGEST // 10**9))
        return redirect("house-backups")
    path = folder() / new_name("brought")
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            for piece in sent.chunks():
                file.write(piece)
    except OSError as error:
        path.unlink(missing_ok=True)
        facts = {"place": str(folder()), "reason": error.strerror or ""}
        messages.error(request, said("storage_unavailable", facts, language))
        return redirect("house-backups")
    note("backup_brought", reason=keep_digest(path))
    return redirect("house-restore", path.name)


@never_cache
@administers
def restoring(request: HttpRequest, backup: str) -> HttpResponse:
    """What a backup would put back; posted with the word and a second factor just given, it is put back."""
    path, language = path_of(backup), language_of(request)
    if path is None:
        raise Http404
    here, word = reverse("house-restore", args=[backup]), say("backup.word", language)
    if request.method == "POST":
        first = factor_first(request, here)
        if first is not None:
            return first
        if text(request, "word", 40).casefold() != word.casefold():
            messages.error(request, say("room.word_missing", language, word=word))
            return redirect(here)
    page: dict[str, object] = {"name": backup, "word": word}
    try:
        with opened(path) as found:
            page["backup"] = found
            if request.method == "POST":
                page["before"] = restore(found)
                note("restored", reason=backup)
                return render(request, "house/restored.html", page)
    except NotRestorable as why:
        page["why"] = say(f"backup.{why.code}", language, **why.facts)
    except NotAppended as full:
        page["why"] = said(full.code, full.facts, language)
    return render(request, "house/restore.html", page, status=409 if request.method == "POST" else 200)
