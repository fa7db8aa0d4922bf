"""``recolement ledger``, the commands that read: log, checkpoint, receipt, prove, export, witness."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from recolement.cli.door import Lang, language_for
from recolement.cli.language import either, of_door
from recolement.cli.ledger_door import desk_of, key_of, must_be_empty, said, stop
from recolement.cli.ledger_options import Database, Ledger
from recolement.cli.reaching import is_ledger, lines_of, storage_of
from recolement.cli.witness import watch
from recolement.ledger.broken import LedgerBroken, fewer_lines
from recolement.ledger.checkpoint import Checkpoint, cosigned_at
from recolement.ledger.codec import decode
from recolement.ledger.events import ActEvent, EntryRecorded, Event, SheetRecorded
from recolement.ledger.note import Note, write_base64
from recolement.ledger.receipt import Receipt, receipt_of
from recolement.ledger.tiles import WIDTH, bundle_bytes, bundles_of, tile_bytes, tiles_of
from recolement.ledger.tree import Tree, consistency_proof, leaf_hash
from recolement.storage.files import refusals, replace_file
from recolement.storage.ledger_folder import LedgerFolder
from recolement.words.ledger import say

ABOUT = ("unit", "contest", "round", "id", "of")
"""The fields of an event that say what it is about."""


class Signed:
    """The lines that the last checkpoint counts, with their tree."""

    def __init__(self, ledger: Path, database: str | None) -> None:
        data = LedgerFolder(ledger).checkpoint()
        if data is None:
            stop("no_ledger", {})
        self.note = Note.read(data or b"")
        checkpoint = Checkpoint.read(self.note.text)
        self.size = checkpoint.size
        self.lines = list(storage_of(ledger, database).read(0, self.size))
        self.tree = Tree(map(leaf_hash, self.lines))
        if self.tree.size < self.size:
            raise fewer_lines(self.tree.size, self.size)
        if self.tree.root() != checkpoint.root:
            raise LedgerBroken("root_differs", size=self.size)

    def receipt(self, number: int) -> Receipt:
        """The receipt of a line."""
        return receipt_of(self.lines[number], number, self.tree.node, self.note)


def log(ledger: Ledger, db: Database = None, lang: Lang = None) -> None:
    """The lines: number, time, event, and what it is about."""
    language_for(lang)  # the lines have no language; what is wrong is said in the one asked for
    with said():
        if db is None and not is_ledger(ledger):
            stop("no_ledger", {})
        for line in lines_of(ledger, db):
            event = decode(line)
            print(
                f"{event.seq}\t{event.at:%Y-%m-%dT%H:%M:%SZ}\t{event.__struct_config__.tag}\t{_about(event)}"
            )


def _about(event: Event) -> str:
    """The units, contest and round that an event is about, and the name it bears or answers."""
    given = [getattr(event, name, None) for name in ABOUT]
    if isinstance(event, ActEvent):
        given[:0] = event.units or ()
    return " ".join(str(one) for one in given if one not in (None, ""))


def checkpoint(
    ledger: Ledger,
    cosigned: Annotated[
        Path | None,
        typer.Option(
            help=either(
                "Un point d'arrêt contresigné, à garder.", "A checkpoint cosigned by a witness, to keep."
            )
        ),
    ] = None,
    db: Database = None,
) -> None:
    """The last signed checkpoint; or keep one that a witness cosigned."""
    with said():
        beside = LedgerFolder(ledger)
        if cosigned is None:
            print((beside.checkpoint() or b"").decode(), end="")
            return
        state = desk_of(ledger, db).moment.state
        note = Note.read(cosigned.read_bytes())
        for witness in state.witnesses.values():
            if cosigned_at(note, witness) is not None:
                beside.keep_witnessed(witness, note.written())
                return
        stop("witness_unknown", {}, 1)


def receipt(
    ledger: Ledger,
    unit: Annotated[
        str,
        typer.Argument(
            help=either(
                "La section dont le procès-verbal est enregistré.", "The section whose sheet was recorded."
            )
        ),
    ],
    contest: Annotated[str | None, typer.Option(help=either("Pour ce poste.", "Of this contest."))] = None,
    round_: Annotated[
        int | None, typer.Option("--round", help=either("Pour ce tour.", "Of this round."))
    ] = None,
    db: Database = None,
) -> None:
    """The receipt of a section's last sheet: it proves, offline, that the sheet is in the record."""
    with said():
        signed = Signed(ledger, db)
        last = None
        for line in signed.lines:
            event = decode(line)
            if (
                isinstance(event, SheetRecorded | EntryRecorded)
                and event.unit == unit
                and contest in (None, event.contest)
                and round_ in (None, event.round)
            ):
                last = event.seq
        if last is None:
            stop("no_sheet", {"unit": unit}, 1)
            return
        print(signed.receipt(last).written().decode(), end="")


