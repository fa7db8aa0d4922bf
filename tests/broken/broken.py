"""One broken ballot folder: what is in it, and the sentences a person must read, written by hand.

Every case starts from the same small sound folder and replaces, adds or takes away some of its files.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from recolement.formats.decoding import Content

BALLOT = """\
title = "Bureau"
levels = ["ville", "section"]
[rulebook]
rule = "plurality"
[[contest]]
id = "bureau"
[[contest.option]]
id = "ann"
name = "Ann"
[[contest.option]]
id = "bob"
name = "Bob"
"""
"""Its lines count: title 1, levels 2, [rulebook] 3, rule 4, [[contest]] 5, id 6, options 7 and 10."""

UNITS = """\
unit,parent,level,registered
Lyon,,ville,
Lyon-1,Lyon,section,100
Lyon-2,Lyon,section,120
"""

SHEETS = """\
unit,in_box,blank,null,ann,bob
Lyon-1,80,1,2,40,37
Lyon-2,90,0,0,50,40
"""

SOUND: Mapping[str, str] = {"ballot.toml": BALLOT, "units.csv": UNITS, "sheets.csv": SHEETS}
"""By hand: 1 + 2 + 40 + 37 = 80 and 50 + 40 = 90. Nothing is wrong with it."""

COUNT_FR = "écrivez des chiffres seulement, et laissez la case vide si le nombre est inconnu."
COUNT_EN = "write digits only, and leave the cell empty if the figure is unknown."
CSV_FR = "Enregistrez le tableau en CSV (UTF-8) ou en XLSX."
CSV_EN = "Save the table as CSV (UTF-8) or as XLSX."


@dataclass(frozen=True)
class Broken:
    """A broken folder: ``files`` over the sound ones (``None``: taken away), and every sentence, in order."""

    name: str
    files: Mapping[str, str | bytes | None]
    fr: tuple[str, ...]
    en: tuple[str, ...]

    def contents(self) -> dict[str, Content]:
        """The folder as bytes, as the reader takes it."""
        files = {**SOUND, **self.files}
        return {
            name: text.encode() if isinstance(text, str) else text
            for name, text in files.items()
            if text is not None
        }


def case(name: str, files: Mapping[str, str | bytes | None], *said: str) -> Broken:
    """A case whose sentences come in pairs: French, then English."""
    return Broken(name, files, said[0::2], said[1::2])


def sheets(row: str, header: str = "unit,in_box,blank,null,ann,bob") -> dict[str, str | bytes | None]:
    """A ``sheets.csv`` of one row (row 2) under the usual header."""
    return {"sheets.csv": f"{header}\n{row}\n"}


def ballot(old: str, new: str) -> dict[str, str | bytes | None]:
    """The sound ``ballot.toml`` with one text replaced by another."""
    assert BALLOT.count(old) == 1, old
    return {"ballot.toml": BALLOT.replace(old, new)}


def acts(text: str) -> dict[str, str | bytes | None]:
    """An ``acts.toml`` of one act: ``[[act]]`` and ``at`` are lines 1 and 2."""
    return {"acts.toml": f"[[act]]\nat = 2017-01-29\n{text}\n"}
