"""The roll at rest: each row sealed, found by digests that are made with the key of this initiative.

``RECOLEMENT_DATA/initiatives/SLUG.key`` is readable by its owner only. The code with which somebody signs is
made of the key and their number: it is not kept, and the letters can be made again until the purge.
"""

from __future__ import annotations

import base64
import hmac
import json
import os
from dataclasses import dataclass
from pathlib import Path

from recolement.formats.initiatives import RollMember, plain_name, plain_number
from recolement.storage.vault import NONCE, seal, unseal
from recolement.web.data import data_folder
from recolement.web.initiatives.models import Member
from recolement.web.key_file import key_at, key_made

CODE_BYTES = 10
"""Of a code: 80 bits, 16 letters and figures."""


def folder() -> Path:
    """Where initiatives keep what is not in the database."""
    return data_folder() / "initiatives"


def key_file(slug: str) -> Path:
    """The file of an initiative's key."""
    return folder() / f"{slug}.key"


@dataclass(frozen=True, slots=True)
class Vault:
    """What can be done with the key."""

    key: bytes

    def number(self, typed: str) -> str:
        """The digest by which a member is found by number."""
        return self._digest(b"number", plain_number(typed))

    def name(self, typed: str) -> str:
        """The digest by which members are found by name."""
        return self._digest(b"name", plain_name(typed))

    def code(self, number: str) -> str:
        """The code of the member with a (plain) number."""
        drawn = hmac.digest(self.key, b"recolement-initiative-code/1 " + number.encode(), "sha256")
        return base64.b32encode(drawn[:CODE_BYTES]).decode().lower()

    def code_digest(self, typed: str) -> str:
        """The digest by which a member is found by the code that they type."""
        return self._digest(b"code", plain_number(typed))

    def salt(self, number: str) -> str:
        """What makes a member's line in the commitment one that nobody guesses."""
        return hmac.digest(self.key, b"recolement-initiative-salt/1 " + number.encode(), "sha256").hex()

    def _digest(self, purpose: bytes, text: str) -> str:
        made = hmac.digest(self.key, b"recolement-initiative-" + purpose + b"/1 " + text.encode(), "sha256")
        return base64.urlsafe_b64encode(made).decode().rstrip("=")

    def sealed(self, text: str) -> bytes:
        """A text, sealed."""
        return seal({"": text.encode()}, self.key, os.urandom(NONCE))

    def opened(self, sealed: bytes | memoryview) -> str:
        """A text that was sealed with this key."""
        files = unseal(bytes(sealed), self.key)
        assert files is not None
        return files[""].decode()

    def row(self, initiative: int, one: RollMember) -> Member:
        """A member of the roll, to keep."""
        content = json.dumps([one.number, one.unit, one.name, one.email])
        return Member(
            initiative_id=initiative,
            number=self.number(one.number),
            name=self.name(one.name) if one.name else "",
            code=self.code_digest(self.code(one.number)),
            content=self.sealed(content),
        )

    def member(self, row: Member) -> RollMember:
        """Who that is."""
        number, unit, name, email = json.loads(self.opened(row.content))
        return RollMember(number, unit, name, email)


def vault_of(slug: str) -> Vault | None:
    """The vault; ``None`` once its key is destroyed, or before there is one."""
    key = key_at(key_file(slug))
    return None if key is None else Vault(key)


def vault_made(slug: str) -> Vault:
    """The vault, its key made where there is none."""
    return Vault(key_made(key_file(slug)))
