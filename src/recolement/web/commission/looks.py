"""Findings that open no sheet and are worth a look: the queue, which orders what is open, does not have them.

A double, two options that look exchanged, two units with the same figures; not the missing, which have a list
of their own, nor the errors that open a sheet.
"""

from __future__ import annotations

from typing import Any

from recolement.canvass.errors import OPENING
from recolement.model.findings import Finding, Severity
from recolement.web.evenings import Evening
from recolement.words.findings import say_finding
from recolement.words.naming import Names
from recolement.words.numbers import Language

MOST = 40


def looks(tonight: Evening, language: Language) -> dict[str, Any]:
    """The findings to look at, errors first, then by code; and how many more there are."""
    night = tonight.now()
    names = Names(night.folder, language)
    found = sorted(filter(_worth, night.findings), key=_order)
    rows = [
        {
            "code": one.code,
            "severity": one.severity.value,
            "unit": one.unit,
            "contest": one.contest,
            "round": one.round,
            "name": names.unit(one.unit or ""),
            "text": say_finding(one, names),
        }
        for one in found[:MOST]
    ]
    return {"looks": rows, "more_looks": max(0, len(found) - MOST)}


def _worth(one: Finding) -> bool:
    if one.unit is None or one.contest is None or one.round is None or one.acknowledged is not None:
        return False
    opens = one.code[0] in OPENING and one.severity is Severity.ERROR
    return one.severity is not Severity.NOTICE and one.code != "V1" and not opens


def _order(one: Finding) -> tuple[bool, str, str]:
    return one.severity is not Severity.ERROR, f"{one.code[0]}{one.code[1:]:0>2}", one.unit or ""
