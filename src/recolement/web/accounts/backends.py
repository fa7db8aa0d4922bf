"""Coming in by the access sheet or the invitation: its link and its code together.

A wrong link, a wrong code, a revoked sheet and a spent invitation get the same answer after the same work.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime

from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.hashers import check_password, make_password
from django.http import HttpRequest
from django.utils import timezone

from recolement.web.accounts.models import AccessSheet as Sheet
from recolement.web.accounts.models import Account, Invitation

CODE_DIGITS = 8
NOBODY = make_password(secrets.token_hex(8))
"""What a code is checked against when the link is unknown, so that the time says nothing."""


def digest(link: str) -> str:
    """The digest under which a link is kept."""
    return hashlib.sha256(link.encode()).hexdigest()


def issue(account: Account, expires: datetime) -> tuple[str, str]:
    """A new access sheet for an account, replacing the one before: the link's secret and the code."""
    link, code = new_pair()
    Sheet.objects.update_or_create(
        account=account,
        defaults={
            "link_digest": digest(link),
            "code_digest": make_password(code),
            "expires": expires,
            "revoked": False,
        },
    )
    return link, code


def new_pair() -> tuple[str, str]:
    """A link's secret, and the code that goes with it."""
    return secrets.token_urlsafe(18), f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}d}"


class ByInvitation(BaseBackend):
    """``authenticate(request, link=…, code=…, invited=True)``; spending it is for the page."""

    def authenticate(
        self, request: HttpRequest | None, link: str | None = None, code: str | None = None,
        invited: bool = False, **_: object,
    ) -> Account | None:  # fmt: skip
        """The account of an invitation that is neither spent, revoked nor expired, or ``None``."""
        if link is None or code is None or not invited:
            return None
        found = Invitation.objects.select_related("account").filter(link_digest=digest(link)).first()
        right = check_password("".join(code.split()), NOBODY if found is None else found.code_digest)
        if found is None or not right or found.revoked or found.used or found.expires < timezone.now():
            return None
        return found.account if found.account.is_active else None

    def get_user(self, user_id: int) -> Account | None:
        """The account of a session."""
        return Account.objects.filter(pk=user_id, is_active=True).first()


class AccessSheet(BaseBackend):
    """``authenticate(request, link=…, code=…)``."""

    def authenticate(
        self, request: HttpRequest | None, link: str | None = None, code: str | None = None,
        invited: bool = False, **_: object,
    ) -> Account | None:  # fmt: skip
        """The account of an access sheet, or ``None``."""
        if link is None or code is None or invited:
            return None
        sheet = Sheet.objects.select_related("account").filter(link_digest=digest(link)).first()
        right = check_password("".join(code.split()), NOBODY if sheet is None else sheet.code_digest)
        if sheet is None or not right or sheet.revoked or sheet.expires < timezone.now():
            return None
        return sheet.account if sheet.account.is_active else None

    def get_user(self, user_id: int) -> Account | None:
        """The account of a session."""
        return Account.objects.filter(pk=user_id, is_active=True).first()
