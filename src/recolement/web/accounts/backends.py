"""Coming in by the access sheet or the invitation: its link and its code together.

A wrong link, a wrong code, a revoked sheet and a spent invitation get the same answer after the same work.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime

from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.hashers import check_password
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from recolement.web.accounts.models import AccessSheet as Sheet
from recolement.web.accounts.models import Account, Invitation

CODE_DIGITS = 8
AT_ONCE = 500
"""Access sheets of one question to the database."""
UNDER_THE_LINK = "link$"
NOBODY = UNDER_THE_LINK
"""What a code is checked against when the link is unknown, so that the time says nothing."""


def digest(link: str) -> str:
    """The digest under which a link is kept."""
    return hashlib.sha256(link.encode()).hexdigest()


def code_digest(link: str, code: str) -> str:
    """The digest under which a code is kept: keyed with its link, which the database does not hold.

    Whoever reads the database cannot try codes, since each try needs 144 bits that they do not have; so no
    slow hash is needed, and a thousand sections that come in at once do not wait for one.
    """
    return UNDER_THE_LINK + salted_hmac("recolement.code", f"{link} {code}", algorithm="sha256").hexdigest()


def is_right(kept: str, link: str, code: str) -> bool:
    """Whether a code, however it was spaced, is the one kept."""
    bare = "".join(code.split())
    if not kept.startswith(UNDER_THE_LINK):
        return check_password(bare, kept)  # of a sheet printed by an earlier version
    return constant_time_compare(kept, code_digest(link, bare))


def issue(account: Account, expires: datetime) -> tuple[str, str]:
    """A new access sheet for an account, replacing the one before: the link's secret and the code."""
    (pair,) = issue_all([account], expires)
    return pair


def issue_all(accounts: Sequence[Account], expires: datetime) -> list[tuple[str, str]]:
    """A new access sheet for each account, in a few questions to the database."""
    pairs = [new_pair() for _ in accounts]
    Sheet.objects.bulk_create(
        [
            Sheet(
                account=account,
                link_digest=digest(link),
                code_digest=code_digest(link, code),
                expires=expires,
                revoked=False,
            )
            for account, (link, code) in zip(accounts, pairs, strict=True)
        ],
        batch_size=AT_ONCE,
        update_conflicts=True,
        unique_fields=["account"],
        update_fields=["link_digest", "code_digest", "expires", "revoked"],
    )
    return pairs


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
        right = is_right(NOBODY if found is None else found.code_digest, link, code)
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
        right = is_right(NOBODY if sheet is None else sheet.code_digest, link, code)
        if sheet is None or not right or sheet.revoked or sheet.expires < timezone.now():
            return None
        return sheet.account if sheet.account.is_active else None

    def get_user(self, user_id: int) -> Account | None:
        """The account of a session."""
        return Account.objects.filter(pk=user_id, is_active=True).first()
