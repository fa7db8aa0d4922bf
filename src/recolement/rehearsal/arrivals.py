"""When each section's sheet comes: small sections first, large ones late, each at its own pace.

Counting takes six seconds a paper, a quarter of an hour to open and sign, and a telephone call; some are
slower. By hand: a village of 80 papers is done after 15 + 8 = 23 minutes, a town section of 900 after 105.
"""

from __future__ import annotations

from recolement.lots import Lots
from recolement.model.ids import UnitId

TO_OPEN = 900
A_PAPER = 6
LONGEST = 3 * 3600
"""A count that would take longer has more hands."""


def arrival(unit: UnitId, papers: int, seed: str) -> int:
    """The second after the close at which a section's sheet comes."""
    lots = Lots(seed, f"rehearsal/1 time {unit}")
    pace = 70 + lots.below(81)  # per cent
    counting = min(LONGEST, papers * A_PAPER * pace // 100)
    delay = lots.below(900) + (lots.below(3600) if lots.below(20) == 0 else 0)
    return TO_OPEN + counting + delay
