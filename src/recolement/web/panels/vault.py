"""The volunteers' data at rest: sealed in a table of their own, the key in a file outside the database.

``RECOLEMENT_DATA/panels/SLUG.key`` is readable by its owner only. Whoever has the database has no key, and
whoever has the folder has no data. A volunteer's letter is sealed by the code that is printed on it: the
database and the folder together do not open it.
"""

from __future__ import annotations

import base64
import hmac
import os
from hashlib import sha256
from pathlib import Path

from recolement.storage.vault import NONCE, seal, unseal
from recolement.web.data import data_folder
from recolement.web.key_file import key_at, key_made
from recolement.web.panels.models import Letter, Panel, Sealed

CODE_BYTES = 20
"""Of a letter's code: 160 bits, 32 letters and figures."""


def folder() -> Path:
    """Where panels keep what is not in the database."""
    return data_folder() / "panels"


def key_file(slug: str) -> Path:
    """The file of a panel's key."""
    return folder() / f"{slug}.key"


def key_of(slug: str) -> bytes | None:
    """The key; ``None`` once it is destroyed, or before anything was sealed."""
    return key_at(key_file(slug))


def put(panel: Panel, name: str, file: str, content: bytes) -> None:
    """Seal a file under a name, in place of the one before."""
    sealed = seal({file: content}, key_made(key_file(panel.slug)), os.urandom(NONCE))
    Sealed.objects.update_or_create(panel=panel, name=name, defaults={"content": sealed})


def take(panel: Panel, name: str) -> tuple[str, bytes] | None:
    """A sealed file with the name it was sent under; ``None`` where there is none or its key is gone."""
    row, key = Sealed.objects.filter(panel=panel, name=name).first(), key_of(panel.slug)
    if row is None or key is None:
        return None
    files = unseal(bytes(row.content), key)
    return None if files is None else next(iter(files.items()))


def code_of(salt: str) -> str:
    """The code on a volunteer's letter, made of the salt that only the organiser's private list has.

    >>> len(code_of("00" * 32)), code_of("00" * 32) == code_of("01" * 32)
    (32, False)
    """
    drawn = hmac.digest(salt.encode(), b"recolement-panel-letter/1", "sha256")[:CODE_BYTES]
    return base64.b32encode(drawn).decode().lower()


def _lookup(code: str) -> str:
    return sha256(b"recolement-panel-lookup/1 " + code.encode()).hexdigest()


def _letter_key(code: str) -> bytes:
    return sha256(b"recolement-panel-letter-key/1 " + code.encode()).digest()


def sealed_letter(panel: Panel, code: str, content: bytes) -> Letter:
    """A letter to keep: found by its code, opened by its code."""
    sealed = seal({"letter": content}, _letter_key(code), os.urandom(NONCE))
    return Letter(panel=panel, lookup=_lookup(code), content=sealed)


def opened_letter(panel: Panel, typed: str) -> bytes | None:
    """The letter of a code, as somebody types it: spaces, hyphens and capitals do not matter."""
    code = "".join(typed.split()).replace("-", "").lower()[:100]
    row = Letter.objects.filter(panel=panel, lookup=_lookup(code)).first()
    files = None if row is None else unseal(bytes(row.content), _letter_key(code))
    return None if files is None else files["letter"]
