"""Maps of a publication: who leads in each of the units below a place, drawn from the areas that were given.

A map is part of its page: no script, no tiles, nothing from elsewhere. Who leads is told by a pattern and a colour,
how large the share is by how dark it is; every area says its figures, and the table of the same page holds them.
The files of areas are in the publication, so that the pages can be made again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import msgspec

from recolement.canvass import ContestResult
from recolement.formats.gathering import Problems
from recolement.formats.geojson import Areas, read_geojson
from recolement.ledger.codec import canonical
from recolement.model.ids import OptionId, UnitId
from recolement.model.problems import Unusable
from recolement.publication.map_shapes import WIDTH, Drawing, draw
from recolement.publication.page_parts import escape
from recolement.publication.site.figures import by_votes, points_between
from recolement.publication.site.frame import Address, name, text
from recolement.publication.site.state import Site, Sitting
from recolement.words.naming import Names
from recolement.words.numbers import share
from recolement.words.plain import LONGEST, shown
from recolement.words.site import site_words
from recolement.words.swing import say_points

FOLDER = "maps"
ABOUT = f"{FOLDER}/about.json"
FORMAT = "recolement-maps/1"
BUDGET = 40_000
"""Letters that the areas of one page may take."""
MOST_AREAS = 400
LINKED = 150
"""Areas up to which each one leads to its unit's page."""
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#8a6d00", "#56b4e9")
"""Told apart by people who see colours otherwise (Okabe and Ito); the patterns tell them apart without colour."""
PATTERNS = (
    "",
    "M-3 3l6-6M0 12l12-12M9 15l6-6",
    "M3 6h6M6 3v6",
    "M0 6h12",
    "M6 0v12",
    "M-3 9l6 6M0 0l12 12M9-3l6 6",
)
STEPS = ((65, 1.0), (50, 0.8), (35, 0.6), (0, 0.42))
"""From which share of the valid votes an area is how dark."""


@dataclass
class UnitMap:
    """A file of areas, as it was given, and what was read of it."""

    raw: bytes
    areas: Areas
    drawn: dict[str, Drawing | None] = field(default_factory=dict)


def read_map(site: Site, file: str, raw: bytes, code: str = "") -> UnitMap:
    """The map of a file; :class:`Unusable` with why it is none."""
    problems = Problems()
    areas = read_geojson(raw, file, problems, site.night.folder.tree, code)
    problems.stop_if_any()
    if areas is None:
        raise Unusable([])
    return UnitMap(raw, areas)


def map_files(site: Site) -> Iterator[tuple[str, bytes]]:
    """The files of areas, and which property of each names units: the pages are made of them."""
    listed = []
    for number, one in enumerate(site.maps, start=1):
        file = f"{FOLDER}/{number}.geojson"
        listed.append({"file": file, "code": one.areas.code})
        yield file, one.raw
    if listed:
        yield ABOUT, canonical({"format": FORMAT, "maps": listed})


def maps_of(site: Site, files: Mapping[str, Callable[[], bytes]]) -> tuple[UnitMap, ...]:
    """The maps of a publication that is read; ``ValueError`` where they cannot be."""
    if ABOUT not in files:
        return ()
    try:
        about = msgspec.json.decode(files[ABOUT](), type=_About)
        return tuple(read_map(site, one.file, files[one.file](), one.code) for one in about.maps)
    except (KeyError, Unusable, msgspec.DecodeError):
        raise ValueError(ABOUT) from None


class _Listed(msgspec.Struct, frozen=True):
    file: str
    code: str


class _About(msgspec.Struct, frozen=True):
    """What ``maps/about.json`` says."""

    format: str
    maps: tuple[_Listed, ...]


def drawing_of(site: Site, place: str) -> Drawing | None:
    """The areas of the units below a place; nothing where there are none, one only, or too many."""
    for one in site.maps:
        if place not in one.drawn:
            one.drawn[place] = _drawn(site, one, place)
        if one.drawn[place] is not None:
            return one.drawn[place]
    return None


def _drawn(site: Site, one: UnitMap, place: str) -> Drawing | None:
    tree = site.night.folder.tree
    if place not in tree:
        return None
    known = one.areas.shapes
    shapes = {str(unit): known[unit] for unit in tree.children(UnitId(place)) if unit in known}
    if not shapes and place == tree.root:
        shapes = {unit: rings for unit, rings in known.items() if unit != place}
    return draw(shapes, BUDGET) if 1 < len(shapes) <= MOST_AREAS else None


