"""A publication as pieces: what there is to write, and the files of each, pure functions of the state.

A piece is small, so that many processes can share the work, and so that one more sheet costs only the pieces
that show it: its section, the units above it, its groups, and the pages of the whole.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from importlib.resources import files

from recolement.model.ids import UnitId
from recolement.publication.page_style import STYLE
from recolement.publication.site.below import table_pages
from recolement.publication.site.card import card_files
from recolement.publication.site.contests import contest_pages
from recolement.publication.site.data import publication_data, results_data, unit_data
from recolement.publication.site.embed import embed_pages
from recolement.publication.site.feed import feed
from recolement.publication.site.found import by_code, findings_pages
from recolement.publication.site.frame import text
from recolement.publication.site.home import home_page
from recolement.publication.site.kinds import kind_pages, kind_parts
from recolement.publication.site.maps import map_files
from recolement.publication.site.names import names_pages, search_files
from recolement.publication.site.open_data import open_files
from recolement.publication.site.receipts import receipts
from recolement.publication.site.state import Piece, Site
from recolement.publication.site.transfers import transfer_files
from recolement.publication.site.unit import unit_page
from recolement.publication.site.verifying import verify_page
from recolement.words.plain import LONGEST, shown
from recolement.words.site import site_words

FIXED = ("assets", "maps", "names", "search", "verify")
"""The pieces that no sheet changes."""
WHOLE = ("home", "receipts")
"""The pieces that every sheet changes."""
CARD, CARDS = "card", "cards"
"""The picture of a place for social networks, and those of the places right below it."""
OPEN = Piece("open")
"""The open data: made of everything, so anew at intervals and not at each sheet."""
TRANSFERS = Piece("transfers")
"""Estimates of where the votes went: anew when the open data is."""


def pieces(site: Site) -> Iterator[Piece]:
    """Everything there is to write."""
    yield from map(Piece, FIXED)
    for place in site.places:
        yield Piece("place", place)
        if any(unit in site.carded for unit in _right_below(site, place)):
            yield Piece(CARDS, place)
    yield Piece(CARD, site.night.folder.tree.root)
    yield from _lists(site)
    yield from (Piece("findings", code) for code in by_code(site))
    yield from map(Piece, WHOLE)
    yield TRANSFERS
    yield OPEN


def pieces_touched(
    site: Site, units: Iterable[str], codes: Iterable[str], alone: Iterable[str] = ()
) -> Iterator[Piece]:
    """What shows one of these units or a finding of these codes, and what shows the whole.

    ``alone``: places of which only the findings changed, which no other unit's page shows.
    """
    places = dict.fromkeys(place for unit in units for place in site.above(unit))
    yield from (Piece("place", place) for place in {**places, **dict.fromkeys(alone)})
    yield from (Piece(CARD, place) for place in places if place in site.carded)
    yield from _lists(site, places)
    yield from (Piece("findings", code) for code in codes)
    yield from map(Piece, WHOLE)


def _lists(site: Site, touched: Container[str] | None = None) -> Iterator[Piece]:
    for number, sitting in enumerate(site.sittings):
        if len(site.decided[sitting]) > 1:
            yield Piece("contest", str(number))
    for kind in dict.fromkeys(group.kind for group in site.night.folder.groups):
        yield from (Piece("kind", f"{part}/{kind}") for part in kind_parts(site, kind, touched))


def _right_below(site: Site, place: str) -> tuple[str, ...]:
    """The units right below a unit; a group has none of its own."""
    tree = site.night.folder.tree
    return tree.children(UnitId(place)) if place in tree else ()


def render(site: Site, piece: Piece) -> Iterator[tuple[str, bytes]]:
    """The files of a piece, by name."""
    match piece.kind:
        case "place":
            for language in site.languages:
                yield unit_page(site, piece.of, language)
                yield from table_pages(site, piece.of, language)
            yield from embed_pages(site, piece.of)
            if not site.is_leaf(piece.of) or len(site.places) == 1:
                yield unit_data(site, piece.of)
        case "card":
            yield from card_files(site, (piece.of,))
        case "cards":
            yield from card_files(site, _right_below(site, piece.of))
        case "data":
            yield unit_data(site, piece.of)
        case "results":
            yield results_data(site)
            yield publication_data(site)
        case "home":
            yield from (home_page(site, language) for language in site.languages)
            yield from (feed(site, language) for language in site.languages)
            yield first_page(site)
            yield results_data(site)
            yield publication_data(site)
        case "contest":
            for language in site.languages:
                yield from contest_pages(site, site.sittings[int(piece.of)], language)
        case "kind":
            for language in site.languages:
                part, _, kind = piece.of.partition("/")
                yield from kind_pages(site, kind, int(part), language)
        case "findings":
            found = by_code(site).get(piece.of, [])
            for language in site.languages:
                yield from findings_pages(site, piece.of, found, language)
        case "names":
            for language in site.languages:
                yield from names_pages(site, language)
        case "search":
            yield from search_files(site)
        case "receipts":
            if site.record is not None:
                yield from receipts(site.record)
        case "verify":
            yield from (verify_page(site, language) for language in site.languages)
        case "assets":
            yield from assets()
        case "maps":
            yield from map_files(site)
        case "transfers":
            yield from transfer_files(site)
        case "open":
            yield from open_files(site)


def assets() -> Iterator[tuple[str, bytes]]:
    """The style, the scripts and the mark: the same for every publication of this version."""
    own = files(__package__) / "assets"
    yield "assets/site.css", (STYLE.lstrip() + (own / "site.css").read_text("utf-8")).encode()
    for name in ("site.js", "language.js", "embed.css", "mark.svg"):
        yield f"assets/{name}", (own / name).read_bytes()
    for module in sorted((files(__package__) / "verifier").iterdir(), key=lambda one: one.name):
        yield f"assets/verifier/{module.name}", module.read_bytes()


def first_page(site: Site) -> tuple[str, bytes]:
    """The top of the site: a choice of languages, the ballot's own first; a script makes it as the browser says."""
    ballot = site.night.folder.ballot
    own = "en" if ballot.language == "en" else "fr"
    ordered = sorted(site.languages, key=lambda one: one != own)
    names = {"fr": "Français", "en": "English"}
    title = text(shown(ballot.title, LONGEST))
    alternates = "".join(
        f'<link rel="alternate" hreflang="{one}" href="{one}/index.html">' for one in ordered
    )
    links = "".join(f'<li><a href="{one}/index.html" lang="{one}">{names[one]}</a></li>' for one in ordered)
    choose = " · ".join(f'<span lang="{one}">{text(site_words("choose", one))}</span>' for one in ordered)
    body = (
        f'<!doctype html>\n<html lang="{ordered[0]}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width,initial-scale=1">\n'
        f'<title>{title}</title>\n<link rel="stylesheet" href="assets/site.css">{alternates}\n'
        '<script src="assets/language.js"></script>\n</head>\n<body>\n'
        f'<main id="main">\n<h1>{title}</h1>\n<p>{choose}</p>\n<ul class="links choice">{links}</ul>\n'
        "</main>\n</body>\n</html>\n"
    )
    return "index.html", body.encode("utf-8", "replace")
