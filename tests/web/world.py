"""Two small ballots with the same units, an account for each post at each place; new names each time.

The tree is nation ``pays``, federations ``nord`` and ``sud``, sections ``nord-1``, ``nord-2``, ``sud-1``. The
foreign ballot has the very same units: a right there must open nothing here.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
import time
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from allauth.account.internal.flows.login import (
    _AUTHENTICATION_METHODS_USER_SESSION_KEY,
    AUTHENTICATION_METHODS_SESSION_KEY,
)
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client
from django.utils import timezone

from recolement.formats.shorthand import read_shorthand
from recolement.web.accounts.backends import issue
from recolement.web.accounts.models import Account, Post, Role
from recolement.web.evenings import Evening, host

if TYPE_CHECKING:
    from recolement.web.calls.models import Campaign
    from web.initiatives import Organised as Initiated
    from web.panels import Organised

BALLOT = """
ballot title="Assemblée du Val" levels=nation,federation,section root=pays
rule plurality
contest presidence name="Présidence"
option martin contest=presidence name="Alice Martin"
option petit contest=presidence name="Bruno Petit"
unit pays name="Pays"
unit nord in=pays name="Nord"
unit sud in=pays name="Sud"
unit nord-1 in=nord name="Nord 1" registered=100
unit nord-2 in=nord name="Nord 2" registered=100
unit sud-1 in=sud name="Sud 1" registered=100
"""
SHEET = "sheet nord-2 registered=100 signatures=60 in_box=60 blank=0 null=0 valid=60 martin=40 petit=20\n"

NEEDS_FACTOR = (Post.COMMISSIONER, Post.ADMINISTRATOR, Post.ORGANISER)


def one_time_code(secret: str, at: float | None = None) -> str:
    """The six digits of RFC 6238 (SHA-1, 30 s), computed here from the standard's text, not by the app."""
    counter = int((time.time() if at is None else at) // 30).to_bytes(8, "big")
    mac = hmac.digest(base64.b32decode(secret, casefold=True), counter, hashlib.sha1)
    start = mac[-1] & 15
    return f"{(int.from_bytes(mac[start : start + 4], 'big') & 0x7FFFFFFF) % 10**6:06d}"


@dataclass
class Person:
    """An account with what is needed to come in."""

    account: Account
    password: str
    totp: str = ""

    def signed_in(self, **settings: object) -> Client:
        """A client signed in as this person, with the second factor where the post needs one."""
        client = Client(**settings)
        client.force_login(self.account, backend="django.contrib.auth.backends.ModelBackend")
        if self.totp:
            session = client.session
            session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "mfa", "at": time.time()}]
            session[_AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(self.account.pk)
            session.save()
        return client


def person(
    *roles: tuple[str, Post, str], name: str = "", option: str = "", password: str | None = None
) -> Person:
    """A new account with roles (ballot, post, unit) and, where a post needs it, a one-time-code secret.

    Without a password it can only be signed in by the test: hashing one takes a tenth of a second.
    """
    tag = secrets.token_hex(4)
    account = Account.objects.new(f"p-{tag}", password, name=name or f"Personne {tag}")
    for ballot, post, unit in roles:
        Role.objects.create(account=account, ballot=ballot, post=post, unit=unit, option=option)
    secret = ""
    if any(post in NEEDS_FACTOR for _, post, _ in roles):
        secret = generate_totp_secret()
        TOTP.activate(account, secret)
    return Person(account, password or "", secret)


def with_factor() -> Person:
    """Somebody without any post, who comes in with a second factor all the same."""
    made = person()
    made.totp = generate_totp_secret()
    TOTP.activate(made.account, made.totp)
    return made


def with_password(*roles: tuple[str, Post, str], name: str = "") -> Person:
    """The same, with a password."""
    return person(*roles, name=name, password=secrets.token_urlsafe(12))


def access_sheet(account: Account) -> tuple[str, str]:
    """The link and code of a new access sheet."""
    return issue(account, timezone.now() + timedelta(days=1))


@dataclass
class World:
    """A ballot, a foreign one with the same units, and who is there."""

    slug: str
    foreign: str
    evening: Evening
    people: dict[tuple[str, str], Person] = field(default_factory=dict)
    photo: str = ""
    """The digest of a photo of nord-1, where the test has one."""
    panel: Organised | None = None
    other_panel: Organised | None = None
    """Panels by lot, where the test has some."""
    campaign: Campaign | None = None
    other_campaign: Campaign | None = None
    """Call campaigns, where the test has some."""
    initiative: Initiated | None = None
    other_initiative: Initiated | None = None
    """Initiatives, where the test has some."""

    def person(self, post: Post, unit: str) -> Person:
        """Whoever holds a post at a place (``foreign`` is the same place in the other ballot)."""
        key = (str(post), unit)
        if key not in self.people:
            where = "" if post == Post.ADMINISTRATOR else self.slug
            self.people[key] = person((where, post, unit))
        return self.people[key]

    def stranger(self, post: Post, unit: str) -> Person:
        """Somebody with the same post and place in the foreign ballot."""
        key = (f"foreign {post}", unit)
        if key not in self.people:
            self.people[key] = person((self.foreign, post, unit))
        return self.people[key]


def hosted(text: str = BALLOT, *, name: str = "val") -> Evening:
    """A ballot in shorthand, hosted under a new name."""
    slug = f"{name}-{secrets.token_hex(4)}"
    return host(slug, read_shorthand(text), f"tests.example/{slug}", public=True)


def new_world(sheets: str = SHEET) -> World:
    """Both ballots, nobody there yet."""
    here, foreign = hosted(BALLOT + sheets), hosted(BALLOT + sheets, name="autre")
    return World(here.slug, foreign.slug, here)
