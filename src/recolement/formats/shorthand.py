"""A ballot in a few lines of text: for tests, docs and bug reports.

>>> folder = read_shorthand('''
...     sheet Lyon-3  in_box=100  A=60 B=40
...     sheet Brest   in_box=100  A=40 B=60
...     missing Metz  registered=30
... ''')
>>> [(sheet.unit, dict(sheet.votes)) for sheet in folder.sheets]
[('Lyon-3', {'A': 60, 'B': 40}), ('Brest', {'A': 40, 'B': 60})]
>>> folder.tree.root, folder.tree.leaves, folder.tree["Metz"].registered
('all', ('Lyon-3', 'Brest', 'Metz'), 30)

One line says one thing: a word, then names, then ``key=value``. A value with spaces stands between double
quotes; ``#`` begins a comment; a list is separated by commas. What is left out is unknown, never 0.

=================================================  ======================================================
``sheet UNIT key=value …``                         a tally sheet: columns of ``sheets.csv``, votes by option;
                                                   ``contest=``, ``round=`` where there are several
``missing UNIT registered=30``                     a unit that has sent no sheet (the same as ``unit``)
``unit UNIT in=PARENT registered= name=``          a unit of the tree; units that only a sheet names are
                                                   sections under the root
``roll UNIT round=2 registered=31``                a round's own roll
``group KIND:ID UNIT UNIT … name=``                a group across the tree
``ballot title= levels=a,b root= organisation=``   the ballot; the root is ``all`` and levels are found;
                                                  ``turnout_hours=12:00,17:00``
``rule RULE key=value …``                          the rulebook (``plurality`` if none); a key inside another
                                                   is dotted: ``runoff.share=1/8``; a share: ``12.5%``
``contest ID scope= name= rule= key=value …``      a contest (``contest`` if none is written), its own keys
``option ID contest= name= kind= born= …``         an option; without any, options are those of the sheets
``round 2 options=A,B date= contests=``            a round and who stands (of the contest ``contest=``)
``entry UNIT second by= at= key=value …``          an entry: ``first``, ``second``, ``representative:A``
``published AT UNIT FIELD VALUE reason=``          a figure made public
=================================================  ======================================================

Acts are lines too, in their order, dated 2000-01-01 unless ``at=`` says otherwise:

>>> folder = read_shorthand('''
...     rule absolute_majority blank=valid
...     sheet Lyon-3  in_box=100 A=60 B=40
...     sheet Brest   in_box=100 A=40 B=60
...     dispute d1 Lyon-3 Brest seeks=correct options=A,B grounds="votes swapped"
...     freeze g1 reason="until the commission has met"
...     correction Brest A=41 reason="read back"
...     ruling d1 annul for=5 against=1
... ''')
>>> folder.ballot.contests[0].rulebook.blank, [type(act).__name__ for act in folder.acts]
('valid', ['Disputed', 'Frozen', 'Corrected', 'Ruled'])
>>> folder.acts[0].target.units, folder.acts[2].field, folder.acts[2].value, folder.acts[3].effect
(('Lyon-3', 'Brest'), 'A', 41, 'annul')

=================================================  ======================================================
``dispute ID UNIT … seeks= options=A,B ballots=``  also ``values=UNIT.FIELD:5,UNIT.FIELD:6``
``freeze ID reason= until=``                       on the whole unless ``units=``
``correction UNIT FIELD=VALUE reason=``
``no_vote UNIT … reason=``, ``set_aside UNIT …``   a reason is filled in when left out
``acknowledgement UNIT CODE reason=``
``withdrawal ID``, ``referral ID to= due=``
``ruling ID EFFECT for= against= values=``         ``ruling - EFFECT unit=`` of the commission's own motion
``draw A,B order=B,A``, ``rally A B``              B comes first; A calls to vote for B
``roll_closed``, ``round_opened``, ``round_closed``
``proclamation version= signed_by=``
=================================================  ======================================================
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from recolement.formats.acts import OWN
from recolement.formats.ballot import COLUMNS
from recolement.formats.folder import TABLES, Written, assemble
from recolement.formats.gathering import Problems, nearest
from recolement.formats.tables import Row, Table
from recolement.formats.toml import Document
from recolement.model.folder import BallotFolder
from recolement.model.sheets import FIGURES

FILE = "shorthand"
"""The file that problems of a shorthand name."""

NUMBERS = frozenset(
    [
        "number",
        "version",
        "ballots",
        "round",
        "for",
        "against",
        "abstaining",
        "value",
        "signatures_needed",
        "seats",
        "gap_papers",
        "neighbour_valid",
        "identical_valid",
        "clock_hours",
    ]
)
LISTS = frozenset(
    ["ties", "units", "levels", "turnout_hours", "labels", "contests", "evidence", "signed_by", "order"]
)
FLAGS = frozenset(("majority_reached", "result"))

_TOKEN = re.compile(r'(?:[^\s"#]|"[^"]*")+|#.*')


def read_shorthand(text: str) -> BallotFolder:
    """The ballot of a few lines of text; :class:`Unusable` with the line of each problem otherwise."""
    problems = Problems()
    lines = _Lines(problems)
    for row, line in enumerate(text.splitlines(), start=1):
        tokens = [token for token in _TOKEN.findall(line) if not token.startswith("#")]
        if tokens:
            lines.read(row, [token.replace('"', "") for token in tokens])
    problems.stop_if_any()
    return assemble(lines.written(), problems)


class _Lines:
    """The lines read so far, as the documents and tables of a folder."""

    def __init__(self, problems: Problems) -> None:
        self.problems = problems
        self.rows: dict[str, int] = {}
        self.ballot: dict[str, Any] = {}
        self.rulebook: dict[str, Any] = {}
        self.contests: dict[str, dict[str, Any]] = {}
        self.options: list[tuple[str, dict[str, Any]]] = []
        self.rounds: list[dict[str, Any]] = []
        self.acts: list[dict[str, Any]] = []
        self.units: dict[str, tuple[int, dict[str, str]]] = {}
        self.records: dict[str, list[tuple[int, dict[str, str]]]] = {name: [] for name in TABLES}

    def read(self, row: int, tokens: list[str]) -> None:
        word, names, keys = tokens[0], [], {}
        for token in tokens[1:]:
            name, equals, value = token.partition("=")
            if not equals:
                names.append(token)
            elif name in keys:
                self.problems.add("doubled_column", FILE, row, name)
            else:
                keys[name] = value
        reader = getattr(self, f"_{word}", None) if word in WORDS else None
        needed = WORDS.get(word, 0)
        if reader is None and word not in OWN:
            self.problems.add("unknown_line", FILE, row, found=word, nearest=nearest(word, [*WORDS, *OWN]))
        elif len(names) < needed:
            self.problems.add("short_line", FILE, row, found=word, expected=needed)
        elif reader is not None:
            reader(row, names, keys)
        else:
            self._act(row, word, names, keys)

    def _ballot(self, row: int, names: list[str], keys: dict[str, str]) -> None:
        self.ballot |= _typed(keys)
        self.rows |= dict.fromkeys(keys, row)

    def _rule(self, row: int, names: list[str], keys: dict[str, str]) -> None:
        self.rulebook |= {"rule": names[0]} if names else {}
        self.rulebook |= _nested(keys)
        self.rows["rulebook"] = row

    def _contest(self, row: int, names: list[str], keys: dict[str, str]) -> None:
        self.contests[names[0]] = {"id": names[0], **_nested(keys)}
        self.rows[f"contest[{len(self.contests)}]"] = row

    def _option(self, row: int, names: list[str], keys: dict[str, str]) -> None:
        contest = keys.pop("contest", "")
        self.options += [(contest, {"id": name, **_typed(keys)}) for name in names]

    def _round(self, row: int, names: list[str], keys: dict[str, str]) -> None:
        contest = keys.pop("contest", "")
        options = keys.pop("options", None)
        one: dict[str, Any] = {"number": int(names[0]) if names[0].isdigit() else names[0], **_typed(keys)}
        if options is not None:
            one["options"] = {contest: options.split(",")}
        for other in self.rounds:
            if other["number"] == one["number"]:
                other.setdefault("options", {}).update(one.get("options", {}))
                return
        self.rounds.append(one)
        self.rows[f"round[{len(self.rounds)}]"] = row

    def _unit(self, row: int, names: list[str], keys: dict[str, str]) -> None:
        self.records["units"].append(
            (row, {"unit": names[0], **{("parent" if key == "in" else key): keys[key] for key in keys}})
        )

    _missing = _unit

    def _roll(self, row: int, names: list[str], keys: dict[str, str]) -> None:
        self.records["rolls"].append((row, {"unit": names[0], **keys}))

    def _group(self, row: int, names: list[str], keys: dict[str, str]) -> None:
        kind, _, group = names[0].partition(":")
        for unit in names[1:]:
            self.records["groups"].append((row, {"unit": unit, "kind": kind, "group": group, **keys}))

    def _sheet(self, row: int, names: list[str], keys: dict[str, str]) -> None:
        self.records["sheets"].append((row, {"unit": names[0], **keys}))

    def _entry(self, row: int, names: list[str], keys: dict[str, str]) -> None:
        self.records["entries"].append((row, {"unit": names[0], "entry": names[1], **keys}))

    def _published(self, row: int, names: list[str], keys: dict[str, str]) -> None:
        figures = dict(zip(("at", "unit", "field", "value"), names, strict=False))
        self.records["publications"].append((row, {**figures, **keys}))

    def _act(self, row: int, kind: str, names: list[str], keys: dict[str, str]) -> None:
        act: dict[str, Any] = {"kind": kind, "at": "2000-01-01"}
        names = list(names)
        if kind in ("dispute", "freeze") and names:
            act["id"] = names.pop(0)
        elif kind in ("withdrawal", "referral", "ruling") and names:
            act["of"] = names.pop(0).removeprefix("-")
            if kind == "ruling" and names:
                act["effect"] = names.pop(0)
        elif kind == "acknowledgement" and len(names) > 1:
            act["code"] = names.pop()
        elif kind == "draw" and names:
            act["options"] = names.pop(0).split(",")
        elif kind == "rally" and len(names) > 1:
            act["option"], act["to"] = names.pop(0), names.pop(0)
        elif kind in ("no_vote", "set_aside"):
            act["reason"] = "not said"
        if names:
            act["units"] = names
        if kind == "correction":
            act["units"] = names
            for field in [key for key in keys if key not in OWN[kind] and key not in ("at", "by", "role")]:
                if field not in ("contest", "round", "unit", "units"):
                    act |= {"field": field, "value": _number(keys.pop(field))}
        if "values" in keys:
            act["values"] = [_claim(claim) for claim in keys.pop("values").split(",")]
        if "options" in keys:
            act["options"] = keys.pop("options").split(",")
        self.acts.append(act | _typed(keys))
        self.rows[f"act[{len(self.acts)}]"] = row

    def written(self) -> Written:
        """The documents and tables that say the same."""
        self._complete_options()
        levels = self._complete_units()
        contests = list(self.contests.values())
        for one in self.rounds:
            if "" in one.get("options", {}):
                one["options"][contests[0]["id"]] = one["options"].pop("")
        ballot = {
            "title": FILE,
            "levels": levels,
            "rulebook": {"rule": "plurality", **self.rulebook},
            **{key: value for key, value in self.ballot.items() if key != "root"},
            "contest": contests,
            "round": self.rounds,
        }
        return Written(
            Document(FILE, ballot, self.rows),
            None,
            Document(FILE, {"act": self.acts}, self.rows),
            {name: _reader(records) for name, records in self.records.items() if records},
        )

    def _complete_options(self) -> None:
        """A contest called ``contest`` where none is written, and the options that the sheets name."""
        if not self.contests:
            self.contests["contest"] = {"id": "contest"}
        first = next(iter(self.contests))
        for contest, option in self.options:
            self.contests.get(contest or first, {}).setdefault("option", []).append(option)
        for row, cells in self.records["sheets"]:
            inside = self.contests.get(cells.get("contest", first))
            if inside is None or (inside.get("option") and self.options):
                continue
            options = inside.setdefault("option", [])
            for name in cells:
                if name in COLUMNS or any(option["id"] == name for option in options):
                    continue
                near = nearest(name, FIGURES)
                if near and len(name) > 3:
                    self.problems.add("unknown_column", FILE, row, name, nearest=near)
                options.append({"id": name})

    def _complete_units(self) -> list[str]:
        """A root, the sections that only figures name, the level of each unit; returns the levels."""
        root = self.ballot.get("root", "all")
        written = {cells["unit"]: cells for _, cells in self.records["units"]}
        first = self.records["units"][0][0] if self.records["units"] else 1
        for name in ("sheets", "entries", "rolls", "groups", "publications"):
            for row, cells in self.records[name]:
                unit = cells.get("unit", "")
                if unit != root and unit not in written and ":" not in unit:
                    written[unit] = {"unit": unit}
                    self.records["units"].append((row, written[unit]))
        rooted = any(unit == root for unit in written)
        for unit, cells in written.items():
            if unit != root:
                cells.setdefault("parent", root)
        if not rooted:
            self.records["units"].insert(0, (first, {"unit": root}))
            written[root] = self.records["units"][0][1]
        self.records["units"].sort(key=lambda record: (record[1]["unit"] != root, record[0]))
        parents = {cells.get("parent") for cells in written.values()}
        depths = {unit: _depth(unit, written) for unit in written}
        deepest = max(depths.values())
        middle = {1: ["federation"], 0: [], -1: []}.get(
            deepest - 1, [f"level{depth}" for depth in range(1, deepest)]
        )
        levels: list[str] = self.ballot.get("levels") or ["nation", *middle, "section"]
        for unit, cells in written.items():
            inner = unit in parents or unit == root
            place = depths[unit] if inner else len(levels) - 1
            cells.setdefault("level", levels[min(place, len(levels) - 1)])
        return levels


def _depth(unit: str, written: dict[str, dict[str, str]]) -> int:
    depth = 0
    here = written[unit].get("parent")
    while here and depth < len(written):
        depth += 1
        here = written[here].get("parent") if here in written else None
    return depth


def _reader(records: list[tuple[int, dict[str, str]]]) -> Any:
    header = list(dict.fromkeys(key for _, cells in records for key in cells))

    def rows() -> Iterator[tuple[int, Row]]:
        for row, cells in records:
            yield row, [cells.get(name, "") for name in header]

    return lambda: Table(FILE, tuple(header), rows(), len(records))


def _number(text: str) -> int | str:
    return int(text) if re.fullmatch(r"-?[0-9]+", text) else text


def _claim(text: str) -> dict[str, int | str]:
    """``UNIT.FIELD:VALUE``; the unit may hold points itself."""
    place, _, value = text.rpartition(":")
    unit, _, field = place.rpartition(".")
    return {"unit": unit, "field": field, "value": _number(value)}


def _typed(keys: dict[str, str]) -> dict[str, Any]:
    """Values as TOML would hold them."""
    typed: dict[str, Any] = {}
    for name, text in keys.items():
        last = name.rpartition(".")[2]
        if last in LISTS:
            typed[name] = [item for item in text.split(",") if item]
        elif last in FLAGS and text in ("true", "false"):
            typed[name] = text == "true"
        else:
            typed[name] = _number(text) if last in NUMBERS else text
    return typed


def _nested(keys: dict[str, str]) -> dict[str, Any]:
    """Rulebook keys, where ``runoff.share`` is the share inside the runoff."""
    nested: dict[str, Any] = {}
    for name, value in _typed(keys).items():
        outer, dot, inner = name.partition(".")
        if dot:
            value = _number(value) if outer == "seats" and isinstance(value, str) else value
            nested.setdefault(outer, {})[inner] = value
        else:
            nested[name] = value
    return nested


WORDS = {
    "ballot": 0, "rule": 0, "contest": 1, "option": 1, "round": 1, "unit": 1, "missing": 1, "roll": 1,
    "group": 2, "sheet": 1, "entry": 2, "published": 4,
}  # fmt: skip
"""The words that begin a line, and how many names each needs; the kinds of acts are the others."""

__all__ = ["FILE", "WORDS", "read_shorthand"]
