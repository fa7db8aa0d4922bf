r"""What is told, and its signature, as Standard Webhooks has it.

The example of its specification: the secret is base64 after ``whsec_``, and what is signed is the id, the
moment and the body, with points between.

>>> import base64
>>> key = base64.b64decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
>>> signature(key, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, b'{"test": 2432232314}')
'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE='
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json

from django.utils.crypto import salted_hmac

from recolement.ledger.events import AnyEvent, ResultProclaimed, SheetAccepted
from recolement.web.webhooks.models import Webhook

KINDS = ("sheet.accepted", "result.proclaimed")


def key_of(webhook: Webhook) -> bytes:
    """The endpoint's secret: made from the installation's and the endpoint's salt, kept nowhere."""
    return salted_hmac("recolement.webhook", webhook.salt, algorithm="sha256").digest()


def secret_of(webhook: Webhook) -> str:
    """The secret as the endpoint's people copy it."""
    return "whsec_" + base64.b64encode(key_of(webhook)).decode()


def signature(key: bytes, message: str, moment: int, body: bytes) -> str:
    """The signature of a message."""
    mac = hmac.digest(key, f"{message}.{moment}.".encode() + body, hashlib.sha256)
    return "v1," + base64.b64encode(mac).decode()


def message_of(ballot: str, event: AnyEvent) -> tuple[str, str] | None:
    """The kind and body that a line of the ledger makes, if it is one to tell: where to look, no figures."""
    at = event.at.isoformat()
    if isinstance(event, SheetAccepted):
        place = {"unit": event.unit, "contest": event.contest, "round": event.round}
        return _written("sheet.accepted", at, {"ballot": ballot, "line": event.seq, **place})
    if isinstance(event, ResultProclaimed):
        where = {
            "units": list(event.units or ()),
            "contest": event.contest,
            "round": event.round,
            "version": event.version,
        }
        return _written("result.proclaimed", at, {"ballot": ballot, "line": event.seq, **where})
    return None


def _written(kind: str, at: str, data: dict[str, object]) -> tuple[str, str]:
    return kind, json.dumps({"type": kind, "timestamp": at, "data": data}, ensure_ascii=False)
