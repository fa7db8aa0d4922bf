"""The page of one unit: its figures in every contest and round, its sheet or the units below it, what was done.

Worked example: a section that voted in two rounds shows both counts, the change from the one to the other,
why each sheet stands as it does, its findings, and the lines of the ledger that speak of it.
"""

from __future__ import annotations

from collections.abc import Iterator

from recolement.canvass import ContestResult
from recolement.model.ids import ContestId, UnitId
from recolement.publication.page_parts import HATCH, escape, grounds_html, outcome_html
from recolement.publication.reporting import result_report
from recolement.publication.site.below import below_html
from recolement.publication.site.card import social_tags
from recolement.publication.site.embed import embed_line
from recolement.publication.site.figures import by_votes, compared_html, count_html, received_text, votes_html
from recolement.publication.site.frame import Address, name, page, text
from recolement.publication.site.maps import map_html
from recolement.publication.site.sheet import acts_html, findings_of, history_html, sheet_html
from recolement.publication.site.state import Site, Sitting
from recolement.words.fields import level_label
from recolement.words.naming import Names
from recolement.words.numbers import UNKNOWN, Language, count, share
from recolement.words.plain import LONGEST, shown
from recolement.words.site import site_words
from recolement.words.verdict import status_label

MOST_MISSING = 40
"""Missing sections named on a page."""
MOST_FINDINGS = 50
"""Findings said on a unit's page."""
MOST_GROUPS = 12


def unit_page(site: Site, place: str, language: Language) -> tuple[str, bytes]:
    """The page of a unit or group."""
    names = site.names[language]
    at = Address(language, site.addresses.page(place))
    line = site.last_line(place) if site.record is not None else None
    figures = site.addresses.data(place if not site.is_leaf(place) else _parent(site, place))
    title = names.place(place)
    social = social_tags(site, place, at.file, text(title))
    body = _body(site, place, at, names)
    return page(
        site,
        at,
        title,
        body,
        description=_described(site, place, names),
        line=line,
        data=figures,
        social=social,
        unit=place,
    )


def _described(site: Site, place: str, names: Names) -> str:
    """The result in a line, for who sees only a link: of the last round in which something is counted."""
    for sitting in reversed(site.voted_in(place)):
        result = site.result(sitting, place)
        if result.coverage.received:
            own, votes = names.options(sitting[0]), result.figures.votes
            first = [
                f"{own.get(one, one)} {share(votes[one], result.figures.valid, names.language)}"
                for one in by_votes(votes)[:2]
            ]
            status = status_label(result.status.value, names.language)
            return f"{site.heading(sitting, names.language)} · {', '.join(first)} · {status}"
    return ""


def _parent(site: Site, leaf: str) -> str:
    return site.night.folder.tree[UnitId(leaf)].parent or leaf


def _body(site: Site, place: str, at: Address, names: Names) -> Iterator[str]:
    language, leaf = names.language, site.is_leaf(place)
    level = level_label(site.night.places.get(place).level, language)
    yield _trail(site, place, at, names)
    own = (
        ""
        if names.place(place) == place
        else f" · {name(names.unit(place).removeprefix(names.place(place)).strip(' ()'))}"
    )
    yield f'<h1>{name(names.place(place))}</h1>\n<p class="soft">{escape(level)}{own}</p>\n'
    yield from _around(site, place, at, names)
    sittings = site.voted_in(place)
    decided = [sitting for sitting in sittings if place in site.decided[sitting]]
    if decided:
        yield HATCH
    for sitting in reversed(sittings):
        result = site.result(sitting, place)
        yield f'<section id="{site.slug(sitting)}">\n<h2>{name(site.heading(sitting, language))}'
        yield f' <span class="status">{escape(status_label(result.status.value, language))}</span></h2>\n'
        yield from _sitting(site, sitting, result, at, names, decided=place in site.decided[sitting])
        yield "</section>\n"
    yield from _compared(site, place, sittings, names)
    if not leaf:
        yield from map_html(site, place, sittings, at, names)
        yield from below_html(site, place, sittings, at, names)
    found = site.findings.get(place, ())
    if leaf or found:
        yield f"<h2>{site_words('findings', language)}</h2>\n"
        if found:
            yield (
                "<ul>\n"
                + "".join(findings_of(found[:MOST_FINDINGS], at, names, several=len(sittings) > 1))
                + "</ul>\n"
            )
        else:
            yield f"<p>{text(site_words('findings_none', language))}</p>\n"
    yield acts_html(site, site.acts.get(place, ()), names)
    if site.record is not None:
        yield history_html(site, site.record, place, at, names)
    yield embed_line(site, place, at, names)


