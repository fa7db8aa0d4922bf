"""A sign-in makes its session the one that counts."""

from __future__ import annotations

import secrets
from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest

from recolement.web.accounts.models import Account

MARK = "session_that_counts"
ENDED = "ended-"
"""How the mark begins that no session bears: an administrator ended the session."""


@receiver(user_logged_in)
def keep_this_session(sender: object, request: HttpRequest, user: Account, **_: Any) -> None:
    """Give the new session a mark that the account remembers; the earlier session ends at its next request.

    A mark of its own, not the session's key: that changes when the password does, in the same session.
    """
    user.session_key = request.session[MARK] = secrets.token_hex(16)
    user.save(update_fields=["session_key"])
