"""A sign-in makes its session the one that counts."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest

from recolement.web.accounts.models import Account


@receiver(user_logged_in)
def keep_this_session(sender: object, request: HttpRequest, user: Account, **_: Any) -> None:
    """Note the new session's key on the account; the earlier session ends at its next request."""
    if request.session.session_key is None:
        request.session.save()
    user.session_key = request.session.session_key or ""
    user.save(update_fields=["session_key"])
