"""Tokens: 256 random bits, shown once, kept as a digest; what a program may do with one, and where.

>>> digest_of("rcl_example")[:16]
'1edd55c76b691d68'
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from hashlib import sha256

from django.http import HttpRequest
from django.utils import timezone

from recolement.model.units import UnitTree
from recolement.web.accounts.models import Account, Post, Role
from recolement.web.api.models import Token
from recolement.web.api.problems import Problem
from recolement.web.rights import ACTIONS, holds_over, is_administrator

PREFIX = "rcl_"
"""So that a token left in a repository or a log is recognised by those who look for such things."""

LONGEST_DAYS = 366
ONCE_A_MINUTE = timedelta(minutes=1)


def digest_of(written: str) -> str:
    """The digest under which a token is kept."""
    return sha256(written.encode()).hexdigest()


def issue(role: Role, unit: str, label: str, expires: datetime) -> str:
    """A new token for a post, over a place; this is the only time that it is written."""
    if role.post == Post.ADMINISTRATOR:
        raise ValueError("an administrator acts in no ballot")
    written = PREFIX + secrets.token_urlsafe(32)
    Token.objects.create(role=role, unit=unit, label=label, digest=digest_of(written), expires=expires)
    return written


def shown_by(request: HttpRequest) -> Token:
    """The token of a request, its use noted; no cookie is ever looked at."""
    scheme, _, written = request.headers.get("Authorization", "").partition(" ")
    if scheme.casefold() != "bearer" or not written.strip():
        raise Problem("token_missing", 401)
    found = Token.objects.select_related("role__account").filter(digest=digest_of(written.strip())).first()
    now = timezone.now()
    if found is None or found.revoked or not found.role.account.is_active:
        raise Problem("token_unknown", 401)
    if found.expires <= now:
        raise Problem("token_expired", 401)
    if found.used is None or now - found.used >= ONCE_A_MINUTE:
        Token.objects.filter(pk=found.pk).update(used=now)
    return found


def account_of(token: Token) -> Account:
    """For whom a token acts."""
    return token.role.account


def may(token: Token, action: str, unit: str, tree: UnitTree) -> bool:
    """Whether a token's post allows something at a unit, within the token's place."""
    narrowed = Role(unit=token.unit)
    return (
        token.role.post in ACTIONS[action]
        and holds_over(token.role, unit, tree)
        and holds_over(narrowed, unit, tree)
        and not is_administrator(token.role.account.roles.all())
    )
