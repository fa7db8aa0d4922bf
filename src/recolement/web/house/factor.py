"""What could harm most asks for the second factor again: it must have been given in the last minutes."""

from __future__ import annotations

import time

from allauth.account.internal.flows.login import get_authentication_records
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from recolement.web.words import language_of, say

FRESH = 600
"""Seconds for which a second factor counts as just given."""


def factor_first(request: HttpRequest, back: str) -> HttpResponse | None:
    """The way to give it again and come back, or ``None`` where it was just given."""
    since = time.time() - FRESH
    given = get_authentication_records(request, request.user)
    if any(one.get("method") == "mfa" and one["at"] > since for one in given):
        return None
    messages.warning(request, say("house.factor_first", language_of(request)))
    return redirect(f"{reverse('mfa_reauthenticate')}?{urlencode({'next': back})}")
