"""The places of a ballot from its tables: the tree (``units.csv``), a round's own rolls, groups."""

from __future__ import annotations

from collections.abc import Mapping
from unicodedata import normalize

from recolement.formats.gathering import Problems
from recolement.formats.tables import Counts, Progress, Table, adds_up, allow, any_adds_up, chunks, require
from recolement.formats.toml import fit_ids, wrong_id
from recolement.model.ids import UnitId
from recolement.model.units import Group, TreeBroken, Unit, UnitTree

UNITS = ("unit", "parent", "level", "name", "registered", "mandates")
ROLLS = ("unit", "round", "registered")
GROUPS = ("unit", "kind", "group", "name")


def note_counts(table: Table, row: int, cells: Mapping[str, str], counts: Counts, problems: Problems) -> None:
    """Note which of the cells of a row hold no count."""
    for column, cell in cells.items():
        code = counts.wrong.get(cell)
        if code:
            problems.add(code, table.file, row, column, found=cell)


def read_units(
    table: Table, levels: tuple[str, ...], problems: Problems, progress: Progress | None = None
) -> UnitTree | None:
    """The tree; ``None`` after noting doubled units, unknown parents, several roots, cycles, and the rest.

    ``levels`` are those of the ballot; a unit stands at a lower level than its parent.
    """
    allow(table, UNITS, problems)
    if not require(table, ("unit", "parent", "level"), problems):
        return None
    counts = Counts()
    rank = {level: place for place, level in enumerate(levels)}
    units: dict[str, Unit] = {}
    rows: dict[str, int] = {}
    sound = True
    for chunk in chunks(table, progress):
        names, parents, places, labels = (
            list(map(str.strip, chunk.column(name))) for name in ("unit", "parent", "level", "name")
        )
        figures = chunk.column("registered"), chunk.column("mandates")
        rolls, weights = (list(map(counts.__getitem__, column)) for column in figures)
        named = dict(zip(names, chunk.numbers, strict=True))
        if not (
            len(named) == len(names)
            and named.keys().isdisjoint(units.keys())
            and rank.keys() >= set(places)
            and fit_ids(names)
            and not any_adds_up(names)
            and not counts.wrong
        ):
            for row, name, level, *cells in zip(chunk.numbers, names, places, *figures, strict=True):
                sound &= _note_unit(table, row, name, level, rows, levels, problems)
                note_counts(
                    table, row, dict(zip(("registered", "mandates"), cells, strict=True)), counts, problems
                )
                rows.setdefault(name, row)
        rows |= named
        units |= {
            name: Unit(UnitId(name), UnitId(parent) if parent else None, level, label or name, roll, weight)
            for name, parent, level, label, roll, weight in zip(
                names, parents, places, labels, rolls, weights, strict=True
            )
        }
    sound &= not problems.lost_rows(table.file) and not _twins(table.file, rows, problems)
    return _tree(table.file, units, rows, rank, problems) if sound else None


def _twins(file: str, rows: Mapping[str, int], problems: Problems) -> bool:
    """Note ids that read the same and are not: an accent can be one character, or a letter and its accent."""
    seen: dict[str, str] = {}
    found = False
    for unit in rows:
        if not unit.isascii():
            first = seen.setdefault(normalize("NFC", unit), unit)
            if first != unit:
                problems.add("twin_unit", file, rows[unit], "unit", found=unit, first=rows[first])
                found = True
    return found


def _note_unit(
    table: Table,
    row: int,
    unit: str,
    level: str,
    rows: Mapping[str, int],
    levels: tuple[str, ...],
    problems: Problems,
) -> bool:
    """Note what is wrong with a row of ``units.csv``, the tree aside; whether nothing is."""
    code = wrong_id(unit) if unit else "empty_cell"
    if adds_up(unit):
        code = "total_row"
    elif unit in rows:
        code = "doubled_unit"
    if code:
        problems.add(code, table.file, row, "unit", found=unit, first=rows.get(unit, 0))
    if level in levels:
        return not code
    problems.add(
        "unknown_level" if level else "empty_cell", table.file, row, "level", found=level,
        expected=" | ".join(levels), nearest=problems.nearest(level, levels),
    )  # fmt: skip
    return False


def _tree(
    file: str, units: Mapping[str, Unit], rows: Mapping[str, int], rank: Mapping[str, int], problems: Problems
) -> UnitTree | None:
    """The tree of sound units, or ``None`` after noting every reason why they form none."""
    sound = True
    for unit in units.values():
        above = units.get(unit.parent or "")
        if above is not None and rank[above.level] >= rank[unit.level]:
            problems.add("level_order", file, rows[unit.id], "level", found=unit.level, above=above.level)
            sound = False
    try:
        tree = UnitTree(units.values())
    except TreeBroken:
        _note_tree(file, units, rows, problems)
        return None
    return tree if sound else None


