"""The same result as plain tables, for spreadsheets and other programs: every cell a text or a number.

Columns bear the names of FORMAT; the workbook shows their labels in a language. Worked example: one contest
of three options over two sections gives a table of two rows with three columns of votes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from recolement.canvass import Canvass, ContestResult
from recolement.model.sheets import FIGURES
from recolement.publication.findings import said_findings
from recolement.publication.matters import effects_table, matter_name, why_open
from recolement.publication.report import Count, Share, Value
from recolement.words.claims import say_claim, say_outcome
from recolement.words.fields import field_label
from recolement.words.naming import Names
from recolement.words.verdict import status_label

Cell: TypeAlias = str | int | Fraction | None
"""A text, a count, a share of 1, or nothing known."""


Column: TypeAlias = tuple[str, str]
"""A column's name, as FORMAT writes it, and its label in a language."""


@dataclass(frozen=True)
class Flat:
    """One table: its title (a sheet of the workbook), its columns, its rows."""

    title: str
    columns: tuple[Column, ...]
    rows: Iterable[tuple[Cell, ...]]


def flat_tables(canvass: Canvass, results: tuple[ContestResult, ...], names: Names) -> Iterator[Flat]:
    """Every table of the result: each contest, then conditions, open matters, effects and findings."""
    for contest in dict.fromkeys(result.contest for result in results):
        yield _contest(contest, [one for one in results if one.contest == contest], names)
    decided = [one for one in results if one.totals is not None]
    yield _conditions(decided, names)
    yield _open(canvass, decided, names)
    yield _effects(canvass, decided, names)
    yield _findings(canvass, names)


def _contest(contest: str, results: list[ContestResult], names: Names) -> Flat:
    options = tuple(dict.fromkeys(option for one in results for option in one.figures.votes))
    own, french = names.options(contest), names.language == "fr"
    columns = (
        *_address(names),
        ("status", "statut" if french else "status"),
        ("expected", "feuilles attendues" if french else "sheets expected"),
        ("received", "feuilles reçues" if french else "sheets received"),
        *((name, field_label(name, names.language)) for name in FIGURES),
        *((option, own.get(option, option)) for option in options),
        ("outcome", "issue" if french else "outcome"),
        ("margin", "écart décisif" if french else "margin"),
        ("settled", "acquis" if french else "settled"),
    )

    def rows() -> Iterator[tuple[Cell, ...]]:
        for one in results:
            outcome, verdict = one.outcome, one.verdict
            yield (
                *_place(one, names),
                status_label(one.status.value, names.language),
                one.coverage.expected,
                one.coverage.received,
                *(getattr(one.figures, name) for name in FIGURES),
                *(one.figures.votes.get(option) for option in options),
                None if outcome is None else say_outcome(outcome, own, names.language),
                None if verdict is None else verdict.margin,
                None if verdict is None else _yes(verdict.settled, french),
            )

    return Flat(names.contest(contest), columns, rows())


def figures_table(results: Iterable[ContestResult], names: Names) -> Flat:
    """The long table of the CSV file: one figure a row, votes by the ids of their options."""
    french = names.language == "fr"
    columns = (
        ("contest", "scrutin" if french else "contest"),
        *_address(names),
        ("status", "statut" if french else "status"),
        ("field", "champ" if french else "field"),
        ("label", "libellé" if french else "label"),
        ("value", "nombre" if french else "count"),
    )

    def rows() -> Iterator[tuple[Cell, ...]]:
        for one in results:
            own = names.options(one.contest)
            start = (one.contest, *_place(one, names), one.status.value)
            for name in FIGURES:
                yield (*start, name, field_label(name, names.language), getattr(one.figures, name))
            for option, votes in one.figures.votes.items():
                yield (*start, option, own.get(option, option), votes)

    return Flat("figures", columns, rows())


def _address(names: Names) -> tuple[Column, ...]:
    french = names.language == "fr"
    return (
        ("round", "tour" if french else "round"),
        ("unit", "unité" if french else "unit"),
        ("unit_name", "nom" if french else "name"),
        ("level", "échelon" if french else "level"),
    )


def _place(result: ContestResult, names: Names) -> tuple[Cell, ...]:
    return (result.round, result.unit, names.place(result.unit), result.level)


