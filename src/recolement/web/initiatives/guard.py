"""Who looks after an initiative: roles whose ballot is written ``initiative:SLUG``."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

from recolement.web.accounts.models import Account, Post, Role
from recolement.web.initiatives.models import Initiative
from recolement.web.rights import View, roles_for
from recolement.web.words import say
from recolement.words.numbers import Language

PREFIX = "initiative:"


def place_of(slug: str) -> str:
    """What a role over an initiative has as its ballot."""
    return f"{PREFIX}{slug}"


def initiative_of(slug: str) -> Initiative:
    """The initiative of that name; 404 where there is none."""
    initiative = Initiative.objects.filter(slug=slug).first()
    if initiative is None:
        raise Http404
    return initiative


def may(account: object, action: str, slug: str) -> bool:
    """Whether somebody may do something with an initiative."""
    return bool(roles_for(account, action, place_of(slug)))


def needs_initiative(action: str) -> Callable[[View], View]:
    """A view for those who may do this with the initiative ``slug``; it is handed the initiative.

    Somebody who has not signed in is asked to; somebody who may not is told so (403).
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, slug: str, *args: Any, **named: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            initiative = initiative_of(slug)
            if not may(request.user, action, slug):
                raise PermissionDenied
            return view(request, initiative, *args, **named)

        guarded.actions = (action,)  # type: ignore[attr-defined] # read by the test of rights
        return guarded

    return decorate


def actor_of(request: HttpRequest) -> str:
    """The opaque id under which the ledger knows who acts."""
    assert isinstance(request.user, Account)
    return request.user.actor


def task(role: Role, language: Language) -> dict[str, str] | None:
    """The page with which somebody at an initiative begins; ``None`` for any other role."""
    slug = role.ballot.removeprefix(PREFIX)
    found = Initiative.objects.filter(slug=slug).first() if role.ballot.startswith(PREFIX) else None
    if found is None or role.post not in (Post.ORGANISER, Post.CLERK):
        return None
    organises = role.post == Post.ORGANISER
    return {
        "ballot": found.title,
        "place": "",
        "address": reverse("initiative-organise" if organises else "initiative-sheets", args=[slug]),
        "label": say("initiative.organise" if organises else "initiative.type_sheets", language),
    }
