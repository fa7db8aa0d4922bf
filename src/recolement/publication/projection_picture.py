"""The projection as the night went on, as one SVG picture: shares, their intervals, and the raw count.

Across: the share of the registered that is counted. Up: the share of the valid votes. The band is the
interval, the line its middle, the dots what the units counted so far say by themselves.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil, floor

from recolement.publication.page_parts import escape
from recolement.publication.projected import Moment
from recolement.words.numbers import Language
from recolement.words.plain import shown
from recolement.words.projection import ASSUMPTIONS, PICTURE, percent

WIDE, TALL = 960, 560
LEFT, RIGHT, TOP, FOOT = 62, 740, 92, 470
INKS = ("#1d4f7c", "#a0522d", "#3c6e47", "#7a4a86", "#8a6d1d", "#4b5a66")
"""One for each option drawn, and a dash of its own, so that colour does not carry it alone."""
DASHES = ("", "8 4", "2 4", "12 4 2 4", "6 3 2 3 2 3", "1 6")
LETTER = 18
"""How far the names at the right stand from each other at least."""
Point = tuple[float, float]


def projection_picture(
    moments: Sequence[Moment], named: Mapping[str, str], level: float, language: Language
) -> str:
    """The drawing; the options with the largest shares at the last moment, as many as there are inks."""
    words = PICTURE[language]
    last = moments[-1].shares if moments else {}
    options = sorted(last, key=lambda option: -last[option].middle)[: len(INKS)]
    shares = [one.shares[option] for one in moments for option in options]
    raw = [share.counted for share in shares if share.counted is not None]
    highest = max((share.high for share in shares), default=1.0)
    highest, lowest = max([highest, *raw]), min([*(share.low for share in shares), *raw], default=0.0)
    bottom, top = floor(lowest * 20) / 20, max(ceil(highest * 20) / 20, floor(lowest * 20) / 20 + 0.05)
    parts = [_axes(bottom, top, language)]
    for place, option in enumerate(options):
        parts.append(_option(moments, option, place, (bottom, top), named, language))
    if moments:
        parts.append(_names(moments[-1], options, (bottom, top), named, language))
    title, told = escape(words.title), escape(words.described.format(level=f"{level * 100:g}"))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {TALL}" width="{WIDE}" height="{TALL}" '
        f'role="img" aria-label="{title}"><title>{title}</title><desc>{told}</desc>'
        '<style>text{font-family:system-ui,-apple-system,"Segoe UI",Roboto,Helvetica,Arial,sans-serif;'
        "font-size:13px;fill:#1f1d1a;font-variant-numeric:tabular-nums}.soft{fill:#5d5850}"
        ".big{font-size:20px;font-weight:600}.name{font-weight:600}</style>"
        f'<rect width="{WIDE}" height="{TALL}" fill="#fbfaf7"/><text class="big" x="24" y="34">{title}</text>'
        f'<text class="soft" x="24" y="56">{told}</text>{"".join(parts)}'
        f'<text class="soft" x="{(LEFT + RIGHT) / 2}" y="{FOOT + 40}" text-anchor="middle">'
        f"{escape(words.across)}</text>{_warning(language)}</svg>\n"
    )


def _warning(language: Language) -> str:
    """The first sentence of what is supposed: it travels with the picture."""
    said, _, _ = ASSUMPTIONS[language == "en"].partition(". ")
    return f'<text class="soft" x="24" y="{TALL - 18}">{escape(said)}.</text>'


def _x(moment: Moment) -> float:
    return LEFT + (RIGHT - LEFT) * moment.registered_counted / max(moment.registered, 1)


def _y(share: float, ends: Point) -> float:
    bottom, top = ends
    return FOOT - (FOOT - TOP) * (share - bottom) / (top - bottom)


def _axes(bottom: float, top: float, language: Language) -> str:
    parts = []
    steps = round((top - bottom) * 20)
    each = max(1, ceil(steps / 8))
    for step in range(0, steps + 1, each):
        share = bottom + step / 20
        y = _y(share, (bottom, top))
        parts.append(
            f'<line x1="{LEFT}" y1="{y:.1f}" x2="{RIGHT}" y2="{y:.1f}" stroke="#e4dfd5"/>'
            f'<text class="soft" x="{LEFT - 8}" y="{y + 4.5:.1f}" text-anchor="end">'
            f"{percent(share, 0, language)}</text>"
        )
    for step in range(0, 101, 20):
        x = LEFT + (RIGHT - LEFT) * step / 100
        parts.append(
            f'<text class="soft" x="{x:.1f}" y="{FOOT + 20}" text-anchor="middle">'
            f"{percent(step / 100, 0, language)}</text>"
        )
    return "".join(parts)


def _option(
    moments: Sequence[Moment], option: str, place: int, ends: Point,
    named: Mapping[str, str], language: Language,
) -> str:  # fmt: skip
    ink, dash = INKS[place], DASHES[place]
    shares = [(_x(one), one.shares[option]) for one in moments]
    above = [f"{x:.1f},{_y(share.high, ends):.1f}" for x, share in shares]
    below = [f"{x:.1f},{_y(share.low, ends):.1f}" for x, share in reversed(shares)]
    line = " ".join(f"{x:.1f},{_y(share.middle, ends):.1f}" for x, share in shares)
    dots = "".join(
        f'<circle cx="{x:.1f}" cy="{_y(share.counted, ends):.1f}" r="2.5" fill="{ink}"/>'
        for x, share in shares
        if share.counted is not None
    )
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    said = escape(shown(named.get(option, option), 60))
    return (
        f'<g><title>{said}</title><polygon points="{" ".join((*above, *below))}" fill="{ink}" '
        f'fill-opacity=".13"/><polyline points="{line}" fill="none" stroke="{ink}" '
        f'stroke-width="2.5"{dashed}/>'
        f"{dots}</g>"
    )


def _names(
    last: Moment, options: Sequence[str], ends: Point,
    named: Mapping[str, str], language: Language,
) -> str:  # fmt: skip
    """The options' names and last shares beside where their lines end, from the top, none on another."""
    wanted = [_y(last.shares[option].middle, ends) for option in options]
    places: list[float] = []
    for y in wanted:
        places.append(max(y, places[-1] + LETTER) if places else y)
    over = max(0.0, (places[-1] if places else 0.0) - FOOT)
    places = [y - over for y in places]
    parts = []
    for place, (option, y) in enumerate(zip(options, places, strict=True)):
        share = last.shares[option].middle
        parts.append(
            f'<text class="name" x="{_x(last) + 12:.1f}" y="{y + 4.5:.1f}" style="fill:{INKS[place]}">'
            f"{escape(shown(named.get(option, option), 20))} {percent(share, 1, language)}</text>"
        )
    return "".join(parts)
