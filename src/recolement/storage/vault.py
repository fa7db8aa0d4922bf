"""Files about people, at rest: one sealed file, a key kept elsewhere, and a certificate when it is gone.

>>> key = new_key()
>>> sealed = seal({"people.csv": b"id,name"}, key, bytes(12))
>>> unseal(sealed, key)
{'people.csv': b'id,name'}
>>> unseal(sealed, new_key()) is None
True

AES-256 in Galois/counter mode (``cryptography``): whoever alters a byte is found out when it is opened.
Purging means that the key is destroyed; the certificate says which sealed file nobody can read any more.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from typing import Any, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

MAGIC: Final = b"recolement-vault/1\n"
NONCE: Final = 12
KEY_MARK: Final = "recolement-vault-key/1 "


def new_key() -> bytes:
    """A key of 256 bits."""
    return AESGCM.generate_key(256)


def key_text(key: bytes) -> str:
    """A key as it is written in its file."""
    return KEY_MARK + base64.b64encode(key).decode() + "\n"


def read_key(text: bytes) -> bytes | None:
    """The key of a key file; ``None`` for anything else."""
    try:
        line = text.decode("ascii").strip()
        key = base64.b64decode(line.removeprefix(KEY_MARK), validate=True)
    except ValueError:
        return None
    return key if line.startswith(KEY_MARK) and len(key) == 32 else None


def seal(files: Mapping[str, bytes], key: bytes, nonce: bytes) -> bytes:
    """One file that holds them all and says nothing. A nonce serves once."""
    plain = json.dumps({name: base64.b64encode(content).decode() for name, content in files.items()})
    return MAGIC + nonce + AESGCM(key).encrypt(nonce, plain.encode(), MAGIC)


def unseal(sealed: bytes, key: bytes) -> dict[str, bytes] | None:
    """The files; ``None`` if the key is another one or a byte was altered."""
    if not sealed.startswith(MAGIC):
        return None
    nonce, body = sealed[len(MAGIC) :][:NONCE], sealed[len(MAGIC) + NONCE :]
    try:
        plain: dict[str, str] = json.loads(AESGCM(key).decrypt(nonce, body, MAGIC))
    except (InvalidTag, ValueError):
        return None
    return {name: base64.b64decode(content) for name, content in plain.items()}


def purge_certificate(sealed: str, key: str, at: str, by: str, purge_by: str | None) -> dict[str, Any]:
    """What is published when the key is destroyed: which file, which key (their digests), when, by whom."""
    return {
        "format": "recolement-panel-purge/1",
        "at": at,
        "by": by,
        "purge_by": purge_by,
        "sealed": sealed,
        "key": key,
    }
