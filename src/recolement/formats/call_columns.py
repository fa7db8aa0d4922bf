"""The columns of the files about people who are called: what they may be named, which are read.

>>> problems = Problems()
>>> table = table_of(b"Bureau;Numero;Rue\\nnord-1;17;Haute\\n", "roll.csv", problems)
>>> lines = Lines(table, ("section", "number"), Places(), problems)
>>> list(lines.rows()), lines.unread
([(2, {'section': 'nord-1', 'number': '17'})], ('Rue',))
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from recolement.formats.gathering import Problems, nearest
from recolement.formats.spelling import without_accents
from recolement.formats.tables import Table, read_csv
from recolement.formats.workbook import read_workbook

LONGEST_CELL: Final = 300
"""Characters of a name, a number or an address; more is certainly another column."""

COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "section": ("section", "unit", "unite", "bureau"),
    "number": ("number", "numero", "no", "n°", "member_number", "numero_adherent"),
    "name": ("name", "nom", "nom_complet", "full_name", "last_name", "nom_de_famille"),
    "first_name": ("first_name", "prenom", "prenoms", "firstname"),
    "telephone": ("telephone", "phone", "tel", "portable", "mobile"),
    "email": ("email", "e-mail", "courriel", "mail", "adresse_electronique"),
    "consent": ("consent", "consentement"),
    "consent_date": ("consent_date", "date", "date_consentement", "date_du_consentement"),
    "said": ("said", "a_dit"),
    "voted": ("voted", "a_vote", "emargement", "vote"),
}
"""What a column may be called, without accents, capitals or spaces."""

_ARCHIVE: Final = b"PK\x03\x04"


class Places:
    """The sections of a ballot as files name them: by id, or by a name that no other section has.

    Without a ballot, a section is what the file says.

    >>> Places({"n-1": "École", "n-2": "Mairie", "n-3": "Mairie"}).find("ecole")
    'n-1'
    >>> Places({"n-2": "Mairie", "n-3": "Mairie"}).find("Mairie") is None
    True
    """

    def __init__(self, names: Mapping[str, str] | None = None) -> None:
        self._known: dict[str, str] | None = None
        if names is not None:
            spelled = Counter(map(without_accents, names.values()))
            self._known = {
                without_accents(name): id for id, name in names.items() if spelled[without_accents(name)] == 1
            } | {without_accents(id): id for id in names}

    def find(self, written: str) -> str | None:
        """The section that a cell names; ``None`` where there is none of that name."""
        return written if self._known is None else self._known.get(without_accents(written))

    def nearest(self, written: str, problems: Problems) -> str:
        """The section most like the one written."""
        return problems.nearest(written, () if self._known is None else self._known.values())


class Lines:
    """The cells of a table by what they mean, and what is wrong with them."""

    def __init__(self, table: Table, wanted: Sequence[str], places: Places, problems: Problems) -> None:
        self._table, self._places, self._problems = table, places, problems
        self.columns: dict[str, int] = {}
        spelled = [without_accents(name).replace(" ", "_") for name in table.header]
        for meaning in wanted:
            named = [at for at, name in enumerate(spelled) if name in COLUMNS[meaning]]
            if len(named) > 1:
                both = ", ".join(table.header[at] for at in named)
                problems.add("column_twice", table.file, 1, table.header[named[1]], found=both)
            if named:
                self.columns[meaning] = named[0]
        used = set(self.columns.values())
        self.unread = tuple(name for at, name in enumerate(table.header) if at not in used)

    def has(self, *meanings: str) -> bool:
        """Whether these columns are there; those that are not are noted."""
        missing = [one for one in meanings if one not in self.columns]
        for one in missing:
            near = nearest(one, self.unread)
            self._problems.add("missing_column", self._table.file, 1, one, nearest=near)
        return not missing

    def rows(self) -> Iterator[tuple[int, dict[str, str]]]:
        """The lines, each cell in one normal form of its letters."""
        for row, record in self._table.rows:
            cells = {}
            for meaning, at in self.columns.items():
                cell = unicodedata.normalize("NFC", record[at]).strip()
                if len(cell) > LONGEST_CELL:
                    self.wrong(row, meaning, "cell_long", most=LONGEST_CELL)
                    cell = cell[:LONGEST_CELL]
                cells[meaning] = cell
            yield row, cells

    def section(self, row: int, cells: Mapping[str, str]) -> str | None:
        """The section that a line names; what is none is noted."""
        written = cells["section"]
        if not written:
            self.wrong(row, "section", "section_empty")
            return None
        found = self._places.find(written)
        if found is None:
            near = self._places.nearest(written, self._problems)
            self.wrong(row, "section", "no_section", found=written, nearest=near)
        return found

    def wrong(self, row: int, meaning: str | None, code: str, **facts: str | int) -> None:
        """Note what is wrong with a cell, under the name that the file gives its column."""
        at = None if meaning is None else self.columns.get(meaning)
        column = meaning if at is None else self._table.header[at]
        self._problems.add(code, self._table.file, row, column, **facts)


def table_of(content: bytes, file: str, problems: Problems) -> Table | None:
    """The table of a CSV or XLSX file; what is wrong is noted."""
    if content.startswith(_ARCHIVE):
        book = read_workbook(content, file, problems)
        return None if book is None else book.table("", problems)
    known = [name for names in COLUMNS.values() for name in names]
    return read_csv(content, file, problems, known)
