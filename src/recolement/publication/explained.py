"""One check explained: its question, a small ballot done by hand, what it says of it, what to do.

The words by hand are the docstring of the check itself, so that the code and its explanation are one text.

>>> explained("A3", "en").said
'Papers in the box 85, signatures 87: two fewer.'
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from recolement.canvass import canvass
from recolement.checks import CHECKS, Check, act_refused, draw_of_nothing, referral_overdue
from recolement.formats.shorthand import read_shorthand
from recolement.model.rulebook import Warn
from recolement.publication.examples import EXAMPLES, TODAY
from recolement.words.checks import FAMILIES
from recolement.words.findings import ROLES, percent, say_finding, severity_label, title_of, what_to_do
from recolement.words.naming import Names
from recolement.words.numbers import Language

BY_CODE: Mapping[str, Check] = {check.code: check for check in CHECKS}

MADE_BY_THE_CANVASS = {"D1": act_refused, "D2": referral_overdue, "D3": draw_of_nothing}
"""The findings that come from acts, and who makes them."""

THRESHOLDS: Mapping[str, tuple[str, ...]] = {
    "W1": ("blank_share", "null_share"),
    "W2": ("null_share",),
    "W3": ("gap_share", "gap_papers"),
    "W5": ("identical_valid",),
    "W6": ("neighbour_points", "neighbour_valid"),
    "W7": ("neighbour_valid",),
    "W9": ("identical_valid",),
    "W10": ("round_change", "gap_papers"),
}
"""The keys of ``rulebook.warn`` that a check reads."""


@dataclass(frozen=True, slots=True)
class Explained:
    """Everything there is to say about a code."""

    code: str
    title: str
    family: str
    severity: str
    severity_label: str
    fields: tuple[str, ...]
    by_hand: str
    """In English: the check's own docstring."""
    example: str
    """A ballot in shorthand, or nothing."""
    said: str
    """What the check says of that ballot."""
    thresholds: Mapping[str, str]
    """Key of ``[rulebook.warn]`` and what it is when the rulebook does not say."""
    to_do: tuple[tuple[str, str], ...]


def explained(code: str, language: Language) -> Explained:
    """The explanation of a check; ``KeyError`` for a code that is none."""
    check = BY_CODE[code]
    look: Any = check.look or MADE_BY_THE_CANVASS[code]
    return Explained(
        code=code,
        title=title_of(code, language),
        family=FAMILIES[code[0]][language == "en"],
        severity=check.severity.value,
        severity_label=severity_label(check.severity, language),
        fields=check.fields,
        by_hand=(inspect.getdoc(look) or "").replace("``", "`"),
        example=EXAMPLES.get(code, ""),
        said=_said(code, language),
        thresholds=dict(_thresholds(code, language)),
        to_do=tuple(
            (both[language == "en"], what_to_do(code, role, language)) for role, both in ROLES.items()
        ),
    )


def _said(code: str, language: Language) -> str:
    if code not in EXAMPLES:
        return ""
    folder = read_shorthand(EXAMPLES[code])
    found = next(one for one in canvass(folder, today=TODAY).findings if one.code == code)
    return say_finding(found, Names(folder, language))


def _thresholds(code: str, language: Language) -> Iterator[tuple[str, str]]:
    usual = Warn()
    for name in THRESHOLDS.get(code, ()):
        value = getattr(usual, name)
        yield name, percent(value, language) if isinstance(value, Fraction) else str(value)