def _note_tree(file: str, units: Mapping[str, Unit], rows: Mapping[str, int], problems: Problems) -> None:
    roots = [unit.id for unit in units.values() if unit.parent is None]
    for root in roots[1:]:
        problems.add("several_roots", file, rows[root], "parent", found=root, first=roots[0])
    if not units:
        problems.add("no_root", file)
    for unit in units.values():
        if unit.parent is not None and unit.parent not in units:
            near = problems.nearest(unit.parent, units) if len(units) < 2000 else ""
            problems.add("unknown_parent", file, rows[unit.id], "parent", found=unit.parent, nearest=near)
    turning = sorted(_in_cycles(units), key=rows.__getitem__)
    if turning:
        problems.add("cycle", file, rows[turning[0]], "parent", found=turning[0], units=len(turning))


def _in_cycles(units: Mapping[str, Unit]) -> set[str]:
    """The units that stand above themselves. Each unit is walked over once."""
    settled: set[str] = set()
    turning: set[str] = set()
    for start in units:
        path: dict[str, None] = {}
        here: str | None = start
        while here is not None and here in units and here not in settled and here not in path:
            path[here] = None
            here = units[here].parent
        if here in path:
            order = list(path)
            turning.update(order[order.index(here) :])
        settled.update(path)
    return turning


def read_rolls(
    table: Table, tree: UnitTree, rounds: tuple[int, ...], problems: Problems
) -> dict[tuple[UnitId, int], int]:
    """The rolls of a round's own, by unit and round; an empty one is unknown and left out."""
    allow(table, ROLLS, problems)
    rolls: dict[tuple[UnitId, int], int] = {}
    if not require(table, ("unit", "registered", *(("round",) if len(rounds) > 1 else ())), problems):
        return rolls
    counts = Counts()
    unit_at, registered_at = table.header.index("unit"), table.header.index("registered")
    round_at = table.column("round")
    for row, cells in table.rows:
        unit = known_unit(table, row, cells[unit_at].strip(), tree, problems)
        number = known_round(
            table, row, "" if round_at is None else cells[round_at].strip(), rounds, problems
        )
        text = cells[registered_at].strip()
        registered = counts[text]
        note_counts(table, row, {"registered": text}, counts, problems)
        if unit is None or number is None or registered is None:
            continue
        if not tree.is_leaf(unit):
            problems.add("roll_of_inner_unit", table.file, row, "unit", found=unit)
        if (unit, number) in rolls:
            problems.add("doubled_roll", table.file, row, "unit", found=unit)
        rolls[unit, number] = registered
    return rolls


def known_unit(table: Table, row: int, text: str, tree: UnitTree, problems: Problems) -> UnitId | None:
    """The unit of a row as the tree knows it, or ``None`` after noting that it does not."""
    if text in tree:
        return UnitId(text)
    if not text:
        problems.add("empty_cell", table.file, row, "unit")
    elif adds_up(text):
        problems.add("total_row", table.file, row, "unit", found=text)
    else:
        if not text.isascii() and any(normalize(form, text) in tree for form in ("NFC", "NFD")):
            problems.add("unit_in_other_characters", table.file, row, "unit", found=text)
            return None
        near = problems.nearest(text, tree) if len(tree) < 2000 else ""
        problems.add("unknown_unit", table.file, row, "unit", found=text, nearest=near)
    return None


def known_round(table: Table, row: int, text: str, rounds: tuple[int, ...], problems: Problems) -> int | None:
    """The round of a row; where there is one, an empty cell means it."""
    if not text and len(rounds) == 1:
        return rounds[0]
    if not text:
        problems.add("empty_cell", table.file, row, "round")
    elif text.isascii() and text.isdigit() and len(text) < 6 and int(text) in rounds:
        return int(text)
    else:
        problems.add(
            "unknown_round", table.file, row, "round", found=text, expected=", ".join(map(str, rounds))
        )
    return None


def read_groups(table: Table, tree: UnitTree, problems: Problems) -> tuple[Group, ...]:
    """The groups, in the order of their first row. An inner unit stands for all its leaves."""
    allow(table, GROUPS, problems)
    if not require(table, ("unit", "kind", "group"), problems):
        return ()
    places = [table.column(name) for name in GROUPS]
    members: dict[tuple[str, str], dict[UnitId, None]] = {}
    grouped: dict[tuple[str, UnitId], str] = {}
    names: dict[tuple[str, str], str] = {}
    for row, cells in table.rows:
        text, kind, group, name = ("" if place is None else cells[place].strip() for place in places)
        unit = known_unit(table, row, text, tree, problems)
        usable = unit is not None
        for column, identity in (("kind", kind), ("group", group)):
            code = wrong_id(identity) if identity else "empty_cell"
            if code or (column == "kind" and identity == "each"):
                problems.add(code or "kind_is_each", table.file, row, column, found=identity)
                usable = False
        if not usable or unit is None:
            continue
        key = (kind, group)
        inside = members.setdefault(key, {})
        for leaf in tree.leaves_under(unit):
            if leaf in inside:
                problems.add("doubled_unit_in_group", table.file, row, "unit", found=text, group=group)
                break
            inside[leaf] = None
            first = grouped.setdefault((kind, leaf), group)
            if first != group:
                problems.add(
                    "unit_in_two_groups", table.file, row, "unit", found=text, first=first, kind=kind
                )
                break
        if name and names.setdefault(key, name) != name:
            problems.add("two_names", table.file, row, "name", found=name, first=names[key])
    return tuple(
        Group(kind, group, names.get((kind, group), group), tuple(units))
        for (kind, group), units in members.items()
    )
