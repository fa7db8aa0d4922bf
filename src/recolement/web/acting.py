"""From a form to the ledger: one act, recorded once, its refusal said on the page.

Each form carries a key made when its page was shown: a double click, a replayed request or the back button
records nothing twice.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from django.contrib import messages
from django.http import HttpRequest

from recolement.acts import RefusedEvent
from recolement.desk import Recorded
from recolement.ledger.storage import LONGEST_KEY, NotAppended
from recolement.web.accounts.models import Account
from recolement.web.evenings import Evening, Meanwhile, nothing_happened
from recolement.web.words import language_of, say
from recolement.words.ledger import say as said

KEY = "key"
LONGEST_TEXT = 10_000


def new_key() -> str:
    """A key for a form."""
    return secrets.token_urlsafe(24)


def name_from(request: HttpRequest) -> str:
    """A short name for what a form makes, always the same for the same form: sent twice, it makes one."""
    return sha256((request.POST.get(KEY) or new_key()).encode()).hexdigest()[:8]


def text(request: HttpRequest, name: str, longest: int = LONGEST_TEXT) -> str:
    """What was written in a field, its outer spaces taken off."""
    return request.POST.get(name, "").strip()[:longest]


def record(
    request: HttpRequest,
    tonight: Evening,
    role: str,
    event: str,
    fields: Mapping[str, Any],
    key: str = "",
    meanwhile: Meanwhile = nothing_happened,
) -> Recorded | None:
    """Record an act of this account; a refusal or a full disk is said on the next page (``None``)."""
    assert isinstance(request.user, Account)
    given = {name: value for name, value in fields.items() if value not in (None, "", [], {})}
    intention = {"event": event, "actor": request.user.actor, "role": role, **given}
    key = (key or request.POST.get(KEY, ""))[:LONGEST_KEY]
    try:
        answer = tonight.record(intention, key if key.isprintable() and key else new_key(), meanwhile)
    except NotAppended as not_appended:
        messages.error(request, said(not_appended.code, not_appended.facts, language_of(request)))
        return None
    if isinstance(answer, RefusedEvent):
        messages.error(request, said(answer.code, answer.facts, language_of(request)))
        return None
    messages.success(request, say("site.recorded", language_of(request), number=answer.seq))
    return answer
