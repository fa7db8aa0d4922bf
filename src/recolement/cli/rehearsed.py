"""What ``recolement rehearse`` prints: the missing, the debriefing, or all of it as JSON."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from recolement.canvass import Canvass
from recolement.model.ids import UnitId
from recolement.publication.tally import finding_json
from recolement.rehearsal.debriefing import Debriefing, End
from recolement.rehearsal.said import said_faults
from recolement.rehearsal.script import Script
from recolement.words.naming import Names
from recolement.words.numbers import Language, count
from recolement.words.rehearsal_terminal import TERMINAL

FORMAT = "recolement-rehearsal/1"
MOST_PLACES = 12
MOST_OPEN = 50
STYLES = {"found": "green", "let_pass": "yellow", "not_found": "red", "not_shown": "dim"}


def print_missing(console: Console, night: Canvass, language: Language) -> None:
    """The places with the most registered voters missing, and how many others there are."""
    words, names, tree = TERMINAL[language], Names(night.folder, language), night.folder.tree
    absent: dict[UnitId, list[UnitId]] = {}
    for result in night.results:
        for unit in night.count(result.contest, result.round, result.unit).missing:
            above = tree[unit].parent or tree.root
            absent.setdefault(above, [])
            if unit not in absent[above]:
                absent[above].append(unit)
    if not absent:
        return
    rolls = {above: sum(tree[unit].registered or 0 for unit in units) for above, units in absent.items()}
    console.print()
    console.print(Text(words.missing, style="bold"))
    order = sorted(absent, key=lambda above: -rolls[above])
    for above in order[:MOST_PLACES]:
        said = words.missing_row.format(
            place=names.unit(above),
            missing=count(len(absent[above]), language),
            sections=count(len(tree.leaves_under(above)), language),
            registered=count(rolls[above], language),
        )
        console.print(Text(f"  {said}"))
        if len(absent[above]) <= MOST_PLACES:
            console.print(
                Padding(Text(", ".join(names.unit(unit) for unit in absent[above]), "dim"), (0, 0, 0, 4))
            )
    if len(order) > MOST_PLACES:
        console.print(Text("  " + words.more.format(more=count(len(order) - MOST_PLACES, language))))


def print_debriefing(console: Console, debriefing: Debriefing, names: Names) -> None:
    """Each fault with its end; how it could be seen, where it was not."""
    language = names.language
    words = TERMINAL[language]
    utf8 = console.encoding.lower().startswith("utf")
    console.print()
    console.print(Text(words.debriefing, style="bold"))
    console.rule(style="dim")
    for one in said_faults(debriefing, names, lambda actor: ""):
        sign = one.sign if utf8 else one.end[:1]
        head = Text(f"{sign} {one.number:>2}  ", style=STYLES[one.end])
        head.append(one.kind, style="bold")
        head.append(f" · {one.ended}" + (f" ({one.how})" if one.how else ""))
        console.print(head)
        console.print(Padding(Text(one.what), (0, 0, 0, 6)))
        if one.lesson:
            console.print(Padding(Text(one.lesson, style="dim"), (0, 0, 0, 6)))
    console.print()
    score = words.score.format(
        found=debriefing.number(End.FOUND),
        let_pass=debriefing.number(End.LET_PASS),
        missed=debriefing.number(End.NOT_FOUND),
        all=len(debriefing.ends),
    )
    console.print(Text(score, style="bold"))


def rehearsal_json(
    script: Script, night: Canvass, debriefing: Debriefing, language: Language
) -> dict[str, Any]:
    """``recolement-rehearsal/1``: the script, what the queue showed before the end, the debriefing."""
    names = Names(night.folder, language)
    said = {one.number: one for one in said_faults(debriefing, names, lambda actor: "")}
    return {
        "format": FORMAT,
        "title": night.folder.ballot.title,
        "seed": script.seed,
        "contest": script.contest,
        "round": script.round,
        "unit": script.place,
        "leader": script.leader,
        "second": script.second,
        "margin": script.margin,
        "impossible": [kind.value for kind in script.impossible],
        "arrivals": [
            {
                "at": one.at,
                "unit": one.sheet.unit,
                "contest": one.sheet.contest,
                "entry": one.entry or None,
                "valid": one.sheet.valid,
                "votes": dict(one.sheet.votes),
            }
            for one in script.arrivals
        ],
        "queue": [
            {
                "contest": result.contest,
                "round": result.round,
                "unit": result.unit,
                "matter": one.matter.id,
                "reason": one.matter.reason.value,
                "leverage": None if one.leverage is None else str(one.leverage),
            }
            for result in night.results
            if result.verdict is not None
            for one in list(result.verdict.open[:MOST_OPEN])
        ],
        "findings": [finding_json(one) for one in night.findings if one.code != "V1"],
        "debriefing": [
            {
                "number": one.fault.number,
                "kind": one.fault.kind.value,
                "units": list(one.fault.units),
                "place": one.fault.place,
                "field": one.fault.field or None,
                "written": one.fault.written,
                "right": one.fault.right,
                "end": one.end.value,
                "event": one.event or None,
                "said": said[one.fault.number].what,
            }
            for one in debriefing.ends
        ],
    }
