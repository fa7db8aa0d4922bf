"""``recolement panel verify``: was the panel drawn as it was announced?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from recolement.cli.door import AsJson, print_json
from recolement.cli.language import either, of_door
from recolement.cli.panel_door import PUBLISHED, AddressColumns, IdColumn, read_file, said
from recolement.publication.panel_ledger import CHECKPOINT, LEDGER, announcements, ledger_doubts, recorded
from recolement.publication.panel_verify import Doubt, check_private, check_published
from recolement.words.panels import doubt_sentence


def verify(
    folder: Annotated[Path, typer.Argument(metavar=either("DOSSIER", "FOLDER"))],
    expected: Annotated[list[str] | None, typer.Option("--expected", metavar=either("EMPREINTE", "DIGEST"),
        help=either("Une empreinte notée à une annonce (à répéter).",
                    "A digest noted at an announcement (repeat it)."))] = None,
    people: Annotated[Path | None, typer.Option("--people", metavar="CSV", help=either(
        "Les volontaires, si vous les avez.", "The volunteers, if you have them."))] = None,
    quotas: Annotated[Path | None, typer.Option("--quotas", metavar="CSV", help=either(
        "Les quotas, avec --people.", "The quotas, with --people."))] = None,
    private: Annotated[Path | None, typer.Option("--private", metavar="JSON", help=either(
        "La liste privée, avec --people.", "The private list, with --people."))] = None,
    id_column: IdColumn = None,
    address: AddressColumns = None,
    as_json: AsJson = False,
) -> None:  # fmt: skip
    """Verify a draw: from the published files alone, and from the private ones where they are given."""
    steps = sorted(path.name for path in folder.glob("replacement-*.json"))
    files = {name: (folder / name).read_bytes() for name in (*PUBLISHED, *steps) if (folder / name).is_file()}
    doubts: list[Doubt] = list(check_published(files, expected or ()))
    if (folder / LEDGER).is_file():
        doubts += [doubt for doubt in _of_ledger(folder, files) if doubt not in doubts]
    unread = {"file_absent", "file_unreadable", "record_malformed"}
    if people and quotas and private and not unread & {doubt.code for doubt in doubts}:
        with said():
            raw = (read_file(people), read_file(quotas), read_file(private))
        doubts += check_private(files, *raw, id_column, tuple(address or ()))
    language = of_door()
    if as_json:
        print_json(
            {
                "format": "recolement-panel-verify/1",
                "sound": not doubts,
                "doubts": [
                    {
                        "code": doubt.code,
                        "facts": dict(doubt.facts),
                        "sentence": doubt_sentence(doubt.code, doubt.facts, language),
                    }
                    for doubt in doubts
                ],
            }
        )
    elif doubts:
        for doubt in doubts:
            typer.echo(f"{doubt.code}: {doubt_sentence(doubt.code, doubt.facts, language)}")
    else:
        typer.echo(either("Le tirage est tel qu'annoncé.", "The draw is as it was announced."))
    if doubts:
        raise typer.Exit(1)


def _of_ledger(folder: Path, files: dict[str, bytes]) -> list[Doubt]:
    """What the ledger of a folder that the web app published gives rise to."""
    lines = read_file(folder / LEDGER).splitlines()
    signed = folder / CHECKPOINT
    known = recorded(lines)
    # a name that leads out of the folder is no file of it
    names = [name for name in known if Path(name).name == name and (folder / name).is_file()]
    every = files | {name: read_file(folder / name) for name in names}
    doubts = ledger_doubts(lines, read_file(signed) if signed.is_file() else None, every)
    return [*doubts, *check_published(files, announcements(lines))]
