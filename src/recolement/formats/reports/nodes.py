"""A document of NIST SP 1500-100 as objects made one after the other, and as JSON or XML.

An object is its class and its properties in the order of the published XML schema. A property is a text, a
number, yes or no, another object, or a stream of objects; a list of texts holds references to other objects.

>>> said = Node("ReportingUnit", [("@id", "u1"), ("Type", "precinct"), ("VotersRegistered", 12)])
>>> "".join(json_parts(said))
'{"@type":"ElectionResults.ReportingUnit","@id":"u1","Type":"precinct","VotersRegistered":12}'
>>> for part in xml_parts("GpUnit", said):
...     print(part)
<GpUnit xsi:type="ReportingUnit" ObjectId="u1">
<Type>precinct</Type>
<VotersRegistered>12</VotersRegistered>
</GpUnit>
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

Value: TypeAlias = "str | int | bool | Node | list[str] | Iterable[Node] | None"
Property: TypeAlias = tuple[str, Value]

PREFIX = "ElectionResults."
ATTRIBUTES = {"@id": "ObjectId", "Label": "Label", "Language": "Language"}
"""Properties that are attributes in XML."""
SUBCLASSES = frozenset((
    "ReportingUnit", "CandidateContest", "PartyContest", "BallotMeasureContest", "CandidateSelection",
    "PartySelection", "BallotMeasureSelection",
))  # fmt: skip
"""Classes of which the XML name of the property only says the kind."""
NAMESPACE = "http://itl.nist.gov/ns/voting/1500-100/v2"
_UNFIT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Node:
    """An object: its class, its properties."""

    kind: str
    properties: list[Property]


def json_parts(node: Node) -> Iterator[str]:
    """The object as JSON, in parts."""
    yield f'{{"@type":"{PREFIX}{node.kind}"'
    for name, value in node.properties:
        if value is None:
            continue
        start = f',"{name}":'
        if isinstance(value, bool | int | str):
            yield start + json.dumps(value, ensure_ascii=False)
        elif isinstance(value, Node):
            yield start
            yield from json_parts(value)
        elif isinstance(value, list):
            yield start + json.dumps(value, ensure_ascii=False)
        else:
            yield from _json_list(start, value)
    yield "}"


def _json_list(start: str, items: Iterable[Node]) -> Iterator[str]:
    opened = False
    for item in items:
        yield "," if opened else f"{start}["
        yield from json_parts(item)
        opened = True
    if opened:
        yield "]"


def xml_parts(name: str, node: Node) -> Iterator[str]:
    """The object as an XML element of this name, in parts."""
    own = f' xsi:type="{node.kind}"' if node.kind in SUBCLASSES else ""
    inside = []
    for key, value in node.properties:
        if value is None:
            continue
        if key in ATTRIBUTES and isinstance(value, str):
            own += f' {ATTRIBUTES[key]}="{xml_text(value, quoted=True)}"'
        else:
            inside.append((key, value))
    if node.kind == "LanguageString":
        yield f"<{name}{own}>{xml_text(str(inside[0][1]))}</{name}>"
        return
    yield f"<{name}{own}>"
    for key, value in inside:
        if isinstance(value, bool):
            yield f"<{key}>{'true' if value else 'false'}</{key}>"
        elif isinstance(value, int | str):
            yield f"<{key}>{xml_text(str(value))}</{key}>"
        elif isinstance(value, Node):
            yield from xml_parts(key, value)
        elif isinstance(value, list):
            yield f"<{key}>{xml_text(' '.join(value))}</{key}>"
        elif value is not None:
            for item in value:
                yield from xml_parts(key, item)
    yield f"</{name}>"


def xml_text(text: str, *, quoted: bool = False) -> str:
    """A text as XML holds it; a sign that XML forbids becomes the sign of replacement.

    >>> xml_text("a<b & c"), xml_text("esc" + chr(27)) == "esc" + chr(0xfffd)
    ('a&lt;b &amp; c', True)
    """
    said = _UNFIT.sub("\ufffd", text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    said = said.replace("\r", "&#13;")
    if quoted:
        said = said.replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;")
    return said
