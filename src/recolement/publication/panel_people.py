"""From public numbers to people and back, for whoever holds the volunteers' file and the private list.

A public number is the place of somebody's commitment in the published list. The commitment is made again from
the line, the salt and the chance: whoever has these for one person finds that person, and nobody else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from recolement.model.panels import Pool, Volunteer
from recolement.publication import panel_ceremony as ceremony

if TYPE_CHECKING:
    from recolement.analysis.panels import Lottery


def announced(
    *,
    at: str,
    pool: Pool,
    lottery: Lottery,
    key: bytes,
    people: bytes,
    quotas: bytes,
    contributions: Mapping[str, str],
    public_source: str | None,
    purge_by: str | None,
    software: str,
) -> dict[str, bytes]:
    """The three files to publish before the draw, and ``private.json``, which is not published.

    ``key`` is 32 bytes of chance, used once: everybody's salt is made of it.
    """
    leaves = ceremony.leaves_of(pool, lottery, key)
    numbers = ceremony.public_numbers(leaves)
    published = ceremony.canonical(ceremony.lottery_json(lottery, numbers))
    lines = ceremony.canonical(ceremony.commitments_json(leaves))
    announcement = ceremony.announcement_json(
        at=at,
        lottery=lottery,
        files={"people": people, "quotas": quotas, "lottery": published, "commitments": lines},
        volunteers=len(leaves),
        commitments=contributions,
        public_source=public_source,
        purge_by=purge_by,
        software=software,
    )
    return {
        "lottery.json": published,
        "commitments.json": lines,
        "announcement.json": ceremony.canonical(announcement),
        "private.json": ceremony.canonical(ceremony.private_json(pool, lottery, key, numbers)),
    }


def places_by_number(
    volunteers: Sequence[Volunteer], lines: Sequence[str], private: Mapping[str, tuple[str, Fraction]]
) -> dict[int, int]:
    """The place in the pool of each public number; people whose line is not as committed to have none."""
    at = {line: number for number, line in enumerate(lines, start=1)}
    found: dict[int, int] = {}
    for place, one in enumerate(volunteers):
        salt, chance = private.get(one.id, ("", Fraction(0)))
        number = at.get(ceremony.leaf_of(one, chance, salt))
        if number is not None:
            found[number] = place
    return found


def letter(
    volunteer: Volunteer, salt: str, chance: Fraction, number: int | None, panels: Sequence[Sequence[int]]
) -> dict[str, Any]:
    """What one volunteer is told, and nobody else: their line, salt, chance, commitment and public number.

    SHA-256 of the line, written as canonical JSON, is the commitment.
    """
    told = [list(volunteer.features), volunteer.household, list(volunteer.identity)]
    return {
        "line": [ceremony.LINE, salt, volunteer.id, *told, str(chance)],
        "commitment": ceremony.leaf_of(volunteer, chance, salt),
        "included": number is not None,
        "number": number,
        "probability": float(chance),
        "panels_with_this_number": sum(number in panel for panel in panels),
        "of_panels": len(panels),
    }
