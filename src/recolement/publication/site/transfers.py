"""Where the votes went between two rounds, among the pages: an estimate, kept apart from every result.

The estimate is written in ``transfers/estimates.json``, in whole votes, with the line of the ledger that it was
made at; pages and pictures are made from that file. So whoever verifies the pages makes the same ones again,
without what an estimate needs, and ``recolement transfers`` makes the estimate itself again.

>>> from recolement.publication.transfer_flows import Flow
>>> estimate = Estimate("1", "2", (Flow("A", "B", 39.6, 30.2, 47.7),), ((0.0, 60.0),), (1.2,), 0.9, ("2 units.",))
>>> written = _written(Between("c", 2, 7, {"en": estimate}))
>>> written["cells"][0]
{'from': 'A', 'to': 'B', 'votes': 40, 'low': 30, 'high': 48, 'least': 0, 'most': 60, 'moves': 1}
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec

from recolement.ledger.codec import canonical
from recolement.publication.page_parts import escape
from recolement.publication.site.frame import Address, name, page, text
from recolement.publication.transfer_flows import Flow
from recolement.publication.transfer_page import Estimate, estimate_table, picture
from recolement.words.numbers import Language
from recolement.words.site import site_words
from recolement.words.transfer_pictures import PICTURE_WORDS
from recolement.words.transfers import ASSUMPTIONS

if TYPE_CHECKING:
    from recolement.publication.site.state import Site, Sitting

FOLDER = "transfers"
ESTIMATES = f"{FOLDER}/estimates.json"
FORMAT = "recolement-transfer-estimates/1"


@dataclass(frozen=True)
class Between:
    """The estimate between a contest's round and the one before it, in each language of the site."""

    contest: str
    round: int
    line: int | None
    """The last line of the ledger when it was made; ``None`` for a folder."""
    shown: Mapping[Language, Estimate]


def in_whole_votes(one: Between) -> Between:
    """An estimate as whoever reads the file has it."""
    return _read(msgspec.convert(_written(one), _Written))


def estimates_of(files: Mapping[str, Callable[[], bytes]]) -> tuple[Between, ...]:
    """The estimates of a publication that is read; ``ValueError`` where they cannot be."""
    if ESTIMATES not in files:
        return ()
    try:
        return tuple(map(_read, msgspec.json.decode(files[ESTIMATES](), type=_File).estimates))
    except msgspec.DecodeError:
        raise ValueError(ESTIMATES) from None


def transfer_files(site: Site) -> Iterator[tuple[str, bytes]]:
    """The file of estimates, then a page and a picture of each in each language."""
    if not site.transfers:
        return
    written = [_written(one) for one in site.transfers]
    yield ESTIMATES, canonical({"format": FORMAT, "is_a_result": False, "estimates": written})
    for number, one in enumerate(site.transfers, start=1):
        for language, estimate in one.shown.items():
            yield (
                _picture(number, language),
                picture(estimate, language, titled=False).encode("utf-8", "replace"),
            )
            yield _page(site, number, one, language)


def transfer_link(site: Site, sitting: Sitting, at: Address) -> str:
    """The way from a result to the estimate that it is the end of."""
    for number, one in enumerate(site.transfers, start=1):
        if (one.contest, one.round) == sitting:
            said = text(site_words("transfers_link", at.language))
            return f'<p class="ways"><a href="{at.to(f"{FOLDER}/{number}.html")}">{said}</a></p>\n'
    return ""


def _picture(number: int, language: Language) -> str:
    return f"{FOLDER}/{number}-{language}.svg"


def _page(site: Site, number: int, one: Between, language: Language) -> tuple[str, bytes]:
    at = Address(language, f"{FOLDER}/{number}.html")
    title = PICTURE_WORDS[language].title
    return page(site, at, title, _body(site, at, number, one), line=one.line)


def _body(site: Site, at: Address, number: int, one: Between) -> Iterator[str]:
    language = at.language
    estimate, words = one.shown[language], PICTURE_WORDS[language]
    level = f"{estimate.level * 100:g}"
    yield f"<h1>{text(words.title)}</h1>\n"
    yield f'<p class="soft">{name(estimate.first)} → {name(estimate.second)}</p>\n'
    yield f'<p class="state">{text(site_words("transfers_no_result", language))}</p>\n'
    source = f"{at.root}{_picture(number, language)}"
    drawn = text(site_words("transfers_drawn", language))
    yield f'<div class="drawing" tabindex="0"><img src="{source}" alt="{drawn}"></div>\n'
    yield f"<h2>{text(words.limits)}</h2>\n<p>{escape(ASSUMPTIONS[language == 'en'])}</p>\n"
    yield "".join(f"<p>{escape(note)}</p>\n" for note in estimate.notes)
    if estimate.rallies:
        yield f"<h2>{text(words.rallies)}</h2>\n"
        yield "".join(f"<p>{escape(rally)}</p>\n" for rally in estimate.rallies)
    yield from estimate_table(estimate, level, language)


def _written(one: Between) -> dict[str, Any]:
    """An estimate as it is written: whole votes, the level in thousandths."""
    first = next(iter(one.shown.values()))
    return {
        "contest": one.contest,
        "round": one.round,
        "line": one.line,
        "first": first.first,
        "second": first.second,
        "level_thousandths": round(first.level * 1000),
        "cells": [
            {
                "from": cell.origin, "to": cell.destination,
                "votes": round(cell.votes), "low": round(cell.low), "high": round(cell.high),
                "least": round(least), "most": round(most), "moves": round(moves),
            }
            for cell, (least, most), moves in zip(first.cells, first.bounds, first.sensitivity, strict=True)
        ],
        "notes": {language: list(estimate.notes) for language, estimate in one.shown.items()},
        "rallies": {language: list(estimate.rallies) for language, estimate in one.shown.items()},
    }  # fmt: skip


class _Cell(msgspec.Struct, frozen=True, rename={"origin": "from", "destination": "to"}):
    origin: str
    destination: str
    votes: int
    low: int
    high: int
    least: int
    most: int
    moves: int


class _Written(msgspec.Struct, frozen=True):
    contest: str
    round: int
    line: int | None
    first: str
    second: str
    level_thousandths: int
    cells: tuple[_Cell, ...]
    notes: dict[Language, tuple[str, ...]]
    rallies: dict[Language, tuple[str, ...]]


class _File(msgspec.Struct, frozen=True):
    estimates: tuple[_Written, ...]


def _read(one: _Written) -> Between:
    shown: dict[Language, Estimate] = {
        language: Estimate(
            one.first,
            one.second,
            tuple(Flow(cell.origin, cell.destination, cell.votes, cell.low, cell.high) for cell in one.cells),
            tuple((cell.least, cell.most) for cell in one.cells),
            tuple(cell.moves for cell in one.cells),
            one.level_thousandths / 1000,
            notes,
            one.rallies.get(language, ()),
        )
        for language, notes in one.notes.items()
    }
    return Between(one.contest, one.round, one.line, shown)
