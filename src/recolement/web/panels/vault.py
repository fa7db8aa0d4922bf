"""The volunteers' data at rest: sealed in a table of their own, the key in a file outside the database.

``RECOLEMENT_DATA/panels/SLUG.key`` is readable by its owner only. Whoever has the database has no key, and
whoever has the folder has no data. A volunteer's letter is sealed by the code that is printed on it: the
database and the folder together do not open it.
"""

from __future__ import annotations

import base64
import hmac
import os
import secrets
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from recolement.storage.vault import NONCE, key_text, new_key, read_key, seal, unseal
from recolement.web.data import data_folder
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
    try:
        return read_key(key_file(slug).read_bytes())
    except FileNotFoundError:
        return None


def _key_made(slug: str) -> bytes:
    """The key; made if there is none. Of two who make it at once, one does."""
    known = key_of(slug)
    if known is not None:
        return known
    place = key_file(slug)
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    mine = place.with_name(f".{slug}.{secrets.token_hex(6)}.new")
    descriptor = os.open(mine, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(key_text(new_key()).encode())
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):  # where somebody was faster, theirs counts
            os.link(mine, place)
    finally:
        mine.unlink()
    made = key_of(slug)
    assert made is not None
    return made


def put(panel: Panel, name: str, file: str, content: bytes) -> None:
    """Seal a file under a name, in place of the one before."""
    sealed = seal({file: content}, _key_made(panel.slug), os.urandom(NONCE))
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
