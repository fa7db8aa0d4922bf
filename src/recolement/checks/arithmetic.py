"""Family A, arithmetic: what the sheet says of itself must add up. What is left empty is not checked.

``expected`` is what the parts give, ``found`` the total as written, ``difference`` found − expected: so
many papers are uncertain.
"""

from __future__ import annotations

from recolement.checks.reading import Reading
from recolement.checks.setting import Setting
from recolement.model.findings import Finding, Severity
from recolement.model.ids import OptionId
from recolement.model.sheets import FIGURES


def _error(
    code: str, reading: Reading, fields: tuple[str, ...], expected: int, found: int, **facts: int
) -> Finding:
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
        facts,
        sheet.source,
    )


def a1(reading: Reading, setting: Setting) -> Finding | None:
    """Valid votes (suffrages exprimés) are the votes (voix) together.

    By hand: votes 39 and 45, valid written 85: 39 + 45 = 84, one too many.
    """
    valid = reading.sheet.valid
    if valid is None or not reading.complete or reading.cast == valid:
        return None
    return _error("A1", reading, ("valid",), reading.cast, valid)


def a2(reading: Reading, setting: Setting) -> Finding | None:
    """Papers in the box (bulletins trouvés) are valid, blank and null together.

    The papers are ``in_box``, else the single number of ``voters``; blank and null may be counted
    together; an empty ``valid`` is the votes together.
    By hand: in the box 85, valid 84, blank 1, null 1: 84 + 1 + 1 = 86, one paper fewer than counted.
    """
    papers, valid, blank_null = reading.papers, reading.valid, reading.blank_null
    if papers is None or valid is None or blank_null is None or papers == valid + blank_null:
        return None
    sheet = reading.sheet
    apart = sheet.blank is not None and sheet.null is not None
    others = ("blank", "null") if apart else ("blank_null",)
    return _error(
        "A2",
        reading,
        (reading.papers_field, "valid", *others),
        valid + blank_null,
        papers,
        valid=valid,
        blank_null=blank_null,
    )


def a3(reading: Reading, setting: Setting) -> Finding | None:
    """Signatures on the register (émargements) are as many as the papers in the box (enveloppes).

    Two witnesses of one number; a gap is written on the sheet (code électoral, art. L. 65), never smoothed.
    By hand: envelopes 85, signatures 87: two fewer papers than signatures.
    """
    signatures, papers = reading.sheet.signatures, reading.papers
    if signatures is None or papers is None or signatures == papers:
        return None
    return _error("A3", reading, (reading.papers_field, "signatures"), signatures, papers)


def a4(reading: Reading, setting: Setting) -> Finding | None:
    """A total is given, its parts are not: it cannot be checked.

    By hand: valid 84, votes 39 and an empty box: the second option's votes are unknown, not 45.
    """
    if reading.complete:
        return None
    sheet = reading.sheet
    if sheet.valid is not None:
        total, total_field = sheet.valid, "valid"
    elif reading.papers is not None and not sheet.votes:
        total, total_field = reading.papers, reading.papers_field
    else:
        return None
    absent = tuple(option for option in setting.offered(sheet.unit) if option not in sheet.votes)
    return Finding(
        "A4",
        Severity.WARNING,
        sheet.unit,
        sheet.contest,
        sheet.round,
        (total_field, *absent),
        total,
        facts={"unknown": len(absent)},
        source=sheet.source,
    )


def a5(reading: Reading, setting: Setting) -> Finding | None:
    """No count is negative.

    By hand: null written −1 (a correction subtracted too much): impossible, at least one paper is wrong.
    """
    sheet = reading.sheet
    votes = sheet.votes
    least = min(votes.values(), default=0)
    if (
        least >= 0
        and (sheet.registered or 0) >= 0
        and (sheet.signatures or 0) >= 0
        and (sheet.in_box or 0) >= 0
        and (sheet.voters or 0) >= 0
        and (sheet.blank or 0) >= 0
        and (sheet.null or 0) >= 0
        and (sheet.blank_null or 0) >= 0
        and (sheet.valid or 0) >= 0
    ):
        return None
    fields = tuple(name for name in (*FIGURES, *votes) if (sheet.figure(name) or 0) < 0)
    lowest = min(sheet.figure(name) or 0 for name in fields)
    return _error("A5", reading, fields, 0, lowest)


def a6(reading: Reading, setting: Setting) -> Finding | None:
    """Where some parts are unknown, those that are known are not more than the whole.

    By hand (Pas-de-Calais, 2008): voters 8,040, votes 5,316 and 2,736, blank and null unknown:
    5,316 + 2,736 = 8,052 votes cannot come out of 8,040 envelopes; 12 papers too many.
    """
    sheet = reading.sheet
    papers, valid, cast = reading.papers, sheet.valid, reading.cast
    if valid is not None and cast > valid and not reading.complete:
        return _error("A6", reading, ("valid",), valid, cast)
    if papers is None or (reading.valid is not None and reading.blank_null is not None):
        return None
    both = reading.blank_null
    if both is None:
        both = (sheet.blank or 0) + (sheet.null or 0)
    known = (cast if reading.valid is None else reading.valid) + both
    if known <= papers:
        return None
    return _error("A6", reading, (reading.papers_field,), papers, known)


def a7(reading: Reading, setting: Setting) -> Finding | None:
    """Blank and null together (blancs et nuls) are blank plus null, on a form that has all three.

    By hand: blank 2, null 3, together written 6: 2 + 3 = 5.
    """
    sheet = reading.sheet
    together = sheet.blank_null
    if together is None or sheet.blank is None or sheet.null is None or together == reading.blank_null:
        return None
    return _error("A7", reading, ("blank_null", "blank", "null"), sheet.blank + sheet.null, together)


def a8(reading: Reading, setting: Setting) -> Finding | None:
    """The number of voters (votants) is one of its two witnesses, signatures or papers in the box.

    Which one counts is in the rulebook (``voters_are``); a gap between the two is A3's.
    By hand: signatures 85, in the box 85, voters written 58: two figures were exchanged.
    """
    sheet = reading.sheet
    voters = sheet.voters
    if voters is None or (sheet.in_box is None and sheet.signatures is None):
        return None
    if voters in (sheet.in_box, sheet.signatures):
        return None
    first, second = sheet.in_box, sheet.signatures
    if setting.voters_are == "signatures":
        first, second = second, first
    witness = first if first is not None else second
    if sheet.in_box is None or witness is None:
        return None  # voters stand for the papers: A3 compares them with the signatures
    return _error("A8", reading, ("voters",), witness, voters)


def a9(reading: Reading, setting: Setting) -> Finding | None:
    """Only options that stand in the round, and are on offer in the unit, receive votes.

    By hand: in the runoff between Aubry and Royal a sheet gives Hamon 3: those three papers are null,
    or were read from the wrong round.
    """
    votes = reading.sheet.votes
    offered = setting.offered(reading.unit)
    if len(votes) <= len(offered) and reading.complete:
        return None
    strange = {option: count for option, count in votes.items() if count and option not in offered}
    if not strange:
        return None
    fields: tuple[OptionId, ...] = tuple(strange)
    return _error("A9", reading, fields, 0, sum(strange.values()))
