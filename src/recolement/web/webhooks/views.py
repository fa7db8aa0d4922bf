"""The organiser's page of webhooks: endpoints, their secret shown once, what was told and what was not."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from recolement.web.acting import text
from recolement.web.pages import page_of
from recolement.web.rights import evening_of, needs
from recolement.web.webhooks.messages import KINDS, secret_of
from recolement.web.webhooks.models import Delivery, Webhook
from recolement.web.webhooks.posting import NotPosted, parts_of
from recolement.web.words import language_of, say

MOST_ENDPOINTS = 20
MOST_SHOWN = 1_000
"""Messages in the log, the newest ones."""


@never_cache
@require_GET
@needs("organise")
def webhooks(request: HttpRequest, slug: str) -> HttpResponse:
    """Who is told, and the log of what was told, the newest first."""
    return _page(request, slug)


def _page(request: HttpRequest, slug: str, *, secret: str = "", wrong: str = "") -> HttpResponse:
    log = Delivery.objects.filter(webhook__ballot=slug).select_related("webhook").order_by("-pk")
    page: dict[str, Any] = {
        "slug": slug,
        "title": evening_of(request).now().folder.ballot.title,
        "endpoints": Webhook.objects.filter(ballot=slug).order_by("pk"),
        "page": page_of(request, list(log[:MOST_SHOWN])),
        "kinds": [(kind, say(f"webhook.{kind.replace('.', '_')}", language_of(request))) for kind in KINDS],
        "secret": secret,
        "wrong": wrong,
        "given": text(request, "address", 500) if wrong else "",
    }
    return render(request, "webhooks/webhooks.html", page, status=400 if wrong else 200)


@never_cache
@require_POST
@needs("organise")
def add(request: HttpRequest, slug: str) -> HttpResponse:
    """Tell an address from now on; its secret is shown on this answer alone."""
    language = language_of(request)
    address = text(request, "address", 501)
    kinds = [kind for kind in KINDS if kind in request.POST.getlist("kinds")]
    try:
        if len(address) > 500:
            raise NotPosted("bad_address")
        parts_of(address, settings.WEBHOOK_HOSTS)
    except NotPosted as not_posted:
        return _page(request, slug, wrong=say(f"webhook.{not_posted.code}", language))
    if not kinds:
        return _page(request, slug, wrong=say("webhook.no_kind", language))
    if Webhook.objects.filter(ballot=slug).count() >= MOST_ENDPOINTS:
        return _page(request, slug, wrong=say("webhook.too_many", language))
    try:
        made = Webhook.objects.create(
            ballot=slug, address=address, kinds=kinds, next_line=evening_of(request).storage.size()
        )
    except IntegrityError:
        return _page(request, slug, wrong=say("webhook.known", language))
    return _page(request, slug, secret=secret_of(made))


@require_POST
@needs("organise")
def remove(request: HttpRequest, slug: str) -> HttpResponse:
    """Tell an address no more; its log goes with it."""
    number = text(request, "webhook", 20)
    if number.isascii() and number.isdigit():
        Webhook.objects.filter(pk=int(number), ballot=slug).delete()
        messages.success(request, say("webhook.removed", language_of(request)))
    return redirect("webhooks", slug)


@require_POST
@needs("organise")
def again(request: HttpRequest, slug: str) -> HttpResponse:
    """Send a message that was given up, or is waiting, now."""
    number = text(request, "delivery", 20)
    if number.isascii() and number.isdigit():
        waiting = Delivery.objects.filter(pk=int(number), webhook__ballot=slug, taken=None)
        if waiting.update(due=timezone.now(), tries=0):
            messages.success(request, say("webhook.is_due", language_of(request)))
    return redirect("webhooks", slug)
