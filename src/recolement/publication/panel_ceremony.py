"""The draw of a panel in public: what is announced before, what is drawn, and the records of both.

Before the draw three files are published. ``commitments.json`` has one line per volunteer, a digest that says
nothing without the volunteer's own salt; the line's place in the list is the volunteer's public number.
``lottery.json`` has the 1,000 numbered panels, in public numbers. ``announcement.json`` has the digests of
both, of the volunteers' and the quotas' files, and what the seed will be made of. Whoever keeps the digest of
the announcement holds everything still.

The seed is made of secrets that several people committed to, of a public value nobody knew, or of both:

>>> commitment_of("Alice", "rain on the roof")[:16]
'a4a9ba9981afcf55'
>>> seed_of("00ff", {"Alice": "rain on the roof"}, "3 17 22 38 41")
'{"announcement":"00ff","contributions":{"Alice":"rain on the roof"},"public":"3 17 22 38 41"}'
>>> number_of("S", 1000)
365

As long as one contributor is honest, or the public value could not be foreseen, nobody chose the seed.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Mapping, Sequence
from fractions import Fraction
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

import rfc8785

from recolement.lots import Lots
from recolement.model.panels import Pool, Volunteer

if TYPE_CHECKING:
    from recolement.analysis.panels import Lottery

ANNOUNCEMENT: Final = "recolement-panel-announcement/1"
LOTTERY: Final = "recolement-panel-lottery/1"
COMMITMENTS: Final = "recolement-panel-commitments/1"
DRAW: Final = "recolement-panel-draw/1"
PRIVATE: Final = "recolement-panel-private/1"
LINE: Final = "recolement-panel-line/1"
CONTRIBUTION: Final = "recolement-panel-contribution/1"


def canonical(document: Any) -> bytes:
    """The bytes of a document: canonical JSON (RFC 8785) and a line break."""
    return rfc8785.dumps(document) + b"\n"


def digest(content: bytes) -> str:
    """SHA-256, in hexadecimal."""
    return sha256(content).hexdigest()


def commitment_of(name: str, secret: str) -> str:
    """What a contributor hands in before the announcement; the secret is told at the draw."""
    return digest(rfc8785.dumps([CONTRIBUTION, name, secret]))


def seed_of(announcement: str, contributions: Mapping[str, str], public: str | None) -> str:
    """The seed of a ceremony: canonical JSON of what was announced and what came after."""
    parts: dict[str, Any] = {
        "announcement": announcement,
        "contributions": dict(contributions),
        "public": public,
    }
    return rfc8785.dumps(parts).decode()


def number_of(seed: str, panels: int, step: int = 0) -> int:
    """The number of the panel drawn, from 0; the draw of a replacement is a step."""
    return Lots(seed, f"replacement {step}" if step else "draw").below(panels)


def salt_of(key: bytes, volunteer: Volunteer) -> str:
    """A volunteer's own salt: told to nobody else, and made again from the organiser's key when needed."""
    return hmac.new(key, rfc8785.dumps([LINE, volunteer.id]), sha256).hexdigest()


def leaf_of(volunteer: Volunteer, chance: Fraction, salt: str) -> str:
    """The commitment to one volunteer: the line as it was read, and the chance as a fraction."""
    told = [list(volunteer.features), volunteer.household, list(volunteer.identity)]
    return digest(rfc8785.dumps([LINE, salt, volunteer.id, *told, str(chance)]))


def leaves_of(pool: Pool, lottery: Lottery, key: bytes) -> tuple[str, ...]:
    """The commitment to each volunteer, in the order of the pool."""
    return tuple(
        leaf_of(volunteer, chance, salt_of(key, volunteer))
        for volunteer, chance in zip(pool.volunteers, lottery.chances, strict=True)
    )


def public_numbers(leaves: Sequence[str]) -> tuple[int, ...]:
    """Each volunteer's public number, from 1: the place of the commitment among all, in order."""
    place = {leaf: number for number, leaf in enumerate(sorted(leaves), start=1)}
    return tuple(place[leaf] for leaf in leaves)


