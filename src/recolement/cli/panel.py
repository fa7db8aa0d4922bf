"""``recolement panel``: a citizens' panel by lot, checked, drawn, completed, verified and reported."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Annotated, Any

import typer

from recolement.cli.door import AsJson, print_json
from recolement.cli.language import either, of_door
from recolement.cli.panel_ceremony import announce, commit, reveal
from recolement.cli.panel_check import verify
from recolement.cli.panel_door import (
    AddressColumns,
    IdColumn,
    Inputs,
    MethodOption,
    People,
    QuotasFile,
    Seed,
    Size,
    read_inputs,
    said,
)
from recolement.cli.panel_replace import replace
from recolement.cli.panel_report import proof, report
from recolement.cli.panel_vault import open_vault, purge, purge_due, seal
from recolement.model.panels import Method
from recolement.model.problems import Problem, Unusable
from recolement.publication.panel_ceremony import composition_seed, number_of
from recolement.words.panel_commands import COMMANDS
from recolement.words.panels import (
    FEASIBLE,
    HOPELESS,
    INFEASIBLE,
    SCARCE,
    cell_sentence,
    change_sentence,
)

if TYPE_CHECKING:
    from recolement.analysis.panels import Lottery

app = typer.Typer(
    add_completion=False,
    help=either(
        "Un panel de citoyens tiré au sort : vérifier, tirer, remplacer, rendre compte.",
        "A citizens' panel by lot: check, draw, replace, report.",
    ),
    no_args_is_help=True,
)


def check(
    people: People,
    quotas: QuotasFile,
    size: Size,
    id_column: IdColumn = None,
    address: AddressColumns = None,
    as_json: AsJson = False,
) -> None:
    """Can the quotas be met, and if not, what would have to change? Exits with 1 if they cannot."""
    with said():
        inputs = read_inputs(people, quotas, size, id_column, address)
    if not _explain(inputs, size, as_json=as_json):
        raise typer.Exit(1)


def _explain(inputs: Inputs, size: int, *, as_json: bool) -> bool:
    """Print whether a panel exists, the smallest changes and the scarce cells; whether one does."""
    from recolement.analysis.panels.feasibility import near_empty, smallest_changes

    changes = smallest_changes(inputs.pool, inputs.quotas, size)
    cells = near_empty(inputs.pool, inputs.quotas)
    which, language = int(of_door() == "en"), of_door()
    if as_json:
        print_json(
            {
                "format": "recolement-panel-check/1",
                "volunteers": len(inputs.pool.volunteers),
                "feasible": changes == (),
                "changes": None
                if changes is None
                else [
                    {
                        "category": one.quota.category,
                        "feature": one.quota.feature,
                        "min": one.least,
                        "max": one.most,
                    }
                    for one in changes
                ],
                "near_empty": [
                    {"category": one.quota.category, "feature": one.quota.feature, "people": one.people}
                    for one in cells
                ],
            }
        )
        return changes == ()
    out = not changes and changes is not None
    if changes is None:
        typer.echo(HOPELESS[which])
    elif changes:
        typer.echo(INFEASIBLE[which])
        for one in changes:
            typer.echo(f"  {change_sentence(one.quota, one.least, one.most, language)}")
    else:
        typer.echo(FEASIBLE[which])
    if cells:
        typer.echo(SCARCE[which])
        for cell in cells:
            typer.echo(f"  {cell_sentence(cell.quota, cell.people, language)}")
    return out


def draw(
    people: People,
    quotas: QuotasFile,
    size: Size,
    seed: Seed,
    method: MethodOption = Method.LEXIMIN,
    id_column: IdColumn = None,
    address: AddressColumns = None,
    alternates: Annotated[
        int, typer.Option("--alternates", min=0, help=either("Nombre de suppléants.", "How many alternates."))
    ] = 0,
    as_json: AsJson = False,
) -> None:
    """Draw a panel: the most equal chances the quotas allow, then one of 1,000 panels by the seed."""
    from recolement.analysis.panels import Infeasible, compose
    from recolement.analysis.panels.replacements import alternates as alternates_of

    with said():
        inputs = read_inputs(people, quotas, size, id_column, address)
        _stop_if_no_text(seed)
    composed = composition_seed(inputs.people, inputs.quotas_file, size, method.value)
    try:
        lottery = compose(inputs.pool, inputs.quotas, size, method, composed)
    except Infeasible:
        _explain_on_error(inputs, size)
        raise typer.Exit(1) from None
    number = number_of(seed, len(lottery.panels))
    panel = lottery.panels[number]
    spare = alternates_of(inputs.pool, inputs.quotas, panel, alternates, seed) if alternates else ()
    _print_draw(inputs, lottery, seed, number, spare, as_json=as_json)


def _explain_on_error(inputs: Inputs, size: int) -> None:
    from recolement.analysis.panels.feasibility import smallest_changes

    which, language = int(of_door() == "en"), of_door()
    changes = smallest_changes(inputs.pool, inputs.quotas, size)
    typer.echo(HOPELESS[which] if changes is None else INFEASIBLE[which], err=True)
    for one in changes or ():
        typer.echo(f"  {change_sentence(one.quota, one.least, one.most, language)}", err=True)


def _stop_if_no_text(seed: str) -> None:
    try:
        seed.encode("utf-8")
    except UnicodeEncodeError:
        raise Unusable([Problem("seed_no_text", "--seed")]) from None


def _figures(lottery: Lottery) -> dict[str, Any]:
    return {
        "method": lottery.method.value,
        "minimum_probability": float(lottery.minimum),
        "lottery_minimum_probability": float(lottery.lottery_minimum),
        "gini": float(lottery.gini),
        "minimum_bound": float(lottery.levels[0].bound) if lottery.levels else None,
        "nash_gap": lottery.nash_gap,
        "solver": lottery.solver,
    }


def _print_draw(
    inputs: Inputs, lottery: Lottery, seed: str, number: int, spare: tuple[int, ...], *, as_json: bool
) -> None:
    ids = [inputs.id_of(place) for place in lottery.panels[number]]
    if as_json:
        document = {
            "format": "recolement-panel/1",
            "panel": ids,
            **_figures(lottery),
            "seed": seed,
            "number": number,
            "panels": len(lottery.panels),
            "household_columns": list(inputs.pool.household_columns),
            "alternates": [inputs.id_of(place) for place in spare],
            "probabilities": {
                str(inputs.id_of(place)): float(chance) for place, chance in enumerate(lottery.chances)
            },
        }
        print_json(document)
        return
    typer.echo(either(f"Panel numéro {number:03d} :", f"Panel number {number:03d}:"))
    typer.echo("  " + ", ".join(map(str, ids)))
    if spare:
        said_spare = ", ".join(str(inputs.id_of(place)) for place in spare)
        typer.echo(either(f"Suppléants : {said_spare}", f"Alternates: {said_spare}"))
    least, drawn = lottery.minimum, lottery.lottery_minimum
    typer.echo(
        either(
            f"Plus petite chance {_percent(least)} (dans le tirage {_percent(drawn)}), Gini "
            f"{float(lottery.gini):.3f}",
            f"Smallest chance {_percent(least)} (in the draw {_percent(drawn)}), Gini "
            f"{float(lottery.gini):.3f}",
        )
    )


def _percent(chance: Fraction) -> str:
    return f"{float(chance):.3%}"


for name, command in (
    ("check", check),
    ("draw", draw),
    ("announce", announce),
    ("commit", commit),
    ("reveal", reveal),
    ("replace", replace),
    ("verify", verify),
    ("proof", proof),
    ("report", report),
    ("seal", seal),
    ("open", open_vault),
    ("purge", purge),
    ("purge-due", purge_due),
):
    app.command(name, help=either(*COMMANDS[name]))(command)