def _yes(settled: bool | None, french: bool) -> str | None:
    if settled is None:
        return None
    return ("oui" if settled else "non") if french else ("yes" if settled else "no")


def _conditions(results: list[ContestResult], names: Names) -> Flat:
    french = names.language == "fr"
    columns = (
        ("contest", "scrutin" if french else "contest"),
        *_address(names),
        ("branch", "cas" if french else "case"),
        ("claim", "condition"),
        ("slack", "marge" if french else "slack"),
    )

    def rows() -> Iterator[tuple[Cell, ...]]:
        for one in results:
            if one.outcome is None or one.totals is None:
                continue
            own = names.options(one.contest)
            for number, branch in enumerate(one.outcome.branches, start=1):
                for assertion in branch.assertions:
                    claim = say_claim(assertion.claim, own, names.language)
                    yield (one.contest, *_place(one, names), number, claim, assertion.slack(one.totals))

    return Flat("Conditions", columns, rows())


def _open(canvass: Canvass, results: list[ContestResult], names: Names) -> Flat:
    french = names.language == "fr"
    columns = (
        ("contest", "scrutin" if french else "contest"),
        *_address(names),
        ("matter", "affaire" if french else "matter"),
        ("reason", "pourquoi" if french else "why"),
        ("units", "unités" if french else "units"),
        ("worst_case", "peut prendre" if french else "could take"),
        ("leverage", "part de la marge" if french else "share of the slack"),
        ("break_even_roll", "dès inscrits" if french else "from registered"),
        ("on", "à la condition" if french else "from the condition"),
    )

    def rows() -> Iterator[tuple[Cell, ...]]:
        for one in results:
            own = names.options(one.contest)
            for matter in () if one.verdict is None else one.verdict.open:
                on = None if matter.on is None else say_claim(matter.on.claim, own, names.language)
                yield (
                    one.contest,
                    *_place(one, names),
                    matter_name(matter.matter, names),
                    why_open(matter.matter, canvass.folder, one.contest, one.round, names.language),
                    ", ".join(matter.matter.units[:100]),
                    matter.worst_case,
                    matter.leverage,
                    matter.break_even_roll,
                    on,
                )

    return Flat("En suspens" if french else "Open matters", columns, rows())


def _effects(canvass: Canvass, results: list[ContestResult], names: Names) -> Flat:
    french = names.language == "fr"
    columns = (
        ("contest", "scrutin" if french else "contest"),
        *_address(names),
        ("matter", "affaire" if french else "matter"),
        ("ruling", "décision" if french else "ruling"),
        ("slack_before", "marge avant" if french else "slack before"),
        ("slack_after", "marge après" if french else "slack after"),
        ("outcome", "issue" if french else "outcome"),
    )

    def rows() -> Iterator[tuple[Cell, ...]]:
        for one in results:
            table = effects_table(canvass, one, names)
            for row in () if table is None else table.rows:
                yield (one.contest, *_place(one, names), *(_cell(value) for value in row))

    return Flat("Décisions" if french else "Rulings", columns, rows())


def _cell(value: Value) -> Cell:
    if isinstance(value, Count):
        return value.number
    if isinstance(value, Share):
        return Fraction(value.part, value.whole) if value.part is not None and value.whole else None
    return value


def _findings(canvass: Canvass, names: Names) -> Flat:
    french = names.language == "fr"
    columns = (
        ("code", "code"),
        ("severity", "gravité" if french else "severity"),
        ("place", "où" if french else "where"),
        ("finding", "constat" if french else "finding"),
        ("source", "ligne" if french else "row"),
        ("acknowledged", "pris en compte" if french else "acknowledged"),
        ("to_do", "que faire (section)" if french else "what to do (section)"),
    )

    def rows() -> Iterator[tuple[Cell, ...]]:
        for group in said_findings(canvass, names):
            for one in group.findings:
                yield (
                    group.code,
                    group.severity_label,
                    one.place,
                    one.text,
                    one.source or None,
                    one.acknowledged or None,
                    group.to_do[0][1] if group.to_do else None,
                )

    return Flat("Constats" if french else "Findings", columns, rows())
