"""What an initiative published, held against its ledger and against itself: by anybody, from the files alone.

The ledger's lines are those signed and the files those of the lines; the published hashes have the root that
was committed to, and are as many as the counts by unit; the plan keeps its risk; the lines were drawn from
the root and the public value, after the plan. Nothing here needs to know who signed.

>>> [doubt.code for doubt in initiative_doubts({})]
['ledger_broken']
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from fractions import Fraction
from itertools import pairwise
from typing import Any, Final

from recolement.initiatives.chances import void_at_most
from recolement.initiatives.sampling import PURPOSE
from recolement.ledger.tree import SIZE_OF_HASH, Tree
from recolement.lots import Lots
from recolement.publication.panel_ledger import CHECKPOINT, LEDGER, ledger_doubts, read_line
from recolement.publication.panel_verify import Doubt

CLOSED: Final = "signatures-closed/1"
PLANNED: Final = "sample-planned/1"
DRAWN: Final = "sample-drawn/1"
LEAVES: Final = "signatures.bin"
COUNTED: Final = "count.json"
SAMPLE: Final = "sample.json"

Line = Mapping[str, Any]


def initiative_doubts(files: Mapping[str, bytes]) -> Iterator[Doubt]:
    """Every reason to doubt; none where all is as it was recorded."""
    lines = files.get(LEDGER, b"").splitlines()
    found = list(ledger_doubts(lines, files.get(CHECKPOINT), files))
    yield from found
    if found:
        return
    last: dict[str, Line] = {}
    for line in lines:
        event = read_line(line)
        last[str(event.get("event"))] = event
    try:
        if CLOSED in last:
            yield from _commitment(last[CLOSED], files)
        if PLANNED in last:
            yield from _plan(last[PLANNED])
        if DRAWN in last:
            yield from _draw(last, files)
    except (KeyError, TypeError, ValueError, AttributeError):
        yield Doubt("record_malformed")


def _commitment(closed: Line, files: Mapping[str, bytes]) -> Iterator[Doubt]:
    """The hashes are in order, each once, of the root and the number recorded; the counts add up to them."""
    content = files[LEAVES]
    leaves = [content[at : at + SIZE_OF_HASH] for at in range(0, len(content), SIZE_OF_HASH)]
    if any(one >= other for one, other in pairwise(leaves)):
        yield Doubt("hashes_unordered")
    if len(leaves) != closed["signatures"] or Tree(leaves).root().hex() != closed["root"]:
        yield Doubt("root_of_signatures")
    units = json.loads(files[COUNTED])["units"].values()
    counted = sum(unit["online"] + unit["paper"] for unit in units)
    if counted != len(leaves):
        yield Doubt("counts_differ", {"counted": counted, "published": len(leaves)})


def _plan(planned: Line) -> Iterator[Doubt]:
    """The void lines that the sample may show are so few that a failing petition passes within the risk."""
    signatures, needed = planned["signatures"], planned["needed"]
    if planned["sample"] == signatures:
        return
    failing = signatures - needed + 1
    chance = void_at_most(planned["void_allowed"], signatures, failing, planned["sample"])
    if planned["bar"] != failing or chance > Fraction(planned["risk"]):
        yield Doubt("risk_exceeded")


def _draw(last: Mapping[str, Line], files: Mapping[str, bytes]) -> Iterator[Doubt]:
    """The lines are those that the root and the value draw, and the value came after the plan."""
    closed, planned, drawn = last[CLOSED], last[PLANNED], last[DRAWN]
    sample = json.loads(files[SAMPLE])
    if sample["seed"] != f"{closed['root']} {drawn['value']}" or sample["seed"] != drawn["seed"]:
        yield Doubt("seed_differs")
    numbers = Lots(drawn["seed"], PURPOSE).sample(range(1, planned["signatures"] + 1), planned["sample"])
    if sample["lines"] != sorted(numbers):
        yield Doubt("lines_differ")
    known, at = (datetime.fromisoformat(written) for written in (planned["at_planned"], planned["at"]))
    if not closed["seq"] < planned["seq"] < drawn["seq"] or at >= known:
        yield Doubt("drawn_early")
