"""The frame of every page: its head, the trail to it, its foot; small pieces of HTML.

A page is complete without JavaScript; the script sorts tables, searches by name and brings a page up to date.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from recolement.publication.page_parts import escape
from recolement.publication.site.state import Site
from recolement.words.numbers import Language
from recolement.words.plain import LONGEST, shown
from recolement.words.site import site_words

OTHER: dict[Language, Language] = {"fr": "en", "en": "fr"}


@lru_cache(maxsize=1 << 14)
def text(said: str) -> str:
    """Words as HTML."""
    return escape(said)


@lru_cache(maxsize=1 << 14)
def name(said: str) -> str:
    """A name as HTML: whatever its direction, it does not turn what stands around it."""
    return f"<bdi>{escape(said)}</bdi>"


@dataclass(frozen=True)
class Address:
    """Where a page is: its language, its path in the folder of that language."""

    language: Language
    path: str

    @property
    def file(self) -> str:
        """The file's name."""
        return f"{self.language}/{self.path}"

    @property
    def root(self) -> str:
        """How to go from the page to the top of the site."""
        return "../" * (1 + self.path.count("/"))

    @property
    def home(self) -> str:
        """How to go from the page to the top of its language."""
        return "../" * self.path.count("/")

    def to(self, path: str) -> str:
        """How to go from the page to another one of the same language."""
        here, _, _ = self.path.rpartition("/")
        folder, _, file = path.rpartition("/")
        return file if folder == here else self.home + path


def page(
    site: Site,
    at: Address,
    title: str,
    body: Iterable[str],
    *,
    description: str = "",
    line: int | None = None,
    data: str = "",
    unit: str = "",
    script: str = "",
    social: str = "",
) -> tuple[str, bytes]:
    """A whole page and its name.

    ``line``: the last line of the ledger that it shows; ``data``: its figures; ``unit``: whose page it is, for
    programs; ``script``: one more module that it loads.
    """
    language, ballot = at.language, site.night.folder.ballot
    ballot_name = shown(ballot.title, LONGEST)
    whole = text(title if title == ballot_name else f"{title} · {ballot_name}")
    others = "".join(
        f'<link rel="alternate" hreflang="{one}" href="{at.root}{one}/{at.path}">' for one in site.languages
    )
    told = f'<meta name="description" content="{text(description)}">' if description else ""
    fresh = f' data-figures="{at.root}{data}" data-line="{line}"' if data and site.record is not None else ""
    whose = f' data-unit="{text(unit)}"' if unit else ""
    more = f'<script type="module" src="{at.root}assets/{script}"></script>' if script else ""
    parts = [
        f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width,initial-scale=1">\n'
        f'<title>{whole}</title>\n{told}<meta property="og:title" content="{whole}">{social}\n'
        f'<link rel="stylesheet" href="{at.root}assets/site.css">'
        f'<link rel="icon" href="{at.root}assets/mark.svg" type="image/svg+xml">\n'
        f'{others}<link rel="alternate" type="application/atom+xml" href="{at.home}feed.atom">\n'
        f'<script type="module" src="{at.root}assets/site.js"></script>{more}\n</head>\n<body{fresh}{whose}>\n'
        f'<a class="skip" href="#main">{site_words("skip", language)}</a>\n<header class="head"><div>\n'
        f'<a class="mark" href="{at.home}index.html">{name(ballot_name)}</a>\n<div class="right">'
        f'<a href="{at.home}names/index.html">{site_words("names", language)}</a>'
    ]
    other = OTHER[language]
    if other in site.languages:
        parts.append(
            f'<a href="{at.root}{other}/{at.path}" lang="{other}" hreflang="{other}">'
            f"{site_words('other_language', language)}</a>"
        )
    parts.append('</div>\n</div></header>\n<main id="main">\n')
    parts += body
    parts.append(f'</main>\n<footer class="foot"><div><span>{site_words("foot", language)}</span>')
    if site.record is not None:
        said = "as_of_none" if line is None else "as_of_line"
        parts.append(f"<span>{site_words(said, language, line=str(line))}</span>")
    parts.append(
        f'<a href="{at.home}index.html#proof">{site_words("verify", language)}</a></div></footer>\n'
        "</body>\n</html>\n"
    )
    return at.file, "".join(parts).encode("utf-8", "replace")


def bar(part: int | None, whole: int | None) -> str:
    """A bar as long as a part of a whole: it repeats what the text beside it says."""
    length = 0 if not whole or part is None else min(1000, max(0, 1000 * part // whole))
    return (
        '<svg class="line" viewBox="0 0 1000 16" preserveAspectRatio="none" aria-hidden="true">'
        f'<path d="M0 1h{length}v14H0z"/></svg>'
    )


def pager(at: Address, paths: list[str], here: int, language: Language) -> str:
    """Links to the pages of a list that has several."""
    if len(paths) == 1:
        return ""
    links = "".join(
        f'<li><a href="{at.to(path)}"{_current(place == here)}>{place + 1}</a></li>'
        for place, path in enumerate(paths)
    )
    return f'<nav class="pager" aria-label="{site_words("pages", language)}"><ol>{links}</ol></nav>\n'


def _current(here: bool) -> str:
    return ' aria-current="page"' if here else ""
