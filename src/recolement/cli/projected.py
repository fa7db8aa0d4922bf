"""From one question of a canvassed ballot to its projection."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from recolement.canvass import Canvass
from recolement.canvass.scopes import Question
from recolement.model.ids import UnitId
from recolement.model.problems import Problem, Unusable
from recolement.words.projection import Said

if TYPE_CHECKING:
    import polars as pl

    from recolement.analysis.projection import Call, ProjectionResults

BLANK, NULL, ABSTENTION = "blank", "null", "abstention"


@dataclass(frozen=True, eq=False)
class Projected:
    """A question, its projection, the outcomes with their probabilities."""

    question: Question
    result: ProjectionResults
    calls: tuple[Call, ...]
    threshold: float
    """``call_probability`` of the rulebook."""
    probabilities: Mapping[str, float]
    """By option: how probable it is that the outcome names it."""
    named: Mapping[str, str]
    said: Said

    @property
    def called(self) -> bool:
        """Whether the most probable outcome exceeds the rulebook's threshold, as far as draws can show it."""
        most = 1.0 - 1.0 / len(self.result.draws)
        return bool(self.calls) and min(self.calls[0].probability, most) > self.threshold


def project_question(
    night: Canvass, question: Question, baseline: pl.DataFrame | None, level: float
) -> Projected:
    """Project one question from the sheets that stand now."""
    # Imported here: NumPy, SciPy and Polars take longer to load than most commands take to run.
    from recolement.analysis.projection import ProjectionModel, calls

    rulebook = question.contest.rulebook
    if rulebook.mandates is not None:
        raise Unusable([Problem("weighed_by_mandates", "")])
    frame, levels, incomplete = _frame(night, question)
    if baseline is not None:
        named = {option.name: option.id for option in question.options}
        baseline = baseline.rename({name: named[name] for name in baseline.columns if name in named})
    result = ProjectionModel(level=level).fit(baseline, frame, levels=levels)
    decide = night.count(question.contest.id, question.round.number, question.place.id).decide
    found = calls(result.draws, decide)
    probabilities: dict[str, float] = {
        option.id: sum((call.probability for call in found if option.id in call.outcome.options), 0.0)
        for option in question.options
    }
    said = Said(
        result.counted, result.units, result.registered_counted, result.registered, level, result.baseline,
        result.unmatched, result.unknown_rolls, incomplete, bool(question.only_in),
    )  # fmt: skip
    names: dict[str, str] = {option.id: option.name for option in question.options}
    return Projected(question, result, found, float(rulebook.call_probability), probabilities, names, said)


def _frame(night: Canvass, question: Question) -> tuple[pl.DataFrame, list[str], tuple[str, ...]]:
    """A row for each unit expected, its places, its roll, its cells; the units received but incomplete."""
    import polars as pl

    folder, contest, number = night.folder, question.contest.id, question.round.number
    options = question.cells.options
    rows: dict[str, list[int | None]] = {cell: [] for cell in (*options, BLANK, NULL, ABSTENTION)}
    rolls: list[int | None] = []
    incomplete = []
    for unit in question.place.leaves:
        standing = night.retained(unit, contest, number)
        roll = folder.roll(unit, number)
        cells: tuple[int, ...] | None = None
        if not standing.missing and not standing.added and standing.set_aside is None:
            cells = (0,) * (len(options) + 2) + (roll or 0,)
        elif standing.added:
            cells = _cells(night, question, unit)
            if cells is None:
                incomplete.append(unit)
        rolls.append(roll)
        for values, votes in zip(rows.values(), cells or [None] * len(rows), strict=True):
            values.append(votes)
    places = _places(night, question)
    levels = [f"level:{depth}" for depth in range(len(places))]
    frame = pl.DataFrame(
        {
            "unit": list(question.place.leaves),
            **dict(zip(levels, places, strict=True)),
            "registered": rolls,
            **rows,
        },
        schema_overrides={"registered": pl.Int64, **dict.fromkeys(rows, pl.Int64)},
    )
    return frame, levels, tuple(incomplete)


def _cells(night: Canvass, question: Question, unit: UnitId) -> tuple[int, ...] | None:
    """What a sheet says of every cell; ``None`` where something is not known. Blank and null written as one
    figure count as null, unless blank votes are valid."""
    figures = night.result(question.contest.id, question.round.number, unit).figures
    offered = question.offered(unit)
    votes = [figures.votes.get(one) if one in offered else 0 for one in question.cells.options]
    blank, null = figures.blank, figures.null
    if (blank is None or null is None) and question.contest.rulebook.blank != "valid":
        blank, null = 0, figures.blank_null
    known = [vote for vote in (*votes, blank, null) if vote is not None]
    if len(known) < len(votes) + 2 or figures.registered is None:
        return None
    return (*known, max(0, figures.registered - sum(known)))


def _places(night: Canvass, question: Question) -> list[list[str]]:
    """The levels between the question's place and its units, from the top: by level, each unit's place."""
    tree = night.folder.tree
    here = question.place.id
    trails = [tree.trail(unit) for unit in question.place.leaves]
    between = [trail[trail.index(UnitId(here)) + 1 if here in trail else 1 : -1] for trail in trails]
    depth = min(map(len, between), default=0)
    levels: list[list[str]] = [[str(trail[level]) for trail in between] for level in range(depth)]
    return [level for level in levels if len(set(level)) > 1]
