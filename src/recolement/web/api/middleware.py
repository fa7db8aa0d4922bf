"""The API is apart: it sees no cookie, so that no browser acts there by itself, and it sets none."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

API = "/api/"


class WithoutCookies:
    """Outermost: what comes in for the API has no cookie, what goes out bears none."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(API):
            return self.answer(request)
        request.META.pop("HTTP_COOKIE", None)
        request.COOKIES = {}
        response = self.answer(request)
        response.cookies.clear()
        return response
