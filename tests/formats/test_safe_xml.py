"""XML that means harm is refused before it does any."""

from __future__ import annotations

import resource
from pathlib import Path

import pytest

from recolement.formats import safe_xml
from recolement.formats.gathering import Problems
from recolement.formats.safe_xml import read_xml
from recolement.model.problems import Unusable


def refused(raw: bytes) -> str:
    """The code of the one problem of a document."""
    problems = Problems()
    assert read_xml(raw, "t.xml", problems) is None
    with pytest.raises(Unusable) as found:
        problems.stop_if_any()
    (problem,) = found.value.problems
    return problem.code


def test_a_billion_laughs_costs_nothing() -> None:
    """Entities of entities of entities: refused at the declaration, without the memory they would take."""
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    raw = f'<!DOCTYPE a [<!ENTITY e0 "ha">{entities}]><a>&e9;</a>'.encode()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert refused(raw) == "xml_doctype"
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000  # kilobytes


def test_no_file_is_read_for_an_entity(tmp_path: Path) -> None:
    """An external entity names a file: it is refused, and nothing of the file is read."""
    secret = tmp_path / "secret"
    secret.write_text("secret", encoding="utf-8")
    raw = f'<!DOCTYPE a [<!ENTITY e SYSTEM "file://{secret}">]><a>&e;</a>'.encode()
    assert refused(raw) == "xml_doctype"


def test_depth_and_size_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """A thousand elements one in the other, and a file beyond the limit, are refused."""
    assert refused(b"<a>" * 1000 + b"</a>" * 1000) == "xml_deep"
    monkeypatch.setattr(safe_xml, "LARGEST", 100)
    assert refused(b"<a>" + b" " * 200 + b"</a>") == "xml_too_large"


@pytest.mark.parametrize(
    "raw", [b"", b"<a>", b"<a></b>", b"not xml", b"\xff\xfe\x00", b'<?xml version="1.0" encoding="x"?><a/>']
)
def test_what_is_not_well_formed_is_refused(raw: bytes) -> None:
    """An end that is missing, no element at all, an encoding nobody has."""
    assert refused(raw) == "xml_broken"


def test_utf_8_under_a_name_that_xml_does_not_know_is_read() -> None:
    """Programs that write ``encoding='utf_8'`` mean UTF-8: the name of a candidate keeps its accent."""
    raw = "<?xml version='1.0' encoding='utf_8'?>\n<a>Seā Filoiali'i</a>".encode()
    root = read_xml(raw, "t.xml", Problems())
    assert root is not None
    assert root.text == "Seā Filoiali'i"
