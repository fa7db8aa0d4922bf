"""The array type of the projection, and sums by group."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_matrix

Array: TypeAlias = NDArray[Any]
"""Counts, shares and indices; 64-bit floats, integers or booleans."""


def by_group(values: Array, group: Array, groups: int) -> Array:
    """The sum of the rows of each group.

    >>> by_group(np.array([[1.0], [2.0], [4.0]]), np.array([0, 1, 0]), 2).tolist()
    [[5.0], [2.0]]
    """
    if values.ndim == 1:
        return np.bincount(group, values, groups)
    ends = np.arange(len(group) + 1)
    chosen = csc_matrix((np.ones(len(group)), group, ends), shape=(groups, len(group)))
    summed: Array = chosen @ values
    return summed
