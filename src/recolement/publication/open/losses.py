"""What a layout cannot carry of this very ballot: said by whoever exports, never found out later.

>>> from recolement.canvass import canvass
>>> from recolement.formats.shorthand import read_shorthand
>>> night = canvass(read_shorthand('''
...     sheet Lyon A=60 B=40
...     sheet Brest A=4 B=5
...     set_aside unit=Brest reason=late
... '''))
>>> [(loss.code, loss.facts.get("count")) for loss in losses(night, "nist-json")]
[('rulebook', None), ('acts', 1), ('set_aside', 1)]
"""

from __future__ import annotations

from collections.abc import Iterator

from recolement.canvass import Canvass
from recolement.model.ballots import Option
from recolement.model.ids import ContestId, UnitId
from recolement.model.imports import Note

STANDARDS = ("nist-json", "nist-xml", "eml")


def losses(night: Canvass, layout: str) -> Iterator[Note]:
    """What of the ballot is not in the files of a layout, with how many of them there are."""
    if layout not in STANDARDS:
        return
    folder = night.folder
    yield Note("rulebook")
    known: dict[str, int] = {
        "acts": len(folder.acts),
        "corrected": _corrected(night),
        "set_aside": _set_aside(night),
        "entries": len(folder.entries),
        "publications": len(folder.publications),
        "not_on_offer": _not_on_offer(night),
        "rolls": _rolls(night),
        "mandates": sum(unit.mandates is not None for unit in folder.tree.values()),
        "option_details": sum(
            _has_details(option) for contest in folder.ballot.contests for option in contest.options
        ),
    }
    if layout == "eml":
        inner = sum(not folder.tree.is_leaf(unit) for unit in folder.tree) - 1
        known["tree"] = max(0, inner)
        known["groups"] = len(folder.groups)
    for code, count in known.items():
        if count:
            yield Note(code, "", {"count": count})


def _has_details(option: Option) -> bool:
    return option != Option(option.id, option.name, option.kind)


def _corrected(night: Canvass) -> int:
    """Sheets that do not stand as they were received: the report has them as they stand."""
    found = (night.retained(*key) for key in _keys(night))
    return sum(one.recorded is not None and one.sheet != one.recorded for one in found)


def _set_aside(night: Canvass) -> int:
    return sum(night.retained(*key).set_aside is not None for key in _keys(night))


def _not_on_offer(night: Canvass) -> int:
    """Figures of sheets for options that do not stand there (check A9)."""
    found = 0
    for question in night.questions:
        contest, number, _ = question.key
        standing = {option.id for option in question.options}
        for leaf in question.place.leaves:
            sheet = night.retained(leaf, contest, number).sheet
            found += 0 if sheet is None else sum(option not in standing for option in sheet.votes)
    return found


def _keys(night: Canvass) -> Iterator[tuple[UnitId, ContestId, int]]:
    for question in night.questions:
        contest, number, _ = question.key
        yield from ((leaf, contest, number) for leaf in question.place.leaves)


def _rolls(night: Canvass) -> int:
    """Closed rolls that no sheet repeats."""
    folder = night.folder
    return sum(
        (roll := folder.roll(unit, number)) is not None
        and ((sheet := night.retained(unit, contest, number).sheet) is None or sheet.registered != roll)
        for unit, contest, number in _keys(night)
    )
