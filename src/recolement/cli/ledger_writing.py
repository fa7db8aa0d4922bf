"""``recolement ledger``, the commands that write: init, append, new-key, rebuild, backup, restore."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from recolement.acts import RefusedEvent
from recolement.cli.language import either, of_door
from recolement.cli.ledger_door import SALT, desk_of, must_be_empty, now, read_json, refuse, said, stop
from recolement.cli.ledger_options import Database, Expected, Key, Ledger
from recolement.cli.reaching import storage_of
from recolement.desk import Desk, Recorded
from recolement.formats.folder import read_folder
from recolement.ledger.storage import LedgerStorage
from recolement.model.problems import Unusable
from recolement.storage.archive import NotAnArchive, back_up, unpack
from recolement.storage.files import refusals
from recolement.storage.gathering import appends_of
from recolement.storage.ledger_folder import LedgerFolder
from recolement.words.ledger import say
from recolement.words.problems import problem_sentence


def init(
    ledger: Ledger,
    source: Annotated[
        Path,
        typer.Option(
            "--from",
            help=either("Le dossier de vote par lequel commencer.", "The ballot folder to begin with."),
        ),
    ],
    origin: Annotated[
        str | None,
        typer.Option(
            help=either(
                "Le nom du registre, par exemple example.org/vote.",
                "The ledger's name, for instance example.org/vote.",
            )
        ),
    ] = None,
    db: Database = None,
) -> None:
    """Begin a ledger with a ballot folder: its declaration, and all that was written down so far."""
    with said():
        try:
            files = {path.name: path.read_bytes() for path in source.iterdir() if path.is_file()}
            folder = read_folder(files)
        except Unusable as unusable:
            for problem in unusable.problems:
                print(problem_sentence(problem, of_door()), file=sys.stderr)
            raise typer.Exit(2) from None
        beside = LedgerFolder(ledger)
        name = origin or f"recolement/{source.resolve().name}-{SALT()[:4].hex()}"
        if any(sign.isspace() or sign == "+" for sign in name):
            stop("bad_id", {"found": name})
        desk = Desk.create(storage_of(ledger, db), beside, now, SALT, name, folder)
        print(say("begun", {"size": desk.size, "key": str(desk.moment.state.key)}, of_door()))


def append(
    ledger: Ledger,
    event: Annotated[
        Path,
        typer.Argument(
            metavar="EVENT.json",
            help=either(
                "Le fait : son nom et ses champs, textes en clair.",
                "The event: name and fields, texts in clear.",
            ),
        ),
    ],
    expected: Expected,
    key: Key,
    db: Database = None,
) -> None:
    """Append one event, if it is allowed now; prints its line's number and the signed checkpoint."""
    with said():
        _answer(desk_of(ledger, db).record(read_json(event), expected, key))


def new_key(
    ledger: Ledger,
    reason: Annotated[
        str,
        typer.Option(
            help=either(
                "planned (prévu), lost (perdue) ou compromised (compromise)", "planned, lost or compromised"
            )
        ),
    ],
    expected: Expected,
    key: Key,
    db: Database = None,
) -> None:
    """Sign with a new key from now on; where the change is planned, the old key signs for the new one."""
    with said():
        _answer(desk_of(ledger, db).change_key(reason, expected, key))


def _answer(answer: Recorded | RefusedEvent) -> None:
    if isinstance(answer, RefusedEvent):
        refuse(answer)
        return
    print(answer.seq)
    print(answer.note.written().decode(), end="")


def rebuild(ledger: Ledger, db: Database = None) -> None:
    """Read everything again, make anew what can be made anew, and say whether it differed."""
    with said():
        desk = desk_of(ledger, db)
        code = "rebuilt_otherwise" if desk.rebuild() else "rebuilt_alike"
        print(say(code, {"size": desk.size}, of_door()))


def backup(
    ledger: Ledger,
    archive: Annotated[
        Path,
        typer.Argument(
            metavar="ARCHIVE", help=either("Le fichier à écrire (.tar).", "The file to write (.tar).")
        ),
    ],
    without_keys: Annotated[
        bool, typer.Option(help=either("Sans la clé privée.", "Leave the private key out."))
    ] = False,
    db: Database = None,
) -> None:
    """Copy the whole ledger into one file. It holds the private key: keep it as you keep the key."""
    with said():
        desk_of(ledger, db)
        beside = LedgerFolder(ledger)
        with beside.alone():
            appends = None if db is None else list(appends_of(storage_of(ledger, db).read()))
            back_up(ledger, archive, keys=not without_keys, appends=appends)
        code = "backed_up_without_key" if without_keys else "backed_up"
        print(say(code, {"place": str(archive)}, of_door()))


def restore(
    archive: Annotated[Path, typer.Argument(metavar="ARCHIVE", help=either("La sauvegarde.", "The backup."))],
    ledger: Ledger,
    db: Database = None,
) -> None:
    """Put a backup back into an empty folder (and an empty database), then read it from end to end."""
    with said():
        must_be_empty(ledger)
        try:
            with refusals(ledger):
                unpack(archive, ledger)
        except NotAnArchive:
            stop("not_an_archive", {"place": str(archive)})
        if db is not None:
            _move_lines(storage_of(ledger, None), storage_of(ledger, db))
            for name in ("ledger.jsonl", "appends.jsonl"):
                (ledger / name).unlink()
        print(say("restored", {"size": desk_of(ledger, db).size}, of_door()))


def _move_lines(source: LedgerStorage, target: LedgerStorage) -> None:
    size = 0
    for key, batch in appends_of(source.read()):
        target.append(batch, size, key)
        size += len(batch)
