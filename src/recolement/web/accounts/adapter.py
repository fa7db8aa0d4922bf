"""How allauth behaves here: no open sign-up, and a second factor for those who rule or administer."""

from __future__ import annotations

import time

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest

from recolement.web.accounts.sealing import seal, unseal


class Adapter(DefaultAccountAdapter):  # type: ignore[misc] # allauth comes without types
    """Accounts come from an administrator or an invitation."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def is_reauthentication_required(self, *, app: str) -> bool:
        """Not in the minutes after signing in: who has just given a password is not asked for it again."""
        records = get_authentication_records(self.request, self.request.user)
        recently = time.time() - app_settings.REAUTHENTICATION_TIMEOUT
        return not any(record["at"] > recently for record in records)


class Factors(DefaultMFAAdapter):  # type: ignore[misc] # allauth comes without types
    """The secrets of second factors are sealed in the database."""

    def encrypt(self, text: str) -> str:
        """As the database keeps it."""
        return seal(text, settings.SECRET_KEY)

    def decrypt(self, encrypted_text: str) -> str:
        """As codes are computed from it."""
        return unseal(encrypted_text, settings.SECRET_KEY)