def prove(
    ledger: Ledger,
    line: Annotated[
        int | None,
        typer.Option(
            help=either("Prouver que cette écriture y est.", "Prove that this line is in the record.")
        ),
    ] = None,
    since: Annotated[
        int | None,
        typer.Option(
            help=either(
                "Prouver que les premières, autant, n'ont pas changé.",
                "Prove that the first so many lines are unchanged.",
            )
        ),
    ] = None,
    db: Database = None,
) -> None:
    """A proof under the last checkpoint: of one line (as a receipt), or of an earlier size."""
    with said():
        signed = Signed(ledger, db)
        if line is not None:
            if not 0 <= line < signed.size:
                stop("no_line", {"line": line}, 1)
            print(signed.receipt(line).written().decode(), end="")
            return
        old = signed.size if since is None else since
        if not 0 <= old <= signed.size:
            stop("no_line", {"line": old}, 1)
        proof = consistency_proof(signed.tree.node, old, signed.size)
        print(consistency_text(old, proof, signed.note), end="")


def consistency_text(old: int, proof: list[bytes], note: Note) -> str:
    """A proof that a ledger continues an older one, as a witness is sent it (C2SP tlog-witness)."""
    hashes = "".join(f"{write_base64(one)}\n" for one in proof)
    return f"old {old}\n{hashes}\n{note.written().decode()}"


def export(
    ledger: Ledger,
    out: Annotated[
        Path,
        typer.Argument(
            metavar="OUT",
            help=either(
                "Un dossier vide, à mettre sur un serveur web.", "An empty folder, to be put on a web server."
            ),
        ),
    ],
    texts: Annotated[
        bool,
        typer.Option(
            help=either("Publier aussi les textes gardés à part.", "Publish the texts kept outside too.")
        ),
    ] = False,
    db: Database = None,
) -> None:
    """Publish the ledger as static files (C2SP tlog-tiles): checkpoint, tiles, lines."""
    with said():
        must_be_empty(out)
        signed = Signed(ledger, db)
        note, size = signed.note, signed.size
        with refusals(out):
            for tile in bundles_of(size):
                first = tile.index * WIDTH
                _put(out, tile.path, bundle_bytes(signed.lines[first : first + tile.width]))
            for tile in tiles_of(size):
                _put(out, tile.path, tile_bytes(signed.tree.node, tile))
            if texts:
                for file in (ledger / "texts").glob("*"):
                    _put(out, f"texts/{file.name}", file.read_bytes())
            for data in LedgerFolder(ledger).witnessed():
                cosigned = Note.read(data)
                if cosigned.text == note.text:
                    for signature in cosigned.signatures:
                        note = note.with_signature(signature)
            _put(out, "checkpoint", note.written())
        print(say("published", {"size": size, "place": str(out)}, of_door()))


def _put(out: Path, name: str, data: bytes) -> None:
    file = out / name
    file.parent.mkdir(parents=True, exist_ok=True)
    replace_file(file, data)


def witness(
    source: Annotated[
        str,
        typer.Argument(
            metavar="SOURCE",
            help=either("Un registre : dossier ou adresse web.", "A ledger: folder or web address."),
        ),
    ],
    state: Annotated[
        Path,
        typer.Option(
            help=either(
                "Le dossier du contresignataire : sa clé, et ce qu'il a vu.",
                "The witness's own folder: its key, and what it saw.",
            )
        ),
    ],
    name: Annotated[
        str,
        typer.Option(
            help=either(
                "Le nom du contresignataire, par exemple example.org/mandataire.",
                "The witness's name, for instance example.org/representative.",
            )
        ),
    ],
    key: Annotated[
        str | None,
        typer.Option(
            help=either(
                "La clé publique du registre, tenue d'une source sûre.",
                "The ledger's public key, from a source you trust.",
            )
        ),
    ] = None,
) -> None:
    """Hold a ledger against what was seen of it before, and cosign its checkpoint; or raise the alarm (1)."""
    with said():
        watch(source, state, name, key_of(key))
