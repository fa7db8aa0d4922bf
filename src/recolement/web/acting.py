"""From a form to the ledger: one act, recorded once, its refusal said on the page.

Each form carries a key made when its page was shown: a double click, a replayed request or the back button
records nothing twice.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest

from recolement.acts import RefusedEvent
from recolement.desk import Recorded
from recolement.ledger.storage import NotAppended
from recolement.web.accounts.models import Account
from recolement.web.evenings import Evening
from recolement.web.words import language_of, say
from recolement.words.ledger import say as said

KEY = "key"
LONGEST_TEXT = 10_000


def new_key() -> str:
    """A key for a form."""
    return secrets.token_urlsafe(24)


def text(request: HttpRequest, name: str, longest: int = LONGEST_TEXT) -> str:
    """What was written in a field, its outer spaces taken off."""
    return request.POST.get(name, "").strip()[:longest]


def record(
    request: HttpRequest, tonight: Evening, role: str, event: str, fields: Mapping[str, Any], key: str = ""
) -> Recorded | None:
    """Record an act of this account; a refusal or a full disk is said on the next page (``None``)."""
    assert isinstance(request.user, Account)
    given = {name: value for name, value in fields.items() if value not in (None, "", [], {})}
    intention = {"event": event, "actor": request.user.actor, "role": role, **given}
    try:
        answer = tonight.record(intention, key or request.POST.get(KEY) or new_key())
    except NotAppended as not_appended:
        messages.error(request, said(not_appended.code, not_appended.facts, language_of(request)))
        return None
    if isinstance(answer, RefusedEvent):
        messages.error(request, said(answer.code, answer.facts, language_of(request)))
        return None
    messages.success(request, say("site.recorded", language_of(request), number=answer.seq))
    return answer
