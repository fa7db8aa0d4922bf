"""Long lists in pages: 4,000 rows without waiting.

>>> Page(["a", "b", "c"], 1, 2).rows, Page(["a", "b", "c"], 2, 2).rows, Page(["a", "b", "c"], 9, 2).number
(['a', 'b'], ['c'], 2)
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

from django.http import HttpRequest, QueryDict

PER_PAGE = 50

T = TypeVar("T")


class Page(Generic[T]):
    """Some rows of a list, and where they stand in it; a number outside the list is the nearest page."""

    def __init__(self, everything: Sequence[T], number: int, size: int = PER_PAGE) -> None:
        self.total = len(everything)
        self.last = max(1, -(-self.total // size))
        self.number = min(max(1, number), self.last)
        start = (self.number - 1) * size
        self.rows = list(everything[start : start + size])
        self.first_row, self.last_row = start + 1, start + len(self.rows)

    @property
    def before(self) -> int | None:
        """The page before, if there is one."""
        return self.number - 1 if self.number > 1 else None

    @property
    def after(self) -> int | None:
        """The page after, if there is one."""
        return self.number + 1 if self.number < self.last else None


def page_of(request: HttpRequest, everything: Sequence[T]) -> Page[T]:
    """The page that the address asks for (``?page=2``)."""
    return asked_in(request.GET, everything)


def asked_in(query: QueryDict, everything: Sequence[T]) -> Page[T]:
    """The page that a query asks for."""
    asked = query.get("page", "1")
    return Page(everything, int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 9 else 1)
