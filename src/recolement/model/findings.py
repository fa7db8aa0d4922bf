"""What is wrong, or surprising, with the figures is data: a :class:`Finding` accuses nobody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from typing import TypeAlias

from recolement.model.ids import ContestId, UnitId
from recolement.model.sheets import Source

Figure: TypeAlias = int | Fraction | str | None
"""A count, a share of 1, a text, or unknown."""


class Severity(StrEnum):
    """How loud a finding is: an error opens the unit's sheet, a warning asks to look, a notice informs."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class Finding:
    """One answer of a numbered check that is not "yes" (anomalie, constat).

    ``fields`` are the boxes to highlight (columns of ``sheets.csv``); ``expected``, ``found`` and
    ``difference`` (found − expected) are its figures; ``facts`` fill the sentence; ``acknowledged`` is
    the reason given by whoever acknowledged it.
    """

    code: str
    severity: Severity
    unit: UnitId | None = None
    contest: ContestId | None = None
    round: int | None = None
    fields: tuple[str, ...] = ()
    expected: Figure = None
    found: Figure = None
    difference: int | Fraction | None = None
    facts: Mapping[str, Figure] = field(default_factory=dict)
    source: Source | None = None
    acknowledged: str | None = None
