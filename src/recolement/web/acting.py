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
from recolement.words.numbers import Language

KEY = "key"
REFUSED = "refused"
"""Where a session keeps what was written in a form whose act was refused."""
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
    """Record an act of this account; a refusal or a full disk is said on the next page (``None``).

    What was written in the form is kept for that page (:func:`written`): nobody types it twice.
    """
    assert isinstance(request.user, Account)
    given = {name: value for name, value in fields.items() if value not in (None, "", [], {})}
    intention = {"event": event, "actor": request.user.actor, "role": role, **given}
    key = (key or request.POST.get(KEY, ""))[:LONGEST_KEY]
    try:
        answer = tonight.record(intention, key if key.isprintable() and key else new_key(), meanwhile)
    except NotAppended as not_appended:
        refuse(request, said(not_appended.code, not_appended.facts, language_of(request)))
        return None
    if isinstance(answer, RefusedEvent):
        refuse(request, _why(answer, language_of(request)))
        return None
    messages.success(request, say("site.recorded", language_of(request), number=answer.seq))
    return answer


def _why(refused: RefusedEvent, language: Language) -> str:
    """The reason of a refusal; how a field of the ledger is spelled is of no help to who filled in a form."""
    if refused.code == "bad_fields":
        return say("site.bad_fields", language)
    return said(refused.code, refused.facts, language)


def refuse(request: HttpRequest, why: str) -> None:
    """Say on the next page why an act was not recorded, and keep what was written in its form."""
    messages.error(request, why)
    fields = {name: request.POST[name] for name in request.POST if name not in (KEY, "csrfmiddlewaretoken")}
    if sum(map(len, fields.values())) <= 2 * LONGEST_TEXT:
        request.session[REFUSED] = {request.path.rstrip("/").rpartition("/")[2].replace("-", "_"): fields}


def written(request: HttpRequest) -> dict[str, dict[str, str]]:
    """What was written in a form whose act was refused, under the last word of its address; told once."""
    kept: dict[str, dict[str, str]] = request.session.pop(REFUSED, {})
    return kept