def _trail(site: Site, place: str, at: Address, names: Names) -> str:
    """From the home page down to the unit above, then the neighbours."""
    language, tree = names.language, site.night.folder.tree
    trail = tree.trail(UnitId(place)) if place in tree else (tree.root, place)
    links = "".join(
        f'<li><a href="{at.to(site.addresses.page(above))}">{name(names.place(above))}</a></li>'
        for above in trail[:-1]
    )
    start = f'<li><a href="{at.home}index.html">{site_words("home", language)}</a></li>'
    beside = ""
    if len(trail) > 1 and place in tree:
        siblings = tree.children(trail[-2])
        here = siblings.index(UnitId(place))
        around = [
            f'<li><a rel="{rel}" href="{at.to(site.addresses.page(siblings[there]))}">'
            f"{escape(site_words(said, language, name=names.place(siblings[there])))}</a></li>"
            for rel, said, there in (("prev", "previous", here - 1), ("next", "next", here + 1))
            if 0 <= there < len(siblings)
        ]
        if around:
            beside = f'<nav aria-label="{site_words("siblings", language)}"><ol class="beside">{"".join(around)}</ol></nav>\n'
    return f'<nav aria-label="{site_words("trail", language)}"><ol class="trail">{start}{links}</ol></nav>\n{beside}'


def _around(site: Site, place: str, at: Address, names: Names) -> Iterator[str]:
    """The groups that a section is part of."""
    groups = site.groups_of.get(place, ())
    if groups:
        links = ", ".join(
            f'<a href="{at.to(site.addresses.page(group))}">'
            f"{escape(level_label(site.night.places.get(group).level, names.language))} {name(names.place(group))}</a>"
            for group in groups[:MOST_GROUPS]
        )
        colon = " : " if names.language == "fr" else ": "
        yield f'<p class="soft">{text(site_words("belongs", names.language) + colon)}{links}</p>\n'


def _sitting(
    site: Site, sitting: Sitting, result: ContestResult, at: Address, names: Names, *, decided: bool
) -> Iterator[str]:
    """One contest's round at one place."""
    language, place, leaf = names.language, result.unit, site.is_leaf(result.unit)
    told = result_report(site.night, result, names, site.telling) if decided else None
    if told is not None:
        yield from outcome_html(told, language)
    if result.coverage.received:
        yield f'<div class="columns">\n<div>{votes_html(result, names)}</div>\n'
        yield f"<div>{count_html(site, result, names, coverage=not leaf)}</div>\n</div>\n"
    else:
        said = (
            _nothing(site, sitting, place, language)
            if leaf or not result.coverage.expected
            else received_text(site, result, language)
        )
        yield f'<p class="state">{said}</p>\n'
    if leaf:
        retained = site.night.retained(UnitId(place), *sitting)
        yield from sheet_html(retained, names, sitting)
    else:
        yield from _missing(site, result, at, names)
    if told is None:
        where = site.decided[sitting]
        if len(where) == 1:
            link = f'<a href="{at.to(site.addresses.page(where[0]))}#{site.slug(sitting)}">{name(names.place(where[0]))}</a>'
            said, _, rest = escape(site_words("decided_in", language, name="\0")).partition("\0")
            yield f'<p class="note">{said}{link}{rest}</p>\n'
        return
    yield from grounds_html(told, language)


def _nothing(site: Site, sitting: Sitting, place: str, language: Language) -> str:
    """No sheet stands for a section: none came in, or the one that did was sent back, and why."""
    reason = site.night.folder.returned.get((UnitId(place), *sitting))
    if reason is None:
        return text(site_words("nothing", language))
    said, _, rest = escape(site_words("returned", language, reason="\0")).partition("\0")
    return f"{said}{name(shown(reason, LONGEST) or UNKNOWN)}{rest}"


def _missing(site: Site, result: ContestResult, at: Address, names: Names) -> Iterator[str]:
    """The sections that are awaited, some of them by name."""
    missing, language = result.coverage.missing, names.language
    if not missing:
        return

    def sent_back(unit: UnitId) -> str:
        key = (unit, ContestId(result.contest), result.round)
        known = key in site.night.folder.returned
        return f" ({text(site_words('sent_back', language))})" if known else ""

    links = ", ".join(
        f'<a href="{at.to(site.addresses.page(unit))}">{name(names.place(unit))}</a>{sent_back(unit)}'
        for unit in missing[:MOST_MISSING]
    )
    more = ""
    if len(missing) > MOST_MISSING:
        more = f" {site_words('and_more', language, count=count(len(missing) - MOST_MISSING, language))}"
    said = site_words("missing", language, count=count(len(missing), language))
    yield f'<p class="missing"><b>{text(said)}</b> {links}{more}</p>\n'


def _compared(site: Site, place: str, sittings: tuple[Sitting, ...], names: Names) -> Iterator[str]:
    """From one round to the other, for each contest that has two here."""
    for contest in dict.fromkeys(contest for contest, _ in sittings):
        rounds = [sitting for sitting in sittings if sitting[0] == contest]
        if len(rounds) > 1:
            table = compared_html(site, rounds, place, names)
            if table:
                several = len({one for one, _ in sittings}) > 1
                title = site_words("compared", names.language)
                yield f"<section>\n<h2>{name(names.contest(contest)) + ' · ' if several else ''}{title}</h2>\n{table}</section>\n"
