"""An event that may not be the next line (refus): a code and the facts; the sentence is at the door."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from recolement.ledger.events import Event
from recolement.ledger.fold import NotFolded
from recolement.model.acts import Refused


@dataclass(frozen=True, slots=True)
class RefusedEvent:
    """Why, and which event: its published name."""

    code: str
    event: str
    facts: Mapping[str, object] = field(default_factory=dict)


def refused(event: Event, code: str, **facts: object) -> RefusedEvent:
    """The refusal of an event."""
    return RefusedEvent(code, name_of(event), facts)


def name_of(event: Event) -> str:
    """The published name of an event."""
    return str(event.__struct_config__.tag)


def from_fold(event: Event, not_folded: NotFolded) -> RefusedEvent:
    """The refusal of an event that cannot follow what came before it."""
    return RefusedEvent(not_folded.code, name_of(event), not_folded.facts)


def from_act(event: Event, refused: Refused) -> RefusedEvent:
    """The refusal that the canvass gives to an act."""
    return RefusedEvent(refused.code, name_of(event), refused.facts)
