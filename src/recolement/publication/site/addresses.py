"""Where each unit's page is: an address made of its level and its id, the same for ever.

An id is any text. One that is plain, and that no other id resembles on a file system which ignores case, is
its own address; any other gets a few letters of its digest.

>>> from recolement.formats.shorthand import read_shorthand
>>> where = Addresses(read_shorthand("sheet Lyon-3 A=1\\nsheet lyon-3 A=2\\nsheet Brest A=3\\nsheet ../x A=1"))
>>> where.page("Brest"), where.page("../x")
('section/brest.html', 'section/x.d6b96a97.html')
>>> where.page("Lyon-3") == where.page("lyon-3")
False
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from hashlib import sha256

from recolement.model.folder import BallotFolder

LONGEST_SLUG = 60
OWN = ("names", "findings", "tables", "contests", "kinds", "embed")
"""Folders of a language that are no level's."""
SYSTEM = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?").fullmatch
"""Names that some file systems keep for themselves."""


class Addresses:
    """The addresses of the units and groups of one ballot folder, without the folder of their language."""

    def __init__(self, folder: BallotFolder) -> None:
        units = {str(unit): node.level for unit, node in folder.tree.items()}
        groups = {group.address: group.kind for group in folder.groups}
        self._slugs = slugs([*units, *(group for group in groups if group not in units)])
        levels = list(dict.fromkeys([*units.values(), *groups.values()]))
        folders = slugs(levels, OWN)
        self._level = {name: folders[level] for name, level in (groups | units).items()}
        self.folders = folders
        """The folder of each level or kind of groups."""

    def page(self, unit: str) -> str:
        """The page of a unit or group."""
        return f"{self._level[unit]}/{self._slugs[unit]}.html"

    def data(self, unit: str) -> str:
        """The figures of a unit and of those below it."""
        return f"data/{self._level[unit]}/{self._slugs[unit]}.json"

    def table(self, unit: str, what: str, number: int) -> str:
        """A page of a unit's table: ``what`` says of which contest and round, or which comparison."""
        return f"tables/{self._slugs[unit]}-{what}-{number}.html"


def slugs(names: Iterable[str], taken: Iterable[str] = ()) -> dict[str, str]:
    """For each name a short one for an address, no two alike. It is plain where nothing of the name was lost
    but the size of its letters, or a sign between words."""
    once = list(dict.fromkeys(names))
    plain = {name: slug(name) for name in once}
    seen = Counter(plain.values())
    kept = set(taken)
    return {
        name: short
        if short and seen[short] == 1 and short not in kept and not SYSTEM(short) and len(name) == len(short)
        else f"{short or 'x'}.{sha256(name.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"
        for name, short in plain.items()
    }


def slug(name: str) -> str:
    """The letters, digits, hyphens and underscores of a name, small and without accents."""
    if name.isascii():
        folded = name[:4096].lower()
    else:
        decomposed = unicodedata.normalize("NFKD", name[:4096])
        folded = decomposed.encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9_-]+", "-", folded).strip("-")[:LONGEST_SLUG].rstrip("-")
