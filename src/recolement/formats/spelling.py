"""One spelling for the many ways a name is written: without accents and capitals, or as an id.

>>> without_accents("Exprimés"), slug("Dupont-Aignan"), slug("LE PEN"), slug("🗳")
('exprimes', 'dupont-aignan', 'le-pen', '')
"""

from __future__ import annotations

import re
import unicodedata

LONGEST = 60
"""Characters of a name that go into an id, and that are looked at elsewhere."""


def without_accents(name: str) -> str:
    """Small letters without accents; the beginning of a very long name."""
    plain = unicodedata.normalize("NFD", name[: LONGEST * 10]).casefold()
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def slug(name: str) -> str:
    """A name as an id: its words with hyphens between them; empty if it has none."""
    return "-".join(re.findall(r"[^\W_]+", without_accents(name)))[:LONGEST].strip("-")
