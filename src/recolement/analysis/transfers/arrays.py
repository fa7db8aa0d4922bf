"""The array types of the transfer model: ``Array`` holds counts and shares as 64-bit floats (or booleans)."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[Any]

TINY = 1e-12
"""Below this a denominator is taken as this: cells with nothing on either margin stay 0."""


def floor(values: Array) -> Array:
    """``values``, nowhere below TINY."""
    return np.maximum(values, TINY)
