"""``recolement project``: how the night will end, from the units counted so far. Never a result."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from recolement.cli.door import UNUSABLE, AsJson, Lang, language_for, print_json, read_canvass
from recolement.cli.language import either
from recolement.cli.ledger_options import Database
from recolement.cli.transfer_sources import read_sources
from recolement.model.problems import Problem, Unusable
from recolement.publication.projected import Prepared, Projected, moments, prepare, stands
from recolement.publication.projected import project as projected
from recolement.publication.projection_picture import projection_picture
from recolement.publication.selection import Selection
from recolement.storage.writing import write_whole
from recolement.words.naming import Names
from recolement.words.numbers import Language, count
from recolement.words.plain import shown
from recolement.words.projection import (
    ASSUMPTIONS,
    projection_notes,
    say_call,
    say_outcome,
    say_projection_problem,
    say_stands,
)

if TYPE_CHECKING:
    import polars as pl

    from recolement.canvass import Canvass

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
"""Set before NumPy is loaded: a projection's matrices are small, and threads would wait for each other."""

FORMAT = "recolement-projection/1"
OUTCOMES = 10
"""Outcomes in the JSON, the most probable first."""
HELP = either(
    "Projette la fin de la soirée : ce que les unités dépouillées disent de celles à venir, avec un "
    "intervalle et la "
    "probabilité de chaque issue. Ce n'est pas un résultat.",
    "Projects the end of the night: what the units counted say of those to come, with an interval and the "
    "probability of each outcome. It is not a result.",
)

app = typer.Typer(add_completion=False)


@app.command(help=HELP)
def project(
    ballot: Annotated[
        Path,
        typer.Argument(
            metavar=either("VOTE", "BALLOT"),
            help=either("Le dossier du vote, ou son registre.", "The ballot folder, or its ledger."),
        ),
    ],
    baseline: Annotated[
        str | None,
        typer.Option(
            "--baseline",
            metavar="B",
            help=either(
                "Un vote antérieur des mêmes unités : un tableau, ou DOSSIER#round=1.",
                "An earlier vote of the same units: a table, or FOLDER#round=1.",
            ),
        ),
    ] = None,
    contest: Annotated[
        str | None, typer.Option("--contest", help=either("Ce scrutin seulement.", "This contest only."))
    ] = None,
    number: Annotated[
        int | None, typer.Option("--round", help=either("Ce tour (le dernier).", "This round (the last)."))
    ] = None,
    level: Annotated[
        float, typer.Option("--level", help=either("Le niveau des intervalles.", "The intervals' level."))
    ] = 0.9,
    picture: Annotated[
        Path | None,
        typer.Option(
            "--picture",
            metavar="SVG",
            help=either(
                "La projection au fil de la soirée, en image (un seul scrutin : --contest).",
                "The projection as the night went on, as a picture (one contest: --contest).",
            ),
        ),
    ] = None,
    db: Database = None,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Project the outcome of every question of a round."""
    language = language_for(lang)
    try:
        if not 0 < level < 1:
            raise Unusable([Problem("projection_level", "--level", facts={"found": f"{level:g}"})])
        night = read_canvass(ballot, db, quiet=as_json)
        Selection(contest, number).stop_if_unknown(night)
        known = [question for question in night.questions if contest in (None, question.contest.id)]
        held = {sheet.round for sheet in night.folder.sheets}
        last = max(held, default=1) if number is None else number
        asked = [question for question in known if question.round.number == last]
        before = None if baseline is None else _baseline(baseline, contest)
        ready = [prepare(night, question, before) for question in asked]
        found = [projected(one, level) for one in ready]
        if picture is not None:
            _draw(picture, ready, found, language)
    except Unusable as unusable:
        for problem in unusable.problems:
            typer.echo(say_projection_problem(problem, language), err=True)
        raise typer.Exit(UNUSABLE) from unusable
    names = Names(night.folder, language)
    if as_json:
        document = {"format": FORMAT, "is_a_result": False, "title": night.folder.ballot.title}
        print_json(document | {
            "contests": [_json(one, night, names) for one in found],
            "assumptions": ASSUMPTIONS[language == "en"],
        })  # fmt: skip
        return
    for one in found:
        _tell(one, night, names)
    print(ASSUMPTIONS[language == "en"], file=sys.stderr)


def _draw(picture: Path, ready: list[Prepared], found: list[Projected], language: Language) -> None:
    """Write the picture of the one question asked, its moments projected one after the other."""
    if len(found) != 1:
        raise Unusable([Problem("one_question", "--picture", facts={"found": len(found)})])
    level = found[0].result.level
    svg = projection_picture(tuple(moments(ready[0], level)), found[0].named, level, language)
    write_whole(picture, [svg.encode()])


def _baseline(name: str, contest: str | None) -> pl.DataFrame:
    """The baseline as a wide table: ``unit`` and a column per option."""
    import polars as pl

    votes = read_sources((name, name), None, contest)[0].votes
    wide = votes.with_columns(pl.col("votes").fill_null(0)).pivot(
        "option", index="unit", values="votes", aggregate_function="sum"
    )
    return wide.with_columns(pl.col("unit").cast(pl.String))


def _json(found: Projected, night: Canvass, names: Names) -> dict[str, object]:
    result, threshold = found.result, found.threshold
    status, verdict = stands(night, found.question, names)
    return {
        "contest": found.question.contest.id,
        "round": found.question.round.number,
        "unit": found.question.place.id,
        "units": result.units,
        "counted": result.counted,
        "registered": result.registered,
        "registered_counted": result.registered_counted,
        "result_status": status,
        "result_verdict": verdict,
        "level": result.level,
        "threshold": threshold,
        "called": found.called,
        "outcomes": [
            {
                "kind": call.outcome.kind.value,
                "options": list(call.outcome.options),
                "seats": None if call.outcome.seats is None else dict(call.outcome.seats),
                "probability": call.probability,
                "assertions": [
                    {"claim": one.claim.code, "facts": dict(one.claim.facts), "probability": probability}
                    for one, probability in call.assertions
                ],
            }
            for call in found.calls[:OUTCOMES]
        ],
        "options": dict(found.probabilities),
        "estimates": result.estimates.to_dicts(),
        "notes": list(projection_notes(found.said, names.language)),
    }


def _tell(found: Projected, night: Canvass, names: Names) -> None:
    """Where the result stands, estimates with their intervals, then the call or why there is none."""
    question, language = found.question, names.language
    typer.echo(f"{shown(question.contest.name, 60)} · {shown(question.place.name, 60)}")
    typer.echo("  " + say_stands(*stands(night, question, names), language))
    result = found.result
    whole = result.estimates.filter(result.estimates["area"] == "*")
    for cell in whole.iter_rows(named=True):
        low, votes, high = (count(round(cell[key]), language) for key in ("low", "votes", "high"))
        name = shown(found.named.get(cell["cell"], cell["cell"]), 40)
        typer.echo(f"  {name:<42} {votes:>12}  [{low}, {high}]")
    if found.calls:
        best = found.calls[0]
        said = [names.option(question.contest.id, one) for one in best.outcome.options]
        if best.outcome.seats:
            said = [
                f"{names.option(question.contest.id, one)} {seats}"
                for one, seats in best.outcome.seats.items()
            ]
        sentence = say_outcome(best.outcome.kind.value, said, language)
        typer.echo("  " + say_call(sentence, best.probability, found.threshold, found.called, language))
    for note in projection_notes(found.said, language):
        print(note, file=sys.stderr)
