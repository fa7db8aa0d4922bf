"""When everything is destroyed: on the day that was said, sooner by the organiser, later by two only."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from recolement.web.acting import text
from recolement.web.calls.closing import Closed, still_open
from recolement.web.calls.guard import actor_of, needs_part
from recolement.web.calls.models import Campaign, Extension
from recolement.web.calls.organiser import LONGEST_LIFE
from recolement.web.calls.purging import purge as destroy
from recolement.web.words import language_of, say


@require_POST
@needs_part("organise_calls")
def extend(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """Ask to purge later; nothing changes before another organiser has confirmed."""
    language, why = language_of(request), text(request, "why", 500)
    try:
        until = date.fromisoformat(text(request, "until", 10))
    except ValueError:
        until = campaign.purge_by
    made = timezone.localdate(campaign.created)
    if not why or campaign.closed or not campaign.purge_by < until or (until - made).days > LONGEST_LIFE:
        messages.error(request, say("calls.extension_wrong", language, most=LONGEST_LIFE))
    else:
        Extension.objects.create(campaign=campaign, until=until, why=why, asked_by=actor_of(request))
        messages.success(request, say("calls.extension_asked", language))
    return redirect("calls-organise", campaign.slug)


@require_POST
@needs_part("organise_calls")
def confirm(request: HttpRequest, campaign: Campaign, number: int) -> HttpResponse:
    """Confirm what another organiser asked for; whoever asked is not the one who confirms."""
    language = language_of(request)
    try:
        with still_open(campaign):
            asked = campaign.extensions.filter(pk=number, confirmed=None).first()
            if asked is None or asked.asked_by == actor_of(request) or asked.until <= campaign.purge_by:
                messages.error(request, say("calls.extension_not_alone", language))
            else:
                asked.confirmed, asked.confirmed_by = timezone.now(), actor_of(request)
                asked.save()
                campaign.purge_by = asked.until
                campaign.save(update_fields=["purge_by"])
                messages.success(request, say("calls.extended", language))
    except Closed:
        messages.error(request, say("calls.is_purged", language))
    return redirect("calls-organise", campaign.slug)


@require_POST
@needs_part("organise_calls")
def purge(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """Destroy everything now, if the word was typed."""
    language = language_of(request)
    word = say("calls.purge_word", language)
    if text(request, "word", 40).casefold() != word.casefold():
        messages.error(request, say("room.word_missing", language, word=word))
    elif destroy(campaign, actor_of(request)):
        messages.success(request, say("calls.is_purged", language))
    else:
        messages.error(request, say("calls.busy", language))
    return redirect("calls-organise", campaign.slug)
