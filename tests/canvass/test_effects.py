"""The effect of each possible ruling: the outcome and its assertions, before and after."""

from __future__ import annotations

from canvass.reading import first
from recolement.canvass import canvass
from recolement.canvass.effects import Effect, effects
from recolement.model.folder import BallotFolder
from recolement.model.ids import MatterId


def possible(folder: BallotFolder, matter: str) -> list[Effect]:
    """The effects of the possible rulings on one matter of the first result."""
    result = first(folder)
    count = canvass(folder).count(result.contest, result.round, result.unit)
    return list(effects(count.matters[MatterId(matter)], count.totals, count.decide))


def test_an_annulment_that_changes_the_outcome_says_so(ballot: BallotFolder) -> None:
    """A 60 to 50; without Paris's 40 to 20 it is 20 to 30: slack 10 before, −10 after, B elected.

    sheet Paris registered=100 in_box=60 blank=0 null=0 A=40 B=20
    sheet Lyon registered=100 in_box=50 blank=0 null=0 A=20 B=30
    dispute d1 Paris
    """
    upheld, annulled = possible(ballot, "d1")
    assert (upheld.ruling, upheld.changes) == ("uphold", False)
    assert (annulled.ruling, annulled.changes) == ("annul", True)
    assert [(one.before, one.after) for one in annulled.slacks] == [(10, -10)]
    assert annulled.totals == (20, 30, 0, 60, 90)
    assert annulled.outcome is not None
    assert annulled.outcome.options == ("B",)


def test_a_recount_tells_only_how_low_the_slack_may_go(ballot: BallotFolder) -> None:
    """Paris's 60 papers all for B: 60 − 50 becomes 20 − 90; what the recount will say is not known.

    sheet Paris registered=100 in_box=60 blank=0 null=0 A=40 B=20
    sheet Lyon registered=100 in_box=50 blank=0 null=0 A=20 B=30
    dispute d1 Paris seeks=recount
    """
    _, recounted = possible(ballot, "d1")
    assert (recounted.ruling, recounted.outcome, recounted.changes) == ("recount", None, None)
    assert [(one.before, one.after) for one in recounted.slacks] == [(10, -70)]


def test_joined_disputes_name_what_is_granted(ballot: BallotFolder) -> None:
    """One asks to swap, the other to annul: none granted, either, or both (annulled all the same).

    sheet Paris registered=100 in_box=60 blank=0 null=0 A=40 B=20
    sheet Lyon registered=100 in_box=50 blank=0 null=0 A=20 B=30
    dispute d1 Paris
    dispute d2 Paris seeks=correct options=A,B
    """
    found = {effect.ruling: effect.totals for effect in possible(ballot, "d1+d2")}
    assert found == {
        "uphold": (60, 50, 0, 0, 90),
        "correct": (40, 70, 0, 0, 90),
        "annul": (20, 30, 0, 60, 90),
        "annul+correct": (20, 30, 0, 60, 90),
    }
