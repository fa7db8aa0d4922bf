"""The result as one page that stands alone: no script, no font, no picture fetched from anywhere.

Every name is escaped; every figure is a text in a table; bars repeat what the text says.
"""

from __future__ import annotations

from collections.abc import Iterator

from recolement.publication.page_parts import (
    HATCH,
    escape,
    findings_html,
    grounds_html,
    outcome_html,
    table_html,
)
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
    yield from outcome_html(result, language)
    yield table_html(result.votes, language, bars=True)
    yield table_html(result.figures, language)
    yield table_html(result.below, language)
    yield from grounds_html(result, language)
    yield "</section>\n"
