"""Areas from GeoJSON: found by their codes, refused in a sentence, drawn without gaps in a budget."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recolement.formats.gathering import Problems
from recolement.formats.geojson import read_geojson
from recolement.model.problems import Unusable
from recolement.publication.map_shapes import WIDTH, draw
from recolement.words.problems import problem_sentence

SHARED = os.environ.get("RECOLEMENT_SHARED", "")
DEPARTMENTS = Path(SHARED) / "data/geo/geo_departements_metropole_simplifie.geojson"


def square(code: str, west: float, south: float = 0) -> dict[str, Any]:
    """A square of one degree."""
    ring = [[west, south], [west + 1, south], [west + 1, south + 1], [west, south + 1], [west, south]]
    return {
        "type": "Feature",
        "properties": {"name": f"Area {code}", "dep": code, "n": 7},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


def collection(*features: dict[str, Any]) -> bytes:
    """A file of areas."""
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def test_the_property_that_names_units_is_found_and_the_others_are_listed() -> None:
    """Three areas, two of them units: by "dep", and 99 is listed as no unit's code."""
    areas = read_geojson(
        collection(square("29", 0), square("35", 1), square("99", 2)), "t", Problems(), ["29", "35", "FR"]
    )
    assert areas is not None
    assert (areas.code, list(areas.shapes), areas.unmatched) == ("dep", ["29", "35"], ("99",))


@pytest.mark.parametrize(
    ("raw", "code", "expected"),
    [
        (b"{", "", "json_broken"),
        (b"[]", "", "map_no_areas"),
        (collection(), "", "map_no_areas"),
        (collection(square("x", 0)), "", "map_no_code"),
        (collection(square("29", 0)), "name", "map_matches_nothing"),
    ],
)
def test_a_file_that_is_no_map_is_refused_in_a_sentence(raw: bytes, code: str, expected: str) -> None:
    """Broken, without areas, without a unit's code: each has its own sentence in both languages."""
    problems = Problems()
    assert read_geojson(raw, "t.geojson", problems, ["29"], code) is None
    with pytest.raises(Unusable) as refused:
        problems.stop_if_any()
    (problem,) = refused.value.problems
    assert problem.code == expected
    assert problem_sentence(problem, "fr")
    assert problem_sentence(problem, "en")


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=4) | st.integers(),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["type", "coordinates", "geometry", "properties", "dep"]), inner)
    ),
    max_leaves=12,
)


@settings(max_examples=60)
@given(geometry=JSON)
def test_whatever_the_geometry_there_are_areas_or_a_sentence(geometry: Any) -> None:
    """Anything in the place of a geometry: no exception, and what is drawn is a path."""
    feature = {"properties": {"dep": "29"}, "geometry": geometry}
    areas = read_geojson(collection(square("35", 0), feature), "t", Problems(), ["29", "35"], "dep")
    assert areas is not None
    assert draw(areas.shapes, 1000).paths["35"].startswith("M")


def ends(path: str) -> set[tuple[int, int]]:
    """The corners of a path of M, H, V, L and l."""
    x = y = 0
    found = set()
    for sign, numbers in re.findall(r"([MHVLl])([-\d ]+)", path):
        given_ = [int(number) for number in re.findall(r"-?\d+", numbers)]
        x = given_[0] if sign in "MHL" else x + given_[0] if sign == "l" else x
        y = given_[-1] if sign in "MVL" else y + given_[-1] if sign == "l" else y
        found.add((x, y))
    return found


def test_neighbours_share_the_border_they_share() -> None:
    """Two squares side by side have two corners in common, on any grid."""
    areas = read_geojson(collection(square("a", 0), square("b", 1)), "t", Problems(), ["a", "b"])
    assert areas is not None
    drawing = draw(areas.shapes, 1000)
    assert len(ends(drawing.paths["a"]) & ends(drawing.paths["b"])) == 2
    assert max(x for x, _ in ends(drawing.paths["b"])) == WIDTH


@pytest.mark.skipif(
    not DEPARTMENTS.is_file(), reason="real areas: set RECOLEMENT_SHARED to the shared folder"
)
def test_the_departments_of_france_fit_a_page() -> None:
    """96 departments in 40,000 letters, each with a path, Corsica east of Brittany."""
    raw = DEPARTMENTS.read_bytes()
    codes = [one["properties"]["code"] for one in json.loads(raw)["features"]]
    areas = read_geojson(raw, "t", Problems(), codes)
    assert areas is not None
    drawing = draw(areas.shapes, 40_000)
    assert len(drawing.paths) == 96
    assert sum(map(len, drawing.paths.values())) <= 40_000
    assert all(drawing.paths.values())
    assert min(x for x, _ in ends(drawing.paths["2A"])) > max(x for x, _ in ends(drawing.paths["29"]))
