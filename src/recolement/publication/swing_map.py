"""Where an option gained and where it lost between two votes: a map an option, on the areas that were given.

A gain is blue and plain, a loss orange and striped; the darker, the larger. Every area says its points, and
the table of the page holds them.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from recolement.formats.gathering import Problems
from recolement.formats.geojson import Areas, read_geojson
from recolement.publication.map_shapes import WIDTH, draw
from recolement.publication.page_parts import escape
from recolement.publication.swing import Change, Level, Swing
from recolement.publication.swing_page import largest_first
from recolement.words.numbers import Language
from recolement.words.plain import LONGEST, shown
from recolement.words.swing import SWING_WORDS, say_points

MOST_MAPS = 4
BUDGET = 30_000
GAIN, LOSS = "#0072b2", "#d55e00"


def swing_areas(found: Swing, raw: bytes, file: str, problems: Problems, code: str = "") -> Areas | None:
    """The areas whose codes are places of the swing; ``None`` after noting why there are none."""
    places = [change.place for change in found.changes if change.level is not Level.WHOLE]
    return read_geojson(raw, file, problems, places, code)


def swing_maps(found: Swing, areas: Areas, language: Language) -> Iterator[str]:
    """A map for each of the largest options that stood both times."""
    words = SWING_WORDS[language]
    drawing = draw(areas.shapes, BUDGET)
    level = Level.AREA if any(one.place in areas.shapes for one in found.at(Level.AREA)) else Level.UNIT
    yield (
        '<svg width="0" height="0" aria-hidden="true" style="position:absolute"><defs>'
        '<pattern id="loss" width="12" height="12" patternUnits="userSpaceOnUse">'
        f'<path d="M0 0h12v12H0z" fill="{LOSS}"/>'
        '<path d="M-3 3l6-6M0 12l12-12M9 15l6-6" stroke="#fff" stroke-width="2"/>'
        "</pattern></defs></svg>\n"
    )
    chosen = [change.option for change in largest_first(found) if change.points is not None][:MOST_MAPS]
    for option in chosen:
        changes = {one.place: one for one in found.at(level) if one.option == option}
        most = max(
            (abs(one.points) for one in changes.values() if one.points is not None), default=Fraction(1)
        )
        label = words.map_of.format(option=shown(option, LONGEST))
        yield f'<figure class="swing">\n<figcaption>{escape(label)}</figcaption>\n'
        box = f"-4 -4 {WIDTH + 8} {drawing.height + 8}"
        yield f'<svg viewBox="{box}" role="img" aria-label="{escape(label)}">\n'
        for place, path in drawing.paths.items():
            yield _area(place, path, changes.get(place), most or Fraction(1), language)
        yield "</svg>\n</figure>\n"
    yield f"<p>{escape(words.map_how)}</p>\n"


def _area(place: str, path: str, change: Change | None, most: Fraction, language: Language) -> str:
    points = None if change is None else change.points
    said = f"{shown(place, LONGEST)}{' : ' if language == 'fr' else ': '}{say_points(points, language)}"
    if points is None:
        paint = 'fill="none" stroke-dasharray="6 4"'
    else:
        fill = GAIN if points >= 0 else "url(#loss)"
        paint = f'fill="{fill}" fill-opacity="{0.2 + 0.8 * float(abs(points) / most):.2f}"'
    return f'<path d="{path}" {paint} stroke="#5d5850"><title>{escape(said)}</title></path>\n'
