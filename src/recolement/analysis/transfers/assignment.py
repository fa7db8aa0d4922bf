"""The cheapest assignment of rows to different columns (Kuhn 1955, by shortest augmenting paths).

SciPy has one; importing it costs every command more than these tables of 15 by 30 ever will.
"""

from __future__ import annotations

import numpy as np

from recolement.analysis.transfers.arrays import Array


def assign(cost: Array) -> Array:
    """The column of each row, all different, of least total cost; no more rows than columns.

    >>> assign(np.array([[4.0, 1.0, 3.0], [2.0, 0.0, 5.0]])).tolist()
    [1, 0]
    """
    rows, columns = cost.shape
    row_price, column_price = np.zeros(rows), np.zeros(columns)
    taken_by = np.full(columns, -1)
    for start in range(rows):
        distance = np.full(columns, np.inf)
        before = np.full(columns, -1)
        seen = np.zeros(columns, dtype=bool)
        row, reached, length = start, -1, 0.0
        while True:
            through = length + cost[row] - row_price[row] - column_price
            closer = ~seen & (through < distance)
            distance[closer] = through[closer]
            before[closer] = reached
            reached = int(np.where(seen, np.inf, distance).argmin())
            length = float(distance[reached])
            seen[reached] = True
            row = int(taken_by[reached])
            if row < 0:
                break
        done = seen.copy()
        done[reached] = False
        row_price[start] += length
        row_price[taken_by[done]] += length - distance[done]
        column_price[done] -= length - distance[done]
        while reached >= 0:
            previous = int(before[reached])
            taken_by[reached] = start if previous < 0 else taken_by[previous]
            reached = previous
    found = np.full(rows, -1)
    used = np.flatnonzero(taken_by >= 0)
    found[taken_by[used]] = used
    return found
