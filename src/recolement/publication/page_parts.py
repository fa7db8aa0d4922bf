"""The pieces of a page: the verdict strip, a table, a list of findings. Every name is escaped.

>>> print(table_html(Table("Votes", ("Option", "Votes"), (("A <b>", Count(60)),)), "en"), end="")
<table class="">
<caption>Votes</caption>
<thead><tr><th scope="col">Option</th><th scope="col" class="n">Votes</th></tr></thead>
<tbody>
<tr><th scope="row">A &lt;b&gt;</th><td class="n">60</td></tr>
</tbody>
</table>
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape as escaped

from recolement.publication.report import (
    Count,
    FindingGroup,
    ResultReport,
    SaidFinding,
    Share,
    Strip,
    Table,
    Value,
)
from recolement.words.findings import acknowledged_label, expected
from recolement.words.numbers import Language, count, share

WIDE = 3
"""Tables of more columns become cards on a telephone."""
SCALE = 1000
LEAST_SEEN = 8
"""The thousandths of a bar that are still seen on the narrowest screen."""


def escape(text: str) -> str:
    """A text that is only text, its French signs kept on the line of the word before them."""
    for sign in (":", ";", "?", "!", "»", "%"):
        text = text.replace(f" {sign}", f"\N{NO-BREAK SPACE}{sign}")
    return escaped(text.replace("« ", "«\N{NO-BREAK SPACE}"))


HATCH = (
    '<svg class="hatches" width="0" height="0" aria-hidden="true"><defs><pattern id="hatch" '
    'width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<line class="hatch" x1="0" y1="0" x2="0" y2="6"/></pattern></defs></svg>\n'
)


def _width(part: int, longest: int) -> int:
    """The length of a bar; what is not nothing is seen, however small."""
    return max(LEAST_SEEN, SCALE * part // longest) if part > 0 else 0


def strip_html(strip: Strip, language: Language) -> str:
    """The sentence, then two bars on one scale; the second one is hatched."""
    said = f'<p class="verdict">{escape(strip.sentence)}</p>\n'
    if strip.lead is None:
        return said
    longest = max(strip.lead, strip.at_risk or 0, 1)
    lead = _width(strip.lead, longest)
    risk = SCALE if strip.at_risk is None else _width(strip.at_risk, longest)
    endless = "sans borne" if language == "fr" else "no bound"
    at_risk = endless if strip.at_risk is None else count(strip.at_risk, language)
    claim = f"{'Condition : ' if language == 'fr' else 'Condition: '}{strip.claim}."
    return (
        f'{said}<div class="strip">\n'
        f"<div><span>{escape(strip.lead_label)}</span>{bar_html(lead, 'lead', '')}"
        f"<b>{count(strip.lead, language)}</b></div>\n"
        f"<div><span>{escape(strip.risk_label)}</span>{bar_html(risk, 'risk', 'url(#hatch)')}"
        f"<b>{at_risk}</b></div>\n"
        f'</div>\n<p class="note">{escape(claim)}</p>\n'
    )


def bar_html(length: int, kind: str, fill: str) -> str:
    filled = f' fill="{fill}"' if fill else ""
    return (
        f'<svg viewBox="0 0 {SCALE} 16" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect class="{kind}" x="0" y="1" width="{length}" height="14"{filled}/></svg>'
    )


def table_html(table: Table | None, language: Language, *, bars: bool = False) -> str:
    if table is None or not table.rows:
        return ""
    numeric = [
        any(isinstance(row[place], Count | Share) for row in table.rows)
        for place in range(len(table.columns))
    ]
    kinds = [name for name, yes in (("votes", bars), ("wide", len(table.columns) > WIDE and not bars)) if yes]
    wide = "wide" in kinds
    role = {"table": ' role="table"', "row": ' role="row"', "cell": ' role="cell"'} if wide else {}
    title = escape(table.title)
    start = f'<table class="{" ".join(kinds)}"{role.get("table", "")}>\n'
    # Many options make a table wider than any page: it then scrolls by itself, also by keyboard.
    frame = f'<div class="frame" tabindex="0" role="group" aria-label="{title}">\n' if wide else ""
    parts = [frame, start, f"<caption>{title}</caption>\n"]
    head = "".join(
        f'<th scope="col"{_n(numeric[place])}>{escape(name)}</th>' if name else "<td></td>"
        for place, name in enumerate(table.columns)
    )
    bar_head = '<td class="bar"></td>' if bars else ""
    parts.append(f"<thead><tr{role.get('row', '')}>{head}{bar_head}</tr></thead>\n<tbody>\n")
    most = max((row[1].number or 0 for row in table.rows if isinstance(row[1], Count)), default=0)
    for row in table.rows:
        cells = [f'<th scope="row">{escape(cell_text(row[0], language))}</th>']
        for place, value in enumerate(row[1:], start=1):
            label = f' data-label="{escape(table.columns[place])}"' if wide else ""
            written = escape(cell_text(value, language))
            cells.append(f"<td{role.get('cell', '')}{_n(numeric[place])}{label}>{written}</td>")
        if bars:
            votes = row[1].number if isinstance(row[1], Count) else None
            cells.append(f'<td class="bar">{bar_html(SCALE * (votes or 0) // max(1, most), "lead", "")}</td>')
        parts.append(f"<tr{role.get('row', '')}>{''.join(cells)}</tr>\n")
    parts.append("</tbody>\n</table>\n</div>\n" if wide else "</tbody>\n</table>\n")
    if table.note:
        parts.append(f'<p class="note">{escape(table.note)}</p>\n')
    if table.left_out:
        more = count(table.left_out, language)
        said = (
            f"et {more} de plus, dans le classeur."
            if language == "fr"
            else f"and {more} more, in the workbook."
        )
        parts.append(f'<p class="note">{said}</p>\n')
    return "".join(parts)


def _n(numeric: bool) -> str:
    return ' class="n"' if numeric else ""


def cell_text(value: Value, language: Language) -> str:
    match value:
        case Count(number):
            return count(number, language)
        case Share(part, whole):
            return share(part, whole, language)
    return value


def outcome_html(result: ResultReport, language: Language) -> Iterator[str]:
    """The verdict strip, the outcome in words, and what is to be known with it."""
    if result.strip is not None:
        yield strip_html(result.strip, language)
    if result.outcome:
        yield f'<p class="outcome">{escape(result.outcome)}</p>\n'
    if result.notes:
        yield "<ul>\n" + "".join(f"<li>{escape(note)}</li>\n" for note in result.notes) + "</ul>\n"


def grounds_html(result: ResultReport, language: Language) -> Iterator[str]:
    """What an outcome rests on: its steps, its conditions, its margin, and what could still change it."""
    if result.steps:
        yield f"<h3>{'Pourquoi' if language == 'fr' else 'Why'}</h3>\n<ol>\n"
        for step in result.steps:
            source = f' <span class="source">({escape(step.source)})</span>' if step.source else ""
            yield f"<li>{escape(step.text)}{source}</li>\n"
        yield "</ol>\n"
    for conditions in result.conditions:
        yield table_html(conditions, language)
    if result.margin:
        yield f"<p>{escape(result.margin)}</p>\n"
    yield table_html(result.open, language)
    if result.decisive:
        yield f"<p>{escape(result.decisive)}</p>\n"
    yield table_html(result.effects, language)


def findings_html(groups: tuple[FindingGroup, ...], language: Language) -> Iterator[str]:
    french = language == "fr"
    yield f"<section>\n<h2>{'Constats' if french else 'Findings'}</h2>\n"
    if not groups:
        yield f"<p>{'Aucun : tout tombe juste.' if french else 'None: everything adds up.'}</p>\n"
    for group in groups:
        colon = " : " if french else ": "
        loud = escape(group.severity_label)
        if group.total > 1:
            loud += f", {count(group.total, language)}"
        yield (
            f'<h3><span class="code">{group.code}</span> {escape(expected(group.title, language))} '
            f'<span class="soft">({loud})</span></h3>\n<ul>\n'
        )
        for finding in group.findings:
            yield f"<li>{finding_html(finding, language)}</li>\n"
        yield "</ul>\n"
        if group.total > len(group.findings):
            more = count(group.total - len(group.findings), language)
            said = f"et {more} de plus" if french else f"and {more} more"
            yield f'<p class="note">{said}</p>\n'
        to_do = "".join(f"<p><b>{escape(role)}</b>{colon}{escape(what)}</p>\n" for role, what in group.to_do)
        if to_do:
            yield f'<div class="do">\n{to_do}</div>\n'
    yield "</section>\n"


def finding_html(finding: SaidFinding, language: Language) -> str:
    french = language == "fr"
    colon = " : " if french else ": "
    place = f"<b>{escape(finding.place)}</b>{colon}" if finding.place else ""
    source = f' <span class="source">({escape(finding.source)})</span>' if finding.source else ""
    known = ""
    if finding.acknowledged:
        word = acknowledged_label(language)
        known = f' <span class="soft">({word}{colon}{escape(finding.acknowledged)})</span>'
    return f"{place}{escape(finding.text)}{source}{known}"
