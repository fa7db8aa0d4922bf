"""Who looks after a panel: a role of organiser whose ballot is written ``panel:SLUG``."""

from __future__ import annotations

from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

from recolement.web.accounts.models import Account, Post, Role
from recolement.web.panels.models import Panel
from recolement.web.rights import View, roles_for
from recolement.web.words import say
from recolement.words.numbers import Language

PREFIX = "panel:"


def place_of(slug: str) -> str:
    """What a role over a panel has as its ballot."""
    return f"{PREFIX}{slug}"


def panel_of(slug: str) -> Panel:
    """The panel of that name; 404 where there is none."""
    panel = Panel.objects.filter(slug=slug).first()
    if panel is None:
        raise Http404
    return panel


def may_organise(account: object, slug: str) -> bool:
    """Whether somebody looks after a panel."""
    return bool(roles_for(account, "organise_panel", place_of(slug)))


def needs_panel(view: View) -> View:
    """A view for those who look after the panel ``slug``; it is handed the panel.

    Somebody who has not signed in is asked to; somebody who may not is told so (403).
    """

    @wraps(view)
    def guarded(request: HttpRequest, slug: str, *args: Any, **named: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        panel = panel_of(slug)
        if not may_organise(request.user, slug):
            raise PermissionDenied
        return view(request, panel, *args, **named)

    guarded.actions = ("organise_panel",)  # type: ignore[attr-defined] # read by the test of rights
    return guarded


def actor_of(request: HttpRequest) -> str:
    """The opaque id under which the ledger knows who acts."""
    assert isinstance(request.user, Account)
    return request.user.actor


def task(role: Role, language: Language) -> dict[str, str] | None:
    """The page with which an organiser of a panel begins; ``None`` for any other role."""
    slug = role.ballot.removeprefix(PREFIX)
    panel = Panel.objects.filter(slug=slug).first() if role.ballot.startswith(PREFIX) else None
    if panel is None or role.post != Post.ORGANISER:
        return None
    return {
        "ballot": panel.title,
        "place": "",
        "address": reverse("panel-organise", args=[slug]),
        "label": say("panel.organise", language),
    }
