"""What a seed is made of: contributions, committed to and then revealed; a public value not known yet.

Nothing of a seed may come after the draw it decides, and nothing may be known before it is announced: the
steps are taken in order, each a line of the panel's ledger.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Mapping
from datetime import UTC

from recolement.publication.panel_ceremony import commitment_of
from recolement.web.panels.models import Contribution, Seed

COMMITMENT = re.compile(r"[0-9a-f]{64}")


def new_link() -> tuple[str, str]:
    """The secret of a contributor's link, and the digest under which it is kept."""
    link = secrets.token_urlsafe(18)
    return link, link_digest(link)


def link_digest(link: str) -> str:
    """The digest of a link."""
    return hashlib.sha256(link.encode()).hexdigest()


def commitments_of(seed: Seed) -> dict[str, str]:
    """Who committed to what."""
    return {one.name: one.commitment for one in seed.contributions.exclude(commitment="").order_by("name")}


def told_of(seed: Seed) -> Mapping[str, str]:
    """Who revealed what."""
    return {one.name: one.secret for one in seed.contributions.exclude(secret="").order_by("name")}


def said_source(seed: Seed) -> str | None:
    """The public source with its time, as the announcement has it."""
    if not seed.source:
        return None
    at = "" if seed.at is None else f" ({seed.at.astimezone(UTC).isoformat(timespec='minutes')})"
    return seed.source + at


def fixes_something(seed: Seed) -> bool:
    """Whether a seed can be announced: everybody named has committed, and somebody or something is named."""
    waiting = seed.contributions.filter(commitment="").exists()
    return not waiting and bool(seed.source or seed.contributions.exists())


def complete(seed: Seed) -> bool:
    """Whether everything that was announced is told: the draw can be made."""
    return not seed.contributions.filter(secret="").exists() and bool(seed.value or not seed.source)


def is_commitment(text: str) -> bool:
    """Whether a text has the form of a commitment."""
    return COMMITMENT.fullmatch(text) is not None


def keeps(contribution: Contribution, secret: str) -> bool:
    """Whether a secret is the one committed to."""
    try:
        return commitment_of(contribution.name, secret) == contribution.commitment
    except UnicodeEncodeError:
        return False
