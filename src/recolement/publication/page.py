"""The result as one page that stands alone: no script, no font, no picture fetched from anywhere.

Every name is escaped; every figure is a text in a table; bars repeat what the text says.
"""

from __future__ import annotations

from collections.abc import Iterator

from recolement.publication.page_parts import HATCH, escape, findings_html, strip_html, table_html
from recolement.publication.page_style import STYLE
from recolement.publication.report import Report, ResultReport
from recolement.words.numbers import Language


def page(report: Report, language: Language) -> Iterator[str]:
    """The page in parts, in order."""
    title = escape(report.title)
    yield (
        f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width,initial-scale=1">\n<title>{title}</title>\n'
        f"<style>{STYLE}</style>\n</head>\n<body>\n{HATCH}<header>\n<h1>{title}</h1>\n"
    )
    if report.organisation:
        yield f'<p class="soft">{escape(report.organisation)}</p>\n'
    yield "</header>\n<main>\n"
    for result in report.results:
        yield from result_html(result, language)
    yield from findings_html(report.findings, language)
    made = (
        "Page faite par Récolement à partir du dossier du vote ; chaque total en est la somme."
        if language == "fr"
        else "Page made by Récolement from the ballot folder; every total is its sum."
    )
    yield f"</main>\n<footer><p>{made}</p></footer>\n</body>\n</html>\n"


def result_html(result: ResultReport, language: Language) -> Iterator[str]:
    """One result: its verdict, its figures, and the reasoning that leads from the one to the other."""
    yield f"<section>\n<h2>{escape(result.heading)}</h2>\n"
    yield f'<p><span class="status">{escape(result.status)}</span></p>\n'
    if result.strip is not None:
        yield strip_html(result.strip, language)
    if result.outcome:
        yield f'<p class="outcome">{escape(result.outcome)}</p>\n'
    if result.notes:
        yield "<ul>\n" + "".join(f"<li>{escape(note)}</li>\n" for note in result.notes) + "</ul>\n"
    yield table_html(result.votes, language, bars=True)
    yield table_html(result.figures, language)
    yield table_html(result.below, language)
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
    yield "</section>\n"
