"""The shares of an estimate as a table of colours: each cell has its share and its interval."""

from __future__ import annotations

from recolement.publication.page_parts import escape
from recolement.publication.transfer_flows import OTHERS, Flows
from recolement.words.numbers import Language
from recolement.words.plain import shown
from recolement.words.transfer_pictures import PICTURE_WORDS

LABEL, TALL, HEAD = 216, 40, 48
WIDEST, NARROWEST = 118, 62
ROOM = 744
UNCERTAIN = 0.2
"""Intervals wider than this share of the row are hatched."""
DARK = 0.55
"""Shares above this stand on a dark ground: their figures are white."""


def heat(flows: Flows, language: Language) -> tuple[str, int]:
    """The drawing's elements, and its height."""
    words = PICTURE_WORDS[language]
    wide = max(NARROWEST, min(WIDEST, ROOM // max(len(flows.destinations), 1)))
    parts = [
        '<defs><pattern id="wide" width="7" height="7" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)"><rect width="1.4" height="7" fill="#a0522d" fill-opacity=".5"/>'
        "</pattern></defs>"
    ]
    for column, (name, _) in enumerate(flows.destinations):
        x = LABEL + column * wide + wide / 2
        said = _name(name, words.others)
        first, second = _two_lines(said, wide // 8)
        parts.append(f'<text x="{x}" y="{HEAD - (24 if second else 10)}" text-anchor="middle">'
                     f"{escape(first)}</text>")  # fmt: skip
        if second:
            parts.append(f'<text x="{x}" y="{HEAD - 8}" text-anchor="middle">{escape(second)}</text>')
    found = {(flow.origin, flow.destination): flow for flow in flows.flows}
    for row, (origin, votes) in enumerate(flows.origins):
        y = HEAD + row * TALL
        said = _name(origin, words.others)
        parts.append(
            f'<text x="{LABEL - 10}" y="{y + 25}" text-anchor="end">{escape(shown(said, 26))}</text>'
        )
        for column, (destination, _) in enumerate(flows.destinations):
            flow = found.get((origin, destination))
            if flow is None or votes <= 0:
                continue
            shares = (flow.votes / votes, flow.low / votes, min(flow.high / votes, 1.0))
            parts.append(_cell(LABEL + column * wide, y, wide, shares, language))
    return "".join(parts), HEAD + TALL * len(flows.origins) + 8


def _cell(x: int, y: int, wide: int, shares: tuple[float, float, float], language: Language) -> str:
    share, low, high = shares
    ink = "#ffffff" if share > DARK else "#1f1d1a"
    box = f'x="{x + 1}" y="{y + 1}" width="{wide - 2}" height="{TALL - 2}"'
    hatch = f'<rect {box} fill="url(#wide)"/>' if high - low > UNCERTAIN else ""
    return (
        f'<rect {box} fill="{_colour(share)}"/>{hatch}'
        f'<text x="{x + wide / 2}" y="{y + 17}" text-anchor="middle" style="fill:{ink}">'
        f"{_per_cent(share, language)}</text>"
        f'<text x="{x + wide / 2}" y="{y + 32}" text-anchor="middle" style="fill:{ink};font-size:11px">'
        f"{_per_cent(low, language)} – {_per_cent(high, language)}</text>"
    )


def _per_cent(share: float, language: Language) -> str:
    """Whole points: an estimate does not support more; under ten, a tenth tells 0 from next to nothing."""
    points = f"{share * 100:.0f}" if share >= 0.095 or share == 0 else f"{share * 100:.1f}"
    return points.replace(".", ",") if language == "fr" else points


def _colour(share: float) -> str:
    """From paper to blue."""
    light, dark = (0xF1, 0xEE, 0xE7), (0x1D, 0x4F, 0x7C)
    mixed = (round(a + (b - a) * min(share, 1.0) ** 0.8) for a, b in zip(light, dark, strict=True))
    return "#" + "".join(f"{part:02x}" for part in mixed)


def _name(name: str, others: str) -> str:
    return others if name == OTHERS else name


def _two_lines(text: str, most: int) -> tuple[str, str]:
    text = shown(text, 2 * most)
    if len(text) <= most:
        return text, ""
    cut = text.rfind(" ", 0, most + 1)
    if cut < 1:
        return shown(text, most), ""
    return text[:cut], shown(text[cut + 1 :], most)
