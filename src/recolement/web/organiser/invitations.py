"""Invitations by mail: the link goes by mail, the code by another way (printed, told), and both open once.

Every letter has its own line: sent, or why not; what failed is sent again, and nothing is lost. No mail
server tells this page what becomes of a letter that it took.
"""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.template.loader import render_to_string
from django.utils import timezone

from recolement.model.folder import BallotFolder
from recolement.web.accounts.backends import code_digest, digest, new_pair
from recolement.web.accounts.models import Account, Invitation, Role, by_post
from recolement.web.organiser.people import said_role
from recolement.web.told import when
from recolement.web.words import say
from recolement.words.naming import Names
from recolement.words.numbers import Language
from recolement.words.plain import shown
from recolement.words.rehearsal import title_in

VALID_DAYS = 10
LONGEST_SUBJECT = 150


@dataclass(frozen=True, slots=True)
class Ballot:
    """What the letters say of the ballot."""

    slug: str
    title: str
    language: Language
    timezone: str
    folder: BallotFolder


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one letter. ``code``: to be given apart; empty where the account has a password."""

    account: Account
    failure: str = ""
    code: str = ""


def state_of(invitation: Invitation | None) -> str:
    """Where an invitation stands, as a code of ``screens.toml``."""
    if invitation is None:
        return "none"
    if invitation.used:
        return "used"
    if invitation.revoked:
        return "revoked"
    if invitation.failure:
        return "failed"
    if invitation.sent is None:
        return "unsent"
    if invitation.link_digest is None:
        return "told"
    if invitation.expires < timezone.now():
        return "expired"
    return "opened" if invitation.opened else "sent"


def send(accounts: Iterable[Account], ballot: Ballot, site: str) -> list[Outcome]:
    """Write to each over one connection; a failure is of its own line. ``site``: ``https://host``."""
    connection = get_connection()
    outcomes = []
    for account in accounts:
        invitation, link, code = _renew(account, ballot.slug)
        letter = letter_of(account, ballot, site, link, invitation.expires)
        letter.connection = connection
        failure = ""
        try:
            connection.open()
            letter.send()
        except (smtplib.SMTPException, OSError) as error:
            failure = _failure(error)
            _drop(connection)
        invitation.sent = None if failure else timezone.now()
        invitation.failure = failure
        invitation.save(update_fields=["sent", "failure"])
        outcomes.append(Outcome(account, failure, "" if failure or not code else f"{code[:4]} {code[4:]}"))
    _drop(connection)
    return outcomes


def _drop(connection: object) -> None:
    """Close what is left of a connection: the next letter opens another."""
    close = getattr(connection, "close", None)
    if close is not None:
        try:
            close()
        except (smtplib.SMTPException, OSError):
            vars(connection)["connection"] = None  # it was gone already


def _renew(account: Account, slug: str) -> tuple[Invitation, str, str]:
    """A new link and code, those before being dead; neither for an account that has a password."""
    link, code = new_pair()
    if account.has_usable_password():
        link = code = ""
    invitation, _ = Invitation.objects.update_or_create(
        account=account,
        ballot=slug,
        defaults={
            "link_digest": digest(link) if link else None,
            "code_digest": code_digest(link, code) if code else "",
            "expires": timezone.now() + timedelta(days=VALID_DAYS),
            "sent": None,
            "failure": "",
            "opened": None,
            "used": None,
            "revoked": False,
        },
    )
    return invitation, link, code


def _failure(error: Exception) -> str:
    """Why a letter was not taken, in the organiser's terms."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return "recipient"
    if isinstance(error, ssl.SSLError) or (
        isinstance(error, smtplib.SMTPNotSupportedError) and "STARTTLS" in str(error)
    ):
        return "tls"
    if isinstance(error, smtplib.SMTPAuthenticationError | smtplib.SMTPSenderRefused):
        return "sender"
    if isinstance(error, smtplib.SMTPDataError | smtplib.SMTPNotSupportedError):
        return "refused"
    return "unreachable"


def letter_of(
    account: Account, ballot: Ballot, site: str, link: str, expires: datetime
) -> EmailMultiAlternatives:
    """The letter, as text and as simple HTML, in the language of whom it is for."""
    language: Language = "en" if (account.language or ballot.language) == "en" else "fr"
    title = shown(title_in(ballot.title, language), LONGEST_SUBJECT)
    names = Names(ballot.folder, language)
    facts = {
        "language": language,
        "title": title,
        "name": shown(account.name or account.username, LONGEST_SUBJECT),
        "username": shown(account.username, LONGEST_SUBJECT),
        "posts": [
            said_role(role, names)
            for role in by_post(Role.objects.filter(account=account, ballot=ballot.slug))
        ],
        "address": f"{site}/i/{link}/" if link else f"{site}{settings.LOGIN_URL}",
        "invited": bool(link),
        "expires": when(expires, ballot.timezone, language),
        "zone": ballot.timezone,
    }
    subject = " ".join(say("letter.subject", language, title=title).split())
    plain = render_to_string("mail/invitation.txt", facts)
    letter = EmailMultiAlternatives(subject, plain, to=[account.email])
    letter.attach_alternative(render_to_string("mail/invitation.html", facts), "text/html")
    letter.extra_headers["Auto-Submitted"] = "auto-generated"
    return letter
