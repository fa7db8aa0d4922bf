"""``recolement panel announce | commit | reveal``: the draw in public."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from recolement.cli.door import UNUSABLE, AsJson, print_json
from recolement.cli.language import either, of_door
from recolement.cli.panel_door import (
    AddressColumns,
    Folder,
    IdColumn,
    Inputs,
    MethodOption,
    Named,
    People,
    Private,
    PublicSource,
    QuotasFile,
    Size,
    announced_digest,
    now,
    pairs,
    read_document_file,
    read_file,
    read_inputs,
    said,
)
from recolement.model.panels import Method
from recolement.model.problems import Problem, Unusable
from recolement.model.software import VERSION
from recolement.publication import panel_ceremony as ceremony
from recolement.publication import panel_steps as steps
from recolement.publication.panel_people import announced
from recolement.publication.panel_verify import seed_doubts
from recolement.storage.writing import write_whole
from recolement.words.panels import doubt_sentence

Revealed = Annotated[
    list[str] | None,
    typer.Option(
        "--reveal",
        metavar=either("NOM=…", "NAME=…"),
        help=either("NOM=secret (à répéter).", "NAME=secret (repeat it)."),
    ),
]


def announce(
    people: People,
    quotas: QuotasFile,
    size: Size,
    folder: Folder,
    private: Private,
    method: MethodOption = Method.LEXIMIN,
    contribution: Named = None,
    public_source: PublicSource = None,
    purge_by: Annotated[str | None, typer.Option("--purge-by", metavar="DATE", help=either(
        "La date de purge des données.", "When the data is purged."))] = None,
    id_column: IdColumn = None,
    address: AddressColumns = None,
) -> None:  # fmt: skip
    """Publish the lottery, the commitments and the announcement, before any seed is known."""
    with said():
        inputs = read_inputs(people, quotas, size, id_column, address)
        files = _announced(inputs, size, quotas.name, method, pairs(contribution), public_source, purge_by)
        folder.mkdir(parents=True, exist_ok=True)
        write_whole(private, [files.pop("private.json")])
        for name, content in files.items():
            write_whole(folder / name, [content])
    announced_digest(files["announcement.json"])


def _announced(
    inputs: Inputs,
    size: int,
    quotas_name: str,
    method: Method,
    contributions: dict[str, str],
    public_source: str | None,
    purge_by: str | None,
) -> dict[str, bytes]:
    from recolement.analysis.panels import Infeasible, compose

    composed = ceremony.composition_seed(inputs.people, inputs.quotas_file, size, method.value)
    try:
        lottery = compose(inputs.pool, inputs.quotas, size, method, composed)
    except Infeasible:
        raise Unusable([Problem("infeasible", quotas_name)]) from None
    return announced(
        at=now(),
        pool=inputs.pool,
        lottery=lottery,
        key=os.urandom(32),
        people=inputs.people,
        quotas=inputs.quotas_file,
        contributions=contributions,
        public_source=public_source,
        purge_by=purge_by,
        software=f"recolement {VERSION}",
    )


def commit(
    name: Annotated[str, typer.Argument(metavar=either("NOM", "NAME"))], as_json: AsJson = False
) -> None:
    """Make a contribution to the seed: a secret to keep until the draw, and its commitment to hand in now."""
    secret = secrets.token_hex(16)
    commitment = ceremony.commitment_of(name, secret)
    if as_json:
        print_json({"name": name, "secret": secret, "commitment": commitment})
        return
    typer.echo(either(f"À garder secret jusqu'au tirage : {secret}", f"Keep secret until the draw: {secret}"))
    typer.echo(either(f"À remettre maintenant : {commitment}", f"Hand in now: {commitment}"))


def reveal(
    folder: Folder,
    reveal: Revealed = None,
    public: Annotated[str | None, typer.Option("--public", help=either(
        "La valeur publique, telle que publiée.", "The public value, as published."))] = None,
    as_json: AsJson = False,
) -> None:  # fmt: skip
    """Draw in public the panel, or the replacement announced since; refused where the seed is another."""
    told = pairs(reveal)
    with said():
        raw = read_file(folder / "announcement.json")
        announcement = read_document_file(folder / "announcement.json")
        lottery = read_document_file(folder / "lottery.json")
        if (folder / "draw.json").exists():
            _reveal_step(folder, told, public, as_json=as_json)
            return
        record = ceremony.draw_json(
            at=now(), announcement=raw, contributions=told, public=public, lottery=lottery
        )
        _stop_if_another_seed(record, announcement, raw)
        write_whole(folder / "draw.json", [ceremony.canonical(record)])
    if as_json:
        print_json(record)
    else:
        typer.echo(either(f"Panel numéro {record['number']:03d} :", f"Panel number {record['number']:03d}:"))
        typer.echo("  " + ", ".join(map(str, record["panel"])))


def _reveal_step(folder: Path, told: dict[str, str], public: str | None, *, as_json: bool) -> None:
    draw = read_document_file(folder / "draw.json")
    file = folder / steps.announcement_file(len(draw["steps"]) + 1)
    if not file.exists():
        raise Unusable([Problem("already_drawn", str(folder / "draw.json"))])
    raw, announcement = read_file(file), read_document_file(file)
    record = steps.step_json(
        at=now(),
        announcement=raw,
        announced=announcement,
        contributions=told,
        public=public,
        completions=steps.read_completions(read_file(folder / steps.completions_file(announcement["step"]))),
    )
    _stop_if_another_seed(record, announcement, raw)
    write_whole(folder / "draw.json", [ceremony.canonical({**draw, "steps": [*draw["steps"], record]})])
    if as_json:
        print_json(record)
        return
    number = record["number"]
    typer.echo(either(f"Remplacement, numéro {number:03d} :", f"Replacement, number {number:03d}:"))
    typer.echo("  " + ", ".join(map(str, record["joined"])))


def _stop_if_another_seed(record: Mapping[str, Any], announcement: Mapping[str, Any], raw: bytes) -> None:
    """A secret missing or wrong stops the draw; what fixes nothing is drawn, and doubted by verify."""
    doubts = [doubt for doubt in seed_doubts(record, announcement, raw) if doubt.code != "seed_not_fixed"]
    for doubt in doubts:
        typer.echo(f"{doubt.code}: {doubt_sentence(doubt.code, doubt.facts, of_door())}", err=True)
    if doubts:
        raise typer.Exit(UNUSABLE)
