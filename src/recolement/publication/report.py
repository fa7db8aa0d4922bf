"""A result as it is read: sentences and tables in one language, before any layout.

One report is made once (``reporting``) and laid out four times: on a terminal, as a page, as a workbook, as
a table. A layout adds no figure and no sentence of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from recolement.model.findings import Severity


@dataclass(frozen=True, slots=True)
class Count:
    """A number of papers, voters or units; ``None`` is unknown."""

    number: int | None


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole: written in per cent, always beside its counts."""

    part: int | None
    whole: int | None


Value: TypeAlias = str | Count | Share


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its title, its columns, its rows; ``note`` stands under it.

    ``fixed``: how many columns stand before those of the options, which a narrow layout may shorten.
    ``left_out``: rows that are not there because there are too many. ``grouped``: rows with the same first
    cell belong together.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    note: str = ""
    fixed: int = 0
    left_out: int = 0
    grouped: bool = False


@dataclass(frozen=True, slots=True)
class Strip:
    """The verdict strip: one sentence, and two bars on one scale.

    ``lead``: the slack of the condition that the open matters threaten most; ``at_risk``: the most that all
    of them could take from it (``None``: no bound). Both are ``None`` where nothing is decided.
    """

    sentence: str
    claim: str = ""
    lead: int | None = None
    at_risk: int | None = None
    lead_label: str = ""
    risk_label: str = ""
    settled: bool | None = None


@dataclass(frozen=True, slots=True)
class SaidStep:
    """One step of the reasoning, and the law beside it."""

    text: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class ResultReport:
    """One contest in one round at one place."""

    contest: str
    round: int
    unit: str
    heading: str
    status: str
    strip: Strip | None
    notes: tuple[str, ...]
    votes: Table
    figures: Table
    below: Table | None
    outcome: str
    steps: tuple[SaidStep, ...]
    conditions: tuple[Table, ...]
    margin: str
    open: Table | None
    decisive: str
    effects: Table | None


@dataclass(frozen=True, slots=True)
class SaidFinding:
    """One finding: where, and its sentence; ``source`` is the file and row it was read from."""

    place: str
    text: str
    source: str = ""
    acknowledged: str = ""


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """All findings of one code: the question, how loud, how many, some of them, what each person can do."""

    code: str
    severity: Severity
    severity_label: str
    title: str
    total: int
    findings: Sequence[SaidFinding]
    to_do: Sequence[tuple[str, str]]
    """Role and what it can do, the section first."""
    acknowledged: bool = False
    """Whether they were taken note of, each with a reason: nothing is left to be done about them."""


@dataclass(frozen=True, slots=True)
class Report:
    """A whole ballot as it is read."""

    title: str
    organisation: str
    results: tuple[ResultReport, ...]
    findings: tuple[FindingGroup, ...]
