"""What the boxes of a tally sheet, the levels of a tree and a moment are called, in French and in English.

>>> field_label("in_box", "fr"), field_label("in_box", "en")
("bulletins trouvés dans l'urne", 'papers in the box')
>>> moment("2017-01-23T10:00:00+01:00", "fr"), moment("2017-01-23T10:00:00+01:00", "en")
('23 janvier 2017 à 10:00 UTC+01:00', '23 January 2017 at 10:00 UTC+01:00')
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from recolement.words.numbers import Language

FIELDS: Mapping[str, tuple[str, str]] = {
    "registered": ("inscrits", "registered"),
    "signatures": ("émargements", "signatures"),
    "in_box": ("bulletins trouvés dans l'urne", "papers in the box"),
    "voters": ("votants", "voters"),
    "blank": ("blancs", "blank"),
    "null": ("nuls", "null"),
    "blank_null": ("blancs et nuls", "blank and null"),
    "valid": ("suffrages exprimés", "valid votes"),
    "abstain": ("abstentions", "abstentions"),
}
"""The figures of a sheet beside its votes, as the procès-verbal prints them."""

LEVELS: Mapping[str, tuple[str, str]] = {
    "nation": ("échelon national", "nation"),
    "region": ("région", "region"),
    "federation": ("fédération", "federation"),
    "department": ("département", "department"),
    "constituency": ("circonscription", "constituency"),
    "circonscription": ("circonscription", "constituency"),
    "canton": ("canton", "canton"),
    "commune": ("commune", "commune"),
    "town": ("ville", "town"),
    "section": ("section", "section"),
    "station": ("bureau de vote", "polling station"),
    "bureau": ("bureau de vote", "polling station"),
}
"""Levels and kinds of groups that have a name in both languages; any other is said as it is written."""

MONTHS: Mapping[Language, tuple[str, ...]] = {
    "fr": (
        "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre",
        "novembre", "décembre",
    ),
    "en": (
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
        "November", "December",
    ),
}  # fmt: skip


def field_label(name: str, language: Language) -> str:
    """The name of a figure; a field that is none of the sheet's (an option) is said as it is written."""
    words = FIELDS.get(name)
    return name if words is None else words[language == "en"]


def level_label(name: str, language: Language) -> str:
    """The name of a level of the tree or of a kind of groups."""
    words = LEVELS.get(name)
    return name.replace("_", " ") if words is None else words[language == "en"]


def day(when: date, language: Language) -> str:
    """A date in words: 8 décembre 2016, 8 December 2016."""
    number = "1er" if when.day == 1 and language == "fr" else str(when.day)
    return f"{number} {MONTHS[language][when.month - 1]} {when.year}"


def moment(text: str, language: Language) -> str:
    """A date, or a time with its zone, from RFC 3339; whatever cannot be read so is said as it is."""
    try:
        if len(text) == 10:
            return day(date.fromisoformat(text), language)
        when = datetime.fromisoformat(text)
    except ValueError:
        return text
    zone = f" {when.tzname()}" if when.tzinfo is not None else ""
    return f"{day(when, language)} {'à' if language == 'fr' else 'at'} {when:%H:%M}{zone}"
