"""What each act adds to the state: the same act that ``acts.toml`` would give, numbered in its turn."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from recolement.ledger.events import acts as events
from recolement.ledger.fold.state import Fold, NotFolded, State, contest_id, day, moment
from recolement.model import acts
from recolement.model.ids import OptionId, UnitId

Made: TypeAlias = Callable[[State, Any], Mapping[str, Any]]
"""The fields of an act that are its own, from the event."""


def _nothing(state: State, event: events.ActEvent) -> Mapping[str, Any]:
    return {}


def _reason(state: State, event: events.NoVoteHeld | events.SheetSetAside) -> Mapping[str, Any]:
    return {"reason": state.said(event.reason)}


def _corrected(state: State, event: events.FigureCorrected) -> Mapping[str, Any]:
    return {
        "field": event.field,
        "value": event.value,
        "reason": state.said(event.reason),
        "evidence": tuple(state.said(text) for text in event.evidence),
    }


def _acknowledged(state: State, event: events.FindingAcknowledged) -> Mapping[str, Any]:
    return {"code": event.code, "reason": state.said(event.reason)}


def _disputed(state: State, event: events.DisputeFiled) -> Mapping[str, Any]:
    return {
        "id": event.id,
        "grounds": state.said(event.grounds),
        "seeks": event.seeks,
        "options": tuple(map(OptionId, event.options)),
        "ballots": event.ballots,
        "values": claims(event.values),
    }


def _withdrawn(state: State, event: events.DisputeWithdrawn) -> Mapping[str, Any]:
    return {"of": event.of}


def _frozen(state: State, event: events.ResultFrozen) -> Mapping[str, Any]:
    return {"id": event.id, "reason": state.said(event.reason), "until": day(event.until)}


def _referred(state: State, event: events.MatterReferred) -> Mapping[str, Any]:
    return {"of": event.of, "to": event.to, "due": day(event.due)}


def _ruled(state: State, event: events.RulingMade) -> Mapping[str, Any]:
    return {
        "of": event.of,
        "effect": event.effect,
        "for_": event.for_,
        "against": event.against,
        "abstaining": event.abstaining,
        "grounds": state.said(event.grounds),
        "values": claims(event.values),
    }


def _drawn(state: State, event: events.LotsDrawn) -> Mapping[str, Any]:
    return {
        "options": tuple(map(OptionId, event.options)),
        "order": tuple(map(OptionId, event.order)),
        "method": event.method,
        "seed": event.seed,
    }


def _rallied(state: State, event: events.OptionRallied) -> Mapping[str, Any]:
    return {"option": OptionId(event.option), "to": OptionId(event.to)}


def _proclaimed(state: State, event: events.ResultProclaimed) -> Mapping[str, Any]:
    return {
        "version": event.version,
        "signed_by": tuple(state.who(signer) or "" for signer in event.signed_by),
    }


def claims(written: tuple[events.ClaimWritten, ...]) -> tuple[acts.Claimed, ...]:
    """The figures as somebody says they should be."""
    return tuple(acts.Claimed(UnitId(one.unit), one.field, one.value) for one in written)


MADE: Mapping[type[events.ActEvent], tuple[type[Any], Made]] = {
    events.RollClosed: (acts.RollClosed, _nothing),
    events.RoundOpened: (acts.RoundOpened, _nothing),
    events.RoundClosed: (acts.RoundClosed, _nothing),
    events.NoVoteHeld: (acts.NoVoteHeld, _reason),
    events.FigureCorrected: (acts.Corrected, _corrected),
    events.FindingAcknowledged: (acts.Acknowledged, _acknowledged),
    events.SheetSetAside: (acts.SetAside, _reason),
    events.DisputeFiled: (acts.Disputed, _disputed),
    events.DisputeWithdrawn: (acts.Withdrawn, _withdrawn),
    events.ResultFrozen: (acts.Frozen, _frozen),
    events.MatterReferred: (acts.Referred, _referred),
    events.RulingMade: (acts.Ruled, _ruled),
    events.LotsDrawn: (acts.Drawn, _drawn),
    events.OptionRallied: (acts.Rallied, _rallied),
    events.ResultProclaimed: (acts.Proclaimed, _proclaimed),
}
"""Each act's event, the act it makes, and where the act's own fields come from."""


def act_of(state: State, event: events.ActEvent) -> acts.Act:
    """The act of an event, as the next one of the state."""
    make, own = MADE[event.__class__]
    units = event.units
    made: acts.Act = make(
        number=len(state.acts) + 1,
        at=event.at if event.dated is None else moment(event.dated),
        by=state.who(event.actor),
        role=event.role,
        target=acts.Target(
            None if units is None else tuple(map(UnitId, units)),
            contest_id(event.contest),
            event.round,
            event.result,
        ),
        **own(state, event),
    )
    return made


def act_added(state: State, event: events.ActEvent) -> None:
    """One more act, in the order of the lines."""
    if state.declaration is not None:
        raise NotFolded("ballot_not_opened")
    state.acts.append(act_of(state, event))
    if isinstance(event, events.RulingMade):
        motion = state.motion_on(event.of)
        if motion is not None:
            motion.closed = motion.carried = True


ACT_FOLDS: Mapping[type, Fold] = dict.fromkeys(MADE, act_added)