def composition_seed(people: bytes, quotas: bytes, size: int, method: str) -> str:
    """What decides between people alike before anything is drawn: the files themselves."""
    parts: dict[str, Any] = {
        "method": method,
        "people": digest(people),
        "quotas": digest(quotas),
        "size": size,
    }
    return rfc8785.dumps(parts).decode()


def lottery_json(lottery: Lottery, numbers: Sequence[int]) -> dict[str, Any]:
    """The published lottery: numbered panels in public numbers, and how equal the chances are."""
    return {
        "format": LOTTERY,
        "method": lottery.method.value,
        "size": lottery.size,
        "minimum_probability": str(lottery.minimum),
        "lottery_minimum_probability": str(lottery.lottery_minimum),
        "gini": str(lottery.gini),
        "levels": [
            {"probability": str(level.probability), "people": level.people, "bound": str(level.bound)}
            for level in lottery.levels
        ],
        "branch_and_bound": lottery.branch_and_bound,
        "panels": [sorted(numbers[person] for person in panel) for panel in lottery.panels],
    }


def private_json(pool: Pool, lottery: Lottery, key: bytes, numbers: Sequence[int]) -> dict[str, Any]:
    """What each volunteer is told, and nobody else: salt, chance, public number."""
    return {
        "format": PRIVATE,
        "volunteers": [
            {"id": volunteer.id, "salt": salt_of(key, volunteer), "chance": str(chance), "number": number}
            for volunteer, chance, number in zip(pool.volunteers, lottery.chances, numbers, strict=True)
        ],
    }


def read_private(content: bytes) -> dict[str, tuple[str, Fraction]]:
    """Salt and chance by id; empty if the bytes are not the private list."""
    document = read_document(content)
    if document is None or document.get("format") != PRIVATE:
        return {}
    return {one["id"]: (one["salt"], Fraction(one["chance"])) for one in document["volunteers"]}


def commitments_json(leaves: Sequence[str]) -> dict[str, Any]:
    """The published list: a line per volunteer, in the order of the digests, which says nothing of anyone."""
    return {"format": COMMITMENTS, "lines": sorted(leaves)}


def announcement_json(
    *,
    at: str,
    lottery: Lottery,
    files: Mapping[str, bytes],
    volunteers: int,
    commitments: Mapping[str, str],
    public_source: str | None,
    purge_by: str | None,
    software: str,
) -> dict[str, Any]:
    """What fixes everything before the draw. ``files``: people, quotas, lottery and commitments, as bytes."""
    return {
        "format": ANNOUNCEMENT,
        "at": at,
        "size": lottery.size,
        "method": lottery.method.value,
        "volunteers": volunteers,
        "panels": len(lottery.panels),
        "digests": {name: digest(content) for name, content in files.items()},
        "contributions": dict(commitments),
        "public_source": public_source,
        "purge_by": purge_by,
        "software": software,
        "solver": lottery.solver,
    }


def draw_json(
    *,
    at: str,
    announcement: bytes,
    contributions: Mapping[str, str],
    public: str | None,
    lottery: Mapping[str, Any],
) -> dict[str, Any]:
    """The record of the draw: the seed's parts, the number, the panel in public numbers; no step yet."""
    seed = seed_of(digest(announcement), contributions, public)
    number = number_of(seed, len(lottery["panels"]))
    return {
        "format": DRAW,
        "at": at,
        "announcement": digest(announcement),
        "contributions": dict(contributions),
        "public": public,
        "number": number,
        "panel": lottery["panels"][number],
        "steps": [],
    }


def read_document(content: bytes) -> dict[str, Any] | None:
    """A published document; ``None`` if the bytes are no JSON object in its canonical form."""
    try:
        document = json.loads(content)
        sound = isinstance(document, dict) and canonical(document) == content
    except (ValueError, RecursionError, rfc8785.CanonicalizationError):
        return None
    return document if sound else None
