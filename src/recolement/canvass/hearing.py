"""What some more acts change: of which sheets they speak, and what stands for those now.

Worked example: act 8 corrects the sheet of section 3; of all the others the acts say what they said. Only
section 3 is retained again, checked again and added again: of 69,000 sections, one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import chain
from typing import TypeVar

from recolement.canvass.proceedings import Proceedings, SheetKey
from recolement.canvass.retain import Retained
from recolement.checks import Night

K = TypeVar("K")


def spoken_of(before: Proceedings, now: Proceedings) -> tuple[SheetKey, ...]:
    """The sheets of which the acts say something else now, each once."""
    found: dict[SheetKey, None] = {}
    of_sheets: tuple[tuple[Mapping[SheetKey, object], Mapping[SheetKey, object]], ...] = (
        (before.sheet_acts, now.sheet_acts),
        (before.no_vote, now.no_vote),
        (before.set_aside, now.set_aside),
        (before.changed_since, now.changed_since),
    )
    for one, other in of_sheets:
        found.update(dict.fromkeys(_differing(one, other)))
    found.update((key, None) for key, _ in _differing(before.acknowledged, now.acknowledged))
    return tuple(found)


def _differing(one: Mapping[K, object], other: Mapping[K, object]) -> Iterator[K]:
    return (key for key in chain(other, one) if one.get(key) != other.get(key))


def marked(night: Night, changed: Mapping[SheetKey, Retained]) -> Night:
    """The night with what the acts say of some sheets now: no vote held, annulled, set aside."""
    decided = {key for key, one in changed.items() if one.sheet is None and (one.no_vote or one.ruled)}
    annulled = {key for key, one in changed.items() if one.sheet is not None and one.annulled}
    aside = {key for key, one in changed.items() if one.sheet is not None and one.set_aside is not None}
    return replace(
        night,
        no_vote=(night.no_vote - changed.keys()) | decided,
        annulled=(night.annulled - changed.keys()) | annulled,
        set_aside=(night.set_aside - changed.keys()) | aside,
    )


def seen(retained: Retained) -> tuple[object, ...]:
    """What the checks see of what stands for a section, whatever the acts that made it so."""
    decided = retained.sheet is None and (retained.no_vote is not None or retained.ruled)
    return retained.sheet, retained.annulled, retained.set_aside is not None, decided
