"""A hash, a signature or a line that does not hold: stop (:class:`LedgerBroken`).

A finding is a value and a refusal is an answer; this is neither. Whoever meets it changes nothing more, and
says what is wrong and where, in the words of ``recolement.words.ledger``.
"""

from __future__ import annotations

from collections.abc import Mapping


class LedgerBroken(Exception):
    """What is wrong (``code``) and where (``facts``): the record cannot be trusted as it stands."""

    def __init__(self, code: str, **facts: str | int) -> None:
        super().__init__(f"{code}: {facts}")
        self.code = code
        self.facts: Mapping[str, str | int] = facts


def fewer_lines(size: int, signed: int) -> LedgerBroken:
    """There are fewer lines than were signed; not one is often another place, and is said as such."""
    return LedgerBroken("rolled_back" if size else "no_line_left", size=size, signed=signed)