def map_html(site: Site, place: str, sittings: Sequence[Sitting], at: Address, names: Names) -> Iterator[str]:
    """The map of the last round of each contest in which something is counted there."""
    drawing = drawing_of(site, place) if site.maps else None
    if drawing is None:
        return
    last = {contest: (contest, number) for contest, number in sittings}
    shown_ = [one for one in last.values() if site.result(one, place).coverage.received][:1]
    for sitting in shown_:
        yield from _map(site, drawing, sitting, site.result(sitting, place), at, names)


def _map(
    site: Site, drawing: Drawing, sitting: Sitting, whole: ContestResult, at: Address, names: Names
) -> Iterator[str]:
    language, own = names.language, names.options(sitting[0])
    results = {unit: site.result(sitting, unit) for unit in drawing.paths}
    leaders = {unit: _leader(result) for unit, result in results.items()}
    led = [option for option in by_votes(whole.figures.votes) if option in leaders.values()]
    styles = {option: number for number, option in enumerate(led[: len(COLOURS)])}
    contest = site.night.folder.ballot.contest(sitting[0])
    colours = {option.id: option.colour for option in contest.options}
    heading = site.heading(sitting, language)
    label = f"{site_words('map', language)} · {heading}"
    linked = len(drawing.paths) <= LINKED
    yield f'<section class="map">\n<h2>{name(label)}</h2>\n<figure>\n'
    role = "group" if linked else "img"
    yield f'<svg viewBox="-4 -4 {WIDTH + 8} {drawing.height + 8}" role="{role}" aria-label="{escape(label)}">\n<defs>'
    for option, number in styles.items():
        yield _pattern(number, _colour(colours.get(option), number))
    yield "</defs>\n"
    for unit, path in drawing.paths.items():
        said = _said(results[unit], leaders[unit], unit, names)
        leader = leaders[unit]
        fill = f"url(#m{styles[leader]})" if leader in styles else "var(--soft)" if leader else "none"
        dark = _dark(results[unit], leader)
        shape = f'<path d="{path}" fill="{fill}"{dark}><title>{escape(said)}</title></path>'
        if linked:
            link = at.to(site.addresses.page(unit))
            shape = f'<a href="{link}" aria-label="{escape(said)}">{shape}</a>'
        yield shape + "\n"
    yield "</svg>\n<figcaption>\n<ul>\n"
    for option, number in styles.items():
        total = sum(1 for leader in leaders.values() if leader == option)
        swatch = f'<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M0 0h24v24H0z" fill="url(#m{number})"/></svg>'
        yield f"<li>{swatch} {name(own.get(option, option))} <b>{total}</b></li>\n"
    yield f"</ul>\n<p>{text(site_words('map_how', language))}</p>\n</figcaption>\n</figure>\n</section>\n"


def _colour(given: str | None, number: int) -> str:
    plain = (given or "").lower()
    fit = len(plain) == 7 and plain[0] == "#" and all(sign in "0123456789abcdef" for sign in plain[1:])
    return plain if fit else COLOURS[number]


def _pattern(number: int, colour: str) -> str:
    lines = PATTERNS[number]
    over = f'<path d="{lines}" stroke="#fff" stroke-width="2" fill="none"/>' if lines else ""
    return (
        f'<pattern id="m{number}" width="12" height="12" patternUnits="userSpaceOnUse">'
        f'<path d="M0 0h12v12H0z" fill="{colour}"/>{over}</pattern>'
    )


def _leader(result: ContestResult) -> OptionId | None:
    """Who has most votes, alone."""
    order = by_votes(result.figures.votes)
    first = result.figures.votes[order[0]] if order else None
    if not first or (len(order) > 1 and result.figures.votes[order[1]] == first):
        return None
    return order[0]


def _dark(result: ContestResult, leader: OptionId | None) -> str:
    votes, valid = result.figures.votes.get(leader) if leader else None, result.figures.valid
    if not votes or not valid:
        return ""
    opacity = next(dark for least, dark in STEPS if 100 * votes >= least * valid)
    return "" if opacity == 1.0 else f' fill-opacity="{opacity}"'


def _said(result: ContestResult, leader: OptionId | None, unit: str, names: Names) -> str:
    language, figures = names.language, result.figures
    place = names.place(unit)
    colon = " : " if language == "fr" else ": "
    if not result.coverage.received:
        return place + colon + site_words("nothing", language)
    if leader is None:
        return place + colon + site_words("map_none", language)
    order = by_votes(figures.votes)
    said = f"{names.option(result.contest, leader)} {share(figures.votes[leader], figures.valid, language)}"
    if len(order) > 1:
        gap = points_between((figures.votes[order[1]], figures.valid), (figures.votes[leader], figures.valid))
        said += ", " + site_words("map_ahead", language, points=say_points(gap, language, signed=False))
    return shown(place + colon + said, 2 * LONGEST)
