"""The figures as small JSON files: one for each unit that has others below, with those of each of them.

A page asks its file whether the line it shows is still the last; a program reads the figures. Canonical JSON.
"""

from __future__ import annotations

from typing import Any

from recolement.canvass import ContestResult
from recolement.canvass.tabulate import Figures
from recolement.ledger.checkpoint import Checkpoint
from recolement.ledger.codec import canonical
from recolement.model.sheets import FIGURES
from recolement.model.software import VERSION
from recolement.publication.site.state import Site
from recolement.publication.tally import branches_json, names_of, outcome_json

FORMAT = "recolement-bundle/1"


def unit_data(site: Site, place: str) -> tuple[str, bytes]:
    """The figures of a place and of the units below it."""
    below = site.below(place)
    results = []
    for sitting in site.voted_in(place):
        here = site.result(sitting, place)
        options = list(here.figures.votes)
        results.append(
            {
                "contest": sitting[0],
                "round": sitting[1],
                "status": here.status.value,
                "fields": [*FIGURES, *options],
                "figures": _figures(here.figures, options),
                "received": here.coverage.received,
                "expected": here.coverage.expected,
                "below": {unit: _figures(site.figures(sitting, unit), options) for unit in below},
            }
        )
    lines = {one: site.last_line(one) for one in (place, *below) if site.last_line(one) is not None}
    pages = {site.addresses.page(one): line for one, line in lines.items()}
    document = {"unit": place, "results": results, "lines": pages}
    return site.addresses.data(place), canonical(document)


def _figures(figures: Figures, options: list[Any]) -> list[int | None]:
    return [*(getattr(figures, name) for name in FIGURES), *(figures.votes.get(option) for option in options)]


def results_data(site: Site) -> tuple[str, bytes]:
    """Every result where it is decided: figures, outcome, conditions, verdict (the tally's JSON)."""
    document = {
        "format": "recolement-results/1",
        "title": site.night.folder.ballot.title,
        "contests": [_decided(site, one) for one in site.night.results],
    }
    return "data/results.json", canonical(document)


def _decided(site: Site, result: ContestResult) -> dict[str, Any]:
    """The entry of the tally's JSON without what is open: each matter is on a page."""
    figures, coverage, verdict = result.figures, result.coverage, result.verdict
    return {
        "contest": result.contest,
        "round": result.round,
        "unit": result.unit,
        "level": result.level,
        **{name: getattr(figures, name) for name in FIGURES},
        "votes": dict(figures.votes),
        "received": coverage.received,
        "expected": coverage.expected,
        "no_vote": len(coverage.no_vote),
        "status": result.status.value,
        "outcome": None if result.outcome is None else outcome_json(result.outcome),
        "branches": branches_json(result, names_of(site.night, result.contest), "en"),
        "margin": None if verdict is None else verdict.margin,
        "settled": None if verdict is None else verdict.settled,
    }


def publication_data(site: Site) -> tuple[str, bytes]:
    """What this publication is: its format, languages, day, and the ledger or folder it was made of."""
    document: dict[str, Any] = {
        "format": FORMAT,
        "software": VERSION,
        "title": site.night.folder.ballot.title,
        "languages": list(site.languages),
        "day": site.day.isoformat(),
        "made_of": "folder" if site.record is None else "ledger",
    }
    if site.address is not None:
        document["address"] = site.address
        document["cards"] = bool(site.carded)
    if site.record is not None:
        checkpoint = Checkpoint.read(site.record.note.text)
        document |= {"origin": checkpoint.origin, "size": checkpoint.size, "root": checkpoint.root.hex()}
    return "publication.json", canonical(document)
