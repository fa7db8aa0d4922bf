"""What is known of a person, sealed; and the marks by which they are found again.

``RECOLEMENT_DATA/calls/SLUG.key`` opens one campaign, and is destroyed with it. ``objections/salt.key`` is
the salt of the objections: it opens nothing, and outlives every campaign, so that nobody who objected comes
back.
"""

from __future__ import annotations

import hmac
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from recolement.calls.spelling import same_name, same_number
from recolement.model.calls import Member
from recolement.storage.vault import NONCE, seal, unseal
from recolement.web.calls.models import MARK, Campaign, Person
from recolement.web.data import data_folder
from recolement.web.key_file import key_at, key_made

PERSON = "person"


def folder() -> Path:
    """Where campaigns keep what is not in the database."""
    return data_folder() / "calls"


def key_file(slug: str) -> Path:
    """The file of a campaign's key."""
    return folder() / f"{slug}.key"


def salt() -> bytes:
    """The salt of objections; made if there is none."""
    return key_made(folder() / "objections" / "salt.key")


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a person."""

    name: str
    number: str = ""
    telephone: str = ""
    email: str = ""
    consented: str = ""
    """The day of their consent; empty where there is none."""


def known_of(member: Member) -> Known:
    """A line of the roll, as it is sealed."""
    day = "" if member.consented is None else member.consented.isoformat()
    return Known(member.name, member.number, member.telephone, member.email, day)


class Vault:
    """The key of one campaign at work: nothing of it is kept longer."""

    def __init__(self, key: bytes) -> None:
        self._key = key
        self._marking = hmac.digest(key, b"recolement-calls-marks/1", "sha256")

    def seal(self, known: Known) -> bytes:
        """A person, encrypted."""
        return self.seal_text(json.dumps(asdict(known), ensure_ascii=False))

    def open(self, person: Person) -> Known | None:
        """A person, in clear; ``None`` where a byte was altered."""
        text = self.open_text(bytes(person.sealed))
        return None if text is None else Known(**json.loads(text))

    def seal_text(self, text: str) -> bytes:
        """A text about somebody, encrypted."""
        return self.seal_bytes(text.encode())

    def open_text(self, sealed: bytes) -> str | None:
        """The text again."""
        content = self.open_bytes(sealed)
        return None if content is None else content.decode()

    def seal_bytes(self, content: bytes) -> bytes:
        """A file about people, encrypted."""
        return seal({PERSON: content}, self._key, os.urandom(NONCE))

    def open_bytes(self, sealed: bytes) -> bytes | None:
        """The file again."""
        files = unseal(sealed, self._key)
        return None if files is None else files[PERSON]

    def mark(self, what: str, text: str) -> str:
        """The keyed hash under which something of a person is found; empty for nothing."""
        return mark(self._marking, what, text)

    def marks(self, known: Known) -> dict[str, str]:
        """The marks of a person, by the columns of :class:`Person`."""
        return {
            "number_mark": self.mark("number", same_number(known.number)),
            "name_mark": self.mark("name", same_name(known.name)),
            "telephone_mark": self.mark("telephone", known.telephone),
            "email_mark": self.mark("email", known.email),
        }


def mark(key: bytes, what: str, text: str) -> str:
    """A keyed hash of a text; empty for an empty one."""
    if not text:
        return ""
    return hmac.digest(key, f"{what} {text}".encode(), "sha256").hex()[:MARK]


def vault_of(campaign: Campaign) -> Vault | None:
    """The vault of a campaign; ``None`` before anything was sealed, and once it is purged."""
    key = key_at(key_file(campaign.slug))
    return None if key is None else Vault(key)


def vault_made(campaign: Campaign) -> Vault:
    """The vault of a campaign; its key is made if there is none."""
    return Vault(key_made(key_file(campaign.slug)))
