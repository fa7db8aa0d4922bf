"""Names that cannot be swapped: a unit's id and an option's id are different types."""

from __future__ import annotations

from typing import NewType

UnitId = NewType("UnitId", str)
"""A node of the tree: a section (bureau), a federation, the nation. As written in ``units.csv``."""

ContestId = NewType("ContestId", str)
"""One decision put to the voters (question ou poste mis aux voix)."""

OptionId = NewType("OptionId", str)
"""What may be voted for (choix). Also a column of ``sheets.csv``."""

MatterId = NewType("MatterId", str)
"""What one decision settles (affaire en suspens): a missing unit's id, a dispute's id, ``finding:<unit>``."""
