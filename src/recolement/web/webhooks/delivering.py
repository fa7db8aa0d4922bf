"""From the ledger to the endpoints, at least once: what is new is put in line, what is due is sent.

An act is a line of the ledger, and the ledger is what is read here: no act can be recorded without its
message, whichever door it came by, and a process that dies between the two loses nothing. Any number of
processes may do this at once; a message is taken by one of them at a time, and by another a minute later if
that one died.
"""

from __future__ import annotations

import logging
import secrets
from datetime import datetime, timedelta
from threading import Event, Thread

from django.conf import settings
from django.db import close_old_connections, transaction
from django.db.models import F
from django.utils import timezone

from recolement.ledger.codec import decode
from recolement.model.software import VERSION
from recolement.storage.django.lines import DatabaseStorage
from recolement.web.api.kept import forget_old
from recolement.web.webhooks.messages import key_of, message_of, signature
from recolement.web.webhooks.models import Delivery, Webhook
from recolement.web.webhooks.posting import NotPosted, post

log = logging.getLogger(__name__)

LOOK_EVERY = 2.0
"""Seconds between two looks."""
CLAIMED = timedelta(seconds=60)
"""How long a message belongs to the process that is sending it."""
WAITS = tuple(timedelta(seconds=one) for one in (5, 30, 120, 600, 1800, 7200, 18_000, 36_000, 36_000))
"""How long to wait after each failed try; after the last one the message is given up, and the log says so."""
AT_ONCE = 20
"""Messages to one endpoint in a pass."""
TIDY_EVERY = timedelta(hours=1)


def put_in_line() -> int:
    """Look at the new lines of every ballot that somebody is told of; gives how many messages."""
    made = 0
    for webhook in Webhook.objects.filter(active=True):
        storage = DatabaseStorage(webhook.ballot)
        start, size = webhook.next_line, storage.size()
        if size <= start:
            continue
        now = timezone.now()
        told = [message_of(webhook.ballot, decode(line)) for line in storage.read(start, size)]
        messages = [
            Delivery(webhook=webhook, line=start + place, kind=found[0], body=found[1], due=now)
            for place, found in enumerate(told)
            if found is not None and found[0] in webhook.kinds
        ]
        with transaction.atomic():
            mine = Webhook.objects.filter(pk=webhook.pk, next_line=start).update(next_line=size)
            if mine:
                Delivery.objects.bulk_create(messages)
                made += len(messages)
    return made


def send_due() -> int:
    """Send what is due; gives how many were taken. One that fails is left alone until the next pass."""
    taken = 0
    for webhook in Webhook.objects.filter(active=True, deliveries__due__lte=timezone.now()).distinct():
        due = webhook.deliveries.filter(due__lte=timezone.now()).order_by("due", "pk")[:AT_ONCE]
        for delivery in due:
            mine = Delivery.objects.filter(pk=delivery.pk, due=delivery.due)
            if mine.update(due=timezone.now() + CLAIMED) != 1:
                continue
            if not _sent(webhook, delivery):
                break
            taken += 1
    return taken


def _sent(webhook: Webhook, delivery: Delivery) -> bool:
    """One try, and what is kept of it."""
    status, failure, now = None, "", timezone.now()
    body, moment = delivery.body.encode(), int(now.timestamp())
    headers = {
        "Content-Type": "application/json",
        "User-Agent": f"recolement/{VERSION}",
        "webhook-id": delivery.message,
        "webhook-timestamp": str(moment),
        "webhook-signature": signature(key_of(webhook), delivery.message, moment, body),
    }
    try:
        status = post(webhook.address, body, headers, settings.WEBHOOK_HOSTS)
    except NotPosted as not_posted:
        failure = not_posted.code
    good = status is not None and 200 <= status < 300
    kept = Delivery.objects.filter(pk=delivery.pk)
    if good:
        kept.update(tries=F("tries") + 1, status=status, failure="", due=None, taken=timezone.now())
        return True
    kept.update(
        tries=F("tries") + 1, status=status, failure=failure or "status", due=_again(delivery.tries, now)
    )
    if status == 410:  # gone: it wants no more
        Webhook.objects.filter(pk=webhook.pk).update(active=False)
    return False


def _again(tries: int, now: datetime) -> datetime | None:
    """When to try again after so many failures before this one; a little apart, not all at once."""
    if tries >= len(WAITS):
        return None
    wait = WAITS[tries]
    return now + wait + wait * secrets.randbelow(20) / 100


def one_pass() -> int:
    """Put in line and send; gives how many were taken."""
    put_in_line()
    return send_due()


def forever(stop: Event) -> None:
    """Pass after pass until told to stop; a failure is logged, and the next pass goes on."""
    tidied = None
    while not stop.wait(LOOK_EVERY):
        try:
            one_pass()
            if tidied is None or timezone.now() - tidied > TIDY_EVERY:
                forget_old()
                tidied = timezone.now()
        except Exception:
            log.exception("webhooks could not be delivered; tried again")
        close_old_connections()


def beside_the_pages() -> None:
    """A thread of this process does it, for as long as the process lives."""
    Thread(target=forever, args=(Event(),), name="webhooks", daemon=True).start()
