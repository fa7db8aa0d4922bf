"""How each sheet of a result came in, by whom, and whether it was accepted: a table of the minutes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from recolement.canvass.proceedings import SheetKey
from recolement.canvass.scopes import Question
from recolement.ledger.events import AnyEvent, EntryRecorded, SheetRecorded, SheetReturned
from recolement.publication.report import Count, Table, Value
from recolement.web.accounts.models import Post
from recolement.web.boards import entries_of
from recolement.web.evenings import Evening
from recolement.web.told import when
from recolement.web.words import say
from recolement.words.naming import Names
from recolement.words.numbers import Language, colon, count

MOST_SHEETS = 300
"""Sections with a row each; where there are more, the sheets are counted, and the record has every line."""


def came_in(tonight: Evening, question: Question, names: Names) -> Table:
    """The line of each section's sheet, when it came, from whom, and its state, by the sections' names."""
    language, board = names.language, tonight.board()
    contest, number = question.contest.id, question.round.number
    keys: list[SheetKey] = [
        (leaf, contest, number)
        for leaf in sorted(question.place.leaves, key=lambda leaf: names.unit(leaf).casefold())
    ]
    states, ways = Counter[str](), Counter[str]()
    rows: list[tuple[Value, ...]] = []
    for key in keys:
        state = board.states.get(key, "awaited")
        states[state] += 1
        events = tonight.of_unit.get(key[0], ())
        sheet = _standing(events, key)
        way = "" if sheet is None else _way(sheet)
        ways[way] += 1
        if len(keys) > MOST_SHEETS:
            continue
        zone = tonight.now().folder.ballot.timezone
        at = "—" if sheet is None else when(sheet.at, zone, language, seconds=True)
        line = Count(None if sheet is None else sheet.seq)
        by = "—" if sheet is None else _by(sheet, way, entries_of(events, key), language)
        rows.append((names.unit(key[0]), line, at, by, _state(tonight, key, state, language)))
    parts = [(f"state.{state}", number) for state, number in states.most_common()]
    parts += [("came.imported", ways["table"])] if ways["table"] else []
    said = [f"{say(code, language)}{colon(language)}{count(number, language)}" for code, number in parts]
    left_out = 0 if rows else len(keys)
    return Table(
        say("came.title", language, number=len(keys)),
        tuple(say(f"came.{column}", language) for column in ("unit", "line", "at", "by", "state")),
        tuple(rows),
        " · ".join(said) + (f" {say('came.left_out', language)}" if left_out else ""),
    )


def _standing(events: Iterable[AnyEvent], key: SheetKey) -> SheetRecorded | EntryRecorded | None:
    """The line of the sheet that stands: the first since one was sent back, as later ones are doubles."""
    found: SheetRecorded | EntryRecorded | None = None
    for event in events:
        if (getattr(event, "contest", None), getattr(event, "round", None)) != key[1:]:
            continue
        match event:
            case SheetReturned():
                found = None
            case SheetRecorded() if not isinstance(found, SheetRecorded):
                found = event
            case EntryRecorded(entry="first") if found is None:
                found = event
    return found


def _way(sheet: SheetRecorded | EntryRecorded) -> str:
    """A table that the federation sent, the files the ballot was opened with, or somebody at a post."""
    if sheet.role in Post.values:
        return "table" if sheet.source is not None else "post"
    return "opening" if sheet.actor is None else "post"


def _by(
    sheet: SheetRecorded | EntryRecorded, way: str, typed: dict[str, EntryRecorded], language: Language
) -> str:
    post = say(f"post.{sheet.role}", language) if sheet.role in Post.values else (sheet.role or "—")
    said = say(f"came.by_{way}", language) if way != "post" else post
    second = typed.get("second")
    if second is None or isinstance(sheet, SheetRecorded):
        return said
    return f"{said} · {say('came.second', language, line=second.seq)}"


def _state(tonight: Evening, key: SheetKey, state: str, language: Language) -> str:
    """Where a sheet stands; of one that was accepted, by which post and in which line."""
    said, line = say(f"state.{state}", language), tonight.desk.moment.state.accepted.get(key)
    if state != "accepted" or line is None:
        return said
    role = tonight.events[line].role
    by = f" · {say(f'post.{role}', language)}" if role in Post.values else ""
    return f"{said}{by} · {say('result.line', language, number=line)}"
