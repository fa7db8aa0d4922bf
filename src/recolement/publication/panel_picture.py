"""Pool, population and panel side by side: three bars for each feature, as SVG of ours.

>>> shares = [Shares("age", "16-24", population=0.13, pool=0.06, panel=5 / 42, least=4, most=7)]
>>> picture = picture_of(shares, 42, ("population", "volunteers", "panel"), "fr")
>>> picture.wide.startswith("<svg") and "16-24" in picture.wide and "13\u202f%" in picture.narrow
True

Each bar's length is a share on one scale; shape tells them apart without colour: the population is an
outline, the pool is hatched, the panel is solid. A bracket over the panel's bar shows the quota. For a narrow
screen the same is drawn with each name above its bars.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from recolement.model.panels import Pool, Quota, count_of
from recolement.words.numbers import Language

BAR, GAP, ROOM = 14, 14, 60
MOST_LETTERS = 32


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture for a wide page and the same for a narrow one, where it would be too small or cut."""

    wide: str
    narrow: str


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where the bars begin, how long the longest is, and how a picture calls its hatching on the page."""

    label: int
    width: int
    hatching: str

    @property
    def narrow(self) -> bool:
        """Names stand above their bars."""
        return self.label == 0


WIDE, NARROW = _Layout(240, 500, "pool"), _Layout(0, 250, "pool-narrow")


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


def picture_of(
    shares: Sequence[Shares], size: int, names: tuple[str, str, str], language: Language
) -> Drawing:
    """The picture; ``names`` are those of the three bars in the reader's language."""
    wide, narrow = (_drawn(shares, size, names, language, layout) for layout in (WIDE, NARROW))
    return Drawing(wide, narrow)


def _drawn(
    shares: Sequence[Shares], size: int, names: tuple[str, str, str], language: Language, layout: _Layout
) -> str:
    largest = max(
        [0.01, *(max(one.population or 0, one.pool, one.panel or 0, one.most / size) for one in shares)]
    )
    scale = layout.width / min(1.0, largest)
    hatched = f"url(#{layout.hatching})"
    fills = ("none", hatched, "#334")
    legend, y = _legend(names, fills, layout)
    parts, category = [legend], ""
    for one in shares:
        if one.category != category:
            category = one.category
            y += 20
            parts.append(f'<text x="0" y="{y - 4}" font-weight="bold">{_text(category)}</text>')
        if layout.narrow:
            y += BAR + 4
            parts.append(f'<text x="0" y="{y - 4}">{_text(one.feature)}</text>')
        else:
            middle = y + 2 * BAR
            parts.append(
                f'<text x="{layout.label - 8}" y="{middle}" text-anchor="end">{_text(one.feature)}</text>'
            )
        for number, (share, fill) in enumerate(
            zip((one.population, one.pool, one.panel), fills, strict=True)
        ):
            if share is None:
                continue
            top, width = y + number * BAR, min(share * scale, layout.width)
            parts.append(
                f'<rect x="{layout.label}" y="{top}" width="{width:.1f}" height="{BAR - 2}" fill="{fill}" '
                'stroke="#334" stroke-width="0.7"/>'
            )
            said = percent(share, language)
            parts.append(
                f'<text x="{layout.label + width + 5:.1f}" y="{top + BAR - 2}" font-size="12">{said}</text>'
            )
        low, high = (
            layout.label + min(bound / size * scale, layout.width) for bound in (one.least, one.most)
        )
        under = y + 3 * BAR
        parts.append(
            f'<path d="M{low:.1f} {under - 3}v4H{high:.1f}v-4" fill="none" stroke="#a40" stroke-width="1"/>'
        )
        y += 3 * BAR + GAP
    whole = layout.label + layout.width + ROOM
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {whole} {y + 6}" width="{whole}" '
        f'height="{y + 6}" role="img" aria-label="{_text(" / ".join(names))}" '
        'font-family="sans-serif" font-size="14" fill="#222">'
        f'<defs><pattern id="{layout.hatching}" width="4" height="4" patternUnits="userSpaceOnUse">'
        '<path d="M0 4L4 0" stroke="#334" stroke-width="0.8"/></pattern></defs>' + "".join(parts) + "</svg>"
    )


def percent(share: float, language: Language) -> str:
    """A share in whole per cent, as the language writes it."""
    return f"{share * 100:.0f}\N{NARROW NO-BREAK SPACE}%" if language == "fr" else f"{share:.0%}"


def _legend(names: tuple[str, str, str], fills: tuple[str, str, str], layout: _Layout) -> tuple[str, int]:
    """Which bar is whose, beside each other or below each other; and where the bars begin under it."""
    parts, x, y = [], layout.label, 5
    for name, fill in zip(names, fills, strict=True):
        parts.append(f'<rect x="{x}" y="{y}" width="22" height="11" fill="{fill}" stroke="#334"/>')
        parts.append(f'<text x="{x + 28}" y="{y + 10}">{_text(name)}</text>')
        x, y = (x, y + 20) if layout.narrow else (x + 170, y)
    return "".join(parts), y + (9 if layout.narrow else 29)


def _text(text: str) -> str:
    line = "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text)
    return escape(line if len(line) <= MOST_LETTERS else line[: MOST_LETTERS - 1] + "…")
