"""How far an initiative is, as SVG of ours: one bar to the threshold, and a bar for each unit.

>>> from recolement.initiatives.outcome import Assessment, Reach
>>> found = Assessment(1_000, 50, 25, 1, (Reach("Nord <1>", 1_000, 25, 30),))
>>> 'width="300.0"' in gauge(found, "en"), "Nord &lt;1&gt;" in spread_picture(found.units, "en")
(True, True)

What is reached is told by a mark and a sign, not by colour alone; colours are those of the page
(``initiative.css``).
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from recolement.initiatives.outcome import Assessment, Reach
from recolement.words.initiative_rules import of_rules
from recolement.words.numbers import Language, count, share
from recolement.words.plain import shown

WIDTH, HEIGHT = 600, 54
LABEL, BAR, ROW, FIGURES = 190, 280, 24, 150
LONGEST_NAME = 26


def gauge(found: Assessment, language: Language) -> str:
    """The count on the way to the number needed, or beyond it."""
    whole = max(found.needed, found.counted, 1)
    scale = WIDTH / whole
    mark = min(found.needed * scale, WIDTH - 1.5)
    said = f"{count(found.counted, language)} / {count(found.needed, language)}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="gauge" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'aria-label="{said}"><rect class="all" x="0" y="6" width="{WIDTH}" height="30"/>'
        f'<rect class="done" x="0" y="6" width="{found.counted * scale:.1f}" height="30"/>'
        f'<path class="mark" d="M{mark:.1f} 0v42"/>'
        f'<text x="{mark - 4:.1f}" y="52" text-anchor="end">{count(found.needed, language)}</text></svg>'
    )


def spread_picture(units: Sequence[Reach], language: Language) -> str:
    """A bar a unit: the share of its registered who signed; a stroke where it must come to."""
    largest = max((_share(one.counted, one) for one in units), default=0.0)
    largest = max([largest, 0.001, *(_share(one.needed or 0, one) for one in units)])
    scale = BAR / min(largest, 1.0)
    parts = []
    for place, one in enumerate(units):
        y = place * ROW + 4
        name, width = escape(shown(one.unit, LONGEST_NAME)), min(_share(one.counted, one) * scale, BAR)
        parts.append(
            f'<text x="{LABEL - 8}" y="{y + 13}" text-anchor="end">{name}</text>'
            f'<rect class="done" x="{LABEL}" y="{y}" width="{width:.1f}" height="16"/>'
        )
        if one.needed is not None:
            at = LABEL + min(_share(one.needed, one) * scale, BAR)
            parts.append(f'<path class="mark" d="M{at:.1f} {y - 2}v20"/>')
        sign = "" if one.needed is None else " ✓" if one.reached else " –"
        parts.append(
            f'<text x="{LABEL + BAR + 8}" y="{y + 13}">{count(one.counted, language)} '
            f"({share(one.counted, one.registered, language)}){sign}</text>"
        )
    whole, height = LABEL + BAR + FIGURES, len(units) * ROW + 6
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="spread" viewBox="0 0 {whole} {height}" '
        f'width="{whole}" role="img" aria-label="{of_rules("unit", language)}">{"".join(parts)}</svg>'
    )


def _share(number: int, unit: Reach) -> float:
    return number / unit.registered if unit.registered else 0.0
