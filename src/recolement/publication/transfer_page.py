"""An estimate of transfers as one SVG picture, or as one page that also holds every figure in a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from recolement.publication.page_parts import escape
from recolement.publication.page_style import STYLE
from recolement.publication.transfer_flows import Flow, Flows, drawn
from recolement.publication.transfer_heat import heat
from recolement.publication.transfer_sankey import WIDTH, sankey
from recolement.words.numbers import Language, count
from recolement.words.plain import LONGEST, shown
from recolement.words.transfer_pictures import PICTURE_WORDS, option_name
from recolement.words.transfers import ASSUMPTIONS

FONT = 'font-family:system-ui,-apple-system,"Segoe UI",Roboto,Helvetica,Arial,sans-serif'
LONGEST_TABLE = 2000
"""Rows of the page's table at most; the file of estimates has them all."""


@dataclass(frozen=True)
class Estimate:
    """What is shown: the cells of one area or of the whole, and what a reader must know of them."""

    first: str
    second: str
    cells: tuple[Flow, ...]
    bounds: tuple[tuple[float, float], ...]
    """Of each cell: the fewest and the most votes, whatever is assumed."""
    sensitivity: tuple[float, ...]
    level: float
    notes: tuple[str, ...]
    rallies: tuple[str, ...] = ()
    """Declared between the two: who called for whom, beside what is estimated."""

    def flows(self, language: Language) -> Flows:
        """The cells as they are drawn, rows and columns of ours named in words."""
        named = (
            replace(
                cell,
                origin=option_name(cell.origin, language),
                destination=option_name(cell.destination, language),
            )
            for cell in self.cells
        )
        return drawn(named, self.level)


def picture(estimate: Estimate, language: Language, *, titled: bool = True) -> str:
    """Ribbons, and under them the table of shares, as one SVG document; a page has its own title."""
    words, level = PICTURE_WORDS[language], f"{estimate.level * 100:g}"
    flows = estimate.flows(language)
    ribbons, tall = sankey(flows, language)
    shares, deep = heat(flows, language)
    top = 56 if titled else 18
    head, between, foot = top + 34, 84, 58
    height = head + tall + between + deep + foot
    assumed = _wrapped(ASSUMPTIONS[language == "en"], 150)
    height += 15 * len(assumed)
    lines = "".join(
        f'<text class="soft small" x="24" y="{height - foot + 30 - 15 * (len(assumed) - index)}">'
        f"{escape(line)}</text>"
        for index, line in enumerate(assumed)
    )
    title = f'<text class="big" x="24" y="34">{escape(words.title)}</text>' if titled else ""
    summary = words.summary.format(first=shown(estimate.first, 50), second=shown(estimate.second, 50))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" '
        f'height="{height}" role="img" aria-label="{escape(words.title)}">'
        f"<title>{escape(words.title)}</title><desc>{escape(summary)}</desc>"
        f"<style>text{{{FONT};font-size:13px;fill:#1f1d1a}}.soft{{fill:#5d5850}}.small{{font-size:11.5px}}"
        ".big{font-size:20px;font-weight:600}.mid{font-size:15px;font-weight:600}</style>"
        f'<rect width="{WIDTH}" height="{height}" fill="#fbfaf7"/>'
        f"{title}"
        f'<text class="soft" x="24" y="{top}">{escape(summary)}</text>'
        f'<text class="soft" x="24" y="{top + 18}">{escape(words.hatched.format(level=level))}</text>'
        f'<g transform="translate(0 {head})">{ribbons}</g>'
        f'<text class="mid" x="24" y="{head + tall + 42}">{escape(words.heat)}</text>'
        f'<text class="soft" x="24" y="{head + tall + 62}">'
        f"{escape(words.heat_note.format(level=level))}</text>"
        f'<g transform="translate(0 {head + tall + between})">{shares}</g>{lines}</svg>\n'
    )


