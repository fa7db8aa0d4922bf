"""The figures of one result as HTML: the votes with bars, the count in paper order, the change between rounds.

Every number stands beside what it is a share of; what is unknown is a dash; nobody's abstention is hidden.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from recolement.canvass import ContestResult
from recolement.canvass.tabulate import Figures
from recolement.model.ids import OptionId
from recolement.publication.figures import coverage_note
from recolement.publication.findings import unknown_in
from recolement.publication.site.frame import bar, name, text
from recolement.publication.site.state import Site, Sitting
from recolement.words.fields import field_label
from recolement.words.naming import Names
from recolement.words.numbers import Language, count, share
from recolement.words.site import site_words
from recolement.words.swing import say_points


def by_votes(votes: Mapping[OptionId, int | None]) -> list[OptionId]:
    """The options, most votes first; those without a figure last."""
    return sorted(votes, key=lambda option: (votes[option] is None, -(votes[option] or 0)))


def votes_html(result: ContestResult, names: Names) -> str:
    """The options by votes, with their shares of the valid votes and of the registered, and a bar."""
    language, figures = names.language, result.figures
    votes, own, valid, registered = (
        figures.votes,
        names.options(result.contest),
        figures.valid,
        figures.registered,
    )
    seats = None if result.outcome is None else result.outcome.seats
    order = by_votes(votes)
    most = max((number for number in votes.values() if number is not None), default=0)
    head = (
        f'<table class="figures votes">\n<caption>{site_words("votes", language)}</caption>\n<thead><tr>'
        f'<th scope="col">{site_words("option", language)}</th>'
        f'<th scope="col" class="n">{site_words("votes", language)}</th>'
        f'<th scope="col" class="n">{site_words("of_valid", language)}</th>'
        f'<th scope="col" class="n far">{site_words("of_registered", language)}</th>'
    )
    if seats is not None:
        head += f'<th scope="col" class="n">{site_words("seats", language)}</th>'
    rows = [head + '<td class="bar"></td></tr></thead>\n<tbody>\n']
    for option in order:
        number = votes[option]
        seat = "" if seats is None else f'<td class="n">{seats.get(option, 0)}</td>'
        rows.append(
            f'<tr data-field="{text(option)}"><th scope="row">{name(own.get(option, option))}</th>'
            f'<td class="n">{count(number, language)}</td><td class="n">{share(number, valid, language)}</td>'
            f'<td class="n far">{share(number, registered, language)}</td>{seat}'
            f'<td class="bar">{bar(number, most)}</td></tr>\n'
        )
    rows.append("</tbody>\n</table>\n")
    return "".join(rows)


def count_html(site: Site, result: ContestResult, names: Names, *, coverage: bool) -> str:
    """Registered to valid in paper order, each with its share of the registered and of the voters.

    ``coverage``: what is added up is said below.
    """
    language, figures = names.language, result.figures
    registered = figures.registered
    papers = figures.in_box if figures.in_box is not None else figures.voters
    rows = [
        f'<table class="figures count">\n<caption>{site_words("figure", language)}</caption>\n<thead><tr>'
        f'<td></td><th scope="col" class="n">{site_words("count", language)}</th>'
        f'<th scope="col" class="n">{site_words("of_registered", language)}</th>'
        f'<th scope="col" class="n">{site_words("of_voters", language)}</th></tr></thead>\n<tbody>\n'
    ]
    for field, number, of_papers in _paper_order(figures):
        whole = papers if of_papers else None
        base = registered if field != "registered" else None
        rows.append(
            f'<tr data-field="{field}"><th scope="row">{_label(field, language)}</th><td class="n">{count(number, language)}</td>'
            f'<td class="n">{_part(number, base, language)}</td>'
            f'<td class="n">{_part(number, whole, language)}</td></tr>\n'
        )
    rows.append("</tbody>\n</table>\n")
    if coverage:
        rows.append(f'<p class="note">{received_text(site, result, language)}</p>\n')
    return "".join(rows)


def received_text(site: Site, result: ContestResult, language: Language) -> str:
    """How many sheets are added up, of how many, and what the sums leave out."""
    return text(coverage_note(result, language, unknown_in(site.night, result, site.telling)))


def _paper_order(figures: Figures) -> Iterator[tuple[str, int | None, bool]]:
    """Field, figure, and whether its share of the papers says something."""
    yield "registered", figures.registered, False
    papers = False
    for field in ("signatures", "in_box", "voters"):
        number: int | None = getattr(figures, field)
        if number is not None and not (field == "voters" and number == figures.in_box):
            papers = True
            yield field, number, False
    if not papers:
        yield "voters", None, False
    voters, registered = figures.voters, figures.registered
    known = registered is not None and voters is not None and voters <= registered
    yield "abstain", (registered or 0) - (voters or 0) if known else None, False
    if figures.blank is None and figures.null is None:
        yield "blank_null", figures.blank_null, True
    else:
        yield "blank", figures.blank, True
        yield "null", figures.null, True
    yield "valid", figures.valid, True


def _label(field: str, language: Language) -> str:
    label = field_label(field, language)
    return text(label[:1].upper() + label[1:])


def _part(number: int | None, whole: int | None, language: Language) -> str:
    """A share; nothing where there is no base, or where a partial sum would make it more than the whole."""
    if number is None or not whole or number > whole:
        return ""
    return share(number, whole, language)


def points_between(
    before: tuple[int | None, int | None], after: tuple[int | None, int | None]
) -> Fraction | None:
    """The change of a share in percentage points, from two parts with their wholes."""
    (one, first), (two, second) = before, after
    if one is None or two is None or not first or not second:
        return None
    return 100 * (Fraction(two, second) - Fraction(one, first))


def compared_html(site: Site, sittings: Sequence[Sitting], place: str, names: Names) -> str:
    """Turnout and the shares of those who stand in both of the last two rounds, with their change."""
    language = names.language
    first, last = (site.result(sitting, place) for sitting in sittings[-2:])
    if first.figures.valid is None or last.figures.valid is None:
        return ""
    own = names.options(last.contest)
    heads = "".join(
        f'<th scope="col" class="n">{text(site_words("round", language, number=str(one.round)))}</th>'
        for one in (first, last)
    )
    rows = [
        f'<table class="figures compared">\n<caption>{site_words("compared", language)}</caption>\n<thead><tr>'
        f'<td></td>{heads}<th scope="col" class="n">{site_words("change", language)}</th></tr></thead>\n<tbody>\n',
        _compared(site_words("turnout", language), _turnout(first), _turnout(last), language),
    ]
    for option in by_votes(last.figures.votes):
        if option in first.figures.votes:
            before = (first.figures.votes[option], first.figures.valid)
            after = (last.figures.votes[option], last.figures.valid)
            rows.append(_compared(name(own.get(option, option)), before, after, language))
    rows.append(f'</tbody>\n</table>\n<p class="note">{text(site_words("compared_note", language))}</p>\n')
    return "".join(rows)


def _turnout(result: ContestResult) -> tuple[int | None, int | None]:
    return result.figures.voters, result.figures.registered


def _compared(
    label: str,
    before: tuple[int | None, int | None],
    after: tuple[int | None, int | None],
    language: Language,
) -> str:
    return (
        f'<tr><th scope="row">{label}</th><td class="n">{share(*before, language)}</td>'
        f'<td class="n">{share(*after, language)}</td>'
        f'<td class="n">{points_text(points_between(before, after), language)}</td></tr>\n'
    )


def points_text(points: Fraction | None, language: Language) -> str:
    """A change in percentage points, with its sign."""
    return say_points(points, language)
