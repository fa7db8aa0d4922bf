"""The smallest whole-number solution of a few linear inequalities, exactly.

Needed only where one ruling or one split cannot be worst for all assertions of a rival at once. Few
variables (cells), few rows (assertions): a dual simplex in fractions, and branching on the first
variable that is not whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import ceil, floor
from typing import TypeAlias

Row: TypeAlias = tuple[Sequence[int], int]
"""``(coefficients, least)``: ``coefficients · x ≥ least``."""


def relaxed_minimum(costs: Sequence[int], rows: Sequence[Row]) -> tuple[Fraction, list[Fraction]] | None:
    """The least ``costs · x`` over fractions x ≥ 0 that satisfy the rows, and such an x; ``None`` if none.

    Costs are ≥ 0, so that the dual simplex may start from x = 0; Bland's order of pivots makes it end.

    >>> relaxed_minimum((1, 1), [((2, 1), 3), ((0, 1), 1)])
    (Fraction(2, 1), [Fraction(1, 1), Fraction(1, 1)])
    """
    width = len(costs)
    inside = [width + number for number in range(len(rows))]  # basic variables: the rows' surpluses first
    outside = list(range(width))
    constants = [Fraction(-least) for _, least in rows]
    table = [[Fraction(coefficient) for coefficient in coefficients] for coefficients, _ in rows]
    prices = [Fraction(cost) for cost in costs]
    value = Fraction(0)
    while True:
        short = [row for row, constant in enumerate(constants) if constant < 0]
        if not short:
            break
        row = min(short, key=lambda row: inside[row])
        helpful = [column for column in range(width) if table[row][column] > 0]
        if not helpful:
            return None
        column = min(helpful, key=lambda column: (prices[column] / table[row][column], outside[column]))
        pivot = table[row][column]
        # The entering variable, written with the leaving one: x = (w − constant − Σ others) / pivot.
        constants[row] = -constants[row] / pivot
        table[row] = [-entry / pivot for entry in table[row]]
        table[row][column] = 1 / pivot
        inside[row], outside[column] = outside[column], inside[row]
        for other in range(len(table)):
            weight = table[other][column]
            if other != row and weight:
                constants[other] += weight * constants[row]
                table[other] = [
                    (Fraction(0) if place == column else entry) + weight * table[row][place]
                    for place, entry in enumerate(table[other])
                ]
        weight = prices[column]
        value += weight * constants[row]
        prices = [
            (Fraction(0) if place == column else price) + weight * table[row][place]
            for place, price in enumerate(prices)
        ]
    solution = [Fraction(0)] * width
    for row, variable in enumerate(inside):
        if variable < width:
            solution[variable] = constants[row]
    return value, solution


def whole_minimum(costs: Sequence[int], rows: Sequence[Row]) -> int | None:
    """The least ``costs · x`` over whole numbers x ≥ 0 that satisfy the rows; ``None`` if there are none.

    The rows must bound every variable, otherwise the search might not end.

    >>> whole_minimum((1, 1), [((2, 2), 3), ((-1, 0), -5), ((0, -1), -5)])
    2
    """
    best: int | None = None
    stack: list[list[Row]] = [list(rows)]
    while stack:
        here = stack.pop()
        relaxed = relaxed_minimum(costs, here)
        if relaxed is None or (best is not None and ceil(relaxed[0]) >= best):
            continue
        value, solution = relaxed
        broken = next((place for place, part in enumerate(solution) if part.denominator != 1), None)
        if broken is None:
            best = int(value)
            if best == 0:
                return best
            continue
        unit = [int(place == broken) for place in range(len(costs))]
        stack.append([*here, (unit, floor(solution[broken]) + 1)])
        stack.append([*here, ([-part for part in unit], -floor(solution[broken]))])
    return best
