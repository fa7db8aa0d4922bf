"""Every numbered check: its code, how loud it is, the boxes it highlights, and the question it asks.

The same code names the check here, its function, its test, its page of the reference and its sentences.
Within a family all functions have one signature:

- A, R, W ``(reading, setting) -> Finding | None``: one sheet;
- V ``(unit, setting) -> Finding | None``: one unit in one contest and round, with or without a sheet;
- C ``(sitting) -> Iterator[Finding]``: one unit on one voting day;
- P ``(publications) -> Iterator[Finding]``: everything that was made public.

D findings come from the acts; the canvass makes them with :func:`act_refused`, :func:`referral_overdue` and
:func:`draw_of_nothing`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from recolement.checks import (
    arithmetic,
    concordance,
    coverage,
    neighbours,
    publication,
    roll,
    surprising,
)
from recolement.checks.concordance import Sitting
from recolement.checks.reading import Reading
from recolement.checks.setting import Setting
from recolement.checks.snapshots import Publications
from recolement.model.findings import Finding, Severity
from recolement.model.ids import UnitId

SheetCheck: TypeAlias = Callable[[Reading, Setting], Finding | None]
UnitCheck: TypeAlias = Callable[[UnitId, Setting], Finding | None]
SittingCheck: TypeAlias = Callable[[Sitting], Iterator[Finding]]
PublicationCheck: TypeAlias = Callable[[Publications], Iterator[Finding]]

ERROR, WARNING, NOTICE = Severity.ERROR, Severity.WARNING, Severity.NOTICE


@dataclass(frozen=True, slots=True)
class Check:
    """One numbered question. ``fields``: what it may highlight (``votes``: options by their ids)."""

    code: str
    severity: Severity
    fields: tuple[str, ...]
    title: str
    look: SheetCheck | UnitCheck | SittingCheck | PublicationCheck | None = None
    """``None`` where the canvass makes the finding."""


PAPERS = ("in_box", "voters")

CHECKS: tuple[Check, ...] = (
    Check("A1", ERROR, ("valid",), "valid is the sum of the votes", arithmetic.a1),
    Check(
        "A2", ERROR, (*PAPERS, "valid", "blank", "null", "blank_null"), "papers are valid, blank and null",
        arithmetic.a2,
    ),
    Check("A3", ERROR, (*PAPERS, "signatures"), "as many signatures as papers", arithmetic.a3),
    Check("A4", WARNING, ("valid", *PAPERS, "votes"), "a total comes with its parts", arithmetic.a4),
    Check("A5", ERROR, ("any figure",), "no figure is negative", arithmetic.a5),
    Check("A6", ERROR, ("valid", *PAPERS), "no part is larger than its whole", arithmetic.a6),
    Check("A7", ERROR, ("blank_null", "blank", "null"), "blank and null add up to both", arithmetic.a7),
    Check("A8", ERROR, ("voters",), "voters are one of the two witnesses", arithmetic.a8),
    Check("A9", ERROR, ("votes",), "only options that stand receive votes", arithmetic.a9),
    Check("R1", ERROR, (*PAPERS, "registered"), "no more papers than registered voters", roll.r1),
    Check("R2", ERROR, ("signatures", "registered"), "no more signatures than registered voters", roll.r2),
    Check("R3", ERROR, ("registered",), "registered voters are those of the closed roll", roll.r3),
    Check("R4", WARNING, ("registered",), "registered voters are known, and not zero", roll.r4),
    Check("C1", ERROR, ("any figure",), "first and second entry agree", concordance.c1),
    Check("C2", WARNING, (), "the two entries were made by two people", concordance.c2),
    Check("C3", ERROR, ("any figure",), "a representative's copy agrees", concordance.c3),
    Check("C4", ERROR, ("registered",), "contests of one sitting agree on registered voters", concordance.c4),
    Check(
        "C5", WARNING, ("signatures", *PAPERS), "contests of one sitting agree on who voted", concordance.c5
    ),
    Check("C6", WARNING, (), "a unit present in one contest is present in the others", concordance.c6),
    Check("V1", WARNING, (), "every expected unit sent a sheet", coverage.v1),
    Check("V2", ERROR, (), "one sheet per unit", coverage.v2),
    Check("V3", ERROR, (), "sheets come from expected units", coverage.v3),
    Check("V4", WARNING, (), "a line stands for one unit", coverage.v4),
    Check("V5", WARNING, ("any figure",), "a figure known in some units is known in all", coverage.v5),
    Check("V6", ERROR, (), "the mandates of a unit are known where they count", coverage.v6),
    Check("W1", WARNING, ("blank", "blank_null"), "few blank papers", surprising.w1),
    Check("W2", WARNING, ("null",), "few null papers", surprising.w2),
    Check("W3", WARNING, (*PAPERS, "signatures"), "a small gap between papers and signatures", surprising.w3),
    Check("W4", WARNING, (*PAPERS, "registered"), "turnout is neither 100 % nor 0", surprising.w4),
    Check("W5", WARNING, ("votes",), "no option takes all the votes", surprising.w5),
    Check("W6", WARNING, ("votes",), "shares are not far from the neighbours'", neighbours.w6),
    Check("W7", WARNING, ("votes",), "no two options look swapped", neighbours.w7),
    Check("W8", WARNING, ("votes",), "the votes are not all zero", surprising.w8),
    Check("W9", WARNING, ("votes",), "no two units have identical sheets", neighbours.w9),
    Check("W10", WARNING, PAPERS, "no large change from the previous round", surprising.w10),
    Check("W11", WARNING, ("registered",), "no two units look exchanged between rounds", neighbours.w11),
    Check(
        "P1", WARNING, ("voters", "signatures", "in_box", "valid", "votes"),
        "no later publication has fewer votes without a reason", publication.p1,
    ),
    Check(
        "P2", ERROR, ("voters", "in_box", "valid", "signatures", "votes"),
        "shares move when the total rises", publication.p2,
    ),
    Check("P3", ERROR, ("any figure",), "a published total is the sum of its parts", publication.p3),
    Check("P4", ERROR, ("votes", "share:option"), "published shares and counts agree", publication.p4),
    Check("P5", WARNING, ("votes",), "no figures are published for two units", publication.p5),
    Check("P6", WARNING, ("any figure",), "published figures are those of the sheets", publication.p6),
    Check("P7", ERROR, (*PAPERS, "signatures"), "published signatures and papers agree", publication.p7),
    Check("D1", ERROR, (), "an act was allowed when it was made"),
    Check("D2", WARNING, (), "a referral was answered by its due date"),
    Check("D3", WARNING, (), "lots were drawn for a tie"),
)  # fmt: skip

BY_CODE = {check.code: check for check in CHECKS}

ARITHMETIC: tuple[SheetCheck, ...] = (
    arithmetic.a1, arithmetic.a2, arithmetic.a3, arithmetic.a4, arithmetic.a5, arithmetic.a6, arithmetic.a7,
    arithmetic.a8, arithmetic.a9,
)  # fmt: skip
ROLL: tuple[SheetCheck, ...] = (roll.r1, roll.r2, roll.r3, roll.r4)
SURPRISING: tuple[SheetCheck, ...] = (
    surprising.w1, surprising.w2, surprising.w3, surprising.w4, surprising.w5, neighbours.w6, neighbours.w7,
    surprising.w8, neighbours.w9, surprising.w10, neighbours.w11,
)  # fmt: skip
CONCORDANCE: tuple[SittingCheck, ...] = (
    concordance.c1, concordance.c2, concordance.c3, concordance.c4, concordance.c5, concordance.c6,
)  # fmt: skip
COVERAGE: tuple[UnitCheck, ...] = (
    coverage.v1, coverage.v2, coverage.v3, coverage.v4, coverage.v5, coverage.v6,
)  # fmt: skip
PUBLICATION: tuple[PublicationCheck, ...] = (
    publication.p1, publication.p2, publication.p3, publication.p4, publication.p5, publication.p6,
    publication.p7,
)  # fmt: skip
