"""The files of areas that a command is given, and what of them matches nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import typer

from recolement.cli.language import of_door
from recolement.model.problems import Problem, Unusable
from recolement.publication.site import Site
from recolement.publication.site.card import can_draw, carded_places
from recolement.publication.site.maps import UnitMap, read_map
from recolement.words.bundles import say_bundle
from recolement.words.numbers import count
from recolement.words.plain import shown

NAMED = 20
"""Codes that match nothing, named one by one."""


@dataclass(frozen=True, slots=True)
class MapSource:
    """A file of areas as it was given, and the property that names units where somebody said it."""

    file: str
    raw: bytes
    code: str = ""


def map_source(argument: str) -> MapSource:
    """The file an argument names, with the property it may say after ``#``."""
    name, mark, code = argument.rpartition("#")
    path = Path(name if mark and not Path(argument).exists() else argument)
    try:
        return MapSource(path.name, path.read_bytes(), code if mark and path == Path(name) else "")
    except (OSError, ValueError):
        raise Unusable([Problem("file_missing", str(path))]) from None


@dataclass(frozen=True, slots=True)
class Given:
    """What a command was given beside the ballot: areas to draw, and where the site will be."""

    maps: tuple[MapSource, ...] = ()
    address: str | None = None

    def to(self, site: Site) -> None:
        """Give it to a site, and say what of the areas matches nothing."""
        draw_maps(site, self.maps)
        if self.address is not None:
            site.address = self.address
            site.carded = carded_places(site) if can_draw() else {}


NOTHING_GIVEN = Given()


def site_address(given: str | None) -> str | None:
    """An address as it was given, without its last slash; a usage error for what is none."""
    if given is None:
        return None
    parts = urlsplit(given)
    if parts.scheme not in ("http", "https") or not parts.netloc or not given.isprintable() or " " in given:
        raise typer.BadParameter("https://votes.example", param_hint="--url")
    return given.rstrip("/")


def draw_maps(site: Site, sources: Sequence[MapSource]) -> None:
    """Give a site its maps, and say what matches nothing."""
    if not sources:
        return
    site.maps = tuple(read_map(site, one.file, one.raw, one.code) for one in sources)
    for source, one in zip(sources, site.maps, strict=True):
        print(_matched(source, one))


def _matched(source: MapSource, one: UnitMap) -> str:
    language, areas = of_door(), one.areas
    facts = {
        "file": shown(source.file),
        "field": shown(areas.code),
        "count": count(len(areas.shapes), language),
    }
    told = say_bundle("map_matched", language, **facts)
    if areas.unmatched:
        named = ", ".join(shown(code, 40) for code in areas.unmatched[:NAMED])
        more = " …" if len(areas.unmatched) > NAMED else ""
        told += " " + say_bundle("map_unmatched", language, codes=named + more)
    return told
