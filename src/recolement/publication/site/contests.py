"""A contest that is decided in many places: the outcome of each, so many a page."""

from __future__ import annotations

from collections.abc import Iterator

from recolement.publication.page_parts import escape
from recolement.publication.site.frame import Address, name, page, pager
from recolement.publication.site.state import Site, Sitting
from recolement.words.claims import say_outcome
from recolement.words.numbers import Language, count
from recolement.words.site import site_words
from recolement.words.verdict import status_label

A_PAGE = 150


def contest_pages_of(site: Site, sitting: Sitting) -> list[str]:
    """The paths of the pages of a contest's round."""
    pages = -(-len(site.decided[sitting]) // A_PAGE)
    return [f"contests/{site.slug(sitting)}-{number}.html" for number in range(1, pages + 1)]


def contest_pages(site: Site, sitting: Sitting, language: Language) -> Iterator[tuple[str, bytes]]:
    """The pages of a contest's round, in a language."""
    places, names = site.decided[sitting], site.names[language]
    paths = contest_pages_of(site, sitting)
    own, heading = names.options(sitting[0]), site.heading(sitting, language)
    for number, path in enumerate(paths):
        at = Address(language, path)
        links = pager(at, paths, number, language)
        heads = "".join(
            f'<th scope="col">{site_words(code, language)}</th>'
            for code in ("unit", "state", "outcome", "sheets")
        )
        parts = [
            f"<h1>{name(heading)}</h1>\n{links}",
            f'<div class="frame" tabindex="0" role="group" aria-label="{escape(heading)}">\n<table class="units words sortable">\n<thead><tr>{heads}</tr></thead>\n<tbody>\n',
        ]
        last = -1
        for place in places[number * A_PAGE : (number + 1) * A_PAGE]:
            result = site.result(sitting, place)
            last = max(last, site.last_line(place) or -1)
            said = "" if result.outcome is None else say_outcome(result.outcome, own, language)
            link = f"{at.to(site.addresses.page(place))}#{site.slug(sitting)}"
            parts.append(
                f'<tr><th scope="row"><a href="{link}">{name(names.place(place))}</a></th>'
                f"<td>{escape(status_label(result.status.value, language))}</td><td>{escape(said)}</td>"
                f"<td>{count(result.coverage.received, language)}/{count(result.coverage.expected, language)}</td></tr>\n"
            )
        parts.append(f"</tbody>\n</table>\n</div>\n{links}")
        yield page(site, at, heading, parts, line=None if last < 0 else last)
