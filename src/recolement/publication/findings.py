"""The findings of a canvass, by loudness and code, each said in a language.

>>> from recolement.canvass import canvass
>>> from recolement.formats.shorthand import read_shorthand
>>> folder = read_shorthand("sheet Lyon-3 registered=126 in_box=85 signatures=87 A=60 B=24 valid=85 blank=0 null=0")
>>> night = canvass(folder)
>>> [(group.code, group.total, group.findings[0].place) for group in said_findings(night, Names(folder, "en"))]
[('A1', 1, 'Lyon-3'), ('A3', 1, 'Lyon-3')]
"""  # noqa: E501

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TypeAlias

from recolement.canvass import Canvass, ContestResult
from recolement.model.findings import Finding, Severity
from recolement.model.ids import UnitId
from recolement.model.sheets import FIGURES
from recolement.publication.report import FindingGroup, SaidFinding
from recolement.words.findings import (
    ROLES,
    acknowledged_label,
    say_finding,
    severity_label,
    title_of,
    what_to_do,
)
from recolement.words.naming import Names
from recolement.words.plain import LONGEST, shown

ORDER = (Severity.ERROR, Severity.WARNING, Severity.NOTICE)


def said_findings(
    canvass: Canvass, names: Names, most: int | None = None, units: Collection[str] | None = None,
    question: tuple[str, int] | None = None,
) -> tuple[FindingGroup, ...]:  # fmt: skip
    """Every finding (about some units, of one contest and round), the loudest first, then by code.

    Those that were acknowledged are apart, after the others. So many are said of each code.
    """
    groups: dict[tuple[bool, int, str], list[Finding]] = {}
    for finding in canvass.findings:
        if units is not None and finding.unit not in units:
            continue
        if question is not None and not _speaks_of(finding, *question):
            continue
        known = finding.acknowledged is not None
        groups.setdefault((known, ORDER.index(finding.severity), finding.code), []).append(finding)
    several = _several(canvass)
    return tuple(
        _group(code, found, names, several, most) for (*_, code), found in sorted(groups.items(), key=_key)
    )


def _speaks_of(finding: Finding, contest: str, round_: int) -> bool:
    """Whether a finding is about this contest and round, or about no one in particular."""
    return finding.contest in (None, contest) and finding.round in (None, round_)


def _key(group: tuple[tuple[bool, int, str], Sequence[Finding]]) -> tuple[bool, int, str, int]:
    known, loudness, code = group[0]
    return known, loudness, code[0], int(code[1:])


Telling: TypeAlias = Mapping[str, Sequence[Finding]]
"""By unit, the findings that say of it that a figure is unknown there though others know it."""


def telling_unknown(canvass: Canvass) -> Telling:
    """What is unknown in one unit though others know it (V5, R4), by unit."""
    found: dict[str, list[Finding]] = {}
    for one in canvass.findings:
        if one.unit is not None and one.code in ("V5", "R4"):
            found.setdefault(one.unit, []).append(one)
    return found


def unknown_in(canvass: Canvass, result: ContestResult, telling: Telling) -> Mapping[str, int]:
    """Per figure, in how many units of a result it is unknown though others know it."""
    units: dict[str, set[str]] = {}
    for leaf in _told_within(canvass, result.unit, telling):
        for finding in telling[leaf]:
            if (finding.contest, finding.round) == (result.contest, result.round):
                for field in finding.fields:
                    units.setdefault(field, set()).add(leaf)
    return {field: len(units[field]) for field in FIGURES if field in units}


def _told_within(canvass: Canvass, place: str, telling: Telling) -> Iterable[str]:
    """The units under a place of which something is told: they are few, and a nation has many leaves."""
    leaves, tree = canvass.places.get(place).leaves, canvass.folder.tree
    if len(leaves) > len(telling) and place in tree:
        return [leaf for leaf in telling if leaf in tree and place in tree.trail(UnitId(leaf))]
    return [leaf for leaf in leaves if leaf in telling]


def _several(canvass: Canvass) -> tuple[bool, bool]:
    """Whether contests and rounds must be named, because there are several."""
    ballot = canvass.folder.ballot
    return len(ballot.contests) > 1, len(ballot.rounds) > 1


def _group(
    code: str, found: Sequence[Finding], names: Names, several: tuple[bool, bool], most: int | None
) -> FindingGroup:
    language = names.language
    known = found[0].acknowledged is not None
    return FindingGroup(
        code=code,
        severity=found[0].severity,
        severity_label=acknowledged_label(language) if known else severity_label(found[0].severity, language),
        title=title_of(code, language),
        total=len(found),
        findings=tuple(said_finding(one, names, several) for one in found[:most]),
        to_do=()
        if known
        else tuple(
            (both[language == "en"], what_to_do(code, role, language)) for role, both in ROLES.items()
        ),
        acknowledged=known,
    )


def said_finding(finding: Finding, names: Names, several: tuple[bool, bool] = (True, True)) -> SaidFinding:
    """One finding with its place in words."""
    source = finding.source
    row = ("ligne", "row")[names.language == "en"]
    return SaidFinding(
        place=" · ".join(_place(finding, names, several)),
        text=say_finding(finding, names),
        source="" if source is None else f"{shown(source.file, LONGEST)}, {row} {source.row}",
        acknowledged="" if finding.acknowledged is None else shown(finding.acknowledged, LONGEST),
    )


def _place(finding: Finding, names: Names, several: tuple[bool, bool]) -> Iterable[str]:
    if finding.unit is not None:
        yield names.unit(finding.unit)
    if finding.contest is not None and several[0]:
        yield names.contest(finding.contest)
    if finding.round is not None and several[1]:
        yield f"tour {finding.round}" if names.language == "fr" else f"round {finding.round}"
