"""Rulings: which sheets one touches, and why it is refused.

Worked example: dispute d1 on section Brest, contest c2, whose rulebook asks for unanimity. A ruling of d1
touches Brest in c2 and nothing else, whatever contest stands first on the ballot; six for and one against
do not carry it.
"""

from __future__ import annotations

from collections.abc import Iterable

from recolement.canvass.proceedings import Answered, DisputeState, FreezeState, SheetKey
from recolement.canvass.scopes import Places
from recolement.model.acts import Refused, Ruled, Target
from recolement.model.ballots import Contest
from recolement.model.ids import UnitId
from recolement.model.rulebook import Rulebook


def ruling_refusal(
    act: Ruled, answered: Answered, keys: tuple[SheetKey, ...], contests: Iterable[Contest], places: Places
) -> Refused | None:
    """Why a ruling on these sheets is refused, or ``None``."""
    for contest in contests:
        if any(key[1] == contest.id for key in keys) or not keys:
            lost = not_carried(act, contest.rulebook)
            if lost is not None:
                votes = {"for_": act.for_ or 0, "against": act.against or 0, "abstaining": act.abstaining}
                return Refused(lost, act, votes)
    if act.effect == "lift":
        free = not isinstance(answered, FreezeState) or answered.lifted is not None
        return Refused("nothing_to_lift", act, {"of": act.of}) if free else None
    if act.of and answered is None and act.of not in places:
        return Refused("nothing_to_rule", act, {"of": act.of})
    if isinstance(answered, DisputeState) and not answered.open:
        return Refused("already_decided", act, {"of": act.of})
    if not act.of and act.target.units is None and not act.values and not act.target.result:
        return Refused("ruling_of_nothing", act)
    units = {key[0] for key in keys}
    elsewhere = [claim.unit for claim in act.values if claim.unit not in units]
    if elsewhere:
        return Refused("values_elsewhere", act, {"unit": elsewhere[0]})
    if act.effect == "correct" and not act.values and not _claims(answered):
        return Refused("nothing_to_correct", act, {"of": act.of})
    return None


def ruled_target(act: Ruled, answered: Answered, places: Places) -> Target:
    """A ruling touches its own units if it names some, else those of what it answers and of its values.

    Its contest and round narrow those of what it answers.
    """
    target = act.target
    of = Target() if answered is None else answered.act.target
    contest, number = target.contest or of.contest, target.round or of.round
    units: tuple[UnitId, ...] | None = target.units
    if units is None and act.of:
        if isinstance(answered, DisputeState):
            units = answered.units
        elif answered is not None:
            units = answered.act.target.units
        elif act.of in places:
            units = (UnitId(act.of),)
        else:
            units = ()
    if target.units is None and act.values:
        values = (claim.unit for claim in act.values)
        units = None if act.of and units is None else tuple(dict.fromkeys((*values, *(units or ()))))
    return Target(units, contest, number)


def _claims(answered: Answered) -> bool:
    """Whether a dispute says what should be corrected, so that a ruling may grant it without more."""
    return isinstance(answered, DisputeState) and bool(answered.act.options or answered.act.values)


def not_carried(act: Ruled, rulebook: Rulebook) -> str | None:
    """Why the recorded vote does not carry the ruling, or ``None`` (also when no vote was recorded).

    Majority: more for than against. Unanimity: nobody against and somebody for.
    """
    if act.for_ is None and act.against is None and act.abstaining is None:
        return None
    in_favour, against = act.for_ or 0, act.against or 0
    if rulebook.ruling == "unanimity":
        return None if in_favour > 0 and against == 0 else "not_unanimous"
    return None if in_favour > against else "no_majority_for_ruling"
