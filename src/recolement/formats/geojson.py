"""Areas from a GeoJSON file (RFC 7946): for each its code, its rings of longitude and latitude.

>>> raw = b'''{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"dep": "29"},
...   "geometry": {"type": "Polygon", "coordinates": [[[0, 0], [2, 0], [2, 1], [0, 0]]]}}]}'''
>>> areas = read_geojson(raw, "t.geojson", Problems(), ("29", "35"))
>>> areas.code, areas.shapes["29"]
('dep', [[(0.0, 0.0), (2.0, 0.0), (2.0, 1.0), (0.0, 0.0)]])
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

import msgspec

from recolement.formats.gathering import Problems

Point: TypeAlias = tuple[float, float]
Rings: TypeAlias = list[list[Point]]

LARGEST = 50_000_000
MOST_AREAS = 50_000


@dataclass(frozen=True)
class Areas:
    """``code``: the property that names units; ``shapes``: the rings of each; ``unmatched``: other codes."""

    code: str
    shapes: dict[str, Rings]
    unmatched: tuple[str, ...]


def read_geojson(
    raw: bytes, file: str, problems: Problems, units: Collection[str], code: str = ""
) -> Areas | None:
    """The areas of a file; ``None`` after noting why there are none.

    ``code``: the property with the units' codes; without it, the one whose values are units most often.
    """
    if len(raw) > LARGEST:
        problems.add("xml_too_large", file, most=LARGEST // 1_000_000)
        return None
    try:
        read = msgspec.json.decode(raw.removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        problems.add("json_broken", file)
        return None
    features = [one for one in _features(read) if isinstance(one, dict)][:MOST_AREAS]
    if not features:
        problems.add("map_no_areas", file)
        return None
    known = set(units)
    found = code or _best(features, known)
    if not found:
        problems.add("map_no_code", file)
        return None
    shapes: dict[str, Rings] = {}
    unmatched: list[str] = []
    for feature in features:
        name = _said(_properties(feature).get(found))
        if name in known:
            shapes.setdefault(name, []).extend(_rings(feature.get("geometry")))
        elif name:
            unmatched.append(name)
    shapes = {name: rings for name, rings in shapes.items() if rings}
    if not shapes:
        problems.add("map_matches_nothing", file, found=found)
        return None
    return Areas(found, shapes, tuple(dict.fromkeys(unmatched)))


def _features(read: Any) -> list[Any]:
    found = read.get("features") if isinstance(read, dict) else None
    return found if isinstance(found, list) else []


def _properties(feature: dict[str, Any]) -> dict[str, Any]:
    found = feature.get("properties")
    return found if isinstance(found, dict) else {}


def _said(value: Any) -> str:
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def _best(features: list[dict[str, Any]], known: set[str]) -> str:
    """The property whose values are units most often."""
    times: Counter[str] = Counter()
    for feature in features:
        for name, value in _properties(feature).items():
            times[name] += _said(value) in known
    best = times.most_common(1)
    return best[0][0] if best and best[0][1] else ""


def _rings(geometry: Any) -> Iterator[list[Point]]:
    """Every ring of a polygon or of several; points that are none are left out."""
    if not isinstance(geometry, dict):
        return
    coordinates = geometry.get("coordinates")
    polygons = [coordinates] if geometry.get("type") == "Polygon" else coordinates
    if geometry.get("type") not in ("Polygon", "MultiPolygon") or not isinstance(polygons, list):
        return
    for polygon in polygons:
        for ring in polygon if isinstance(polygon, list) else ():
            points = [point for one in ring if (point := _point(one))] if isinstance(ring, list) else []
            if len(points) > 3:
                yield points


def _point(given: Any) -> Point | None:
    if not isinstance(given, list) or len(given) < 2:
        return None
    x, y = given[0], given[1]
    if not all(isinstance(one, int | float) and not isinstance(one, bool) for one in (x, y)):
        return None
    return (float(x), float(y)) if abs(x) <= 360 and abs(y) <= 90 else None
