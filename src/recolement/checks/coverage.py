"""Family V, coverage: every expected unit once, nobody else, and no sum that silently leaves one out."""

from __future__ import annotations

from recolement.checks.reading import VOTES
from recolement.checks.setting import Setting
from recolement.model.findings import Figure, Finding, Severity
from recolement.model.ids import UnitId
from recolement.model.sheets import FIGURES, Source


def _finding(
    code: str,
    severity: Severity,
    unit: UnitId,
    setting: Setting,
    fields: tuple[str, ...] = (),
    source: Source | None = None,
    **facts: Figure,
) -> Finding:
    return Finding(
        code, severity, unit, setting.contest.id, setting.round, fields, facts=facts, source=source
    )


def v1(unit: UnitId, setting: Setting) -> Finding | None:
    """A sheet came in from every expected unit, or an act says why none will.

    By hand: three federations on the list, two sheets: the third is missing, whatever the total says. One
    that was sent back to its section did come in: the finding says so, and why.
    """
    if unit in setting.sheets or unit not in setting.expected or setting.is_settled_without_sheet(unit):
        return None
    returned = setting.night.folder.returned.get((unit, setting.contest.id, setting.round))
    if returned is not None:
        return _finding("V1", Severity.WARNING, unit, setting, case="returned", reason=returned or None)
    return _finding("V1", Severity.WARNING, unit, setting, registered=_roll(unit, setting))


def _roll(unit: UnitId, setting: Setting) -> int | None:
    folder = setting.night.folder
    return folder.roll(unit, setting.round) if unit in folder.tree else None


def v2(unit: UnitId, setting: Setting) -> Finding | None:
    """One sheet per unit, contest and round: a second one is recorded, and not added.

    By hand: two sheets for Lyon 3, one with 39 votes and one with 93: the first stands until a ruling.
    """
    doubles = setting.doubles.get(unit)
    if not doubles:
        return None
    first = setting.sheets.get(unit)
    same = first is not None and all(
        double.votes == first.votes and all(double.figure(name) == first.figure(name) for name in FIGURES)
        for double in doubles
    )
    return _finding(
        "V2",
        Severity.ERROR,
        unit,
        setting,
        source=doubles[0].source,
        sheets=1 + len(doubles),
        case="same" if same else "different",
    )


def v3(unit: UnitId, setting: Setting) -> Finding | None:
    """A sheet comes from a unit that was expected for that contest and round.

    By hand: the contest is decided in federation 78, and a sheet comes from a section of federation 75.
    """
    sheet = setting.sheets.get(unit)
    if sheet is None or unit in setting.expected or (unit in setting.tree and not setting.tree.is_leaf(unit)):
        return None
    known = "known" if unit in setting.tree else "unknown"
    return _finding("V3", Severity.ERROR, unit, setting, source=sheet.source, case=known)


def v4(unit: UnitId, setting: Setting) -> Finding | None:
    """A line stands for one unit: not for a node with units below it, nor for "miscellaneous".

    By hand (UMP, 2012): the line "Français de l'étranger et Outre-mer" held postal votes only; New
    Caledonia, Wallis-et-Futuna and Mayotte were believed to be in it, and were in no line.
    The signs in a name are listed in ``checks/names.py``.
    """
    sheet = setting.sheets.get(unit)
    if sheet is None:
        return None
    node = unit in setting.tree and not setting.tree.is_leaf(unit)
    if not node and unit not in setting.several:
        return None
    below = len(setting.tree.leaves_under(unit)) if node else None
    return _finding(
        "V4",
        Severity.WARNING,
        unit,
        setting,
        source=sheet.source,
        case="node" if node else "name",
        below=below,
    )


def v5(unit: UnitId, setting: Setting) -> Finding | None:
    """A figure known in some units is known in all: otherwise its sum leaves this unit out.

    By hand: blank 3 in one section, left empty in another: the sum 3 is only a part. Registered has its
    own check, R4. A figure that follows from others is not unknown: valid from the votes, blank and null
    together from both, voters from the witness the rulebook names.
    """
    reading = setting.reading_of(unit)
    if reading is None:
        return None
    partial = reading.unknown & setting.known & ~1
    if not partial:
        return None
    fields = [name for bit, name in enumerate(FIGURES) if partial >> bit & 1]
    if partial & VOTES:
        votes = reading.sheet.votes
        fields += [option for option in setting.offered(unit) if option not in votes]
    return _finding(
        "V5", Severity.WARNING, unit, setting, tuple(fields), reading.sheet.source, unknown=len(fields)
    )


def v6(unit: UnitId, setting: Setting) -> Finding | None:
    """Where units weigh mandates, the mandates of each are known: unknown, a unit weighs nothing.

    By hand: three federations with 4, 3 and an empty box; the third gives 500 votes and no mandate.
    """
    if setting.contest.rulebook.mandates is None or unit not in setting.expected:
        return None
    if unit not in setting.tree or setting.tree[unit].mandates is not None:
        return None
    return _finding("V6", Severity.ERROR, unit, setting)
