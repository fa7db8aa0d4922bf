"""XML that others wrote, read without danger: no document type, no entity, bounded in size and depth.

>>> root = read_xml(b'<a xmlns="urn:x" n="1"><b>two</b><b> and </b></a>', "t.xml", Problems())
>>> root.name, root.attributes, [(child.name, child.text) for child in root.children]
('a', {'n': '1'}, [('b', 'two'), ('b', ' and ')])
>>> problems = Problems()
>>> read_xml(b'<!DOCTYPE a [<!ENTITY e "boom">]><a>&e;</a>', "t.xml", problems), bool(problems)
(None, True)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from recolement.formats.gathering import Problems

LARGEST = 50_000_000
"""Bytes of a file."""
DEEPEST = 60
"""Elements one within the other."""
_MISWRITTEN = re.compile(rb"""\s*<\?xml[^>]*\bencoding\s*=\s*["']utf_8["']""", re.IGNORECASE).match
"""UTF-8 under a name that XML does not know, as some programs declare it."""


@dataclass(slots=True)
class Element:
    """An element: its name without its namespace, what is in it. ``line``: where it begins."""

    name: str
    attributes: dict[str, str]
    namespace: str = ""
    line: int = 0
    text: str = ""
    children: list[Element] = field(default_factory=list)

    def all(self, name: str) -> Iterator[Element]:
        """The children of a name."""
        return (child for child in self.children if child.name == name)

    def first(self, *path: str) -> Element | None:
        """The first element on a path of names; ``None`` where there is none."""
        here: Element | None = self
        for name in path:
            here = None if here is None else next(here.all(name), None)
        return here

    def said(self, *path: str) -> str:
        """The text of the first element on a path, without blanks around; empty where there is none."""
        found = self.first(*path)
        return "" if found is None else found.text.strip()


class _Refused(Exception):
    """The document holds what is not read."""


def read_xml(raw: bytes, file: str, problems: Problems) -> Element | None:
    """The root of a document; ``None`` after noting why there is none."""
    if len(raw) > LARGEST:
        problems.add("xml_too_large", file, most=LARGEST // 1_000_000)
        return None
    encoding = "utf-8" if _MISWRITTEN(raw[:200]) else None
    parser = expat.ParserCreate(encoding, namespace_separator=" ")
    parser.buffer_text = True
    building = _Building(parser)
    try:
        parser.Parse(raw, True)
    except _Refused as refused:
        problems.add(str(refused), file, parser.CurrentLineNumber)
        return None
    except (expat.ExpatError, ValueError, LookupError):
        problems.add("xml_broken", file, parser.CurrentLineNumber)
        return None
    return building.root


class _Building:
    """The tree, as the parser tells of it."""

    def __init__(self, parser: expat.XMLParserType) -> None:
        self._parser = parser
        self._open: list[Element] = []
        self.root: Element | None = None
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text

    def _doctype(self, *_: object) -> None:
        raise _Refused("xml_doctype")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if len(self._open) >= DEEPEST:
            raise _Refused("xml_deep")
        space, _, own = name.rpartition(" ")
        plain = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        element = Element(own, plain, space, self._parser.CurrentLineNumber)
        if self._open:
            self._open[-1].children.append(element)
        else:
            self.root = element
        self._open.append(element)

    def _end(self, _: str) -> None:
        self._open.pop()

    def _text(self, text: str) -> None:
        if self._open:
            self._open[-1].text += text
