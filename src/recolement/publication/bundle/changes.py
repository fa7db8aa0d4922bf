"""What changed between two publications, unit by unit, with what explains it.

A figure changes because a sheet came in, or because somebody did something about it that is recorded: a
correction, a ruling, a sheet set aside or sent back. Any other change is unexplained, and an error: a unit
that was left out of the first list, figures that were multiplied, a line typed over.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from recolement.ledger.codec import decode
from recolement.ledger.events.evening import SheetReturned
from recolement.model.acts import Act, Corrected, NoVoteHeld, Ruled, SetAside, Withdrawn
from recolement.model.findings import Finding
from recolement.model.ids import UnitId
from recolement.publication.bundle.checking import check_publication, figures_of, published_of
from recolement.publication.site import Site
from recolement.publication.site.state import Sitting

CHANGING = (Corrected, NoVoteHeld, Ruled, SetAside, Withdrawn)
"""The acts that may change what stands for a section."""


@dataclass(frozen=True, slots=True)
class Change:
    """One section in one contest's round: the figures that differ, and why.

    ``why``: ``sheet`` (it came in), ``acts``, ``returned``, ``added`` or ``gone`` (the unit itself), or
    ``unexplained``.
    """

    sitting: Sitting
    unit: str
    why: str
    figures: Mapping[str, tuple[int | None, int | None]]
    acts: tuple[Act, ...] = ()

    @property
    def explained(self) -> bool:
        """Whether something that was recorded explains it."""
        return self.why in ("sheet", "acts", "returned")


def changes(before: Site, after: Site) -> Iterator[Change]:
    """Every section whose figures differ, in the order of the second publication; then those gone."""
    fresh = _fresh_acts(before, after)
    returned = _returned(before, after)
    for unit in after.night.folder.tree.leaves:
        known = before.is_leaf(unit)
        for sitting in after.voted_in(unit):
            now = figures_of(after.result(sitting, unit))
            was = (
                figures_of(before.result(sitting, unit)) if known and sitting in before.voted_in(unit) else {}
            )
            differ = {
                field: (was.get(field), number) for field, number in now.items() if was.get(field) != number
            }
            if not known:
                yield Change(sitting, unit, "added", differ)
            elif differ:
                acts = tuple(act for act in fresh.get(unit, ()) if act.target.touches(*sitting))
                missing = before.night.retained(unit, *sitting).missing
                why = (
                    "acts"
                    if acts
                    else "sheet"
                    if missing
                    else "returned"
                    if unit in returned
                    else "unexplained"
                )
                yield Change(sitting, unit, why, differ, acts)
    for unit in before.night.folder.tree.leaves:
        if unit not in after.night.folder.tree:
            for sitting in before.voted_in(unit):
                was = figures_of(before.result(sitting, unit))
                yield Change(
                    sitting, unit, "gone", {field: (number, None) for field, number in was.items() if number}
                )


def _fresh_acts(before: Site, after: Site) -> dict[str, list[Act]]:
    """By unit, the acts that the first publication did not have and that may change a figure."""
    old = list(before.night.folder.acts)
    found: dict[str, list[Act]] = {}
    for unit, acts in after.acts.items():
        fresh = [act for act in acts if isinstance(act, CHANGING) and act not in old]
        for leaf in after.night.places.leaves_of([unit]) if fresh else ():
            found.setdefault(leaf, []).extend(fresh)
    return found


def _returned(before: Site, after: Site) -> set[str]:
    """The sections whose sheet was sent back between the two."""
    if before.record is None or after.record is None:
        return set()
    events = map(decode, after.record.lines[before.record.size :])
    return {event.unit for event in events if isinstance(event, SheetReturned)}


def reasons(found: list[Change], after: Site) -> dict[str, str]:
    """By place, the words that explain fewer votes there: the codes of what was done below it."""
    told: dict[str, str] = {}
    for change in found:
        if change.why in ("acts", "returned"):
            for place in after.above(change.unit):
                told[place] = change.why
    return told


def questionable(before: Site, after: Site, found: list[Change]) -> list[Finding]:
    """What the publication checks say of going from the one to the other."""
    places = dict.fromkeys(
        place for change in found if change.why != "gone" for place in after.above(change.unit)
    )
    known = [place for place in places if place in before.night.places]
    return check_publication(after, published_of(before, known), reasons(found, after))


def touched_units(before: Site, after: Site) -> set[str]:
    """The sections of which anything that a page shows differs: what stands, findings, acts, lines."""
    touched: set[str] = set()
    for place in {*before.findings, *after.findings}:
        if before.findings.get(place) != after.findings.get(place) and place in after.night.places:
            touched.add(place)
    for place in {*before.acts, *after.acts}:
        if before.acts.get(place) != after.acts.get(place) and place in after.night.places:
            touched.add(place)
    old = {} if before.record is None else before.record.history
    new = {} if after.record is None else after.record.history
    touched |= {
        unit
        for unit, lines in new.items()
        if len(old.get(unit, ())) != len(lines) and unit in after.night.places
    }
    for leaf in after.night.folder.tree.leaves:
        for sitting in after.voted_in(leaf):
            if leaf not in touched and before.night.retained(UnitId(leaf), *sitting) != after.night.retained(
                UnitId(leaf), *sitting
            ):
                touched.add(leaf)
    return touched


def codes_touched(before: Mapping[str, list[Finding]], after: Mapping[str, list[Finding]]) -> set[str]:
    """The checks of which a finding came, went or changed."""
    codes: set[str] = set()
    for place in {*before, *after}:
        was, now = before.get(place, []), after.get(place, [])
        if was != now:
            codes |= {finding.code for finding in (*was, *now)}
    return codes


def same_frame(before: Site, after: Site) -> bool:
    """Whether both have the same ballot, units and languages, so that only some pages differ."""
    one, other = before.night.folder, after.night.folder
    return (
        one.ballot == other.ballot
        and list(one.tree.values()) == list(other.tree.values())
        and one.groups == other.groups
        and one.rolls == other.rolls
        and before.languages == after.languages
        and (before.address, before.carded) == (after.address, after.carded)
        and [(one.raw, one.areas.code) for one in before.maps]
        == [(one.raw, one.areas.code) for one in after.maps]
        and (before.record is None) == (after.record is None)
        and _statuses(before) == _statuses(after)
    )


def _statuses(site: Site) -> tuple[object, ...]:
    """What every page of a contest shows of the whole: whether it is frozen, proclaimed, corrected."""
    state = site.night.proceedings
    lifted = [freeze.lifted is not None for freeze in state.freezes.values()]
    proclaimed = len(state.proclamations)
    return tuple(lifted), proclaimed, state.figures_version if proclaimed else 0
