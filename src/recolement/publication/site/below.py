"""The units below a place in tables: figures by contest and round, and the change between two rounds.

A few units stand on the page itself; of many, so many a page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from recolement.canvass import ContestResult
from recolement.model.ids import OptionId
from recolement.publication.page_parts import escape
from recolement.publication.site.figures import by_votes, points_between, points_text
from recolement.publication.site.frame import Address, name, page, pager, text
from recolement.publication.site.state import Site, Sitting
from recolement.words.naming import Names
from recolement.words.numbers import Language, count, share
from recolement.words.site import site_words

INLINE = 24
"""As many units below stand on the page of the place itself."""
A_PAGE = 100
"""Units on one page of a table."""
MOST_OPTIONS = 16
"""Options that have a column; the others are on the pages of the units."""


def below_html(
    site: Site, place: str, sittings: Sequence[Sitting], at: Address, names: Names
) -> Iterator[str]:
    """On the page of a place: the tables themselves, or links to them."""
    below = site.below(place)
    if not below:
        return
    yield f'<section id="below">\n<h2>{site_words("below", names.language)}</h2>\n'
    if len(below) <= INLINE:
        for sitting in reversed(sittings):
            yield units_table(site, sitting, place, below, at, names)
        for pair in pairs(sittings):
            yield _compared(site, pair, below, at, names)
    else:
        yield table_links(site, place, sittings, at, names)
    yield "</section>\n"


def table_links(site: Site, place: str, sittings: Sequence[Sitting], at: Address, names: Names) -> str:
    """Links to the tables of a place."""
    links = [
        (site.addresses.table(place, site.slug(sitting), 1), _title(site, sitting, names))
        for sitting in reversed(sittings)
    ]
    links += [
        (site.addresses.table(place, _slug_of(site, pair), 1), _compared_title(pair, names))
        for pair in pairs(sittings)
    ]
    items = "".join(f'<li><a href="{at.to(path)}">{escape(said)}</a></li>\n' for path, said in links)
    return f'<ul class="links">\n{items}</ul>\n'


def pairs(sittings: Sequence[Sitting]) -> list[tuple[Sitting, Sitting]]:
    """The last two rounds of each contest that has several."""
    found = []
    for contest in dict.fromkeys(contest for contest, _ in sittings):
        rounds = [sitting for sitting in sittings if sitting[0] == contest]
        if len(rounds) > 1:
            found.append((rounds[-2], rounds[-1]))
    return found


def table_pages(site: Site, place: str, language: Language) -> Iterator[tuple[str, bytes]]:
    """The pages of the tables of a place that has too many units for its own page."""
    below = site.below(place)
    if len(below) <= INLINE:
        return
    names, sittings = site.names[language], site.voted_in(place)
    parts = [below[start : start + A_PAGE] for start in range(0, len(below), A_PAGE)]
    line = site.last_line(place)
    data = site.addresses.data(place)

    def made(what: str, title: str, table: Iterable[tuple[Address, str]]) -> Iterator[tuple[str, bytes]]:
        for number, (at, rows) in enumerate(table):
            up = f'<p><a href="{at.to(site.addresses.page(place))}">{name(names.place(place))}</a></p>\n'
            links = pager(
                at,
                [site.addresses.table(place, what, one + 1) for one in range(len(parts))],
                number,
                language,
            )
            body = (f"<h1>{escape(title)}</h1>\n", up, links, rows, links)
            yield page(site, at, f"{title} · {names.place(place)}", body, line=line, data=data)

    def at_of(what: str, number: int) -> Address:
        return Address(language, site.addresses.table(place, what, number))

    for sitting in sittings:
        what = site.slug(sitting)
        tables = ((at, units_table(site, sitting, place, part, at, names))
                  for number, part in enumerate(parts, 1) for at in (at_of(what, number),))  # fmt: skip
        yield from made(what, _title(site, sitting, names), tables)
    for pair in pairs(sittings):
        what = _slug_of(site, pair)
        compared = ((at, _compared(site, pair, part, at, names))
                    for number, part in enumerate(parts, 1) for at in (at_of(what, number),))  # fmt: skip
        yield from made(what, _compared_title(pair, names), compared)


def _slug_of(site: Site, pair: tuple[Sitting, Sitting]) -> str:
    return f"{site.slug(pair[1])}-compared"


def _title(site: Site, sitting: Sitting, names: Names) -> str:
    contest = names.contest(sitting[0])
    if len(site.night.folder.ballot.rounds) == 1:
        return site_words("table_of_single", names.language, contest=contest)
    return site_words("table_of", names.language, contest=contest, round=str(sitting[1]))


def _compared_title(pair: tuple[Sitting, Sitting], names: Names) -> str:
    return site_words("table_compared", names.language, contest=names.contest(pair[0][0]))


def _head(title: str, columns: Iterable[str], language: Language) -> str:
    heads = "".join(f'<th scope="col" class="n">{column}</th>' for column in columns)
    return (
        f'<div class="frame" tabindex="0" role="group" aria-label="{escape(title)}">\n<table class="units sortable">\n'
        f"<caption>{escape(title)}</caption>\n<thead><tr>"
        f'<th scope="col">{site_words("unit", language)}</th>{heads}</tr></thead>\n<tbody>\n'
    )


def units_table(
    site: Site, sitting: Sitting, place: str, units: Sequence[str], at: Address, names: Names
) -> str:
    """One row a unit: sheets received, registered, turnout, valid, then each option with its share."""
    language = names.language
    whole = site.result(sitting, place)
    options = by_votes(whole.figures.votes)[:MOST_OPTIONS]
    own = names.options(sitting[0])
    columns = [
        *(site_words(code, language) for code in ("sheets", "registered", "turnout", "valid", "blank_null")),
        *(name(own.get(option, option)) for option in options),
    ]
    rows = [_head(_title(site, sitting, names), columns, language)]
    for unit in units:
        result = site.result(sitting, unit)
        if result.coverage.expected:
            rows.append(_row(site, result, options, at, names))
    rows.append("</tbody>\n</table>\n</div>\n")
    return "".join(rows)


def _link(site: Site, unit: str, at: Address, names: Names) -> str:
    return f'<th scope="row"><a href="{at.to(site.addresses.page(unit))}">{name(names.place(unit))}</a></th>'


def _row(site: Site, result: ContestResult, options: Sequence[OptionId], at: Address, names: Names) -> str:
    language, figures, coverage = names.language, result.figures, result.coverage
    votes = "".join(_votes(figures.votes.get(option), figures.valid, language) for option in options)
    return (
        f"<tr>{_link(site, result.unit, at, names)}"
        f"<td>{count(coverage.received, language)}/{count(coverage.expected, language)}</td>"
        f"<td>{count(figures.registered, language)}</td>"
        f"<td>{share(figures.voters, figures.registered, language)}</td>"
        f"<td>{count(figures.valid, language)}</td><td>{count(figures.blank_null, language)}</td>{votes}</tr>\n"
    )


def _votes(votes: int | None, valid: int | None, language: Language) -> str:
    return f"<td>{count(votes, language)} <small>{share(votes, valid, language)}</small></td>"


def _compared(
    site: Site, pair: tuple[Sitting, Sitting], units: Sequence[str], at: Address, names: Names
) -> str:
    """One row a unit: turnout and the share of each who stands in both rounds, with its change."""
    language, own = names.language, names.options(pair[0][0])
    before = {option.id for option in site.night.folder.ballot.standing(*pair[0])}
    now = [option.id for option in site.night.folder.ballot.standing(*pair[1])]
    standing = [option for option in now if option in before][:MOST_OPTIONS]
    columns = [site_words("turnout", language), *(name(own.get(option, option)) for option in standing)]
    rows = [_head(_compared_title(pair, names), columns, language)]
    for unit in units:
        first, last = (site.result(sitting, unit).figures for sitting in pair)
        cells = [_change((first.voters, first.registered), (last.voters, last.registered), language)]
        cells += [
            _change((first.votes.get(option), first.valid), (last.votes.get(option), last.valid), language)
            for option in standing
        ]
        rows.append(f"<tr>{_link(site, unit, at, names)}{''.join(cells)}</tr>\n")
    note = text(site_words("compared_note", language))
    rows.append(f'</tbody>\n</table>\n</div>\n<p class="note">{note}</p>\n')
    return "".join(rows)


def _change(
    before: tuple[int | None, int | None], after: tuple[int | None, int | None], language: Language
) -> str:
    points = points_text(points_between(before, after), language)
    return f"<td>{points} <small>{share(*before, language)} → {share(*after, language)}</small></td>"
