"""Family W, surprising, not wrong: figures worth a second look on the paper. Thresholds: ``rulebook.warn``.

Shares are compared without rounding, in whole numbers: "at least 3 % of 85" is 100 × blank ≥ 3 × 85.
"""

from __future__ import annotations

from fractions import Fraction

from recolement.checks.around import Papers
from recolement.checks.reading import Reading
from recolement.checks.setting import Setting
from recolement.model.findings import Figure, Finding, Severity

CHANCE = 16
"""Square of the standard errors (4) beyond which a difference is no longer put down to chance."""


def warning(
    code: str,
    reading: Reading,
    fields: tuple[str, ...],
    found: Figure = None,
    expected: Figure = None,
    difference: int | None = None,
    **facts: Figure,
) -> Finding:
    """A finding of family W about one sheet."""
    sheet = reading.sheet
    return Finding(
        code,
        Severity.WARNING,
        sheet.unit,
        sheet.contest,
        sheet.round,
        fields,
        expected,
        found,
        difference,
        facts,
        sheet.source,
    )


def _reaches(part: int, whole: int, threshold: Fraction) -> bool:
    return whole > 0 and part > 0 and part * threshold.denominator >= threshold.numerator * whole


def _many(
    code: str, figure: Papers, part: int, share: Fraction, reading: Reading, setting: Setting
) -> Finding | None:
    """The finding of a share that reaches the threshold and is unusual around, where there is an around.

    Unusual: at least twice the neighbours' share, and beyond chance, four standard errors of as many papers
    drawn with their share.
    """
    papers = reading.papers
    if papers is None or not _reaches(part, papers, share):
        return None
    neighbours = setting.neighbours(reading.unit) if reading.unit in setting.tree else None
    theirs, all_theirs = (0, 0) if neighbours is None else neighbours.of(figure)
    if neighbours is None or not all_theirs:
        return warning(code, reading, (figure,), part, papers=papers)
    over = part * all_theirs - theirs * papers
    if over < theirs * papers or over**2 <= CHANCE * theirs * (all_theirs - theirs) * papers:
        return None
    return warning(
        code, reading, (figure,), part, papers=papers, neighbours=neighbours.sheets,
        neighbours_found=theirs, neighbours_papers=all_theirs, node=neighbours.node,
    )  # fmt: skip


def w1(reading: Reading, setting: Setting) -> Finding | None:
    """Blank papers (blancs) are fewer than 3 % of the papers, or no more than what is usual around.

    Where a unit has neighbours, 3 % is not enough to be surprising: the share is also at least twice theirs,
    beyond chance (4 standard errors). On a form that counts blank and null together, both thresholds are
    added and W2 is silent.
    By hand: 3 blank of 85 papers, and no neighbours: 100 × 3 = 300 ≥ 3 × 85 = 255: to be looked at. With
    neighbours that have 80 of 1,000 (8 %) it is not; 30 of 85 would be: 35 % is more than twice 8 %, and
    30 − 6.8 = 23.2 is over 4 × √(85 × 0.08 × 0.92) = 10.0.
    """
    sheet, warn = reading.sheet, setting.warn
    if sheet.blank is not None:
        return _many("W1", "blank", sheet.blank, warn.blank_share, reading, setting)
    if reading.blank_null is None or sheet.null is not None:
        return None
    share = warn.blank_share + warn.null_share
    return _many("W1", "blank_null", reading.blank_null, share, reading, setting)


def w2(reading: Reading, setting: Setting) -> Finding | None:
    """Null papers (nuls) are fewer than 3 % of the papers, or no more than what is usual around, as in W1.

    By hand: 2 null of 85 papers: 200 < 255: nothing to say; 3 null and no neighbours: 300 ≥ 255.
    """
    null = reading.sheet.null
    return None if null is None else _many("W2", "null", null, setting.warn.null_share, reading, setting)


def w3(reading: Reading, setting: Setting) -> Finding | None:
    """The gap between papers and signatures is small: under 2 % of the signatures, or under 15 papers.

    The gap itself is A3's, however small.
    By hand (Alpes-Maritimes, 2012): 1,178 envelopes for 590 signatures: 588 ≥ 15, and ≥ 2 % of 590 (11.8).
    """
    signatures, papers = reading.sheet.signatures, reading.papers
    if signatures is None or papers is None:
        return None
    gap = abs(papers - signatures)
    warn = setting.warn
    if gap < warn.gap_papers or gap * warn.gap_share.denominator < warn.gap_share.numerator * signatures:
        return None
    fields = (reading.papers_field, "signatures")
    return warning("W3", reading, fields, papers, signatures, papers - signatures)


def w4(reading: Reading, setting: Setting) -> Finding | None:
    """Turnout (participation) is neither 100 % nor 0.

    By hand: registered 142, voters 142: everybody came, nobody was ill, moved or dead.
    """
    registered, papers = reading.registered, reading.papers
    if registered is None or papers is None or registered <= 0:
        return None
    if papers == registered:
        return warning("W4", reading, (reading.papers_field, "registered"), papers, registered, case="full")
    if papers == 0:
        return warning("W4", reading, (reading.papers_field,), 0, registered, case="none")
    return None


def w5(reading: Reading, setting: Setting) -> Finding | None:
    """No option takes all the valid votes, where there are at least ``identical_valid`` of them (20).

    By hand: 32 valid votes, 32 for one of two options.
    """
    votes = reading.votes
    if votes is None or len(votes) < 2:
        return None
    cast = reading.cast
    if cast < setting.warn.identical_valid or cast not in votes:
        return None
    option = setting.offered(reading.unit)[votes.index(cast)]
    return warning("W5", reading, (option,), cast, option=option)


def w8(reading: Reading, setting: Setting) -> Finding | None:
    """Somebody receives a vote: a sheet of zeros is often one that was never filled in.

    Not said of a count that a ruling annulled. By hand: papers 85, and 0 for every option.
    """
    if reading.cast or not reading.complete or not reading.votes:
        return None
    papers = reading.papers
    case = "empty" if not papers else "papers"
    return warning("W8", reading, setting.offered(reading.unit), 0, papers=papers, case=case)


def w10(reading: Reading, setting: Setting) -> Finding | None:
    """The number of papers does not change much from one round to the next.

    Measured on the registered voters of the earlier round where they are known, else on its papers;
    from ``round_change`` (30 %) on, and at least ``gap_papers`` (15) papers.
    By hand: 300 registered; 80 papers, then 190: 110 of 300 is 37 %.
    """
    previous = setting.previous.reading_of(reading.unit) if setting.previous else None
    papers = reading.papers
    if previous is None or previous.papers is None or papers is None:
        return None
    change = papers - previous.papers
    base = previous.registered or previous.papers
    if abs(change) < setting.warn.gap_papers or not _reaches(abs(change), base, setting.warn.round_change):
        return None
    return warning(
        "W10", reading, (reading.papers_field,), papers, previous.papers, change, base=base,
        case="registered" if previous.registered else "papers",
    )  # fmt: skip
