"""Texts kept outside the ledger: what somebody wrote in their own words, and who they are.

The ledger holds HMAC-SHA256(salt, text), the salt being 32 bytes drawn for this text alone. The file that
holds text and salt can be erased: then nobody can tell what the text was, not even by trying guesses, since
the salt is gone too.

>>> text = Kept.of("Voix inversées", salt=bytes(32))
>>> text.digest[:8], Kept.read(text.written()) == text
('d7e3a756', True)
>>> text.written().decode()[:30]
'{"salt":"000000000000000000000'
"""

from __future__ import annotations

import hmac
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

import msgspec

from recolement.ledger.codec import canonical

Salt = Callable[[], bytes]
"""Draws 32 bytes that nobody can guess."""


class TextBroken(ValueError):
    """Bytes that are no text kept outside."""


class _Written(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    salt: Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]
    text: str


_DECODE = msgspec.json.Decoder(_Written).decode


@dataclass(frozen=True, slots=True)
class Kept:
    """A text with its salt."""

    text: str
    salt: bytes

    @classmethod
    def of(cls, text: str, salt: bytes) -> Kept:
        """A text under a fresh salt."""
        if len(salt) != 32:
            raise ValueError("a salt has 32 bytes")
        return cls(text, salt)

    @property
    def digest(self) -> str:
        """What the ledger says of it; also the name of its file."""
        return commitment(self.salt, self.text.encode())

    def written(self) -> bytes:
        """The file, canonical JSON."""
        return canonical({"salt": self.salt.hex(), "text": self.text})

    @classmethod
    def read(cls, data: bytes) -> Kept:
        """The text of a file; :class:`TextBroken` if it has another writing."""
        try:
            written = _DECODE(data)
        except (msgspec.DecodeError, UnicodeDecodeError):
            raise TextBroken("not a text kept outside") from None
        kept = cls(written.text, bytes.fromhex(written.salt))
        if kept.written() != data:
            raise TextBroken("not canonical")
        return kept


def commitment(key: bytes, data: bytes) -> str:
    """HMAC-SHA256 in hexadecimal: of a text under its salt, or of a roll under the commission's key."""
    return hmac.digest(key, data, "sha256").hex()
