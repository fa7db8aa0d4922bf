"""Units that stand for several: a "miscellaneous" line hides who is in it (three federations in 2012).

Three signs, any of which is enough:

- the name holds a word for what is left over: divers, autres, reste, miscellaneous, other, unallocated…;
- the name joins several parts (with "et", "and", "&", "+", "/", a comma) and one of the parts is a whole
  class of places: l'étranger, outre-mer, abroad, overseas, postal votes…;
- the name joins several parts and two of them are the names of other units of the tree.

>>> tree = UnitTree([Unit(UnitId("FR"), None, "nation", "France"),
...                  Unit(UnitId("M"), UnitId("FR"), "federation", "Français de l'étranger et Outre-mer"),
...                  Unit(UnitId("W"), UnitId("FR"), "federation", "Wallis et Futuna"),
...                  Unit(UnitId("D"), UnitId("FR"), "federation", "Divers"),
...                  Unit(UnitId("1"), UnitId("FR"), "federation", "Nice"),
...                  Unit(UnitId("2"), UnitId("FR"), "federation", "Menton"),
...                  Unit(UnitId("3"), UnitId("FR"), "federation", "Nice et Menton")])
>>> sorted(standing_for_several(tree))
['3', 'D', 'M']
"""

from __future__ import annotations

import re

from recolement.model.ids import UnitId
from recolement.model.units import Unit, UnitTree

LEFT_OVER = re.compile(
    r"\b(?:divers(?:es)?|autres?|reste|restants?|non\s+ventil[ée]s?|misc(?:ellaneous)?|others?|various"
    r"|unallocated|remainder|totaux|total)\b"
)
CLASS_OF_PLACES = re.compile(
    r"\b(?:[ée]tranger|outre[\s-]mer|hors\s+de\s+france|abroad|overseas|postal|correspondance"
    r"|f[ée]d[ée]rations|sections|bureaux|d[ée]partements|communes|circonscriptions|stations|precincts)\b"
)
JOINT = re.compile(r"\s+(?:et|and)\s+|\s*[&+/,;]\s*")


def standing_for_several(tree: UnitTree) -> frozenset[UnitId]:
    """The sections of the tree whose name says that they stand for several units."""
    leaves = [tree[leaf] for leaf in tree.leaves]
    by_name: dict[str, UnitId] | None = None
    found: set[UnitId] = set()
    for unit, name in _promising(leaves):
        parts = [part for part in JOINT.split(name) if part]
        if LEFT_OVER.search(name) or (len(parts) > 1 and any(map(CLASS_OF_PLACES.search, parts))):
            found.add(unit.id)
        elif len(parts) > 1:
            if by_name is None:
                by_name = {_plain(other.name): other.id for other in tree.values()}
            if len({by_name[part] for part in parts if part in by_name} - {unit.id}) > 1:
                found.add(unit.id)
    return frozenset(found)


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def _promising(units: list[Unit]) -> list[tuple[Unit, str]]:
    """The few units whose name holds a joint or a word for what is left over, with it in lower case."""
    sign = re.compile(f"(?:{LEFT_OVER.pattern})|(?:{JOINT.pattern})")
    return [(unit, name) for unit, name in ((unit, _plain(unit.name)) for unit in units) if sign.search(name)]
