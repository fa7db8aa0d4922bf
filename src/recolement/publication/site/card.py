"""The picture that a social network shows beside a link to a result: 1200 × 630, in the ballot's language.

Networks accept no SVG and no relative address: pictures are PNG, and there are some only where the site's own
address was said. Typst draws one in 15 ms, so that places of the top levels have their own, and others show that
of the nearest place above which has one.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec

from recolement.canvass import ContestResult
from recolement.model.ids import UnitId
from recolement.publication.page_parts import escape
from recolement.publication.site.figures import by_votes
from recolement.publication.site.state import Site
from recolement.words.numbers import Language, count, share
from recolement.words.plain import LONGEST, shown
from recolement.words.site import site_words
from recolement.words.verdict import status_label

FOLDER = "cards"
MOST = 150
"""Places of the levels, from the top, that have a picture of their own."""
ROWS = 5


def can_draw() -> bool:
    """Whether pictures can be drawn here."""
    return find_spec("typst") is not None


def card_of(site: Site, place: str) -> str:
    """The picture to show beside a link to a place: its own, or that of the nearest place above."""
    tree = site.night.folder.tree
    trail = tree.trail(UnitId(place)) if place in tree else (tree.root,)
    chosen = next((unit for unit in reversed(trail) if unit in site.carded), tree.root)
    return f"{FOLDER}/{site.addresses.page(chosen).removesuffix('.html')}.png"


def carded_places(site: Site) -> frozenset[str]:
    """The places that have a picture: of the tree's levels, from the top, as many as are few together."""
    tree = site.night.folder.tree
    found: list[str] = [tree.root]
    level: list[UnitId] = [tree.root]
    while True:
        level = [unit for one in level for unit in tree.children(one)]
        if not level or len(found) + len(level) > MOST:
            return frozenset(found)
        found += level


def card_files(site: Site, place: str) -> Iterator[tuple[str, bytes]]:
    """The picture of a place, where it has one and it can be drawn here."""
    if site.address is None or place not in site.carded or not can_draw():
        return
    # Imported here: who publishes without pictures needs no Typst.
    from recolement.publication.typesetting import PlainText, picture

    language: Language = "en" if site.night.folder.ballot.language == "en" else "fr"
    yield card_of(site, place), picture("card.typ", PlainText().all(_data(site, place, language)))


def _data(site: Site, place: str, language: Language) -> dict[str, object]:
    names = site.names.get(language) or next(iter(site.names.values()))
    data: dict[str, object] = {
        "language": language,
        "title": shown(site.night.folder.ballot.title, LONGEST),
        "place": shown(names.place(place), 44),
        "contest": "", "rows": [], "status": "", "turnout": "",
    }  # fmt: skip
    sittings = site.voted_in(place)
    if not sittings:
        return data
    counted = [one for one in sittings if site.result(one, place).coverage.received]
    sitting = (counted or list(sittings))[-1]
    result = site.result(sitting, place)
    own, figures = names.options(sitting[0]), result.figures
    order = by_votes(figures.votes)[:ROWS] if result.coverage.received else []
    most = max((figures.votes[one] or 0 for one in order), default=0)
    data["contest"] = shown(site.heading(sitting, language), 80)
    data["rows"] = [
        {
            "name": shown(own.get(one, one), 40),
            "votes": count(figures.votes[one], language),
            "share": share(figures.votes[one], figures.valid, language),
            "part": round((figures.votes[one] or 0) / most, 3) if most else 0,
        }
        for one in order
    ]
    data["status"] = _status(result, language)
    if figures.voters is not None and figures.registered:
        turnout = share(figures.voters, figures.registered, language)
        data["turnout"] = f"{site_words('turnout', language)}{' : ' if language == 'fr' else ': '}{turnout}"
    return data


def _status(result: ContestResult, language: Language) -> str:
    said, coverage = status_label(result.status.value, language), result.coverage
    if coverage.expected > 1:
        received, expected = count(coverage.received, language), count(coverage.expected, language)
        said += " · " + site_words("received", language, received=received, expected=expected).rstrip(".")
    return said


def social_tags(site: Site, place: str, path: str, title: str) -> str:
    """What a social network reads of a page; its picture and address where the site's own address is known."""
    said = (
        '<meta property="og:type" content="website"><meta name="twitter:card" content="summary_large_image">'
    )
    if site.address is None:
        return said.replace("summary_large_image", "summary")
    base = escape(site.address)
    picture = f"{base}/{card_of(site, place)}"
    return (
        f'{said}<meta property="og:url" content="{base}/{path}"><meta property="og:image" content="{picture}">'
        '<meta property="og:image:width" content="1200"><meta property="og:image:height" content="630">'
        f'<meta property="og:image:alt" content="{title}"><meta name="twitter:image" content="{picture}">'
    )
