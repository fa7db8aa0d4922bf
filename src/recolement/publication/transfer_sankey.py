"""The flows of an estimate as ribbons (Sankey): solid as far as the interval is sure, hatched beyond.

A drawing of our own, in SVG: it stands alone, needs no script, and every ribbon tells its figures on hovering
and to a screen reader; the same figures are in the table beside it.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

from recolement.publication.page_parts import escape
from recolement.publication.transfer_flows import OTHERS, Flow, Flows
from recolement.words.numbers import Language, colon, count
from recolement.words.plain import shown
from recolement.words.transfer_pictures import PICTURE_WORDS

WIDTH, LEFT, RIGHT, BAR = 960, 216, 744, 10
TALL, GAP, LEAST = 520, 10, 17
"""Pixels of everybody, between two options, and of the label of an option."""
THIN = 0.6
"""Ribbons thinner than this are left to the table."""
LONGEST = 24
COLOURS = (
    "#1d4f7c", "#c05a2b", "#3f8f5b", "#8a4b9b", "#b8912c", "#2b8c99", "#b3476b", "#6b6f2a", "#5566c0",
    "#8f6a52",
)  # fmt: skip
"""Of origins, largest first; whoever does not tell colours apart has their order and labels."""
GREY = "#85807a"


def sankey(flows: Flows, language: Language) -> tuple[str, int]:
    """The drawing's elements, without the ``svg`` around them, and its height."""
    words = PICTURE_WORDS[language]
    scale = TALL / max(flows.total, 1)
    left = _places(flows.origins, scale)
    right = _places(flows.destinations, scale)
    colours = {
        name: GREY if name == OTHERS else COLOURS[index % len(COLOURS)]
        for index, (name, _) in enumerate(flows.origins)
    }
    used_left = {name: top for name, (top, _) in left.items()}
    used_right = {name: top for name, (top, _) in right.items()}
    parts = [_hatches(colours)]
    for index, flow in enumerate(flows.flows):
        height = flow.votes * scale
        start, end = used_left[flow.origin], used_right[flow.destination]
        used_left[flow.origin] += height
        used_right[flow.destination] += height
        if height >= THIN:
            parts.append(_ribbon(flow, start, end, scale, colours, index, flows, language))
    for name, (top, height) in left.items():
        parts.append(f'<rect x="{LEFT - BAR}" y="{top:.1f}" width="{BAR}" height="{height:.1f}" '
                     f'fill="{colours[name]}"/>')  # fmt: skip
    for top, height in right.values():
        parts.append(f'<rect x="{RIGHT}" y="{top:.1f}" width="{BAR}" height="{height:.1f}" fill="#3d3a35"/>')
    parts += _labels(flows.origins, left, LEFT - BAR - 8, "end", words.others, language)
    parts += _labels(flows.destinations, right, RIGHT + BAR + 8, "start", words.others, language)
    bottom = max(top + height for places in (left, right) for top, height in places.values())
    return "".join(parts), ceil(bottom) + 8


def _places(options: tuple[tuple[str, float], ...], scale: float) -> dict[str, tuple[float, float]]:
    """The top and height of each option's bar: apart enough for labels not to touch."""
    places: dict[str, tuple[float, float]] = {}
    top = 4.0
    for name, votes in options:
        height = max(votes * scale, 1.0)
        room = max(height, LEAST)
        places[name] = (top + (room - height) / 2, height)
        top += room + GAP
    return places


def _hatches(colours: dict[str, str]) -> str:
    patterns = "".join(
        f'<pattern id="h{index}" width="5" height="5" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)"><rect width="5" height="5" fill="{colour}" fill-opacity=".16"/>'
        f'<rect width="1.6" height="5" fill="{colour}" fill-opacity=".62"/></pattern>'
        for index, colour in enumerate(colours.values())
    )
    return f"<defs>{patterns}</defs>"


def _ribbon(
    flow: Flow,
    start: float,
    end: float,
    scale: float,
    colours: dict[str, str],
    index: int,
    flows: Flows,
    language: Language,
) -> str:
    """Two ribbons on one another: the sure part above, what is uncertain below it."""
    words = PICTURE_WORDS[language]
    sure = min(flow.low, flow.votes) * scale
    whole = flow.votes * scale
    pattern = list(colours).index(flow.origin)
    names = (words.others if name == OTHERS else shown(name, 60) for name in (flow.origin, flow.destination))
    told = (
        f"{' → '.join(names)}{colon(language)}{count(round(flow.votes), language)} "
        f"({count(round(flow.low), language)} – {count(round(flow.high), language)})"
    )
    drawn = ""
    if sure > 0.1:
        drawn += f'<path d="{_band(start, end, sure)}" fill="{colours[flow.origin]}" fill-opacity=".62"/>'
    if whole - sure > 0.1:
        drawn += f'<path d="{_band(start + sure, end + sure, whole - sure)}" fill="url(#h{pattern})"/>'
    return f"<g><title>{escape(told)}</title>{drawn}</g>"


def _band(start: float, end: float, height: float) -> str:
    middle = (LEFT + RIGHT) / 2
    return (
        f"M{LEFT},{start:.1f}C{middle},{start:.1f} {middle},{end:.1f} {RIGHT},{end:.1f}"
        f"V{end + height:.1f}C{middle},{end + height:.1f} {middle},{start + height:.1f} "
        f"{LEFT},{start + height:.1f}Z"
    )


def _labels(
    options: tuple[tuple[str, float], ...],
    places: dict[str, tuple[float, float]],
    x: int,
    anchor: str,
    others: str,
    language: Language,
) -> Iterator[str]:
    for name, votes in options:
        top, height = places[name]
        said = others if name == OTHERS else shown(name, LONGEST)
        middle = top + height / 2
        figure = f'<tspan class="soft">{escape(count(round(votes), language))}</tspan>'
        if height >= 34:
            yield (
                f'<text x="{x}" y="{middle - 2:.1f}" text-anchor="{anchor}">{escape(said)}</text>'
                f'<text x="{x}" y="{middle + 15:.1f}" text-anchor="{anchor}">{figure}</text>'
            )
        else:
            short = said if name == OTHERS else shown(name, LONGEST - 8)
            yield (
                f'<text x="{x}" y="{middle + 4.5:.1f}" text-anchor="{anchor}">{escape(short)} {figure}</text>'
            )
