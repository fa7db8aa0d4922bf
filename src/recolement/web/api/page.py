"""The page of tokens: an account makes them for its own posts, sees them once, and revokes them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from recolement.web.accounts.models import Account, Post, Role, by_post
from recolement.web.acting import text
from recolement.web.api.models import Token
from recolement.web.api.tokens import LONGEST_DAYS, issue
from recolement.web.evenings import evening
from recolement.web.public.models import HostedBallot
from recolement.web.rights import holds_over
from recolement.web.words import language_of, say
from recolement.words.rehearsal import title_in


def _posts(account: Account) -> list[Role]:
    """The posts by which a token may act: those in a ballot of this installation."""
    hosted = dict(HostedBallot.objects.values_list("slug", "title"))
    held = by_post(account.roles.exclude(post=Post.ADMINISTRATOR).order_by("ballot", "unit"))
    found = sorted((role for role in held if role.ballot in hosted), key=lambda role: role.ballot)
    for role in found:
        role.title = title_in(hosted[role.ballot], language_of())  # type: ignore[attr-defined] # shown on the page
    return found


@never_cache
def tokens(request: HttpRequest) -> HttpResponseBase:
    """One's own tokens. Posting makes one, and shows it on this answer alone."""
    if not isinstance(request.user, Account):
        return redirect_to_login(request.get_full_path())
    posts = _posts(request.user)
    wrong: dict[str, str] = {}
    made = ""
    if request.method == "POST" and posts:
        wrong, made = _make(request, posts)
    own = Token.objects.filter(role__account=request.user, revoked=False).select_related("role")
    page: dict[str, Any] = {
        "tokens": own.order_by("-created"),
        "posts": posts,
        "made": made,
        "wrong": wrong,
        "given": request.POST if wrong else {},
        "now": timezone.now(),
        "longest": LONGEST_DAYS,
    }
    return render(request, "api/tokens.html", page, status=400 if wrong else 200)


def _make(request: HttpRequest, posts: list[Role]) -> tuple[dict[str, str], str]:
    """What is wrong with the form, by field, or the new token."""
    language = language_of(request)
    wrong: dict[str, str] = {}
    label, unit, days = text(request, "label", 200), text(request, "unit", 200), text(request, "days", 10)
    role = next((one for one in posts if str(one.pk) == request.POST.get("role")), posts[0])
    if not 0 < len(label) <= 100 or not label.isprintable():
        wrong["label"] = say("tokens.wrong_label", language)
    if not (days.isascii() and days.isdigit() and 0 < int(days) <= LONGEST_DAYS):
        wrong["days"] = say("tokens.wrong_days", language)
    tree = evening(role.ballot).now().folder.tree
    if unit and (unit not in tree or not holds_over(role, unit, tree)):
        wrong["unit"] = say("tokens.wrong_place", language)
    if wrong:
        return wrong, ""
    return {}, issue(role, unit, label, timezone.now() + timedelta(days=int(days)))


@require_POST
def revoke(request: HttpRequest) -> HttpResponseBase:
    """A token of one's own opens nothing from now on."""
    if not isinstance(request.user, Account):
        return redirect_to_login("/tokens/")
    number = text(request, "token", 20)
    if number.isascii() and number.isdigit():
        found = Token.objects.filter(pk=int(number), role__account=request.user).first()
        if found is not None:
            Token.objects.filter(pk=found.pk).update(revoked=True)
            messages.success(request, say("tokens.revoked", language_of(request), label=found.label))
    return redirect("tokens")
