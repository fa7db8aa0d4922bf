"""``recolement panel replace``: those who decline are replaced under the same rules, every step recorded."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from recolement.cli.door import AsJson, print_json
from recolement.cli.language import either, of_door
from recolement.cli.panel_door import (
    AddressColumns,
    IdColumn,
    Inputs,
    MethodOption,
    People,
    QuotasFile,
    Seed,
    Size,
    read_file,
    read_inputs,
    said,
)
from recolement.formats.gathering import Problems
from recolement.model.panels import Method
from recolement.model.problems import Problem, Unusable
from recolement.publication import panel_ceremony as ceremony
from recolement.storage.writing import write_whole
from recolement.words.panels import change_sentence

if TYPE_CHECKING:
    from recolement.analysis.panels import Lottery


def replace(
    people: People,
    quotas: QuotasFile,
    size: Size,
    seed: Seed,
    panel: Annotated[Path, typer.Option("--panel", metavar="JSON", help=either(
        "Ce que « draw --json » a écrit, ou draw.json.", "What “draw --json” wrote, or draw.json."))],
    gone: Annotated[list[str], typer.Option("--gone", metavar="ID", help=either(
        "Qui renonce (à répéter).", "Who declines (repeat it)."))],
    private: Annotated[Path | None, typer.Option("--private", metavar="JSON", help=either(
        "Pour draw.json : la liste privée.", "For draw.json: the private list."))] = None,
    method: MethodOption = Method.LEXIMIN,
    id_column: IdColumn = None,
    address: AddressColumns = None,
    as_json: AsJson = False,
) -> None:  # fmt: skip
    """Replace those who decline under the same rules; a public draw.json gets the step written into it."""
    from recolement.analysis.panels import Infeasible
    from recolement.analysis.panels.replacements import complete

    with said():
        inputs = read_inputs(people, quotas, size, id_column, address)
        before = _drawn(panel)
        public = before.get("format") == ceremony.DRAW
        named = _public_names(private, panel) if public else {}
        steps: list[dict[str, Any]] = before.get("steps", [])
        problems = Problems()
        present = set(inputs.places([named.get(one, str(one)) for one in before["panel"]], problems))
        left: set[int] = set()
        for step in steps:
            out = inputs.places([named.get(one, str(one)) for one in step["gone"]], problems)
            left |= set(out)
            if public:  # draw.json keeps the panel as it was drawn; draw --json the panel as it stands
                joined = inputs.places([named.get(one, str(one)) for one in step["joined"]], problems)
                present = (present - set(out)) | set(joined)
        leaving = set(inputs.places(gone, problems))
        for one in sorted(leaving - present):
            problems.add("not_on_panel", panel.name, found=inputs.pool.volunteers[one].id)
        problems.stop_if_any()
    staying = sorted(present - leaving)
    composed = ceremony.composition_seed(inputs.people, inputs.quotas_file, size, method.value)
    try:
        lottery = complete(inputs.pool, inputs.quotas, size, method, composed, staying, leaving | left)
    except Infeasible:
        typer.echo(
            either(
                "Personne ne peut compléter ce panel dans les quotas, tant que tous les autres y restent.",
                "Nobody can complete this panel within the quotas while all the others stay.",
            ),
            err=True,
        )
        _say_changes(inputs, size, staying, leaving | left)
        raise typer.Exit(1) from None
    number = ceremony.number_of(seed, len(lottery.panels), len(steps) + 1)
    joined_now = lottery.panels[number]
    if public:
        with said():
            _write_step(panel, before, seed, sorted(leaving), lottery, inputs, named)
    _print(inputs, lottery, seed, number, before, leaving, staying, joined_now, as_json=as_json)


def _say_changes(inputs: Inputs, size: int, staying: list[int], out: set[int]) -> None:
    """The smallest changes of the quotas after which the panel can be completed."""
    from recolement.analysis.panels.replacements import changes_to_complete

    for change in changes_to_complete(inputs.pool, inputs.quotas, size, staying, out) or ():
        said_change = change_sentence(change.quota, change.least, change.most, of_door())
        typer.echo(f"  {said_change}", err=True)


def _write_step(
    path: Path,
    before: dict[str, Any],
    seed: str,
    leaving: Sequence[int],
    lottery: Lottery,
    inputs: Inputs,
    named: dict[int, str],
) -> None:
    """The step in draw.json, and the completions it was drawn among beside it, in public numbers."""
    number_of = {own: number for number, own in named.items()}
    public = [sorted(number_of[inputs.pool.volunteers[one].id] for one in panel) for panel in lottery.panels]
    at = len(before["steps"]) + 1
    step = ceremony.step_json(
        at=datetime.now(UTC).isoformat(timespec="microseconds"),
        seed=seed,
        step=at,
        gone=[number_of[inputs.pool.volunteers[one].id] for one in leaving],
        panels=public,
    )
    write_whole(path.parent / f"replacement-{at}.json", [ceremony.canonical(public)])
    write_whole(path, [ceremony.canonical({**before, "steps": [*before["steps"], step]})])


def _print(
    inputs: Inputs,
    lottery: Lottery,
    seed: str,
    number: int,
    before: dict[str, Any],
    leaving: set[int],
    staying: Sequence[int],
    joined: Sequence[int],
    *,
    as_json: bool,
) -> None:
    ids = [inputs.id_of(one) for one in joined]
    if not as_json:
        typer.echo(
            either("Rejoignent le panel : ", "Joining the panel: ") + ", ".join(str(one) for one in ids)
        )
        return
    step = {
        "seed": seed,
        "number": number,
        "gone": [inputs.id_of(one) for one in sorted(leaving)],
        "joined": ids,
    }
    print_json(
        {
            **before,
            "panel": [inputs.id_of(one) for one in sorted([*staying, *joined])],
            "steps": [*before.get("steps", []), step],
            "replacement_probabilities": {
                str(inputs.id_of(place)): float(chance)
                for place, chance in enumerate(lottery.chances)
                if chance
            },
        }
    )


def _public_names(private: Path | None, panel: Path) -> dict[int, str]:
    """Everybody's id by public number, from the private list."""
    document = None if private is None else ceremony.read_document(read_file(private))
    if document is None or document.get("format") != ceremony.PRIVATE:
        raise Unusable([Problem("private_needed", str(private or panel))])
    return {one["number"]: one["id"] for one in document["volunteers"]}


def _drawn(path: Path) -> dict[str, Any]:
    """A panel as it was drawn; raises :class:`Unusable` for anything else."""
    try:
        document: dict[str, Any] = json.loads(read_file(path))
        sound = isinstance(document, dict) and isinstance(document["panel"], list)
        sound = sound and all(isinstance(step["gone"], list) for step in document.get("steps", []))
    except (ValueError, KeyError, TypeError, RecursionError):
        sound = False
    if not sound:
        raise Unusable([Problem("record_unreadable", str(path))])
    return document
