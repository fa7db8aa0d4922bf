"""What an organiser prints: access sheets of the sections, tally sheets to fill in, count sheets, posters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from recolement.model.ids import UnitId
from recolement.model.problems import Unusable
from recolement.publication.forms import AccessSheet, FormKind, access_forms, forms_of
from recolement.web.accounts.backends import issue_all
from recolement.web.accounts.models import Account, Post, Role
from recolement.web.acting import text
from recolement.web.drawing import qr_svg
from recolement.web.organiser.people import username_of
from recolement.web.rights import evening_of, needs
from recolement.web.words import language_of, say
from recolement.words.naming import Names
from recolement.words.rehearsal import title_in

MOST_SHEETS = 5_000
MOST_ON_SCREEN = 200
VALID_DAYS = 10
AT_ONCE = 500
"""Accounts of one question to the database."""


class Printed(HttpResponse):
    """A PDF that is typeset once the view has given back the evening's lock: others need not wait for it."""

    def __init__(self, name: str, make: Callable[[], bytes]) -> None:
        super().__init__(content_type="application/pdf")
        self["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
        self._make: Callable[[], bytes] = make

    def render(self) -> Printed:
        """Make the file; called by Django between the view and the middleware."""
        self.content = self._make()
        return self


def sections_with_access(slug: str) -> set[str]:
    """The sections whose account has an access sheet."""
    held = Role.objects.filter(ballot=slug, post=Post.SECRETARY, account__access_sheet__isnull=False)
    return set(held.values_list("unit", flat=True))


@never_cache
@require_POST
@needs("organise")
def access_sheets(request: HttpRequest, slug: str) -> HttpResponse:
    """Issue access sheets, as one PDF or on the screen: those missing, or some anew; shown once."""
    language, night = language_of(request), evening_of(request).now()
    names, tree = Names(night.folder, language), night.folder.tree
    on_screen = text(request, "as", 10) == "screen"
    most = MOST_ON_SCREEN if on_screen else MOST_SHEETS
    wanted = text(request, "unit", 200)
    if wanted:
        units = [UnitId(wanted)] if wanted in tree and tree.is_leaf(UnitId(wanted)) else []
        if not units:
            messages.error(request, say("organise.no_section", language))
            return redirect("organise", slug)
    else:
        have = set() if request.POST.get("every") == "yes" else sections_with_access(slug)
        units = [unit for unit in tree.leaves if unit not in have][:most]
    if not units:
        messages.info(request, say("organise.all_issued", language))
        return redirect("organise", slug)
    sheets = _issued(request, slug, units, names)
    if on_screen:
        shown = [(one, qr_svg(one.address)) for one in sheets]
        page = {"slug": slug, "title": title_in(night.folder.ballot.title, language), "sheets": shown}
        return render(request, "organiser/access_sheets.html", page)
    return Printed(f"{slug}-access", access_forms(sheets, night, language).pdf)


def _issued(request: HttpRequest, slug: str, units: Sequence[UnitId], names: Names) -> list[AccessSheet]:
    pairs = issue_all(_accounts(slug, units, names), timezone.now() + timedelta(days=VALID_DAYS))
    sheets = []
    for unit, (link, code) in zip(units, pairs, strict=True):
        address = request.build_absolute_uri(reverse("access", args=[link]))
        sheets.append(AccessSheet(names.unit(unit), address, f"{code[:4]} {code[4:]}"))
    return sheets


def _accounts(slug: str, units: Sequence[UnitId], names: Names) -> list[Account]:
    """The accounts of some sections, made where they are not there, each with its post."""
    called = [username_of(slug, unit) for unit in units]
    Account.objects.bulk_create(
        [
            Account(username=username, name=names.unit(unit)[:200], password="!")
            for username, unit in zip(called, units, strict=True)
        ],
        batch_size=AT_ONCE,
        ignore_conflicts=True,
    )
    found = {}
    for start in range(0, len(called), AT_ONCE):
        some = Account.objects.filter(username__in=called[start : start + AT_ONCE])
        found.update({account.username: account for account in some})
    accounts = [found[username] for username in called]
    Role.objects.bulk_create(
        [
            Role(account=account, ballot=slug, post=Post.SECRETARY, unit=unit)
            for account, unit in zip(accounts, units, strict=True)
        ],
        batch_size=AT_ONCE,
        ignore_conflicts=True,
    )
    return accounts


@never_cache
@require_GET
@needs("organise")
def forms(request: HttpRequest, slug: str, kind: FormKind) -> HttpResponse:
    """The forms of every section as one PDF."""
    language = language_of(request)
    address = request.build_absolute_uri(reverse("ballot", args=[slug]))
    try:
        made = forms_of(evening_of(request).now(), kind, language, address=address)
    except Unusable:
        messages.error(request, say("organise.nothing_to_print", language))
        return redirect("organise", slug)
    return Printed(f"{slug}-{kind}", made.pdf)
