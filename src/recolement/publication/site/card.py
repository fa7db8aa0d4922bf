"""The picture that a social network shows beside a link to a result: 1200 × 630, in the ballot's language.

Networks accept no SVG and no relative address: pictures are PNG, and there are some only where the site's own
address was said. A nation has one for each of its communes: those of the first levels are whole, those below half
as wide and as high, the least that networks show large, and drawn twenty at a time. Where a level is too many (the
stations of a nation), its places show that of the nearest place above which has one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
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
MOST = 40_000
"""Places of the levels, from the top, that have a picture of their own."""
WHOLE = 150
"""Places of the levels, from the top, whose picture is whole."""
WIDTH, HEIGHT = 1200, 630
AT_ONCE = 20
"""Pictures drawn at a time: three times as fast as one by one; Typst keeps no more in memory for it."""
ROWS = 5


def can_draw() -> bool:
    """Whether pictures can be drawn here."""
    return find_spec("typst") is not None


def card_of(site: Site, place: str) -> str:
    """The picture to show beside a link to a place: its own, or that of the nearest place above."""
    return f"{FOLDER}/{site.addresses.page(_shown(site, place)).removesuffix('.html')}.png"


def _shown(site: Site, place: str) -> str:
    """The place whose picture is shown for this one."""
    tree = site.night.folder.tree
    trail = tree.trail(UnitId(place)) if place in tree else (tree.root,)
    return next((unit for unit in reversed(trail) if unit in site.carded), tree.root)


def card_names(site: Site) -> set[str]:
    """The files of all pictures that there are."""
    return {card_of(site, place) for place in site.carded}


def carded_places(site: Site) -> dict[str, int]:
    """The places that have a picture, with its width: of the tree's levels, as many as are not too many."""
    tree = site.night.folder.tree
    found: dict[str, int] = {}
    level: list[UnitId] = [tree.root]
    while level and len(found) + len(level) <= max(MOST, 1):
        width = WIDTH if len(found) + len(level) <= WHOLE else WIDTH // 2
        found |= dict.fromkeys(level, width)
        level = [unit for one in level for unit in tree.children(one)]
    return found


def card_files(site: Site, places: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """The pictures of these places, of those that have one, where they can be drawn here."""
    drawn = [place for place in places if place in site.carded]
    if not drawn or site.address is None or not can_draw():
        return
    # Imported here: who publishes without pictures needs no Typst.
    from recolement.publication.typesetting import PlainText, pictures

    language: Language = "en" if site.night.folder.ballot.language == "en" else "fr"
    for width in dict.fromkeys(site.carded[place] for place in drawn):
        alike = [place for place in drawn if site.carded[place] == width]
        for start in range(0, len(alike), AT_ONCE):
            some = alike[start : start + AT_ONCE]
            data = PlainText().all([_data(site, place, language) for place in some])
            for place, picture in zip(some, pictures("card.typ", data, width / WIDTH), strict=True):
                yield card_of(site, place), picture


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
    width = site.carded.get(_shown(site, place), WIDTH)
    return (
        f'{said}<meta property="og:url" content="{base}/{path}"><meta property="og:image" content="{picture}">'
        f'<meta property="og:image:width" content="{width}">'
        f'<meta property="og:image:height" content="{width * HEIGHT // WIDTH}">'
        f'<meta property="og:image:alt" content="{title}"><meta name="twitter:image" content="{picture}">'
    )
