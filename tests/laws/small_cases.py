"""Small ballots made up by Hypothesis, and what the law says of their totals."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from hypothesis import strategies as st

from laws.endings import Case, Cells, Dispute, Section

Slow = Callable[[Cells, bool], tuple[object, ...]]


def plurality(totals: Cells, blank_valid: bool) -> tuple[object, ...]:
    a, b = totals[:2]
    return ("lots",) if a == b else ("elected", "A" if a > b else "B")


def majority(totals: Cells, blank_valid: bool) -> tuple[object, ...]:
    a, b, blank = totals[:3]
    valid = a + b + (blank if blank_valid else 0)
    return ("elected", *(name for name, votes in (("A", a), ("B", b)) if 2 * votes > valid))


def first_round(totals: Cells, blank_valid: bool) -> tuple[object, ...]:
    a, b, blank = totals[:3]
    valid, registered = a + b + (blank if blank_valid else 0), sum(totals)
    elected = (n for n, votes in (("A", a), ("B", b)) if 2 * votes > valid and 4 * votes >= registered)
    return ("elected", *elected)


def quorum(totals: Cells, blank_valid: bool) -> tuple[object, ...]:
    a, b, blank = totals[:3]
    valid, papers = a + b + (blank if blank_valid else 0), sum(totals[:4])
    return ("adopted", 2 * a > valid and 2 * papers >= sum(totals))


RULES: dict[str, Slow] = {
    "plurality": plurality,
    "absolute_majority": majority,
    "absolute_majority elected_share_of_registered=1/4": first_round,
    "yes_no quorum=1/2": quorum,
}


@st.composite
def cases(draw: st.DrawFn, rule: str, *, unknown_rolls: bool = False, overlapping: bool = False) -> Case:
    """Two to four sections of a few papers, some missing, set aside or in error, and up to two disputes.

    ``overlapping``: two disputes over contested papers may share some of their sections, and not all.
    """
    votes = st.tuples(*[st.integers(0, 5)] * 2, *[st.integers(0, 1)] * 2)
    sections: list[Section] = [Section("sure", 12, draw(votes))]
    kinds = ["missing", "plain", "plain", "plain", "aside", "valid", "nowhere", "joined"]
    blank_valid = draw(st.booleans())
    for name in "uvw"[: draw(st.integers(1, 3))]:
        kind = draw(st.sampled_from(kinds))
        if kind == "missing":
            sections.append(Section(name, draw(st.integers(0, 3)), None))
            continue
        sheet = draw(st.tuples(st.integers(0, 3), st.integers(0, 2), st.integers(0, 1), st.integers(0, 1)))
        section = Section(name, sum(sheet) + draw(st.integers(0, 1)), sheet)
        if kind == "aside":
            section = replace(section, aside=True)
        elif kind == "valid":
            section = replace(section, valid_off=draw(st.sampled_from([1, 2, -1])))
        elif kind == "nowhere":
            section = replace(section, nowhere=1, roll=(section.roll or 0) + 1)
        elif kind == "joined":
            section = replace(section, joined=True)
        if section.valid_off < 0 and sum(sheet[:2]) + section.valid_off < 0:
            section = replace(section, valid_off=0)
        sections.append(section)
    if unknown_rolls:
        sections.append(Section("x", None, None))
        if draw(st.booleans()):
            sections.append(Section("y", None, None))
    disputes = []
    received = [one for one in sections[1:] if one.sheet is not None]
    for number in range(draw(st.integers(0, 2)) if received else 0):
        chosen = draw(st.lists(st.sampled_from(received), min_size=1, max_size=2, unique=True))
        seeks = draw(st.sampled_from(["annul", "recount", "swap", "ballots", "claim"]))
        if seeks == "claim":
            chosen = chosen[:1]
        alone = any(one.doubtful or one.joined for one in chosen)
        if seeks == "ballots" and alone:
            chosen = [one for one in chosen if not (one.doubtful or one.joined)]
            if not chosen:
                seeks, chosen = "annul", received[:1]
        pooled = [dispute for dispute in disputes if dispute.seeks == "ballots"]
        if seeks == "ballots" and pooled and not overlapping:
            chosen = [one for one in received if one.name in pooled[0].sections]
        size = draw(st.integers(1, 2))
        disputes.append(Dispute(f"d{number}", tuple(one.name for one in chosen), seeks, size))
    annulment = draw(st.sampled_from(["null", "abstain", "all_zero"]))
    return Case(rule, tuple(sections), tuple(disputes), annulment, blank_valid)
