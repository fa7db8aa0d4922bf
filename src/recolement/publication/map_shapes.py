"""Areas as paths of a small drawing: projected simply, on a grid coarse enough for a page.

Longitudes are shortened by the cosine of the middle latitude. Every point goes to the nearest crossing of a
grid, so that neighbours keep the border they share, without gaps; the grid is made coarser until the paths
fit.

>>> square = [[(0.0, 0.0), (0.0, 2.0), (2.0, 2.0), (2.0, 0.0), (0.0, 0.0)]]
>>> drawing = draw({"a": square}, most=1000)
>>> drawing.height, drawing.paths
(1000, {'a': 'M0 1000V0H1000V1000z'})
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import cos, radians

from recolement.formats.geojson import Point, Rings

WIDTH = 1000
TALLEST = 1400
GRIDS = (1, 2, 3, 5, 8, 12, 20)
Cell = tuple[int, int]


@dataclass(frozen=True)
class Drawing:
    """The paths of areas in a box ``WIDTH`` wide."""

    height: int
    paths: Mapping[str, str]


def draw(shapes: Mapping[str, Rings], most: int) -> Drawing:
    """The areas as paths of no more than ``most`` letters in all, or of the coarsest grid."""
    points = [point for rings in shapes.values() for ring in rings for point in ring]
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    narrow = max(0.05, cos(radians((south + north) / 2)))
    wide, tall = max((east - west) * narrow, 1e-9), max(north - south, 1e-9)
    scale = min(WIDTH / wide, TALLEST / tall)
    height = max(1, round(tall * scale))

    def placed(point: Point) -> tuple[float, float]:
        return (point[0] - west) * narrow * scale, (north - point[1]) * scale

    flat = {name: [[placed(one) for one in ring] for ring in rings] for name, rings in shapes.items()}
    paths: dict[str, str] = {}
    for grid in GRIDS:
        paths = {name: "".join(_path(ring, grid) for ring in rings) for name, rings in flat.items()}
        if sum(map(len, paths.values())) <= most:
            break
    return Drawing(height, {name: path or _dot(flat[name], GRIDS[-1]) for name, path in paths.items()})


def _path(ring: Iterable[Point], grid: int) -> str:
    """A ring on the grid; nothing where it is smaller than the grid."""
    cells: list[Cell] = []
    for x, y in ring:
        cell = (round(x / grid) * grid, round(y / grid) * grid)
        if cells and cell == cells[-1]:
            continue
        while len(cells) > 1 and _straight(cells[-2], cells[-1], cell):
            cells.pop()
        cells.append(cell)
    if len(cells) > 1 and cells[0] == cells[-1]:
        cells.pop()
    if len(cells) < 3:
        return ""
    (x, y), *rest = cells
    said = [f"M{x} {y}"]
    for across, down in rest:
        if across == x:
            said.append(f"V{down}")
        elif down == y:
            said.append(f"H{across}")
        else:
            move = f"l{across - x} {down - y}".replace(" -", "-")
            said.append(move if len(move) < len(f"L{across} {down}") else f"L{across} {down}")
        x, y = across, down
    return "".join(said) + "z"


def _straight(one: Cell, two: Cell, three: Cell) -> bool:
    """Whether the middle point adds nothing: on the line, and between the others."""
    (ax, ay), (bx, by), (cx, cy) = one, two, three
    if (bx - ax) * (cy - ay) != (by - ay) * (cx - ax):
        return False
    return min(ax, cx) <= bx <= max(ax, cx) and min(ay, cy) <= by <= max(ay, cy)


def _dot(rings: Iterable[Iterable[Point]], size: int) -> str:
    """An area too small for the grid, as a square where it begins."""
    x, y = next(iter(next(iter(rings))))
    half = size // 2
    return f"M{round(x) - half} {round(y) - half}h{size}v{size}h-{size}z"
