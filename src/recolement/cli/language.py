"""The language of the person at the terminal: French where the system says so, English otherwise.

>>> language_of({"LANG": "fr_FR.UTF-8"}), language_of({"LC_ALL": "C", "LANG": "fr_FR.UTF-8"}), language_of({})
('fr', 'en', 'en')
"""

from __future__ import annotations

import os
from collections.abc import Mapping

from recolement.words.numbers import Language


def language_of(environment: Mapping[str, str] = os.environ) -> Language:
    """The language that the first of these variables names."""
    named = next(
        (environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), ""
    )
    return "fr" if named.casefold().startswith("fr") else "en"
