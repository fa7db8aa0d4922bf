"""The groups of a kind (constituencies across communes): their results in tables, so many a page."""

from __future__ import annotations

from collections.abc import Container, Iterator

from recolement.publication.page_parts import escape
from recolement.publication.site.below import A_PAGE, units_table
from recolement.publication.site.frame import Address, page, pager
from recolement.publication.site.state import Site
from recolement.words.fields import level_label
from recolement.words.numbers import Language


def _groups(site: Site, kind: str) -> list[str]:
    return [group.address for group in site.night.folder.groups if group.kind == kind]


def kind_paths(site: Site, kind: str) -> list[str]:
    """The paths of the pages of a kind: by contest and round, then by part of the list."""
    parts = -(-len(_groups(site, kind)) // A_PAGE)
    folder = site.addresses.folders[kind]
    return [
        f"kinds/{folder}-{site.slug(sitting)}-{number}.html"
        for sitting in reversed(site.sittings)
        for number in range(1, parts + 1)
    ]


def kind_parts(site: Site, kind: str, touched: Container[str] | None = None) -> list[int]:
    """The parts of the list of a kind; of those only that hold a group that is touched, where some are given."""
    groups = _groups(site, kind)
    return [
        start // A_PAGE
        for start in range(0, len(groups), A_PAGE)
        if touched is None or any(group in touched for group in groups[start : start + A_PAGE])
    ]


def kind_pages(site: Site, kind: str, only: int, language: Language) -> Iterator[tuple[str, bytes]]:
    """The pages of one part of a kind of groups, in a language."""
    groups, names, paths = _groups(site, kind), site.names[language], kind_paths(site, kind)
    parts = [groups[start : start + A_PAGE] for start in range(0, len(groups), A_PAGE)]
    title = level_label(kind, language).capitalize()
    pieces = ((sitting, part) for sitting in reversed(site.sittings) for part in parts)
    for number, (sitting, part) in enumerate(pieces):
        if number % len(parts) != only:
            continue
        at = Address(language, paths[number])
        links = pager(at, paths, number, language)
        last = max((site.last_line(place) or -1 for place in part), default=-1)
        table = units_table(site, sitting, site.decided[sitting][0], part, at, names)
        body = (f"<h1>{escape(title)}</h1>\n", links, table, links)
        yield page(site, at, title, body, line=None if last < 0 else last)
