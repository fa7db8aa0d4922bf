"""The end of a campaign: rows, key and files destroyed, and the ledger of its ballot says so."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.http import Http404
from django.utils import timezone

from recolement.acts import RefusedEvent
from recolement.storage.lock import one_writer_at_once
from recolement.web.calls.models import Caller, Campaign, Person
from recolement.web.calls.router import CALLS
from recolement.web.calls.sweeping import ABOUT_PEOPLE, sweep
from recolement.web.calls.vault import folder, key_file
from recolement.web.evenings import evening
from recolement.web.key_file import destroy_key, key_at

BY_ITSELF = "recolement"
"""The actor of a purge that nobody had to ask for."""


def purge(campaign: Campaign, actor: str) -> bool:
    """Destroy and certify; false where it is done, or being done by another process.

    In this order: what will be certified is counted, the key is destroyed, the rows follow, the files are
    wiped, and the ledger is told last. One that is interrupted is taken up by the next: each step may be done
    again.
    """
    folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    with one_writer_at_once(folder() / f"{campaign.slug}.lock") as free:
        campaign.refresh_from_db()
        if not free or campaign.purged is not None:
            return False
        if campaign.certificate is None:
            campaign.certificate = _counted(campaign)
            campaign.save(update_fields=["certificate"])
        destroy_key(key_file(campaign.slug))
        with transaction.atomic(using=CALLS):
            for model in ABOUT_PEOPLE:
                model._default_manager.filter(campaign=campaign).delete()
            campaign.callers.exclude(part=Caller.Part.ORGANISER).delete()  # who is left sees the certificate
        sweep()
        if not _told(campaign, actor):
            return False
        campaign.purged = timezone.now()
        campaign.save(update_fields=["purged"])
        return True


def _counted(campaign: Campaign) -> dict[str, Any]:
    """What is about to be destroyed, in numbers and digests: nothing in it leads to anybody."""
    sealed = hashlib.sha256()
    rows = campaign.people.order_by("place").values_list("sealed", flat=True)
    for row in rows.iterator(chunk_size=2_000):
        sealed.update(bytes(row))
    key = key_at(key_file(campaign.slug)) or b""
    return {
        "campaign": campaign.slug,
        "people": Person.objects.filter(campaign=campaign).count(),
        "calls": campaign.calls.count(),
        "looks": campaign.looks.count(),
        "files": campaign.taken.count(),
        "sealed": sealed.hexdigest(),
        "key_digest": hashlib.sha256(key).hexdigest(),
        "purge_by": campaign.purge_by.isoformat(),
    }


def _told(campaign: Campaign, actor: str) -> bool:
    """Whether the ledger of the ballot has the certificate; a ballot that is no more has none to tell."""
    certificate: Mapping[str, Any] = campaign.certificate or {}
    intention = {"event": "call-lists-purged/1", "actor": actor, "role": "organiser", **certificate}
    try:
        tonight = evening(campaign.ballot)
    except Http404:
        return True
    answer = tonight.record(intention, f"calls-purged-{campaign.slug}")
    return not isinstance(answer, RefusedEvent) or answer.code == "purged_twice"


def purge_due() -> list[str]:
    """Purge what is due; the slugs of the campaigns purged now."""
    due = Campaign.objects.filter(purged__isnull=True, purge_by__lte=timezone.localdate())
    return [campaign.slug for campaign in due if purge(campaign, BY_ITSELF)]
