"""The three lists: not yet voted, voted and to remind, undecided.

>>> list_of(voted_before=False, voted_today=False, said="")
<CallList.NOT_YET: 'not_yet'>
>>> list_of(voted_before=True, voted_today=False, said="undecided")
<CallList.UNDECIDED: 'undecided'>
>>> list_of(voted_before=None, voted_today=False, said="") is None  # the section's register has not come
True

Whoever has voted in the round that is under way is in none: there is nothing left to ask.
"""

from __future__ import annotations

from enum import StrEnum

from recolement.model.calls import Said


class CallList(StrEnum):
    """Why somebody is called."""

    NOT_YET = "not_yet"
    REMIND = "remind"
    UNDECIDED = "undecided"


def list_of(*, voted_before: bool | None, voted_today: bool, said: str) -> CallList | None:
    """The list somebody is in now. ``voted_before`` is unknown until the register of their section came."""
    if voted_today or said == Said.HAS_VOTED:
        return None
    if said == Said.UNDECIDED:
        return CallList.UNDECIDED
    if voted_before is None:
        return None
    return CallList.REMIND if voted_before else CallList.NOT_YET
