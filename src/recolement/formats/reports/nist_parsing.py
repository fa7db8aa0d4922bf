"""A NIST SP 1500-100 document, JSON or XML, as the same plain objects.

Properties are by name, in lists where there may be several; numbers of XML are texts until they are read.
"""

from __future__ import annotations

from typing import Any, TypeAlias

import msgspec

from recolement.formats.gathering import Problems
from recolement.formats.reports.nodes import ATTRIBUTES, NAMESPACE, PREFIX
from recolement.formats.safe_xml import LARGEST, Element, read_xml

Object: TypeAlias = dict[str, Any]

LISTS = frozenset((
    "Election", "ExternalIdentifier", "GpUnit", "Party", "BallotCounts", "Candidate", "Contest",
    "ContestSelection", "VoteCounts", "OtherCounts", "Text",
))  # fmt: skip
REFERENCES = frozenset(("ComposingGpUnitIds", "CandidateIds", "PartyIds"))
_NAMES = {name: key for key, name in ATTRIBUTES.items()}


def parsed(raw: bytes, file: str, problems: Problems) -> Object | None:
    """The report's object; ``None`` after noting why there is none."""
    if raw.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<":
        root = read_xml(raw, file, problems)
        if root is None:
            return None
        if root.name != "ElectionReport" or root.namespace != NAMESPACE:
            problems.add("nist_other", file, root.line)
            return None
        return _object(root)
    if len(raw) > LARGEST:
        problems.add("xml_too_large", file, most=LARGEST // 1_000_000)
        return None
    try:
        read = msgspec.json.decode(raw.removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        problems.add("json_broken", file)
        return None
    if not isinstance(read, dict) or str(read.get("@type", "")).removeprefix(PREFIX) != "ElectionReport":
        problems.add("nist_other", file)
        return None
    return read


def _object(element: Element) -> Object:
    """An element as JSON has it."""
    read: Object = {"@type": element.attributes.get("type", element.name).rpartition(":")[2]}
    read |= {_NAMES[name]: text for name, text in element.attributes.items() if name in _NAMES}
    if not element.children:
        read["Content"] = element.text
    for child in element.children:
        if child.name in REFERENCES:
            read[child.name] = child.text.split()
            continue
        whole = child.children or child.attributes or child.name in LISTS
        value: Any = _object(child) if whole else child.text
        if child.name in LISTS:
            read.setdefault(child.name, []).append(value)
        else:
            read[child.name] = value
    return read


def objects(value: Any, name: str) -> list[Object]:
    """The objects of a property that holds several; an empty list where it is missing or something else."""
    found = value.get(name) if isinstance(value, dict) else None
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def kind(value: Object) -> str:
    """The class of an object."""
    return str(value.get("@type", "")).removeprefix(PREFIX)


def said(value: Any) -> str:
    """A text, in the first of the languages it is written in."""
    if isinstance(value, str):
        return value
    for one in objects(value, "Text"):
        return str(one.get("Content", ""))
    return ""


def language_of(value: Any) -> str:
    """The first language a text is written in."""
    for one in objects(value, "Text"):
        return str(one.get("Language", ""))
    return ""


def count(value: Any) -> int | None:
    """A whole number that is not negative; ``None`` for anything else.

    >>> count(12.0), count("12"), count(12.5), count(-1), count(None)
    (12, 12, None, None, None)
    """
    if isinstance(value, str):
        value = value.strip()
        value = int(value) if value.isascii() and value.isdigit() and len(value) < 16 else _float(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return int(value) if 0 <= value < 10**15 and value == int(value) else None


def _float(text: str) -> float | None:
    try:
        found = float(text)
    except ValueError:
        return None
    return found if 0 <= found < 10**15 else None


def references(value: Object, name: str) -> list[str]:
    """The references of a property."""
    found = value.get(name)
    return [str(one) for one in found] if isinstance(found, list) else []


def own(value: Object, label: str) -> str | None:
    """What an identifier of ours says; ``None`` where there is none."""
    for one in objects(value, "ExternalIdentifier"):
        if one.get("Label") == label and one.get("OtherType") == "recolement":
            return str(one.get("Value", ""))
    return None


def own_all(value: Object, label: str) -> list[str]:
    """What every identifier of ours with a label says."""
    return [
        str(one.get("Value", ""))
        for one in objects(value, "ExternalIdentifier")
        if one.get("Label") == label and one.get("OtherType") == "recolement"
    ]
