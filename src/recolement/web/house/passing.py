"""The request that is being answered, for who writes a line of the journal far from any view."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from recolement.web.accounts.models import NotTogether
from recolement.web.words import language_of, say

_PASSING: ContextVar[HttpRequest | None] = ContextVar("passing", default=None)


def passing() -> HttpRequest | None:
    """The request of this moment; ``None`` at the terminal."""
    return _PASSING.get()


class Passing:
    """Remembers the request while it is answered; says in a sentence that two posts do not go together."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = _PASSING.set(request)
        try:
            return self.answer(request)
        finally:
            _PASSING.reset(token)

    def process_exception(self, request: HttpRequest, failure: Exception) -> HttpResponse | None:
        """Whatever page tried it: the post is not given, and the page says why."""
        if not isinstance(failure, NotTogether):
            return None
        messages.error(request, say("house.not_together", language_of(request)))
        return render(request, "house/refused.html", status=409)
