"""The first page: every result with its verdict, the ways down to the units, what was found, the proof."""

from __future__ import annotations

from collections.abc import Iterator

from recolement.canvass import ContestResult
from recolement.ledger.checkpoint import Checkpoint
from recolement.publication.findings import said_findings
from recolement.publication.page_parts import HATCH, escape, strip_html
from recolement.publication.reporting import result_report
from recolement.publication.site.below import table_links
from recolement.publication.site.card import social_tags
from recolement.publication.site.contests import contest_pages_of
from recolement.publication.site.figures import count_html, received_text, votes_html
from recolement.publication.site.frame import Address, name, page, text
from recolement.publication.site.kinds import kind_paths
from recolement.publication.site.maps import map_html
from recolement.publication.site.sheet import acts_html
from recolement.publication.site.state import Site, Sitting
from recolement.publication.site.transfers import transfer_link
from recolement.publication.site.verifying import VERIFY
from recolement.words.fields import day, level_label
from recolement.words.findings import expected
from recolement.words.naming import Names
from recolement.words.numbers import Language, count
from recolement.words.plain import LONGEST, shown
from recolement.words.site import site_words
from recolement.words.verdict import status_label

FEW = 60
"""As many units below the root are listed on the first page."""
LAST_ACTS = 12
"""Of all acts, so many of the last ones are on the first page; the feed and the units' pages have them all."""


def home_page(site: Site, language: Language) -> tuple[str, bytes]:
    """The first page in a language."""
    at = Address(language, "index.html")
    title = shown(site.night.folder.ballot.title, LONGEST)
    root = site.night.folder.tree.root
    line = None if site.record is None else site.record.size - 1
    return page(
        site,
        at,
        title,
        _body(site, at, site.names[language], title),
        line=line,
        data=site.addresses.data(root),
        social=social_tags(site, root, at.file, text(title)),
    )


def _body(site: Site, at: Address, names: Names, title: str) -> Iterator[str]:
    language, ballot = names.language, site.night.folder.ballot
    yield f"<h1>{name(title)}</h1>\n"
    dates = ", ".join(day(one.date, language) for one in ballot.rounds if one.date is not None)
    under = " · ".join(part for part in (shown(ballot.organisation, LONGEST), dates) if part)
    if under:
        yield f'<p class="soft">{escape(under)}</p>\n'
    yield (
        f'<search class="find" data-index="{at.root}data/search/" hidden>\n<label for="find">'
        f'{site_words("search", language)}</label>\n<input id="find" type="search" autocomplete="off" '
        f'spellcheck="false" aria-describedby="find-help" data-none="{text(site_words("search_none", language))}" '
        f'data-more="{text(site_words("search_more", language))}">\n'
        f'<p id="find-help" class="soft">{text(site_words("search_help", language))}</p>\n'
        '<ul class="found" aria-live="polite"></ul>\n</search>\n'
    )
    yield f'<p class="ways"><a href="{at.to("names/index.html")}">{site_words("names", language)}</a></p>\n'
    yield HATCH
    for sitting in reversed(site.sittings):
        places = site.decided[sitting]
        if len(places) == 1:
            yield from _one(site, sitting, site.result(sitting, places[0]), at, names)
        else:
            yield from _many(site, sitting, at, names)
    root = site.night.folder.tree.root
    yield from map_html(site, root, site.voted_in(root), at, names)
    yield from _units(site, at, names)
    yield from _findings(site, at, names)
    yield acts_html(site, site.night.folder.acts[-LAST_ACTS:], names, at)
    yield f'<p class="ways"><a href="{at.to("open.html")}">{text(site_words("open_data_link", language))}</a></p>\n'
    yield f'<p><a href="{at.to("feed.atom")}">{site_words("feed", language)}</a></p>\n'
    yield from _proof(site, at, names)


