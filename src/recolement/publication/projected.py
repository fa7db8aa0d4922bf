"""From one question of a canvassed ballot to its projection, now and as the night went on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from recolement.canvass import Canvass
from recolement.canvass.scopes import Question
from recolement.model.ids import OptionId, UnitId
from recolement.model.problems import Problem, Unusable
from recolement.model.results import Outcome, Vector
from recolement.publication.reporting import strip_of
from recolement.words.naming import Names
from recolement.words.projection import Said
from recolement.words.verdict import status_label

if TYPE_CHECKING:
    import polars as pl

    from recolement.analysis.projection import Call, ProjectionResults

BLANK, NULL, ABSTENTION = "blank", "null", "abstention"
LEAST = 3
"""Units counted from which there is a projection."""
MOMENTS = 16
"""Of a night, how many are projected for its picture."""


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


@dataclass(frozen=True, slots=True)
class Share:
    """An option's share of the valid votes at the end, projected: the interval's ends and its middle; and its
    share among the votes counted so far, for comparison."""

    low: float
    middle: float
    high: float
    counted: float | None


@dataclass(frozen=True, slots=True)
class Moment:
    """What the projection said when so many units were counted; ``shares`` by option."""

    counted: int
    units: int
    registered_counted: int
    registered: int
    shares: Mapping[str, Share]


@dataclass(frozen=True, eq=False)
class Prepared:
    """A question as the model reads it; ``order``: the counted units as their sheets came."""

    question: Question
    frame: pl.DataFrame
    levels: list[str]
    incomplete: tuple[str, ...]
    order: tuple[str, ...]
    baseline: pl.DataFrame | None
    decide: Callable[[Vector], Outcome]
    """The rule itself, asked about totals."""

    def until(self, first: int) -> pl.DataFrame:
        """The frame with only the first so many counted units: figures as they stand now."""
        import polars as pl

        later = pl.col("unit").is_in(list(self.order[first:]))
        cells = [name for name in self.frame.columns if name not in ("unit", "registered", *self.levels)]
        return self.frame.with_columns(pl.when(later).then(None).otherwise(pl.col(cells)).name.keep())


def prepare(
    night: Canvass, question: Question, baseline: pl.DataFrame | None, came: Iterable[UnitId] | None = None
) -> Prepared:
    """Read one question from the sheets that stand now; ``came``: the units as their sheets came, else as the
    sheets are written. Raises :class:`Unusable` where units weigh mandates."""
    if question.contest.rulebook.mandates is not None:
        raise Unusable([Problem("weighed_by_mandates", "")])
    frame, levels, incomplete = _frame(night, question)
    if baseline is not None:
        named = {option.name: option.id for option in question.options}
        baseline = baseline.rename({name: named[name] for name in baseline.columns if name in named})
    counted = set(frame.drop_nulls(ABSTENTION)["unit"])
    key = (question.contest.id, question.round.number)
    if came is None:
        came = (sheet.unit for sheet in night.folder.sheets if (sheet.contest, sheet.round) == key)
    first = dict.fromkeys(came)  # a unit keeps the place of its first sheet
    order = (*(unit for unit in first if unit in counted), *sorted(counted.difference(first)))
    decide = night.count(*key, question.place.id).decide
    return Prepared(question, frame, levels, incomplete, order, baseline, decide)


def baseline_of(night: Canvass, question: Question) -> pl.DataFrame:
    """Another question of the same ballot as a baseline: its units with known figures, its cells by name."""
    frame, levels, _ = _frame(night, question)
    named = {option.id: option.name for option in question.options}
    cells = frame.drop_nulls(ABSTENTION).drop("registered", *levels)
    return cells.rename({cell: named.get(OptionId(cell), cell) for cell in cells.columns if cell != "unit"})


def stands(night: Canvass, question: Question, names: Names) -> tuple[str, str]:
    """Where the result itself stands, in the words of its own page: its status, the verdict's sentence."""
    result = night.result(*question.key)
    strip = strip_of(night, result, names)
    return status_label(result.status.value, names.language), "" if strip is None else strip.sentence


def project(ready: Prepared, level: float) -> Projected:
    """The projection of what was read."""
    # Imported here: NumPy, SciPy and Polars take longer to load than most commands take to run.
    from recolement.analysis.projection import ProjectionModel, calls

    question = ready.question
    result = ProjectionModel(level=level).fit(
        ready.baseline, ready.frame, levels=ready.levels, order=ready.order
    )
    found = calls(result.draws, ready.decide)
    probabilities: dict[str, float] = {
        option.id: sum((call.probability for call in found if option.id in call.outcome.options), 0.0)
        for option in question.options
    }
    said = Said(
        result.counted, result.units, result.registered_counted, result.registered, level, result.baseline,
        result.unmatched, result.unknown_rolls, ready.incomplete, bool(question.only_in),
    )  # fmt: skip
    names: dict[str, str] = {option.id: option.name for option in question.options}
    threshold = float(question.contest.rulebook.call_probability)
    return Projected(question, result, found, threshold, probabilities, names, said)


def moment(ready: Prepared, first: int, level: float) -> Moment:
    """The projection from the first so many units counted."""
    from recolement.analysis.projection import ProjectionModel

    frame = ready.until(first)
    result = ProjectionModel(level=level).fit(
        ready.baseline, frame, levels=ready.levels, order=ready.order[:first]
    )
    return Moment(
        result.counted, result.units, result.registered_counted, result.registered,
        _shares(ready, frame, result),
    )  # fmt: skip


def moments(ready: Prepared, level: float, most: int = MOMENTS) -> Iterator[Moment]:
    """The projection as the night went on, at no more than so many numbers of units counted."""
    last = len(ready.order)
    for first in sorted({max(LEAST, round(last * step / most)) for step in range(1, most + 1)}):
        if first <= last:
            yield moment(ready, first, level)


def _shares(ready: Prepared, frame: pl.DataFrame, result: ProjectionResults) -> dict[str, Share]:
    """By option, its share of the valid votes in the totals drawn: the interval and the median."""
    import numpy as np

    options = ready.question.cells.options
    votes = result.draws[:, [result.cells.index(option) for option in options]]
    valid = np.maximum(votes.sum(1, keepdims=True), 1)
    tail = (1 - result.level) / 2
    low, middle, high = np.quantile(votes / valid, (tail, 0.5, 1 - tail), axis=0)
    so_far = {option: int(frame[option].sum()) for option in options}
    all_of_them = sum(so_far.values())
    return {
        option: Share(
            float(low[place]), float(middle[place]), float(high[place]),
            so_far[option] / all_of_them if all_of_them else None,
        )
        for place, option in enumerate(options)
    }  # fmt: skip


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
