"""The results of the units just below a place, or of a whole level: the consolidated result, unit by unit."""

from __future__ import annotations

from collections.abc import Sequence

from recolement.canvass import Canvass, ContestResult
from recolement.model.ids import OptionId, UnitId
from recolement.publication.report import Count, Table, Value
from recolement.words.fields import field_label, level_label
from recolement.words.naming import Names
from recolement.words.numbers import count

FEW = 15
"""As many units below are shown without being asked for."""


def results_below(canvass: Canvass, result: ContestResult, level: str | None) -> tuple[ContestResult, ...]:
    """The results at the places of a level under a place, or, without a level, of a few units just below."""
    contest, number = result.contest, result.round
    if level is not None:
        place = canvass.places.get(result.unit)
        inside = set(place.leaves)
        return tuple(
            canvass.result(contest, number, one.id)
            for one in canvass.places.at_level(level)
            if one.id != result.unit and not inside.isdisjoint(one.leaves)
        )
    tree = canvass.folder.tree
    below = tree.children(UnitId(result.unit)) if result.unit in tree else ()
    if not 1 < len(below) <= FEW:
        return ()
    return tuple(canvass.result(contest, number, unit) for unit in below)


def below_table(
    results: Sequence[ContestResult], options: Sequence[str], level: str | None, names: Names
) -> Table | None:
    """One row a place: received of expected, valid, blank and null, each option, voters, registered.

    Where nothing was received yet, registered is what the closed roll says.
    """
    if not any(one.coverage.received for one in results):
        return None
    french = names.language == "fr"
    own = names.options(results[0].contest)
    rows: list[tuple[Value, ...]] = []
    for one in results:
        figures, coverage = one.figures, one.coverage
        received = f"{count(coverage.received, names.language)}/{count(coverage.expected, names.language)}"
        rows.append(
            (
                names.place(one.unit),
                received,
                Count(figures.valid),
                Count(figures.blank_null),
                *(Count(figures.votes.get(OptionId(option))) for option in options),
                Count(figures.voters),
                Count(figures.registered if coverage.received else coverage.registered_expected),
            )
        )
    columns = (
        "Unité" if french else "Unit",
        "Reçues" if french else "Received",
        "Exprimés" if french else "Valid",
        _capital(field_label("blank_null", names.language)),
        *(own.get(option, option) for option in options),
        _capital(field_label("voters", names.language)),
        _capital(field_label("registered", names.language)),
    )
    where = level_label(level, names.language) if level else ""
    title = ("Par " + where if french else "By " + where) if where else ("Par unité" if french else "By unit")
    return Table(title, columns, tuple(rows), fixed=4)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
