"""The rules again, slowly and otherwise: fractions, sorting and enumeration, nothing from recolement.rules.

Each function takes plain figures and returns what the proclamation says as ``(kind, options, seats)``, or
``TIE`` where lots would be needed. ``rank`` is the order of preference among equals (smaller is preferred);
``None`` where there is none.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import combinations, product
from math import floor

TIE = ("lots_needed", frozenset(), None)
NOTHING = ("no_votes", frozenset(), None)
Said = tuple[str, frozenset[int], tuple[int, ...] | None]
Rank = Sequence[int] | None


def top(votes: Sequence[int], among: Sequence[int], places: int, rank: Rank) -> frozenset[int] | None:
    """The only set of that size of which every member beats every outsider; None if there is none."""

    def beats(one: int, other: int) -> bool:
        if votes[one] != votes[other]:
            return votes[one] > votes[other]
        return rank is not None and rank[one] < rank[other]

    for chosen in combinations(among, min(places, len(among))):
        if all(beats(w, o) for w in chosen for o in among if o not in chosen):
            return frozenset(chosen)
    return None


def elected(chosen: frozenset[int] | None) -> Said:
    return TIE if chosen is None else ("elected", chosen, None)


def plurality(votes: Sequence[int], seats: int, rank: Rank) -> Said:
    if sum(votes) == 0:
        return NOTHING
    return elected(top(votes, range(len(votes)), seats, rank))


def bases(votes: Sequence[int], blank: int, null: int, abstain: int, blank_valid: bool) -> dict[str, int]:
    box = sum(votes) + blank + null
    return {
        "valid": sum(votes) + (blank if blank_valid else 0),
        "in_box": box,
        "registered": box + abstain,
    }


def clears(number: int, share: Fraction, of: int, reached: bool) -> bool:
    return Fraction(number) >= share * of if reached else Fraction(number) > share * of


def majority_winners(
    votes: Sequence[int],
    base: dict[str, int],
    *,
    share: Fraction,
    of: str,
    reached: bool,
    registered: Fraction | None,
) -> list[int]:
    return [
        option
        for option, number in enumerate(votes)
        if number > 0
        and clears(number, share, base[of], reached)
        and (registered is None or clears(number, registered, base["registered"], True))
    ]


def runoff(
    votes: Sequence[int],
    base: dict[str, int],
    *,
    share: Fraction | None,
    of: str,
    withdrawn: frozenset[int],
    rank: Rank,
) -> Said:
    everybody = range(len(votes))
    if share is None:
        standing = top(votes, [o for o in everybody if o not in withdrawn], 2, rank)
    else:
        standing = frozenset(o for o in everybody if clears(votes[o], share, base[of], True))
        if len(standing) < 2:
            standing = top(votes, everybody, 2, rank)
    return TIE if standing is None else ("runoff", standing, None)


def divisors(name: str, seats: int) -> list[Fraction]:
    first = {
        "dhondt": Fraction(1),
        "sainte_lague": Fraction(1),
        "modified_sainte_lague": Fraction(14, 10),
        "imperiali": Fraction(2),
    }[name]
    step = 2 if "lague" in name else 1
    start = Fraction(1) if "lague" in name else first
    return [first, *(start + step * n for n in range(1, seats))][:seats]


def averages(
    votes: Sequence[int],
    seats: int,
    *,
    divisor: str,
    least: Fraction = Fraction(0),
    votes_first: bool = False,
    rank: Callable[[int, int], int] | None = None,
    names: Sequence[int | None] | None = None,
) -> tuple[int, ...] | None:
    """Every claim listed and sorted; a tie at the cut gives None. ``least``: votes to reach."""
    table = divisors(divisor, seats + 1)
    claims = []
    for option, number in enumerate(votes):
        if number == 0 or number < least:
            continue
        room = seats if names is None or names[option] is None else min(seats, names[option] or 0)
        for n in range(room):
            key = (Fraction(number) / table[n], number if votes_first else 0)
            claims.append((*key, -rank(option, n + 1) if rank else 0, option))
    claims.sort(key=lambda claim: claim[:3], reverse=True)
    if len(claims) > seats > 0 and claims[seats - 1][:3] == claims[seats][:3]:
        return None
    won = [claim[3] for claim in claims[:seats]]
    return tuple(won.count(option) for option in range(len(votes)))


def remainders(
    votes: Sequence[int],
    seats: int,
    *,
    quota: str,
    least: Fraction = Fraction(0),
    votes_first: bool = False,
    rank: Rank = None,
    blank: int = 0,
) -> tuple[int, ...] | None:
    """Whole quotas, then the largest remainders; ``None`` for a tie. ``blank``: valid votes for no list."""
    lists = [option for option, number in enumerate(votes) if number >= least]
    valid = sum(votes[option] for option in lists) + blank
    size = {
        "hare": Fraction(valid, seats),
        "hagenbach_bischoff": Fraction(valid, seats + 1),
        "droop": Fraction(valid // (seats + 1) + 1),
        "imperiali": Fraction(valid, seats + 2),
    }[quota]
    whole = {option: floor(votes[option] / size) for option in lists}
    left = seats - sum(whole.values())
    if left < 0:
        if quota == "imperiali":
            return remainders(
                votes, seats, quota="hagenbach_bischoff", least=least, votes_first=votes_first, rank=rank
            )
        # Hagenbach-Bischoff, every quotient whole: one whole seat too many, all of them equal claims
        holders = [option for option in lists if whole[option]]
        keys = {o: (votes[o] if votes_first else 0, -rank[o] if rank else 0) for o in holders}
        worst = min(keys.values())
        losing = [o for o in holders if keys[o] == worst]
        if len(losing) > 1:
            return None
        whole[losing[0]] -= 1
        return tuple(whole.get(o, 0) for o in range(len(votes)))
    keyed = sorted(
        (
            (votes[o] - whole[o] * size, votes[o] if votes_first else 0, -rank[o] if rank else 0)
            for o in lists
        ),
        reverse=True,
    )
    rounds, left = divmod(left, len(lists))
    if left and keyed[left - 1] == keyed[left]:
        return None
    line = keyed[left - 1] if left else None
    out = []
    for option in range(len(votes)):
        if option not in whole:
            out.append(0)
            continue
        key = (
            votes[option] - whole[option] * size,
            votes[option] if votes_first else 0,
            -rank[option] if rank else 0,
        )
        out.append(whole[option] + rounds + (1 if line is not None and key >= line else 0))
    return tuple(out)


def splits(papers: int, cells: int) -> list[tuple[int, ...]]:
    """Every way to put so many papers in so many cells."""
    return [
        (*head, papers - sum(head))
        for head in product(range(papers + 1), repeat=cells - 1)
        if sum(head) <= papers
    ]