def transfer_page(estimate: Estimate, language: Language, interactive: str = "") -> Iterator[str]:
    """The page in parts. ``interactive``: scripts and all, at the end; nothing above needs them."""
    words, level = PICTURE_WORDS[language], f"{estimate.level * 100:g}"
    title = escape(words.title)
    yield (
        f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width,initial-scale=1">\n<title>{title}</title>\n'
        f"<style>{STYLE}.drawing{{overflow-x:auto}}.drawing svg{{max-width:100%;height:auto;min-width:40rem;"
        f"border-radius:.25rem}}tbody th{{min-width:8rem}}</style>\n</head>\n<body>\n<header>\n"
        f"<h1>{title}</h1>\n"
        f'<p class="soft">{escape(shown(estimate.first, LONGEST))} → '
        f"{escape(shown(estimate.second, LONGEST))}</p>\n</header>\n<main>\n"
    )
    yield f'<div class="drawing" tabindex="0">{picture(estimate, language, titled=False)}</div>\n'
    yield f"<h2>{escape(words.limits)}</h2>\n<p>{escape(ASSUMPTIONS[language == 'en'])}</p>\n"
    yield "".join(f"<p>{escape(note)}</p>\n" for note in estimate.notes)
    if estimate.rallies:
        yield f"<h2>{escape(words.rallies)}</h2>\n"
        yield "".join(f"<p>{escape(rally)}</p>\n" for rally in estimate.rallies)
    yield from estimate_table(estimate, level, language)
    if interactive:
        yield f"<h2>{escape(words.interactive)}</h2>\n{interactive}\n"
    yield f"</main>\n<footer><p>{escape(words.made)}</p></footer>\n</body>\n</html>\n"


def estimate_table(estimate: Estimate, level: str, language: Language) -> Iterator[str]:
    """Every cell with its interval, what is certain of it and what depends on the law; the largest first."""
    words = PICTURE_WORDS[language]
    heads = (
        words.origin, words.destination, words.votes, words.share, words.interval.format(level=level),
        words.sure, words.depends,
    )  # fmt: skip
    yield '<div class="drawing" tabindex="0">'
    yield f'<table class="wide"><caption>{escape(words.table)}</caption><thead><tr>'
    yield "".join(f'<th scope="col"{_n(index > 1)}>{escape(head)}</th>' for index, head in enumerate(heads))
    yield "</tr></thead><tbody>\n"
    rows: dict[str, float] = {}
    for cell in estimate.cells:
        rows[cell.origin] = rows.get(cell.origin, 0) + cell.votes
    known = zip(estimate.cells, estimate.bounds, estimate.sensitivity, strict=True)
    for cell, (least, most), moved in sorted(known, key=lambda one: -one[0].votes)[:LONGEST_TABLE]:
        share = cell.votes / rows[cell.origin] if rows[cell.origin] > 0 else 0.0
        point = f"{share * 100:.1f}".replace(".", "," if language == "fr" else ".")
        values = (
            count(round(cell.votes), language),
            f"{point} %" if language == "fr" else f"{point}%",
            _between(cell.low, cell.high, language),
            _between(least, most, language),
            words.move.format(votes=count(round(moved), language)),
        )
        yield f'<tr><th scope="row">{escape(shown(option_name(cell.origin, language), LONGEST))}</th>'
        to = shown(option_name(cell.destination, language), LONGEST)
        yield f'<td data-label="{escape(heads[1])}">{escape(to)}</td>'
        yield "".join(
            f'<td class="n" data-label="{escape(head)}">{escape(value)}</td>'
            for head, value in zip(heads[2:], values, strict=True)
        )
        yield "</tr>\n"
    yield "</tbody></table></div>\n"


def _n(numeric: bool) -> str:
    return ' class="n"' if numeric else ""


def _between(low: float, high: float, language: Language) -> str:
    return f"{count(round(low), language)} – {count(round(high), language)}"


def _wrapped(text: str, most: int) -> Sequence[str]:
    lines = [""]
    for word in text.split(" "):
        if lines[-1] and len(lines[-1]) + len(word) + 1 > most:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return lines
