"""Was the panel drawn as it was announced? Every doubt that the published files, alone or with the private
ones, give rise to.

Worked example: a draw whose announcement said that Alice contributes, where Alice's secret is not the one she
committed to, gives the doubt ``contribution_wrong`` with her name: somebody chose the seed after the fact.

Without the volunteers' file anyone can check the digests, the seed, the number and the panel. With it (and
the organiser's key) the commitments, the quotas of every panel, households and people entered twice as well.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction
from typing import Any

from recolement.formats.gathering import Problems
from recolement.formats.panels import read_pool, read_quotas
from recolement.model.panels import Pool, Quota, count_of, doubled_households
from recolement.model.problems import Problem, Unusable
from recolement.publication.panel_ceremony import (
    ANNOUNCEMENT,
    COMMITMENTS,
    DRAW,
    LOTTERY,
    commitment_of,
    digest,
    leaf_of,
    number_of,
    read_document,
    read_private,
    seed_of,
)
from recolement.publication.panel_steps import (
    REPLACEMENT,
    announcement_file,
    completions_file,
    present_after,
)


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that is not as announced: a code and its facts, said by ``recolement.words.panels``."""

    code: str
    facts: Mapping[str, str | int] = field(default_factory=dict)


def check_published(files: Mapping[str, bytes], noted: Collection[str] = ()) -> Iterator[Doubt]:
    """Doubts from the published files alone: announcement, lottery, commitments, draw, replacements.

    ``noted`` are the digests of announcements as somebody wrote them down on their days.
    """
    documents: dict[str, dict[str, Any]] = {}
    for name, wanted in (
        ("announcement.json", ANNOUNCEMENT),
        ("lottery.json", LOTTERY),
        ("commitments.json", COMMITMENTS),
        ("draw.json", DRAW),
    ):
        document = read_document(files[name]) if name in files else None
        if document is None or document.get("format") != wanted:
            yield Doubt("file_unreadable" if name in files else "file_absent", {"file": name})
        else:
            documents[name] = document
    if len(documents) < 4:
        return
    announcement, lottery = documents["announcement.json"], documents["lottery.json"]
    try:
        yield from _check_noted(files, documents["draw.json"], noted)
        for name in ("lottery", "commitments"):
            if announcement["digests"][name] != digest(files[f"{name}.json"]):
                yield Doubt("file_changed", {"file": f"{name}.json"})
        lines = documents["commitments.json"]["lines"]
        if len(set(lines)) != len(lines) or len(lines) != announcement["volunteers"]:
            yield Doubt("lines_wrong", {"found": len(set(lines)), "expected": announcement["volunteers"]})
        yield from _check_panels(lottery, announcement)
        yield from seed_doubts(documents["draw.json"], announcement, files["announcement.json"])
        yield from _check_number(documents["draw.json"], lottery, digest(files["announcement.json"]))
        yield from _check_steps(documents["draw.json"], files, digest(files["announcement.json"]))
    except (KeyError, TypeError, ValueError, AttributeError, IndexError):
        # A field is absent or of another kind: the file was not written by the program it names.
        yield Doubt("record_malformed")


def _check_panels(lottery: Mapping[str, Any], announcement: Mapping[str, Any]) -> Iterator[Doubt]:
    people, size = announcement["volunteers"], announcement["size"]
    if len(lottery["panels"]) != announcement["panels"]:
        yield Doubt("panels_wrong", {"found": len(lottery["panels"]), "expected": announcement["panels"]})
    for number, panel in enumerate(lottery["panels"]):
        if len(set(panel)) != size or len(panel) != size or not all(1 <= one <= people for one in panel):
            yield Doubt("panel_malformed", {"number": number})
            return


def seed_doubts(draw: Mapping[str, Any], announcement: Mapping[str, Any], raw: bytes) -> Iterator[Doubt]:
    """Whether the parts of a seed (of the draw or of a step) are those announced; ``raw``: as bytes."""
    if draw["announcement"] != digest(raw):
        yield Doubt("other_announcement")
    if not announcement["contributions"] and not announcement["public_source"]:
        yield Doubt("seed_not_fixed")
    for name, committed in announcement["contributions"].items():
        told = draw["contributions"].get(name)
        if told is None:
            yield Doubt("contribution_missing", {"name": name})
        elif commitment_of(name, told) != committed:
            yield Doubt("contribution_wrong", {"name": name})
    for name in draw["contributions"].keys() - announcement["contributions"].keys():
        yield Doubt("contribution_unannounced", {"name": name})
    if (draw["public"] is None) != (announcement["public_source"] is None):
        yield Doubt("public_value_wrong")
    if datetime.fromisoformat(draw["at"]) <= datetime.fromisoformat(announcement["at"]):
        yield Doubt("drawn_before", {"announced": announcement["at"], "drawn": draw["at"]})


def _check_number(draw: Mapping[str, Any], lottery: Mapping[str, Any], announced: str) -> Iterator[Doubt]:
    seed = seed_of(announced, draw["contributions"], draw["public"])
    number = number_of(seed, len(lottery["panels"]))
    if draw["number"] != number:
        yield Doubt("number_wrong", {"found": draw["number"], "expected": number})
    if draw["panel"] != lottery["panels"][draw["number"]]:
        yield Doubt("panel_wrong", {"number": draw["number"]})


