"""Family C, concordance: two accounts of one thing must say the same.

Two entries of one sheet, a representative's own copy, two contests of one sitting (one unit, one round).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from recolement.checks.setting import Setting
from recolement.model.findings import Figure, Finding, Severity
from recolement.model.ids import ContestId, OptionId, UnitId
from recolement.model.sheets import FIGURES, Entry, TallySheet

REPRESENTATIVE = "representative:"


@dataclass(frozen=True, slots=True)
class Sitting:
    """One unit on one voting day: the settings of the contests held, and the entries typed for it."""

    unit: UnitId
    round: int
    settings: Sequence[Setting]
    entries: Mapping[ContestId, Sequence[Entry]]

    def entered(self, contest: ContestId, kind: str) -> Entry | None:
        """The last entry of a kind (``first``, ``second``) for one contest."""
        found = [entry for entry in self.entries.get(contest, ()) if entry.entry == kind]
        return found[-1] if found else None


def _finding(
    code: str,
    severity: Severity,
    sitting: Sitting,
    contest: ContestId,
    fields: tuple[str, ...] = (),
    expected: Figure = None,
    found: Figure = None,
    difference: int | None = None,
    **facts: Figure,
) -> Finding:
    return Finding(
        code, severity, sitting.unit, contest, sitting.round, fields, expected, found, difference, facts
    )


def differing(one: TallySheet, other: TallySheet, *, absent_differs: bool) -> tuple[str, ...]:
    """The fields where two accounts of a sheet differ, in paper order, options last.

    A figure that only one of them has differs when both were typed from one paper (``absent_differs``).
    """
    names = [*FIGURES, *dict.fromkeys((*one.votes, *other.votes))]
    found = []
    for name in names:
        first, second = one.figure(name), other.figure(name)
        if first != second and (absent_differs or (first is not None and second is not None)):
            found.append(name)
    return tuple(found)


def papers_between(one: TallySheet, other: TallySheet, fields: Sequence[str]) -> int:
    """How many papers must change place, at least, for one account to become the other.

    By hand: a 45 → 40, b 40 → 45: five papers move. a 45 → 40 alone: five. A total off by 12: twelve.
    """
    more = fewer = largest = 0
    for name in fields:
        change = (other.figure(name) or 0) - (one.figure(name) or 0)
        if name in FIGURES and name not in ("blank", "null"):
            largest = max(largest, abs(change))
        elif change > 0:
            more += change
        else:
            fewer -= change
    return max(more, fewer, largest)


def c1(sitting: Sitting) -> Iterator[Finding]:
    """First and second entry say the same; only the fields that differ are typed again.

    A field is settled once the standing sheet no longer has the first entry's figure.
    By hand: first a 39, b 45; second a 39, b 54: field b, nine papers.
    """
    for setting in sitting.settings:
        contest = setting.contest.id
        first, second = sitting.entered(contest, "first"), sitting.entered(contest, "second")
        if first is None or second is None or setting.is_annulled(sitting.unit):
            continue
        standing = setting.sheets.get(sitting.unit, first.sheet)
        fields = tuple(
            name
            for name in differing(first.sheet, second.sheet, absent_differs=True)
            if standing.figure(name) == first.sheet.figure(name)
        )
        if fields:
            papers = papers_between(first.sheet, second.sheet, fields)
            one, two = first.sheet.figure(fields[0]), second.sheet.figure(fields[0])
            yield _finding(
                "C1", Severity.ERROR, sitting, contest, fields, one, two, papers, differing=len(fields)
            )


def c2(sitting: Sitting) -> Iterator[Finding]:
    """First and second entry were made by two people.

    By hand: both entries by "op-7": the second one checks nothing.
    """
    for setting in sitting.settings:
        contest = setting.contest.id
        first, second = sitting.entered(contest, "first"), sitting.entered(contest, "second")
        if first is not None and second is not None and first.by and first.by == second.by:
            yield _finding("C2", Severity.WARNING, sitting, contest, by=first.by)


def c3(sitting: Sitting) -> Iterator[Finding]:
    """A representative's own copy of the sheet says the same as the sheet that stands.

    Figures that the copy leaves empty are not compared.
    By hand (Lille-Fives, 2008): the sheet says Aubry 88, a representative's copy 58: thirty papers.
    """
    for setting in sitting.settings:
        contest = setting.contest.id
        standing = setting.sheets.get(sitting.unit)
        if standing is None or setting.is_annulled(sitting.unit):
            continue
        copies = {entry.entry: entry for entry in sitting.entries.get(contest, ())}
        for kind, entry in copies.items():
            if not kind.startswith(REPRESENTATIVE):
                continue
            fields = differing(standing, entry.sheet, absent_differs=False)
            if fields:
                yield _finding(
                    "C3",
                    Severity.ERROR,
                    sitting,
                    contest,
                    fields,
                    standing.figure(fields[0]),
                    entry.sheet.figure(fields[0]),
                    papers_between(standing, entry.sheet, fields),
                    option=OptionId(kind.removeprefix(REPRESENTATIVE)),
                    differing=len(fields),
                )


def c4(sitting: Sitting) -> Iterator[Finding]:
    """The contests of one sitting have the same registered voters.

    By hand: president 126 registered, motions 129 in the same section on the same day: three of one list
    are not on the other.
    """
    yield from _disagreeing("C4", Severity.ERROR, sitting, ("registered",))


def c5(sitting: Sitting) -> Iterator[Finding]:
    """The contests of one sitting have as many signatures, papers and voters.

    A voter may leave one of the boxes out, so this is a warning.
    By hand: 85 voters for the president, 78 for the motions.
    """
    yield from _disagreeing("C5", Severity.WARNING, sitting, ("signatures", "in_box", "voters"))


def _disagreeing(
    code: str, severity: Severity, sitting: Sitting, names: tuple[str, ...]
) -> Iterator[Finding]:
    """Each contest's figures against those of the first contest that has them."""
    if len(sitting.settings) < 2:
        return
    first: dict[str, tuple[int, ContestId]] = {}
    for setting in sitting.settings:
        sheet = setting.sheets.get(sitting.unit)
        if sheet is None or setting.is_annulled(sitting.unit):
            continue
        for name in names:
            value = sheet.figure(name)
            if value is None:
                continue
            expected, contest = first.setdefault(name, (value, setting.contest.id))
            if value != expected:
                yield _finding(
                    code,
                    severity,
                    sitting,
                    setting.contest.id,
                    (name,),
                    expected,
                    value,
                    value - expected,
                    other_contest=contest,
                )
                break


def c6(sitting: Sitting) -> Iterator[Finding]:
    """A unit that is present in one contest of the night is present in the others.

    By hand (UMP, 2012): New Caledonia is on the list of the vote on motions, not on the list of the vote
    for president of the same day: 1,178 votes are in no sum.
    """
    if len(sitting.settings) < 2:
        return
    unit = sitting.unit
    listed = sitting.settings[0].night.folder.listed
    present = [
        setting
        for setting in sitting.settings
        if unit in setting.sheets or (listed and (unit, setting.contest.id, setting.round) in listed)
    ]
    if not present or len(present) == len(sitting.settings):
        return
    for setting in sitting.settings:
        if setting in present or unit not in setting.expected or setting.is_settled_without_sheet(unit):
            continue
        other = present[0].reading_of(unit)
        papers = None if other is None else other.papers if other.papers is not None else other.cast
        yield _finding(
            "C6",
            Severity.WARNING,
            sitting,
            setting.contest.id,
            other_contest=present[0].contest.id,
            papers=papers,
        )
