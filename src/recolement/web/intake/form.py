"""The paper form: its boxes in the paper's order, and what was typed read as a sheet.

>>> read("1 234"), read("1,234"), read(""), read("12,5")
(1234, 1234, None, 'number')
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from recolement.model.ballots import Contest, Option
from recolement.model.folder import BallotFolder
from recolement.model.ids import ContestId, UnitId
from recolement.model.sheets import TallySheet

BOXES = ("registered", "signatures", "in_box", "blank", "null", "valid")
"""The boxes before the votes, in the order of the French procès-verbal."""

VOTE = "vote:"
"""How the name of an option's box begins, so that no option can take another box's name."""

_SPACES = re.compile(r"[\s\u00a0\u202f\u2009]")
_DIGITS = re.compile(r"[0-9]{1,9}", re.ASCII)
_MARKED = re.compile(r"[0-9]{1,3}(?:[.,'’][0-9]{3}){1,2}", re.ASCII)


def read(text: str) -> int | str | None:
    """A count as people type it, ``None`` for an empty box, or ``number`` where it is none."""
    bare = _SPACES.sub("", text)
    if not bare:
        return None
    if _DIGITS.fullmatch(bare):
        return int(bare)
    return int(re.sub(r"[^0-9]", "", bare)) if _MARKED.fullmatch(bare) else "number"


@dataclass(frozen=True, slots=True)
class Box:
    """One box: the name of its field, what is typed, what is wrong with it."""

    name: str
    figure: str
    label: str
    value: str
    wrong: str = ""


def offered(folder: BallotFolder, contest: Contest, round_number: int, unit: UnitId) -> tuple[Option, ...]:
    """The options on offer in a section, in the official order."""
    standing = folder.ballot.standing(contest.id, round_number)
    return tuple(option for option in standing if option.units is None or unit in option.units)


@dataclass(frozen=True, slots=True)
class Typed:
    """The form as typed: every box, and the sheet; ``sheet`` is ``None`` while a box is no number."""

    boxes: tuple[Box, ...]
    votes: tuple[Box, ...]
    sheet: TallySheet | None

    @property
    def empty(self) -> bool:
        """Whether not one box was filled: nobody's reading of a paper."""
        return not any(box.value.strip() for box in (*self.boxes, *self.votes))


def typed(
    folder: BallotFolder, contest: ContestId, round_number: int, unit: UnitId, values: Mapping[str, str]
) -> Typed:
    """Read what was typed. An empty box of votes is zero once any vote is typed, and the form says so."""
    options = offered(folder, folder.ballot.contest(contest), round_number, unit)
    boxes = [_box(name, name, "", values) for name in BOXES]
    votes = [_box(f"{VOTE}{option.id}", "votes", option.name, values) for option in options]
    counts = {box.name: read(box.value) for box in (*boxes, *votes)}
    if any(isinstance(found, str) for found in counts.values()):
        return Typed(tuple(boxes), tuple(votes), None)
    figures = {name: count for name in BOXES if isinstance(count := counts[name], int)}
    given = {option.id: counts[f"{VOTE}{option.id}"] for option in options}
    some = any(count is not None for count in given.values())
    cast = {option: count if isinstance(count, int) else 0 for option, count in given.items()} if some else {}
    return Typed(
        tuple(boxes),
        tuple(votes),
        TallySheet(unit, contest, round_number, votes=cast).with_figures(figures, cast),
    )


def _box(name: str, figure: str, label: str, values: Mapping[str, str]) -> Box:
    value = str(values.get(name, ""))[:40]
    return Box(name, figure, label, value, "number" if isinstance(read(value), str) else "")
