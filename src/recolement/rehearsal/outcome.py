"""The chosen outcome, exactly: votes moved between the first two until the lead is what was asked.

One paper moved from one to the other changes the lead by two; where one vote is left, one paper becomes
blank. By hand: 100 against 99 with a lead of 4 asked: one paper moved makes 101 against 98, a lead of 3; one
paper of the second made blank gives 101 against 97.
"""

from __future__ import annotations

from dataclasses import replace

from recolement.lots import Lots
from recolement.model.ids import OptionId, UnitId
from recolement.model.sheets import TallySheet
from recolement.rehearsal.script import NotRehearsed

A_PASS = 25
"""One part in so many of a section's votes may be moved in one pass."""

Sheets = dict[UnitId, TallySheet]


def with_lead(sheets: Sheets, first: OptionId, second: OptionId, margin: int, seed: str) -> Sheets:
    """The same night, in which the first leads the second by exactly so many votes."""
    made = dict(sheets)
    order = Lots(seed, "rehearsal/1 lead").order(sorted(made))
    short = margin - lead_of(made, first, second)
    while abs(short) > 1:
        to, source = (first, second) if short > 0 else (second, first)
        before = short
        for unit in order:
            if abs(short) < 2:
                break
            sheet = made[unit]
            if to not in sheet.votes or source not in sheet.votes:
                continue
            most = max(1, sheet.votes[source] // A_PASS)
            moved = min(most, abs(short) // 2, sheet.votes[source])
            made[unit] = _moved(sheet, source, to, moved)
            short -= 2 * moved if short > 0 else -2 * moved
        if short == before:
            raise NotRehearsed("margin_out_of_reach", margin=margin)
    if short:
        made = _one_blank(made, second if short > 0 else first, order, margin)
    return made


def lead_of(sheets: Sheets, first: OptionId, second: OptionId) -> int:
    """By how many votes the first leads the second."""
    return sum(sheet.votes.get(first, 0) - sheet.votes.get(second, 0) for sheet in sheets.values())


def _moved(sheet: TallySheet, source: OptionId, to: OptionId, papers: int) -> TallySheet:
    votes = dict(sheet.votes)
    votes[source] -= papers
    votes[to] += papers
    return replace(sheet, votes=votes)


def _one_blank(sheets: Sheets, option: OptionId, order: tuple[UnitId, ...], margin: int) -> Sheets:
    """One vote of an option becomes a blank paper."""
    for unit in order:
        sheet = sheets[unit]
        if sheet.votes.get(option, 0):
            votes = dict(sheet.votes)
            votes[option] -= 1
            valid, blank = (sheet.valid or 0) - 1, (sheet.blank or 0) + 1
            return sheets | {unit: replace(sheet, votes=votes, valid=valid, blank=blank)}
    raise NotRehearsed("margin_out_of_reach", margin=margin)
