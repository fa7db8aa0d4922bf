"""``recolement panel replace``: those who decline are replaced under the same rules, every step recorded."""

from __future__ import annotations

import json
from collections.abc import Sequence
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
    Named,
    People,
    PublicSource,
    QuotasFile,
    Size,
    announced_digest,
    now,
    pairs,
    read_file,
    read_inputs,
    said,
)
from recolement.formats.gathering import Problems
from recolement.model.panels import Method
from recolement.model.problems import Problem, Unusable
from recolement.publication import panel_ceremony as ceremony
from recolement.publication.panel_steps import (
    announcement_file,
    completions_bytes,
    completions_file,
    present_after,
    replacement_json,
)
from recolement.storage.writing import write_whole
from recolement.words.panels import change_sentence

if TYPE_CHECKING:
    from recolement.analysis.panels import Lottery


def replace(
    people: People,
    quotas: QuotasFile,
    size: Size,
    panel: Annotated[Path, typer.Option("--panel", metavar="JSON", help=either(
        "Ce que « draw --json » a écrit, ou draw.json.", "What “draw --json” wrote, or draw.json."))],
    gone: Annotated[list[str], typer.Option("--gone", metavar="ID", help=either(
        "Qui renonce (à répéter).", "Who declines (repeat it)."))],
    private: Annotated[Path | None, typer.Option("--private", metavar="JSON", help=either(
        "Pour draw.json : la liste privée.", "For draw.json: the private list."))] = None,
    seed: Annotated[str | None, typer.Option("--seed", metavar="S", help=either(
        "La graine, si le panel n'est pas public.", "The seed, if the panel is not public."))] = None,
    contribution: Named = None,
    public_source: PublicSource = None,
    method: MethodOption = Method.LEXIMIN,
    id_column: IdColumn = None,
    address: AddressColumns = None,
    as_json: AsJson = False,
) -> None:  # fmt: skip
    """Replace those who decline under the same rules; of a public draw.json the replacement is announced."""
    from recolement.analysis.panels import Infeasible
    from recolement.analysis.panels.replacements import complete

    with said():
        inputs = read_inputs(people, quotas, size, id_column, address)
        before = _drawn(panel)
        public = before.get("format") == ceremony.DRAW
        _stop_if_unfit(panel, before, seed, public=public)
        named = _public_names(private, panel) if public else {}
        steps: list[dict[str, Any]] = before.get("steps", [])
        problems = Problems()
        # draw.json keeps the panel as it was drawn; draw --json the panel as it stands
        sitting = present_after(before) if public else before["panel"]
        present = set(inputs.places([named.get(one, str(one)) for one in sitting], problems))
        away = [named.get(one, str(one)) for step in steps for one in step["gone"]]
        left = set(inputs.places(away, problems))
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
    if seed is None:
        with said():
            given = (pairs(contribution), public_source)
            announced_digest(_announce(panel, before, sorted(leaving), lottery, inputs, named, *given))
        return
    number = ceremony.number_of(seed, len(lottery.panels), len(steps) + 1)
    _print(inputs, lottery, seed, number, before, leaving, staying, lottery.panels[number], as_json=as_json)


def _stop_if_unfit(panel: Path, before: dict[str, Any], seed: str | None, *, public: bool) -> None:
    """A public draw is given no seed, and one replacement at a time; any other draw needs a seed."""
    if not public and seed is None:
        raise Unusable([Problem("seed_needed", str(panel))])
    if public and seed is not None:
        raise Unusable([Problem("seed_unfit", str(panel))])
    if public and (panel.parent / announcement_file(len(before["steps"]) + 1)).exists():
        raise Unusable([Problem("replacement_pending", str(panel))])


def _say_changes(inputs: Inputs, size: int, staying: list[int], out: set[int]) -> None:
    """The smallest changes of the quotas after which the panel can be completed."""
    from recolement.analysis.panels.replacements import changes_to_complete

    for change in changes_to_complete(inputs.pool, inputs.quotas, size, staying, out) or ():
        said_change = change_sentence(change.quota, change.least, change.most, of_door())
        typer.echo(f"  {said_change}", err=True)


def _announce(
    path: Path,
    before: dict[str, Any],
    leaving: Sequence[int],
    lottery: Lottery,
    inputs: Inputs,
    named: dict[int, str],
    contributions: dict[str, str],
    public_source: str | None,
) -> bytes:
    """Publish the completions in public numbers and what fixes their draw; the announcement."""
    number_of = {own: number for number, own in named.items()}
    public = [sorted(number_of[inputs.pool.volunteers[one].id] for one in panel) for panel in lottery.panels]
    step = len(before["steps"]) + 1
    document = replacement_json(
        at=now(),
        announcement=before["announcement"],
        step=step,
        gone=[number_of[inputs.pool.volunteers[one].id] for one in leaving],
        completions=public,
        contributions=contributions,
        public_source=public_source,
    )
    announcement = ceremony.canonical(document)
    write_whole(path.parent / completions_file(step), [completions_bytes(public)])
    write_whole(path.parent / announcement_file(step), [announcement])
    return announcement


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
