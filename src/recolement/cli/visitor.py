"""An ordinary visitor of a site: follows addresses, fills in the forms that the pages show, keeps cookies.

No browser and no shortcut: what a page does not offer cannot be sent.

>>> page = Page("http://x/sheet/", 200, '<p>12&#160;votes</p><form><input name="a" value="1">Go</form>')
>>> page.text, page.forms[0].fields
('12 votes Go', {'a': '1'})
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from http.cookiejar import CookieJar
from urllib.error import HTTPError
from urllib.parse import urlencode, urljoin, urlsplit
from urllib.request import HTTPCookieProcessor, ProxyHandler, Request, build_opener

SILENT = ("script", "style", "title")
SECONDS = 60
"""How long an answer may take."""


@dataclass
class Form:
    """A form as the page shows it: where it goes, and what stands in it."""

    action: str
    fields: dict[str, str] = field(default_factory=dict)
    choices: set[str] = field(default_factory=set)
    """Boxes to tick, buttons to press: fields that are sent only where somebody chooses them."""


class Unexpected(Exception):
    """The site did not do what it should: which page, and what was looked for."""


class Page:
    """An answer of the site."""

    def __init__(self, address: str, status: int, document: str, content: bytes = b"") -> None:
        self.address, self.status, self.document, self.content = address, status, document, content

    @cached_property
    def _read(self) -> _Reader:
        reader = _Reader()
        reader.feed(self.document)
        return reader

    @property
    def text(self) -> str:
        """What a person reads, its spaces plain."""
        return re.sub(r"\s+", " ", "".join(self._read.words)).strip()

    @property
    def forms(self) -> list[Form]:
        """The forms of the page."""
        return self._read.forms

    def links(self, ending: str) -> list[str]:
        """The addresses of the page that end so."""
        return [urljoin(self.address, link) for link in self._read.links if link.endswith(ending)]

    @property
    def where(self) -> str:
        """The page in an error: its path and its status."""
        return f"{urlsplit(self.address).path} ({self.status})"

    def says(self, *sentences: str) -> Page:
        """The page itself; ``Unexpected`` where one of these is not on it."""
        for sentence in sentences:
            if sentence not in self.text:
                raise Unexpected(f"{self.where}: « {sentence} »\n{self.text[:1500]}")
        return self


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.forms: list[Form] = []
        self.links: list[str] = []
        self._silent = ""
        self._select = self._area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in SILENT:
            self._silent = tag
        elif tag == "a":
            self.links.append(given.get("href", ""))
        elif tag == "form":
            self.forms.append(Form(given.get("action", "")))
        elif self.forms:
            self._in_form(tag, given, self.forms[-1])
        self.words.append(" ")

    def _in_form(self, tag: str, given: dict[str, str], form: Form) -> None:
        name, value = given.get("name", ""), given.get("value", "")
        if tag == "input" and name:
            if given.get("type") in ("radio", "checkbox"):
                form.choices.add(name)
            elif given.get("type") != "file":
                form.fields[name] = value
        elif tag == "button" and name:
            form.choices.add(name)
        elif tag == "textarea":
            self._area = name
            form.fields[name] = ""
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and (self._select not in form.fields or "selected" in given):
            form.fields[self._select] = value

    def handle_endtag(self, tag: str) -> None:
        if tag == self._silent:
            self._silent = ""
        elif tag == "textarea":
            self._area = ""
        elif tag == "select":
            self._select = ""
        self.words.append(" ")

    def handle_data(self, data: str) -> None:
        if self._area:
            self.forms[-1].fields[self._area] += data
        elif not self._silent:
            self.words.append(data)


class Visitor:
    """Somebody with a browser of their own, which shows one page at a time."""

    def __init__(self, address: str, language: str) -> None:
        self.address = address
        self._language = language
        self._opener = build_opener(ProxyHandler({}), HTTPCookieProcessor(CookieJar()))
        self.page = Page(address, 0, "")

    def go(self, address: str) -> Page:
        """Open an address of the site."""
        return self._open(Request(urljoin(self.address, address)))

    def follow(self, ending: str, among: str = "") -> Page:
        """Go where the first link leads that ends so, among those that have a text."""
        links = [link for link in self.page.links(ending) if among in link]
        if not links:
            raise Unexpected(f"{self.page.where}: <a …{among}…{ending}>\n{self.page.text[:1500]}")
        return self.go(links[0])

    def offered(self, which: str) -> Form | None:
        """The form of this page that goes to an address ending so (``/vote/``), or has a field so named."""
        for form in self.page.forms:
            if (
                form.action.endswith(which)
                if which.startswith("/")
                else which in {*form.fields, *form.choices}
            ):
                return form
        return None

    def send(self, which: str, **values: str) -> Page:
        """Fill in and send one of the forms offered."""
        form = self.offered(which)
        strange = {which} if form is None else values.keys() - form.fields.keys() - form.choices
        if form is None or strange:
            raise Unexpected(
                f"{self.page.where}: <form {', '.join(sorted(strange))}>\n{self.page.text[:1500]}"
            )
        body = urlencode({**form.fields, **values}).encode()
        request = Request(urljoin(self.page.address, form.action or self.page.address), body)
        request.add_header("Referer", self.page.address)
        return self._open(request)

    def _open(self, request: Request) -> Page:
        request.add_header("Accept-Language", self._language)
        try:
            answer = self._opener.open(request, timeout=SECONDS)
        except HTTPError as refused:
            answer = refused
        with answer:
            content = answer.read()
        kind = answer.headers.get_content_type()
        document = content.decode("utf-8", "replace") if kind == "text/html" else ""
        self.page = Page(answer.geturl(), answer.status, document, content)
        return self.page
