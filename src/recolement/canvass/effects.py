"""What each possible ruling would do (effet d'une décision): outcome and assertions, before and after."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from recolement.canvass.contributions import least_of, product
from recolement.canvass.verdict import assertions_of
from recolement.model.matters import Matter, Possibility, Reason
from recolement.model.results import Assertion, Outcome, Vector


@dataclass(frozen=True, slots=True)
class SlackChange:
    """An assertion of the outcome before, its slack now and after the ruling.

    ``after`` is the least it can be where the ruling leaves papers to count again.
    """

    assertion: Assertion
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Effect:
    """One possible ruling and what follows from it, everything else staying as entered.

    ``ruling``: ``uphold`` (as it stands), ``annul``, ``correct``, ``add`` (a sheet set aside is added),
    or, where papers are still to be counted, ``recount``, ``ballots``, ``arrive``. For these ``totals``,
    ``outcome`` and ``changes`` are ``None``: they depend on the count, and only the least slacks are known.
    """

    ruling: str
    totals: Vector | None
    outcome: Outcome | None
    slacks: tuple[SlackChange, ...]
    changes: bool | None


RULINGS = {
    Reason.MISSING: "arrive",
    Reason.ANNULMENT: "annul",
    Reason.RECOUNT: "recount",
    Reason.BALLOTS: "ballots",
    Reason.SWAP: "correct",
    Reason.CLAIM: "correct",
    Reason.SET_ASIDE: "add",
    Reason.FINDING: "correct",
}


def effects(matter: Matter, totals: Vector, decide: Callable[[Vector], Outcome]) -> tuple[Effect, ...]:
    """The effect of each possible ruling on one matter, leaving it as it stands first.

    ``decide`` is the rule, from totals to an outcome. Lille-Fives at Reims 2008 (Aubry 88 recorded, 58
    claimed), slack 42: upheld 42, corrected 12, Aubry first in both.
    """
    before = decide(totals)
    standing = Possibility(matter.as_entered)
    rest = [one for one in matter.possibilities if (one.fixed, one.free, one.moved) != _parts(standing)]
    return tuple(_effect(matter, one, before, totals, decide) for one in (standing, *rest))


def _parts(possibility: Possibility) -> tuple[object, ...]:
    return (possibility.fixed, possibility.free, possibility.moved)


def _effect(
    matter: Matter, to: Possibility, before: Outcome, totals: Vector, decide: Callable[[Vector], Outcome]
) -> Effect:
    slacks = tuple(
        SlackChange(
            assertion,
            slack := assertion.slack(totals),
            slack - product(assertion.coefficients, matter.as_entered) + least_of(to, assertion.coefficients),
        )
        for assertion in assertions_of(before)
    )
    ruling = _ruling(matter, to)
    if to.free or to.moved:
        return Effect(ruling, None, None, slacks, None)
    after = tuple(
        total - standing + part
        for total, standing, part in zip(totals, matter.as_entered, to.fixed, strict=True)
    )
    outcome = decide(after)
    return Effect(ruling, after, outcome, slacks, not outcome.same_as(before))


def _ruling(matter: Matter, to: Possibility) -> str:
    if (to.fixed, to.free, to.moved) == (matter.as_entered, (), ()):
        return "uphold"
    return to.ruling or RULINGS[matter.reason]
