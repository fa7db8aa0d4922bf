"""Family R, the roll: nobody votes who is not on it. Compared only with a roll that was given."""

from __future__ import annotations

from recolement.checks.reading import REGISTERED, Reading
from recolement.checks.setting import Setting
from recolement.model.findings import Finding, Severity


def _error(code: str, reading: Reading, fields: tuple[str, ...], expected: int, found: int) -> Finding:
    sheet = reading.sheet
    return Finding(
        code,
        Severity.ERROR,
        sheet.unit,
        sheet.contest,
        sheet.round,
        fields,
        expected,
        found,
        found - expected,
        {},
        sheet.source,
    )


def r1(reading: Reading, setting: Setting) -> Finding | None:
    """There are no more papers in the box than registered voters (inscrits).

    By hand: registered 126, envelopes 130: four papers too many.
    """
    registered, papers = reading.registered, reading.papers
    if registered is None or papers is None or papers <= registered:
        return None
    return _error("R1", reading, (reading.papers_field, "registered"), registered, papers)


def r2(reading: Reading, setting: Setting) -> Finding | None:
    """There are no more signatures (émargements) than registered voters.

    By hand: registered 126, signatures 128: two too many.
    """
    registered, signatures = reading.registered, reading.sheet.signatures
    if registered is None or signatures is None or signatures <= registered:
        return None
    return _error("R2", reading, ("signatures", "registered"), registered, signatures)


def r3(reading: Reading, setting: Setting) -> Finding | None:
    """The registered voters written on the sheet are those of the closed roll (liste arrêtée).

    By hand: the roll was closed at 126, the sheet says 129: three names were added, or it is another list.
    """
    roll, registered = reading.roll, reading.sheet.registered
    if roll is None or registered is None or roll == registered:
        return None
    return _error("R3", reading, ("registered",), roll, registered)


def r4(reading: Reading, setting: Setting) -> Finding | None:
    """The number of registered voters is known, and is not zero.

    By hand: signatures 85 and registered left empty, with no roll: turnout cannot be computed here.
    Where no section of the contest has it, one finding says so for all (:func:`registered_nowhere`).
    """
    registered = reading.registered
    if registered or (registered is None and not setting.known & REGISTERED):
        return None
    sheet = reading.sheet
    return Finding(
        "R4",
        Severity.WARNING,
        sheet.unit,
        sheet.contest,
        sheet.round,
        ("registered",),
        None,
        registered,
        None,
        {},
        sheet.source,
    )


def registered_nowhere(setting: Setting) -> Finding | None:
    """R4 for a whole contest and round: sheets came in, and none of them, nor any roll, says registered."""
    if not setting.sheets or setting.known & REGISTERED:
        return None
    return Finding(
        "R4",
        Severity.NOTICE,
        None,
        setting.contest.id,
        setting.round,
        ("registered",),
        facts={"sheets": len(setting.sheets)},
    )
