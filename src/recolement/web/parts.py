"""A whole page, or the part of it that a script asked for (htmx): one view, one address, the same words.

A script names the element it wants to put the answer in (``HX-Target``). Where the page has a part of that
name, the part is the answer; without the script, or for any other name, it is the whole page. ``Parts`` sees
to what no part can say: a sign-in, a page of its own, an error.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

MAIN = "main"
"""The element that bears all of a page but its head and foot."""
AWAY = "/accounts/"
"""Where one signs in, or gives a second factor: never inside another page."""
REASON = "main > :not(#told)"
"""What the page of an error says."""
SIZE = "X-Ledger-Size"
"""How many lines the ledger had when what a page shows was made; sent with the question for what is new."""


def part_wanted(request: HttpRequest) -> str:
    """The element a script will put the answer in; empty where a browser asked for the page."""
    return request.headers.get("HX-Target", "") if request.headers.get("HX-Request") == "true" else ""


def answer(
    request: HttpRequest, whole: str, parts: Mapping[str, str], page: Mapping[str, Any], status: int = 200
) -> HttpResponse:
    """The part that was asked for, by the template under its name; else the whole page."""
    return render(request, parts.get(part_wanted(request), whole), dict(page), status=status)


def nothing_new(request: HttpRequest, size: int) -> bool:
    """Whether a script that asks again has what the ledger says, as it is now."""
    return bool(part_wanted(request)) and request.headers.get(SIZE) == str(size)


def unchanged() -> HttpResponse:
    """The answer to it: what is there stays."""
    return HttpResponse(status=204)


def elsewhere(address: str) -> HttpResponse:
    """Send the browser of a script to another page."""
    return HttpResponse(status=204, headers={"HX-Redirect": address})


def as_listed(request: HttpRequest) -> QueryDict:
    """The filters of the list from which an act was sent, so that it goes on as it was."""
    return QueryDict(request.POST.get("query", "")[:500])


def context(request: HttpRequest) -> dict[str, Any]:
    """What a page extends: the frame with head and foot, or its main part alone."""
    return {"frame": "main.html" if part_wanted(request) == MAIN else "base.html"}


def _away(response: HttpResponse, address: str) -> HttpResponse:
    """The window goes elsewhere; what the session was told on the way is kept."""
    moved = elsewhere(address)
    moved.cookies = response.cookies
    return moved


class Parts:
    """Answers to scripts: a sign-in takes the whole window, an error is shown beside what was asked."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.streaming:
            return response
        patch_vary_headers(response, ["HX-Request", "HX-Target"])
        if request.headers.get("HX-Request") != "true":
            return response
        address = response.headers.get("Location", "")
        if address.startswith(AWAY):
            return _away(response, address)
        is_page = response.content[:9].lower() == b"<!doctype"
        if is_page and response.status_code < 400:
            return _away(response, request.get_full_path())
        if is_page:  # the reason, as its page says it, is put among what is told
            response.headers["HX-Retarget"], response.headers["HX-Reswap"] = "#told", "innerHTML"
            response.headers["HX-Reselect"] = REASON
        elif part_wanted(request) == MAIN and request.method == "GET" and response.status_code == 200:
            here = request.build_absolute_uri() == request.headers.get("HX-Current-URL")
            response.headers["HX-Replace-Url" if here else "HX-Push-Url"] = request.get_full_path()
        return response
