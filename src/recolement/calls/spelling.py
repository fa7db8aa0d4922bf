"""When two names, numbers or telephones are the same, however each was written.

>>> same_name("MARTIN Élodie") == same_name("Elodie Martin")
True
>>> same_telephone("06 12.34-56 78"), same_telephone("+33 (0)6 12 34 56 78"), same_telephone("0033612345678")
('+33612345678', '+33612345678', '+33612345678')
>>> same_telephone("12 bis"), same_number("0017"), same_email(" Alice@Example.org")
(None, '17', 'alice@example.org')
"""

from __future__ import annotations

import re
import unicodedata

COUNTRY = "33"
"""The country of a telephone that is written without one."""

SHORTEST, LONGEST = 6, 15
"""Digits of a telephone with its country (ITU-T E.164 allows 15)."""

_LONGEST_TEXT = 1_000


def same_name(name: str) -> str:
    """A name as it is compared: without accents, capitals, or the order of its words.

    A name that has no letter stays what it is.
    """
    bare = _bare(name[:_LONGEST_TEXT])
    return " ".join(sorted(re.findall(r"[^\W_]+", bare))) or " ".join(bare.split())


def _bare(text: str) -> str:
    """Small letters without accents, in one form however they were coded."""
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold()).casefold()
    return "".join(sign for sign in folded if not unicodedata.combining(sign))


def same_telephone(text: str) -> str | None:
    """A telephone with its country; empty for an empty cell, ``None`` for what is none."""
    written = re.sub(r"[\s.\-/()\u00a0\u202f]", "", unicodedata.normalize("NFKC", text).replace("(0)", ""))
    if not written:
        return ""
    if written.startswith("00"):
        written = f"+{written[2:]}"
    elif written.startswith("0"):
        written = f"+{COUNTRY}{written[1:]}"
    elif not written.startswith("+"):
        written = f"+{COUNTRY}{written}" if len(written) == 9 else f"+{written}"
    digits = written[1:]
    if not (digits.isascii() and digits.isdigit() and SHORTEST <= len(digits) <= LONGEST):
        return None
    return f"+{digits}"


def same_email(text: str) -> str | None:
    """An address as it is compared; empty for an empty cell, ``None`` for what is none."""
    address = unicodedata.normalize("NFKC", text).strip().casefold()
    if not address:
        return ""
    before, at, behind = address.partition("@")
    if not (before and at and "." in behind) or "@" in behind or any(sign.isspace() for sign in address):
        return None
    return address


def same_number(text: str) -> str:
    """A number on the roll as it is compared: its letters and figures, without zeros before them."""
    bare = "".join(re.findall(r"[^\W_]+", _bare(text[:_LONGEST_TEXT])))
    return bare.lstrip("0") or bare[:1]
