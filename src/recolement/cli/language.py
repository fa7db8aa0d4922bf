"""Which language the command line speaks: what was asked, then what the machine says, then the ballot's own.

``--lang``, ``RECOLEMENT_LANG``, ``LC_ALL``, ``LC_MESSAGES``, ``LANG``, in this order; a locale that says
nothing (``C``, ``POSIX``) or speaks another language is passed over.

>>> spoken({"LANG": "fr_FR.UTF-8"}), spoken({"LC_ALL": "C", "LANG": "en_GB"}), spoken({"LANG": "de_DE"})
('fr', 'en', None)
"""

from __future__ import annotations

import locale
import os
import sys
from collections.abc import Mapping, Sequence

from recolement.words.numbers import Language

VARIABLES = ("RECOLEMENT_LANG", "LC_ALL", "LC_MESSAGES", "LANG")


def spoken(environment: Mapping[str, str]) -> Language | None:
    """The language of an environment, if it is one of ours."""
    for variable in VARIABLES:
        language = parse(environment.get(variable, ""))
        if language is not None:
            return language
    return None


def parse(text: str) -> Language | None:
    """``fr``, ``fr_FR.UTF-8``, ``French_France``; ``en`` likewise; anything else is none of ours."""
    word = text.casefold().replace("-", "_").split("_")[0].split(".")[0]
    if word in ("fr", "french"):
        return "fr"
    return "en" if word in ("en", "english") else None


def asked(arguments: Sequence[str]) -> Language | None:
    """The language of ``--lang`` among the arguments of the command line, before they are read."""
    for place, argument in enumerate(arguments):
        if argument.startswith("--lang="):
            return parse(argument.removeprefix("--lang="))
        if argument == "--lang" and place + 1 < len(arguments):
            return parse(arguments[place + 1])
    return None


def of_machine() -> Language | None:
    """What the environment says; on Windows, where it says nothing, what the system says."""
    found = spoken(os.environ)
    if found is None and sys.platform == "win32":
        found = parse(locale.getlocale()[0] or "")
    return found


def of_door() -> Language:
    """The language of help pages and problems: there is no ballot yet."""
    return asked(sys.argv[1:]) or of_machine() or "fr"


def either(french: str, english: str) -> str:
    """The one of two texts that this door speaks."""
    return french if of_door() == "fr" else english