def _check_steps(draw: Mapping[str, Any], files: Mapping[str, bytes], announced: str) -> Iterator[Doubt]:
    """Each replacement: fixed before its seed was known, drawn among what was published, of people there."""
    present, before = set(draw["panel"]), draw["at"]
    for at, step in enumerate(draw["steps"], start=1):
        names = completions_file(at), announcement_file(at)
        among, raw = (files.get(name) for name in names)
        announcement = None if raw is None else read_document(raw)
        if raw is None or announcement is None or announcement.get("format") != REPLACEMENT:
            yield Doubt("step_seed_not_fixed", {"step": at})
            return
        if among is None or digest(among) != announcement["completions"]:
            yield Doubt("file_changed", {"file": names[0]})
            return
        if announcement["announcement"] != announced:
            yield Doubt("other_announcement")
        if datetime.fromisoformat(announcement["at"]) <= datetime.fromisoformat(before):
            yield Doubt("drawn_before", {"announced": before, "drawn": announcement["at"]})
        yield from seed_doubts(step, announcement, raw)
        panels = json.loads(among)
        seed = seed_of(digest(raw), step["contributions"], step["public"])
        number = number_of(seed, len(panels), at)
        gone, joined = set(step["gone"]), set(step["joined"])
        sound = gone <= present and not joined & present and len(gone) == len(joined)
        sound = sound and step["gone"] == announcement["gone"] and announcement["step"] == at
        if not sound or step["number"] != number or step["joined"] != panels[number]:
            yield Doubt("step_wrong", {"step": at})
        present, before = (present - gone) | joined, step["at"]


def _check_noted(
    files: Mapping[str, bytes], draw: Mapping[str, Any], noted: Collection[str]
) -> Iterator[Doubt]:
    """Every digest written down on its day is that of an announcement that is still there."""
    names = ["announcement.json", *(announcement_file(at) for at in range(1, len(draw["steps"]) + 1))]
    known = {digest(files[name]) for name in names if name in files}
    if any(one.strip().lower() not in known for one in noted):
        yield Doubt("announcement_changed")


def check_private(
    files: Mapping[str, bytes],
    people: bytes,
    quotas: bytes,
    private: bytes,
    id_column: str | None = None,
    address_columns: Sequence[str] = (),
) -> Iterator[Doubt]:
    """Doubts that need the volunteers' file, the quotas and the private list of salts and chances.

    The announcement, the lottery and the commitments must have passed :func:`check_published`.
    """
    announcement = read_document(files["announcement.json"]) or {}
    lottery = read_document(files["lottery.json"]) or {}
    commitments = read_document(files["commitments.json"]) or {}
    for name, content in (("people", people), ("quotas", quotas)):
        if announcement["digests"][name] != digest(content):
            yield Doubt("file_changed", {"file": name})
    problems = Problems()
    read = read_quotas(quotas, "quotas", problems)
    pool = read_pool(people, "people", read, problems, id_column, address_columns)
    found = _found(problems)
    for problem in found:
        if problem.code in ("volunteer_twice", "volunteer_id_twice"):
            yield Doubt("volunteer_twice", {"row": problem.row or 0, "first": problem.facts["first"]})
        else:
            yield Doubt("people_unusable", {"code": problem.code, "row": problem.row or 0})
    if found:
        return
    places = _places(pool, commitments["lines"], read_private(private))
    if places is None:
        yield Doubt("lines_differ")
        return
    yield from _check_people(lottery["panels"], places, pool, read)
    draw = read_document(files["draw.json"]) if "draw.json" in files else None
    if draw is not None:
        yield from _check_people([present_after(draw)], places, pool, read)


def _found(problems: Problems) -> Sequence[Problem]:
    try:
        problems.stop_if_any()
    except Unusable as unusable:
        return unusable.problems
    return ()


def _places(
    pool: Pool, lines: Sequence[str], private: Mapping[str, tuple[str, Fraction]]
) -> dict[int, int] | None:
    """The place in the pool of each public number; None if a line of the pool is not the one committed to."""
    at = {line: number for number, line in enumerate(lines, start=1)}
    places: dict[int, int] = {}
    for place, volunteer in enumerate(pool.volunteers):
        if volunteer.id not in private:
            return None
        salt, chance = private[volunteer.id]
        number = at.get(leaf_of(volunteer, chance, salt))
        if number is None:
            return None
        places[number] = place
    return places if len(places) == len(lines) else None


def _check_people(
    panels: Sequence[Sequence[int]], places: Mapping[int, int], pool: Pool, quotas: Sequence[Quota]
) -> Iterator[Doubt]:
    for number, panel in enumerate(panels):
        people = [pool.volunteers[places[one]] for one in panel]
        for quota in quotas:
            count = count_of(quota, pool.categories, people)
            if not quota.least <= count <= quota.most:
                where: dict[str, str | int] = {"number": number, "category": quota.category}
                yield Doubt("quota_broken", where | {"feature": quota.feature, "found": count})
        if doubled_households(people):
            yield Doubt("household_doubled", {"number": number})
