"""The three lists as conditions on the rows: what ``recolement.calls.lists.list_of`` says of one person."""

from __future__ import annotations

from django.db.models import Q

from recolement.calls.lists import CallList
from recolement.model.calls import Said

NOT_VOTED_NOW = Q(voted_today=False) & ~Q(said=Said.HAS_VOTED)
UNDECIDED = Q(said=Said.UNDECIDED)

_OF: dict[CallList, Q] = {
    CallList.UNDECIDED: NOT_VOTED_NOW & UNDECIDED,
    CallList.NOT_YET: NOT_VOTED_NOW & ~UNDECIDED & Q(voted_before=False),
    CallList.REMIND: NOT_VOTED_NOW & ~UNDECIDED & Q(voted_before=True),
}


def of_list(which: CallList) -> Q:
    """Who is in a list now."""
    return _OF[which]


TO_CALL = _OF[CallList.UNDECIDED] | _OF[CallList.NOT_YET] | _OF[CallList.REMIND]
"""Who is in one of them."""
UNKNOWN = NOT_VOTED_NOW & ~UNDECIDED & Q(voted_before=None)
"""Who is in none as the register of their section has not come."""
