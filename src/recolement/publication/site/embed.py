"""One place's result in a frame of somebody else's site: a page of a few kilobytes and its style, nothing else.

It holds the last round of each contest, the way to the whole page and to the place above. The line to copy is on
the place's own page. Of a publication of many places, sections have none: their communes do.
"""

from __future__ import annotations

from collections.abc import Iterator

from recolement.canvass import ContestResult
from recolement.model.ids import UnitId
from recolement.publication.page_parts import escape
from recolement.publication.site.figures import by_votes
from recolement.publication.site.frame import Address, bar, name, text
from recolement.publication.site.state import Site, Sitting
from recolement.words.naming import Names
from recolement.words.numbers import Language, count, share
from recolement.words.plain import LONGEST, shown
from recolement.words.site import site_words
from recolement.words.verdict import status_label

FOLDER = "embed"
MOST_OPTIONS = 8
"""Options of a contest that a frame shows; the others are one line."""
MOST_CONTESTS = 3
MANY = 20_000
"""Places from which sections have no frame of their own."""
HEIGHT = 360


def has_embed(site: Site, place: str) -> bool:
    """Whether a place has a frame."""
    return len(site.places) <= MANY or not site.is_leaf(place)


def embed_path(site: Site, place: str) -> str:
    """The frame of a place, in the folder of a language."""
    return f"{FOLDER}/{site.addresses.page(place)}"


def embed_pages(site: Site, place: str) -> Iterator[tuple[str, bytes]]:
    """The frames of a place: in every language, or in the ballot's own where there are many places."""
    if not has_embed(site, place):
        return
    for language in embed_languages(site):
        yield _page(site, place, language)


def embed_languages(site: Site) -> tuple[Language, ...]:
    """The languages of the frames."""
    if len(site.places) <= MANY:
        return site.languages
    own: Language = "en" if site.night.folder.ballot.language == "en" else "fr"
    return (own,) if own in site.languages else site.languages[:1]


def _page(site: Site, place: str, language: Language) -> tuple[str, bytes]:
    names = site.names[language]
    at = Address(language, embed_path(site, place))
    title = f"{names.place(place)} · {shown(site.night.folder.ballot.title, LONGEST)}"
    parts = [
        f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width,initial-scale=1">\n<meta name="robots" content="noindex">\n'
        f"<title>{text(title)}</title>\n"
        f'<base target="_top">\n<link rel="stylesheet" href="{at.root}assets/embed.css">\n</head>\n<body>\n<main>\n'
        f"<h1>{name(names.place(place))}</h1>\n"
        f'<p class="soft">{text(shown(site.night.folder.ballot.title, LONGEST))}</p>\n'
    ]
    last: dict[str, Sitting] = {sitting[0]: sitting for sitting in site.voted_in(place)}
    for sitting in list(last.values())[:MOST_CONTESTS]:
        parts += _sitting(site, sitting, site.result(sitting, place), names)
    parts.append(
        f'<p><a href="{at.to(site.addresses.page(place))}">{text(site_words("embed_whole", language))}</a>'
    )
    above = _above(site, place)
    if above is not None:
        parts.append(f' <a href="{at.to(site.addresses.page(above))}">{name(names.place(above))}</a>')
    parts.append("</p>\n</main>\n</body>\n</html>\n")
    return at.file, "".join(parts).encode("utf-8", "replace")


def _above(site: Site, place: str) -> str | None:
    tree = site.night.folder.tree
    return tree[UnitId(place)].parent if place in tree else tree.root


def _sitting(site: Site, sitting: Sitting, result: ContestResult, names: Names) -> Iterator[str]:
    language, figures, own = names.language, result.figures, names.options(result.contest)
    coverage = result.coverage
    said = status_label(result.status.value, language)
    if coverage.expected > 1:
        received, expected = count(coverage.received, language), count(coverage.expected, language)
        said += " · " + site_words("received", language, received=received, expected=expected)
    yield f'<h2>{name(site.heading(sitting, language))}</h2>\n<p class="soft">{escape(said)}</p>\n'
    if not coverage.received:
        return
    votes = figures.votes
    order = by_votes(votes)
    most = max((number for number in votes.values() if number is not None), default=0)
    yield "<table>\n"
    for option in order[:MOST_OPTIONS]:
        yield (
            f'<tr><th scope="row">{name(own.get(option, option))}</th><td class="n">{count(votes[option], language)}</td>'
            f'<td class="n">{share(votes[option], figures.valid, language)}</td>'
            f'<td class="bar">{bar(votes[option], most)}</td></tr>\n'
        )
    yield "</table>\n"
    if len(order) > MOST_OPTIONS:
        more = count(len(order) - MOST_OPTIONS, language)
        yield f'<p class="soft">{text(site_words("embed_more", language, count=more))}</p>\n'
    turnout = share(figures.voters, figures.registered, language)
    voters, registered = count(figures.voters, language), count(figures.registered, language)
    facts = {"share": turnout, "voters": voters, "registered": registered}
    yield f'<p class="soft">{text(site_words("embed_turnout", language, **facts))}</p>\n'


def embed_line(site: Site, place: str, at: Address, names: Names) -> str:
    """The line to copy, on the place's own page; the script writes the address of the site into it."""
    language = names.language
    if not has_embed(site, place) or language not in embed_languages(site):
        return ""
    path = embed_path(site, place)
    start = "https://…" if site.address is None else site.address
    line = (
        f'<iframe src="{start}/{language}/{path}" title="{names.place(place)}" width="100%" height="{HEIGHT}" '
        'loading="lazy" style="border:0"></iframe>'
    )
    return (
        f'<details class="embed"><summary>{text(site_words("embed", language))}</summary>\n'
        f"<p>{text(site_words('embed_how', language))}</p>\n"
        f'<pre data-embed="{at.to(path)}" tabindex="0">{escape(line)}</pre>\n</details>\n'
    )
