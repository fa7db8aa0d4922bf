"""What the screens say, in French and English: one line a code; figures are said by ``recolement.words``.

Codes are ``screen.thing``. A code without both languages is an error at import, so that no screen is ever
half translated.

>>> say("sheet.signatures", "fr"), say("sheet.signatures", "en")
('Émargements', 'Signatures on the roll')
>>> say("tree.received", "en", received=12, expected=14)
'12 of 14 received'
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from django.http import HttpRequest
from django.utils import translation

from recolement.words.numbers import Language, colon, count

NAMES: Mapping[Language, str] = {"fr": "Français", "en": "English"}


def _read() -> dict[str, tuple[str, str]]:
    """The catalogues beside this module: a table a screen, ``code = [French, English]``."""
    found = {}
    for name in ("screens", "panels", "calls", "callers", "rehearsals", "initiatives"):
        table = tomllib.loads(files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))
        for screen, codes in table.items():
            for code, said in codes.items():
                french, english = said
                found[f"{screen}.{code}"] = (french, english)
    return found


SCREENS = _read()


def say(code: str, language: Language, **facts: Any) -> str:
    """The sentence of a code; whole numbers among the facts are written as the language does."""
    said = {name: count(fact, language) if isinstance(fact, int) else fact for name, fact in facts.items()}
    sentence = SCREENS[code][language == "en"]
    return sentence.format_map(said) if said else sentence


def language_of(request: HttpRequest | None = None) -> Language:
    """The language of this request (or of the moment)."""
    return "en" if (translation.get_language() or "fr").startswith("en") else "fr"


def context(request: HttpRequest) -> dict[str, Any]:
    """What every template may say: the language, the other one to switch to, the colon as it is written."""
    language = language_of(request)
    other: Language = "fr" if language == "en" else "en"
    return {
        "language": language,
        "other_language": other,
        "other_language_name": NAMES[other],
        "colon": colon(language),
    }
