"""Secrets of second factors, sealed in the database with a key that is not in it.

The key is derived from ``RECOLEMENT_SECRET_KEY``: whoever takes the database, or a backup of it with
``RECOLEMENT_DATA``, cannot compute anybody's one-time codes. Whoever may write into the database cannot plant
a secret that they know: what this key did not seal fits no code.

>>> sealed = seal("JBSWY3DPEHPK3PXP", "a" * 40)
>>> sealed.startswith("fernet1:"), unseal(sealed, "a" * 40)
(True, 'JBSWY3DPEHPK3PXP')
>>> unseal(sealed, "b" * 40) == unseal("JBSWY3DPEHPK3PXP", "a" * 40)
False
"""

from __future__ import annotations

import base64
import secrets
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

MARK = "fernet1:"


def seal(text: str, secret: str) -> str:
    """A secret as the database keeps it."""
    return MARK + _box(secret).encrypt(text.encode()).decode()


def unseal(sealed: str, secret: str) -> str:
    """The secret; where this key did not seal it, something random that fits no code anybody knows."""
    try:
        if sealed.startswith(MARK):
            return _box(secret).decrypt(sealed.removeprefix(MARK)).decode()
    except InvalidToken:
        pass
    return base64.b32encode(secrets.token_bytes(20)).decode()


def fingerprint(secret: str) -> str:
    """By which a backup says with which key its secrets are sealed, and nothing else of the key."""
    return _derived(secret, b"recolement fingerprint/1")[:8].hex()


@lru_cache(maxsize=4)
def _box(secret: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(_derived(secret, b"recolement second factors/1")))


def _derived(secret: str, purpose: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt=None, info=purpose).derive(secret.encode())
