"""What every answer goes through: a strict content policy, the reader's language, one session an account."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from recolement.web.accounts.models import Account
from recolement.web.accounts.sessions import ENDED, MARK

Answer = Callable[[HttpRequest], HttpResponse]

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'; "
    "worker-src 'self'"
)
"""No inline script or style, nothing from another site: a hostile name has nowhere to run."""


class ContentSecurity:
    """The content policy, and no caching of pages that belong to somebody."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.answer(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Permissions-Policy", "camera=(self), geolocation=(), microphone=()")
        if getattr(request, "user", None) is not None and request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "no-store")
        return response


class Language:
    """French or English: as asked in the address (``?lang=``), else the cookie, else the browser's."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked = request.GET.get("lang", "")
        language = asked if asked in ("fr", "en") else request.COOKIES.get("language", "")
        if language not in ("fr", "en"):
            preferred = translation.get_language_from_request(request)
            language = "en" if preferred.startswith("en") else "fr"
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.answer(request)
        response.headers.setdefault("Content-Language", language)
        if asked == language:
            response.set_cookie("language", language, max_age=31_536_000, samesite="Lax", httponly=True)
        return response


class OneSession:
    """An account is signed in once: a later sign-in ends the earlier session, which is told why."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        account = request.user
        if isinstance(account, Account) and account.session_key not in ("", request.session.get(MARK)):
            by_administrator = account.session_key.startswith(ENDED)
            logout(request)
            request.session["ended"] = "administrator" if by_administrator else "elsewhere"
        return self.answer(request)
