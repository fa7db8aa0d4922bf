"""The findings by check: what is asked, what was found where, what each person can do; so many a page."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from itertools import count as from_number
from itertools import takewhile

from recolement.model.findings import Finding
from recolement.publication.page_parts import escape
from recolement.publication.site.frame import Address, name, page, pager, text
from recolement.publication.site.state import Site
from recolement.words.findings import (
    ROLES,
    acknowledged_label,
    expected,
    severity_label,
    title_of,
    what_to_do,
)
from recolement.words.numbers import Language, colon, count
from recolement.words.site import site_words

A_PAGE = 150


def by_code(site: Site) -> dict[str, list[Finding]]:
    """The findings by their code."""
    found: dict[str, list[Finding]] = {}
    for finding in site.night.findings:
        found.setdefault(finding.code, []).append(finding)
    return found


def findings_pages(
    site: Site, code: str, found: list[Finding], language: Language
) -> Iterator[tuple[str, bytes]]:
    """The pages of one check's findings, in a language."""
    paths = [_path(code, number) for number in range(1, _pages(found) + 1)]
    title = f"{code} · {title_of(code, language)}"
    to_do = "".join(
        f"<p><b>{escape(both[language == 'en'])}</b>{text(colon(language))}{escape(what_to_do(code, role, language))}</p>\n"
        for role, both in ROLES.items()
    )
    label = _label(found, language)
    for number, path in enumerate(paths):
        at = Address(language, path)
        links = pager(at, paths, number, language)
        rows, last = [], -1
        for finding in found[number * A_PAGE : (number + 1) * A_PAGE]:
            said = site.said(finding, language)
            where = name(said.place)
            if finding.unit is not None and finding.unit in site.night.places:
                line = site.last_line(finding.unit)
                last = last if line is None else max(last, line)
                where = f'<a href="{at.to(site.addresses.page(finding.unit))}">{where}</a>'
            known = ""
            if said.acknowledged:
                reason = site_words("acknowledged", language, reason=said.acknowledged)
                known = f' <span class="soft">({escape(reason)})</span>'
            rows.append(
                f"<li>{where}{text(colon(language)) if said.place else ''}{escape(said.text)}{known}</li>\n"
            )
        body = (
            f'<h1><span class="code">{code}</span> {escape(expected(title_of(code, language), language))}</h1>\n'
            f'<p class="soft">{escape(label)}</p>\n<div class="do">\n{to_do}</div>\n{links}',
            f"<ul>\n{''.join(rows)}</ul>\n{links}",
        )
        yield page(site, at, title, body, line=None if last < 0 else last)


def pages_beyond(site: Site, codes: Iterable[str], listed: Container[str]) -> list[str]:
    """Of what is listed, the pages of these checks' findings that there are no more."""
    found = by_code(site)
    return [
        path
        for language in site.languages
        for code in codes
        for path in takewhile(
            listed.__contains__,
            (f"{language}/{_path(code, number)}" for number in from_number(_pages(found.get(code, [])) + 1)),
        )
    ]


def _pages(found: list[Finding]) -> int:
    return -(-len(found) // A_PAGE)


def _path(code: str, number: int) -> str:
    return f"findings/{code}-{number}.html"


def _label(found: list[Finding], language: Language) -> str:
    """How loud they are and how many; those that were acknowledged are counted apart."""
    known = sum(finding.acknowledged is not None for finding in found)
    standing = len(found) - known
    parts = (
        [f"{severity_label(found[0].severity, language)}, {count(standing, language)}"] if standing else []
    )
    parts += [f"{acknowledged_label(language)}, {count(known, language)}"] if known else []
    return " · ".join(parts)
