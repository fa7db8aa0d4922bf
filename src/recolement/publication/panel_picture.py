"""Pool, population and panel side by side: three bars for each feature, as SVG of ours.

>>> shares = [Shares("age", "16-24", population=0.13, pool=0.06, panel=5 / 42, least=4, most=7)]
>>> picture = picture_of(shares, 42, ("population", "volunteers", "panel"))
>>> picture.startswith("<svg") and "16-24" in picture and "5 of 42" not in picture
True

Each bar's length is a share on one scale; shape tells them apart without colour: the population is an
outline, the pool is hatched, the panel is solid. A bracket over the panel's bar shows the quota.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from recolement.model.panels import Pool, Quota, count_of

BAR, GAP, LABEL, WIDTH, ROOM = 14, 14, 240, 500, 60


@dataclass(frozen=True, slots=True)
class Shares:
    """One feature: its share of the population (if known), the pool and the panel (once drawn); its quota."""

    category: str
    feature: str
    population: float | None
    pool: float
    panel: float | None
    least: int
    most: int


def shares_of(pool: Pool, quotas: Sequence[Quota], panel: Sequence[int]) -> tuple[Shares, ...]:
    """The shares of every feature, in the order of the quotas; of no panel yet where nobody is on it."""
    people = [pool.volunteers[place] for place in panel]
    total: dict[str, int] = {}
    for quota in quotas:
        total[quota.category] = total.get(quota.category, 0) + (quota.population or 0)
    return tuple(
        Shares(
            quota.category,
            quota.feature,
            None if quota.population is None else quota.population / max(1, total[quota.category]),
            count_of(quota, pool.categories, pool.volunteers) / len(pool.volunteers),
            count_of(quota, pool.categories, people) / len(people) if people else None,
            quota.least,
            quota.most,
        )
        for quota in quotas
    )


def picture_of(shares: Sequence[Shares], size: int, names: tuple[str, str, str]) -> str:
    """The picture; ``names`` are those of the three bars in the reader's language."""
    largest = max(
        [0.01, *(max(one.population or 0, one.pool, one.panel or 0, one.most / size) for one in shares)]
    )
    scale = WIDTH / min(1.0, largest)
    parts = [_legend(names)]
    y, category = 34, ""
    for one in shares:
        if one.category != category:
            category = one.category
            y += 20
            parts.append(f'<text x="0" y="{y - 4}" font-weight="bold">{_text(category)}</text>')
        parts.append(f'<text x="{LABEL - 8}" y="{y + 2 * BAR}" text-anchor="end">{_text(one.feature)}</text>')
        bars = ((one.population, "none"), (one.pool, "url(#pool)"), (one.panel, "#334"))
        for number, (share, fill) in enumerate(bars):
            if share is None:
                continue
            top, width = y + number * BAR, min(share * scale, WIDTH)
            parts.append(
                f'<rect x="{LABEL}" y="{top}" width="{width:.1f}" height="{BAR - 2}" fill="{fill}" '
                'stroke="#334" stroke-width="0.7"/>'
            )
            parts.append(
                f'<text x="{LABEL + width + 5:.1f}" y="{top + BAR - 2}" font-size="12">{share:.0%}</text>'
            )
        low, high = (LABEL + min(bound / size * scale, WIDTH) for bound in (one.least, one.most))
        under = y + 3 * BAR
        parts.append(
            f'<path d="M{low:.1f} {under - 3}v4H{high:.1f}v-4" fill="none" stroke="#a40" stroke-width="1"/>'
        )
        y += 3 * BAR + GAP
    whole = LABEL + WIDTH + ROOM
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {whole} {y + 6}" width="{whole}" '
        f'height="{y + 6}" role="img" aria-label="{_text(" / ".join(names))}" '
        'font-family="sans-serif" font-size="14" fill="#222">'
        '<defs><pattern id="pool" width="4" height="4" patternUnits="userSpaceOnUse">'
        '<path d="M0 4L4 0" stroke="#334" stroke-width="0.8"/></pattern></defs>' + "".join(parts) + "</svg>"
    )


def _legend(names: tuple[str, str, str]) -> str:
    parts, x = [], LABEL
    for name, fill in zip(names, ("none", "url(#pool)", "#334"), strict=True):
        parts.append(f'<rect x="{x}" y="5" width="22" height="11" fill="{fill}" stroke="#334"/>')
        parts.append(f'<text x="{x + 28}" y="15">{_text(name)}</text>')
        x += 170
    return "".join(parts)


def _text(text: str) -> str:
    line = "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text)
    return escape(line if len(line) <= 32 else line[:31] + "…")
