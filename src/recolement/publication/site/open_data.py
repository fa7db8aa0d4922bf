"""The open data of a publication: every table and layout as files, and the page that says what each one is.

They are made of the whole result, so not anew at each sheet: ``open/about.json`` says at which line of the ledger
(or on which day) they were made, and the page says it too. Up to :data:`FEW` places they hold everything; beyond,
the layouts made for exchange go down to the last level that has no more, and the tables still hold everything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time
from hashlib import sha256

from recolement.formats.reports.eml_writing import carried, eml_510
from recolement.formats.reports.nist_writing import nist_json, nist_xml
from recolement.ledger.codec import canonical, decode
from recolement.publication.open.ministry import is_ministry, ministry_files
from recolement.publication.open.reports import reports_of
from recolement.publication.open.tables import named_tables, result_tables, results_at
from recolement.publication.open.writing import (
    csv_files,
    json_file,
    package_file,
    parquet_files,
    workbook_file,
)
from recolement.publication.page_parts import escape
from recolement.publication.site.frame import Address, page, text
from recolement.publication.site.state import Site
from recolement.words.bundles import size_said
from recolement.words.numbers import Language
from recolement.words.open_data import file_said
from recolement.words.site import site_words

FOLDER = "open"
ABOUT = f"{FOLDER}/about.json"
PAGE = "open.html"
FORMAT = "recolement-open-files/1"
FEW = 5_000
"""Places up to which the layouts for exchange and the workbook hold all of them."""
MANY = 20_000
"""Places up to which there is a JSON file of all tables."""


@dataclass(frozen=True, slots=True)
class Made:
    """One file: its name, size and digest."""

    name: str
    size: int
    digest: str


def open_files(site: Site) -> Iterator[tuple[str, bytes]]:
    """The files, what they were made of, then the page in each language."""
    made: list[Made] = []
    for name, data in _files(site, made):
        made.append(Made(name, len(data), sha256(data).hexdigest()))
        yield f"{FOLDER}/{name}", data
    yield ABOUT, _about(site, made)
    yield from (_page(site, made, language) for language in site.languages)


def _files(site: Site, made: list[Made]) -> Iterator[tuple[str, bytes]]:
    night, at = site.night, moment_of(site)
    own: Language = "en" if night.folder.ballot.language == "en" else "fr"
    deep = _deepest(site)
    results = list(results_at(night))
    tables = (*named_tables(night), *result_tables(night, results))
    yield workbook_file(night, [one for one in results if deep is None or one.unit in deep], own)
    yield from csv_files(tables)
    yield package_file(night, tables, {one.name: (one.size, one.digest) for one in made}, own)
    if len(site.places) <= MANY:
        yield json_file(night, tables)
    yield from parquet_files(tables)
    del results, tables
    if is_ministry(night):
        yield from ministry_files(night)
    for report in reports_of(night, at, deep):
        yield f"nist-round-{report.round}.json", nist_json(report)
        yield f"nist-round-{report.round}.xml", nist_xml(report)
        if deep is None and carried(report).votes:
            yield f"eml-510-round-{report.round}.xml", eml_510(report)


def _deepest(site: Site) -> frozenset[str] | None:
    """The places down to the last level that has no more than a few; nothing where all of them are few."""
    if len(site.places) <= FEW:
        return None
    by_level: dict[str, list[str]] = {}
    for place in site.places:
        by_level.setdefault(site.night.places.get(place).level, []).append(place)
    return frozenset(place for places in by_level.values() if len(places) <= FEW for place in places)


def moment_of(site: Site) -> datetime:
    """When what is published was true: at the last line of the ledger, else on the day of the publication."""
    if site.record is not None and site.record.size:
        at = decode(site.record.lines[-1]).at
        return at if at.tzinfo is not None else at.replace(tzinfo=UTC)
    return datetime.combine(site.day, time(), UTC)


def _about(site: Site, made: Iterable[Made]) -> bytes:
    document = {
        "format": FORMAT,
        "size": None if site.record is None else site.record.size,
        "day": site.day.isoformat(),
        "files": {one.name: {"bytes": one.size, "sha256": one.digest} for one in made},
    }
    return canonical(document)


def _page(site: Site, made: Iterable[Made], language: Language) -> tuple[str, bytes]:
    at = Address(language, PAGE)
    title = site_words("open_data", language)
    line = None if site.record is None else site.record.size - 1
    return page(site, at, title, _body(site, made, at, title), line=line)


def _body(site: Site, made: Iterable[Made], at: Address, title: str) -> Iterator[str]:
    language = at.language
    yield f"<h1>{text(title)}</h1>\n"
    for said in ("open_unknown", "open_when"):
        yield f"<p>{text(site_words(said, language))}</p>\n"
    if len(site.places) > FEW:
        yield f"<p>{text(site_words('open_few', language))}</p>\n"
    heads = "".join(
        f'<th scope="col">{text(site_words(one, language))}</th>' for one in ("open_file", "open_what")
    )
    yield (
        f'<table class="figures open">\n<thead><tr>{heads}<th scope="col" class="n">'
        f"{text(site_words('open_size', language))}</th></tr></thead>\n<tbody>\n"
    )
    for one in made:
        yield (
            f'<tr><th scope="row"><a href="{at.root}{FOLDER}/{escape(one.name)}" download>{escape(one.name)}</a></th>'
            f'<td>{escape(file_said(one.name, language))}<br><small class="digest">SHA-256 {one.digest}</small></td>'
            f'<td class="n">{escape(size_said(one.size, language))}</td></tr>\n'
        )
    yield "</tbody>\n</table>\n"
