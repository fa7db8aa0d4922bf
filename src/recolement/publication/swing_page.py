"""The swing as one SVG picture, and as a page with its arithmetic and a table by area."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from recolement.publication.page_parts import escape
from recolement.publication.page_style import STYLE
from recolement.publication.swing import Change, Level, Swing
from recolement.words.numbers import Language, colon, count
from recolement.words.plain import LONGEST, shown
from recolement.words.swing import SWING_WORDS, say_points, say_unmatched

WIDTH, LEFT, RIGHT, TALL = 960, 220, 830, 34
MOST_OPTIONS = 40
SWING = ".swing{margin:1.5rem 0;max-width:34rem}.swing svg{width:100%}"
MOST_AREAS = 700
"""Rows of the table by area at most; the file has them all."""


def arithmetic(change: Change, language: Language) -> str:
    """``42.45 % (4,245 of 10,000) − 29.08 % (2,908 of 10,000)``; a sentence where it stood only once."""
    words = SWING_WORDS[language]
    if change.points is None:
        return words.not_both
    space = "\N{NARROW NO-BREAK SPACE}" if language == "fr" else ""
    first, second = change.first, change.second
    return words.arithmetic.format(
        after=f"{say_points(second.points, language, signed=False)}{space}%",
        votes_after=count(second.votes, language),
        valid_after=count(second.valid, language),
        before=f"{say_points(first.points, language, signed=False)}{space}%",
        votes_before=count(first.votes, language),
        valid_before=count(first.valid, language),
    )


def swing_picture(found: Swing, names: tuple[str, str], language: Language, *, titled: bool = True) -> str:
    """A line an option, from the first share (a ring) to the second (a dot)."""
    words = SWING_WORDS[language]
    changes = largest_first(found)[:MOST_OPTIONS]
    most = max((float(_most(change)) for change in changes), default=1.0) or 1.0
    scale = (RIGHT - LEFT) / most
    top = 92 if titled else 46
    height = top + TALL * len(changes) + 16
    parts = [_line(change, top + TALL * row, scale, language) for row, change in enumerate(changes)]
    between = " → ".join(shown(name, 50) for name in names)
    title = f'<text class="big" x="24" y="34">{escape(words.title)}</text>' if titled else ""
    compared = words.compared.format(units=count(found.units, language))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" '
        f'height="{height}" role="img" aria-label="{escape(words.title)}">'
        f"<title>{escape(words.title)}</title><desc>{escape(f'{between}. {compared}')}</desc>"
        '<style>text{font-family:system-ui,-apple-system,"Segoe UI",Roboto,Helvetica,Arial,sans-serif;'
        "font-size:13px;fill:#1f1d1a}.soft{fill:#5d5850}.big{font-size:20px;font-weight:600}"
        ".points{font-weight:600;font-size:14px}</style>"
        f'<rect width="{WIDTH}" height="{height}" fill="#fbfaf7"/>{title}'
        f'<text class="soft" x="24" y="{top - 36}">{escape(between)}</text>'
        f'<text class="soft" x="24" y="{top - 18}">{escape(compared)}</text>{"".join(parts)}</svg>\n'
    )


def largest_first(found: Swing) -> list[Change]:
    """The whole's changes, by the larger of both shares."""
    return sorted(found.at(Level.WHOLE), key=_most, reverse=True)


def _most(change: Change) -> Fraction:
    return max(share.points or Fraction(0) for share in (change.first, change.second))


def _line(change: Change, y: int, scale: float, language: Language) -> str:
    middle = y + TALL / 2
    first, second = (
        None if share.points is None else LEFT + float(share.points) * scale
        for share in (change.first, change.second)
    )
    told = f"{shown(change.option, 60)}{colon(language)}{arithmetic(change, language)}"
    drawn = f'<line x1="{LEFT}" y1="{middle}" x2="{RIGHT}" y2="{middle}" stroke="#e4dfd5"/>'
    if first is not None and second is not None:
        drawn += (
            f'<line x1="{first:.1f}" y1="{middle}" x2="{second:.1f}" y2="{middle}" stroke="#1d4f7c" '
            'stroke-width="4"/>'
        )
    if first is not None:
        drawn += (
            f'<circle cx="{first:.1f}" cy="{middle}" r="6" fill="#fbfaf7" stroke="#1d4f7c" stroke-width="2"/>'
        )
    if second is not None:
        drawn += f'<circle cx="{second:.1f}" cy="{middle}" r="6" fill="#1d4f7c"/>'
    return (
        f"<g><title>{escape(told)}</title>"
        f'<text x="{LEFT - 14}" y="{middle + 4.5}" text-anchor="end">'
        f"{escape(shown(change.option, 26))}</text>"
        f'{drawn}<text class="points" x="{WIDTH - 24}" y="{middle + 5}" text-anchor="end">'
        f"{say_points(change.points, language)}</text></g>"
    )


def swing_page(
    found: Swing, names: tuple[str, str], language: Language, maps: Iterable[str] = ()
) -> Iterator[str]:
    """The page in parts: picture, maps where there are some, arithmetic, areas, what was left out."""
    words = SWING_WORDS[language]
    title = escape(words.title)
    yield (
        f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width,initial-scale=1">\n<title>{title}</title>\n'
        f"<style>{STYLE}.drawing{{overflow-x:auto}}.drawing svg{{max-width:100%;height:auto;"
        f"min-width:40rem}}{SWING}</style>\n</head>\n<body>\n<header>\n<h1>{title}</h1>\n</header>\n<main>\n"
    )
    picture = swing_picture(found, names, language, titled=False)
    yield f'<div class="drawing" tabindex="0">{picture}</div>\n'
    yield from maps
    if found.unmatched:
        yield f"<p>{escape(say_unmatched(found.unmatched, language))}</p>\n"
    yield f"<table><thead><tr><th>{words.option}</th><th>{words.change}</th><th></th></tr></thead><tbody>\n"
    for change in largest_first(found):
        yield (
            f'<tr><th scope="row">{escape(shown(change.option, LONGEST))}</th>'
            f'<td class="n">{say_points(change.points, language)}</td>'
            f"<td>{escape(arithmetic(change, language))}</td></tr>\n"
        )
    yield "</tbody></table>\n"
    yield from _areas(found, language)
    yield f"</main>\n<footer><p>{escape(words.made)}</p></footer>\n</body>\n</html>\n"


def _areas(found: Swing, language: Language) -> Iterator[str]:
    words = SWING_WORDS[language]
    by_area: dict[str, dict[str, Change]] = {}
    for change in found.at(Level.AREA):
        by_area.setdefault(change.place, {})[change.option] = change
    if not by_area:
        return
    options = [change.option for change in largest_first(found) if change.points is not None][:MOST_OPTIONS]
    yield (
        f'<div class="drawing" tabindex="0"><table class="wide"><caption>{escape(words.by_area)}</caption>'
        "<thead><tr><th></th>"
    )
    yield "".join(f'<th class="n">{escape(shown(option, 40))}</th>' for option in options)
    yield "</tr></thead><tbody>\n"
    for area, changes in list(by_area.items())[:MOST_AREAS]:
        yield f'<tr><th scope="row">{escape(shown(area, LONGEST))}</th>'
        for option in options:
            points = changes[option].points if option in changes else None
            label = escape(shown(option, 40))
            yield f'<td class="n" data-label="{label}">{say_points(points, language)}</td>'
        yield "</tr>\n"
    yield "</tbody></table></div>\n"
