"""Small ballots by brute force: slow rules over totals, their outcomes, and every way open matters may end.

Independent of ``recolement.canvass``: nothing here knows a minimum, only lists of possible figures.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import combinations, product

from recolement.model.ids import MatterId, OptionId, UnitId
from recolement.model.matters import Free, Matter, Moved, Over, Possibility, Reason
from recolement.model.results import Assertion, Branch, Claim, Outcome, OutcomeKind, Rival, Vector

Said = tuple[object, ...]
"""What a slow rule says: a kind and the options, comparable."""


def names(size: int) -> tuple[OptionId, ...]:
    """Options a, b, c … of a vector of ``size`` cells."""
    return tuple(OptionId(letter) for letter in "abcdefgh"[: size - 3])


def assertion(coefficients: Iterable[int], constant: int = 0) -> Assertion:
    """An assertion without a sentence."""
    return Assertion(tuple(coefficients), constant, Claim("test"))


def singles(branch: Branch) -> tuple[Rival, ...]:
    """The rivals of an outcome with one branch: each assertion alone."""
    return tuple((one,) for one in branch.assertions)


def valid(size: int, times: int = 1) -> list[int]:
    """``times · V`` as coefficients."""
    return [times] * (size - 3) + [0, 0, 0]


def unit_vector(size: int, cell: int, times: int = 1) -> list[int]:
    """``times`` in one cell."""
    return [times * (place == cell) for place in range(size)]


def plus(*vectors: Iterable[int]) -> list[int]:
    """The sum of some vectors."""
    return [sum(parts) for parts in zip(*vectors, strict=True)]


# Slow rules: what the law says of some totals, without any assertion.


def slow_plurality(totals: Vector) -> Said:
    """The option with most votes, or lots."""
    votes = totals[:-3]
    first = [place for place, number in enumerate(votes) if number == max(votes)]
    return ("elected", first[0]) if len(first) == 1 else ("lots", *first)


def slow_majority(totals: Vector) -> Said:
    """The option with more than half of the valid votes, or nobody."""
    votes = totals[:-3]
    winners = [place for place, number in enumerate(votes) if 2 * number > sum(votes)]
    return ("elected", *winners) if winners else ("nobody",)


def slow_quorum(totals: Vector) -> Said:
    """The first option adopted with more than half of the valid votes, half of the registered voting."""
    votes, box = totals[:-3], sum(totals[:-1])
    adopted = 2 * votes[0] > sum(votes) and 2 * box >= sum(totals)
    return ("adopted",) if adopted else ("not adopted",)


def slow_first_round(totals: Vector) -> Said:
    """L. 126: elected with more than half of the valid votes and a quarter of the registered, or nobody."""
    votes = totals[:-3]
    winners = [
        place for place, number in enumerate(votes) if 2 * number > sum(votes) and 4 * number >= sum(totals)
    ]
    return ("elected", *winners) if winners else ("nobody",)


# The same rules as outcomes with assertions, written by hand from ASSERTIONS section 2.


def plurality(totals: Vector) -> Outcome:
    """``v_w − v_o > 0`` for every other option."""
    said = slow_plurality(totals)
    size = len(totals)
    if said[0] == "lots":
        return Outcome(OutcomeKind.LOTS_NEEDED)
    winner = int(str(said[1]))
    others = [cell for cell in range(size - 3) if cell != winner]
    branch = Branch(
        tuple(assertion(plus(unit_vector(size, winner), unit_vector(size, cell, -1))) for cell in others)
    )
    return Outcome(OutcomeKind.ELECTED, (names(size)[winner],), None, (branch,), singles(branch))


def majority(totals: Vector) -> Outcome:
    """``2v_w − V > 0``, or ``V − 2v_o ≥ 0`` for every option."""
    said, size = slow_majority(totals), len(totals)
    if said[0] == "elected":
        winner = int(str(said[1]))
        branch = Branch((assertion(plus(unit_vector(size, winner, 2), valid(size, -1))),))
        return Outcome(OutcomeKind.ELECTED, (names(size)[winner],), None, (branch,), singles(branch))
    branch = Branch(
        tuple(assertion(plus(valid(size), unit_vector(size, cell, -2)), 1) for cell in range(size - 3))
    )
    return Outcome(OutcomeKind.NO_MAJORITY, (), None, (branch,), singles(branch))


def quorum(totals: Vector) -> Outcome:
    """Adopted: ``2·yes − V > 0`` and ``2·box − r ≥ 0``. Not adopted: one of them fails, two branches."""
    size = len(totals)
    more = plus(unit_vector(size, 0, 2), valid(size, -1))
    present = [1] * (size - 1) + [-1]  # 2·box − r = box − abstain
    if slow_quorum(totals) == ("adopted",):
        branch = Branch((assertion(more), assertion(present, 1)))
        return Outcome(OutcomeKind.ADOPTED, (), None, (branch,), singles(branch))
    fewer, absent = assertion([-one for one in more], 1), assertion([-one for one in present])
    branches = (Branch((fewer,)), Branch((absent,)))
    return Outcome(OutcomeKind.REJECTED, (), None, branches, ((fewer, absent),))


def first_round(totals: Vector) -> Outcome:
    """Elected: two assertions. Nobody: no majority at all, or no quarter at all; same-option rivals."""
    said, size = slow_first_round(totals), len(totals)
    options = range(size - 3)
    if said[0] == "elected":
        winner = int(str(said[1]))
        branch = Branch(
            (
                assertion(plus(unit_vector(size, winner, 2), valid(size, -1))),
                assertion(plus(unit_vector(size, winner, 4), [-1] * size), 1),
            )
        )
        return Outcome(OutcomeKind.ELECTED, (names(size)[winner],), None, (branch,), singles(branch))
    half = [assertion(plus(valid(size), unit_vector(size, cell, -2)), 1) for cell in options]
    quarter = [assertion(plus([1] * size, unit_vector(size, cell, -4))) for cell in options]
    branches = (Branch(tuple(half)), Branch(tuple(quarter)))
    rivals = tuple((half[cell], quarter[cell]) for cell in options)
    return Outcome(OutcomeKind.NO_MAJORITY, (), None, branches, rivals)


def arbitrary(branches: tuple[Branch, ...]) -> Outcome:
    """Any union of branches, with every selection of one assertion from each as a rival."""
    rivals = tuple(product(*(branch.assertions for branch in branches)))
    return Outcome(OutcomeKind.ELECTED, (), None, branches, rivals)


Rule = tuple[Callable[[Vector], Said], Callable[[Vector], Outcome]]
RULES: dict[str, Rule] = {
    "plurality": (slow_plurality, plurality),
    "majority": (slow_majority, majority),
    "quorum": (slow_quorum, quorum),
    "first round": (slow_first_round, first_round),
}


# Every way a matter may end.


def splits(papers: int, cells: int) -> Iterator[Vector]:
    """All vectors of so many cells that sum to ``papers``."""
    if cells == 1:
        yield (papers,)
        return
    for first in range(papers + 1):
        for rest in splits(papers - first, cells - 1):
            yield (first, *rest)


def free_ends(free: Free, size: int) -> set[Vector]:
    """All ways to split free papers."""
    outside = {Over.ALL: 0, Over.BALLOTS: 1, Over.OPTIONS: 3}[free.over]
    return {(*split, *((0,) * outside)) for split in splits(free.papers, size - outside)}


def moved_ends(moved: Moved) -> set[Vector]:
    """All differences that moving at most so many ballots, one at a time, can make."""
    size = len(moved.of)
    ends = {moved.of}
    for _ in range(moved.papers):
        more = set()
        for now in ends:
            for source, target in product(range(size - 1), repeat=2):
                if now[source]:
                    then = list(now)
                    then[source] -= 1
                    then[target] += 1
                    more.add(tuple(then))
        ends |= more
    differences = {tuple(a - b for a, b in zip(end, moved.of, strict=True)) for end in ends}
    papers = moved.papers  # a paper moved twice is one paper: keep what so many papers explain
    return {one for one in differences if sum(part for part in one if part > 0) <= papers}


def sums(one: set[Vector], other: set[Vector]) -> set[Vector]:
    """All sums of one of each."""
    return {tuple(map(int.__add__, a, b)) for a in one for b in other}


def ends(matter: Matter, roll: int = 0) -> set[Vector]:
    """All a matter may contribute; ``roll`` more papers in any cell where it has an unknown roll."""
    found = {matter.as_entered} if not roll else set()
    for possibility in matter.possibilities:
        here = {possibility.fixed}
        for free in possibility.free:
            here = sums(here, free_ends(free, len(matter.as_entered)))
        for moved in possibility.moved:
            here = sums(here, moved_ends(moved))
        found |= here
    return sums(found, free_ends(Free(roll, Over.ALL), len(matter.as_entered))) if roll else found


def completions(totals: Vector, matters: Iterable[Matter]) -> set[Vector]:
    """All totals some open matters may lead to, the others staying as entered."""
    found = {totals}
    for matter in matters:
        less = tuple(-part for part in matter.as_entered)
        found = sums(found, sums(ends(matter), {less}))
    return found


def smallest_sets(
    totals: Vector, matters: list[Matter], changed: Callable[[Vector], bool]
) -> list[tuple[MatterId, ...]]:
    """All the smallest sets of matters that can change the outcome, by trying every set."""
    for number in range(len(matters) + 1):
        found = [
            tuple(sorted(matter.id for matter in chosen))
            for chosen in combinations(matters, number)
            if any(changed(after) for after in completions(totals, chosen))
        ]
        if found:
            return found
    return []


def smallest_move(totals: Vector, changed: Callable[[Vector], bool]) -> int | None:
    """The fewest ballots to move for the outcome to change, by trying every other split."""
    ballots, abstain = totals[:-1], totals[-1]
    moves = [
        sum(max(0, before - after) for before, after in zip(ballots, split, strict=True))
        for split in splits(sum(ballots), len(ballots))
        if changed((*split, abstain))
    ]
    return min(moves, default=None)


# Matters as FORMAT describes them.


def matter(
    id: str, reason: Reason, entered: Vector, *ways: Possibility | Vector, unknown_rolls: int = 0
) -> Matter:
    """A matter of one unit; a bare vector is a possibility without free papers."""
    possibilities = tuple(way if isinstance(way, Possibility) else Possibility(way) for way in ways)
    return Matter(MatterId(id), reason, (UnitId(id),), entered, possibilities, unknown_rolls)


def recount(id: str, entered: Vector) -> Matter:
    """Any split of the papers over the ballot cells; abstention stays."""
    abstaining = (*((0,) * (len(entered) - 1)), entered[-1])
    free = Possibility(abstaining, (Free(sum(entered[:-1]), Over.BALLOTS),))
    return matter(id, Reason.RECOUNT, entered, free)


def annulment(id: str, entered: Vector, papers: str = "null") -> Matter:
    """As it stands, or annulled: papers null, in abstention, or the roll leaving the base."""
    box, abstain, zeros = sum(entered[:-1]), entered[-1], (0,) * (len(entered) - 3)
    annulled = {
        "null": (*zeros, 0, box, abstain),
        "abstain": (*zeros, 0, 0, box + abstain),
        "all_zero": (*zeros, 0, 0, 0),
    }[papers]
    return matter(id, Reason.ANNULMENT, entered, entered, annulled)


def swap(id: str, entered: Vector, one: int = 0, other: int = 1) -> Matter:
    """As it stands, or two options' votes swapped."""
    swapped = list(entered)
    swapped[one], swapped[other] = swapped[other], swapped[one]
    return matter(id, Reason.SWAP, entered, entered, tuple(swapped))


def contested(id: str, entered: Vector, papers: int) -> Matter:
    """So many of its papers moved to any ballot cell."""
    return matter(id, Reason.BALLOTS, entered, Possibility(entered, (), (Moved(papers, entered),)))
