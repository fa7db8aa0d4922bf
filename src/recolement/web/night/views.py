"""The screen's address, its stream, and the organiser's link.

``?size=N`` is the night when the ledger had N lines; ``?contest=&round=&unit=`` another question. The stream
is answered here with one event and closed: every browser then asks again after ``retry``. Under the ASGI
door (:mod:`recolement.web.asgi`) the same answer, marked with :data:`WATCH`, is held open instead.
"""

from __future__ import annotations

import secrets
from dataclasses import asdict, dataclass
from functools import lru_cache
from threading import Lock
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from recolement.canvass import Canvass, canvass
from recolement.ledger.fold import NotFolded, fold
from recolement.web.evenings import Evening, evening
from recolement.web.night.screen import Screen, asked_of, screen
from recolement.web.night.sending import RETRY, event
from recolement.web.projection.models import ShownProjection
from recolement.web.public.models import HostedBallot
from recolement.web.public.views import open_to
from recolement.web.rights import evening_of, needs
from recolement.web.words import language_of
from recolement.words.naming import Names
from recolement.words.numbers import Language

WATCH = "X-Recolement-Watch"
"""The mark by which the ASGI door knows a stream that this reader may follow. It goes no further."""

_ONE_AT_A_TIME = Lock()


@dataclass(frozen=True, slots=True)
class Channel:
    """What many screens show alike: a ballot's question in a language."""

    slug: str
    language: Language
    contest: str = ""
    round: str = ""
    unit: str = ""
    tiles: str = ""
    """``lead``: the tiles say who leads."""

    @property
    def wanted(self) -> tuple[str, str, str]:
        """The question as its address names it."""
        return self.contest, self.round, self.unit


def _channel(request: HttpRequest, slug: str) -> Channel:
    contest, number, unit = (request.GET.get(name, "")[:300] for name in ("contest", "round", "unit"))
    tiles = "lead" if request.GET.get("tiles") == "lead" else ""
    return Channel(slug, language_of(request), contest, number, unit, tiles)


def watched(request: HttpRequest, slug: str) -> Evening:
    """A ballot whose night this reader may see: by the organiser's link, or as any page of it."""
    key = request.GET.get("key", "")
    hosted = HostedBallot.objects.filter(slug=slug).first() if key else None
    if hosted is not None and hosted.night_key and constant_time_compare(hosted.night_key, key):
        return evening(slug)
    return open_to(request, slug)


def shown_now(channel: Channel) -> tuple[int, str]:
    """The size of the ledger now, and the screen's changing part as HTML: made once for all who watch."""
    tonight = evening(channel.slug)
    with tonight.lock:
        tonight.now()
        return tonight.size, _html(channel, tonight.size)


@lru_cache(maxsize=64)
def _html(channel: Channel, size: int) -> str:
    """The screen at the size that the evening has now: whoever asks holds its lock."""
    tonight = evening(channel.slug)
    made = _screen(tonight.now(), tonight, size, channel)
    with translation.override(channel.language):
        return render_to_string("night/now.html", {"screen": made})


def _screen(night: Canvass, tonight: Evening, size: int, channel: Channel) -> Screen:
    question = asked_of(night, tonight.events[:size], channel.wanted)
    if question is None:
        raise Http404
    by_lead = channel.tiles == "lead"
    return screen(night, tonight.events[:size], question, channel.language, by_lead=by_lead)


def _at(tonight: Evening, size: int) -> Canvass:
    """The canvass when the ledger had ``size`` lines; one is made at a time, and the last ones are kept."""
    with _ONE_AT_A_TIME:
        return _made_at(tonight.slug, size)


@lru_cache(maxsize=4)
def _made_at(slug: str, size: int) -> Canvass:
    tonight = evening(slug)
    state = fold(tonight.events[:size], tonight.desk.moment.state.texts)
    try:
        return canvass(state.folder())
    except NotFolded:
        raise Http404 from None  # before the ballot was opened there is nothing to show


@never_cache
@require_GET
def night(request: HttpRequest, slug: str) -> HttpResponse:
    """The whole screen: as of now and then kept up to date, or as it was at ``?size=N``."""
    tonight = watched(request, slug)
    now, asked = tonight.now(), request.GET.get("size", "")
    size = tonight.size
    if asked:
        if not (asked.isascii() and asked.isdigit() and len(asked) < 10 and 0 < int(asked) <= size):
            raise Http404
        now, size = _at(tonight, int(asked)), int(asked)
    channel = _channel(request, slug)
    with tonight.lock:  # nobody adds a sheet to the canvass while it is read
        made = _screen(now, tonight, size if asked else tonight.size, channel)
    names = Names(now.folder, channel.language)
    key = {"key": request.GET["key"]} if request.GET.get("key") else {}
    wanted = {name: value for name in ("contest", "round", "unit") if (value := request.GET.get(name))}
    place = {**wanted, **key}
    if channel.tiles:
        wanted["tiles"] = channel.tiles
    follow = urlencode({**wanted, **key, "lang": channel.language})
    page = {
        "slug": slug,
        "screen": made,
        "past": bool(asked),
        "theme": request.GET.get("theme", ""),
        "stream": f"{reverse('night-stream', args=[slug])}?{follow}",
        "here": urlencode({**wanted, **key}),
        "other_tiles": urlencode(place if channel.tiles else {**place, "tiles": "lead"}),
        "projection": ""
        if asked or not ShownProjection.objects.filter(slug=slug).exists()
        else f"{reverse('projection-line', args=[slug])}?{follow}",
        "questions": [
            (
                f"{names.contest(one.contest.id)} · {one.round.number} · {names.place(one.place.id)}",
                urlencode(
                    {"contest": one.contest.id, "round": one.round.number, "unit": one.place.id, **key}
                ),
            )
            for one in now.questions[:40]
        ],
        "by_key": bool(key),
    }
    return render(request, "night/screen.html", page)


@never_cache
@require_GET
def stream(request: HttpRequest, slug: str) -> HttpResponse:
    """One event: the screen as of now, unless the reader has it; marked for the door that holds it open."""
    watched(request, slug)
    channel = _channel(request, slug)
    size, html = shown_now(channel)
    last = request.headers.get("Last-Event-ID") or request.GET.get("since", "")
    body = f"retry: {RETRY}\n\n".encode() + (b"" if last == str(size) else event(size, html))
    response = HttpResponse(body, content_type="text/event-stream; charset=utf-8")
    response.headers[WATCH] = urlencode({**asdict(channel), "since": str(size)})
    response.headers["X-Accel-Buffering"] = "no"
    return response


@require_POST
@needs("organise")
def link(request: HttpRequest, slug: str) -> HttpResponse:
    """Give the night's screen a link that needs no account (a new one each time), or take it back."""
    evening_of(request)
    key = secrets.token_urlsafe(18) if request.POST.get("what") == "give" else ""
    HostedBallot.objects.filter(slug=slug).update(night_key=key)
    return redirect("organise", slug)
