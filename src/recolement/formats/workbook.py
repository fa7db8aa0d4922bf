"""Workbooks (XLSX) read as tables."""

from __future__ import annotations

from dataclasses import dataclass, field

from recolement.formats.decoding import Content
from recolement.formats.gathering import Problems
from recolement.formats.tables import Table


@dataclass
class Workbook:
    file: str
    sheets: tuple[str, ...] = field(default=())

    def table(self, name: str, problems: Problems) -> Table | None:
        raise NotImplementedError


def read_workbook(content: Content, file: str, problems: Problems) -> Workbook | None:
    raise NotImplementedError
