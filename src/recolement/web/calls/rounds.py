"""Between which rounds of a ballot people may be called: a later one is declared, or may still be held."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from recolement.canvass.runoff import ruled_out
from recolement.model.ids import ContestId
from recolement.web.awaited import counts_of
from recolement.web.evenings import Evening
from recolement.web.following import next_round


@dataclass(frozen=True, slots=True)
class Between:
    """A round that is over or under way, and the one after it; ``declared``: the ballot says it is held."""

    after: int
    next: int
    declared: bool


@dataclass(frozen=True, slots=True)
class Rounds:
    """What a campaign may choose from; without any, ``why``: ``one_round``, or the first one ``decided``."""

    between: tuple[Between, ...]
    contests: tuple[tuple[ContestId, str], ...]
    why: str = ""


def rounds_of(tonight: Evening) -> Rounds:
    """The pairs of rounds of a ballot, and its contests that have one."""
    night = tonight.now()
    ballot = night.folder.ballot
    found: dict[Between, None] = {}
    contests, decided = [], False
    for contest in ballot.contests:
        held = [one.number for one in ballot.rounds if one.holds(contest.id)]
        pairs = [Between(first, second, True) for first, second in pairwise(held)]
        may_follow = next_round(night, contest)
        if not pairs and may_follow is not None:
            pairs = [Between(held[0], may_follow, False)]
        counts = counts_of(night, contest.id)
        left = [one for one in pairs if not ruled_out(contest.id, one.next, night.proceedings, counts)]
        decided = decided or len(left) < len(pairs)
        found.update(dict.fromkeys(left))
        if left:
            contests.append((contest.id, contest.name))
    between = tuple(sorted(found, key=lambda one: (one.after, one.next)))
    why = "" if between else "decided" if decided else "one_round"
    return Rounds(between, tuple(contests), why)
