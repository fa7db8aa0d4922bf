"""Ten wrong tries from one place on one account close its door for a quarter of an hour.

The answer is the same whether the account exists or not.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from recolement.web.accounts.backends import digest


def who(request: HttpRequest, credentials: Mapping[str, Any] | None = None) -> str:
    """Whose door a try is counted on: the name typed, or the access sheet's link (its digest)."""
    given = credentials or {}
    link = given.get("link") or request.POST.get("link")
    if link:
        return f"sheet:{digest(str(link))[:40]}"
    return str(given.get("username") or request.POST.get("login") or "")[:150]


def locked_out(request: HttpRequest, response: object, credentials: Mapping[str, Any]) -> HttpResponse:
    """The page that says to wait, and whom to call."""
    return render(request, "accounts/locked.html", status=429)


def address(request: HttpRequest) -> str:
    """Where a try comes from: the connection, or, behind our proxy, what the proxy itself added last."""
    if settings.BEHIND_PROXY:
        forwarded = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
        if forwarded:
            return forwarded
    return str(request.META.get("REMOTE_ADDR", ""))
