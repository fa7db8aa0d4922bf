"""Everybody's chance in one picture: how many volunteers sit on how many of the numbered panels.

Worked example: of four volunteers, two sit on one panel, one on two, one on four:

>>> bars_of([1, 1, 2, 4])
[(1, 2, 2), (2, 3, 1), (3, 4, 0), (4, 5, 1)]
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from recolement.publication.panel_picture import Drawing
from recolement.words.numbers import Language, count

BARS, NARROW_BARS = 16, 7
"""As many as a page has room for, wide or narrow."""
WIDTH, NARROW_WIDTH, HEIGHT, LEFT, BOTTOM = 640, 290, 220, 56, 46


def bars_of(times: Sequence[int], most: int = BARS) -> list[tuple[int, int, int]]:
    """From, to (not included) and how many people, from the smallest chance to the largest."""
    low, high = min(times, default=0), max(times, default=0)
    width = max(1, -(-(high - low + 1) // most))
    bars = []
    at = low
    while at <= high:
        bars.append((at, at + width, sum(at <= one < at + width for one in times)))
        at += width
    return bars


def histogram(times: Sequence[int], panels: int, words: tuple[str, str], language: Language) -> Drawing:
    """The picture as SVG; ``words`` say what lies and what stands: the chance, the people."""
    wide = _drawn(bars_of(times), WIDTH, panels, words, language)
    return Drawing(wide, _drawn(bars_of(times, NARROW_BARS), NARROW_WIDTH, panels, words, language))


def _drawn(
    bars: Sequence[tuple[int, int, int]], width: int, panels: int, words: tuple[str, str], language: Language
) -> str:
    most = max((people for *_, people in bars), default=0) or 1
    step = (width - LEFT) / max(1, len(bars))
    size = 11 if width == WIDTH else 13
    parts = []
    floor = HEIGHT - BOTTOM
    for place, (low, _, people) in enumerate(bars):
        tall = people * (floor - 24) / most
        x, y, wide = LEFT + place * step, floor - tall, max(1.0, step - 2)
        parts.append(
            f'<rect x="{x + 1:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{tall:.1f}" fill="#334"/>'
        )
        if people:
            parts.append(_text(x + step / 2, y - 4, count(people, language)))
        if place % 2 == 0:
            parts.append(_text(x, floor + 15, _percent(low, panels, language)))
    parts.append(f'<path d="M{LEFT} {HEIGHT - BOTTOM}H{width}" stroke="#334"/>')
    parts.append(f'<text x="{LEFT}" y="{HEIGHT - 8}">{escape(words[0])}</text>')
    parts.append(f'<text x="0" y="12">{escape(words[1])}</text>')
    label = escape(f"{words[1]} / {words[0]}")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width + 20} {HEIGHT}" role="img" '
        f'aria-label="{label}" font-family="sans-serif" font-size="{size}" fill="#222">{"".join(parts)}</svg>'
    )


def _text(x: float, y: float, said: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="middle">{said}</text>'


def _percent(times: int, panels: int, language: Language) -> str:
    shown = f"{times * 100 / panels:.1f}"
    return f"{shown.replace('.', ',')}\N{NARROW NO-BREAK SPACE}%" if language == "fr" else f"{shown}%"
