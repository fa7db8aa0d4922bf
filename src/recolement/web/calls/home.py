"""Where somebody with a part in a call campaign begins."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone

from recolement.web.accounts.models import Account
from recolement.web.calls.guard import ORGANISER
from recolement.web.calls.models import Caller
from recolement.web.words import say
from recolement.words.numbers import Language


def tasks(account: object, language: Language) -> list[dict[str, str]]:
    """A caller's telephone, an organiser's page, for each campaign that is not over."""
    if not isinstance(account, Account):
        return []
    parts = Caller.objects.filter(actor=account.actor, campaign__certificate__isnull=True).select_related(
        "campaign"
    )
    found = []
    for part in parts.order_by("pk"):
        organises = part.part == ORGANISER
        if not organises and part.campaign.purge_by <= timezone.localdate():
            continue
        page, label = ("calls-organise", "calls.organise") if organises else ("calls-call", "call.title")
        found.append(
            {
                "ballot": part.campaign.title,
                "place": "",
                "address": reverse(page, args=[part.campaign.slug]),
                "label": say(label, language),
            }
        )
    return found
