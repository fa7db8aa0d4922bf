"""The publication checks before anything is written: family P on what was published and what would be.

Two moments are compared, place by place: the figures of the publication that is there, and the new ones.
Fewer votes need a reason (P1), shares that stay the same while the total rises were multiplied and not
counted (P2), a total is the sum of its parts (P3), two places do not suddenly share their figures (P5).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from recolement.canvass import ContestResult
from recolement.checks.night import Night
from recolement.checks.publication import p1, p2, p5
from recolement.checks.setting import Context
from recolement.checks.snapshots import gather
from recolement.model.findings import Finding, Severity
from recolement.model.ids import UnitId
from recolement.model.sheets import FIGURES, Published
from recolement.publication.site import Site
from recolement.publication.site.state import Sitting

BEFORE, NOW = "before", "now"
"""The two moments."""


@dataclass(frozen=True, slots=True)
class Before:
    """What was published of a contest's round at a place: figures by column name."""

    sitting: Sitting
    place: str
    figures: Mapping[str, int | None]


def figures_of(result: ContestResult) -> dict[str, int | None]:
    """The figures of a result by column name."""
    figures = result.figures
    return {
        **{name: getattr(figures, name) for name in FIGURES},
        **{str(k): v for k, v in figures.votes.items()},
    }


def published_of(site: Site, places: Iterable[str]) -> Iterator[Before]:
    """What a publication says of some places."""
    for place in places:
        for sitting in site.voted_in(place):
            yield Before(sitting, place, figures_of(site.result(sitting, place)))


def check_publication(site: Site, before: Iterable[Before], reasons: Mapping[str, str]) -> list[Finding]:
    """Why the publication must not be written; empty where nothing speaks against it.

    ``reasons``: by place, the acts since then that change a figure there.
    """
    told: list[Published] = []
    places: dict[tuple[Sitting, str], None] = {}
    for one in before:
        if one.place not in site.night.places or one.sitting not in site.voted_in(one.place):
            continue
        now = figures_of(site.result(one.sitting, one.place))
        if now == one.figures:
            continue
        places[(one.sitting, one.place)] = None
        told += _snapshot(one.sitting, one.place, BEFORE, one.figures, "")
        told += _snapshot(one.sitting, one.place, NOW, now, reasons.get(one.place, ""))
    found: list[Finding] = []
    if told:
        night = Night(folder=site.night.folder, standing={})
        publications = gather(Context(night), told)
        found = [finding for check in (p1, p2, p5) for finding in check(publications)]
    return [*found, *_sums(site, dict.fromkeys(place for _, place in places))]


def _snapshot(
    sitting: Sitting, place: str, at: str, figures: Mapping[str, int | None], reason: str
) -> Iterator[Published]:
    for field, value in figures.items():
        if value is not None:
            yield Published(at, sitting[0], sitting[1], UnitId(place), field, str(value), reason)


def _sums(site: Site, places: Iterable[str]) -> Iterator[Finding]:
    """P3 on our own figures: what each unit shows is the sum of what the units below it show."""
    tree = site.night.folder.tree
    for place in places:
        below = site.below(place) if place in tree else ()
        for sitting in site.voted_in(place) if below else ():
            whole = figures_of(site.result(sitting, place))
            parts = [figures_of(site.result(sitting, unit)) for unit in below]
            for field, value in whole.items():
                known = [part[field] for part in parts if part.get(field) is not None]
                together = sum(number for number in known if number is not None)
                if known and value is not None and together != value:
                    yield Finding(
                        "P3", Severity.ERROR, UnitId(place), *sitting, (field,), together, value,
                        value - together, {"at": NOW, "case": "units", "units": len(below)},
                    )  # fmt: skip
