"""When people decline: replacements under the same rules, and alternates chosen beforehand.

Worked example: a panel of two with at least one woman, and the woman declines. Only a woman can take the
place, and every woman who is left has the same chance.

>>> from recolement.model.panels import Pool, Quota, Volunteer
>>> pool = Pool(("gender",), tuple(Volunteer(str(n), n, ("F" if n < 4 else "M",)) for n in range(6)))
>>> quotas = [Quota("gender", "F", 1, 2), Quota("gender", "M", 0, 1)]
>>> lottery = complete(pool, quotas, 2, Method.LEXIMIN, "seed", staying=[5], gone=[0])
>>> [str(chance) for chance in lottery.chances]
['0', '1/3', '1/3', '1/3', '0', '0']
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np

from recolement.analysis.panels.feasibility import Change, smallest_changes
from recolement.analysis.panels.lottery import Lottery, compose
from recolement.analysis.panels.types import Floats, Types, types_of
from recolement.lots import Lots
from recolement.model.panels import Method, Pool, Quota, count_of


def complete(
    pool: Pool,
    quotas: Sequence[Quota],
    size: int,
    method: Method,
    seed: str,
    staying: Sequence[int],
    gone: Collection[int],
) -> Lottery:
    """The lottery over the people who can complete a panel; raises ``Infeasible`` where nobody can.

    Those who stay, those who are gone, and the households of those who stay are left out of it.
    """
    out = set(staying) | set(gone) | _households_of(pool, staying)
    left = remaining_quotas(pool, quotas, staying)
    return compose(pool, left, size - len(staying), method, seed, leave_out=out)


def changes_to_complete(
    pool: Pool, quotas: Sequence[Quota], size: int, staying: Sequence[int], gone: Collection[int]
) -> tuple[Change, ...] | None:
    """The smallest changes of the quotas after which somebody can complete the panel; None if none is enough.

    Told of the whole panel's quotas, not of what is left of them.
    """
    out = set(staying) | set(gone) | _households_of(pool, staying)
    free = Pool(pool.categories, tuple(one for at, one in enumerate(pool.volunteers) if at not in out))
    left = remaining_quotas(pool, quotas, staying)
    changes = smallest_changes(free, left, size - len(staying))
    if changes is None:
        return None
    whole = dict(zip(left, quotas, strict=True))
    told = []
    for change in changes:
        quota, part = whole[change.quota], change.quota
        lower, higher = part.least - change.least, change.most - part.most
        told.append(Change(quota, quota.least - lower, quota.most + higher))
    return tuple(told)


def remaining_quotas(pool: Pool, quotas: Sequence[Quota], staying: Sequence[int]) -> tuple[Quota, ...]:
    """What the quotas still ask of those who join the people staying; a most below 0 cannot be met."""
    people = [pool.volunteers[place] for place in staying]
    held = [count_of(quota, pool.categories, people) for quota in quotas]
    return tuple(
        Quota(quota.category, quota.feature, max(0, quota.least - count), quota.most - count)
        for quota, count in zip(quotas, held, strict=True)
    )


def _households_of(pool: Pool, staying: Sequence[int]) -> set[int]:
    homes = {pool.volunteers[place].household for place in staying} - {None}
    return {place for place, one in enumerate(pool.volunteers) if one.household in homes}


def alternates(
    pool: Pool, quotas: Sequence[Quota], panel: Sequence[int], number: int, seed: str
) -> tuple[int, ...]:
    """``number`` people who together can stand in for as many members as possible, best first.

    An alternate covers a member if the panel with the one in the place of the other follows the quotas. Each
    in turn is of the kind that adds most, a member covered ``n`` times before counting ``1 / (n + 1)³``; who
    of several people alike it is, is drawn by lot. Fewer are returned where nobody else covers anybody.
    """
    lots = Lots(seed, "alternates")
    homes = {pool.volunteers[place].household for place in panel} - {None}
    types = types_of(pool, quotas, len(panel), set(panel) | _households_of(pool, panel))
    left = {
        kind: list(lots.order(np.flatnonzero(types.type_of == kind).tolist()))
        for kind in range(len(types.people))
    }
    covers = _covers(pool, quotas, panel, types)
    covered = np.zeros(len(panel))
    chosen: list[int] = []
    while len(chosen) < number and left:
        gains = {kind: float(covers[kind] @ (1 / (covered + 1) ** 3)) for kind in left}
        kind = max(gains, key=lambda one: (gains[one], -one))
        if gains[kind] <= 0:
            break
        person = left[kind].pop()
        if not left[kind]:
            del left[kind]
        home = pool.volunteers[person].household
        if home is None or home not in homes:
            homes |= {home} - {None}
            chosen.append(person)
            covered += covers[kind]
    return tuple(chosen)


def _covers(pool: Pool, quotas: Sequence[Quota], panel: Sequence[int], types: Types) -> Floats:
    """For each kind and member, 1 if one of the kind can take the member's place."""
    rows = types.matrix.toarray()[1 : 1 + len(quotas)]
    place_of = {category: place for place, category in enumerate(pool.categories)}
    members = np.array(
        [
            [pool.volunteers[one].features[place_of[quota.category]] == quota.feature for one in panel]
            for quota in quotas
        ],
        float,
    )
    held = members.sum(axis=1)
    least = np.array([quota.least for quota in quotas])
    most = np.array([quota.most for quota in quotas])
    after = held[None, :, None] + rows.T[:, :, None] - members[None, :, :]
    fits = (after >= least[None, :, None]) & (after <= most[None, :, None])
    covers: Floats = fits.all(axis=1).astype(float)
    return covers
