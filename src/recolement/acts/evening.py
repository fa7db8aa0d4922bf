"""Sheets accepted or sent back, motions, signatures, countersignatures: what they name exists."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator

from recolement.acts.disputes import EFFECTS
from recolement.acts.names import Names
from recolement.acts.refused import RefusedEvent, refused
from recolement.canvass.proceedings import Proceedings, SheetKey
from recolement.canvass.scopes import Question
from recolement.ledger.events import ProclamationSigned, RulingMade, RulingMoved
from recolement.ledger.events.evening import OfSheet
from recolement.ledger.fold.state import Motion, State
from recolement.model.acts import Ruled


def named(event: OfSheet | RulingMoved | ProclamationSigned, names: Names) -> Iterator[RefusedEvent]:
    """The unit, contest and round of a sheet or proclamation; the effect and claims of a motion."""
    if isinstance(event, RulingMoved):
        if event.effect not in EFFECTS:
            yield refused(event, "unknown_effect", found=event.effect, known=", ".join(EFFECTS))
        yield from names.units(event, [claim.unit for claim in event.values])
        yield from names.fields(event, None, [claim.field for claim in event.values])
        return
    yield from names.units(event, [event.unit])
    yield from names.question(event, event.contest, event.round)


def as_voted(event: RulingMade, motion: Motion | None) -> Iterator[RefusedEvent]:
    """Where a motion is open, its ruling says what was moved, with the votes that members gave."""
    if motion is None:
        return
    if (event.for_ or 0, event.against or 0, event.abstaining or 0) != motion.result:
        yield refused(event, "votes_differ", of=event.of)
    moved = motion.moved
    if (event.effect, event.values) != (moved.effect, moved.values):
        yield refused(event, "not_as_moved", of=event.of)


def unchecked(
    asked: Iterable[Question], state: State, proceedings: Proceedings
) -> tuple[str, dict[str, object]] | None:
    """The sheets that lack the second entry or countersignature that the rulebook asks for; or ``None``.

    A section recorded as without a vote, or ruled upon, needs neither; nor does a sheet recorded whole need a
    second entry.
    """
    whole = {sheet.key for sheet in state.sheets}
    twice = whole | {entry.sheet.key for entry in state.entries if entry.entry == "second"}
    checked: dict[str, tuple[str, Container[SheetKey]]] = {
        "countersigned": ("not_countersigned", state.accepted),
        "double": ("second_entry_missing", twice),
    }
    for question in asked:
        if question.contest.rulebook.entry not in checked:
            continue
        code, done = checked[question.contest.rulebook.entry]
        waiting = [
            leaf
            for leaf in question.place.leaves
            if (key := (leaf, question.contest.id, question.round.number)) not in done
            and key not in proceedings.no_vote
            and not any(isinstance(act, Ruled) for act in proceedings.sheet_acts.get(key, ()))
        ]
        if waiting:
            return code, {"waiting": len(waiting), "units": ", ".join(waiting[:10])}
    return None
