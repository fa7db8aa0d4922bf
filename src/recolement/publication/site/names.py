"""Every unit by name: an alphabetical list that needs no script, and small files for the search that has one.

>>> folded("Saint-Étienne-du-Grès"), words("Saint-Étienne-du-Grès")
('saint etienne du gres', ['saint', 'etienne', 'du', 'gres'])
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from recolement.ledger.codec import canonical
from recolement.model.ids import UnitId
from recolement.publication.page_parts import escape
from recolement.publication.site.frame import Address, name, page, pager
from recolement.publication.site.state import Site
from recolement.words.numbers import Language
from recolement.words.site import site_words

A_PAGE = 300
"""Names on a page of the list."""
PREFIX = 2
"""Letters by which the search finds its file."""
COMMON = 500
"""A word that begins more names than this leads to inner units only: "bureau" is no search."""


@lru_cache(maxsize=1 << 16)
def folded(said: str) -> str:
    """Small letters without accents, words apart: what is compared when somebody types."""
    decomposed = unicodedata.normalize("NFKD", said.casefold())
    plain = "".join(one for one in decomposed if not unicodedata.combining(one))
    return re.sub(r"[\W_]+", " ", plain).strip()


def words(said: str) -> list[str]:
    """The words of a name."""
    return folded(said).split()


def in_order(site: Site) -> list[tuple[str, str]]:
    """Every unit and group with its name, by name; those of one name in the order of the file."""
    names = next(iter(site.names.values()))
    named = [(names.place(place), place) for place in site.places]
    return sorted(named, key=lambda one: folded(one[0]))


def names_paths(site: Site) -> list[str]:
    """The paths of the pages of the list."""
    pages = -(-len(site.places) // A_PAGE)
    return [f"names/{number}.html" for number in range(1, pages + 1)]


def names_pages(site: Site, language: Language) -> Iterator[tuple[str, bytes]]:
    """The list in a language: its contents, then its pages."""
    ordered, paths, names = in_order(site), names_paths(site), site.names[language]
    title = site_words("names", language)
    at = Address(language, "names/index.html")
    starts = []
    for number, path in enumerate(paths):
        part = ordered[number * A_PAGE : (number + 1) * A_PAGE]
        first, last = name(part[0][0]), name(part[-1][0])
        starts.append(f'<li><a href="{at.to(path)}">{first} … {last}</a></li>\n')
    yield page(site, at, title, (f'<h1>{title}</h1>\n<ol class="links">\n{"".join(starts)}</ol>\n',))
    tree = site.night.folder.tree
    for number, path in enumerate(paths):
        at = Address(language, path)
        near = _around(paths, number)
        links = (
            pager(at, [paths[place] for place in near], near.index(number), language) if len(near) > 1 else ""
        )
        rows = []
        for said, place in ordered[number * A_PAGE : (number + 1) * A_PAGE]:
            parent = tree[UnitId(place)].parent if place in tree else None
            above = f' <span class="soft">{name(names.place(parent))}</span>' if parent is not None else ""
            rows.append(f'<li><a href="{at.to(site.addresses.page(place))}">{name(said)}</a>{above}</li>\n')
        body = (
            f'<h1>{escape(title)}</h1>\n<p><a href="index.html">'
            f"{escape(site_words('page', language, number=str(number + 1), count=str(len(paths))))}</a></p>\n",
            links, f'<ul class="links many">\n{"".join(rows)}</ul>\n', links,
        )  # fmt: skip
        yield page(site, at, title, body)


def _around(paths: list[str], here: int) -> list[int]:
    """The pages near one: a list of hundreds has no room for them all."""
    return list(range(max(0, here - 4), min(len(paths), here + 5)))


def search_files(site: Site) -> Iterator[tuple[str, bytes]]:
    """By the first letters of a word, the names that hold it: name, place above, page."""
    names = next(iter(site.names.values()))
    tree = site.night.folder.tree
    by_word: dict[str, list[str]] = {}
    for place in site.places:
        for word in dict.fromkeys(words(f"{names.place(place)} {place}")):
            by_word.setdefault(word, []).append(place)
    by_prefix: dict[str, dict[str, None]] = {}
    for word, places in by_word.items():
        kept = [one for one in places if not site.is_leaf(one)] if len(places) > COMMON else places
        by_prefix.setdefault(word[:PREFIX], {}).update(dict.fromkeys(kept))
    for prefix, found in sorted(by_prefix.items()):
        rows = []
        for place in found:
            parent = tree[UnitId(place)].parent if place in tree else None
            above = "" if parent is None else names.place(parent)
            rows.append([names.place(place), above, site.addresses.page(place)])
        yield search_path(prefix), canonical(rows)


def search_path(prefix: str) -> str:
    """The file of the words that begin so: the letters' code points, for letters that no file name has."""
    code = "-".join(f"{ord(letter):x}" for letter in prefix)
    return f"data/search/{code}.json"
