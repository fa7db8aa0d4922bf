"""The projection as the night went on: which units each moment counts, and what the picture shows of it."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from recolement.canvass import Canvass, canvass
from recolement.formats.shorthand import read_shorthand
from recolement.publication.projected import moment, moments, prepare, project
from recolement.publication.projection_picture import LETTER, projection_picture

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def night() -> Canvass:
    """Twelve sections of 100, the ten first received in order: A leads by 10 + n to 20 in each."""
    lines = [
        f"sheet u{n:02} registered=100 in_box={30 + n} blank=0 null=0 valid={30 + n} A={10 + n} B=20"
        for n in range(10)
    ]
    return canvass(
        read_shorthand("\n".join([*lines, "missing u10 registered=100", "missing u11 registered=100"]))
    )


def test_a_moment_counts_the_first_units_as_they_came(night: Canvass) -> None:
    """After four sheets: 4 of 12 units, 400 of 1,200 registered, A has 46 of 126 of the votes counted."""
    ready = prepare(night, night.questions[0], None)
    assert ready.order == tuple(f"u{n:02}" for n in range(10))
    one = moment(ready, 4, 0.9)
    assert (one.counted, one.units, one.registered_counted, one.registered) == (4, 12, 400, 1200)
    assert one.shares["A"].counted == pytest.approx(46 / 126)
    assert 0 <= one.shares["A"].low <= one.shares["A"].middle <= one.shares["A"].high <= 1


def test_the_last_moment_is_the_projection_of_now(night: Canvass) -> None:
    """What the picture ends with is what the command prints: the same totals drawn."""
    question = night.questions[0]
    now = project(prepare(night, question, None), 0.9).result
    last = list(moments(prepare(night, question, None), 0.9))[-1]
    place = now.cells.index("A")
    shares = now.draws[:, place] / now.draws[:, [place, now.cells.index("B")]].sum(1)
    assert last.counted == now.counted == 10
    assert last.shares["A"].low < shares.mean() < last.shares["A"].high


def test_a_night_that_is_counted_has_no_interval() -> None:
    """With every unit counted the interval is the count itself, 60 of 100."""
    lines = "\n".join(
        f"sheet u{n} registered=60 in_box=50 blank=0 null=0 valid=50 A=30 B=20" for n in range(5)
    )
    night = canvass(read_shorthand(lines))
    share = moment(prepare(night, night.questions[0], None), 5, 0.9).shares["A"]
    assert (share.low, share.middle, share.high, share.counted) == (0.6, 0.6, 0.6, 0.6)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_picture_is_one_whole_document(night: Canvass, language: str) -> None:
    """Hostile names stay text; each option has its band and line; no name stands on another."""
    hostile = {"A": "<script>alert(1)</script>&", "B": "\u202e😀" + "x" * 10_000}
    drawn = projection_picture(
        tuple(moments(prepare(night, night.questions[0], None), 0.9)),
        hostile,
        0.9,
        language,  # type: ignore[arg-type]
    )
    root = ElementTree.fromstring(drawn)
    assert root.find(f".//{SVG}script") is None
    assert len(root.findall(f".//{SVG}polygon")) == len(root.findall(f".//{SVG}polyline")) == 2
    names = [text for text in root.iter(f"{SVG}text") if text.get("class") == "name"]
    heights = [float(text.get("y", "0")) for text in names]
    assert len(names) == 2
    assert abs(heights[1] - heights[0]) >= LETTER - 0.2
    assert len(drawn) < 20_000
    assert ("non résultat" if language == "fr" else "not a result") in drawn