def _one(site: Site, sitting: Sitting, result: ContestResult, at: Address, names: Names) -> Iterator[str]:
    """A contest decided in one place: its verdict and figures; the arithmetic is on the page of the place."""
    language = names.language
    told = result_report(site.night, result, names, site.telling)
    yield f'<section id="{site.slug(sitting)}" data-place="{text(result.unit)}">\n'
    yield f"<h2>{name(site.heading(sitting, language))}"
    yield f' <span class="status">{escape(told.status)}</span></h2>\n'
    if told.strip is not None:
        yield strip_html(told.strip, language)
    if told.outcome:
        yield f'<p class="outcome">{escape(told.outcome)}</p>\n'
    if result.coverage.received:
        yield f'<div class="columns">\n<div>{votes_html(result, names)}</div>\n'
        yield f"<div>{count_html(site, result, names, coverage=True)}</div>\n</div>\n"
    else:
        yield f'<p class="state">{received_text(site, result, language)}</p>\n'
    yield transfer_link(site, sitting, at)
    link = f"{at.to(site.addresses.page(result.unit))}#{site.slug(sitting)}"
    yield f'<p><a href="{link}">{text(site_words("full", language))}</a></p>\n</section>\n'


def _many(site: Site, sitting: Sitting, at: Address, names: Names) -> Iterator[str]:
    """A contest decided in many places: how many stand where, and the pages that list them."""
    language = names.language
    states: dict[str, int] = {}
    for place in site.decided[sitting]:
        status = site.result(sitting, place).status.value
        states[status] = states.get(status, 0) + 1
    yield f'<section id="{site.slug(sitting)}">\n<h2>{name(site.heading(sitting, language))}</h2>\n<ul>\n'
    for status, number in states.items():
        yield f"<li>{escape(status_label(status, language))}{' : ' if language == 'fr' else ': '}{count(number, language)}</li>\n"
    path = contest_pages_of(site, sitting)[0]
    yield f'</ul>\n{transfer_link(site, sitting, at)}<p><a href="{at.to(path)}">{site_words("places", language)}</a></p>\n</section>\n'


def _units(site: Site, at: Address, names: Names) -> Iterator[str]:
    """The ways down: the units below the root, and the kinds of groups."""
    language, tree = names.language, site.night.folder.tree
    root = tree.root
    below = tree.children(root)
    yield f'<section id="units">\n<h2>{site_words("tables", language)}</h2>\n'
    yield f'<p><a href="{at.to(site.addresses.page(root))}">{name(names.place(root))}</a></p>\n'
    if below:
        if len(below) <= 2 * FEW:
            links = "".join(
                f'<li><a href="{at.to(site.addresses.page(unit))}">{name(names.place(unit))}</a></li>\n'
                for unit in below
            )
            yield f'<ul class="links many">\n{links}</ul>\n'
        if len(below) > FEW:
            yield table_links(site, root, site.voted_in(root), at, names)
    for kind in dict.fromkeys(group.kind for group in site.night.folder.groups):
        path = kind_paths(site, kind)[0]
        yield f'<p><a href="{at.to(path)}">{escape(level_label(kind, language).capitalize())}</a></p>\n'
    yield "</section>\n"


def _findings(site: Site, at: Address, names: Names) -> Iterator[str]:
    """How many findings of each check there are, with their pages."""
    language = names.language
    yield f'<section id="findings">\n<h2>{site_words("findings", language)}</h2>\n'
    groups = said_findings(site.night, names, 1)
    if not groups:
        yield f"<p>{text(site_words('findings_none', language))}</p>\n"
    else:
        rows = "".join(
            f'<li><a class="code" href="{at.to(f"findings/{group.code}-1.html")}">{group.code}</a> '
            f'{escape(expected(group.title, language))} <span class="soft">({escape(group.severity_label)}, '
            f"{count(group.total, language)})</span></li>\n"
            for group in groups
        )
        yield f"<ul>\n{rows}</ul>\n"
    yield "</section>\n"


def _proof(site: Site, at: Address, names: Names) -> Iterator[str]:
    """What is signed, by which key, and how anybody verifies it."""
    language, record = names.language, site.record
    yield f'<section id="proof">\n<h2>{site_words("proof", language)}</h2>\n'
    if record is None:
        yield f"<p>{text(site_words('proof_folder', language))}</p>\n"
    else:
        root = Checkpoint.read(record.note.text).root.hex()
        origin, size = shown(record.origin, LONGEST), count(record.size, language)
        said = site_words("proof_ledger", language, origin=origin, size=size, root=root)
        yield f'<p class="digest">{escape(said)}</p>\n'
        yield f'<p class="digest">{escape(site_words("proof_key", language, key=record.key))}</p>\n'
    here = text(site_words("verify_here", language))
    yield f'<p><a href="{at.to(VERIFY)}">{here}</a></p>\n'
    yield f"<p>{text(site_words('proof_how', language))}</p>\n</section>\n"
