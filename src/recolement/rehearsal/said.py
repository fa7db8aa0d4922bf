"""The debriefing in words: one row a fault, for a screen, a terminal or a paper."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from recolement.rehearsal.debriefing import Debriefing, End, Ended
from recolement.rehearsal.script import Fault
from recolement.words.naming import Names
from recolement.words.numbers import count
from recolement.words.rehearsal import ENDS, KINDS, SIGNS, TO_DO, say_act, say_fault

Who = Callable[[str | None], str]
"""The name of whoever an actor of the ledger is."""


@dataclass(frozen=True, slots=True)
class SaidFault:
    """One fault and its end. ``how``: by which act; ``lesson``: how it could be seen, where it was not."""

    number: int
    kind: str
    what: str
    end: str
    sign: str
    ended: str
    how: str = ""
    by: str = ""
    at: datetime | None = None
    minutes: int | None = None
    lesson: str = ""


def said_faults(debriefing: Debriefing, names: Names, who: Who) -> list[SaidFault]:
    """Every fault of a debriefing, in words."""
    return [_said(one, names, who) for one in debriefing.ends]


def _said(one: Ended, names: Names, who: Who) -> SaidFault:
    which = int(names.language == "en")
    fault = one.fault
    missed = one.end in (End.LET_PASS, End.NOT_FOUND)
    return SaidFault(
        number=fault.number,
        kind=KINDS[fault.kind][which],
        what=said_fault(fault, names),
        end=one.end.value,
        sign=SIGNS[one.end],
        ended=ENDS[one.end][which],
        how=say_act(one.event, names.language) if one.event else "",
        by=who(one.by) if one.by else "",
        at=one.at,
        minutes=None if one.seconds is None else one.seconds // 60,
        lesson=TO_DO[fault.kind][which] if missed else "",
    )


def said_fault(fault: Fault, names: Names) -> str:
    """What a fault is, with its places and figures named."""
    one, other = (*fault.options, *fault.options, "", "")[:2]
    facts = {
        "unit": names.unit(fault.units[0]),
        "second": names.unit(fault.units[-1]),
        "place": names.unit(fault.place or fault.units[0]),
        "sections": count(len(fault.units), names.language),
        "one": names.option(fault.contest, one),
        "other": names.option(fault.contest, other),
        "field": names.field(fault.contest, fault.field),
        "written": count(fault.written, names.language),
        "right": count(fault.right, names.language),
    }
    return say_fault(fault.kind, facts, names.language)
